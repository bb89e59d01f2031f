"""Compare replies: status codes and their ranges, media types, headers.

A client copes with a new document when every reply that it allows was allowed before. So what is
new here can hurt, and what is gone only hurts where no other reply is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.contract_diff.operations.media import covering, entries
from scripts.contract_diff.report.model import Witness
from scripts.documents.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.contract_diff.judge.judge import Judge
    from scripts.contract_diff.operations.findings import Scene
    from scripts.contract_diff.operations.inventory import Operation
    from scripts.contract_diff.report.model import Finding
    from scripts.documents.text import Json


def matching(status: str, others: Iterable[str]) -> str | None:
    """The entry that speaks of a status: itself, its range, or the default."""
    known = {str(other).upper(): other for other in others}
    return known.get(status.upper()) or known.get(f"{status[:1]}XX") or known.get("DEFAULT")


def _success(status: str) -> bool:
    return status.startswith("2")


class Replies:
    """The replies of one operation in both documents."""

    def __init__(self, judge: Judge, scene: Scene, old: Operation, new: Operation) -> None:
        """Nothing is compared before it is asked for."""
        self.judge = judge
        self.scene = scene
        self.operation = new.name
        self.was, self.now = f"{old.pointer}/responses", f"{new.pointer}/responses"
        self.old = _by_status(old.raw.get("responses"))
        self.new = _by_status(new.raw.get("responses"))

    def findings(self) -> Iterator[Finding]:
        """Everything that differs."""
        pairs = dict[tuple[str, str], None]()
        for status in self.new:
            match = matching(status, self.old)
            if match is None:
                yield self._added(status)
            else:
                pairs[match, status] = None
        for status in self.old:
            match = matching(status, self.new)
            if match is None:
                yield from self._removed(status)
            else:
                pairs[status, match] = None
        for old, new in pairs:
            yield from self._reply(old, new)

    def _added(self, status: str) -> Finding:
        what = f"the status {status} is new"
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
        before, was = self.judge.base.schemas.follow(self.old[old], f"{self.was}/{escape(old)}")
        after, now = self.judge.head.schemas.follow(self.new[new], f"{self.now}/{escape(new)}")
        if not isinstance(before, dict) or not isinstance(after, dict):
            return
        words: tuple[str, ...] = ("reply",) if new == "200" and old == "200" else ("reply", new)
        yield from self._media(entries(before), f"{was}/content", entries(after), f"{now}/content", words)
        yield from self._headers(before, f"{was}/headers", after, f"{now}/headers", words)

    def _media(
        self, old: dict[str, Json], was: str, new: dict[str, Json], now: str, words: tuple[str, ...]
    ) -> Iterator[Finding]:
        several = len(new) > 1
        for media in new:
            match = covering(media, old)
            place = f"{now}/{escape(media)}"
            if match is not None:
                inside = (*words, media) if several else words
                yield from self.scene.schema(
                    f"{was}/{escape(match)}/schema", f"{place}/schema", "reply", inside, self.operation, media=media
                )
            elif old:
                witness = Witness(None, "head", "content", "")
                yield self.scene.breaking(
                    "reply-media-type-added", words, f"a reply may be {media} now", was, place, witness,
                    name=media, direction="reply",
                )  # fmt: skip
            else:
                yield self.scene.safe(
                    "reply-media-type-added", words, f"a reply has a body now, {media}", was, place,
                    name=media, direction="reply",
                )  # fmt: skip
        for media in old:
            if covering(media, new) is not None or any(covering(other, [media]) for other in new):
                continue
            what, places = f"a reply is no longer {media}", (f"{was}/{escape(media)}", now)
            if new:
                yield self.scene.safe("reply-media-type-removed", words, what, *places, name=media, direction="reply")
            else:
                witness = Witness(None, "head", "content", "")
                yield self.scene.breaking(
                    "reply-body-removed", words, "a reply has no body now", *places, witness,
                    name=media, direction="reply",
                )  # fmt: skip

    def _headers(
        self, old: dict[str, Json], was: str, new: dict[str, Json], now: str, words: tuple[str, ...]
    ) -> Iterator[Finding]:
        before, after = _headers(old), _headers(new)
        for key, name in before.items():
            inside, place = (*words, f"header {name}"), f"{was}/{escape(name)}"
            raw, place = self.judge.base.schemas.follow(_at(old, name), place)
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
            other, there = self.judge.head.schemas.follow(_at(new, after[key]), f"{now}/{escape(after[key])}")
            still = isinstance(other, dict) and other.get("required") is True
            if needed and not still:
                witness = Witness({}, "head", "headers", "")
                yield self.scene.breaking(
                    "reply-header-made-optional", inside, "no longer certain to be there", place, there, witness,
                    direction="reply",
                )  # fmt: skip
            yield from self.scene.schema(f"{place}/schema", f"{there}/schema", "reply", inside, self.operation)
        for key, name in after.items():
            if key not in before:
                inside = (*words, f"header {name}")
                yield self.scene.safe(
                    "reply-header-added", inside, "a new header", was, f"{now}/{escape(name)}", direction="reply"
                )


def _by_status(raw: Json | None) -> dict[str, Json]:
    return {str(status): value for status, value in raw.items()} if isinstance(raw, dict) else {}


def _headers(reply: dict[str, Any]) -> dict[str, str]:
    headers = reply.get("headers")
    return {str(name).lower(): str(name) for name in headers} if isinstance(headers, dict) else {}


def _at(reply: dict[str, Any], name: str) -> Json:
    found: Json = reply["headers"][name]
    return found
