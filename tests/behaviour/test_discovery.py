"""What a client has found out about a server: asked first, found again when the server moves, and no news of failures."""

from __future__ import annotations

import pytest

from realtime_sessions import DroppedParameterWarning, Endpoint, RealtimeSessionsError, ServerVad
from tests.behaviour.support import KINDS, Script, answer, caller, flat_reply, natural
from tests.behaviour.test_failover import FLAT, NESTED, NO_SUCH_PATH


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_moves_under_a_client_is_found_again(kind: str) -> None:
    """What was known is asked first, and what answers in its place is known from then on."""
    script = Script(natural, NO_SUCH_PATH["gone"], answer(body=flat_reply()))
    with caller(kind, script) as client:
        assert [client.create().endpoint for _ in range(3)] == [Endpoint.NESTED, Endpoint.FLAT, Endpoint.FLAT]
    assert script.paths == [NESTED, NESTED, FLAT, FLAT]


@pytest.mark.parametrize("kind", KINDS)
def test_a_failure_is_no_news_of_the_endpoint(kind: str) -> None:
    script = Script(natural, answer(503, {"error": None}), natural)
    with caller(kind, script, max_retries=0) as client:
        assert client.create().endpoint is Endpoint.NESTED
        with pytest.raises(RealtimeSessionsError):
            client.create()
        assert client.create().endpoint is Endpoint.NESTED
    assert script.paths == [NESTED] * 3


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_out_is_told_once_the_endpoint_is_found(kind: str) -> None:
    """The first endpoint could have expressed it, so that nothing is said before the other one has answered."""
    script = Script(NO_SUCH_PATH["FastAPI"], answer(body=flat_reply()))
    with caller(kind, script) as client, pytest.warns(DroppedParameterWarning, match="idle_timeout_ms") as told:
        assert client.create(turn_detection=ServerVad(idle_timeout_ms=6000)).endpoint is Endpoint.FLAT
    assert len(told) == 1
