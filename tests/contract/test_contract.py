"""The contract: a valid OpenAPI 3.1 document that stands alone, whatever revisions its slices are of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from scripts.documents.fetch import Source
from scripts.documents.pointers import references, resolve, walk
from scripts.documents.text import DocumentError
from scripts.documents.write import dump
from scripts.generate import main as generate_main
from scripts.pipeline.client import generate
from scripts.pipeline.contract import build
from scripts.pipeline.overlay import Outcome
from scripts.pipeline.paths import OPENAPI
from scripts.pipeline.slices import OPERATIONS, Pinned, cut, load, pin, write
from tests.contract.documents import FLAT, NESTED, published, tiny
from tests.contract.schemas import body, corrected, reply, takes

Document = dict[str, Any]
NO_CORRECTIONS = "overlay: 1.0.0\ninfo: {title: none, version: '1'}\nactions: []\n"


def pinned(folder: Path, document: Document, revision: str = "first") -> None:
    source = Source("tiny.json", json.dumps(document).encode())
    write(source, pin(source), revision, folder)


def joined(folder: Path, *documents: Document) -> Document:
    """The contract of documents pinned one after the other, without corrections."""
    for number, document in enumerate(documents):
        pinned(folder, document, f"revision {number}")
    (folder / "overlay.yaml").write_text(NO_CORRECTIONS)
    return build(folder, folder / "overlay.yaml")[0]


def with_schema(name: str, schema: Document) -> Document:
    document = tiny()
    document["components"]["schemas"][name] = schema
    return document


def only(operation: str, document: Document) -> Document:
    path = operation.split()[1]
    return {**document, "paths": {path: document["paths"][path]}}


class TestJoining:
    def test_both_operations_stand_in_one_document(self, tmp_path: Path) -> None:
        document = joined(tmp_path, tiny())
        assert document["paths"].keys() == {"/realtime/sessions", "/realtime/client_secrets"}
        assert document["components"]["schemas"].keys() == {"FlatBody", "NestedBody", "Voice", "Reply"}
        assert document["openapi"] == "3.1.0"
        assert document["info"]["version"] == "revision 0"

    def test_one_operation_alone_is_a_contract(self, tmp_path: Path) -> None:
        assert joined(tmp_path, only(FLAT, tiny()))["paths"].keys() == {"/realtime/sessions"}

    def test_nothing_pinned_is_an_error_that_says_what_to_do(self, tmp_path: Path) -> None:
        (tmp_path / "overlay.yaml").write_text(NO_CORRECTIONS)
        with pytest.raises(DocumentError, match="run make pin"):
            build(tmp_path, tmp_path / "overlay.yaml")

    @pytest.mark.parametrize("name", ["pin.json", "overlay.yaml", "upstream/realtime_sessions.yaml"])
    def test_a_file_that_cannot_be_read_is_named(self, tmp_path: Path, name: str) -> None:
        joined(tmp_path, tiny())
        (tmp_path / name).unlink()
        if not name.startswith("upstream"):
            with pytest.raises(DocumentError, match=f"{Path(name).name}: can't be read"):
                build(tmp_path, tmp_path / "overlay.yaml")
        (tmp_path / name).write_text("a: [")
        with pytest.raises(DocumentError, match=f"{Path(name).name}: not YAML"):
            build(tmp_path, tmp_path / "overlay.yaml")

    def test_a_reference_to_what_the_overlay_removed_is_an_error(self, tmp_path: Path) -> None:
        joined(tmp_path, tiny())
        (tmp_path / "overlay.yaml").write_text(
            NO_CORRECTIONS.replace(
                "[]", "[{x-name: a, description: b, target: $.components.schemas.Voice, remove: true}]"
            )
        )
        with pytest.raises(DocumentError, match="'#/components/schemas/Voice' points to nothing"):
            build(tmp_path, tmp_path / "overlay.yaml")

    def test_what_nothing_references_any_more_is_dropped(self, tmp_path: Path) -> None:
        joined(tmp_path, tiny())
        target = "\"$.paths['/realtime/client_secrets'].post.responses\""
        (tmp_path / "overlay.yaml").write_text(
            NO_CORRECTIONS.replace("[]", f"[{{x-name: a, description: b, target: {target}, remove: true}}]")
        )
        document, _ = build(tmp_path, tmp_path / "overlay.yaml")
        assert document["components"]["responses"] == {}
        assert document["components"]["schemas"].keys() == {"FlatBody", "NestedBody", "Voice", "Reply"}
        assert document["components"]["securitySchemes"].keys() == {"Key"}


class TestSlicesOfDifferentRevisions:
    """The newer document has only the nested operation; the flat one's slice stays as it was."""

    def newer(self, voice: Document) -> Document:
        return only(NESTED, with_schema("Voice", voice))

    def test_schemas_that_are_the_same_are_shared(self, tmp_path: Path) -> None:
        both = joined(tmp_path, tiny(), only(NESTED, tiny()))
        assert both["components"]["schemas"].keys() == {"FlatBody", "NestedBody", "Voice", "Reply"}

    def test_schemas_that_clash_are_kept_apart(self, tmp_path: Path) -> None:
        both = joined(tmp_path, tiny(), self.newer({"type": "integer"}))
        assert takes(both, body(both, FLAT), {"voice": "one"})
        assert not takes(both, body(both, FLAT), {"voice": 1})
        assert takes(both, body(both, NESTED), {"session": {"voice": 1}})
        assert not takes(both, body(both, NESTED), {"session": {"voice": "one"}})

    def test_what_references_a_clashing_schema_is_kept_apart_too_though_it_reads_the_same(self, tmp_path: Path) -> None:
        schemas = joined(tmp_path, tiny(), self.newer({"type": "integer"}))["components"]["schemas"]
        assert schemas["FlatBody"]["properties"]["voice"] == {"$ref": "#/components/schemas/Voice"}
        assert schemas["FlatBodyOfSecrets"]["properties"]["voice"] == {"$ref": "#/components/schemas/VoiceOfSecrets"}
        assert "ReplyOfSecrets" not in schemas

    def test_schemas_that_reference_themselves_are_kept_apart(self, tmp_path: Path) -> None:
        own = {"$ref": "#/components/schemas/Voice"}
        old = with_schema("Voice", {"type": "string", "not": own})
        schemas = joined(tmp_path, old, self.newer({"type": "integer", "not": own}))["components"]["schemas"]
        assert schemas["Voice"] == {"type": "string", "not": own}
        assert schemas["VoiceOfSecrets"] == {"type": "integer", "not": {"$ref": "#/components/schemas/VoiceOfSecrets"}}

    def test_a_discriminator_goes_to_the_schema_of_its_own_slice(self, tmp_path: Path) -> None:
        target = "#/components/schemas/Unused"
        variants: Document = {
            "discriminator": {"propertyName": "type", "mapping": {"x": target}},
            "anyOf": [{"$ref": target}],
        }
        old = with_schema("Voice", variants)
        new = self.newer(variants)
        new["components"]["schemas"]["Unused"] = {"type": "string"}
        schemas = joined(tmp_path, old, new)["components"]["schemas"]
        assert schemas["Voice"] == variants
        assert schemas["VoiceOfSecrets"]["discriminator"]["mapping"] == {"x": "#/components/schemas/UnusedOfSecrets"}
        assert schemas["UnusedOfSecrets"] == {"type": "string"}

    def test_every_reference_of_them_resolves(self, tmp_path: Path) -> None:
        both = joined(tmp_path, tiny(), self.newer({"type": "integer"}))
        found = list(references(both))
        assert len(found) == 8
        for reference in found:
            resolve(both, reference)

    def test_a_slice_of_3_0_and_one_of_3_1_make_one_contract(self, tmp_path: Path) -> None:
        old = {**with_schema("Voice", {"type": "string", "nullable": True}), "openapi": "3.0.3"}
        new = self.newer({"type": ["string", "null"]})
        both = joined(tmp_path, old, new)
        assert both["openapi"] == "3.1.0"
        assert both["components"]["schemas"].keys() == {"FlatBody", "NestedBody", "Voice", "Reply"}
        assert takes(both, body(both, FLAT), {"voice": None})


@pytest.mark.parametrize(
    ("published", "modern"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, {"type": "string"}),
        ({"type": "string", "enum": ["a"], "nullable": True}, {"type": ["string", "null"], "enum": ["a", None]}),
        ({"type": "string", "enum": ["a", None], "nullable": True}, {"type": ["string", "null"], "enum": ["a", None]}),
        (
            {"anyOf": [{"type": "string"}], "nullable": True},
            {"anyOf": [{"anyOf": [{"type": "string"}]}, {"type": "null"}]},
        ),
        (
            {"$ref": "#/components/schemas/Unused", "nullable": True},
            {"anyOf": [{"$ref": "#/components/schemas/Unused"}, {"type": "null"}]},
        ),
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"minimum": 1, "exclusiveMinimum": False}, {"minimum": 1}),
        ({"maximum": 1, "exclusiveMaximum": True}, {"exclusiveMaximum": 1}),
        ({"exclusiveMaximum": 1}, {"exclusiveMaximum": 1}),
        ({"properties": {"nullable": {"type": "boolean"}}}, {"properties": {"nullable": {"type": "boolean"}}}),
        (
            {"items": {"type": "object", "nullable": True, "properties": {}}},
            {"items": {"type": ["object", "null"], "properties": {}}},
        ),
    ],
)
def test_what_3_0_says_is_said_as_in_3_1(tmp_path: Path, published: Document, modern: Document) -> None:
    document = joined(tmp_path, {**with_schema("Voice", published), "openapi": "3.0.3"})
    assert document["components"]["schemas"]["Voice"] == modern


class TestOurs:
    def test_it_is_written_as_it_is_built(self) -> None:
        assert (OPENAPI / "contract.yaml").read_text() == dump(corrected())

    def test_it_is_valid_openapi_3_1(self) -> None:
        document = load(OPENAPI / "contract.yaml")
        assert document["openapi"].startswith("3.1.")
        assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []

    def test_the_validator_would_find_what_is_not(self) -> None:
        document = load(OPENAPI / "contract.yaml")
        del document["paths"]["/realtime/sessions"]["post"]["responses"]["200"]["description"]
        assert list(OpenAPIV31SpecValidator(document).iter_errors())

    def test_every_reference_resolves_and_every_schema_is_referenced(self) -> None:
        document = load(OPENAPI / "contract.yaml")
        found = set(references(document))
        for reference in found:
            resolve(document, reference)
        assert found == {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}

    def test_every_schema_is_one_of_json_schema_2020_12(self) -> None:
        for schema in corrected()["components"]["schemas"].values():
            Draft202012Validator.check_schema(schema)

    def test_nothing_of_3_0_is_left(self) -> None:
        found: list[str] = []
        walk(corrected(), lambda mapping: found.extend(mapping.keys() & {"nullable"}))
        assert found == []

    def test_its_version_is_the_revision_of_the_pin(self) -> None:
        assert corrected()["info"]["version"] == json.loads((OPENAPI / "pin.json").read_text())["revision"]


def flat(**fields: Any) -> tuple[str, Document]:
    return FLAT, fields


def nested(**session: Any) -> tuple[str, Document]:
    return NESTED, {"session": {"type": "realtime", **session}}


def heard(**fields: Any) -> tuple[str, Document]:
    return nested(audio={"input": fields})


def spoken(**fields: Any) -> tuple[str, Document]:
    return nested(audio={"output": fields})


def lives(**life: Any) -> tuple[str, Document]:
    return NESTED, {"expires_after": life}


FUNCTION = {
    "type": "function",
    "name": "f",
    "description": "d",
    "parameters": {"type": "object", "properties": {"x": {}}},
}
VAD = {"type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 0, "silence_duration_ms": 500}

TAKEN = [
    flat(),
    flat(model="a model of tomorrow", voice="a voice of tomorrow"),
    flat(voice={"id": "voice_1"}),
    flat(modalities=["text"]),
    flat(modalities=["audio", "text"]),
    flat(temperature=0.6),
    flat(temperature=1.2),
    flat(max_response_output_tokens=1),
    flat(max_response_output_tokens=4096),
    flat(max_response_output_tokens="inf"),
    flat(speed=0.25),
    flat(speed=1.5),
    flat(turn_detection=None),
    flat(turn_detection=VAD),
    flat(turn_detection={"type": "semantic_vad", "eagerness": "auto", "create_response": False}),
    flat(input_audio_transcription=None, input_audio_noise_reduction=None, tracing=None),
    flat(input_audio_transcription={"model": "m", "language": "en", "prompt": "p"}),
    flat(tools=[FUNCTION], tool_choice={"type": "function", "name": "f"}),
    flat(tool_choice="required", tracing="auto", truncation="disabled"),
    flat(tracing={"workflow_name": "w", "metadata": {"any": "thing"}}),
    flat(prompt={"id": "p", "version": None, "variables": {"a": "b", "c": {"type": "input_text", "text": "t"}}}),
    flat(client_secret={"expires_after": {"anchor": "created_at", "seconds": 10}}),
    (NESTED, {}),
    nested(),
    nested(output_modalities=["audio"]),
    nested(output_modalities=["text"]),
    nested(max_output_tokens="inf", tracing=None, truncation="auto", prompt=None),
    nested(truncation={"type": "retention_ratio", "retention_ratio": 0.8, "token_limits": {"post_instructions": 0}}),
    nested(tools=[{"type": "mcp", "server_label": "l", "server_url": "https://tiny.example"}]),
    nested(tool_choice={"type": "mcp", "server_label": "l"}),
    nested(reasoning={"effort": "low"}, parallel_tool_calls=True),
    heard(format={"type": "audio/pcm", "rate": 24000}, turn_detection=None, transcription=None, noise_reduction=None),
    heard(turn_detection={**VAD, "idle_timeout_ms": 5000}),
    heard(turn_detection={**VAD, "idle_timeout_ms": None}),
    spoken(voice={"id": "voice_1"}, speed=1.5, format={"type": "audio/pcmu"}),
    (NESTED, {"session": {"type": "transcription", "audio": {"input": {"transcription": {"model": "m"}}}}}),
    lives(anchor="created_at", seconds=10),
    lives(anchor="created_at", seconds=7200),
]
REFUSED = [
    flat(unknown=1),
    flat(client_secret={"value": "v", "expires_at": 1}),
    flat(modalities=["audio"]),
    flat(modalities=[]),
    flat(modalities=["text", "text"]),
    flat(modalities=["text", "video"]),
    flat(modalities="text"),
    flat(temperature=0.59),
    flat(temperature=1.21),
    flat(temperature="1"),
    flat(max_response_output_tokens=0),
    flat(max_response_output_tokens=4097),
    flat(max_response_output_tokens="all"),
    flat(max_response_output_tokens=1.5),
    flat(speed=0.24),
    flat(speed=1.51),
    flat(model=None),
    flat(turn_detection={**VAD, "threshold": 1.01}),
    flat(turn_detection={**VAD, "threshold": -0.01}),
    flat(turn_detection={**VAD, "prefix_padding_ms": -1}),
    flat(turn_detection={**VAD, "silence_duration_ms": -1}),
    flat(turn_detection={**VAD, "create_response": None}),
    flat(turn_detection={**VAD, "idle_timeout_ms": 5000}),
    flat(turn_detection={"type": "semantic_vad", "eagerness": "eager"}),
    flat(turn_detection={"type": "semantic_vad", "threshold": 0.5}),
    flat(input_audio_format="mp3"),
    flat(input_audio_noise_reduction={"type": "middle_field"}),
    flat(tools=[{"type": "mcp", "server_label": "l"}]),
    flat(tool_choice="some"),
    flat(tracing="manual"),
    flat(truncation={"type": "retention_ratio", "retention_ratio": 1.01}),
    flat(prompt={"version": "1"}),
    flat(client_secret={"expires_after": {"anchor": "created_at", "seconds": 9}}),
    flat(client_secret={"expires_after": {"seconds": 600}}),
    (FLAT, []),
    (NESTED, {"unknown": 1}),
    (NESTED, {"session": {}}),
    (NESTED, {"session": {"type": "other"}}),
    nested(unknown=1),
    nested(temperature=1),
    nested(modalities=["text"]),
    nested(output_modalities=["audio", "text"]),
    nested(output_modalities=[]),
    nested(max_output_tokens=0),
    nested(max_output_tokens=4097),
    nested(tools=[{"type": "mcp"}]),
    nested(reasoning={"effort": "vast"}),
    heard(unknown=1),
    heard(format={"type": "audio/mp3"}),
    heard(format={"type": "audio/pcm", "rate": 16000}),
    heard(format="pcm16"),
    heard(turn_detection={**VAD, "idle_timeout_ms": 4999}),
    heard(turn_detection={"threshold": 0.5}),
    spoken(speed=1.51),
    spoken(voice={"name": "n"}),
    lives(anchor="created_at", seconds=9),
    lives(anchor="created_at", seconds=7201),
    lives(anchor="now", seconds=600),
    lives(seconds=600),
]


@pytest.mark.parametrize(("operation", "request_body"), TAKEN)
def test_a_request_that_the_service_takes_is_valid(operation: str, request_body: Any) -> None:
    assert takes(corrected(), body(corrected(), operation), request_body)


@pytest.mark.parametrize(("operation", "request_body"), REFUSED)
def test_a_request_that_the_service_refuses_is_not(operation: str, request_body: Any) -> None:
    assert not takes(corrected(), body(corrected(), operation), request_body)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, list[Outcome]]:
    folder = tmp_path_factory.mktemp("published")
    found = {operation: cut(published(), operation) for operation in OPERATIONS}
    slices = {operation: piece for operation, piece in found.items() if piece is not None}
    assert slices.keys() == OPERATIONS.keys()
    write(Source("openapi.yml", b""), Pinned(slices, ()), "2026-05-31", folder)
    return build(folder, OPENAPI / "overlay.yaml")


class TestTheMainJobOnThePublishedDocument:
    """Pinned, corrected and generated from the document of 2026-05-31, as on a machine that has no newer one."""

    def test_every_correction_does_something_and_misses_only_what_came_later(
        self, built: tuple[Document, list[Outcome]]
    ) -> None:
        outcomes = built[1]
        assert {outcome.state for outcome in outcomes} == {"applied"}
        missed = [target for outcome in outcomes for target in outcome.missed]
        assert [target.rpartition(".")[2] for target in missed] == ["allowed_callers"]

    def test_the_contract_is_valid_and_gives_the_same_verdicts(self, built: tuple[Document, list[Outcome]]) -> None:
        document = built[0]
        assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
        for verdict, cases in ((True, TAKEN), (False, REFUSED)):
            for operation, request_body in cases:
                assert takes(document, body(document, operation), request_body) is verdict, request_body

    def test_the_generator_makes_the_client_that_the_wrapper_imports(
        self, built: tuple[Document, list[Outcome]], tmp_path: Path
    ) -> None:
        generate(dump(built[0]), tmp_path / "client")
        made = {path.relative_to(tmp_path / "client").as_posix() for path in tmp_path.rglob("*.py")}
        names = {
            "api/default/mint_flat.py",
            "api/default/mint_nested.py",
            "models/flat_request.py",
            "models/nested_request.py",
        }
        assert names <= made


def test_both_replies_are_described() -> None:
    assert all(reply(corrected(), operation)["type"] == "object" for operation in OPERATIONS)


def test_a_contract_that_cannot_be_built_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Whatever is wrong with a file of ours, the command gives its name and status 1, and no traceback."""
    pinned(tmp_path, tiny())
    (tmp_path / "pin.json").write_text("{")
    (tmp_path / "overlay.yaml").write_text(NO_CORRECTIONS)
    built = build
    monkeypatch.setattr("scripts.pipeline.client.build", lambda: built(tmp_path, tmp_path / "overlay.yaml"))
    for arguments in (["--check"], []):
        assert generate_main(arguments) == 1
        assert capsys.readouterr().err.startswith("generate: pin.json: not JSON")
