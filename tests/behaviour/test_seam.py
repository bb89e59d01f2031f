"""The seam to the generated client: what it carries, and that it never changes a request in silence."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from realtime_sessions import ConfigurationError, Endpoint, _api
from tests.behaviour.support import MINTED, error, flat_reply, nested_reply


@pytest.mark.parametrize(
    ("endpoint", "body"),
    [
        (Endpoint.FLAT, {"modalities": ["smell"]}),
        (Endpoint.NESTED, {"session": {"type": "realtime", "tools": [{"type": "mcp"}]}}),
        (Endpoint.NESTED, {"expires_after": {"seconds": 60}}),
        (Endpoint.FLAT, {"modalities": 5}),
    ],
)
def test_a_body_that_the_models_can_not_build_is_an_error(endpoint: Endpoint, body: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match="can't build") as caught:
        _api.request(endpoint, body)
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize(
    ("endpoint", "body"),
    [(Endpoint.FLAT, {"unheard_of": 1}), (Endpoint.NESTED, {"session": {"type": "realtime"}, "b": 1})],
)
def test_a_body_that_the_models_would_change_is_an_error(endpoint: Endpoint, body: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match="would change"):
        _api.request(endpoint, body)


@pytest.mark.parametrize("endpoint", [Endpoint.FLAT, Endpoint.NESTED])
def test_a_reply_is_read_by_the_generated_parser(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    operation, _ = _api._OPERATIONS[endpoint]
    seen: list[object] = []
    parse = operation._parse_response

    def watch(**arguments: Any) -> Any:
        seen.append(parse(**arguments))
        return seen[-1]

    monkeypatch.setitem(_api._OPERATIONS, endpoint, (SimpleNamespace(_parse_response=watch), _))
    for made in (flat_reply(new=None), nested_reply(new=[1])):
        assert _api.decode(endpoint, httpx.Response(200, json=made)) == made
    assert _api.decode(endpoint, error(429))["error"]["code"] == "some_code"
    assert [type(item).__name__ for item in seen] == [f"{endpoint.value.capitalize()}Reply"] * 2 + ["ErrorReply"]
    assert _api.decode(endpoint, httpx.Response(520, json={"a": 1})) == {"a": 1}
    assert _api.decode(endpoint, httpx.Response(200, text=MINTED)) == MINTED
