"""What the provider adds reaches a user by pin and generate, without an edit."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from realtime_sessions.parameters.types import NewRealtimeParameters
from scripts.documents.fetch import fetch
from scripts.documents.parse import parse
from scripts.documents.write import dump
from scripts.pipeline.paths import HISTORY, ROOT

Document = dict[str, Any]
NEWEST = max(HISTORY.glob("*.yaml"))


def _session(document: Document, kind: str = "realtime") -> dict[str, Any]:
    found: list[dict[str, Any]] = [
        schema
        for schema in document["components"]["schemas"].values()
        if schema.get("properties", {}).get("type", {}).get("enum") == [kind] and "id" not in schema["properties"]
    ]
    assert len(found) == 1
    properties: dict[str, Any] = found[0]["properties"]
    return properties


def _inside(document: Document, key: str) -> Iterator[dict[str, Any]]:
    """Every object of the document that has a property of this name."""
    waiting: list[Any] = [document["components"]["schemas"]]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if key in node.get("properties", ()):
                yield node["properties"]
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _add(key: str, name: str, schema: dict[str, Any]) -> Callable[[Document], None]:
    """Add a property beside another one."""

    def add(document: Document) -> None:
        places = list(_inside(document, key))
        assert places, key
        for place in places:
            place[name] = copy.deepcopy(schema)

    return add


def _value(known: str, new: str) -> Callable[[Document], None]:
    """Add a value to every set that has another one."""

    def add(document: Document) -> None:
        waiting: list[Any] = [document["components"]["schemas"]]
        done = 0
        while waiting:
            node = waiting.pop()
            if isinstance(node, dict):
                if known in (node.get("enum") or ()):
                    node["enum"].append(new)
                    done += 1
                waiting.extend(node.values())
            elif isinstance(node, list):
                waiting.extend(node)
        assert done, known

    return add


def _variant(known: str, schema: dict[str, Any]) -> Callable[[Document], None]:
    """Add a variant to every union with a variant of this tag."""

    def add(document: Document) -> None:
        schemas = document["components"]["schemas"]

        def tag(branch: dict[str, Any]) -> Any:
            while "$ref" in branch:
                branch = schemas[branch["$ref"].rpartition("/")[2]]
            inner = branch.get("properties", {}).get("type", {})
            return inner.get("const", (inner.get("enum") or [None])[0])

        waiting: list[Any] = [schemas]
        done = 0
        while waiting:
            node = waiting.pop()
            if isinstance(node, dict):
                for word in ("anyOf", "oneOf"):
                    if any(isinstance(b, dict) and tag(b) == known for b in node.get(word, ())):
                        node[word].append(copy.deepcopy(schema))
                        done += 1
                waiting.extend(node.values())
            elif isinstance(node, list):
                waiting.extend(node)
        assert done, known

    return add


def _object(kind: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": ["type"], "properties": {"type": {"enum": [kind]}, **properties}}


SHARE = {"type": "number", "minimum": 0, "maximum": 1}
# What is added; how a user says it; where it arrives in the nested body; what is refused, and at which path.
ADDITIONS: dict[str, tuple[Callable[[Document], None], dict[str, Any], str, Any, dict[str, Any] | None, str]] = {
    "a field of the session": (
        lambda document: _session(document).update(ambience={"type": "string", "enum": ["quiet", "street"]}),
        {"ambience": "street"},
        "session.ambience",
        "street",
        {"ambience": "loud"},
        "ambience",
    ),
    "a field of audio.input": (
        _add("noise_reduction", "sidetone", SHARE),
        {"input_audio_sidetone": 0.5},
        "session.audio.input.sidetone",
        0.5,
        {"input_audio_sidetone": 2},
        "input_audio_sidetone",
    ),
    "a field of audio.output": (
        _add("speed", "pitch", {"type": "integer", "minimum": -12, "maximum": 12}),
        {"output_audio_pitch": -3},
        "session.audio.output.pitch",
        -3,
        {"output_audio_pitch": 13},
        "output_audio_pitch",
    ),
    "a field of audio": (
        lambda document: _session(document)["audio"]["properties"].update(mixing={"type": "boolean"}),
        {"audio_mixing": True},
        "session.audio.mixing",
        True,
        {"audio_mixing": "yes"},
        "audio_mixing",
    ),
    "a field of a turn detection": (
        _add("threshold", "min_speech_ms", {"type": "integer", "minimum": 10}),
        {"turn_detection": {"type": "server_vad", "min_speech_ms": 20}},
        "session.audio.input.turn_detection.min_speech_ms",
        20,
        {"turn_detection": {"type": "server_vad", "min_speech_ms": 5}},
        "turn_detection.min_speech_ms",
    ),
    "a field of a transcription": (
        _add("delay", "diarize", {"type": "boolean"}),
        {"input_audio_transcription": {"model": "m", "diarize": True}},
        "session.audio.input.transcription.diarize",
        True,
        {"input_audio_transcription": {"diarize": 1}},
        "input_audio_transcription.diarize",
    ),
    "a kind of turn detection": (
        _variant("semantic_vad", _object("ambient_vad", level=SHARE)),
        {"turn_detection": {"type": "ambient_vad", "level": 0.1}},
        "session.audio.input.turn_detection.level",
        0.1,
        {"turn_detection": {"type": "ambient_vad", "level": 1.1}},
        "turn_detection.level",
    ),
    "a kind of tool": (
        _variant("mcp", _object("web", pages={"type": "integer", "minimum": 1, "maximum": 9})),
        {"tools": [{"type": "web", "pages": 9}]},
        "session.tools.0.pages",
        9,
        {"tools": [{"type": "web", "pages": 10}]},
        "tools[0].pages",
    ),
    "a value of a closed set": (
        _value("far_field", "mid_field"),
        {"input_audio_noise_reduction": {"type": "mid_field"}},
        "session.audio.input.noise_reduction.type",
        "mid_field",
        {"input_audio_noise_reduction": {"type": "no_field"}},
        "input_audio_noise_reduction.type",
    ),
    "an effort": (
        _value("xhigh", "ultra"),
        {"reasoning": {"effort": "ultra"}},
        "session.reasoning.effort",
        "ultra",
        {"reasoning": {"effort": "none"}},
        "reasoning.effort",
    ),
    "an eagerness": (
        _value("medium", "eager"),
        {"turn_detection": {"type": "semantic_vad", "eagerness": "eager"}},
        "session.audio.input.turn_detection.eagerness",
        "eager",
        {"turn_detection": {"type": "semantic_vad", "eagerness": "keen"}},
        "turn_detection.eagerness",
    ),
    "a voice": (_value("marin", "zephyr"), {"voice": "zephyr"}, "session.audio.output.voice", "zephyr", None, ""),
    "a model": (_value("gpt-realtime-2", "gpt-r-9"), {"model": "gpt-r-9"}, "session.model", "gpt-r-9", None, ""),
    "a part of tracing": (
        _add("workflow_name", "sampling", SHARE),
        {"tracing": {"sampling": 0}},
        "session.tracing.sampling",
        0,
        {"tracing": {"sampling": -1}},
        "tracing.sampling",
    ),
    "a part of a prompt": (
        _add("variables", "locale", {"type": "string", "maxLength": 5}),
        {"prompt": {"id": "p", "locale": "de-CH"}},
        "session.prompt.locale",
        "de-CH",
        {"prompt": {"id": "p", "locale": "german"}},
        "prompt.locale",
    ),
    "a limit of truncation": (
        _add("post_instructions", "whole", {"type": "integer", "minimum": 1}),
        {"truncation": {"type": "retention_ratio", "retention_ratio": 1, "token_limits": {"whole": 5}}},
        "session.truncation.token_limits.whole",
        5,
        {"truncation": {"type": "retention_ratio", "retention_ratio": 1, "token_limits": {"whole": 0}}},
        "truncation.token_limits.whole",
    ),
    "an audio format": (
        _variant("audio/pcmu", _object("audio/opus", bitrate={"type": "integer", "minimum": 6000})),
        {"input_audio_format": {"type": "audio/opus", "bitrate": 6000}},
        "session.audio.input.format.bitrate",
        6000,
        {"input_audio_format": {"type": "audio/opus", "bitrate": 1}},
        "input_audio_format.bitrate",
    ),
    "a thing to include": (
        _value("item.input_audio_transcription.logprobs", "item.timing"),
        {"include": ["item.timing"]},
        "session.include.0",
        "item.timing",
        {"include": ["item.all"]},
        "include[0]",
    ),
    "a field that Python can't write": (
        lambda document: _session(document).update({"x-from": {"type": "string", "enum": ["it's", 'a "b"', ""]}}),
        {"x_from": "it's"},
        "session.x-from",
        "it's",
        {"x_from": "its"},
        "x_from",
    ),
    "a part beside audio": (
        lambda document: _session(document).update(
            above={
                "type": "object",
                "properties": {
                    "input": {"type": "object", "properties": {"turn_detection": {"type": "string", "maxLength": 2}}},
                    "output": {"type": "object", "properties": {"voice": {"type": "string"}}},
                },
            }
        ),
        {"above": {"input": {"turn_detection": "on"}, "output": {"voice": "low"}}},
        "session.above.output.voice",
        "low",
        {"above": {"input": {"turn_detection": "off"}}},
        "above.input.turn_detection",
    ),
    "a field beside the session": (
        _add("expires_after", "label", {"type": "string", "maxLength": 9}),
        {"label": "kiosk"},
        "label",
        "kiosk",
        {"label": "0123456789"},
        "label",
    ),
}

# What every request has to carry, and what no request can: none of it is a parameter.
DEMANDS: list[dict[str, Any]] = [
    {"name": "X-Edition", "in": "header", "schema": {"const": "2099-01"}},
    {"name": "headers", "in": "query", "schema": {"enum": [2], "type": "integer"}},
    {"name": "body", "in": "query", "schema": {"type": ["boolean", "null"], "default": True}},
    {"name": "Params", "in": "header", "schema": {"anyOf": [{"enum": ["a b"]}, {"type": "null"}]}},
    {"name": "Authorization", "in": "header", "schema": {"type": "string"}},
]


def _demand(document: Document) -> None:
    post = document["paths"]["/realtime/client_secrets"]["post"]
    post["parameters"] = [{**parameter, "required": True} for parameter in DEMANDS]
    body = post["requestBody"]["content"]["application/json"]
    more = {"ledger": {"const": "new"}, "ticket": {"type": "string", "readOnly": True}}
    body["schema"] = {"allOf": [body["schema"]], "properties": more, "required": ["ledger", "ticket"]}
    model = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "from": {"type": "string"}}}
    _session(document)["model"] = {"anyOf": [_session(document)["model"], model]}
    for part in _inside(document, "anchor"):
        part["anchor"] = {"type": "string", "enum": ["created_at", "first_use"], "default": "created_at"}
    _session(document)["modalities"] = {"type": "string"}  # a name of ours, which stands for another place
    for schema in document["components"]["schemas"].values():
        if schema.get("properties") is _session(document):
            schema["properties"] |= {
                "grade": {"type": "integer", "const": 3},
                "pace": {"type": "string", "enum": ["slow", "fast"], "default": "slow"},
                "print": {"allOf": [{"type": "string"}, {"readOnly": True}]},
            }
            schema["required"] = [*schema.get("required", ()), "grade", "pace", "print"]


DEMANDED = """
import json, httpx
from realtime_sessions import Endpoint, InvalidParameterError, RealtimeSessions, SessionConfig
sent = []
def answer(request):
    sent.append(request)
    return httpx.Response(200, json={"value": "ek_test_0123456789", "client_secret": {"value": "ek_test_0123456789"}})
client = RealtimeSessions("sk-test-additions", endpoint=Endpoint.NESTED, transport=httpx.MockTransport(answer))
client.create()
request = sent[-1]
assert request.headers["x-edition"] == "2099-01" and request.headers["params"] == "a b", request.headers
assert request.headers["authorization"] == "Bearer sk-test-additions"
assert dict(request.url.params) == {"headers": "2", "body": "true"}, request.url
body = json.loads(request.content)
assert body["ledger"] == "new" and "ticket" not in body, body
assert (body["session"]["grade"], body["session"]["pace"]) == (3, "slow") and "print" not in body["session"], body
client.create(pace="fast", headers={"x-edition": "mine", "Params": None}, extra_query={"headers": "9"})
request = sent[-1]
assert request.headers.get_list("x-edition") == ["mine"] and "params" not in request.headers
assert request.url.params["headers"] == "9"
assert json.loads(request.content)["session"]["pace"] == "fast"
client.create(modalities=["text"], expires_after=60, request_modalities="any")
body = json.loads(sent[-1].content)
assert body["expires_after"] == {"seconds": 60, "anchor": "created_at"}
assert (body["session"]["output_modalities"], body["session"]["modalities"]) == (["text"], "any")
for life in ({"expires_after": 60, "expires_after_anchor": "first_use"}, {"expires_after_anchor": "first_use", "expires_after": 60}):
    client.create(**life)
    assert json.loads(sent[-1].content)["expires_after"] == {"seconds": 60, "anchor": "first_use"}
    again = SessionConfig.from_dict(SessionConfig(**life).to_dict(Endpoint.NESTED))
    assert (again.expires_after, again.expires_after_anchor) == (60, "first_use")
assert SessionConfig.from_dict({"expires_after": {"seconds": 60}, "session": {"type": "realtime"}}).expires_after == 60
client.create(model={"id": "m", "from": "p"})
assert json.loads(sent[-1].content)["session"]["model"] == {"id": "m", "from": "p"}
client.create_transcription()
assert json.loads(sent[-1].content)["ledger"] == "new"
whole = SessionConfig(pace="fast").to_dict(Endpoint.NESTED)
assert whole["session"]["grade"] == 3 and whole["ledger"] == "new"
assert SessionConfig.from_dict(whole).pace == "fast"
old = {"session": {"type": "realtime", "instructions": "kept from before"}}
assert SessionConfig.from_dict(old).to_dict(Endpoint.NESTED)["session"]["grade"] == 3
for name in ("ledger", "grade", "ticket", "print", "edition", "body"):
    try:
        client.create(**{name: "new"})
    except TypeError as error:
        assert f"unexpected keyword argument '{name}'" in str(error)
    else:
        raise AssertionError(name)
flat = RealtimeSessions("sk-test-additions", endpoint=Endpoint.FLAT, transport=httpx.MockTransport(answer))
flat.create()
assert "x-edition" not in sent[-1].headers and not sent[-1].url.params
print("all is sent by itself")
"""
PROGRAM = """
import json, sys, httpx
from realtime_sessions import Endpoint, InvalidParameterError, Model, RealtimeSessions, Session, SessionConfig, Voice
sent = []
def answer(request):
    sent.append(json.loads(request.content))
    return httpx.Response(200, json={"value": "ek_test_0123456789", "expires_at": 1, "session": sent[-1]["session"]})
def at(body, place):
    for step in place.split("."):
        body = body[int(step)] if isinstance(body, list) else body[step]
    return body
client = RealtimeSessions("sk-test-additions", endpoint=Endpoint.NESTED, transport=httpx.MockTransport(answer))
for name, given, place, value, wrong, path in json.load(open(sys.argv[1])):
    session = client.create(**given)
    assert at(sent[-1], place) == value, name
    body = SessionConfig(**given).to_dict(Endpoint.NESTED)
    assert at(body, place) == value, name
    assert at(SessionConfig.from_dict(body).to_dict(Endpoint.NESTED), place) == value, name
    parameter = next(iter(given))
    if place.startswith("session.") and parameter not in ("input_audio_format",):
        shown = getattr(session, parameter)
        assert shown == given[parameter], (name, shown)
    if wrong is not None:
        for use in (client.create, SessionConfig):
            try:
                use(**wrong)
            except InvalidParameterError as error:
                assert error.parameter == path and path in str(error), (name, error.parameter)
            else:
                raise AssertionError(f"{name}: {wrong} was taken")
assert Voice("zephyr").known and Model("gpt-r-9").known
print("all reach a user")
"""
TYPED = """
from realtime_sessions import RealtimeSessions, SessionConfig, Voice
client = RealtimeSessions("sk-test-additions")
{lines}
session = client.create(voice=Voice.ZEPHYR)
shown: str | None = session.ambience
SessionConfig(ambience="quiet", output_audio_pitch=2)
"""
MISSPELT = """
from realtime_sessions import RealtimeSessions
client = RealtimeSessions("sk-test-additions")
client.create(ambiance="quiet")
client.create(ambience="loud")
client.create(turn_detection={"type": "server_vad", "min_spech_ms": 1})
client.create(turn_detection={"type": "ambient_vad", "levels": 1})
client.create(tools=[{"type": "web", "page": 1}])
client.create(input_audio_noise_reduction={"type": "mild_field"})
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, moved to a document with every addition."""
    place = tmp_path_factory.mktemp("additions")
    for name in ("openapi", "wrapper", "generated", "scripts"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("*.pyc.*"))
    shutil.copy(ROOT / "pyproject.toml", place)
    document = parse(fetch(str(NEWEST)))
    for add, *_ in ADDITIONS.values():
        add(document)
    _demand(document)
    (place / "next.yaml").write_text(dump(document), encoding="utf-8")
    pinned = run(place, "-m", "scripts.pin", "next.yaml", "--revision", "2099-01-01")
    assert "new      session.ambience: one of quiet, street" in pinned.splitlines()
    told = ["header X-Edition: every request has it, as '2099-01'", "query body: every request has it, as 'true'"]
    for line in told:
        assert f"new      POST /realtime/client_secrets demands the {line}" in pinned.splitlines()
    assert "repaired NestedRequest.session.print: is readOnly, so only a reply has it" in pinned.splitlines()
    generated = run(place, "-m", "scripts.generate")
    assert "ambience is ambience in create" in generated
    return place


def run(tree: Path, *arguments: str, status: int = 0) -> str:
    path = os.pathsep.join(map(str, (tree, tree / "wrapper", tree / "generated")))
    environment = {**os.environ, "PYTHONPATH": path, "MYPYPATH": path}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def test_every_addition_reaches_a_user_and_the_wire(tree: Path) -> None:
    (tree / "cases.json").write_text(json.dumps([[name, *case[1:]] for name, case in ADDITIONS.items()]))
    (tree / "program.py").write_text(PROGRAM)
    assert "all reach a user" in run(tree, "program.py", "cases.json")


def test_what_is_demanded_and_has_an_obvious_value_is_sent_by_itself(tree: Path) -> None:
    (tree / "demanded.py").write_text(DEMANDED)
    assert "all is sent by itself" in run(tree, "demanded.py")


def test_verify_lists_what_is_provisional_and_does_not_fail(tree: Path) -> None:
    listed = run(tree, "-m", "scripts.generate", "--check")
    names = re.findall(r"^provisional: \S+ is (\w+) in create:", listed, re.MULTILINE)
    added = {"ambience", "input_audio_sidetone", "output_audio_pitch", "audio_mixing", "label", "pace"}
    added |= {"expires_after_anchor", "request_modalities", "x_from", "above"}
    assert added | NewRealtimeParameters.__annotations__.keys() == set(names)


def test_type_checkers_know_them_and_refuse_misspelt_ones(tree: Path) -> None:
    lines = "\n".join(
        f"client.create({', '.join(f'{key}={value!r}' for key, value in case[1].items())})"
        for case in ADDITIONS.values()
    )
    (tree / "typed.py").write_text(TYPED.format(lines=lines))
    (tree / "misspelt.py").write_text(MISSPELT)
    mypy = ("-m", "mypy", "--strict", "--config-file=", "--explicit-package-bases", "--follow-imports=silent")
    run(tree, *mypy, "typed.py")
    refused = run(tree, *mypy, "misspelt.py", status=1)
    wrong = {int(line) for line in re.findall(r"^misspelt\.py:(\d+): error", refused, re.MULTILINE)}
    assert wrong == set(range(4, MISSPELT.count("\n") + 1)), refused
