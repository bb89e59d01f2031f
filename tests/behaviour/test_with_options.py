"""A client with other settings: on the same connections, with what the first one found out, and apart otherwise."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from realtime_sessions import (
    APIStatusError,
    ConfigurationError,
    Endpoint,
    InvalidParameterError,
    RealtimeSessions,
    SessionConfig,
)
from tests.behaviour.servers import minting
from tests.behaviour.support import GATEWAY, KEY, Script, answer, error, flat_reply
from tests.behaviour.test_failover import NO_SUCH_PATH


def client_of(script: Script, **settings: Any) -> RealtimeSessions:
    return RealtimeSessions(KEY, base_url=GATEWAY, transport=httpx.MockTransport(script), **settings)


class Attributes(dict[str, Any]):
    """A mapping that has every attribute."""

    __getattr__ = dict.get


def test_defaults_are_a_mapping_whatever_attributes_it_has() -> None:
    script = Script()
    with client_of(script, defaults=Attributes(instructions="Be brief.")) as client:
        client.create()
    assert script.bodies[0]["session"]["instructions"] == "Be brief."


@pytest.mark.parametrize("odd", [SessionConfig, SimpleNamespace(given=lambda: {"model": 5}), ["voice"], "voice"])
def test_what_is_no_config_and_no_mapping_is_no_defaults(odd: Any) -> None:
    with pytest.raises(ConfigurationError, match="defaults are a SessionConfig, or a mapping"):
        RealtimeSessions(KEY, defaults=odd)


def test_defaults_lie_over_those_of_the_first_and_leave_them_alone() -> None:
    script = Script()
    with client_of(script, defaults={"voice": "marin", "instructions": "Be brief."}) as first:
        second = first.with_options(defaults={"voice": "cedar"})
        second.create()
        first.create()
    told = [(body["session"]["audio"]["output"]["voice"], body["session"]["instructions"]) for body in script.bodies]
    assert told == [("cedar", "Be brief."), ("marin", "Be brief.")]


def test_a_setting_that_is_not_given_stays() -> None:
    script = Script(error(503))
    with client_of(script, max_retries=0, headers={"x-who": "first"}) as first:
        second = first.with_options(headers={"x-who": "second"})
        with pytest.raises(APIStatusError):
            second.create()
        assert [request.headers["x-who"] for request in script.requests] == ["second"]
        assert (second.base_url, second.endpoint) == (first.base_url, first.endpoint)


def test_it_is_on_the_same_connections() -> None:
    with minting() as server, RealtimeSessions(KEY, base_url=server.url, endpoint=Endpoint.NESTED) as first:
        assert first.create(instructions="a").client_secret.value == "ek_a"
        assert first.with_options(timeout=20).create(instructions="b").client_secret.value == "ek_b"
        assert server.opened == 1


def test_what_one_finds_out_the_other_knows() -> None:
    script = Script(NO_SUCH_PATH["FastAPI"], answer(body=flat_reply()))
    with client_of(script) as first:
        assert first.with_options(timeout=5).create().endpoint is Endpoint.FLAT
        assert first.create().endpoint is Endpoint.FLAT
    assert len(script.requests) == 3


def test_what_can_not_be_used_is_refused_and_changes_nothing() -> None:
    script = Script()
    with client_of(script, defaults={"voice": "marin"}) as client:
        with pytest.raises(InvalidParameterError, match="temperature"):
            client.with_options(defaults={"temperature": "warm"})
        with pytest.raises(ConfigurationError, match="timeout"):
            client.with_options(timeout=-1)
        client.create()
    assert script.bodies[0]["session"]["audio"]["output"]["voice"] == "marin"
