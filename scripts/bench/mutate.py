"""Change a real schema a little, at a random place, and remember the way there.

Half of the changes are harmless on purpose, so that false alarms are measured too.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scripts.documents.pointers import resolve

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

Schema: TypeAlias = "dict[str, Any]"
Step: TypeAlias = "tuple[str, str | int]"  # ("properties", name), ("items", 0), ("anyOf", index), ...

_DEEPEST: Final = 9
_SIMPLE: Final[list[Any]] = [
    {"type": "string"}, {"type": "integer"}, {"type": "boolean"}, {"type": "null"}, {"type": "object"},
    {"type": "array", "items": {"type": "string"}}, {"enum": ["alpha", "beta"]}, {"type": "number", "minimum": 0},
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutation:
    """What was done, where, and the document that came of it."""

    kind: str
    steps: tuple[Step, ...]
    document: dict[str, Any]


def followed(document: dict[str, Any], schema: Any) -> Any:
    """The schema behind references that stand alone or with siblings."""
    for _ in range(16):
        if not (isinstance(schema, dict) and isinstance(schema.get("$ref"), str)):
            break
        schema = resolve(document, schema["$ref"])
    return schema


def mutate(document: dict[str, Any], find: Callable[[dict[str, Any]], Any], rng: random.Random) -> Mutation | None:
    """One change at a random place of the schema that `find` leads to; None where the place suits none."""
    changed = copy.deepcopy(document)
    place = followed(changed, find(changed))
    steps: list[Step] = []
    while isinstance(place, dict) and len(steps) < _DEEPEST:
        ways = list(_ways(place))
        if not ways or (steps and rng.random() < 0.25):  # noqa: PLR2004 - so that deep places have their share
            break
        step = rng.choice(ways)
        inner = place[step[0]] if step[0] in ("items", "additionalProperties") else place[step[0]][step[1]]
        steps.append(step)
        place = followed(changed, inner)
    if not isinstance(place, dict):
        return None
    fitting = [change for change in CHANGES if change[1](place)]
    kind, _, act = rng.choice(fitting)
    act(place, rng)
    return Mutation(kind, tuple(steps), changed)


def _ways(schema: Schema) -> list[Step]:
    ways: list[Step] = [("properties", name) for name in schema.get("properties", {})]
    for word in ("anyOf", "oneOf", "allOf"):
        ways += [(word, index) for index in range(len(schema.get(word, ())))]
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), dict):
            ways.append((word, 0))
    return ways


def _is(*kinds: str) -> Callable[[Schema], bool]:
    return lambda schema: schema.get("type") in kinds


def _has(word: str) -> Callable[[Schema], bool]:
    return lambda schema: bool(schema.get(word))


def _any(_schema: Schema) -> bool:
    return True


def _set(word: str, *values: Any) -> Callable[[Schema, random.Random], None]:
    def act(schema: Schema, rng: random.Random) -> None:
        schema[word] = rng.choice(values)

    return act


def _shift(word: str, *by: float) -> Callable[[Schema, random.Random], None]:
    def act(schema: Schema, rng: random.Random) -> None:
        schema[word] = (
            max(0, schema[word] + rng.choice(by))
            if "Length" in word or "Items" in word
            else schema[word] + rng.choice(by)
        )

    return act


def _drop(word: str) -> Callable[[Schema, random.Random], None]:
    def act(schema: Schema, _rng: random.Random) -> None:
        del schema[word]

    return act


def _retype(schema: Schema, rng: random.Random) -> None:
    schema["type"] = rng.choice(["string", "integer", "number", "boolean", "object", "array", "null"])


def _nullable(schema: Schema, _rng: random.Random) -> None:
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    schema["type"] = [kind for kind in kinds if kind != "null"] or ["null"] if "null" in kinds else [*kinds, "null"]


def _lose_value(schema: Schema, rng: random.Random) -> None:
    schema["enum"] = [value for value in schema["enum"] if value != rng.choice(schema["enum"])] or ["left"]


def _gain_value(schema: Schema, _rng: random.Random) -> None:
    schema["enum"] = [*schema["enum"], "newcomer"]


def _shuffle(word: str) -> Callable[[Schema, random.Random], None]:
    def act(schema: Schema, rng: random.Random) -> None:
        if isinstance(schema[word], dict):
            items = list(schema[word].items())
            rng.shuffle(items)
            schema[word] = dict(items)
        else:
            rng.shuffle(schema[word])

    return act


def _require(schema: Schema, rng: random.Random) -> None:
    name = rng.choice(sorted(schema["properties"]))
    schema["required"] = sorted({*schema.get("required", ()), name})


def _release(schema: Schema, rng: random.Random) -> None:
    gone = rng.choice(schema["required"])
    schema["required"] = [name for name in schema["required"] if name != gone]


def _add_property(schema: Schema, rng: random.Random) -> None:
    schema["properties"] = {**schema["properties"], "newcomer": copy.deepcopy(rng.choice(_SIMPLE))}
    if rng.random() < 0.3:  # noqa: PLR2004 - a third of them is required
        schema["required"] = [*schema.get("required", ()), "newcomer"]


def _lose_property(schema: Schema, rng: random.Random) -> None:
    gone = rng.choice(sorted(schema["properties"]))
    del schema["properties"][gone]
    if gone in schema.get("required", ()) and rng.random() < 0.7:  # noqa: PLR2004 - sometimes it stays required
        schema["required"].remove(gone)


def _add_branch(word: str) -> Callable[[Schema, random.Random], None]:
    def act(schema: Schema, rng: random.Random) -> None:
        schema[word].append(copy.deepcopy(rng.choice([*_SIMPLE, schema[word][0]])))

    return act


def _lose_branch(word: str) -> Callable[[Schema, random.Random], None]:
    def act(schema: Schema, rng: random.Random) -> None:
        del schema[word][rng.randrange(len(schema[word]))]
        if not schema[word]:
            del schema[word]

    return act


def _swap_union(schema: Schema, _rng: random.Random) -> None:
    word, other = ("anyOf", "oneOf") if "anyOf" in schema else ("oneOf", "anyOf")
    schema[other] = schema.pop(word)


def _wrap(word: str) -> Callable[[Schema, random.Random], None]:
    def act(schema: Schema, _rng: random.Random) -> None:
        inner = dict(schema)
        schema.clear()
        schema[word] = [inner]

    return act


def _exclude(schema: Schema, rng: random.Random) -> None:
    schema["not"] = copy.deepcopy(rng.choice([*_SIMPLE, {"enum": ["alpha"]}, {"const": 0}, {"required": ["newcomer"]}]))


CHANGES: Final[list[tuple[str, Callable[[Schema], bool], Callable[[Schema, random.Random], None]]]] = [
    ("description", _any, _set("description", "other words")),
    ("title", _any, _set("title", "Other")),
    ("default", _any, _set("default", None, 1, "x")),
    ("allOf of one", _any, _wrap("allOf")),
    ("anyOf of one", _any, _wrap("anyOf")),
    ("oneOf of one", _any, _wrap("oneOf")),
    ("enum reordered", _has("enum"), _shuffle("enum")),
    ("properties reordered", _has("properties"), _shuffle("properties")),
    ("anyOf reordered", _has("anyOf"), _shuffle("anyOf")),
    ("format", _is("string"), _set("format", "uuid", "date")),
    ("type changed", _has("type"), _retype),
    ("type dropped", _has("type"), _drop("type")),
    ("null", _has("type"), _nullable),
    ("enum value lost", _has("enum"), _lose_value),
    ("enum value gained", _has("enum"), _gain_value),
    ("enum dropped", _has("enum"), _drop("enum")),
    ("enum set", _is("string"), _set("enum", ["alpha", "beta"])),
    ("const set", _is("string"), _set("const", "alpha")),
    ("required", _has("properties"), _require),
    ("released", _has("required"), _release),
    ("property added", _has("properties"), _add_property),
    ("property lost", _has("properties"), _lose_property),
    ("closed", _is("object"), _set("additionalProperties", False)),
    ("map", _is("object"), _set("additionalProperties", {"type": "string"}, {})),
    ("minProperties", _is("object"), _set("minProperties", 1, 2)),
    ("maxProperties", _is("object"), _set("maxProperties", 2, 4)),
    ("propertyNames", _is("object"), _set("propertyNames", {"maxLength": 8}, {"pattern": "^[a-z_]+$"})),
    ("patternProperties", _is("object"), _set("patternProperties", {"^x-": False}, {"_id$": {"type": "string"}})),
    ("branch added to anyOf", _has("anyOf"), _add_branch("anyOf")),
    ("branch added to oneOf", _has("oneOf"), _add_branch("oneOf")),
    ("branch lost of anyOf", _has("anyOf"), _lose_branch("anyOf")),
    ("branch lost of oneOf", _has("oneOf"), _lose_branch("oneOf")),
    ("branch lost of allOf", _has("allOf"), _lose_branch("allOf")),
    ("anyOf and oneOf", lambda schema: ("anyOf" in schema) != ("oneOf" in schema), _swap_union),
    ("minimum set", _is("number", "integer"), _set("minimum", 0, 1, 0.5)),
    ("maximum set", _is("number", "integer"), _set("maximum", 1, 10, 1.5)),
    ("exclusiveMinimum", _is("number", "integer"), _set("exclusiveMinimum", 0, 1)),
    ("multipleOf", _is("number", "integer"), _set("multipleOf", 1, 2, 0.25)),
    ("minimum moved", _has("minimum"), _shift("minimum", -1, 1, 0.5)),
    ("maximum moved", _has("maximum"), _shift("maximum", -1, 1, 0.5)),
    ("minLength", _is("string"), _set("minLength", 0, 1, 3)),
    ("maxLength", _is("string"), _set("maxLength", 5, 64)),
    ("maxLength moved", _has("maxLength"), _shift("maxLength", -1, 1)),
    ("pattern", _is("string"), _set("pattern", "^[a-z]+$", "^.*$", "a")),
    ("items changed", _is("array"), _set("items", {"type": "string"}, {"type": "integer"}, {})),
    ("items dropped", _has("items"), _drop("items")),
    ("minItems", _is("array"), _set("minItems", 0, 1, 2)),
    ("maxItems", _is("array"), _set("maxItems", 1, 3)),
    ("uniqueItems", _is("array"), _set("uniqueItems", True)),
    ("contains", _is("array"), _set("contains", {"type": "string"}, {})),
    ("not", _any, _exclude),
]
