"""Our own clients against the sandbox: the official clients' list on every profile, and every fault on the wire.

Nothing is stubbed: real sockets, real time limits. After each test nothing may be left over: no connection, task
or thread.
"""

from __future__ import annotations

import asyncio
import time
import warnings
from typing import TYPE_CHECKING

import pytest

from realtime_sessions import (
    APIConnectionError,
    APITimeoutError,
    AsyncRealtimeSessions,
    AuthenticationError,
    BadRequestError,
    Endpoint,
    EndpointRetiredError,
    InternalServerError,
    RateLimitError,
    RealtimeSessionsError,
    UnexpectedReplyError,
)
from realtime_sessions.sandbox import Profile, Sandbox
from tests.behaviour.sandbox.calls import BOTH, MINTING, Call, async_call, sync_call
from tests.behaviour.sandbox.support import KEY, is_clean, left_over, threads_left_over

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 1.0
"""The time limit of a call that meets a server which never finishes."""


@pytest.fixture
def box(profile: Profile) -> Iterator[Sandbox]:
    with Sandbox(profile=profile) as box:
        yield box


@pytest.fixture(scope="module")
def _warm() -> None:
    """What a process loads and opens once."""
    with Sandbox() as warm:
        sync_call(warm, {}, endpoint=Endpoint.NESTED)
        async_call(warm, {}, endpoint=Endpoint.NESTED)


@pytest.fixture(autouse=True)
def _nothing_is_left_over(_warm: None) -> Iterator[None]:
    before = threads_left_over()
    yield
    assert threads_left_over() <= before


@BOTH
@pytest.mark.parametrize("profile", MINTING)
def test_it_mints(box: Sandbox, profile: Profile, call: Call) -> None:
    before = left_over()
    session = call(box, {"model": "gpt-realtime-2.1", "voice": "marin", "expires_after": 60})
    assert box.check(session.client_secret.value) == "valid"
    assert (session.model, session.voice) == ("gpt-realtime-2.1", "marin")
    assert session.request_id is not None
    assert session.request_id.startswith("req_")
    box.advance(61)
    assert box.check(session.client_secret.value) == "expired"
    assert is_clean(before)


@BOTH
@pytest.mark.parametrize("profile", MINTING)
def test_a_refusal_is_typed(box: Sandbox, profile: Profile, call: Call) -> None:
    with pytest.raises(BadRequestError) as caught:
        call(box, {"extra_body": {"modelity": 1}})
    assert caught.value.code == "unknown_parameter"
    assert caught.value.param in {"modelity", "session.modelity"}
    assert caught.value.type == "invalid_request_error"
    assert (caught.value.request_id or "").startswith("req_")


@BOTH
@pytest.mark.parametrize("profile", MINTING)
def test_a_wrong_key_is_typed(box: Sandbox, profile: Profile, call: Call) -> None:
    if profile in {Profile.AZURE, Profile.AZURE_PREVIEW}:
        box.fail_next(401)  # there any key will do, and the client sends none without one
    with pytest.raises(AuthenticationError) as caught:
        call(box, {}, api_key="nonsense")
    assert caught.value.code == "invalid_api_key"


@BOTH
@pytest.mark.parametrize("profile", MINTING)
def test_a_429_is_retried_after_the_told_time(box: Sandbox, profile: Profile, call: Call) -> None:
    """Without being told it waits half a second at first, so that a whole one can only be the told one."""
    box.fail_next(429, {"Retry-After": "1"})
    started = time.monotonic()
    call(box, {})
    assert time.monotonic() - started >= 1
    box.fail_next(429, {"Retry-After": "1"})
    with pytest.raises(RateLimitError) as caught:
        call(box, {}, max_retries=0)
    assert caught.value.retry_after == 1


@BOTH
@pytest.mark.parametrize("profile", [Profile.CURRENT, Profile.SHAPE_DISABLED])
def test_the_flat_endpoint_is_retired(box: Sandbox, profile: Profile, call: Call) -> None:
    with pytest.raises(EndpointRetiredError):
        call(box, {}, endpoint=Endpoint.FLAT)
    assert call(box, {}).endpoint is Endpoint.NESTED


@BOTH
@pytest.mark.parametrize("profile", [Profile.PUBLISHED])
def test_the_published_reply_is_no_session_with_a_key(box: Sandbox, profile: Profile, call: Call) -> None:
    with pytest.raises(UnexpectedReplyError):
        call(box, {}, endpoint=Endpoint.FLAT)
    assert box.check(call(box, {}, endpoint=Endpoint.NESTED).client_secret.value) == "valid"


@BOTH
@pytest.mark.parametrize("profile", [Profile.CURRENT, Profile.FLAT])
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("reset", APIConnectionError),
        ("hang", APITimeoutError),
        ("slow", APITimeoutError),
        ("truncate", APIConnectionError),
        ("not-json", UnexpectedReplyError),
        ("empty", UnexpectedReplyError),
        ("huge", UnexpectedReplyError),
    ],
)
@pytest.mark.timeout(60)
def test_every_fault_ends_in_its_error(
    box: Sandbox, profile: Profile, fault: str, error: type[RealtimeSessionsError], call: Call
) -> None:
    endpoint = Endpoint.FLAT if profile is Profile.FLAT else Endpoint.NESTED
    before = left_over()
    box.break_next(fault)
    with pytest.raises(error) as caught:
        call(box, {}, endpoint=endpoint, max_retries=0, timeout=SECONDS if error is APITimeoutError else 20)
    assert type(caught.value) is error
    assert KEY not in str(caught.value)
    assert len(box.requests) == 1
    assert call(box, {}, endpoint=endpoint).client_secret.value
    _wait_for_the_server(box)
    assert is_clean(before)


@BOTH
@pytest.mark.parametrize("profile", [Profile.CURRENT])
@pytest.mark.parametrize("fault", ["reset", "truncate"])
def test_a_broken_connection_is_tried_again(box: Sandbox, profile: Profile, fault: str, call: Call) -> None:
    box.break_next(fault, times=2)
    assert call(box, {}, endpoint=Endpoint.NESTED).client_secret.value
    assert len(box.requests) == 3


@BOTH
@pytest.mark.parametrize("profile", [Profile.CURRENT])
def test_faults_of_all_kinds_one_after_the_other(box: Sandbox, profile: Profile, call: Call) -> None:
    box.fail_next(503)
    box.break_next("reset")
    assert call(box, {}, endpoint=Endpoint.NESTED).client_secret.value
    box.fail_next(520, body="<h1>no envelope</h1>")
    with pytest.raises(InternalServerError) as caught:
        call(box, {}, endpoint=Endpoint.NESTED, max_retries=0)
    assert caught.value.status_code == 520


@pytest.mark.parametrize("profile", [Profile.CURRENT])
@pytest.mark.timeout(60)
def test_a_cancelled_call_leaves_nothing(box: Sandbox, profile: Profile) -> None:
    """Twenty calls that hang are cancelled at once; their connections are gone before the client is."""

    async def cancel() -> None:
        async with AsyncRealtimeSessions(api_key=KEY, base_url=box.base_url, endpoint=Endpoint.NESTED) as client:
            await client.create()
            calls = [asyncio.ensure_future(client.create()) for _ in range(20)]
            while len(box.requests) < 21:  # noqa: ASYNC110 - they arrive in another thread
                await asyncio.sleep(0.01)
            for call in calls:
                call.cancel()
            outcomes = await asyncio.gather(*calls, return_exceptions=True)
            assert all(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes)
            assert asyncio.all_tasks() == {asyncio.current_task()}
            assert (await client.create()).client_secret.value

    before = left_over()
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        _hang_from_the_second_on(box)
        asyncio.run(cancel())
    _wait_for_the_server(box)
    assert is_clean(before)


def _hang_from_the_second_on(box: Sandbox) -> None:
    """The first call is answered, the next twenty hang."""
    box.fail_next(200, body={"value": "ek_test", "expires_at": 4_000_000_000, "session": {"type": "realtime"}})
    box.break_next("hang", times=20)


def _wait_for_the_server(box: Sandbox) -> None:
    """The server learns a moment later that a client has left; its sockets are in this process too."""
    server = box._server
    assert server is not None
    deadline = time.monotonic() + 20
    while server.open_connections and time.monotonic() < deadline:
        time.sleep(0.01)
    assert server.open_connections == 0
