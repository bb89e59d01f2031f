"""Loosen a schema: accept at least what it accepts, without what is hard to decide, naming the same keys."""

from __future__ import annotations

from functools import partial
from typing import Any

from scripts.contract_diff.schema.node import ANYTHING, Node, Reference, both
from scripts.contract_diff.solve.automaton import automaton
from scripts.contract_diff.solve.pattern import UnsupportedError

_loose: dict[int, Node] = {}


def loosened(node: Node) -> Node:
    """A schema that accepts no less: of each oneOf any branch, no exclusion, no pattern that can't be decided."""
    if node.key not in _loose:
        _loose[node.key] = _loosened(node)
    return _loose[node.key]


def _loosened(node: Node) -> Node:  # noqa: C901 - one keyword after the other
    words: dict[str, Any] = {}
    choices: list[tuple[Node, ...]] = []
    for word, value in node.words.items():
        if word in ("odd", "not", "unique", "contains", "dependentRequired", "pattern"):
            if word == "pattern" and _decided(value):
                words[word] = value
        elif word == "ref":
            words[word] = Reference(f"loosened {value.token}", partial(_target, value))
        elif word in ("additionalProperties", "propertyNames", "items"):
            words[word] = loosened(value)
        elif word in ("all", "prefixItems"):
            words[word] = tuple(map(loosened, value))
        elif word in ("any", "one"):
            choices.append(tuple(map(loosened, value)))
        elif word == "if":
            test, then, other = map(loosened, value)
            choices.append((both(test, then), other))
        elif word in ("properties", "patternProperties", "dependentSchemas"):
            words[word] = {name: loosened(part) for name, part in value.items()}
        else:
            words[word] = value
    told = words.get("patternProperties", {})
    if not all(map(_decided, told)):
        words["patternProperties"] = {text: part for text, part in told.items() if _decided(text)}
        words.pop("additionalProperties", None)
        words["open"] = True
    if choices:
        words["all"] = (*words.get("all", ()), *(Node({"any": ways}) if ways else ANYTHING for ways in choices))
    return Node(words, node.pointer)


def _target(reference: Reference) -> Node:
    return loosened(reference.target())


def _decided(pattern: str) -> bool:
    try:
        automaton(pattern)
    except UnsupportedError:
        return False
    return True
