"""Compare what stands around the schemas: operations, parameters, bodies, media types, security.

What is gone or required anew is reported here. The schemas themselves go to `judge`, replies to
`replies`. Whole documents are compared, and what is the same text on both sides is skipped at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.contract_diff.judge.judge import Judge
from scripts.contract_diff.operations.findings import Scene
from scripts.contract_diff.operations.inventory import Operation, listed, parameters
from scripts.contract_diff.operations.media import covering, entries
from scripts.contract_diff.operations.replies import Replies
from scripts.contract_diff.operations.security import unmet
from scripts.contract_diff.schema.values import compact
from scripts.documents.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.contract_diff.report.model import Finding
    from scripts.documents.text import Json


class Operations:
    """The comparison of two documents, operation by operation."""

    def __init__(self, judge: Judge, wanted: Sequence[str] = ()) -> None:
        """Only the wanted operations; all without any."""
        self.judge = judge
        old, new = listed(judge.base), listed(judge.head)
        names = {_name(name) for name in wanted}
        self.pairs = [
            (old.get(key), new.get(key))
            for key in dict.fromkeys([*old, *new])
            if not names or names & {(key[0], one.path) for one in (old.get(key), new.get(key)) if one}
        ]
        self.names = [one.name for pair in self.pairs for one in (pair[1] or pair[0],) if one]

    def findings(self) -> Iterator[Finding]:
        """Everything that differs."""
        for old, new in self.pairs:
            if old is not None and new is not None:
                yield from Pair(self.judge, old, new).findings()
            elif old is not None:
                yield self._gone(old)
            elif new is not None:
                scene = Scene(self.judge, new.name, new)
                yield scene.safe("operation-added", (), "the operation is new", "/paths", new.pointer)

    def _gone(self, old: Operation) -> Finding:
        scene = Scene(self.judge, old.name, old)
        path = f"/paths/{escape(old.path)}"
        head = path if scene.in_head(path) else "/paths"
        what = "the operation is gone" if scene.in_head(path) else "the path is gone"
        return scene.breaking("operation-removed", (), what, old.pointer, head, scene.request("paths"))


def _name(wanted: str) -> tuple[str, str]:
    method, _, path = wanted.strip().partition(" ")
    return method.lower(), path.strip()


class Pair:
    """One operation that both documents have."""

    def __init__(self, judge: Judge, old: Operation, new: Operation) -> None:
        """Nothing is compared before it is asked for."""
        self.judge = judge
        self.old = old
        self.new = new
        self.scene = Scene(judge, new.name, old)

    def findings(self) -> Iterator[Finding]:
        """Everything that differs."""
        yield from self._deprecation()
        yield from self._security()
        if self._same_text():
            return
        yield from self._parameters()
        yield from self._body()
        yield from Replies(self.judge, self.scene, self.old, self.new).findings()

    def _same_text(self) -> bool:
        base, head = self.judge.base.schemas, self.judge.head.schemas
        shared = [one.item.get("parameters") for one in (self.old, self.new)]
        return base.digest([self.old.raw, shared[0]]) == head.digest([self.new.raw, shared[1]])

    def _deprecation(self) -> Iterator[Finding]:
        was, now = self.old.raw.get("deprecated") is True, self.new.raw.get("deprecated") is True
        places = (self.old.pointer, f"{self.new.pointer}/deprecated" if now else self.new.pointer)
        if now and not was:
            yield self.scene.ruled(
                "operation-deprecated", (), "the operation is deprecated now", *places, "deprecation"
            )
        elif was and not now:
            yield self.scene.safe("operation-revived", (), "the operation is no longer deprecated", *places)

    def _security(self) -> Iterator[Finding]:
        lost, gained = unmet(self.judge, self.old.raw, self.new.raw)
        places = list[str]()
        for side, one in ((self.judge.base, self.old), (self.judge.head, self.new)):
            own = f"{one.pointer}/security"
            places.append(
                own if "security" in one.raw else "/security" if "security" in side.schemas.data else one.pointer
            )
        was, now = places
        for text, anonymous in lost:
            what = f"a request with {text} was enough and isn't now"
            witness = self.scene.request("security", anonymous=anonymous)
            yield self.scene.breaking("security-tightened", ("security",), what, was, now, witness, name=text)
        for text, _ in gained:
            what = f"a request with {text} is enough now"
            yield self.scene.safe("security-loosened", ("security",), what, was, now, name=text)

    def _parameters(self) -> Iterator[Finding]:
        old, new = parameters(self.judge.base, self.old), parameters(self.judge.head, self.new)
        for key, (raw, pointer) in new.items():
            words, needed = _words(key), raw.get("required") is True
            if key not in old:
                if needed:
                    witness = self.scene.request("required")
                    what, place = "a new parameter, and required", self.old.pointer
                    yield self.scene.breaking("required-parameter-added", words, what, place, pointer, witness)
                else:
                    yield self.scene.safe("parameter-added", words, "a new parameter", self.old.pointer, pointer)
                continue
            before, was = old[key]
            places = (was, pointer)
            if needed and before.get("required") is not True:
                witness = self.scene.request("required")
                yield self.scene.breaking("parameter-made-required", words, "now required", *places, witness)
            elif before.get("required") is True and not needed:
                yield self.scene.safe("parameter-made-optional", words, "no longer required", *places)
            old_form, new_form = _form(key[0], before), _form(key[0], raw)
            for word in old_form:
                if old_form[word] != new_form[word]:
                    what = f"{word} changed from {compact(old_form[word])} to {compact(new_form[word])}"
                    yield self.scene.risky("parameter-style-changed", words, what, *places, what, name=word)
                    break  # what follows from a style changes with it: one cause
            yield from self._schema(before, was, raw, pointer, words)
        for key, (_, was) in old.items():
            if key not in new:
                what = "the parameter is gone"
                why = "whether a server ignores a parameter that it doesn't know is not in the document"
                yield self.scene.risky("parameter-removed", _words(key), what, was, self.new.pointer, why)

    def _schema(
        self, before: dict[str, Json], was: str, raw: dict[str, Json], pointer: str, words: tuple[str, ...]
    ) -> Iterator[Finding]:
        """A parameter's schema, plain or under its only media type."""
        base, head = was, pointer
        for one in (before, raw):
            content = one.get("content")
            if "schema" not in one and isinstance(content, dict) and content:
                media = f"/content/{escape(str(next(iter(content))))}"
                if one is before:
                    base += media
                else:
                    head += media
        yield from self.scene.schema(f"{base}/schema", f"{head}/schema", "request", words, self.new.name)

    def _body(self) -> Iterator[Finding]:
        (old, was), (new, now) = (
            side.schemas.follow(one.raw.get("requestBody"), f"{one.pointer}/requestBody")
            for side, one in ((self.judge.base, self.old), (self.judge.head, self.new))
        )
        words = ("request body",)
        if not isinstance(old, dict) or not isinstance(new, dict):
            if isinstance(new, dict):
                if new.get("required") is True:
                    witness = self.scene.request("required", empty=True)
                    what = "a request needs a body now"
                    yield self.scene.breaking("request-body-added", words, what, self.old.pointer, now, witness)
                else:
                    yield self.scene.safe(
                        "request-body-added", words, "a request may have a body now", self.old.pointer, now
                    )
            elif isinstance(old, dict):
                why = "whether a server ignores a body that it doesn't expect is not in the document"
                yield self.scene.risky(
                    "request-body-removed", words, "a request has no body now", was, self.new.pointer, why
                )
            return
        needed = (old.get("required") is True, new.get("required") is True)
        if needed == (False, True):
            witness = self.scene.request("required", empty=True)
            yield self.scene.breaking(
                "request-body-made-required", words, "the body is required now", was, now, witness
            )
        elif needed == (True, False):
            yield self.scene.safe("request-body-made-optional", words, "the body is no longer required", was, now)
        yield from self._media(entries(old), f"{was}/content", entries(new), f"{now}/content")

    def _media(self, old: dict[str, Json], was: str, new: dict[str, Json], now: str) -> Iterator[Finding]:
        several = len(old) > 1
        for media in old:
            words = ("request body", media) if several else ("request body",)
            match = covering(media, new)
            if match is None:
                what = f"{media} is no longer accepted"
                witness = self.scene.request("content", media=media)
                place = f"{was}/{escape(media)}"
                yield self.scene.breaking(
                    "request-media-type-removed", ("request body",), what, place, now, witness, name=media
                )
                continue
            places = (f"{was}/{escape(media)}/schema", f"{now}/{escape(match)}/schema")
            yield from self.scene.schema(*places, "request", words, self.new.name, media=media)
        for media in new:
            if covering(media, old) is None:
                what = f"{media} is accepted now"
                yield self.scene.safe(
                    "request-media-type-added", ("request body",), what, was, f"{now}/{escape(media)}", name=media
                )  # fmt: skip


def _form(where: str, raw: dict[str, Json]) -> dict[str, Json]:
    """How a parameter is written, with OpenAPI's defaults spelled out."""
    style = raw.get("style", "form" if where in {"query", "cookie"} else "simple")
    content = raw.get("content")
    media: list[Json] = [*sorted(content)] if isinstance(content, dict) else []
    return {
        "style": style,
        "explode": raw.get("explode", style == "form"),
        "allowReserved": raw.get("allowReserved", False),
        "media type": media,
    }


def _words(key: tuple[str, str]) -> tuple[str, ...]:
    where, name = key
    return (
        (f"path parameter {int(name) + 1}",) if where == "path" and name.isdigit() else (f"{where} parameter {name}",)
    )
