"""Read a published document strictly."""

from __future__ import annotations

import json
import math
import re
from typing import Any

import yaml

from scripts.documents.write import RESOLVERS

MAX_NODES = 4_000_000  # after aliases are expanded; the published document has 140,000
MAX_DEPTH = 200  # the published document has 30


class _DuplicateKeyError(Exception):
    """Carries the key."""


class _BombError(Exception):
    """Carries the rest of the sentence."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _DuplicateKeyError(next(repr(key) for key in keys if keys.count(key) > 1))
    return result


def _json(text: str) -> Any:
    data = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_finite)
    if re.search(r"\\u[dD][89a-fA-F]", text):  # an escape may stand for half a character, which no file can hold
        json.dumps(data, ensure_ascii=False).encode()
    return data


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text} is too large a number")
    return value


class _Loader(yaml.CSafeLoader):
    """YAML 1.2's core types: no dates, no `on` and `no` as booleans; a key twice is an error."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own shape
    yaml_constructors = {  # noqa: RUF012 - PyYAML's own shape
        tag: construct
        for tag, construct in yaml.CSafeLoader.yaml_constructors.items()
        if tag is None or tag.rpartition(":")[2] in {"null", "str", "seq"}  # what JSON has; the rest stands below
    }


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    def refuse(what: str, where: yaml.Node) -> yaml.YAMLError:
        return yaml.constructor.ConstructorError(None, None, what, where.start_mark)

    if not isinstance(node, yaml.MappingNode):
        raise refuse("something that is no mapping but says so", node)
    pairs: list[tuple[str, Any]] = []
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise refuse("a key that is no scalar", key_node)
        if key_node.value == "<<" and key_node.style not in {"'", '"'}:
            raise refuse("a merge key (<<), which YAML 1.2 doesn't have", key_node)
        loader.construct_object(key_node, deep=True)  # its tag must be one that is known
        pairs.append((key_node.value, loader.construct_object(value_node, deep=True)))  # 1.10 stays 1.10
    return _unique(pairs)


def _construct_bool(loader: _Loader, node: yaml.ScalarNode) -> bool:
    text = str(loader.construct_scalar(node)).lower()
    if text not in {"true", "false"}:
        raise ValueError(f"{text!r} is neither true nor false")
    return text == "true"


def _construct_float(loader: _Loader, node: yaml.ScalarNode) -> float:
    return _finite(str(loader.construct_scalar(node)))


def _construct_int(loader: _Loader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    return int(text, 0) if text[:2] in {"0x", "0o"} else int(text)


def _yaml(text: str) -> Any:
    _check_events(text)
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader's subclass
    except yaml.constructor.ConstructorError as error:
        if error.problem == "found unconstructable recursive node":
            raise _BombError("has an alias that contains itself") from error
        raise


def _check_events(text: str) -> None:
    """Look for depth before anything recursive runs: libyaml's composer would exhaust the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _BombError("is nested too deeply")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _check_expansion(data: Any) -> None:
    """Count the nodes, and how deep they go, as if every alias were written out, without writing them out."""
    measured: dict[int, tuple[int, int]] = {}

    def measure(node: Any) -> tuple[int, int]:
        if not isinstance(node, dict | list):
            return 1, 0
        known = measured.get(id(node))
        if known is None:
            size, depth = 1, 0
            for child in node.values() if isinstance(node, dict) else node:
                child_size, child_depth = measure(child)
                size, depth = size + child_size, max(depth, child_depth)
            known = size, depth + 1
            if size > MAX_NODES:
                raise _BombError(f"expands to more than {MAX_NODES:,} nodes (an alias bomb)")
            if known[1] > MAX_DEPTH:
                raise _BombError("is nested too deeply")
            measured[id(node)] = known
        return known

    measure(data)


for _tag, _pattern, _first in RESOLVERS:
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), _first)
_Loader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)
_Loader.add_constructor("tag:yaml.org,2002:bool", _construct_bool)
_Loader.add_constructor("tag:yaml.org,2002:int", _construct_int)
_Loader.add_constructor("tag:yaml.org,2002:float", _construct_float)
