"""Compare what tells variants apart: names, mappings, and the schemas that only a discriminator leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from scripts.contract_diff.judge.places import Place, only_null
from scripts.documents.pointers import UnresolvedError, mapping, segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.contract_diff.schema.schemas import Schemas
    from scripts.documents.text import Json


def branches_of(places: list[Place]) -> list[Place]:
    """The variants of the first union, without null."""
    return next(
        (
            [
                (part, f"{pointer}/{word}/{index}")
                for index, part in enumerate(raw[word])
                if isinstance(part, dict) and not only_null(part)
            ]
            for raw, pointer in places
            for word in ("oneOf", "anyOf")
            if isinstance(raw.get(word), list)
        ),
        [],
    )


def variants(base: Schemas, mine: list[Place], head: Schemas, theirs: list[Place]) -> list[tuple[Place, Place]]:
    """The variants of two unions that belong together: by name, by text, then by order."""
    old, new = branches_of(mine), branches_of(theirs)
    if len(old) < 2 and len(new) < 2:  # noqa: PLR2004 - what is left of one variant was spread out
        return []
    pairs: list[tuple[Place, Place]] = []
    by_name = {called(one): one for one in new if called(one)}
    rest = list[Place]()
    for one in old:
        match = by_name.pop(called(one), None)
        if match is None:
            rest.append(one)
        else:
            pairs.append((one, match))
            new.remove(match)
    texts = {head.digest(raw): (raw, pointer) for raw, pointer in new}
    for one in list(rest):
        same = texts.pop(base.digest(one[0]), None)
        if same is not None:  # nothing differs in it
            rest.remove(one)
            new.remove(same)
    return pairs + list(zip(rest, new, strict=False))


def called(place: Place) -> str:
    """The name of a shared schema, or nothing."""
    reference = place[0].get("$ref")
    return str(reference).rpartition("/")[2] if isinstance(reference, str) else ""


def _heirs(schemas: Schemas, places: list[Place]) -> dict[str, Place]:
    """The schemas that a discriminator leads to and no union names, without what they extend."""
    found: dict[str, Place] = {}
    branches = {called(one) for one in branches_of(places)}
    for raw, pointer in places:
        for heir in dict.fromkeys([*mapping(raw).values(), *schemas.heirs(raw, pointer)]):
            name = segments(heir)[-1]
            if name not in branches and heir != pointer:
                found[name] = _own(schemas, heir, segments(pointer)[-1]), heir
    return found


def _own(schemas: Schemas, heir: str, extended: str) -> dict[str, Any]:
    """What a schema says itself; a reference to it, where it is none or leads nowhere."""
    try:
        raw = schemas.at(heir)
    except UnresolvedError:
        raw = None
    if not isinstance(raw, dict):
        return {"$ref": f"#{quote(heir)}"}
    parts = raw.get("allOf")
    if not isinstance(parts, list):
        return raw
    return {**raw, "allOf": [one for one in parts if not isinstance(one, dict) or called((one, "")) != extended]}


def changed_heirs(
    base: Schemas, mine: list[Place], head: Schemas, theirs: list[Place]
) -> Iterator[tuple[str, Place, Place]]:
    """The schemas that only discriminators lead to, on both sides, and that assert something else now."""
    old, new = _heirs(base, mine), _heirs(head, theirs)
    for name in sorted(old.keys() & new.keys()):
        if base.assertions(old[name][0]) != head.assertions(new[name][0]):
            yield name, old[name], new[name]


def _discriminator(places: list[Place], heirs: Iterable[str]) -> dict[str, Any] | None:
    """The property that tells variants apart, and for each schema the values that mean it, implicit ones too."""
    given = next((raw["discriminator"] for raw, _ in places if "discriminator" in raw), None)
    if not isinstance(given, dict):
        return None if given is None else {"malformed": given}
    explicit = given.get("mapping")
    values_of: dict[str, list[str]] = {}
    for value, target in sorted(explicit.items()) if isinstance(explicit, dict) else ():
        values_of.setdefault(str(target).rpartition("/")[2], []).append(str(value))
    for name in (*map(called, branches_of(places)), *heirs):
        if name:
            values_of.setdefault(name, [name])
    return {"propertyName": given.get("propertyName"), "mapping": values_of, "default": given.get("defaultMapping")}


def told_apart(base: Schemas, mine: list[Place], head: Schemas, theirs: list[Place]) -> tuple[Json, Json]:
    """Both discriminators, without the variants of unions that only came or only went: those are told as variants."""
    heirs = _heirs(base, mine), _heirs(head, theirs)
    old, new = _discriminator(mine, heirs[0]), _discriminator(theirs, heirs[1])
    if old and new and "mapping" in old and "mapping" in new:
        lost, gained = old["mapping"].keys() - new["mapping"].keys(), new["mapping"].keys() - old["mapping"].keys()
        if not lost or not gained:
            for one, gone in ((old, lost - heirs[0].keys()), (new, gained - heirs[1].keys())):
                one["mapping"] = {name: values for name, values in one["mapping"].items() if name not in gone}
    return old, new
