"""Compare the media types of a body: what may be sent, what may come, and how its parts are encoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.contract_diff.judge.texts import as_texts, may_have_parts
from scripts.contract_diff.operations.encodings import encoding
from scripts.contract_diff.operations.media import covering, is_range
from scripts.contract_diff.report.model import Direction, Witness
from scripts.contract_diff.schema.outside import meant
from scripts.documents.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.operations.findings import Scene
    from scripts.contract_diff.report.model import Finding
    from scripts.documents.text import Json

_ENCODINGS = ("encoding", "prefixEncoding", "itemEncoding")


class Content:
    """The bodies of one operation in both documents."""

    def __init__(self, scene: Scene, operation: str) -> None:
        """Nothing is compared before it is asked for."""
        self.scene = scene
        self.operation = operation
        self.base, self.head = scene.judge.base.schemas, scene.judge.head.schemas

    def sent(
        self, old: dict[str, Json], was: str, new: dict[str, Json], now: str, words: tuple[str, ...]
    ) -> Iterator[Finding]:
        """A body that the client makes: what was accepted must be accepted."""
        direction: Direction = "operation" if words == ("request body",) else "request"
        several = len(old) > 1
        for media, before in old.items():
            match = covering(media, new)
            if match is None:
                what = f"{media} is no longer accepted"
                witness = self.scene.request("content", media=media)
                place = f"{was}/{escape(media)}"
                yield self.scene.breaking(
                    "request-media-type-removed", words, what, place, now, witness, name=media, direction=direction
                )
                continue
            inside = (*words, media) if several else words
            yield from self._pair(before, f"{was}/{escape(media)}", new[match], f"{now}/{escape(match)}",
                                  "request", inside, media)  # fmt: skip
        for media, after in new.items():
            match = covering(media, old)
            if match is None:
                yield self.scene.safe(
                    "request-media-type-added", words, f"{media} is accepted now", was, f"{now}/{escape(media)}",
                    name=media, direction=direction,
                )  # fmt: skip
            elif is_range(match) and covering(match, new) != media:  # what the range said of it, it says itself now
                yield from self._pair(old[match], f"{was}/{escape(match)}", after, f"{now}/{escape(media)}",
                                      "request", (*words, media), media)  # fmt: skip

    def received(
        self, old: dict[str, Json], was: str, new: dict[str, Json], now: str, words: tuple[str, ...]
    ) -> Iterator[Finding]:
        """A body that the client reads: what was asked for must come, and nothing else instead."""
        several = len(new) > 1
        kept = [media for media in old if covering(media, new) or any(covering(other, [media]) for other in new)]
        for media, after in new.items():
            match = covering(media, old)
            place = f"{now}/{escape(media)}"
            if match is not None:
                inside = (*words, media) if several else words
                yield from self._pair(old[match], f"{was}/{escape(match)}", after, place, "reply", inside, media)
            elif old and (not kept or any(covering(other, [media]) for other in old)):
                witness = Witness(None, "head", "content", "")
                yield self.scene.breaking(
                    "reply-media-type-added", words, f"a reply may be {media} now", was, place, witness,
                    name=media, direction="reply",
                )  # fmt: skip
            else:
                what = f"a reply may be {media} too, for who asks" if old else f"a reply has a body now, {media}"
                yield self.scene.safe("reply-media-type-added", words, what, was, place, name=media, direction="reply")
        for media, before in old.items():
            if media not in kept:
                yield self._gone(media, f"{was}/{escape(media)}", now, words, instead=bool(new))
            elif covering(media, new) is None:
                less = ", ".join(other for other in new if covering(other, [media]))
                yield self.scene.safe(
                    "reply-media-type-narrowed", words, f"of {media} a reply is only {less} now",
                    f"{was}/{escape(media)}", now, name=media, direction="reply",
                )  # fmt: skip
            else:
                match = covering(media, new)
                if match is not None and is_range(match) and covering(match, old) != media:
                    yield from self._pair(before, f"{was}/{escape(media)}", new[match], f"{now}/{escape(match)}",
                                          "reply", (*words, media), media)  # fmt: skip

    def carried(  # noqa: PLR0917 - each says what it is for
        self, old: dict[str, Json], was: str, new: dict[str, Json], now: str, words: tuple[str, ...],
        direction: Direction,
    ) -> Iterator[Finding]:  # fmt: skip
        """The value of a parameter or header; that its media types differ is told with how it is written."""
        shared = [(media, covering(media, new)) for media in old]
        pairs = [(media, match) for media, match in shared if match is not None]
        for media, match in pairs or list(zip(old, new, strict=False))[:1]:
            inside = (*words, media) if len(pairs) > 1 else words
            yield from self._pair(old[media], f"{was}/{escape(media)}", new[match], f"{now}/{escape(match)}",
                                  direction, inside, media if pairs else "", body=False)  # fmt: skip

    def _gone(self, media: str, was: str, now: str, words: tuple[str, ...], *, instead: bool) -> Finding:
        if not instead:
            witness = Witness(None, "head", "content", "")
            return self.scene.breaking(
                "reply-body-removed", words, "a reply has no body now", was, now, witness, name=media, direction="reply"
            )
        return self.scene.breaking(
            "reply-media-type-removed", words, f"a reply is no longer {media}", was, now,
            self.scene.asking(media), name=media, direction="reply", rule="reply media types", practical="risky",
        )  # fmt: skip

    def _pair(  # noqa: PLR0917 - each says what it is for
        self, old: Json, was: str, new: Json, now: str, direction: Direction, words: tuple[str, ...], media: str,
        *, body: bool = True,
    ) -> Iterator[Finding]:  # fmt: skip
        (old, was), (new, now) = self.base.found(old, was), self.head.found(new, now)
        before: dict[str, Any] = old if isinstance(old, dict) else {}
        after: dict[str, Any] = new if isinstance(new, dict) else {}
        for word in ("schema", "itemSchema"):
            if word == "schema" or word in before or word in after:
                inside = words if word == "schema" else (*words, "each item of the stream")
                texts = as_texts(media, before, after)
                yield from self.scene.schema(
                    f"{was}/{word}", f"{now}/{word}", direction, inside, self.operation,
                    texts=texts, media=media if body else "",
                )  # fmt: skip
        yield from self.scene.rest("media type", before, after, was, now, words, direction=direction)
        for word in _ENCODINGS if may_have_parts(media) else ():
            names = self._parts(before, was, after, now) if word == "encoding" else self._whole(before, after, word)
            yield from self._encodings(names, f"{was}/{word}", f"{now}/{word}", words, direction)

    def _parts(self, old: dict[str, Any], was: str, new: dict[str, Any], now: str) -> list[str]:
        """The parts of a form that are encoded in another way; the empty name where only one side says how."""
        given = [one.get("encoding") for one in (old, new)]
        both = all(isinstance(one, dict) for one in given)
        if not both and not all(one is None or isinstance(one, dict) for one in given):
            return self._whole(old, new, "encoding")
        before, after = (one or {} for one in given)
        differing = [
            name
            for name in dict.fromkeys([*before, *after])
            if meant(self.base, before.get(name)) != meant(self.head, after.get(name))
            and encoding(self.base, old, was, name) != encoding(self.head, new, now, name)
        ]
        return differing if both else [""] * bool(differing)

    def _whole(self, old: dict[str, Any], new: dict[str, Any], word: str) -> list[str]:
        return [] if meant(self.base, old.get(word)) == meant(self.head, new.get(word)) else [""]

    def _encodings(
        self, names: list[str], was: str, now: str, words: tuple[str, ...], direction: Direction
    ) -> Iterator[Finding]:
        """How the parts of a form are written: whoever writes or reads them otherwise isn't understood."""
        for name in names:
            inner = (*words, f"part {name}") if name else words
            place = f"/{escape(name)}" if name else ""
            why = "a part that is encoded in another way may not be understood"
            yield self.scene.risky(
                "encoding-changed", inner, "its encoding differs", f"{was}{place}", f"{now}{place}", why,
                name=name, direction=direction,
            )  # fmt: skip
