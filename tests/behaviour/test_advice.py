"""What a new user does wrong, and what the answer says: the name or the value that was meant, or what to do."""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Callable
from typing import Any, cast

import httpx
import pytest

from realtime_sessions import (
    AsyncRealtimeSessions,
    BadRequestError,
    ConfigurationError,
    Endpoint,
    InvalidParameterError,
    RealtimeSessions,
    RealtimeSessionsError,
    ServerVad,
    SessionConfig,
)
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.support import GATEWAY, KEY, KINDS, Script, answer, caller

AZURE = "https://name.openai.azure.com"
OF_CREATE: list[tuple[dict[str, Any], str]] = [
    # names
    ({"temprature": 1}, "did you mean temperature?"),
    ({"Voice": "marin"}, "did you mean voice?"),
    ({"output_modalities": ["text"]}, "here it is modalities"),
    ({"max_output_tokens": 5}, "here it is max_response_output_tokens"),
    ({"max_tokens": 5}, "here it is max_response_output_tokens"),
    ({"transcription": {"model": "whisper-1"}}, "here it is input_audio_transcription"),
    ({"audio": {"output": {"voice": "marin"}}}, "input_audio_format, input_audio_noise_reduction"),
    ({"session": {"type": "realtime"}}, "SessionConfig.from_dict reads a whole body"),
    ({"config": SessionConfig(voice="marin")}, "pass the SessionConfig first"),
    ({"type": "transcription"}, "create_transcription one that only transcribes"),
    ({"threshold": 0.5}, "it stands in turn_detection, as in turn_detection={'threshold': ...}"),
    ({"language": "en"}, "it stands in input_audio_transcription"),
    ({"effort": "low"}, "it stands in reasoning"),
    ({"functions": []}, "here it is tools"),
    ({"user": "u"}, "here it is safety_identifier"),
    ({"client_secret": {}}, "here it is expires_after"),
    ({"ttl": 60}, "here it is expires_after"),
    ({"extra_headers": {}}, "here it is headers"),
    ({"retries": 1}, "here it is max_retries"),
    ({"base_url": "http://x.example"}, "only a client's constructor takes it"),
    ({"strict": True}, "it is set for a client"),
    ({"anything_else": 1}, "a field of the session that is new goes in extra_body"),
    # values
    ({"voice": ""}, "a string that isn't empty"),
    ({"model": ""}, "a string that isn't empty"),
    ({"voice": {"id": ""}}, "a string that isn't empty"),
    ({"input_audio_transcription": {"model": ""}}, "input_audio_transcription.model must be a string"),
    ({"voice": "\ud800"}, "without half of a surrogate pair"),
    ({"model": "\udfff"}, "without half of a surrogate pair"),
    ({"model": None}, "leave it out, or pass OMITTED"),
    ({"safety_identifier": None}, "leave it out, or pass OMITTED"),
    ({"safety_identifier": "ü"}, "printable ASCII text without outer spaces"),
    ({"turn_detection": "server_vad"}, "did you mean {'type': 'server_vad'}?"),
    ({"turn_detection": {"type": "semantic_vad", "threshold": 1}}, "left out: only server_vad has it"),
    ({"turn_detection": {"treshold": 1}}, "did you mean threshold?"),
    ({"input_audio_transcription": "whisper-1"}, "did you mean {'model': 'whisper-1'}?"),
    ({"input_audio_noise_reduction": "near_field"}, "did you mean {'type': 'near_field'}?"),
    ({"reasoning": "low"}, "did you mean {'effort': 'low'}?"),
    ({"prompt": "pmpt_1"}, "did you mean {'id': 'pmpt_1'}?"),
    ({"input_audio_format": "audio/pcm"}, "did you mean {'type': 'audio/pcm'}?"),
    ({"input_audio_format": "PCM16"}, "did you mean pcm16?"),
    ({"modalities": "text"}, "put it in a list"),
    ({"include": "item.input_audio_transcription.logprobs"}, "put it in a list"),
    ({"tools": {"type": "function", "name": "f"}}, "put it in a list"),
    ({"tools": [{"type": "function", "function": {"name": "f"}}]}, "name must stand beside it, not in it"),
    ({"tool_choice": {"type": "function", "function": {"name": "f"}}}, "name must stand beside it, not in it"),
    ({"temperature": decimal.Decimal("0.8")}, "pass a float"),
    ({"expires_after": {"anchor": "created_at", "seconds": 60}}, "pass its seconds alone"),
    # how the call is made
    ({"timeout": "5"}, "a number of seconds"),
    ({"timeout": dt.timedelta(seconds=5)}, "a number of seconds"),
    ({"max_retries": 2.0}, "a whole number"),
    ({"headers": "a"}, "headers must be a mapping of names to texts, not a str"),
    ({"headers": [("a", "b")]}, "headers must be a mapping of names to texts, not a list"),
    ({"extra_query": 5}, "extra_query must be a mapping"),
    ({"extra_query": {"a": "\ud800"}}, "extra_query must be a mapping"),
]
OF_TRANSCRIPTION: list[tuple[dict[str, Any], str]] = [
    ({"model": "gpt-4o-transcribe"}, "as in input_audio_transcription={'model': ...}"),
    ({"prompt": "names"}, "as in input_audio_transcription={'prompt': ...}"),
    ({"voice": "marin"}, "only create takes it"),
    ({"instructions": "be kind"}, "only create takes it"),
]
WRONG = (TypeError, ConfigurationError, InvalidParameterError)


@pytest.mark.parametrize(("given", "said"), OF_CREATE, ids=str)
def test_a_wrong_keyword_or_value_is_answered_with_what_was_meant(given: dict[str, Any], said: str) -> None:
    script = Script()
    with caller("sync", script) as client, pytest.raises(WRONG) as caught:
        client.create(**given)
    assert said in str(caught.value)
    assert script.requests == []


@pytest.mark.parametrize(("given", "said"), OF_TRANSCRIPTION, ids=str)
def test_a_transcription_session_says_where_its_settings_stand(given: dict[str, Any], said: str) -> None:
    client: Any = RealtimeSessions(KEY, transport=httpx.MockTransport(Script()))
    with pytest.raises(TypeError) as caught:
        client.create_transcription(**given)
    assert said in str(caught.value)


def _made(**given: Any) -> Callable[[], Any]:
    return lambda: RealtimeSessions(KEY, **given)


def _azure(**given: Any) -> Callable[[], Any]:
    return lambda: RealtimeSessions.azure(AZURE, api_key=KEY, **given)


def _changed(**given: Any) -> Callable[[], Any]:
    return lambda: RealtimeSessions(KEY).with_options(**given)


ODD: Any = SessionConfig
OTHERWISE: dict[str, tuple[Callable[[], Any], str]] = {
    "the key's other name": (_made(apikey="x"), "RealtimeSessions got an unexpected keyword argument 'apikey'"),
    "an async client is named": (lambda: AsyncRealtimeSessions(KEY, timout=3), "AsyncRealtimeSessions got"),  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    "a misspelt setting": (_made(timout=3), "did you mean timeout?"),
    "an older SDK's base URL": (_made(api_base="x"), "here it is base_url"),
    "a client of httpx": (_made(http_client=httpx.Client()), "here it is transport"),
    "the official headers": (_made(default_headers={}), "here it is headers"),
    "the official query": (_made(default_query={}), "here it is extra_query; it is passed to a call"),
    "a session's parameter": (_made(voice="marin"), "it is passed to create, or in defaults"),
    "an endpoint's path": (_made(endpoint="/realtime/sessions"), "Endpoint.AUTO, Endpoint.FLAT or Endpoint.NESTED"),
    "a misspelt default": (_made(defaults={"voise": "marin"}), "did you mean voice?"),
    "a number as the key": (
        lambda: RealtimeSessions(cast(Any, 5)),
        "must be a string, or a function that gives one, not int",
    ),
    "bytes as the key": (lambda: RealtimeSessions(cast(Any, b"sk-test")), "must be a string, or a function"),
    "a host as the base URL": (_made(base_url="localhost:8080/v1"), "must begin with https:// or http://"),
    "a space in the base URL": (_made(base_url=" http://x.example/v1"), "it has a space in it"),
    "a whole header as the key": (lambda: RealtimeSessions(f"Bearer {KEY}"), "without Bearer"),
    "a deployment": (_azure(deployment="d"), "a deployment's name is passed to create, as model"),
    "the official resource": (
        lambda: RealtimeSessions.azure(azure_endpoint=AZURE, api_key=KEY),  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
        "RealtimeSessions got an unexpected keyword argument 'azure_endpoint'; here it is resource_endpoint",
    ),
    "the official resource, of an async client": (
        lambda: AsyncRealtimeSessions.azure(azure_endpoint=AZURE, api_key=KEY),  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
        "AsyncRealtimeSessions got an unexpected keyword argument 'azure_endpoint'; here it is resource_endpoint",
    ),
    "the official resource in the constructor": (_made(azure_endpoint=AZURE), "here it is resource_endpoint; azure"),
    "the official token itself": (_azure(azure_ad_token="x"), "here it is token_provider"),
    "another secret of the official clients": (_azure(webhook_secret="x"), "minting needs none"),
    "another address of the official clients": (_made(websocket_base_url="wss://x.example"), "minting needs none"),
    "the official deployment": (_azure(azure_deployment="d"), "a deployment's name is passed to create, as model"),
    "the official token": (_azure(azure_ad_token_provider=str), "here it is token_provider"),
    "a base URL for Azure": (_azure(base_url="http://x.example"), "only a client's constructor takes it"),
    "a version that is a number": (_azure(api_version=2025), "such as 2025-04-01-preview"),
    "another base URL": (_changed(base_url="http://x.example"), "only a client's constructor takes it"),
    "another key": (_changed(api_key="x"), "only a client's constructor takes it"),
    "another voice": (_changed(voice="marin"), "it is passed to create, or in defaults"),
    "an option of a call": (_changed(idempotency_key="x"), "it is passed to a call"),
    "a misspelt option": (_changed(max_retry=1), "did you mean max_retries?"),
    "a mapping for a config": (lambda: RealtimeSessions(KEY).create({"voice": "a"}), "SessionConfig.from_dict"),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    "a mapping to merge": (lambda: SessionConfig().merge({"voice": "a"}), "SessionConfig(**mapping)"),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    "a shape of no endpoint": (lambda: ODD().to_dict("neither"), "Endpoint.AUTO, Endpoint.FLAT or Endpoint.NESTED"),
    "an argument of a raw call": (lambda: RealtimeSessions(KEY).create_raw({}, voice="a"), "it is passed to create"),  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    "a misspelt field of a config": (lambda: ODD(voise="marin"), "did you mean voice?"),
    "the provider's name in a config": (lambda: ODD(output_modalities=["text"]), "here it is modalities"),
    "a misspelt field of a part": (lambda: _part(treshold=1), "did you mean threshold?"),
}


def _part(**given: Any) -> Any:
    return ServerVad(**given)


@pytest.mark.parametrize("case", OTHERWISE)
def test_a_wrong_setting_is_answered_with_what_to_do(case: str) -> None:
    call, said = OTHERWISE[case]
    with pytest.raises(WRONG) as caught:
        call()
    assert said in str(caught.value)


OF_EXTRA_BODY: list[tuple[str, dict[str, Any], str]] = [
    ("current", {"voice": "marin"}, "pass it as a keyword, or in extra_body at session.audio.output.voice"),
    ("current", {"session": {"voice": "marin"}}, "or in extra_body at session.audio.output.voice"),
    ("current", {"temperature": 0.8}, "here it is temperature; this server doesn't know it: leave it out"),
    ("current", {"anything_else": 1}, "this server doesn't know it: leave it out"),
    ("flat", {"output_modalities": ["text"]}, "pass it as a keyword, or in extra_body at modalities"),
]


@pytest.mark.parametrize(("profile", "extra", "said"), OF_EXTRA_BODY, ids=str)
def test_a_parameter_at_a_place_of_the_other_endpoint_is_told_its_own(
    profile: str, extra: dict[str, Any], said: str
) -> None:
    with Sandbox(profile) as box, RealtimeSessions(KEY, base_url=box.base_url) as client:
        with pytest.raises(BadRequestError) as caught:
            client.create(extra_body=extra)
        assert said in str(caught.value)


def test_an_endpoints_name_is_as_good_as_the_endpoint() -> None:
    """A plain "flat" once gave the nested body, since it is equal to the member and isn't it."""
    config, names = SessionConfig(voice="marin"), {"flat": Endpoint.FLAT, "nested": Endpoint.NESTED}
    for name, endpoint in names.items():
        assert config.to_dict(name) == config.to_dict(endpoint)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_what_is_refused_by_name_is_not_kept() -> None:
    """An argument that isn't known may be a key by another name: no frame of the error holds it."""
    for call in (_made(apikey="sk-test-apikey-000000"), _azure(azure_ad_token="eyJtoken000000")):
        with pytest.raises(TypeError) as caught:
            call()
        frame = caught.value.__traceback__
        while frame is not None:
            if "realtime_sessions" in frame.tb_frame.f_code.co_filename:
                assert "000000" not in repr(frame.tb_frame.f_locals)
            frame = frame.tb_next


@pytest.mark.parametrize("kind", KINDS)
def test_a_query_of_the_calls_own_is_sent(kind: str) -> None:
    script = Script()
    with caller(kind, script, endpoint=Endpoint.NESTED) as client:
        client.create(extra_query={"tenant": "a b", "tag": ["x", "y"], "n": 1})
        client.create_raw({}, extra_query={"tenant": "c"})
        client.create()
    sent = [str(request.url).removeprefix(GATEWAY) for request in script.requests]
    path = "/realtime/client_secrets"
    assert sent == [f"{path}?tenant=a+b&tag=x&tag=y&n=1", f"{path}?tenant=c", path]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fails", [httpx.ConnectError("no"), answer(401), httpx.Response(200, text="no key")])
def test_a_query_is_in_no_frame_and_no_text_of_an_error(kind: str, fails: Any) -> None:
    """A gateway's query may hold a key of its own."""
    with caller(kind, Script(fails), max_retries=0) as client, pytest.raises(RealtimeSessionsError) as caught:
        client.create(extra_query={"code": "of-the-gateway-0000"})
    seen, frame = [str(caught.value), repr(vars(caught.value))], caught.value.__traceback__
    while frame is not None:
        if "realtime_sessions" in frame.tb_frame.f_code.co_filename:
            seen.append(repr(frame.tb_frame.f_locals))
        frame = frame.tb_next
    assert len(seen) > 3
    assert not [text for text in seen if "of-the-gateway-0000" in text]


@pytest.mark.parametrize("kind", KINDS)
def test_a_query_lies_over_the_services_own(kind: str) -> None:
    script = Script()
    settings: dict[str, Any] = {"api_key": KEY, "api_version": "2025-04-01-preview", "endpoint": Endpoint.FLAT}
    with caller(kind, script, azure=AZURE, **settings) as client:
        client.create(model="d", extra_query={"api-version": "2025-10-01-preview"})
    assert dict(script.requests[0].url.params) == {"api-version": "2025-10-01-preview"}
