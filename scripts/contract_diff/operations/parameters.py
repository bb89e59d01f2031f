"""Compare the parameters of an operation: which there are, how they are written, what they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.judge.announced import SUNSET, sooner, sunset_said
from scripts.contract_diff.judge.texts import written
from scripts.contract_diff.operations.content import Content
from scripts.contract_diff.operations.inventory import Operation, parameters
from scripts.contract_diff.operations.media import entries, spelled_alike
from scripts.contract_diff.report.model import Direction, Witness
from scripts.contract_diff.schema.node import kinds_of
from scripts.contract_diff.schema.values import compact
from scripts.documents.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.operations.findings import Scene
    from scripts.contract_diff.report.model import Finding
    from scripts.documents.text import Json

_JOINED: Final = frozenset({"array", "object"})
_EXPLODED: Final = {"simple": frozenset({"object"}), "deepObject": frozenset[str]()}  # else what is joined at all


class Parameters:
    """The parameters of one operation in both documents."""

    def __init__(self, scene: Scene, old: Operation, new: Operation) -> None:
        """Those of a webhook come to the client; all others are the client's to send."""
        self.scene = scene
        self.old, self.new = old, new
        self.direction: Direction = "reply" if new.turned else "request"
        self.was = parameters(scene.judge.base, old)
        self.now = parameters(scene.judge.head, new)

    def findings(self) -> Iterator[Finding]:
        """Everything that differs."""
        for key, (raw, pointer) in self.now.items():
            if key in self.was:
                yield from self._both(key, *self.was[key], raw, pointer)
            else:
                yield self._added(key, raw, pointer)
        for key, (raw, was) in self.was.items():
            if key not in self.now:
                yield self._gone(key, raw, was)

    def _added(self, key: tuple[str, str], raw: dict[str, Json], pointer: str) -> Finding:
        words, place = _words(key), self.old.pointer
        # what stands for a part of the path had to be sent before it was described
        if raw.get("required") is True and not self.new.turned and not _in_path(key):
            what = "a new parameter, and required"
            return self.scene.breaking(
                "required-parameter-added", words, what, place, pointer, self.scene.request("required")
            )
        return self.scene.safe("parameter-added", words, "a new parameter", place, pointer)

    def _gone(self, key: tuple[str, str], raw: dict[str, Json], was: str) -> Finding:
        words, place, what = _words(key), self.new.pointer, "the parameter is gone"
        if self.new.turned and raw.get("required") is True:
            witness = Witness({}, "head", "required", "")
            return self.scene.breaking("required-parameter-removed", words, what, was, place, witness)
        return self.scene.ruled("parameter-removed", words, what, was, place, "parts that are gone")

    def _both(
        self, key: tuple[str, str], before: dict[str, Json], was: str, raw: dict[str, Json], pointer: str
    ) -> Iterator[Finding]:
        words = _words(key)
        if not _in_path(key):
            yield from self._required(words, before, was, raw, pointer)
        yield from deprecation(self.scene, "parameter", words, before, was, raw, pointer)
        old_form, new_form = _form(key[0], before), _form(key[0], raw)
        for word in old_form:
            if old_form[word] != new_form[word]:
                if word == "explode" and not exploded(self.scene, old_form["style"], (before, raw), (was, pointer)):
                    continue
                what = f"{word} changed from {compact(old_form[word])} to {compact(new_form[word])}"
                yield self.scene.risky("parameter-style-changed", words, what, was, pointer, what, name=word)
                break  # what follows from a style changes with it: one cause
        yield from self.scene.rest("parameter", before, raw, was, pointer, words)
        yield from value(
            self.scene, key[0], (before, raw), (was, pointer), words, direction=self.direction, name=self.new.name
        )

    def _required(
        self, words: tuple[str, ...], before: dict[str, Json], was: str, raw: dict[str, Json], pointer: str
    ) -> Iterator[Finding]:
        needed = before.get("required") is True, raw.get("required") is True
        if needed == (False, True):
            if self.new.turned:
                yield self.scene.safe("parameter-made-required", words, "always there now", was, pointer)
            else:
                witness = self.scene.request("required")
                yield self.scene.breaking("parameter-made-required", words, "now required", was, pointer, witness)
        elif needed == (True, False):
            if self.new.turned:
                witness = Witness({}, "head", "required", "")
                what = "no longer certain to be there"
                yield self.scene.breaking("parameter-made-optional", words, what, was, pointer, witness)
            else:
                yield self.scene.safe("parameter-made-optional", words, "no longer required", was, pointer)


def value(
    scene: Scene, where: str, sides: tuple[dict[str, Json], dict[str, Json]], places: tuple[str, str],
    words: tuple[str, ...], *, direction: Direction, name: str,
) -> Iterator[Finding]:  # fmt: skip
    """What a parameter or header may be: by media type where both sides name one."""
    if all("schema" not in one and entries(one) for one in sides):
        contents = [f"{place}/content" for place in places]
        yield from Content(scene, name).carried(
            entries(sides[0]), contents[0], entries(sides[1]), contents[1], words, direction
        )
        return
    base, head = (schema_of(one, place) for one, place in zip(sides, places, strict=True))
    texts = written(sides[1], where) and written(sides[0], where)
    yield from scene.schema(base, head, direction, words, name, texts=texts)


def exploded(
    scene: Scene, style: Json, sides: tuple[dict[str, Json], dict[str, Json]], places: tuple[str, str]
) -> bool:
    """Whether `explode` says anything of what is written in a style: one value is written in one way."""
    documents = (scene.judge.base, scene.judge.head)
    kinds = [
        kinds_of(side.reader.at(schema_of(one, place)))
        for side, one, place in zip(documents, sides, places, strict=True)
    ]
    return not _EXPLODED.get(str(style), _JOINED).isdisjoint(kinds[0] | kinds[1])


def schema_of(raw: dict[str, Any], pointer: str) -> str:
    """Where the schema of a parameter or header stands: plain, or under its only media type."""
    content = raw.get("content")
    if "schema" not in raw and isinstance(content, dict) and content:
        return f"{pointer}/content/{escape(str(next(iter(content))))}/schema"
    return f"{pointer}/schema"


def deprecation(  # noqa: PLR0917 - each says what it is for
    scene: Scene, kind: str, words: tuple[str, ...], old: dict[str, Json], was: str, new: dict[str, Json], now: str
) -> Iterator[Finding]:
    """What is deprecated now, or no longer."""
    before, after = old.get("deprecated") is True, new.get("deprecated") is True
    if after and not before:
        what = f"the {kind} is deprecated now"
        yield scene.ruled(f"{kind}-deprecated", words, what, was, f"{now}/deprecated", "deprecation")
    elif before and not after:
        yield scene.safe(f"{kind}-revived", words, f"the {kind} is no longer deprecated", was, now)
    sunset = old.get(SUNSET), new.get(SUNSET)
    if before and after and sunset[0] != sunset[1]:
        what, places = sunset_said(*sunset), (f"{was}/{SUNSET}", f"{now}/{SUNSET}")
        if sooner(*sunset):
            yield scene.ruled("sunset-moved", words, what, *places, "deprecation")
        else:
            yield scene.safe("sunset-moved", words, what, *places)


def _form(where: str, raw: dict[str, Json]) -> dict[str, Json]:
    """How a parameter is written, with OpenAPI's defaults spelled out."""
    style = raw.get("style", "form" if where in {"query", "cookie"} else "simple")
    content = raw.get("content")
    media: list[Json] = [*spelled_alike(map(str, content))] if isinstance(content, dict) else []
    return {
        "style": style,
        "explode": raw.get("explode", style in ("form", "cookie")),
        "allowReserved": raw.get("allowReserved", False),
        "allowEmptyValue": raw.get("allowEmptyValue", False),
        "media type": media,
    }


def _in_path(key: tuple[str, str]) -> bool:
    """Whether a parameter is a part of the path, which no request goes without."""
    return key[0] == "path" and key[1].isdigit()


def _words(key: tuple[str, str]) -> tuple[str, ...]:
    where, name = key
    return (
        (f"path parameter {int(name) + 1}",) if where == "path" and name.isdigit() else (f"{where} parameter {name}",)
    )
