"""Choose the error that says why a body is refused: at the place of a cause, where some branch says so there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from scripts.documents.pointers import escape, segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.contract_diff.judge.cause import Cause
    from scripts.documents.text import Json

_KEYWORDS: Final = frozenset({
    "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "items", "prefixItems", "contains",
    "minContains", "maxContains", "required", "properties", "patternProperties", "additionalProperties",
    "propertyNames", "minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "not", "if", "then",
    "else", "anyOf", "oneOf", "allOf", "unevaluatedProperties", "unevaluatedItems",
})  # fmt: skip
_ITEM: Final = re.compile(r"item (\d+)")
_ASIDE: Final = ("where ", "variant ")
# what is wrong with a key is told of the object that has it, or hasn't
_AT_THE_PARENT: Final = {"required": "required", "required-new": "required", "refused": "additionalProperties"}


def blamed(errors: Sequence[Any], cause: Cause | None) -> tuple[str, str, bool]:
    """The keyword and the JSON pointer of the error that tells most, and whether it is at the cause's place."""
    if cause is not None:
        way = [step for step in cause.location.words if not step.startswith(_ASIDE)]
        if cause.kind in _AT_THE_PARENT:
            way = way[:-1]
        within = [error for error in _each(errors) if _leads(way, error.instance_path[: len(way)])]
        there = [error for error in within if len(error.instance_path) == len(way)] or within
        if cause.kind in _AT_THE_PARENT:
            there = [error for error in there if _keyword(error) == _AT_THE_PARENT[cause.kind]] or there
        if there:
            # of an error and those of its branches, the innermost: they say what is wrong
            return *_told(there[-1]), True
    return *_told(_deepest(errors)), cause is None


def completed(pointer: str, body: Json) -> str:
    """A pointer into a body with the names that the validator leaves out: the empty ones."""
    way: list[str] = []
    for name in segments(pointer):
        while isinstance(body, dict) and name not in body and "" in body:
            way.append("")
            body = body[""]
        way.append(name)
        if isinstance(body, dict):
            body = body.get(name)
        elif isinstance(body, list):
            body = body[int(name)]
    return "".join(f"/{escape(name)}" for name in way)


def _each(errors: Sequence[Any]) -> Iterator[Any]:
    """All errors, and those of the branches of unions behind them."""
    for error in errors:
        yield error
        for branch in getattr(error.kind, "context", None) or ():
            yield from _each(branch)


def _leads(way: Sequence[str], path: Sequence[str | int]) -> bool:
    """Whether a path in a body is the place that some words tell."""
    if len(way) != len(path):
        return False
    for word, step in zip(way, path, strict=True):
        item = _ITEM.fullmatch(word)
        if isinstance(step, int):
            if word not in ("each item", "some item", "any other item") and not (item and int(item[1]) == step + 1):
                return False
        elif word not in (step, "any other key") and not word.startswith("keys like "):
            return False
    return True


def _deepest(errors: Sequence[Any]) -> Any:
    deepest = max(errors, key=lambda error: len(error.instance_path))
    context = getattr(deepest.kind, "context", None)
    if context:
        # of a union, the branch that fits best: where the refusal is deepest, and least
        branches = [branch for branch in context if branch]
        best = max(branches, key=lambda branch: (min(len(e.instance_path) for e in branch), -len(branch)), default=None)
        if best and min(len(e.instance_path) for e in best) > len(deepest.instance_path):
            return _deepest(best)
    return deepest


def _told(error: Any) -> tuple[str, str]:
    return _keyword(error), "".join(f"/{escape(str(part))}" for part in error.instance_path)


def _keyword(error: Any) -> str:
    keywords = [part for part in error.schema_path if part in _KEYWORDS]
    return str(keywords[-1]) if keywords else "false"
