"""Find schemas side by side as they are written: what stands at a place, under a name, behind references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scripts.contract_diff.schema.values import canonical
from scripts.documents.pointers import UnresolvedError, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.schema.schemas import Schemas
    from scripts.documents.text import Json

Place: TypeAlias = "tuple[dict[str, Any], str]"  # a schema as it is written, and where
_MARKS: Final = frozenset({"readOnly", "writeOnly", "deprecated"})


def passed(schemas: Schemas, pointer: str, words: tuple[str, ...]) -> Iterator[list[Place]]:
    """The properties on the way to a place, each with all that describes it."""
    places = [standing_at(schemas, pointer)]
    for word in words:
        places = spread(schemas, places)
        inner = named(places, "properties").get(word)
        if inner is None:
            places = beneath(places, "items") if word == "each item" else []
        else:
            places = inner
            yield spread(schemas, places)


def marked(schemas: Schemas, pointer: str, words: tuple[str, ...], mark: str) -> bool:
    """Whether a property on the way to a place is marked."""
    return any(told(places, mark) is True for places in passed(schemas, pointer, words))


def standing_at(schemas: Schemas, pointer: str) -> Place:
    """The schema at a place; what is no mapping says nothing."""
    found = schemas.schema(pointer)
    return (found if isinstance(found, dict) else {}), pointer


def spread(schemas: Schemas, places: list[Place]) -> list[Place]:
    """A schema with its references and allOf, and what is left of a union when null is taken away."""
    found, left, seen = list[Place](), list(places), set[str]()
    while left:
        raw, pointer = left.pop(0)
        if pointer in seen:
            continue
        seen.add(pointer)
        found.append((raw, pointer))
        try:
            place = schemas.place(raw)
        except UnresolvedError:
            place = None
        if place is not None:
            left.append(standing_at(schemas, place))
        for word in ("allOf", "anyOf", "oneOf"):
            branches = raw.get(word)
            if not isinstance(branches, list):
                continue
            kept = [
                (part, index) for index, part in enumerate(branches) if isinstance(part, dict) and not only_null(part)
            ]
            if word == "allOf" or len(kept) == 1:
                left += [(part, f"{pointer}/{word}/{index}") for part, index in kept]
    return found


def only_null(raw: dict[str, Any]) -> bool:
    """Whether a schema plainly accepts null and nothing else."""
    return (
        raw.get("type") in ("null", ["null"]) or raw.get("enum") == [None] or ("const" in raw and raw["const"] is None)
    )


def told(places: list[Place], word: str) -> Json:
    """The first value of a keyword; a mark that is not set is none."""
    return next(iter(every(places, word)), None)


def every(places: list[Place], word: str) -> list[Json]:
    """The values of a keyword, each once; a mark that is not set is none."""
    found = {
        canonical(raw[word]): raw[word]
        for raw, _ in places
        if word in raw and (word not in _MARKS or raw[word] is True)
    }
    return list(found.values())


def place_of(places: list[Place], word: str, value: Json = None) -> str:
    """Where a value of a keyword stands first, or any of its values."""
    spots = [(raw[word], f"{pointer}/{word}") for raw, pointer in places if word in raw]
    wanted = canonical(value)
    return next((spot for said, spot in spots if canonical(said) == wanted), spots[0][1] if spots else places[0][1])


def named(places: list[Place], word: str) -> dict[str, list[Place]]:
    """The schemas by name under a keyword, with all that describes each."""
    found: dict[str, list[Place]] = {}
    for raw, pointer in places:
        for name, part in raw[word].items() if isinstance(raw.get(word), dict) else ():
            if isinstance(part, dict):
                found.setdefault(name, []).append((part, f"{pointer}/{word}/{escape(name)}"))
    return found


def listed(places: list[Place]) -> list[Place]:
    """The schemas of the first items."""
    return next(
        (
            [
                (part if isinstance(part, dict) else {}, f"{pointer}/prefixItems/{index}")
                for index, part in enumerate(raw["prefixItems"])
            ]
            for raw, pointer in places
            if isinstance(raw.get("prefixItems"), list)
        ),
        [],
    )


def beneath(places: list[Place], word: str) -> list[Place]:
    """The schemas under a keyword."""
    return [(raw[word], f"{pointer}/{word}") for raw, pointer in places if isinstance(raw.get(word), dict)]
