"""What the sandbox keeps of a request: what a test wants to see, nothing that may be a credential, and not for ever."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from realtime_sessions.sandbox import RecordedRequest, Sandbox, recording
from realtime_sessions.sandbox.contract import contract_path
from realtime_sessions.sandbox.masking import masked_body, masked_headers, masked_query, masked_text
from realtime_sessions.sandbox.recording import Records
from scripts.pipeline.paths import ROOT
from tests.behaviour.sandbox.support import FLAT, NESTED, ask, mint

SECRET = "Zq7secretZq7"
"""No part of it looks like a key of the provider's: only its place tells that it is one."""


def shown(box: Sandbox) -> str:
    """Everything that a record tells of itself."""
    return repr([(r, r.method, r.path, r.query, dict(r.headers), r.content, r.body) for r in box.requests])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Bearer sk-secret", "Bearer sk-***"),
        ("bearer ek_secret", "bearer ek_***"),
        ("Bearer secret", "Bearer ***"),
        ("Basic c2VjcmV0", "Basic ***"),
        ("Digest username=secret", "***"),
        ("secret", "***"),
        ("sk-secret", "sk-***"),
        ("Bearer ", "Bearer "),
        ("", ""),
    ],
)
@pytest.mark.parametrize(
    "name", ["Authorization", "api-key", "X-Api-Key", "Proxy-Authorization", "Cookie", "X-Our-Token", "Signature"]
)
def test_no_header_keeps_a_key(name: str, sent: str, kept: str) -> None:
    assert masked_headers([(name.encode(), sent.encode())]) == {name.lower(): kept}


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("OpenAI-Organization", "org-1", "org-1"),
        ("OpenAI-Safety-Identifier", "user-7f3a", "user-7f3a"),
        ("Idempotency-Key", "a-1", "a-1"),
        ("X-Stainless-Retry-Count", "2", "2"),
        ("User-Agent", "program/1", "program/1"),
        ("User-Agent", "program/1 sk-test-1", "program/1 sk-***"),
        ("Idempotency-Key", "EK_1", "EK_***"),
    ],
)
def test_a_harmless_header_is_kept_but_for_keys(name: str, value: str, kept: str) -> None:
    assert masked_headers([(name.encode(), value.encode())]) == {name.lower(): kept}


def test_the_name_of_a_header_keeps_no_key() -> None:
    assert masked_headers([(b"sk-test-1", b"x"), (b"a", b"1"), (b"A", b"2")]) == {"sk-***": "***", "a": "***, ***"}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("", ""),
        ("api-version=2025-04-01-preview", "api-version=2025-04-01-preview"),
        ("api-version=2025-04-01-preview&api-key=secret&x=1", "api-version=2025-04-01-preview&api-key=***&x=***"),
        ("sig=a%2Bb=c&se=1", "sig=***&se=***"),
        ("secret", "***"),
        ("sk-test-1=1", "sk-***=***"),
        ("api-version=sk-test-1", "api-version=sk-***"),
    ],
)
def test_no_query_keeps_a_key(sent: str, kept: str) -> None:
    assert masked_query(sent) == kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("/v1/sk-secret/ek_secret", "/v1/sk-***/ek_***"),
        ("/v1/realtime/client_secrets", "/v1/realtime/client_secrets"),
        ("/v1/realtime/transcription_sessions", "/v1/realtime/transcription_sessions"),
        ("/hooks/0123456789abcdef0123/realtime/sessions", "/hooks/***/realtime/sessions"),
        ("/openai/realtimeapi/sessions", "/openai/realtimeapi/sessions"),
    ],
)
def test_no_path_keeps_a_key(sent: str, kept: str) -> None:
    assert masked_text(sent) == kept


MCP: dict[str, Any] = {
    "type": "mcp",
    "server_label": "files",
    "server_description": "Our files.",
    "server_url": f"https://user:{SECRET}@files.example:8443/s/{SECRET}/mcp?token={SECRET}",
    "authorization": SECRET,
    "headers": {"x-access": SECRET, "type": SECRET, "model": SECRET},
    "tunnel_id": f"tunnel_{SECRET}",
    "allowed_tools": ["read", "write"],
    "require_approval": {"always": {"tool_names": ["write"]}},
}
FUNCTION = {
    "type": "function",
    "name": "look_up",
    "parameters": {
        "type": "object",
        "properties": {"token": {"type": "string", "default": "a"}},
        "required": ["token"],
    },
}
TRACING = {"workflow_name": "w", "metadata": {"room": "7", "api_key": SECRET, "n": 1, "deep": [{"a": "b"}]}}


def test_what_an_mcp_server_is_sent_is_not_kept() -> None:
    with Sandbox() as box:
        session = {"type": "realtime", "model": "gpt-realtime", "tools": [MCP, FUNCTION], "tracing": TRACING}
        assert ask(box, NESTED, {"session": session}).status_code == 400, "a tunnel has another form"
        assert ask(box, FLAT, {"tools": [MCP], "model": "gpt-realtime"}).status_code == 404
        assert SECRET not in shown(box)
        assert SECRET not in repr(box.__dict__)
        kept = box.requests[0].body["session"]
    assert kept["tools"][0] == {
        "type": "mcp",
        "server_label": "files",
        "server_description": "Our files.",
        "server_url": "https://files.example:8443/***",
        "authorization": "***",
        "headers": {"x-access": "***", "type": "***", "model": "***"},
        "tunnel_id": "***",
        "allowed_tools": ["read", "write"],
        "require_approval": {"always": {"tool_names": ["write"]}},
    }
    assert kept["tools"][1] == FUNCTION
    assert kept["tracing"]["metadata"] == {"room": "7", "api_key": "***", "n": 1, "deep": [{"a": "b"}]}
    assert (kept["model"], kept["tracing"]["workflow_name"]) == ("gpt-realtime", "w")


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ({"api_key": SECRET}, {"api_key": "***"}),
        ({"pin": 1234, "on": True, "off": None}, {"pin": "***", "on": True, "off": None}),
        ({"auth": {"type": SECRET, "model": [SECRET, 1]}}, {"auth": {"type": "***", "model": ["***", "***"]}}),
        ({"session": SECRET}, {"session": "***"}),
        ({"client_secret": {"value": SECRET}}, {"client_secret": {"value": "***"}}),
        ({"client_secret": SECRET}, {"client_secret": "***"}),
        ({"speed": SECRET}, {"speed": "***"}),
        ({"speed": 1.5, "tools": []}, {"speed": 1.5, "tools": []}),
        ({"sk-test-1": 1}, {"sk-***": "***"}),
        ({"instructions": "Say sk-test-1, then stop."}, {"instructions": "Say sk-***, then stop."}),
        (
            {"keywords": ["a", "sk-test-1", 1.5], "metadata": {"n": 1, "sk-test-1": [None, "ek_1"]}},
            {"keywords": ["a", "sk-***", 1.5], "metadata": {"n": 1, "sk-***": [None, "ek_***"]}},
        ),
        ({"server_url": SECRET}, {"server_url": "***"}),
        ({"server_url": "http://[secret"}, {"server_url": "***"}),
        ({"server_url": "https://files.example"}, {"server_url": "https://files.example/***"}),
        (SECRET, "***"),
        ([SECRET, 1, None], ["***", 1, None]),
        (7, 7),
    ],
)
def test_a_body_keeps_what_the_contract_knows(body: Any, kept: Any) -> None:
    assert json.loads(masked_body(json.dumps(body).encode())) == kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b"\xff{", b"\xff{"),
        (b'{"model":', b'{"model":'),
        (f'{{"authorization": "{SECRET}"'.encode(), b'{"***": "***"'),
        (f"api_key={SECRET}&a=1".encode(), b"***&a=1"),
        (b"[" * 100_000, b"[" * 100_000),
        (b"\xef\xbb\xbf{}", b"{}"),
        (json.dumps({"authorization": SECRET}).encode("utf-16"), b'{"authorization":"***"}'),
        (SECRET.encode("utf-16-le"), b"***"),
        (b'{"a":NaN}', b'{"a":"***"}'),
        (b'{"model":"a","model":"b"}', b'{"model":"b"}'),
        ('{ "instructions": "\u00e9" }'.encode(), '{"instructions":"\u00e9"}'.encode()),
    ],
)
def test_a_body_is_kept_as_the_value_that_it_is(sent: bytes, kept: bytes) -> None:
    """What isn't JSON loses its words; what stood under a repeated name isn't kept either."""
    assert masked_body(sent) == kept


def test_a_body_as_deep_as_the_sandbox_takes_is_kept() -> None:
    deep: Any = "x"
    for _ in range(490):
        deep = [deep]
    body = {"session": {"type": "realtime", "tracing": {"metadata": {"a": deep}}}}
    with Sandbox() as box:
        assert ask(box, NESTED, body).status_code == 200
        assert box.requests[0].body == body


@pytest.mark.parametrize("name", ["flat", "nested"])
def test_every_body_that_the_service_takes_can_be_read_again(name: str) -> None:
    """As it was sent, but for what stands beside an authorization and may be secret itself."""
    cases = json.loads((ROOT / f"tests/contract/cases/{name}.json").read_text("utf-8"))["cases"]
    bodies = [json.dumps(case["body"]) for case in cases if case["verdict"] == "accept"]
    open_ones = [text for text in bodies if not any(word in text for word in ("authorization", "tunnel_id", "_url"))]
    assert len(open_ones) > 40
    assert [text for text in open_ones if json.loads(masked_body(text.encode())) != json.loads(text)] == []


def names(node: Any) -> set[str]:
    """The parameters of the contract's schemas, apart from those that stand beside an authorization."""
    if isinstance(node, list):
        return {name for item in node for name in names(item)}
    if not isinstance(node, dict):
        return set()
    own = node.get("properties", {})
    found = {name for value in node.values() for name in names(value)}
    return found | (set() if "authorization" in own else set(own))


def test_every_parameter_of_the_contract_is_known_to_the_records() -> None:
    schemas = yaml.safe_load(contract_path().read_bytes())["components"]["schemas"]
    requests = {name: schema for name, schema in schemas.items() if schema.get("additionalProperties") is False}
    assert len(requests) > 20
    parts = {f"Variables{kind}" for kind in ("InputFile", "InputImage", "InputText")} | {
        "InputTextPromptCacheBreakpoint"
    }
    for name in names([schema for title, schema in requests.items() if title not in parts]):
        assert json.loads(masked_body(json.dumps({name: {"type": "t"}}).encode())) == {name: {"type": "t"}}, name


def record(size: int, mark: str = "x") -> RecordedRequest:
    return RecordedRequest("POST", "/", headers={"a": "b"}, content=mark.encode() * size)


def test_records_are_bounded_in_bytes() -> None:
    """The newest are kept, and never more than the budget, however large each of them is."""
    records = Records()
    for number in range(200):
        records.add(record(900_000, chr(48 + number % 10)))
    kept = records.all()
    assert 30 <= len(kept) <= recording._MOST_BYTES // 900_000
    assert [request.content[:1] for request in kept[-3:]] == [b"7", b"8", b"9"]
    assert sum(len(request.content) for request in kept) <= recording._MOST_BYTES
    records.clear()
    assert records.all() == []
    records.add(record(1))
    assert len(records.all()) == 1


def test_records_are_bounded_in_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "_MOST_REQUESTS", 3)
    with Sandbox() as box:
        for voice in ("alloy", "ash", "ballad", "coral"):
            ask(box, NESTED, {"session": {"type": "realtime", "audio": {"output": {"voice": voice}}}})
        voices = [request.body["session"]["audio"]["output"]["voice"] for request in box.requests]
    assert voices == ["ash", "ballad", "coral"]


def test_a_long_header_counts_as_well() -> None:
    records = Records()
    for _ in range(600):
        records.add(RecordedRequest("POST", "/", headers={"user-agent": "a" * 100_000}))
    assert len(records.all()) <= recording._MOST_BYTES // 100_000


def test_nothing_is_kept_where_nothing_is_wanted() -> None:
    with Sandbox(record=False) as box:
        assert mint(box).status_code == 200
        assert ask(box, NESTED, content=b" " * 2_000_000).status_code == 413
        assert box.requests == []
        box.reset()
