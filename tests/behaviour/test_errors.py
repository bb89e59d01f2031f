"""Every way to fail arrives as one of ours, with what the server said."""

from __future__ import annotations

import inspect
import pickle
from typing import Any

import httpx
import pytest

import realtime_sessions
from realtime_sessions import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    Endpoint,
    InternalServerError,
    InvalidParameterError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RealtimeSessionsError,
    UnexpectedReplyError,
    UnprocessableEntityError,
)
from tests.behaviour.support import KINDS, MINTED, Script, answer, caller, error

STATUSES = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
    500: InternalServerError,
    503: InternalServerError,
    520: InternalServerError,
    599: InternalServerError,
    302: APIStatusError,
    405: APIStatusError,
    418: APIStatusError,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "cls"), STATUSES.items())
def test_a_status_is_its_class(kind: str, status: int, cls: type[APIStatusError]) -> None:
    script = Script(error(status))
    with (
        caller(kind, script, max_retries=0, endpoint=Endpoint.NESTED) as client,
        pytest.raises(APIStatusError) as caught,
    ):
        client.create()
    told = caught.value
    assert type(told) is cls
    assert (told.status_code, told.code, told.param, told.type) == (
        status,
        "some_code",
        "voice",
        "invalid_request_error",
    )
    assert told.request_id == "req_1"
    assert told.body["error"]["message"] == "no"
    assert "no" in str(told)
    assert "some_code" in str(told)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        (httpx.Response(500, text="<html>oops</html>"), "oops"),
        (httpx.Response(500, content=b""), "Internal Server Error"),
        (httpx.Response(520, content=b"\xff\xfe"), "520"),
        (httpx.Response(500, json=[1]), "1"),
        (httpx.Response(500, json={"error": "text"}), "text"),
        (httpx.Response(500, json={"error": {"message": None, "code": 7, "param": ["a"], "type": {}}}), "7"),
        (httpx.Response(500, content=b'{"error":' + b"[" * 100_000), "500"),
        (httpx.Response(500, json=None), "500"),
    ],
)
def test_any_body_of_an_error_is_told(kind: str, reply: httpx.Response, shown: str) -> None:
    with caller(kind, Script(reply), max_retries=0) as client, pytest.raises(InternalServerError) as caught:
        client.create()
    assert shown in str(caught.value)
    assert caught.value.status_code == reply.status_code
    assert caught.value.code is None or isinstance(caught.value.code, str)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("0.5", 0.5), ("soon", None), ("-3", None), ("nan", None)])
def test_a_rate_limit_tells_how_long(kind: str, header: str, seconds: float | None) -> None:
    with (
        caller(kind, Script(error(429, retry_after=header)), max_retries=0) as client,
        pytest.raises(RateLimitError) as caught,
    ):
        client.create()
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "reply",
    [
        answer(body={"id": "sess_1", "model": "m"}),
        answer(body={"value": None, "session": {}}),
        answer(body={"client_secret": {"value": ""}}),
        answer(body={"client_secret": {"value": 7}}),
        answer(body=[MINTED]),
        answer(body=None),
        answer(body="text"),
        httpx.Response(200, text="not json"),
        httpx.Response(200, content=b""),
        httpx.Response(204),
        httpx.Response(200, content=b"[" * 100_000),
        httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(b"not gzip")),
    ],
)
def test_agreement_without_a_key_is_unexpected(kind: str, reply: httpx.Response) -> None:
    with caller(kind, Script(lambda _: reply), max_retries=0) as client, pytest.raises(UnexpectedReplyError):
        client.create()


OF_THE_SERVICE = [  # what it calls a parameter, with its code; what the error says
    ("session.audio.input.format", "invalid_type", "here it is input_audio_format"),
    ("session.audio.input.transcription.prompt", "invalid_value", "here it is input_audio_transcription.prompt"),
    ("session.output_modalities", "unknown_parameter", "here it is modalities; this server doesn't know it"),
    ("session.tools[0].meta", "unknown_parameter", "here it is tools[0].meta"),
    ("expires_after.seconds", "integer_below_min_value", "here it is expires_after"),
    ("client_secret.expires_after.seconds", "integer_below_min_value", "here it is expires_after"),
    ("session.voicebox", "unknown_parameter", "leave it out"),
    (None, "mismatched_organization", "the organization and the project that the key belongs to"),
    (None, "Unauthorized", "whether it is this resource's"),
    ("session.model", "invalid_model", "whether the project may use it"),
]


@pytest.mark.parametrize(("param", "code", "said"), OF_THE_SERVICE)
def test_a_refusal_is_told_by_the_callers_own_names(param: str | None, code: str, said: str) -> None:
    refusal = answer(400, {"error": {"message": "No.", "type": "invalid_request_error", "code": code, "param": param}})
    with caller("sync", Script(refusal), endpoint=Endpoint.NESTED) as client, pytest.raises(BadRequestError) as caught:
        client.create()
    assert said in str(caught.value)
    assert (caught.value.code, caught.value.param) == (code, param), "as the service says them"


@pytest.mark.parametrize("known", ["voice", "tools[0].name", "turn_detection.threshold", None, ""])
def test_a_name_that_is_the_callers_own_isnt_explained(known: str | None) -> None:
    refusal = answer(400, {"error": {"message": "No.", "code": "invalid_value", "param": known}})
    with caller("sync", Script(refusal), endpoint=Endpoint.FLAT) as client, pytest.raises(BadRequestError) as caught:
        client.create()
    assert "here it is" not in str(caught.value)


def _every_httpx_error() -> list[type[Exception]]:
    found = [value for _, value in inspect.getmembers(httpx, inspect.isclass) if issubclass(value, Exception)]
    assert len(found) > 20
    return [
        cls for cls in found if cls is not httpx.HTTPStatusError
    ]  # raise_for_status alone makes it, and we don't call that


def _make(cls: type[Exception]) -> Exception:
    parameters = inspect.signature(cls).parameters
    return cls(
        *["broken"][
            : sum(
                1 for item in parameters.values() if item.kind is item.POSITIONAL_OR_KEYWORD and item.name != "request"
            )
        ]
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cls", _every_httpx_error())
def test_every_httpx_error_is_mapped_and_chained(kind: str, cls: type[Exception]) -> None:
    raised = _make(cls)
    with caller(kind, Script(raised), max_retries=0) as client, pytest.raises(RealtimeSessionsError) as caught:
        client.create()
    assert caught.value.__cause__ is raised
    assert isinstance(caught.value, APITimeoutError) == isinstance(raised, httpx.TimeoutException)
    expected = UnexpectedReplyError if isinstance(raised, httpx.DecodingError) else APIConnectionError
    assert isinstance(caught.value, expected)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_ours_is_left_alone(kind: str) -> None:
    with caller(kind, Script(KeyError("a bug in a transport")), max_retries=0) as client, pytest.raises(KeyError):
        client.create()


def _public_errors() -> list[type[RealtimeSessionsError]]:
    classes = [getattr(realtime_sessions, name) for name in realtime_sessions.__all__]
    return [cls for cls in classes if isinstance(cls, type) and issubclass(cls, RealtimeSessionsError)]


def test_there_is_one_root() -> None:
    classes = _public_errors()
    assert len(classes) == 16
    assert issubclass(InvalidParameterError, ValueError)
    assert issubclass(realtime_sessions.EndpointRetiredError, NotFoundError)
    assert issubclass(APITimeoutError, APIConnectionError)
    assert not issubclass(ConfigurationError, APIStatusError)
    documented = realtime_sessions.errors.__doc__ or ""
    assert all(cls.__name__ in documented for cls in classes)


@pytest.mark.parametrize("cls", _public_errors())
def test_errors_survive_pickling(cls: type[RealtimeSessionsError]) -> None:
    made: Any = cls("voice", 1, "a string") if cls is InvalidParameterError else cls("text")
    made.code, made.status_code = "some_code", 400
    again = pickle.loads(pickle.dumps(made))
    assert (type(again), str(again), again.code, again.status_code) == (cls, str(made), "some_code", 400)
