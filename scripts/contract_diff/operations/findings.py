"""Make findings about things that aren't schemas, with a request as their proof where one exists."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from scripts.contract_diff.judge.command import JSON, curl
from scripts.contract_diff.judge.explain import digest, stable_id
from scripts.contract_diff.judge.judge import Judge
from scripts.contract_diff.judge.leftover import leftover
from scripts.contract_diff.judge.policy import by_rule, judged
from scripts.contract_diff.judge.sides import Site, Writing
from scripts.contract_diff.judge.witness import server
from scripts.contract_diff.report.model import Direction, Finding, Level, Witness
from scripts.contract_diff.schema.node import ANYTHING, Literal
from scripts.documents.pointers import UnresolvedError, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.operations.inventory import Operation
    from scripts.documents.text import Json


class Scene:
    """One operation, for which findings are made."""

    def __init__(self, judge: Judge, name: str, old: Operation) -> None:
        """`old` is the operation in base, or in head where base hasn't it."""
        self.judge = judge
        self.name = name
        self.old = old
        self.unread = ""  # why a break can't be told for sure: a part of the operation can't be read

    def in_head(self, pointer: str) -> bool:
        """Whether a place exists in head."""
        try:
            self.judge.head.schemas.at(pointer)
        except UnresolvedError:
            return False
        return True

    def breaking(  # noqa: PLR0917 - each says what it is for
        self, cause: str, words: tuple[str, ...], what: str, was: str, now: str, witness: Witness, *,
        name: str = "", direction: Direction = "operation", rule: str | None = None, practical: Level = "breaking",
    ) -> Finding:  # fmt: skip
        """A break; a rule may make it less to client authors."""
        if self.unread:
            return self.risky(cause, words, what, was, now, self.unread, name=name, direction=direction)
        reason = by_rule(rule) if rule else None
        return self._finding(cause, words, what, was, now, ("breaking", practical), direction, name, witness, reason)

    def risky(  # noqa: PLR0917 - each says what it is for
        self, cause: str, words: tuple[str, ...], what: str, was: str, now: str, why: str, *,
        name: str = "", direction: Direction = "operation",
    ) -> Finding:  # fmt: skip
        """Something that no document settles."""
        return self._finding(cause, words, what, was, now, ("risky", "risky"), direction, name, None, why)

    def ruled(  # noqa: PLR0917 - each says what it is for
        self, cause: str, words: tuple[str, ...], what: str, was: str, now: str, rule: str, *,
        name: str = "", direction: Direction = "operation", levels: tuple[Level, Level] = ("safe", "risky"),
    ) -> Finding:  # fmt: skip
        """Something that a rule of the policies settles."""
        return self._finding(cause, words, what, was, now, levels, direction, name, None, by_rule(rule))

    def safe(
        self, cause: str, words: tuple[str, ...], what: str, was: str, now: str, *,
        name: str = "", direction: Direction = "operation",
    ) -> Finding:  # fmt: skip
        """Something that hurts nobody."""
        return self._finding(cause, words, what, was, now, ("safe", "safe"), direction, name, None, None)

    def _finding(  # noqa: PLR0917 - each says what it is for
        self, cause: str, words: tuple[str, ...], what: str, was: str, now: str, levels: tuple[Level, Level],
        direction: Direction, name: str, witness: Witness | None, reason: str | None,
    ) -> Finding:  # fmt: skip
        base, head = self.judge.base, self.judge.head
        field = " > ".join(words) or "operation"
        old, new = base.fragment(was), head.fragment(now)
        return Finding(
            id=stable_id(self.name, direction, field, cause, name),
            digest=digest(old, new),
            direction=direction,
            operation=self.name,
            pointer=head.nearest(now),
            base_pointer=was,
            field=field,
            cause=cause,
            message=f"{field}: {what}",
            levels=judged(*levels),
            old=old,
            new=new,
            base_line=base.line(was),
            head_line=head.line(now),
            witness=witness,
            reason=reason,
        )

    def rest(  # noqa: PLR0917 - each says what it is for
        self, kind: str, old: Json, new: Json, was: str, now: str, words: tuple[str, ...], *,
        direction: Direction = "operation",
    ) -> Iterator[Finding]:  # fmt: skip
        """What differs in two objects and no judge looks at."""
        if not isinstance(old, dict) or not isinstance(new, dict):
            return
        for word in leftover(kind, self.judge.base.schemas, old, self.judge.head.schemas, new):
            yield self.not_compared(word, f"{was}/{escape(word)}", f"{now}/{escape(word)}", words, direction=direction)

    def not_compared(
        self, word: str, was: str, now: str, words: tuple[str, ...], *, direction: Direction = "operation"
    ) -> Finding:
        """A difference that no judge looks at."""
        why = "this part of a document is not compared, so nothing is known of what the difference means"
        return self.risky(
            "not-compared", words, f"{word} differs and is not compared", was, now, why, name=word, direction=direction
        )

    def request(self, keyword: str, *, anonymous: bool = False, empty: bool = False, media: str = "") -> Witness:
        """The smallest request that base accepts."""
        body, media = (None, "") if empty else self._smallest_body(media)
        return Witness(body, "base", keyword, "", self.command(body, media, anonymous=anonymous))

    def asking(self, media: str) -> Witness:
        """The smallest request that asks for a reply of one media type."""
        witness = self.request("content")
        command = witness.curl and f'{witness.curl} -H "Accept: {media}"'
        return Witness(witness.body, "base", "content", "", command)

    def command(self, body: Json, media: str, *, anonymous: bool = False) -> str | None:
        """A request of this operation as a command."""
        method, _, path = self.old.name.partition(" ")
        address = self.old.path if self.old.turned else server(self.judge.base.schemas) + path
        return curl(method, address, body, media, anonymous=anonymous)

    def _smallest_body(self, media: str) -> tuple[Json, str]:
        """A body and its media type; neither where no body is known."""
        side = self.judge.base if self.old.pointer and self._is_base() else self.judge.head
        raw, pointer = side.schemas.found(self.old.raw.get("requestBody"), f"{self.old.pointer}/requestBody")
        content: Any = raw.get("content") if isinstance(raw, dict) else None
        if not isinstance(content, dict) or not content:
            return None, ""
        media = media or (JSON if JSON in content else str(next(iter(content))))
        if not isinstance(content.get(media), dict) or "schema" not in content[media]:
            return None, ""
        node = side.reader.at(f"{pointer}/content/{escape(media)}/schema")
        outcome = self.judge.solver.ask(frozenset({Literal(node, True, True)}) if node != ANYTHING else frozenset())
        return outcome.value, "" if outcome.value is None else media

    def _is_base(self) -> bool:
        try:
            return self.judge.base.schemas.at(self.old.pointer) is self.old.raw
        except UnresolvedError:
            return False

    def schema(
        self, base: str, head: str, direction: Direction, words: tuple[str, ...], operation: str, *,
        texts: Writing | None = None, media: str = "",
    ) -> Iterator[Finding]:  # fmt: skip
        """The findings about a schema that both documents have, of a body if it has a media type; none accepts all."""
        command = functools.partial(self.command, media=media) if media else None
        site = Site(operation, direction, words, base, head, command, texts)
        present = [_there(side.schemas, place) for side, place in ((self.judge.base, base), (self.judge.head, head))]
        if not any(present) or (all(present) and not self.judge.differs(site)):
            return
        try:
            yield from self.judge.findings(site)
        except RecursionError:
            why = "its schemas lead too deep into each other"
            yield self.risky("not-comparable", words, "couldn't be compared", base, head, why, direction=direction)


def _there(schemas: Any, pointer: str) -> bool:
    try:
        schemas.at(pointer)
    except UnresolvedError:
        return False
    return True
