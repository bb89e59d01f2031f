"""Join schemas in normal form: what was once there stays, and what either of two takes is taken.

`keep` adds to a schema the properties, the enum members and the tagged variants that an earlier revision had;
everything else is as the newer one says. `widen` gives the schema that takes whatever either of two takes.
Both match parts by what a reader would call the same: properties by name, variants by tag and type.
"""

from __future__ import annotations

from typing import Any

from realtime_sessions.explaining.bounds import words
from scripts.pipeline.algebra import NOTES, Schema, joined, key, may_be, obvious, tag, unique, variants
from scripts.pipeline.keywords import OF_TYPE

LOWER = ("minimum", "exclusiveMinimum", "minItems", "minLength", "minProperties")
UPPER = ("maximum", "exclusiveMaximum", "maxItems", "maxLength", "maxProperties")


def keep(new: Schema, old: Schema, place: str, kept: list[str]) -> Schema:
    """The newer schema with what only the older one had; each addition is listed by its place."""
    olds = variants(old)
    branches = [part for branch in variants(new) for part in _split(branch, olds)]
    matches = [match(branch, olds, branches) for branch in branches]
    result = [
        branch if match is None else _keep(branch, match, place, kept)
        for branch, match in zip(branches, matches, strict=True)
    ]
    for branch in olds:
        told = tag(branch)
        if told and branch not in matches and any(tag(other) for other in branches):
            kept.append(f"{place}: the kind {told[1]!r}, an object with {', '.join(branch['properties'])}")
            result.append(branch)
    return _rejoined(new, result)


def _split(branch: Schema, olds: list[Schema]) -> list[Schema]:
    """An object of several kinds as one object for each, where an earlier revision had one for each.

    A property that the earlier revision had in other kinds only stays with those.
    """
    properties = branch.get("properties", {})
    earlier = {told: set(old["properties"]) for old in olds if (told := tag(old))}
    name = next((name for name, _ in earlier if len(properties.get(name, {}).get("enum", ())) > 1), None)
    if name is None or len(earlier) == 1:
        return [branch]
    known = set().union(*earlier.values())
    told, parts = properties[name], []
    for value in told["enum"]:
        mine = earlier.get((name, value), known)
        one = {**told, "enum": [value]}
        kept = {n: inner for n, inner in properties.items() if n in mine or n not in known}
        demanded = [n for n in branch.get("required", ()) if n in kept]
        if told.get("default", value) != value:  # what isn't meant by default has to be told
            del one["default"]
            demanded = unique([*demanded, name])
        rest = {word: value for word, value in branch.items() if word != "required"}
        parts.append({**rest, "properties": {**kept, name: one}, **({"required": demanded} if demanded else {})})
    return parts


def _keep(new: Schema, old: Schema, place: str, kept: list[str]) -> Schema:
    result = dict(new)
    if "properties" in new and "properties" in old:
        result["properties"] = dict(new["properties"])
        for name, inner in old["properties"].items():
            if name in new["properties"]:
                both = keep(new["properties"][name], inner, f"{place}.{name}", kept)
                for value in obvious(inner) if name in new.get("required", ()) and not obvious(both) else ():
                    # what was meant where nothing was said is meant still
                    both = {**both, "default": value} if may_be(value, both) else both
                result["properties"][name] = both
            else:
                kept.append(f"{place}.{name}: {words(inner) or 'anything'}")
                result["properties"][name] = inner
    if "enum" in new and "enum" in old:
        gone = [value for value in old["enum"] if key(value) not in map(key, new["enum"])]
        kept.extend(f"{place}: the value {value!r}" for value in gone)
        result["enum"] = [*new["enum"], *gone]
    if isinstance(new.get("items"), dict) and isinstance(old.get("items"), dict):
        result["items"] = keep(new["items"], old["items"], f"{place}[]", kept)
    return result


def widen(one: Schema, two: Schema) -> Schema:
    """The schema that takes what either takes; where both say something of a part, the first says it first."""
    ones, twos = variants(one), variants(two)
    matches = [(branch, match(branch, twos, ones)) for branch in ones]
    used = [match for _, match in matches if match is not None]
    result = [_widen(branch, match) if match is not None else branch for branch, match in matches]
    return _rejoined({**_notes(two), **_notes(one)}, [*result, *(branch for branch in twos if branch not in used)])


def _widen(one: Schema, two: Schema) -> Schema:
    result = {name: one[name] for name in one if name in two or name in ("type", *NOTES)}
    result |= {name: value for name, value in _notes(two).items() if name not in result}
    for name in result.keys() & two.keys() - {"type", *NOTES}:
        first, second = one[name], two[name]
        if name == "properties":
            result[name] = {
                n: widen(first[n], second[n]) if n in first and n in second else first.get(n, second.get(n))
                for n in {**first, **second}
            }
        elif name == "enum":
            result[name] = unique([*first, *second])
        elif name == "required":
            result[name] = [n for n in first if n in second]
        elif isinstance(first, dict) and isinstance(second, dict):
            result[name] = widen(first, second)
        elif name in OF_TYPE["number"] or isinstance(first, int):
            result[name] = min(first, second) if name in LOWER else max(first, second)
    return result


def _notes(schema: Schema) -> Schema:
    return {name: schema[name] for name in NOTES if name in schema}


def match(branch: Schema, others: list[Schema], siblings: list[Schema]) -> Schema | None:
    """The variant of another union that stands for the same; None where none does or it isn't clear which."""
    lone = [[one for one in union if one.get("type") == "object"] for union in (siblings, others)]
    if branch in lone[0] and [len(found) for found in lone] == [1, 1] and not _are_kinds(branch, lone[1][0]):
        return lone[1][0]
    alike = [other for other in others if _kind(other) == _kind(branch)]
    if len(alike) > 1 or sum(_kind(other) == _kind(branch) for other in siblings) > 1:
        alike = [other for other in alike if other == branch]
    return alike[0] if alike else None


def _are_kinds(one: Schema, two: Schema) -> bool:
    """Whether two objects are told apart by their types, rather than one having another value than the other."""
    told, other = tag(one), tag(two)
    return told is not None and other is not None and told[0] == other[0] == "type" and told != other


def _kind(schema: Schema) -> tuple[Any, ...]:
    return schema.get("type"), tag(schema), schema.get("type") == "string" and "enum" in schema


def _rejoined(notes: Schema, branches: list[Schema]) -> Schema:
    return {**joined(branches), **{name: notes[name] for name in NOTES if name in notes}}
