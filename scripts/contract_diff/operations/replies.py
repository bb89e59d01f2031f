"""Compare replies: status codes and their ranges, media types, headers.

A client copes with a new document when every reply that it allows was allowed before. So what is
new here can hurt, and what is gone only hurts where no other reply is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.contract_diff.operations.content import Content
from scripts.contract_diff.operations.media import entries, spelled_alike
from scripts.contract_diff.operations.parameters import deprecation, exploded, value
from scripts.contract_diff.report.model import Direction, Witness
from scripts.documents.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.contract_diff.judge.judge import Judge
    from scripts.contract_diff.operations.findings import Scene
    from scripts.contract_diff.operations.inventory import Operation
    from scripts.contract_diff.report.model import Finding
    from scripts.documents.text import Json


def matching(status: str, others: Iterable[str]) -> str | None:
    """The entry that speaks of a status: itself or its range; the default where no other one of its class is."""
    known = {str(other).upper(): other for other in others}
    own = known.get(status.upper()) or known.get(f"{status[:1]}XX")
    if own is not None or any(other[:1] == status[:1] for other in known if other != "DEFAULT"):
        return own
    return known.get("DEFAULT")


def _success(status: str) -> bool:
    return status.startswith("2")


class Replies:
    """The replies of one operation in both documents."""

    def __init__(self, judge: Judge, scene: Scene, old: Operation, new: Operation) -> None:
        """Nothing is compared before it is asked for."""
        self.judge = judge
        self.scene = scene
        self.turned = new.turned
        self.content = Content(scene, new.name)
        self.operation = new.name
        self.was, self.now = f"{old.pointer}/responses", f"{new.pointer}/responses"
        self.old = _by_status(old.raw.get("responses"))
        self.new = _by_status(new.raw.get("responses"))

    def findings(self) -> Iterator[Finding]:
        """Everything that differs."""
        pairs = dict[tuple[str, str], None]()
        added, removed = list[str](), list[str]()
        for status in self.new:
            match = matching(status, self.old)
            if match is None:
                added.append(status)
            else:
                pairs[match, status] = None
        for status in self.old:
            match = matching(status, self.new)
            if match is None:
                removed.append(status)
            else:
                pairs[status, match] = None
        became = [[status for status in group if _success(status)] for group in (removed, added)]
        if [len(group) for group in became] == [1, 1]:
            (old,), (new,) = became
            removed.remove(old)
            added.remove(new)
            pairs[old, new] = None
            yield self._changed(old, new)
        for status in added:
            yield self._added(status)
        for status in removed:
            yield from self._removed(status)
        for old, new in pairs:
            yield from self._reply(old, new)

    def _changed(self, old: str, new: str) -> Finding:
        words, places = ("reply", new), (f"{self.was}/{escape(old)}", f"{self.now}/{escape(new)}")
        what = f"the status {old} became {new}"
        if self.turned:
            why = "clients answer with the old status"
            return self.scene.risky("success-status-changed", words, what, *places, why, direction="request")
        return self.scene.breaking(
            "success-status-changed", words, what, *places, Witness(None, "head", "responses", ""), direction="reply",
            rule="new reply values", practical="risky",
        )  # fmt: skip

    def _added(self, status: str) -> Finding:
        what = f"the status {status} is new"
        if self.turned:
            return self.scene.safe(
                "status-added", ("reply", status), f"the status {status} is taken now", self.was,
                f"{self.now}/{escape(status)}", direction="request",
            )  # fmt: skip
        words, places = ("reply", status), (self.was, f"{self.now}/{escape(status)}")
        if _success(status):
            if any(_success(other) and matching(other, [status]) for other in self.old):
                what = f"{status} covers more statuses than were documented"
            witness = Witness(None, "head", "responses", "")
            return self.scene.breaking(
                "success-status-added", words, what, *places, witness, direction="reply",
                rule="new reply values", practical="risky",
            )  # fmt: skip
        rule = "undocumented statuses"
        return self.scene.ruled(
            "error-status-added", words, what, *places, rule, direction="reply", levels=("risky", "safe")
        )

    def _removed(self, status: str) -> Iterator[Finding]:
        if self.turned:
            why = "clients may answer with this status"
            yield self.scene.risky(
                "status-removed", ("reply", status), f"the status {status} is gone", f"{self.was}/{escape(status)}",
                self.now, why, direction="request",
            )  # fmt: skip
            return
        words, places = ("reply", status), (f"{self.was}/{escape(status)}", self.now)
        what = f"the status {status} is gone"
        if not _success(status) or any(matching(other, [status]) for other in self.new):
            yield self.scene.safe(
                ("success" if _success(status) else "error") + "-status-removed",
                words,
                what,
                *places,
                direction="reply",
            )
        elif any(_success(other) or other.upper() == "DEFAULT" for other in self.new):
            why = "clients may wait for this status"
            yield self.scene.risky("success-status-removed", words, what, *places, why, direction="reply")
        else:
            what = f"{what}, and with it the last one that means success"
            witness = self.scene.request("responses")
            yield self.scene.breaking("success-status-removed", words, what, *places, witness, direction="reply")

    def _reply(self, old: str, new: str) -> Iterator[Finding]:
        before, was = self.judge.base.schemas.found(self.old[old], f"{self.was}/{escape(old)}")
        after, now = self.judge.head.schemas.found(self.new[new], f"{self.now}/{escape(new)}")
        if not isinstance(before, dict) or not isinstance(after, dict):
            return
        words: tuple[str, ...] = ("reply",) if new == "200" and old == "200" else ("reply", new)
        yield from self.scene.rest("response", before, after, was, now, words, direction="reply")
        compared = self.content.sent if self.turned else self.content.received
        yield from compared(entries(before), f"{was}/content", entries(after), f"{now}/content", words)
        yield from self._headers(before, f"{was}/headers", after, f"{now}/headers", words)

    def _headers(
        self, old: dict[str, Json], was: str, new: dict[str, Json], now: str, words: tuple[str, ...]
    ) -> Iterator[Finding]:
        before, after = _headers(old), _headers(new)
        for key, name in before.items():
            inside, place = (*words, f"header {name}"), f"{was}/{escape(name)}"
            raw, place = self.judge.base.schemas.found(_at(old, name), place)
            needed = isinstance(raw, dict) and raw.get("required") is True
            if key not in after:
                if needed:
                    witness = Witness({}, "head", "headers", "")
                    what = "a required header is gone"
                    yield self.scene.breaking(
                        "reply-header-removed", inside, what, place, now, witness, direction="reply"
                    )
                else:
                    yield self.scene.ruled(
                        "reply-header-removed", inside, "the header is gone", place, now, "dropped reply properties",
                        direction="reply",
                    )  # fmt: skip
                continue
            other, there = self.judge.head.schemas.found(_at(new, after[key]), f"{now}/{escape(after[key])}")
            still = isinstance(other, dict) and other.get("required") is True
            if needed and not still:
                witness = Witness({}, "head", "headers", "")
                yield self.scene.breaking(
                    "reply-header-made-optional", inside, "no longer certain to be there", place, there, witness,
                    direction="reply",
                )  # fmt: skip
            elif still and not needed:
                yield self.scene.safe(
                    "reply-header-made-required", inside, "always there now", place, there, direction="reply"
                )
            if isinstance(raw, dict) and isinstance(other, dict):
                yield from self._header(raw, place, other, there, inside)
        for key, name in after.items():
            if key not in before:
                inside = (*words, f"header {name}")
                yield self.scene.safe(
                    "reply-header-added", inside, "a new header", was, f"{now}/{escape(name)}", direction="reply"
                )

    def _header(
        self, raw: dict[str, Json], place: str, other: dict[str, Json], there: str, words: tuple[str, ...]
    ) -> Iterator[Finding]:
        yield from deprecation(self.scene, "header", words, raw, place, other, there)
        yield from self.scene.rest("header", raw, other, place, there, words, direction="reply")
        forms = [(one.get("style", "simple"), _media(one)) for one in (raw, other)]
        joins = [one.get("explode", False) for one in (raw, other)]
        if forms[0] != forms[1] or (
            joins[0] != joins[1] and exploded(self.scene, forms[0][0], (raw, other), (place, there))
        ):
            why = "a header that is written in another way may not be understood"
            yield self.scene.risky(
                "header-style-changed", words, "it is written in another way", place, there, why, direction="reply"
            )
        direction: Direction = "request" if self.turned else "reply"
        yield from value(
            self.scene, "header", (raw, other), (place, there), words, direction=direction, name=self.operation
        )


def _media(header: dict[str, Any]) -> list[str]:
    content = header.get("content")
    return spelled_alike(map(str, content)) if isinstance(content, dict) else []


def _by_status(raw: Json | None) -> dict[str, Json]:
    return {str(status): value for status, value in raw.items()} if isinstance(raw, dict) else {}


def _headers(reply: dict[str, Any]) -> dict[str, str]:
    headers = reply.get("headers")
    if not isinstance(headers, dict):
        return {}
    # what is said of the content type here is ignored: the media type says it
    return {str(name).lower(): str(name) for name in headers if str(name).lower() != "content-type"}


def _at(reply: dict[str, Any], name: str) -> Json:
    found: Json = reply["headers"][name]
    return found
