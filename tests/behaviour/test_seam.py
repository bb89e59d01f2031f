"""The seam to the generated client, and how often a body is checked and a reply parsed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from realtime_sessions import Endpoint, SessionConfig, _api, checks
from tests.behaviour.support import GATEWAY, KINDS, RETIRED, Script, answer, caller, error, natural

ENDPOINTS = [Endpoint.FLAT, Endpoint.NESTED]
GIVEN: dict[str, Any] = {
    "model": "gpt-realtime-2.1",
    "voice": "marin",
    "tools": [{"type": "function", "name": "look_up", "parameters": {"type": "object"}}],
    "turn_detection": {"type": "semantic_vad", "eagerness": "low"},
    "expires_after": 600,
}


@pytest.fixture
def _fresh() -> Iterator[None]:
    """What the seam has remembered of the generated operations is forgotten before and after."""
    _api.request.cache_clear()
    yield
    _api.request.cache_clear()


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_method_and_headers_are_the_generated_operations(endpoint: Endpoint) -> None:
    generated = _api._operation(endpoint)._get_kwargs(body=_api._Body())
    assert generated["method"] == "post"
    assert generated["headers"] == {"Content-Type": "application/json"}
    assert _api.request(endpoint) == {name: generated[name] for name in generated.keys() - {"json", "url"}}


@pytest.mark.usefixtures("_fresh")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_what_an_operation_comes_to_need_is_sent(
    kind: str, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def get_kwargs(*, body: Any, edition: str = "2") -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "OpenAI-Edition": edition}
        params = {"edition": edition, "tags": ["a", "b"]}
        return {"method": "put", "url": "/elsewhere", "json": body.to_dict(), "headers": headers, "params": params}

    monkeypatch.setattr(_api._operation(endpoint), "_get_kwargs", get_kwargs)
    script = Script(natural)
    with caller(kind, script, endpoint=endpoint) as one:
        one.create(**GIVEN)
    (request,) = script.requests
    assert request.method == "PUT"
    assert request.headers["OpenAI-Edition"] == "2"
    assert request.url.params.multi_items() == [("edition", "2"), ("tags", "a"), ("tags", "b")]
    assert str(request.url).startswith(f"{GATEWAY}/realtime/")
    assert json.loads(request.content) == SessionConfig(**GIVEN).to_dict(endpoint)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each parameter was checked."""
    counted: Counter[str] = Counter()

    def counting(name: str, check: Any) -> Any:
        def count(path: str, value: Any) -> Any:
            counted[name] += 1
            return check(path, value)

        return count

    of = checks.of
    monkeypatch.setattr(checks, "of", lambda kind, name: counting(name, of(kind, name)))
    return counted


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What `json.loads` was given."""
    given: list[str] = []
    loads = json.loads

    def count(text: str, **options: Any) -> Any:
        given.append(text)
        return loads(text, **options)

    monkeypatch.setattr(json, "loads", count)
    return given


GONE = answer(404, RETIRED)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("endpoint", [Endpoint.AUTO, *ENDPOINTS])
def test_a_body_is_checked_once(kind: str, endpoint: Endpoint, checked: Counter[str]) -> None:
    script = Script(GONE, natural) if endpoint is Endpoint.AUTO else Script(natural)
    with caller(kind, script, endpoint=endpoint, defaults={"instructions": "Be brief."}) as one:
        assert checked["instructions"]  # a default is checked when the client is made
        checked.clear()
        one.create(**GIVEN)
    assert len(script.requests) == (2 if endpoint is Endpoint.AUTO else 1)
    assert checked == Counter(GIVEN.keys())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("endpoint", [Endpoint.AUTO, *ENDPOINTS])
def test_a_reply_is_parsed_once(kind: str, endpoint: Endpoint, parsed: list[str]) -> None:
    script = Script(GONE, natural) if endpoint is Endpoint.AUTO else Script(natural)
    with caller(kind, script, endpoint=endpoint) as one:
        session = one.create(**GIVEN)
    assert session.id == "sess_1"
    assert session.raw["client_secret" if session.endpoint is Endpoint.FLAT else "value"]
    assert len(parsed) == len(script.requests)


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_and_a_raw_reply_are_parsed_once(kind: str, parsed: list[str]) -> None:
    with caller(kind, Script(error(429)), endpoint=Endpoint.NESTED, max_retries=0) as one:
        with pytest.raises(Exception, match="some_code") as caught:
            one.create()
        assert getattr(caught.value, "body", None)
        assert len(parsed) == 1
        assert one.create_raw({}).body["error"]["code"] == "some_code"
    assert len(parsed) == 2


def test_a_byte_or_a_number_that_can_not_be_read_costs_itself_only() -> None:
    wild = b'\xef\xbb\xbf{"value": "ek_x", "note": "\xff", "n": ' + b"9" * 5000 + b', "nan": NaN}'
    with caller("sync", Script(httpx.Response(200, content=wild)), endpoint=Endpoint.NESTED) as one:
        raw = one.create().raw
    assert (raw["note"], raw["n"]) == ("\ufffd", float("inf"))
