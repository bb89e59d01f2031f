"""Find what the pinned document names and the wrapper doesn't, or the reverse, and print the line to add.

An unknown value always works as a string, and an unknown field in `extra_body`. It becomes a member or
a keyword once the printed line is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import fields as attributes

from realtime_sessions import values
from realtime_sessions.config import SHAPES
from realtime_sessions.endpoints import NESTED_PLACES
from realtime_sessions.session import Session
from realtime_sessions.values import OpenEnum
from scripts.conformance.cases import spoken
from scripts.pipeline.contract import modern
from scripts.pipeline.slices import OPERATIONS
from scripts.revisions.fields import Field, body_schema, fields

FLAT, NESTED = OPERATIONS
REALTIME = {"session.type": frozenset({"realtime"})}  # of the two kinds of session the one that talks
WHERE: dict[type[OpenEnum], tuple[str, ...]] = {  # an enum: where the nested request has its values
    values.Model: ("session.model",),
    values.Voice: ("session.audio.output.voice",),
    values.Modality: ("session.output_modalities[]",),
    values.TranscriptionModel: ("session.audio.input.transcription.model",),
    values.NoiseReduction: ("session.audio.input.noise_reduction.type",),
    values.Eagerness: ("session.audio.input.turn_detection.eagerness",),
}
FORMATS = ("session.audio.input.format.type", "session.audio.output.format.type")
AROUND = ("session", "session.audio", "session.audio.input", "session.audio.output")
NOT_SHOWN = {  # in a reply, and on purpose not an attribute of Session
    "type": "always realtime",
    "expires_at": "0 in the published example; the key's own expiry is client_secret.expires_at",
    "client_secret": "an attribute of its own making",
}
ENDPOINTS = "wrapper/realtime_sessions/endpoints.py"
VALUES = "wrapper/realtime_sessions/values.py"
OURS = {"client_secret", "endpoint", "request_id", "dropped", "raw"}
KEYWORDS_OF_THE_CALL = {"expires_after", "safety_identifier"}


def drift(slices: Mapping[str, dict[str, Any]], contract: dict[str, Any]) -> list[str]:
    """A line for each difference; empty when the wrapper speaks the document's whole language."""
    request = _fields(slices[NESTED], NESTED, "request")
    flat = _fields(contract, FLAT, "request")  # ours: the published one has been another thing since 2025-09
    reply = _fields(slices[NESTED], NESTED, "reply")
    lines = [line for enum, paths in WHERE.items() for line in _values(enum, request, paths)]
    lines += [*_formats(request, flat), *_parameters(request, flat), *_parts(request), *_attributes(reply)]
    return lines


def _fields(document: dict[str, Any], operation: str, side: str) -> dict[str, Field]:
    document = modern(document)
    return fields(document, body_schema(document, operation, side), REALTIME)


def _values(enum: type[OpenEnum], request: dict[str, Field], paths: tuple[str, ...]) -> Iterator[str]:
    published = [value for path in paths for value in (request[path].values if path in request else ())]
    known = enum.values()
    place = f"class {enum.__name__} in {VALUES}"
    for value in published:
        if value not in known:
            yield f'add to {place}:\n    {_member(value)} = "{value}"'
    for value in known:
        if value not in published:
            yield f'the document has no {value!r} any more; take out of {place}:\n    {_member(value)} = "{value}"'


def _member(value: str) -> str:
    name = re.sub(r"\W", "_", value).upper()
    return name if name.isidentifier() else f"_{name}"


def _formats(request: dict[str, Field], flat: dict[str, Field]) -> Iterator[str]:
    from realtime_sessions.endpoints import _FORMATS  # noqa: PLC0415 - the table that has to follow

    nested = {kind["type"] for kind in _FORMATS.values()}
    for path in FORMATS:
        for value in request[path].values:
            if value not in nested:
                yield f'add to _FORMATS in {ENDPOINTS}:\n    "{value}": {{"type": "{value}"}},'
    for value in {*flat["input_audio_format"].values, *_FORMATS} ^ set(values.AudioFormat.values()):
        yield (
            f"{value!r} isn't in all of: class AudioFormat in {VALUES}, _FORMATS in {ENDPOINTS}, FlatAudioFormat in "
            f'openapi/overlay.yaml; add\n    {_member(value)} = "{value}"'
        )


def _parameters(request: dict[str, Field], flat: dict[str, Field]) -> Iterator[str]:
    places = {".".join(("session", *place)): name for name, place in NESTED_PLACES.items()}
    for path, known in request.items():
        parent, _, name = path.rpartition(".")
        if parent not in AROUND or path in places or path in {"session.type", *AROUND} or "[]" in path:
            continue
        way = "".join(f'"{step}", ' for step in path.split(".")[1:])
        yield (
            f"create() has no parameter for {path} ({known.words}); add to NESTED_PLACES in "
            f'wrapper/realtime_sessions/endpoints.py:\n    "{name}": ({way.rstrip()}),\n'
            f"  to SHAPES and SessionConfig in config.py, create() twice in client.py, and Session in session.py:\n"
            f"    {name}: ... | Omitted = OMITTED"
        )
    for path, name in places.items():
        if path not in request:
            yield f"the document has no {path} any more: {name} in NESTED_PLACES in {ENDPOINTS}"
    ours = {name for name in SHAPES if name not in KEYWORDS_OF_THE_CALL} | {"client_secret"}
    for name in sorted(path for path in flat if "." not in path and "[]" not in path and path not in ours):
        yield f'create() has no parameter for the flat {name}; add to SHAPES in config.py:\n    "{name}": ...'


def _parts(request: dict[str, Field]) -> Iterator[str]:
    """What is inside a parameter: the keys of a tool, of turn detection, of a prompt."""
    known = spoken(NESTED)
    around = {path for path in known if path not in {"session", "session.audio"}}
    for path, item in request.items():
        parent = path[: max(path.rfind("."), path.rfind("[]"), 0)]
        keyword = known.get(parent) or known.get(parent.removesuffix("[]"))
        if path not in known and parent in around and keyword and not path.endswith("[]"):
            yield (
                f"create({keyword}=) has no {path} ({item.words}); add to its shape in "
                f'wrapper/realtime_sessions/config.py:\n    "{path.rpartition(".")[2]}": ...\n'
                f"  and a case to scripts/conformance/cases.py that sends it"
            )


def _attributes(reply: dict[str, Field]) -> Iterator[str]:
    have = {item.name for item in attributes(Session)}
    names = {".".join(("session", *place)): name for name, place in NESTED_PLACES.items()}
    for path, item in reply.items():
        if path in names:
            name = names[path]
        elif path.startswith("session.") and path.count(".") == 1 and "[]" not in path and path != "session.audio":
            name = path.partition(".")[2]
        else:
            continue
        if name not in have and name not in NOT_SHOWN:
            yield (
                f"Session doesn't show {path} ({item.words}); add to class Session in wrapper/realtime_sessions/"
                f"session.py, and to _TYPES there:\n    {name}: ... | None = None"
            )
    for name in sorted(have - OURS - {*names.values(), "temperature"}):
        if f"session.{name}" not in reply:
            yield f"the document has no session.{name} in a reply any more: Session.{name} in session.py"
