"""AUTO: where it starts, when it moves, and that it moves once."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from realtime_sessions import BadRequestError, Endpoint, EndpointRetiredError, InvalidParameterError, NotFoundError
from tests.behaviour.support import GA_ONLY, KINDS, RETIRED, SHAPE_DISABLED, Script, answer, caller, error, natural

FLAT, NESTED = "/v1/realtime/sessions", "/v1/realtime/client_secrets"
RETIREMENTS = [(404, RETIRED), (400, SHAPE_DISABLED), (400, GA_ONLY)]
NESTED_RETIRED = {"error": {**RETIRED["error"], "message": "Invalid URL (POST /v1/realtime/client_secrets)"}}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "body"), RETIREMENTS)
def test_a_retirement_moves_the_client_once_and_for_good(kind: str, status: int, body: Any) -> None:
    script = Script(answer(status, body), natural)
    with caller(kind, script) as client:
        assert client.create().endpoint is Endpoint.NESTED
        assert client.create().endpoint is Endpoint.NESTED
        assert client.create_raw({}).status == 200
    assert script.paths == [FLAT, NESTED, NESTED, NESTED]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("https://api.openai.com/v1", Endpoint.NESTED),
        ("https://eu.api.openai.com/v1", Endpoint.NESTED),
        ("https://API.OpenAI.com/v1", Endpoint.NESTED),
        ("https://api.openai.com.evil.example/v1", Endpoint.FLAT),
        ("https://notapi.openai.com.example/v1", Endpoint.FLAT),
        ("http://127.0.0.1:8787/v1", Endpoint.FLAT),
    ],
)
def test_it_starts_nested_on_the_providers_own_host_only(kind: str, url: str, first: Endpoint) -> None:
    script = Script()
    with caller(kind, script, base_url=url) as client:
        assert client.create().endpoint is first
    assert len(script.requests) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_has_only_the_other_endpoint_is_found(kind: str) -> None:
    script = Script(httpx.Response(404, json={"detail": "Not Found"}), natural)
    with caller(kind, script) as client:
        assert client.create().endpoint is Endpoint.NESTED


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "refusal",
    [error(404, "model_not_found"), error(400, "invalid_model"), error(400, "invalid_value"), error(401), error(403)],
)
def test_any_other_refusal_stays(kind: str, refusal: httpx.Response) -> None:
    script = Script(refusal)
    with caller(kind, script) as client, pytest.raises(Exception) as caught:
        client.create()
    assert not isinstance(caught.value, EndpointRetiredError)
    assert script.paths == [FLAT]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "body"), RETIREMENTS)
def test_a_fixed_endpoint_says_what_to_do(kind: str, status: int, body: Any) -> None:
    script = Script(answer(status, body))
    with (
        caller(kind, script, endpoint=Endpoint.FLAT) as client,
        pytest.raises(EndpointRetiredError, match=r"Endpoint\.NESTED") as caught,
    ):
        client.create()
    assert isinstance(caught.value, NotFoundError)
    assert caught.value.status_code == status
    assert caught.value.request_id == "req_1"
    assert caught.value.body == body
    assert script.paths == [FLAT]


@pytest.mark.parametrize("kind", KINDS)
def test_with_nowhere_to_go_it_is_an_error_and_nothing_is_remembered(kind: str) -> None:
    script = Script(answer(404, RETIRED), answer(404, NESTED_RETIRED), natural)
    with caller(kind, script) as client:
        with pytest.raises(EndpointRetiredError, match="no other"):
            client.create()
        assert client.create().endpoint is Endpoint.FLAT
    assert script.paths == [FLAT, NESTED, FLAT]


@pytest.mark.parametrize("kind", KINDS)
def test_it_never_moves_back(kind: str) -> None:
    script = Script(answer(404, RETIRED), natural, answer(404, NESTED_RETIRED), natural)
    with caller(kind, script) as client:
        client.create()
        with pytest.raises(EndpointRetiredError):
            client.create()
    assert script.paths == [FLAT, NESTED, NESTED]


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_after_the_move_is_the_other_endpoints(kind: str) -> None:
    script = Script(answer(404, RETIRED), error(400, "invalid_value"), natural)
    with caller(kind, script) as client:
        with pytest.raises(BadRequestError):
            client.create()
        assert client.create().endpoint is Endpoint.NESTED
    assert script.paths == [FLAT, NESTED, NESTED]


@pytest.mark.parametrize("kind", KINDS)
def test_strict_holds_after_the_move(kind: str) -> None:
    script = Script(answer(404, RETIRED), natural)
    with caller(kind, script, strict=True) as client, pytest.raises(InvalidParameterError, match="temperature"):
        client.create(temperature=0.9)
    assert script.paths == [FLAT]


@pytest.mark.parametrize("kind", KINDS)
def test_a_retirement_is_never_retried(kind: str) -> None:
    script = Script(answer(404, RETIRED, x_should_retry="true"))
    with caller(kind, script, endpoint=Endpoint.FLAT, max_retries=5) as client, pytest.raises(EndpointRetiredError):
        client.create()
    assert len(script.requests) == 1
