"""The form is the contract's: every parameter, in the terms of a form, narrowed by a policy."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from realtime_sessions.explaining.bounds import words
from realtime_sessions.gateway import Policy, Settings
from realtime_sessions.gateway.page import Page
from realtime_sessions.gateway.page.form import fields, form
from realtime_sessions.parameters.table import PARAMETERS
from realtime_sessions.schemas import branches

ROWS = PARAMETERS["realtime"]
KINDS = {"constant", "text", "choice", "number", "switch", "set", "json", "object", "list", "one-of"}


def every(editor: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """An editor and all that are inside of it."""
    yield editor
    for variant in editor.get("variants", ()):
        yield from every(variant["editor"])
    if "item" in editor:
        yield from every(editor["item"])
    for field in editor.get("fields", ()):
        yield from every(field["editor"])


def by_name(policy: Policy | None = None) -> dict[str, Any]:
    return {field["name"]: field for field in form(policy)["fields"]}


def test_every_parameter_is_a_field() -> None:
    assert sorted(by_name()) == sorted(ROWS)
    json.dumps(form())


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_field_says_what_the_table_says(name: str) -> None:
    field, schema = by_name()[name], ROWS[name]["schema"]
    assert field.get("description", "") == schema.get("description", "").replace("None ", "Null ")
    assert field["bound"] == words(schema)
    assert field["nullable"] is any(branch.get("type") == "null" for branch in branches(schema))
    assert {one["kind"] for one in every(field["editor"])} <= KINDS
    for place in ("flat", "nested"):
        assert not ROWS[name][place] or ".".join(ROWS[name][place]) in field["places"]


def test_a_section_follows_from_a_place() -> None:
    sections = {field["name"]: field["section"] for field in fields()}
    assert (sections["voice"], sections["turn_detection"]) == ("Speaking", "Listening")
    assert (sections["model"], sections["expires_after"], sections["temperature"]) == ("Session", "Key", "Session")


def test_an_open_set_is_open_and_a_closed_one_is_closed() -> None:
    assert by_name()["model"]["editor"]["open"] is True
    voice = by_name()["voice"]["editor"]["variants"][0]["editor"]
    assert voice["kind"] == "choice"
    assert voice["open"] is True
    assert "marin" in voice["values"]
    assert by_name()["modalities"]["editor"] == {"kind": "set", "values": ["text", "audio"]}


def test_a_number_has_its_bounds() -> None:
    assert by_name()["speed"]["editor"] == {
        "kind": "number", "whole": False, "unit": "", "minimum": 0.25, "maximum": 1.5
    }  # fmt: skip
    assert by_name()["expires_after"]["editor"]["whole"] is True


def test_what_tells_variants_apart_is_a_constant_that_comes_first() -> None:
    variants = by_name()["turn_detection"]["editor"]["variants"]
    assert [variant["label"] for variant in variants] == ["server_vad", "semantic_vad"]
    for variant in variants:
        told = variant["editor"]["fields"][0]
        assert (told["name"], told["required"], told["editor"]) == (
            "type", True, {"kind": "constant", "value": variant["label"]}
        )  # fmt: skip


def test_a_secret_is_marked() -> None:
    mcp = by_name()["tools"]["editor"]["item"]["variants"][1]["editor"]
    secret = {field["name"] for field in mcp["fields"] if field["secret"]}
    assert secret == {"authorization", "headers"}


def test_a_policy_narrows_the_form() -> None:
    policy = Policy.from_dict(
        {
            "fields": {
                "voice": {"one_of": ["marin", "cedar"], "null": False},
                "speed": {"free": True, "maximum": 1.25},
                "instructions": {"free": True, "longest": 200},
                "turn_detection": {"one_of": [{"type": "semantic_vad"}], "null": True},
                "model": {"fixed": "gpt-realtime-2"},
                "expires_after": {"default": 120, "maximum": 300},
            }
        }
    )
    found = by_name(policy)
    assert list(found) == ["instructions", "voice", "speed", "turn_detection", "expires_after"]
    assert {"model", "tools"} <= set(form(policy)["others"])
    assert found["voice"]["editor"] == {"kind": "choice", "values": ["marin", "cedar"], "open": False}
    assert found["speed"]["editor"]["maximum"] == 1.25
    assert "at most 1.25" in found["speed"]["bound"]
    assert "at most 200" in found["instructions"]["bound"]
    assert found["turn_detection"]["nullable"] is True
    assert found["expires_after"]["chosen"] is True
    assert "default" not in found["expires_after"], "what the server sets is its own affair"


def page() -> Page:
    return Page(Settings(dev=True, policy=Policy.free()))


def test_the_page_names_only_files_that_it_has() -> None:
    answer = page().answer("GET", "/", b"")
    assert answer is not None
    status, headers, content = answer
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    text = content.decode()
    named = {part.split('"')[0] for part in text.split('="')[1:] if part.startswith("page/")}
    assert {"page/main.js", "page/page.css", "page/icon.svg"} <= named
    for name in named:
        assert page().answer("GET", f"/{name}", b""), name
    assert "<script>" not in text
    assert "style=" not in text
    assert " onclick" not in text


def test_the_policy_of_the_page_lets_in_nothing_else() -> None:
    answer = page().answer("GET", "/", b"")
    assert answer is not None
    policy = answer[1]["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("path", ["/page/", "/page/index.html", "/page/../form.py", "/page/form.py", "/page/%2e%2e/x"])
def test_there_is_nothing_else(path: str) -> None:
    assert page().answer("GET", path, b"") is None
    assert page().answer("POST", "/", b"") is None


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"config": 1}', b'{"config": ' + b"[" * 50_000, b"\xff", b"null"]
)
def test_a_body_that_is_none_is_refused(body: bytes) -> None:
    answer = page().answer("POST", "/page/snippets", body)
    assert answer is not None
    assert answer[0] == 400


@pytest.mark.parametrize("gateway", ["javascript:alert(1)//", 'https://x"/', "ftp://x/", "https://x", ""])
def test_an_address_that_is_none_is_refused(gateway: str) -> None:
    body = json.dumps({"config": {}, "gateway": gateway}).encode()
    answer = page().answer("POST", "/page/snippets", body)
    assert answer is not None
    assert answer[0] == 400


def test_every_problem_is_told_at_its_field() -> None:
    config = {"speed": 9, "turn_detection": {"type": "server_vad", "threshold": 7}, "voise": "x", "voice": "marin"}
    answer = page().answer("POST", "/page/snippets", json.dumps({"config": config}).encode())
    assert answer is not None
    told = json.loads(answer[2])
    assert [one["param"] for one in told["problems"]] == ["speed", "turn_detection.threshold", "voise"]
    assert told["snippets"] == {}


@pytest.mark.parametrize("depth", [10, 100, 200, 300, 400])
def test_a_deep_config_is_written_or_refused(depth: int) -> None:
    value: Any = {}
    for _ in range(depth):
        value = {"a": [value]}
    body = json.dumps({"config": {"tools": [{"type": "function", "name": "x", "parameters": value}]}}).encode()
    answer = page().answer("POST", "/page/snippets", body)
    assert answer is not None
    status, _, content = answer
    told = json.loads(content)
    assert status in {200, 400}
    assert depth > 10 or told["snippets"]
    assert depth < 400 or status == 400 or told["problems"]


def test_a_config_without_end_is_refused() -> None:
    body = json.dumps({"config": {"instructions": "x" * 70_000}}).encode()
    answer = page().answer("POST", "/page/snippets", body)
    assert answer is not None
    assert answer[0] == 413
