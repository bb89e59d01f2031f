"""Say what a value must be: the bound of a schema in words, and the error for a value that it doesn't take."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Any, Final

from realtime_sessions.errors import InvalidParameterError
from realtime_sessions.schemas import Schema, branches, kind_of, tag

from . import advice

UNKNOWN: Final = "left out: the service refuses what it doesn't know"
_ANYWAY: Final = "; extra_body sends it all the same"


def refused(path: str, value: Any, found: Sequence[Schema]) -> InvalidParameterError:
    """The error for a value that none of a schema's branches takes."""
    size = next(filter(None, (_of_size(value, schema) for schema in found)), "")
    is_whole = value is None and not {*path} & {*".["}
    hint, step = ("; leave it out", ", or pass OMITTED") if is_whole else (advice.value(value, found), "")
    return InvalidParameterError(path, value, size or words(*found) + hint, step)


def unknown(path: str, name: str, value: Any, schema: Schema, whole: Sequence[Schema]) -> InvalidParameterError:
    """The error for a field that an object doesn't have; perhaps another object of the same whole has it."""
    fields, path = schema.get("properties", {}), f"{path}.{name}"
    owners = [str(told[1]) for other in whole if name in other.get("properties", {}) and (told := tag(other))]
    if owners:
        return InvalidParameterError(path, value, f"left out: only {', '.join(owners)} has it")
    hint = advice.inside(value, fields) or advice.meant(name, fields)
    return InvalidParameterError(path, value, UNKNOWN + hint, _ANYWAY)


def no_parameter(name: str, value: Any, kind: str) -> InvalidParameterError:
    """The error for what is no parameter of a kind of session."""
    step = advice.DONE_BY_A_CALL.get(name, _ANYWAY)
    return InvalidParameterError(name, value, UNKNOWN + advice.parameter(name, kind), step)


def misplaced(place: tuple[str, ...], value: Any, known: Collection[tuple[str, ...]]) -> InvalidParameterError:
    """The error for a field in a body that isn't among the known places."""
    right = [".".join(one) for one in known if one[-1] == place[-1]]
    near = advice.meant(place[-1], [one[-1] for one in known if one[:-1] == place[:-1]])
    hint = f"; it stands at {right[0]}" if right else near
    return InvalidParameterError(".".join(place), value, UNKNOWN + hint, _ANYWAY)


def words(*schemas: Schema) -> str:
    """What a value must be that one of these takes; nothing where it may be anything."""
    variants = [branch for schema in schemas for branch in branches(schema)]
    found = [_words(branch) for branch in variants]
    tags = [told for branch in variants if branch.get("type") == "object" and (told := tag(branch))]
    if len(tags) > 1 and len({name for name, _ in tags}) == 1:
        together = f"an object with {tags[0][0]} {', '.join(str(value) for _, value in tags[:-1])} or {tags[-1][1]}"
        found = [together if word.startswith(f"an object with {tags[0][0]} ") else word for word in found]
    if "a string" in found:  # an open set: its known values are no bound
        found = [word for word in found if not word.startswith("one of")]
    found = sorted(dict.fromkeys(found), key=lambda word: (word == "null", word.startswith("an object")))
    return "" if "" in found else found[0] if len(found) == 1 else f"{', '.join(found[:-1])} or {found[-1]}"


def _words(schema: Schema) -> str:
    kind, values = schema.get("type"), [value for value in schema.get("enum", ()) if value is not None]
    if values and kind != "null":
        return ("one of " if len(values) > 1 else "") + ", ".join(map(str, values))
    if kind in {"integer", "number"}:
        low, high = schema.get("minimum"), schema.get("maximum")
        bound = f" from {low} " if low is not None else " "
        bound += f"{'to' if low is not None else 'up to'} {high}" if high is not None else "on" * (low is not None)
        unit = f" of {schema['x-unit']}" if "x-unit" in schema else ""
        return ("a whole number" if kind == "integer" else "a number") + unit + bound.rstrip()
    if kind == "object":
        told, listed = tag(schema), ", ".join(schema.get("properties", ()))
        return f"an object with {told[0]} {told[1]}" if told else f"an object with {listed}" if listed else "an object"
    if kind == "array":
        least = f" of at least {schema['minItems']}" if schema.get("minItems") else ""
        return f"a list{least}" + (", each once" if schema.get("uniqueItems") else "")
    if kind == "string" and "pattern" in schema:
        return str(schema.get("x-words") or f"a string like {schema['pattern']}")
    return {"string": "a string", "boolean": "true or false", "null": "null"}.get(str(kind), "")


def _of_size(value: Any, schema: Schema) -> str:
    """The bound of a text's or a list's size, which isn't said with the whole schema."""
    kind = kind_of(value)
    if kind == schema.get("type") == "string":
        low, high = schema.get("minLength", 0), schema.get("maxLength", math.inf)
        least = "a string that isn't empty" if low == 1 else f"a string of at least {low} characters"
        return least if len(value) < low else f"a string of at most {high} characters" if len(value) > high else ""
    most = schema.get("maxItems", math.inf)
    return f"a list of at most {most}" if kind == schema.get("type") == "array" and len(value) > most else ""
