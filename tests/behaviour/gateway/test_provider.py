"""What a provider that misbehaves, or a proxy in front, makes of the gateway's own answers."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from realtime_sessions.errors import ConfigurationError
from realtime_sessions.gateway import JwtTokens, create_app
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import ask, asked, error_of, run, settings
from tests.behaviour.servers import listening, reply, request


@pytest.mark.parametrize("status", [301, 304, 600, 999])
def test_a_status_that_is_no_refusal_is_never_the_gateways(status: int) -> None:
    """A 304 with our envelope would begin the next answer on the connection; uvicorn knows no status above 599."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request(reader)
        writer.write(reply(b"", "x-should-retry: false", status=f"{status} X"))

    with listening(serve) as seen:
        response = ask(seen.url, "POST", "/session", body={})
    assert response.status_code == 502
    assert error_of(response)["code"] == "provider_failed"


def test_half_a_surrogate_pair_of_the_providers_is_answered() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request(reader)
        writer.write(reply(b'{"error": {"message": "a \\ud800", "code": "some_code"}}', status="400 X"))

    with listening(serve) as seen:
        response = ask(seen.url, "POST", "/session", body={})
    assert response.status_code == 400
    assert error_of(response)["code"] == "some_code"


def test_the_metrics_are_not_told_to_the_world_through_a_trusted_proxy() -> None:
    app = create_app(settings("http://127.0.0.1:1/v1", proxies=["127.0.0.1"]))

    async def statuses() -> list[int]:
        async with app.running(), asked(app, peer="127.0.0.1") as client:
            return [
                (await client.get("/metrics", headers=headers)).status_code
                for headers in ({"x-forwarded-for": "203.0.113.9"}, {})
            ]

    assert run(statuses()) == [404, 200]


@pytest.mark.parametrize("host", ["localhost.evil.example", "127.0.0.1.evil.example", "localhost@evil.example"])
def test_keys_of_another_host_come_by_https_only(host: str) -> None:
    with pytest.raises(ConfigurationError, match="must be https"):
        JwtTokens(issuer="https://id.example", audience="realtime", jwks=f"http://{host}/jwks.json")


@pytest.mark.parametrize("path", ["/session", "/v1/realtime/client_secrets", "/v1/realtime/sessions"])
@pytest.mark.parametrize(
    "odd",
    [
        {"output_modalities": 5, "modalities": 5},
        {"modalities": {"audio": 1}},
        {"audio": 5, "tools": 5, "truncation": [{}]},
        {"audio": {"input": {"format": {"type": []}, "turn_detection": 5}, "output": {"format": [1]}}},
        {"model": {"x": 1}, "voice": [], "turn_detection": "x"},
    ],
)
def test_a_key_is_handed_on_whatever_stands_beside_it(box: Sandbox, path: str, odd: dict[str, Any]) -> None:
    secret = {"value": "ek_test_0123456789", "expires_at": 2_000_000_000}
    for reply_body in ({**secret, "session": odd}, {"client_secret": secret, **odd}):
        box.fail_next(200, {}, body=reply_body)
        told = ask(box, "POST", path, body={} if "client" not in path else {"session": {"type": "realtime"}})
        assert told.status_code == 200
        assert told.text.count(secret["value"]) == 1
