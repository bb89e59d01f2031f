"""Every published example of both operations, through the wrapper and against the contract.

The examples are read, when the test runs, from the document that a package ships; nothing of them stands here
but how many there are and where.
"""

from __future__ import annotations

import ast
import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import yaml

from realtime_sessions import (
    Endpoint,
    InvalidParameterError,
    RealtimeSessions,
    RetiredModelWarning,
    Session,
    SessionConfig,
    UnexpectedReplyError,
)
from scripts.documents.pointers import references, resolve
from scripts.pipeline.slices import OPERATIONS
from tests.contract.documents import FLAT, NESTED, published
from tests.contract.schemas import reply, takes
from tests.contract.schemas import request as contracted

KEY = "sk-test-0123456789abcdef"
ENDPOINTS = {FLAT: Endpoint.FLAT, NESTED: Endpoint.NESTED}
pytestmark = pytest.mark.filterwarnings("ignore::realtime_sessions.RetiredModelWarning")


@dataclass(frozen=True)
class Example:
    """Where an example stands, and what it says there."""

    where: str
    value: Any

    @property
    def json(self) -> Any:
        """The JSON value; YAML reads it, because one of them has a comma too many for JSON."""
        return yaml.safe_load(self.value) if isinstance(self.value, str) else self.value


def _inside(node: Any, where: str) -> Iterator[Example]:
    """Each `example` and `examples` of a tree, and each of the publisher's own extension."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "example":
                yield Example(where, value)
            elif key == "examples" and isinstance(value, dict):
                for name, sample in value.items():
                    samples = sample.items() if isinstance(sample, dict) else [("", sample)]
                    yield from (Example(f"{where}/{name}/{language}".rstrip("/"), text) for language, text in samples)
            elif key == "examples":
                yield from (Example(where, item) for item in value)
            else:
                yield from _inside(value, f"{where}/{key}")
    elif isinstance(node, list):
        for number, item in enumerate(node):
            yield from _inside(item, f"{where}/{number}")


@functools.cache
def examples() -> dict[str, Example]:
    """All of both operations and of every schema that they reach, by where they stand."""
    document = published()
    found: list[Example] = []
    waiting: list[str] = []
    for operation in OPERATIONS:
        method, path = operation.split()
        node = document["paths"][path][method.lower()]
        found += _inside(node, operation)
        waiting += references(node)
    done: set[str] = set()
    while waiting:
        reference = waiting.pop()
        if reference not in done:
            done.add(reference)
            node = resolve(document, reference)
            found += _inside(node, reference.rpartition("/")[2])
            waiting += references(node)
    assert len({example.where for example in found}) == len(found)
    return {example.where: example for example in found}


REPLIES = {  # those with a key in them, by the endpoint that sends them
    f"{FLAT}/x-oaiMeta/response": Endpoint.FLAT,
    "RealtimeSessionCreateRequest/x-oaiMeta": Endpoint.FLAT,  # published as the request: it is the old reply
    f"{NESTED}/x-oaiMeta/response": Endpoint.NESTED,
    "RealtimeCreateClientSecretResponse/x-oaiMeta": Endpoint.NESTED,
}
KEYLESS = {  # session objects without a key
    "RealtimeSessionCreateResponse/x-oaiMeta": Endpoint.FLAT,
    "RealtimeTranscriptionSessionCreateResponseGA/x-oaiMeta": Endpoint.NESTED,
}
CURL = [f"{FLAT}/x-oaiMeta/request/curl", f"{NESTED}/x-oaiMeta/request/curl"]
PROGRAMS = [f"{NESTED}/x-oaiMeta/request/{name}" for name in ("node.js", "python", "go", "java", "ruby")]
VOICES = {"VoiceIdsShared": "name", "VoiceIdsOrCustomVoice/anyOf/1/properties/id": "id"}


def test_every_example_is_read_by_one_of_these_tests() -> None:
    assert sorted(examples()) == sorted([*REPLIES, *KEYLESS, *CURL, *PROGRAMS, *VOICES])
    assert len(examples()) == 15


def from_curl(where: str) -> Any:
    found = re.search(r"\s-d '(.*)'", examples()[where].value, re.DOTALL)
    assert found, "the example's form has changed"
    return json.loads(found[1])


def mint(endpoint: Endpoint, answer: Any, **parameters: Any) -> tuple[Session, list[httpx.Request]]:
    """A call through the whole wrapper to a server that answers with the example."""
    asked: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=answer, headers={"x-request-id": "req_1"})

    with RealtimeSessions(
        KEY, base_url="http://tiny.example/v1", endpoint=endpoint, transport=httpx.MockTransport(handle)
    ) as client:
        return client.create(**parameters), asked


class TestRequests:
    def test_the_flat_one_is_a_config_and_is_sent_as_it_is(self) -> None:
        request = from_curl(CURL[0])
        assert request
        config = SessionConfig.from_dict(request)
        sent = {**request, "modalities": sorted(request["modalities"])}
        assert config.to_dict(Endpoint.FLAT) == sent
        _, asked = mint(Endpoint.FLAT, {"client_secret": {"value": "ek_1"}}, **request)
        assert [json.loads(each.content) for each in asked] == [sent]
        assert asked[0].url.path == "/v1/realtime/sessions"
        assert takes(contracted(FLAT), request)

    def test_the_flat_one_is_sent_to_the_nested_endpoint_in_its_shape(self) -> None:
        request = from_curl(CURL[0])
        _, asked = mint(Endpoint.NESTED, {"value": "ek_1"}, **request)
        (sent,) = [json.loads(each.content) for each in asked]
        assert takes(contracted(NESTED), sent)
        assert sent["session"]["model"] == request["model"]
        assert sent["session"]["instructions"] == request["instructions"]
        assert sent["session"]["output_modalities"] == ["audio"]

    @pytest.mark.parametrize("where", [CURL[1], *PROGRAMS])
    def test_the_nested_ones_are_sent_as_they_are(self, where: str) -> None:
        request = from_curl(where) if where in CURL else from_program(where)
        asked: list[httpx.Request] = []

        def handle(sent: httpx.Request) -> httpx.Response:
            asked.append(sent)
            return httpx.Response(200, json=examples()[f"{NESTED}/x-oaiMeta/response"].json)

        with RealtimeSessions(KEY, base_url="http://tiny.example/v1", transport=httpx.MockTransport(handle)) as client:
            answer = client.create_raw(request, endpoint=Endpoint.NESTED)
        assert answer.status == 200
        assert [json.loads(each.content) for each in asked] == [request]
        assert asked[0].url.path == "/v1/realtime/client_secrets"
        assert takes(contracted(NESTED), request)

    def test_what_is_published_as_the_flat_request_is_refused_as_one(self) -> None:
        """It is a reply: the service refuses parameters that it doesn't know, and so do we, by name."""
        example = examples()["RealtimeSessionCreateRequest/x-oaiMeta"].json
        with pytest.raises(InvalidParameterError) as caught:
            SessionConfig.from_dict(example)
        assert caught.value.parameter == "id"
        assert not takes(contracted(FLAT), example)

    @pytest.mark.parametrize("where", VOICES)
    def test_the_voices_are_sent_to_both_endpoints(self, where: str) -> None:
        value = examples()[where].value
        voice = {"id": value} if VOICES[where] == "id" else value
        _, asked = mint(Endpoint.FLAT, {"client_secret": {"value": "ek_1"}}, voice=voice)
        assert json.loads(asked[0].content)["voice"] == voice
        _, asked = mint(Endpoint.NESTED, {"value": "ek_1"}, voice=voice)
        assert json.loads(asked[0].content)["session"]["audio"]["output"]["voice"] == voice


def from_program(where: str) -> dict[str, Any]:
    """The body that an example program sends: every one of them makes the call without arguments."""
    text = examples()[where].value
    if where.endswith("python"):
        calls = [
            node
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "create"
        ]
        assert len(calls) == 1
        assert not calls[0].args
        return {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in calls[0].keywords}
    nothing = (
        r"clientSecrets\(?\)?\.create\(\)|client_secrets\.create$|ClientSecrets\.New\(.*ClientSecretNewParams\{\}\)"
    )
    assert re.search(nothing, text, re.MULTILINE), "the example's form has changed"
    return {}


class TestReplies:
    @pytest.mark.parametrize("where", REPLIES)
    def test_a_reply_with_a_key_gives_a_session(self, where: str) -> None:
        example, endpoint = examples()[where].json, REPLIES[where]
        session, _ = mint(endpoint, example)
        secret = example if "value" in example else example["client_secret"]
        inner = example.get("session", example)
        assert session.client_secret.value == secret["value"]
        assert session.client_secret.expires_at.timestamp() == secret["expires_at"]
        assert (session.id, session.object) == (inner["id"], inner["object"])
        assert session.model == inner["model"]
        assert session.instructions == inner["instructions"]
        assert session.voice == (inner["audio"]["output"]["voice"] if "audio" in inner else inner["voice"])
        assert session.modalities == ("audio", "text")
        assert session.tool_choice == inner["tool_choice"]
        vad = inner["audio"]["input"]["turn_detection"] if "audio" in inner else inner["turn_detection"]
        assert session.turn_detection == vad
        assert (session.endpoint, session.request_id, session.dropped) == (endpoint, "req_1", ())
        assert secret["value"] not in repr(session)
        assert takes(reply(FLAT if endpoint is Endpoint.FLAT else NESTED), example)

    @pytest.mark.parametrize("where", REPLIES)
    def test_a_reply_with_a_key_is_read_whichever_endpoint_sends_it(self, where: str) -> None:
        example = examples()[where].json
        other = Endpoint.NESTED if REPLIES[where] is Endpoint.FLAT else Endpoint.FLAT
        assert mint(other, example)[0].id == example.get("session", example)["id"]

    @pytest.mark.parametrize("where", KEYLESS)
    def test_a_session_without_a_key_is_an_error_that_has_it(self, where: str) -> None:
        example = examples()[where].json
        with pytest.raises(UnexpectedReplyError) as caught:
            mint(KEYLESS[where], example)
        assert caught.value.status_code == 200
        assert caught.value.request_id == "req_1"
        assert caught.value.body == example

    @pytest.mark.parametrize("where", KEYLESS)
    def test_and_a_session_once_it_has_one(self, where: str) -> None:
        example = examples()[where].json
        session, _ = mint(Endpoint.NESTED, {"value": "ek_test_1", "expires_at": 1756310470, "session": example})
        assert (session.client_secret.value, session.id) == ("ek_test_1", example["id"])
        assert session.input_audio_transcription == example["audio"]["input"]["transcription"]


def test_the_warnings_about_models_are_ours() -> None:
    """The examples' models are retired; nothing else is ignored above."""
    with pytest.warns(RetiredModelWarning):
        mint(Endpoint.FLAT, {"client_secret": {"value": "ek_1"}}, model="gpt-4o-realtime-preview")
