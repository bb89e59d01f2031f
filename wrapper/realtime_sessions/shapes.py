"""Map parameters to the two wire shapes and back.

Parameters have flat names everywhere. The generated table says where each stands in the body of each endpoint, and
which parts only one endpoint can express; here are the few values that the endpoints name differently. Pure
functions, no I/O.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias

from .endpoints import PATHS, Endpoint
from .errors import ConfigurationError, InvalidParameterError
from .parameters.table import ALWAYS, FIELDS, PARAMETERS
from .schemas import kind_of
from .values import OMITTED

SESSION: Final = "session"  # the part of a nested body that holds the session

_WORDS: Final[dict[str, dict[str, Any]]] = {  # by parameter: a word of the flat endpoint, and the other's for it
    name: row["words"] for rows in PARAMETERS.values() for name, row in rows.items() if "words" in row
}
_WORDS_OF_TYPES: Final = {name: {other["type"]: word for word, other in row.items()} for name, row in _WORDS.items()}
_GONE: Final = object()


class Encoded(NamedTuple):
    """A request's body, and the parameters that it has no place for, with their values."""

    body: dict[str, Any]
    dropped: dict[str, Any]


def encode(given: Mapping[str, Any], endpoint: Endpoint, kind: str = "realtime") -> Encoded:
    """The body for an endpoint, from checked parameters by their flat names; they stay as they are.

    Raises:
        ConfigurationError: the endpoint is AUTO.
    """
    if endpoint not in PATHS:
        raise ConfigurationError("AUTO has no shape of its own: name FLAT or NESTED")
    flat = endpoint is Endpoint.FLAT
    body: dict[str, Any] = {}
    dropped: dict[str, Any] = {}
    rows = PARAMETERS[kind]
    _put_all(body, endpoint, ALWAYS[kind])
    for name, value in given.items():
        row = rows.get(name)
        if row is None:  # it goes into a header
            continue
        place = row[endpoint.value]
        value = _flat_value(name, value) if flat else _nested_value(name, value)  # noqa: PLW2901
        for cut in row.get("cuts", ()) if flat else ():
            value = _without(value, cut["at"], cut, name, dropped)  # noqa: PLW2901
        if place is None:
            dropped[name] = value
        elif value is not _GONE:
            _put(body, place, value)
            _put_all(body, endpoint, row.get("beside", {}))
    return Encoded(body, dropped)


def _put(body: dict[str, Any], place: Sequence[str], value: Any, *, anyway: bool = True) -> None:
    for step in place[:-1]:
        body = body.setdefault(step, {})
    body[place[-1]] = value if anyway else body.get(place[-1], value)


def _put_all(body: dict[str, Any], endpoint: Endpoint, constants: Mapping[tuple[str, ...], Any]) -> None:
    for (where, *path), constant in constants.items():
        if where == endpoint.value:
            _put(body, path, constant, anyway=False)


def _nested_value(name: str, value: Any) -> Any:
    """A value as the nested endpoint has it, which must not ask for text beside audio: a transcript always comes."""
    if name == "modalities" and isinstance(value, list) and "audio" in value:
        return [item for item in value if item != "text"]
    return _WORDS[name].get(value, value) if name in _WORDS and isinstance(value, str) else value


def _flat_value(name: str, value: Any) -> Any:
    """A value as the flat endpoint has it, which names the transcript that comes with audio."""
    if name == "modalities" and isinstance(value, list) and "audio" in value:
        return ["audio", "text", *(item for item in value if item not in {"audio", "text"})]
    if name in _WORDS and isinstance(value, Mapping):
        kind = value.get("type")
        return _WORDS_OF_TYPES[name].get(kind, value) if isinstance(kind, str) else value
    return value


def _without(value: Any, at: Sequence[str], cut: Mapping[str, Any], name: str, dropped: dict[str, Any]) -> Any:
    """A value without a part that the flat endpoint has no word for; `_GONE` where nothing is left of it."""
    if at and at[0] == "*" and isinstance(value, list):
        items = [_without(item, at[1:], cut, name, dropped) for item in value]
        return [item for item in items if item is not _GONE]
    key = at[0] if at else cut.get("key")
    if key is not None:
        if not isinstance(value, dict) or key not in value:
            return value
        of, kind = cut.get("of", ("", ""))
        if not at and of and value.get(of) != kind:
            return value
        if at:
            inner = _without(value[key], at[1:], cut, f"{name}.{key}", dropped)
        else:
            dropped[f"{name}.{key}"], inner = value[key], _GONE
        rest = {one: item for one, item in value.items() if one != key}
        return rest if inner is _GONE else {**rest, key: inner}
    told, kind = cut.get("tag", ("", ""))
    tagged = bool(told) and isinstance(value, dict) and value.get(told) == kind
    if tagged or kind_of(value) == cut.get("type") or value in cut.get("values", ()):
        dropped[name] = value
        return _GONE
    return value


Place: TypeAlias = tuple[str, ...]


@cache
def _places(endpoint: Endpoint, kind: str) -> tuple[dict[Place, str], dict[Place, Any], set[Place]]:
    """The names of the places in an endpoint's body, its constants, and the objects around both."""
    rows = PARAMETERS[kind]
    # What an endpoint has no place for is read by its own name.
    names = {row[endpoint.value] or (name,): name for name, row in rows.items()}
    beside = [*ALWAYS[kind].items(), *(item for row in rows.values() for item in row.get("beside", {}).items())]
    constants = {path[1:]: value for path, value in beside if path[0] == endpoint and path[1:] not in names}
    return names, constants, {path[:length] for path in (*names, *constants) for length in range(1, len(path))}


@cache
def _around_session() -> set[str]:
    """The keys of a nested body itself."""
    return {row["nested"][0] for row in PARAMETERS["realtime"].values() if row["nested"]}


def decode(body: Mapping[str, Any], kind: str = "realtime") -> tuple[dict[str, Any], dict[str, str]]:
    """The parameters in a request's body of either shape by their flat names, unchecked, and where each stood.

    Raises:
        InvalidParameterError: the body has something that is no parameter, or lacks what it must have.
    """
    is_nested = SESSION in body or (body and body.keys() <= _around_session())
    names, constants, around = _places(Endpoint.NESTED if is_nested else Endpoint.FLAT, kind)
    given: dict[str, Any] = {}
    places: dict[str, str] = {}
    waiting: list[tuple[tuple[str, ...], Any]] = [((), body)]
    while waiting:
        path, part = waiting.pop()
        if not isinstance(part, Mapping):
            raise InvalidParameterError(".".join(path), part, "an object")
        for constant in constants:
            # a body that was kept may be older than what every session has but its type
            is_new = path in {(), (SESSION,)} and constant != (SESSION, "type")
            if constant[:-1] == path and constant[-1] not in part and not is_new:
                raise InvalidParameterError(".".join(constant), OMITTED, "given")
        for key, value in part.items():
            place = (*path, str(key))
            if place in around:
                waiting.append((place, value))
            elif place in names:
                given[names[place]] = value
                places[names[place]] = ".".join(place)
            elif place not in constants:
                from .explaining import bounds  # noqa: PLC0415 - for what goes wrong only

                raise bounds.misplaced(place, value, names)
            elif value != constants[place]:
                raise InvalidParameterError(".".join(place), value, str(constants[place]))
    return given, places


def told_at(places: Mapping[str, str], path: str) -> str:
    """Where in a body that was decoded something stands, of which an error tells the path by flat names."""
    name = re.split(r"[.\[]", path, maxsplit=1)[0]
    return places.get(name, name) + path[len(name) :]


def flat_view(session: Mapping[str, Any], names: Iterable[str] = FIELDS) -> dict[str, Any]:
    """A session of either shape, as a server sent it, by flat names; nothing in it is trusted."""
    view = {}
    for name in names:
        place: Any = session
        for step in FIELDS[name]["place"]:
            place = place.get(step, _GONE) if isinstance(place, dict) else _GONE
        if place is _GONE:
            place = session.get(name, _GONE)
        if place is not _GONE:
            view[name] = _flat_value(name, place)
    return view


def merge_extra(body: Mapping[str, Any], extra: Mapping[str, Any], endpoint: Endpoint) -> dict[str, Any]:
    """A body with the caller's own fields in it.

    They are fields of the session, wherever the endpoint keeps it; on the nested endpoint `session` and what
    stands beside it are those of the body itself.
    """
    if endpoint is Endpoint.FLAT:
        return _merged(body, extra)
    whole = {key: value for key, value in extra.items() if key in _around_session()}
    session = {key: value for key, value in extra.items() if key not in whole}
    return _merged(_merged(body, {SESSION: session}), whole)


def _merged(body: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(body)
    for key, value in extra.items():
        old = result.get(key)
        result[key] = _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return result
