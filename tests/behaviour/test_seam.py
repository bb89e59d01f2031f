"""The seam to the generated client: what it carries, and that it never changes a request in silence."""

from __future__ import annotations

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
def test_a_reply_is_read_by_the_generated_models(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    for model in vars(_api)["FlatReply"], vars(_api)["NestedReply"], vars(_api)["ErrorReply"]:
        read = model.from_dict.__func__

        def watch(cls: type, source: Any, read: Any = read) -> Any:
            seen.append(cls.__name__)
            return read(cls, source)

        monkeypatch.setattr(model, "from_dict", classmethod(watch))
    for made in (flat_reply(new=None), nested_reply(new=[1])):
        assert _api.decode(endpoint, httpx.Response(200, json=made)) == made
    assert _api.decode(endpoint, error(429))["error"]["code"] == "some_code"
    assert _api.decode(endpoint, httpx.Response(520, json={"a": 1})) == {"a": 1}
    assert seen == [f"{endpoint.value.capitalize()}Reply"] * 2 + ["ErrorReply"] * 2
    assert _api.decode(endpoint, httpx.Response(200, text=MINTED)) == MINTED


def test_a_byte_or_a_number_that_can_not_be_read_costs_itself_only() -> None:
    wild = b'\xef\xbb\xbf{"value": "ek_x", "note": "\xff", "n": ' + b"9" * 5000 + b', "nan": NaN}'
    read = _api.decode(Endpoint.NESTED, httpx.Response(200, content=wild))
    assert (read["value"], read["note"], read["n"]) == ("ek_x", "\ufffd", float("inf"))
