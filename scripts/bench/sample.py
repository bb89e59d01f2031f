"""Make bodies at random from a schema as it is written, with an eye on one place of it.

It uses nothing of the engine that it measures: what it makes is judged by a validator only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scripts.bench.mutate import Step, followed

if TYPE_CHECKING:
    import random

_DEEPEST: Final = 8
_LONG: Final = 9_999
_WORDS: Final = [
    "", "a", "alpha", "beta", "newcomer", "abc_1", "A B", "é", "abcde", "abcdef", "x" * 64, "x" * 65,
    "tunnel_" + "0" * 32, "00000000-0000-4000-8000-000000000000",
]  # fmt: skip
_JUNK: Final[list[Any]] = [
    None,
    True,
    False,
    0,
    1,
    2,
    -1,
    0.5,
    0.25,
    1.5,
    11,
    *_WORDS[:6],
    [],
    [None],
    ["a"],
    [1, 1],
    {},
    {"a": None},
]
_EXTRA: Final = ["newcomer", "x-a", "some_id", "unheard of", "k"]


class Sampler:
    """Bodies of one schema of one document."""

    def __init__(self, document: dict[str, Any], rng: random.Random, steps: tuple[Step, ...]) -> None:
        """`steps` leads to the place that the bodies should dwell on."""
        self.document = document
        self.rng = rng
        self.steps = steps

    def body(self, schema: Any) -> Any:
        """One body; it may well be wrong."""
        return self._value(schema, 0, 0)

    def _chance(self, of: float) -> bool:
        return self.rng.random() < of

    def _value(self, schema: Any, depth: int, at: int | None) -> Any:  # noqa: PLR0911 - one keyword after the other
        """`at` is how many steps towards the place are behind; None off the way."""
        schema = followed(self.document, schema)
        if not isinstance(schema, dict) or not schema or self._chance(0.3 if at == len(self.steps) else 0.02):
            return self.rng.choice(_JUNK)
        schema, at = self._merged(schema, at)
        for word in ("const", "enum"):
            if word in schema and not self._chance(0.1):
                return schema["const"] if word == "const" else self.rng.choice(schema["enum"])
        kinds = schema.get("type") or self._guess(schema)
        kind = self.rng.choice(kinds) if isinstance(kinds, list) else kinds
        if schema.get("nullable") and self._chance(0.2):
            return None
        if kind == "object":
            return self._object(schema, depth, at)
        if kind == "array":
            return self._array(schema, depth, at)
        if kind == "string":
            return self._string(schema)
        if kind in ("integer", "number"):
            return self._number(schema, whole=kind == "integer")
        return self._chance(0.5) if kind == "boolean" else None

    def _guess(self, schema: dict[str, Any]) -> str | list[str]:
        if schema.keys() & {"properties", "required", "additionalProperties", "minProperties"}:
            return "object"
        if schema.keys() & {"items", "minItems"}:
            return "array"
        return ["string", "integer", "object", "null"]

    def _merged(self, schema: dict[str, Any], at: int | None) -> tuple[dict[str, Any], int | None]:
        """The schema with its allOf and one branch of each union folded in; roughly, as it's only a guess."""
        for _ in range(12):
            word = next((word for word in ("allOf", "anyOf", "oneOf") if schema.get(word)), None)
            if word is None:
                break
            rest = {key: value for key, value in schema.items() if key != word}
            step = self.steps[at] if at is not None and at < len(self.steps) else None
            own = step[1] if step is not None and step[0] == word else None
            chosen = list(range(len(schema[word])))
            if word != "allOf":
                chosen = (
                    [int(own)]
                    if own is not None and int(own) < len(chosen) and not self._chance(0.1)
                    else [self.rng.choice(chosen)]
                )
            if own is not None and int(own) in chosen:
                at = at + 1 if at is not None else None
            elif step is not None and step[0] == word:
                at = None
            for index in chosen:
                part = followed(self.document, schema[word][index])
                if isinstance(part, dict):
                    rest = _joined(rest, part)
            schema = rest
        return schema, at

    def _toward(self, at: int | None, word: str, name: str | None = None) -> int | None:
        if at is None or at >= len(self.steps):
            return None
        step = self.steps[at]
        return at + 1 if step[0] == word and name in (None, step[1]) else None

    def _object(self, schema: dict[str, Any], depth: int, at: int | None) -> dict[str, Any]:
        made: dict[str, Any] = {}
        told = schema.get("properties", {})
        here = at == len(self.steps)
        sparse = self._chance(0.5)
        for name, part in told.items():
            toward = self._toward(at, "properties", name)
            needed = name in schema.get("required", ())
            likely = (
                1.0
                if toward is not None
                else 0.97
                if needed
                else 0.02
                if sparse or depth > _DEEPEST
                else 0.2
                if here
                else 0.08
            )
            if self._chance(likely) and not (here and needed and self._chance(0.15)):
                made[name] = self._value(part, depth + 1, toward)
        for name in schema.get("required", ()):
            if name not in told:
                made[name] = self.rng.choice(_JUNK)
        more = schema.get("additionalProperties")
        toward = self._toward(at, "additionalProperties")
        if toward is not None or self._chance(0.3 if here else 0.03):
            for name in self.rng.sample(_EXTRA, self.rng.randint(1, 4 if here else 1)):
                made[name] = self._value(more, depth + 1, toward) if isinstance(more, dict) else self.rng.choice(_JUNK)
        if here and told and self._chance(0.2):
            made[self.rng.choice(sorted(told))] = self.rng.choice(_JUNK)
        return made

    def _array(self, schema: dict[str, Any], depth: int, at: int | None) -> list[Any]:
        toward = self._toward(at, "items")
        least, most = schema.get("minItems", 0), schema.get("maxItems", 4)
        length = self.rng.choice(
            [least, least + 1, min(most, 4), min(most, 4) + 1, 1, 2]
            if at == len(self.steps)
            else [least, max(least, 1)]
        )
        if toward is not None:
            length = max(1, length)
        items = [self._value(schema.get("items", {}), depth + 1, toward) for _ in range(min(length, 40))]
        return items + items[:1] if items and self._chance(0.1) else items

    def _string(self, schema: dict[str, Any]) -> str:
        lengths = [
            schema[word] + by
            for word in ("minLength", "maxLength")
            if schema.get(word, _LONG) < _LONG
            for by in (-1, 0, 1)
        ]
        if lengths and self._chance(0.5):
            return "a" * max(0, int(self.rng.choice(lengths)))
        return self.rng.choice(_WORDS)

    def _number(self, schema: dict[str, Any], *, whole: bool) -> float:
        words = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
        edges = [
            schema[word]
            for word in words
            if isinstance(schema.get(word), int | float) and not isinstance(schema.get(word), bool)
        ]
        near = [edge + by for edge in edges for by in (-1, -0.5, 0, 0.25, 0.5, 1)]
        inside = [(edges[0] + edges[1]) / 2] if len(edges) > 1 else []
        found = self.rng.choice([*near, *near, *inside, 0, 1, 2, 3, 0.5, 0.25, -1, 11])
        return int(found) if whole and not self._chance(0.1) else found


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    joined = {**one, **other}
    if "properties" in one and "properties" in other:
        joined["properties"] = {**one["properties"], **other["properties"]}
    if "required" in one and "required" in other:
        joined["required"] = sorted({*one["required"], *other["required"]})
    for word in ("allOf", "anyOf", "oneOf"):
        if word in one and word in other:
            joined[word] = one[word] if word != "allOf" else [*one[word], *other[word]]
    return joined
