"""Compare what stands around the schemas: operations, parameters, bodies, media types, security.

What is gone or required anew is reported here. The schemas themselves go to `judge`, replies to
`replies`. Whole documents are compared, and what is the same text on both sides is skipped at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.contract_diff.judge.judge import Judge
from scripts.contract_diff.judge.leftover import JUDGED, SILENT
from scripts.contract_diff.operations.content import Content
from scripts.contract_diff.operations.findings import Scene
from scripts.contract_diff.operations.inventory import Operation, listed, paired
from scripts.contract_diff.operations.media import entries
from scripts.contract_diff.operations.parameters import Parameters, deprecation
from scripts.contract_diff.operations.replies import Replies
from scripts.contract_diff.operations.security import Security, flow_changes
from scripts.contract_diff.operations.servers import servers
from scripts.contract_diff.report.model import Witness
from scripts.contract_diff.schema.outside import meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.contract_diff.report.model import Finding
    from scripts.documents.text import Json

WHOLE = "(document)"


class Operations:
    """The comparison of two documents, operation by operation."""

    def __init__(self, judge: Judge, wanted: Sequence[str] = ()) -> None:
        """Only the wanted operations; all without any."""
        self.judge = judge
        self.wanted = set(wanted)
        self.pairs = [
            pair
            for pair in paired(listed(judge.base), listed(judge.head))
            if not self.wanted or any({one.name, one.root} & self.wanted for one in pair if one)
        ]
        self.names = [one.name for pair in self.pairs for one in (pair[1] or pair[0],) if one]

    def findings(self) -> Iterator[Finding]:
        """Everything that differs."""
        if not self.wanted:
            yield from self._document()
        for old, new in self.pairs:
            if old is not None and new is not None:
                yield from Pair(self.judge, old, new).findings()
            elif old is not None:
                yield self._gone(old)
            elif new is not None:
                yield self._added(new)

    def _added(self, new: Operation) -> Finding:
        scene = Scene(self.judge, new.name, new)
        corners = [one for one in self.judge.base.corners if new.pointer.startswith(one.pointer)]
        if corners:
            why = f"it couldn't be read before: {corners[0].reason}"
            return scene.risky("not-comparable", (), "couldn't be compared", corners[0].pointer, new.pointer, why)
        return scene.safe("operation-added", (), "the operation is new", "/paths", new.pointer)

    def _document(self) -> Iterator[Finding]:
        old, new = self.judge.base.schemas.data, self.judge.head.schemas.data
        scene = Scene(self.judge, WHOLE, Operation(WHOLE, "", {}, "", {}, ""))
        yield from scene.rest("document", old, new, "", "", ("document",))

    def _gone(self, old: Operation) -> Finding:
        scene = Scene(self.judge, old.name, old)
        path = old.item_pointer
        head = path if scene.in_head(path) else path.rpartition("/")[0]
        corners = [one for one in self.judge.head.corners if old.pointer.startswith(one.pointer)]
        what = "the operation is gone" if scene.in_head(path) else "the path is gone"
        if corners:
            why = f"it can't be read: {corners[0].reason}"
            return scene.risky("not-comparable", (), "couldn't be compared", old.pointer, head, why)
        if old.turned:
            why = "clients may wait for this call"
            return scene.risky("operation-removed", (), "the provider no longer calls this", old.pointer, head, why)
        return scene.breaking("operation-removed", (), what, old.pointer, head, scene.request("paths"))


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
        yield from self._unread()
        if self.new.turned:
            yield from self._presented()
        else:
            yield from self._security()
            yield from servers(self.scene, self.old, self.new)
        if self._same_text():
            return
        yield from deprecation(
            self.scene, "operation", (), self.old.raw, self.old.pointer, self.new.raw, self.new.pointer
        )
        places = (self.old.item_pointer, self.new.item_pointer)
        yield from self.scene.rest("path item", self.old.item, self.new.item, *places, ())
        yield from self.scene.rest("operation", self.old.raw, self.new.raw, self.old.pointer, self.new.pointer, ())
        yield from Parameters(self.scene, self.old, self.new).findings()
        yield from self._body()
        yield from Replies(self.judge, self.scene, self.old, self.new).findings()

    def _unread(self) -> Iterator[Finding]:
        """Parts that can't be read, unless they are the same on both sides."""
        base, head = self.judge.base, self.judge.head
        if not base.corners and not head.corners:
            return
        before = {one.digest: one for one in base.reached([self.old.pointer, f"{self.old.item_pointer}/parameters"])}
        after = {one.digest: one for one in head.reached([self.new.pointer, f"{self.new.item_pointer}/parameters"])}
        for digest in sorted(before.keys() ^ after.keys()):
            corner = before.get(digest) or after[digest]
            self.scene.unread = f"a part of the operation can't be read: {corner.reason}"
            places = (corner.pointer, "") if digest in before else ("", corner.pointer)
            yield self.scene.risky(
                "not-comparable", (), f"{corner.pointer} couldn't be compared", *places, corner.reason,
                name=corner.pointer,
            )  # fmt: skip

    def _same_text(self) -> bool:
        base, head = self.judge.base.schemas, self.judge.head.schemas
        shared: list[list[Json]] = [
            [part for word, part in one.item.items() if word in ("parameters", "servers") or _odd(word)]
            for one in (self.old, self.new)
        ]
        if self.old.path != self.new.path:  # a template's place says which parameter fills it
            return False
        return base.digest([self.old.raw, *shared[0]]) == head.digest([self.new.raw, *shared[1]])

    def _security(self) -> Iterator[Finding]:
        security = Security(self.judge, self.old.raw, self.new.raw)
        lost, gained = security.unmet()
        was, now = (f"{one.pointer}/security" if "security" in one.raw else "/security" for one in (self.old, self.new))
        for text, anonymous in lost:
            what = f"a request with {text} was enough and isn't now"
            witness = self.scene.request("security", anonymous=anonymous)
            yield self.scene.breaking("security-tightened", ("security",), what, was, now, witness, name=text)
        for text, _ in gained:
            what = f"a request with {text} is enough now"
            yield self.scene.safe("security-loosened", ("security",), what, was, now, name=text)
        yield from flow_changes(self.scene, security)

    def _presented(self) -> Iterator[Finding]:
        """What the provider shows and where it calls, as far as the operation says so itself."""
        old, new = self.old, self.new
        for before, was, after, now in (
            (old.raw, old.pointer, new.raw, new.pointer),
            (old.item, old.item_pointer, new.item, new.item_pointer),
        ):
            told = before.get("servers"), after.get("servers")
            if meant(self.judge.base.schemas, told[0]) != meant(self.judge.head.schemas, told[1]):
                yield self.scene.not_compared("servers", f"{was}/servers", f"{now}/servers", ())
        own: list[dict[str, Json]] = [{"security": one.raw.get("security")} for one in (old, new)]
        security = Security(self.judge, *own)
        lost, gained = security.unmet()
        places = f"{old.pointer}/security", f"{new.pointer}/security"
        for text, _ in gained:
            what, why = f"the provider may show {text} now", "clients may check what the provider shows"
            yield self.scene.risky("security-changed", ("security",), what, *places, why, name=text)
        for text, _ in lost:
            what = f"the provider no longer shows {text}"
            yield self.scene.safe("security-narrowed", ("security",), what, *places, name=text)
        yield from flow_changes(self.scene, security)

    def _body(self) -> Iterator[Finding]:
        (old, was), (new, now) = (
            side.schemas.found(one.raw.get("requestBody"), f"{one.pointer}/requestBody")
            for side, one in ((self.judge.base, self.old), (self.judge.head, self.new))
        )
        if not isinstance(old, dict) or not isinstance(new, dict):
            yield from self._only_one(old, was, new, now)
            return
        words = ("request body",)
        yield from self.scene.rest("request body", old, new, was, now, words)
        yield from self._required(old, was, new, now)
        content = Content(self.scene, self.new.name)
        compared = content.received if self.new.turned else content.sent
        yield from compared(entries(old), f"{was}/content", entries(new), f"{now}/content", words)

    def _required(self, old: dict[str, Any], was: str, new: dict[str, Any], now: str) -> Iterator[Finding]:
        words, turned = ("request body",), self.new.turned
        needed = (old.get("required") is True, new.get("required") is True)
        if needed == (False, True):
            cause, what = "request-body-made-required", "the body is required now"
            if turned:
                yield self.scene.safe(cause, words, "the body is always there now", was, now)
            else:
                witness = self.scene.request("required", empty=True)
                yield self.scene.breaking(cause, words, what, was, now, witness)
        elif needed == (True, False):
            cause, what = "request-body-made-optional", "the body is no longer required"
            if turned:
                witness = Witness(None, "head", "required", "")
                yield self.scene.breaking(cause, words, "the body may be missing", was, now, witness)
            else:
                yield self.scene.safe(cause, words, what, was, now)

    def _only_one(self, old: Json, was: str, new: Json, now: str) -> Iterator[Finding]:
        words = ("request body",)
        if isinstance(new, dict):
            if new.get("required") is True and not self.new.turned:
                witness = self.scene.request("required", empty=True)
                what = "a request needs a body now"
                yield self.scene.breaking("request-body-added", words, what, self.old.pointer, now, witness)
            else:
                yield self.scene.safe(
                    "request-body-added", words, "a request may have a body now", self.old.pointer, now
                )
        elif isinstance(old, dict):
            why = "whether a server ignores a body that it doesn't expect is not in the document"
            if self.new.turned:
                why = "clients may wait for this body"
            yield self.scene.risky(
                "request-body-removed", words, "a request has no body now", was, self.new.pointer, why
            )


def _odd(word: str) -> bool:
    """Whether a part of a path is neither an operation of its own nor one that says nothing."""
    return word not in JUDGED["path item"] and word not in SILENT["path item"] and not word.startswith("x-")
