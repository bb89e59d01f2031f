"""No frame that an exception of ours carries holds a key: error reporters send the locals of every frame."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from types import FrameType, FunctionType, MethodType, ModuleType
from typing import Any

import httpx
import pytest
from sentry_sdk.utils import exceptions_from_error_tuple

import realtime_sessions
from realtime_sessions import (
    AsyncRealtimeSessions,
    ConfigurationError,
    Endpoint,
    RealtimeSessions,
    RealtimeSessionsError,
)
from tests.behaviour.support import GATEWAY, KEY, KINDS, MINTED, RETIRED, Script, answer, caller, error

HIDDEN = "sk-test-hidden-0123456789"
SECRETS = (KEY, MINTED, HIDDEN)


def chain(error: BaseException) -> Iterator[BaseException]:
    """An exception with every one that it carries."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        found = waiting.pop()
        if found is not None and id(found) not in seen:
            seen.add(id(found))
            yield found
            waiting += [found.__cause__, found.__context__]


def frames(error: BaseException) -> Iterator[FrameType]:
    for one in chain(error):
        trace = one.__traceback__
        while trace is not None:
            yield trace.tb_frame
            trace = trace.tb_next


def holds(value: Any, seen: set[int], depth: int = 0) -> bool:
    """Whether a key stands anywhere in a value: in text, in bytes, in containers, in attributes, to any depth."""
    if isinstance(value, str):
        return any(secret in value for secret in SECRETS)
    if isinstance(value, bytes | bytearray):
        return any(secret.encode() in value for secret in SECRETS)
    if id(value) in seen or isinstance(value, int | float | type | ModuleType | FunctionType | MethodType | None):
        return False
    if type(value).__module__.startswith("tests.") or isinstance(value, httpx.MockTransport):
        return False  # the server of this test, which has to know what it is sent
    seen.add(id(value))
    inner: list[Any] = []
    if isinstance(value, dict):
        inner = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        inner = [*value]
    else:
        inner = [getattr(value, "__dict__", None), *(getattr(value, name, None) for name in slots(type(value)))]
        inner.append(repr(value))
    return any(holds(one, seen, depth + 1) for one in inner)


def slots(kind: type) -> Iterator[str]:
    for base in kind.__mro__:
        found = base.__dict__.get("__slots__", ())
        yield from (name for name in ((found,) if isinstance(found, str) else found) if name != "__weakref__")


def leaks(error: BaseException) -> list[str]:
    """Where a frame of the package or beneath it holds a key; a caller's own frames are the caller's."""
    found = []
    for frame in frames(error):
        name = frame.f_globals.get("__name__", "")
        if name.startswith("tests."):
            continue
        found += [f"{name}:{frame.f_lineno} {key}" for key, value in frame.f_locals.items() if holds(value, set())]
    return found


def reported(error: BaseException) -> str:
    """What Sentry would send, in full depth."""
    options = {"include_local_variables": True, "include_source_context": False, "max_value_length": 100_000}
    sent = exceptions_from_error_tuple((type(error), error, error.__traceback__), client_options=options)
    for exception in sent:
        stack = exception.get("stacktrace", {}).get("frames", [])
        exception["stacktrace"] = {"frames": [one for one in stack if not str(one.get("module")).startswith("tests.")]}
    return str(sent)


def check(error: BaseException) -> None:
    assert leaks(error) == []
    assert not any(secret in reported(error) for secret in SECRETS)
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    for one in (shown, shown.__cause__, shown.__context__):
        for frame in one.stack if one is not None else ():
            if "/tests/" not in frame.filename:
                assert not any(secret in str(frame.locals) for secret in SECRETS), frame


ANSWERS: dict[str, httpx.Response | Exception] = {
    **{
        str(status): error(status, message=f"you sent {KEY}")
        for status in (400, 401, 403, 404, 409, 418, 422, 429, 500, 520)
    },
    "retired": answer(404, RETIRED),
    "no key": answer(body={"value": "", "session": {"instructions": KEY}}),
    "a key in the wrong place": answer(body={"session": {"key": MINTED}}),
    "half a reply": httpx.Response(200, text=f'{{"value": "{MINTED}'),
    "a page": httpx.Response(502, text=f"<html>{KEY}"),
    "no connection": httpx.ConnectError("no"),
    "too late": httpx.ReadTimeout("no"),
    "a wrong protocol": httpx.RemoteProtocolError("no"),
    "something else": httpx.DecodingError("no"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", ANSWERS)
@pytest.mark.parametrize("endpoint", list(Endpoint))
def test_a_failing_call_carries_no_key(kind: str, which: str, endpoint: Endpoint) -> None:
    given: dict[str, Any] = {"voice": "marin", "headers": {"X-Trace": HIDDEN}, "safety_identifier": "u"}
    with caller(kind, Script(ANSWERS[which]), endpoint=endpoint, max_retries=0, headers={"X-Own": HIDDEN}) as client:
        with pytest.raises(RealtimeSessionsError) as caught:
            client.create(**given)
        check(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_the_callers_own_headers_is_kept_as_well(kind: str) -> None:
    with caller(kind, Script(error(401, message=f"bad {HIDDEN}"))) as client:
        with pytest.raises(RealtimeSessionsError) as caught:
            client.create(headers={"Authorization": f"Bearer {HIDDEN}"})
        check(caught.value)
        assert HIDDEN not in str(caught.value) + str(caught.value.body)


def _gives(value: Any) -> Callable[[], Any]:
    return lambda: value


MAKING: dict[str, dict[str, Any]] = {
    "a time limit": {"api_key": KEY, "timeout": 0},
    "a URL": {"api_key": KEY, "base_url": "ftp://x"},
    "a key with a line break": {"api_key": f"{KEY}\n"},
    "a key of bytes": {"api_key": KEY.encode()},
    "defaults": {"api_key": KEY, "defaults": {"speed": 99}},
    "headers": {"api_key": KEY, "headers": {"X-Key": f"{HIDDEN}\n"}},
    "a header's name": {"api_key": KEY, "headers": {f"X {HIDDEN}": "1"}},
    "retries": {"api_key": KEY, "max_retries": -1},
}


@pytest.mark.parametrize("cls", [RealtimeSessions, AsyncRealtimeSessions])
@pytest.mark.parametrize("what", MAKING)
def test_a_client_that_can_not_be_made_carries_no_key(cls: Any, what: str) -> None:
    with pytest.raises(RealtimeSessionsError) as caught:
        cls(**{"base_url": GATEWAY, **MAKING[what]})
    check(caught.value)
    assert not any(secret in str(caught.value) for secret in SECRETS)


ADDRESSES = (
    f"https://user:{HIDDEN}@gateway.example/v1",
    f"https://gateway.example:{HIDDEN}/v1",  # can't be read
    f"https://user:{HIDDEN}/more@gateway.example",
    f"https://gateway.example/v1?code={HIDDEN}",
)


@pytest.mark.parametrize("cls", [RealtimeSessions, AsyncRealtimeSessions])
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_refused_carries_no_password(
    cls: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    ways: list[Callable[[], Any]] = [
        lambda: cls(KEY),
        lambda: cls(KEY, base_url=address),
        lambda: cls.azure(address, api_key=KEY),
    ]
    for make in ways:
        with pytest.raises(ConfigurationError) as caught:
            make()
        check(caught.value)
        assert HIDDEN not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("given", [f"{KEY}\n", KEY.encode(), f" {KEY}"])
def test_a_provider_that_gives_no_usable_key(kind: str, given: Any) -> None:
    with caller(kind, Script(), api_key=_gives(given)) as client:
        with pytest.raises(RealtimeSessionsError) as caught:
            client.create()
        check(caught.value)


def test_azure_carries_no_key() -> None:
    with pytest.raises(RealtimeSessionsError) as caught:
        RealtimeSessions.azure("https://x.example", api_key=KEY, token_provider=_gives(HIDDEN))
    check(caught.value)


HALF_MADE = ("AsyncRealtimeSessions", "ClientSecret", "RawResponse", "RealtimeSessions", "SemanticVad", "ServerVad")


@pytest.mark.parametrize("name", [*HALF_MADE, "Session", "SessionConfig"])
def test_no_repr_of_ours_raises_half_made(name: str) -> None:
    """A constructor that fails leaves an object without its attributes, and a reporter prints it."""
    cls = getattr(realtime_sessions, name)
    assert repr(cls.__new__(cls)).startswith(name)


def test_the_walk_finds_what_it_looks_for() -> None:
    def fail() -> None:
        box = {"deep": [{"in": (f"Bearer {KEY}".encode(),)}]}
        raise RealtimeSessionsError(str(len(box)))

    fail.__globals__  # noqa: B018 - the frame is this module's, so it is looked at by hand
    with pytest.raises(RealtimeSessionsError) as caught:
        fail()
    last = list(frames(caught.value))[-1]
    assert any(holds(value, set()) for value in last.f_locals.values())
