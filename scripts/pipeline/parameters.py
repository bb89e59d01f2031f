"""Derive the table of parameters from the contract: the one place where names, places and schemas meet.

For each kind of session: every parameter by its flat name, where it stands in the body of each endpoint, what it
may be, and which of its parts only one endpoint can express. A name follows from the place (`session.x` is `x`,
`session.audio.input.x` is `input_audio_x`), unless the overlay gives another as `x-parameter`; one that
Python can't write is changed. What the provider adds is in the table without anybody's doing; nothing here names a
field.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from realtime_sessions.explaining.bounds import words
from scripts.documents.text import DocumentError
from scripts.pipeline.algebra import Schema, joined, key, obvious, tag, unique, variants, walk
from scripts.pipeline.names import writable
from scripts.pipeline.union import widen

Path = tuple[str, ...]
Fields = dict[str, tuple[Path, Schema]]  # by name: the place in a session, and the schema
SESSION = "session"  # the part of a nested body that holds the session
NAME = "x-parameter"
WORDS = "x-nested"  # a value of the flat endpoint: what the nested one calls it


@dataclass
class Parameter:
    """One parameter of one kind of session."""

    name: str
    schema: Schema
    flat: Path | None = None
    nested: Path | None = None
    beside: dict[Path, Any] = field(default_factory=dict)  # what the service demands with it, and its obvious value
    cuts: list[dict[str, Any]] = field(default_factory=list)  # parts that the flat endpoint can't express
    words: dict[str, Any] = field(default_factory=dict)  # what the nested endpoint calls a value of the flat one


@dataclass
class Table:
    """All that the wrapper is told of the contract."""

    kinds: dict[str, dict[str, Parameter]]  # a session's type: its parameters
    fields: Fields  # of a reply
    enums: dict[str, list[str]]  # a named set of values
    demanded: list[str]  # what a request can't be without, and a call may leave out
    always: dict[str, dict[Path, Any]]  # a session's type: what every request has, by its place in each body
    unnamed: list[str]  # sessions that no type tells from the others
    left_to_calls: list[str]  # what must stand beside a parameter, and has no obvious value


def derive(bodies: dict[str, Schema], taken: Collection[str] = ()) -> Table:
    """The table of a contract's bodies; a parameter whose name a call has taken for itself is `session_NAME`.

    Raises:
        DocumentError: no session is of the kind that every user has.
    """
    flat = _request_leaves(bodies["FlatRequest"], taken)
    nested = bodies["NestedRequest"]
    sessions, unnamed = _sessions(nested)
    if "realtime" not in sessions:
        raise DocumentError("the request of the nested endpoint has no variant whose type is 'realtime'")
    kinds: dict[str, dict[str, Parameter]] = {}
    demanded: list[str] = []
    always: dict[str, dict[Path, Any]] = {}
    left_to_calls: list[str] = []
    for kind, branch in sorted(sessions.items(), key=lambda item: item[0] != "realtime"):
        on_both = kind == "realtime"
        whole = {**nested, "properties": {**nested["properties"], SESSION: branch}}
        kinds[kind] = _parameters(_request_leaves(whole, taken), flat, on_both=on_both)
        always[kind] = {("nested", SESSION, "type"): kind}
        for endpoint, body in (*((("flat", bodies["FlatRequest"]),) if on_both else ()), ("nested", whole)):
            left_to_calls += _left_to_calls(body)
            for path, schema in _demanded(body):
                always[kind] |= {(endpoint, *path): value for value in obvious(schema)}
                demanded += [] if obvious(schema) else [".".join(path)]
    fields, enums = _fields(bodies, kinds["realtime"]), _enums(bodies)
    return Table(kinds, fields, enums, unique(demanded), always, unnamed, unique(left_to_calls))


def _sessions(nested: Schema) -> tuple[dict[str, Schema], list[str]]:
    """The session of each type, which takes what any session of that type takes; and those that have no type."""
    sessions: dict[str, Schema] = {}
    unnamed = []
    for branch in variants(nested["properties"][SESSION]):
        told = tag(branch)
        if told is not None and told[0] == "type":
            sessions[told[1]] = widen(sessions[told[1]], branch) if told[1] in sessions else branch
        elif branch != {"type": "null"}:
            names = ", ".join(branch.get("properties", ()))
            unnamed.append(f"an object with {names}" if names else words(branch) or "anything")
    return sessions, unnamed


def _demanded(schema: Schema, path: Path = ()) -> Iterator[tuple[Path, Schema]]:
    """What must stand in every request, but for the session and its type, which every nested request has."""
    for name in schema.get("required", ()):
        if (*path, name) not in {(SESSION,), (SESSION, "type")}:
            yield (*path, name), schema["properties"].get(name, {})
    if not path and SESSION in schema.get("properties", {}):
        yield from _demanded(schema["properties"][SESSION], (SESSION,))


@dataclass
class _Leaf:
    path: Path
    schema: Schema
    beside: dict[Path, Any]


def _request_leaves(body: Schema, taken: Collection[str]) -> dict[str, _Leaf]:
    """The parameters in a request by name: its properties, and those of the parts that hold one with a name of ours."""
    leaves = [*_leaves(body, (), _containers(body), {})]
    names: dict[str, Path] = {}
    for leaf in sorted(leaves, key=lambda leaf: NAME not in leaf.schema):  # what is new takes no name from what is ours
        name = str(leaf.schema.get(NAME) or _name(leaf.path))
        name = writable(f"session_{name}" if name in taken else name)
        while name in names:
            name = f"request_{name}"
        names[name] = leaf.path
    by_path = {path: name for name, path in names.items()}
    return {by_path[leaf.path]: leaf for leaf in leaves}


def _containers(body: Schema) -> set[Path]:
    named = [path for path, schema in _places(body, ()) if NAME in schema]
    return {path[:length] for path in named for length in range(1, len(path))} | {(SESSION,)}


def _left_to_calls(body: Schema) -> Iterator[str]:
    """What must stand in a part of a request wherever that part does, and a call may leave out."""
    parts = _containers(body) - {(SESSION,)}
    for path, schema in _places(body, ()):
        for name in schema.get("required", ()) if path in parts else ():
            if not obvious(schema["properties"][name]):
                yield ".".join((*path, name))


def _places(schema: Schema, path: Path) -> Iterator[tuple[Path, Schema]]:
    for name, inner in schema.get("properties", {}).items():
        yield (*path, name), inner
        yield from _places(inner, (*path, name))


def _leaves(schema: Schema, path: Path, containers: set[Path], beside: dict[Path, Any]) -> Iterator[_Leaf]:
    properties = schema.get("properties", {})
    constants = {
        (*path, name): inner["enum"][0]
        for name, inner in properties.items()
        if len(inner.get("enum", ())) == 1 and name in schema.get("required", ())
    }
    values = {(*path, n): value for n in schema.get("required", ()) for value in obvious(properties.get(n, {}))}
    beside = {**beside, **values}
    # The session first: where a name is wanted twice, its field has it.
    for name, inner in sorted(properties.items(), key=lambda item: item[0] != SESSION):
        place = (*path, name)
        if place in containers and "properties" in inner:
            yield from _leaves(inner, place, containers, beside)
        elif place not in constants:
            yield _Leaf(place, inner, {other: value for other, value in beside.items() if other != place})


def _name(path: Path) -> str:
    *around, last = path[1:] if path[0] == SESSION else path
    return "_".join([*reversed(around), last])


def _parameters(nested: dict[str, _Leaf], flat: dict[str, _Leaf], *, on_both: bool) -> dict[str, Parameter]:
    """The flat endpoint makes realtime sessions only; a value in its words is understood for the other kinds too."""
    result = {}
    for name in [*nested, *(name for name in flat if on_both and name not in nested)]:
        here, there = nested.get(name), flat.get(name)
        schema = _clean((here or there or _Leaf((), {}, {})).schema)
        found = Parameter(name, schema, there.path if there and on_both else None, here.path if here else None)
        if here and there:
            found.schema = widen(schema, _clean(there.schema))
            found.words = there.schema.get(WORDS, {})
            found.cuts = unique(_cuts(found.schema, _clean(there.schema), ())) if on_both else []
        for leaf, endpoint in ((here, "nested"), (there if on_both else None, "flat")):
            constants = leaf.beside if leaf else {}
            # what the body itself or the session demands stands in every request anyway
            inside = {path: value for path, value in constants.items() if path[:-1] not in {(), (SESSION,)}}
            found.beside |= {(endpoint, *path): value for path, value in inside.items()}
        result[name] = found
    return result


def _clean(schema: Any) -> Any:
    """A schema without what only the overlay and this module need."""
    if isinstance(schema, dict):
        return {name: _clean(value) for name, value in schema.items() if name not in {NAME, WORDS}}
    return [_clean(value) for value in schema] if isinstance(schema, list) else schema


def _cuts(whole: Schema, part: Schema, at: Path) -> Iterator[dict[str, Any]]:
    """The parts of a schema that a narrower one has no place for: a key, a tagged variant, a value, or a type."""
    if part == {}:
        return
    others = variants(part)
    for branch in variants(whole):
        told, kind = tag(branch), branch.get("type")
        alike = [other for other in others if other.get("type") in {kind, None}]
        same = _same(told, alike)
        if not alike:
            yield {"at": [*at], "type": kind}
        elif told and same is None:
            yield {"at": [*at], "tag": [*told]}
        elif kind == "object" and same:
            yield from _missing_keys(branch, same, at, {"of": [*told]} if told else {})
        elif kind == "array" and same:
            yield from _cuts(branch.get("items", {}), same.get("items", {}), (*at, "*"))
        elif all("enum" in other for other in alike):
            known = [key(value) for other in alike for value in other["enum"]]
            missing = [value for value in branch.get("enum", ()) if key(value) not in known]
            if missing:
                yield {"at": [*at], "values": missing}


def _same(told: tuple[str, str] | None, alike: list[Schema]) -> Schema | None:
    """Of the variants of one type the one with the same tag; the only one where it has none."""
    same = [other for other in alike if tag(other) == told]
    if not same and len(alike) == 1 and tag(alike[0]) is None:
        same = alike
    return same[0] if same else None


def _missing_keys(branch: Schema, other: Schema, at: Path, of: dict[str, Any]) -> Iterator[dict[str, Any]]:
    known = other.get("properties", {})
    for name, inner in branch.get("properties", {}).items():
        if name in known:
            yield from _cuts(inner, known[name], (*at, name))
        elif other.get("additionalProperties") is False:
            yield {"at": [*at], "key": name, **of}


def _fields(bodies: dict[str, Schema], parameters: dict[str, Parameter]) -> Fields:
    """What a session shows, by flat names: the parameters that stand in a session, and what only a reply has."""
    result: Fields = {}
    for name, found in parameters.items():
        if found.nested and found.nested[0] == SESSION:
            result[name] = (found.nested[1:], found.schema)
        elif found.nested is None:
            result[name] = (found.flat or (name,), found.schema)
    names = {found.nested: name for name, found in parameters.items()}
    containers = {path[:length] for path in names if path for length in range(1, len(path))} | {(SESSION,)}
    reply = bodies["NestedReply"]["properties"].get(SESSION, {})
    for branch in (branch for branch in variants(reply) if "properties" in branch):
        for leaf in _leaves({"properties": {SESSION: branch}}, (), containers, {}):
            name = names.get(leaf.path) or writable(_name(leaf.path))
            if leaf.path != (SESSION, "type"):
                result[name] = _joined(result.get(name), leaf.path[1:], leaf.schema)
    for name, inner in bodies["FlatReply"]["properties"].items():
        if (name,) not in {(found.flat or ())[:1] for found in parameters.values() if len(found.flat or ()) > 1}:
            result[writable(name)] = _joined(result.get(writable(name)), (name,), inner)
    return result


def _joined(known: tuple[Path, Schema] | None, path: Path, schema: Schema) -> tuple[Path, Schema]:
    schema = _clean(schema)
    if known is None:
        return path, schema
    notes: Schema = {name: known[1][name] for name in ("description", "title") if name in known[1]}
    return known[0], {**joined([known[1], schema]), **notes}


def _enums(bodies: dict[str, Schema]) -> dict[str, list[str]]:
    """The named sets of values, each with all its values wherever they stand."""
    found: dict[str, list[str]] = {}
    for body in (bodies["NestedRequest"], bodies["FlatRequest"]):
        for schema in walk(body):
            values = [
                value for branch in variants(schema) for value in branch.get("enum", ()) if isinstance(value, str)
            ]
            if "title" in schema and values:
                name = str(schema["title"])
                found[name] = unique([*found.get(name, []), *values])
    return found
