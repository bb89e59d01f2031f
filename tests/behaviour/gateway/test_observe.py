"""Audit lines and spans: one for each key and call, with whom and what, and without a key."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from realtime_sessions.gateway import observe
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import OFFER, ORIGIN, ask, asking, bearer, run


def lines(caught: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [json.loads(each.getMessage()) for each in caught.records if each.name.endswith(".audit")]


def test_a_line_for_each_key_and_call(box: Sandbox, caught: pytest.LogCaptureFixture) -> None:
    async def several() -> None:
        async with asking(box) as client:
            headers = {**bearer(), "origin": ORIGIN}
            await client.post("/session", json={}, headers=headers)
            await client.post("/session", json={"voise": 1}, headers=headers)
            name = (await client.post("/call", json={"sdp": OFFER}, headers=headers)).json()["call_id"]
            await client.delete(f"/call/{name}", headers=headers)
            await client.post("/ticket", json={}, headers=headers)

    run(several())
    key, call, end, ticket = lines(caught)
    assert [each["event"] for each in (key, call, end, ticket)] == ["key", "call", "call_end", "ticket"]
    assert {
        "user": "alice",
        "address": "192.0.2.7",
        "origin": ORIGIN,
        "model": "gpt-realtime-2.1",
    }.items() <= key.items()
    assert key["request_id"].startswith("req_")
    assert key["provider_request_id"].startswith("req_")
    assert (end["call_id"], end["why"], end["user"]) == (call["call_id"], "user", "alice")


def test_a_span_for_each_key_and_call_below_the_callers(box: Sandbox) -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    ask(box, "POST", "/session", body={}, headers={**bearer(), "traceparent": parent})
    ask(box, "POST", "/call", body={"sdp": OFFER})
    box.fail_next(500)
    ask(box, "POST", "/session", body={})
    mint, call, failed = exporter.get_finished_spans()
    assert [each.name for each in (mint, call, failed)] == ["gateway.mint", "gateway.call", "gateway.mint"]
    assert mint.context is not None
    assert format(mint.context.trace_id, "x") == "af7651916cd43dd8448eb211c80319c"
    text = "".join(each.to_json() for each in (mint, call, failed))
    assert "ek_" not in text
    assert "sk-" not in text
    assert "alice" not in text


def test_without_opentelemetry_there_are_none(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observe, "_TRACE", None)
    assert ask(box, "POST", "/session", body={}).status_code == 200


def test_the_log_goes_to_a_stream_while_it_is_asked_to(box: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    with observe.logging_to(stream):
        key = ask(box, "POST", "/session", body={}).json()["value"]
        ask(box, "GET", "/me", headers={}, authenticate=lambda _: 1 / 0)
    ask(box, "POST", "/session", body={})
    first, second, *_ = stream.getvalue().splitlines()
    assert json.loads(first)["event"] == "key"
    assert " ERROR req_" in second
    assert stream.getvalue().count('"event"') == 1
    assert key not in stream.getvalue()
    assert logging.getLogger("realtime_sessions.gateway.audit").propagate


def test_a_line_that_cannot_be_written_costs_nobody_a_key(box: Sandbox) -> None:
    """A pipe whose reader is gone, a disk that is full, a stream that is closed."""

    class Broken(io.StringIO):
        def write(self, _: str, /) -> int:
            raise OSError(28, "No space left on device")

    closed = io.StringIO()
    closed.close()
    for stream in (Broken(), closed):
        with observe.logging_to(stream):
            assert ask(box, "POST", "/session", body={}).status_code == 200
    assert len(box.requests) == 2
