"""The contract: a valid OpenAPI 3.1 document that stands alone, whatever revisions its slices are of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from realtime_sessions.parameters.types import NewRealtimeParameters, NewTranscriptionParameters
from scripts.documents.fetch import Source
from scripts.documents.pointers import references, resolve
from scripts.documents.text import DocumentError
from scripts.documents.write import dump
from scripts.generate import main as generate_main
from scripts.pipeline.algebra import tag, walk
from scripts.pipeline.client import make
from scripts.pipeline.contract import Contract, build
from scripts.pipeline.paths import OPENAPI
from scripts.pipeline.slices import OPERATIONS, Pinned, cut, load, pin, write
from tests.contract.documents import FLAT, NESTED, published, tiny
from tests.contract.schemas import contract, takes
from tests.contract.test_cases import FLAT as FLAT_CASES
from tests.contract.test_cases import NESTED as NESTED_CASES
from tests.contract.test_cases import validator_of

Document = dict[str, Any]
NO_CORRECTIONS = "overlay: 1.1.0\ninfo: {title: none, version: '1'}\nactions: []\n"
BODIES = ["FlatReply", "FlatRequest", "NestedReply", "NestedRequest"]


def pinned(folder: Path, document: Document, revision: str = "first") -> None:
    source = Source("tiny.json", json.dumps(document).encode())
    write(source, pin(source), revision, folder)


def joined(folder: Path, *documents: Document, overlay: str = NO_CORRECTIONS) -> Contract:
    """The contract of documents pinned one after the other."""
    for number, document in enumerate(documents):
        pinned(folder, document, f"revision {number}")
    (folder / "overlay.yaml").write_text(overlay)
    return build(folder, folder / "overlay.yaml", folder / "history")


def with_schema(name: str, schema: Document) -> Document:
    document = tiny()
    document["components"]["schemas"][name] = schema
    return document


def only(operation: str, document: Document) -> Document:
    path = operation.split()[1]
    return {**document, "paths": {path: document["paths"][path]}}


class TestJoining:
    def test_both_operations_stand_in_one_document(self, tmp_path: Path) -> None:
        document = joined(tmp_path, tiny()).document
        assert document["paths"].keys() == {"/realtime/sessions", "/realtime/client_secrets"}
        assert document["openapi"] == "3.1.0"
        assert document["info"]["version"] == "revision 0"
        assert document["security"] == [{"Key": []}]
        assert document["components"]["securitySchemes"] == {"Key": {"type": "http", "scheme": "bearer"}}
        assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []

    def test_each_body_is_whole_and_every_object_in_it_has_a_name(self, tmp_path: Path) -> None:
        found = joined(tmp_path, tiny())
        assert sorted(found.bodies) == BODIES
        assert found.bodies["NestedRequest"] == {
            "type": "object",
            "properties": {
                "session": {
                    "type": "object",
                    "properties": {
                        "voice": {"type": "string", "enum": ["one", "two"]},
                        "model": {"type": "string"},
                    },
                }
            },
        }
        schemas = found.document["components"]["schemas"]
        assert sorted(schemas) == [*BODIES, "NestedRequestSession"]
        assert schemas["NestedRequest"]["properties"]["session"] == {
            "$ref": "#/components/schemas/NestedRequestSession"
        }
        assert all(schema["title"] == name for name, schema in schemas.items())

    def test_one_operation_alone_is_a_contract(self, tmp_path: Path) -> None:
        found = joined(tmp_path, only(FLAT, tiny()))
        assert found.document["paths"].keys() == {"/realtime/sessions"}
        assert sorted(found.bodies) == ["FlatReply", "FlatRequest"]

    def test_nothing_pinned_is_an_error_that_says_what_to_do(self, tmp_path: Path) -> None:
        (tmp_path / "overlay.yaml").write_text(NO_CORRECTIONS)
        with pytest.raises(DocumentError, match="run make pin"):
            build(tmp_path, tmp_path / "overlay.yaml")

    @pytest.mark.parametrize("name", ["overlay.yaml", "pin.json", "upstream/realtime_sessions.yaml"])
    def test_a_file_that_cannot_be_read_is_named(self, tmp_path: Path, name: str) -> None:
        joined(tmp_path, tiny())
        (tmp_path / name).write_text("a: [")
        with pytest.raises(DocumentError, match=rf"^{Path(name).name}: not YAML"):
            build(tmp_path, tmp_path / "overlay.yaml")

    def test_an_overlay_that_is_gone_is_named(self, tmp_path: Path) -> None:
        joined(tmp_path, tiny())
        (tmp_path / "overlay.yaml").unlink()
        with pytest.raises(DocumentError, match=r"^overlay\.yaml: can't be read"):
            build(tmp_path, tmp_path / "overlay.yaml")

    def test_a_schema_of_the_overlays_is_brought_into_normal_form_too(self, tmp_path: Path) -> None:
        action = (
            "{x-name: a, description: b, target: $.components.schemas.FlatRequest.properties, update: {x: {const: 1}}}"
        )
        found = joined(tmp_path, tiny(), overlay=NO_CORRECTIONS.replace("[]", f"[{action}]"))
        assert found.bodies["FlatRequest"]["properties"]["x"] == {"type": "integer", "enum": [1]}


class TestSlicesOfDifferentRevisions:
    """The newer document has only the nested operation; the flat one's slice stays as it was."""

    def newer(self, voice: Document) -> Document:
        return only(NESTED, with_schema("Voice", voice))

    def test_each_body_has_the_schemas_of_its_own_slice(self, tmp_path: Path) -> None:
        both = joined(tmp_path, tiny(), self.newer({"type": "integer"})).bodies
        assert takes(both["FlatRequest"], {"voice": "one"})
        assert not takes(both["FlatRequest"], {"voice": 1})
        assert takes(both["NestedRequest"], {"session": {"voice": 1}})
        assert not takes(both["NestedRequest"], {"session": {"voice": "one"}})

    def test_the_version_is_the_newest_that_is_followed(self, tmp_path: Path) -> None:
        assert joined(tmp_path, tiny(), self.newer({})).document["info"]["version"] == "revision 1"

    def test_every_reference_of_them_resolves(self, tmp_path: Path) -> None:
        document = joined(tmp_path, tiny(), self.newer({"type": "integer"})).document
        found = list(references(document))
        assert len(found) >= 5
        for reference in found:
            resolve(document, reference)

    def test_a_slice_of_3_0_and_one_of_3_1_make_one_contract(self, tmp_path: Path) -> None:
        old = {**with_schema("Voice", {"type": "string", "nullable": True}), "openapi": "3.0.3"}
        both = joined(tmp_path, old, self.newer({"type": ["string", "null"]}))
        assert both.document["openapi"] == "3.1.0"
        voice = both.bodies["FlatRequest"]["properties"]["voice"]
        assert voice == both.bodies["NestedRequest"]["properties"]["session"]["properties"]["voice"]
        assert takes(both.bodies["FlatRequest"], {"voice": None})


class TestReplies:
    """A reply is read, and nothing that a server may come to say may cost the key in it."""

    def test_anything_but_the_key_may_be_null_missing_or_another_value(self, tmp_path: Path) -> None:
        document = tiny()
        document["components"]["schemas"]["Reply"] = {
            "type": "object",
            "required": ["value", "session"],
            "additionalProperties": False,
            "properties": {
                "value": {"type": "string"},
                "session": {
                    "type": "object",
                    "required": ["voice"],
                    "properties": {
                        "voice": {"type": "string", "enum": ["one"]},
                        "list": {"type": "array", "items": {}},
                    },
                },
            },
        }
        reply = joined(tmp_path, document).bodies["NestedReply"]
        taken: list[Document] = [
            {"value": "ek", "session": {"voice": "one"}},
            {"value": "ek", "session": {"voice": "new", "more": 1}, "more": 1},
            {"value": "ek", "session": {"voice": None, "list": None}},
            {"value": "ek", "session": None},
            {"value": "ek"},
        ]
        refused: list[Document] = [{}, {"value": None}, {"value": "ek", "session": {"voice": 1}}]
        assert [body for body in taken if not takes(reply, body)] == []
        assert [body for body in refused if takes(reply, body)] == []


class TestWhatEarlierRevisionsHad:
    """A record that says since when an operation has its shape keeps what kept revisions have had since then."""

    def kept(self, folder: Path, since: str) -> Contract:
        document = with_schema("Voice", {"type": "string", "enum": ["one"]})
        pinned(folder, document)
        record = json.loads((folder / "pin.json").read_text())
        record["operations"][NESTED]["keeps_from"] = since
        (folder / "pin.json").write_text(json.dumps(record))
        (folder / "overlay.yaml").write_text(NO_CORRECTIONS)
        (folder / "history").mkdir()
        for label, voices in (
            ("2025-01-01", ["none", "zero"]),
            ("2025-02-01", ["two"]),
            ("2025-03-01", ["two", "three"]),
        ):
            earlier = with_schema("Voice", {"type": "string", "enum": voices})
            earlier["components"]["schemas"]["Reply"]["properties"][f"seen in {label[5:7]}"] = {"type": "integer"}
            (folder / "history" / f"{label}.yaml").write_text(dump(earlier))
        return build(folder, folder / "overlay.yaml", folder / "history")

    def test_a_value_or_a_field_stays_and_is_named(self, tmp_path: Path) -> None:
        found = self.kept(tmp_path, "2025-02-01")
        session = found.bodies["NestedRequest"]["properties"]["session"]
        assert session["properties"]["voice"]["enum"] == ["one", "two", "three"]
        assert found.bodies["NestedReply"]["properties"].keys() == {"value", "seen in 02", "seen in 03"}
        assert "NestedRequest.session.voice: the value 'three'" in found.kept
        assert len(found.kept) == 4
        assert found.bodies["FlatRequest"]["properties"]["voice"]["enum"] == ["one"]

    def test_what_was_before_the_shape_began_is_gone(self, tmp_path: Path) -> None:
        found = self.kept(tmp_path, "2025-04-01")
        assert found.bodies["NestedRequest"]["properties"]["session"]["properties"]["voice"]["enum"] == ["one"]
        assert found.kept == []


class TestOurs:
    def test_it_is_written_as_it_is_built(self) -> None:
        assert (OPENAPI / "contract.yaml").read_text(encoding="utf-8") == dump(contract().document)

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
        for schema in contract().document["components"]["schemas"].values():
            Draft202012Validator.check_schema(schema)

    def test_its_version_is_the_revision_of_the_pin(self) -> None:
        assert contract().document["info"]["version"] == json.loads((OPENAPI / "pin.json").read_text())["revision"]

    def test_every_object_of_a_request_is_closed_or_says_what_else_it_takes(self) -> None:
        seen = 0
        for name in ("FlatRequest", "NestedRequest"):
            for schema in walk(contract().bodies[name]):
                if "properties" in schema:
                    seen += 1
                    assert "additionalProperties" in schema, tag(schema) or schema["properties"].keys()
        assert seen > 40

    def test_the_table_of_cases_is_of_its_operations(self) -> None:
        paths = [operation.split()[1] for operation in OPERATIONS]
        assert list(contract().document["paths"]) == paths


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Contract:
    """The contract where the newest document is that of 2026-05-31, with what was kept until then."""
    folder = tmp_path_factory.mktemp("published")
    record = json.loads((OPENAPI / "pin.json").read_text())
    found = {operation: cut(published(), operation) for operation in OPERATIONS}
    (folder / "upstream").mkdir()
    for name in ("pin.json", "upstream/realtime_sessions.yaml"):  # the flat operation stays where it is
        (folder / name).write_bytes((OPENAPI / name).read_bytes())
    slices = {operation: piece for operation, piece in found.items() if piece is not None}
    write(Source("openapi.yml", b""), Pinned(slices, ()), "2026-05-31", folder)
    assert json.loads((folder / "pin.json").read_text())["operations"][FLAT] == record["operations"][FLAT]
    return build(folder, OPENAPI / "overlay.yaml")


class TestTheMainJobOnThePublishedDocument:
    """Pinned, corrected and generated from the document of 2026-05-31, as on a machine that has no newer one."""

    def test_every_correction_finds_its_targets(self, built: Contract) -> None:
        assert [outcome.name for outcome in built.outcomes if not outcome.needed] == []

    def test_the_contract_is_valid_and_gives_the_same_verdicts(self, built: Contract) -> None:
        assert [error.message for error in OpenAPIV31SpecValidator(built.document).iter_errors()] == []
        for case in FLAT_CASES + NESTED_CASES:
            validator = validator_of(built.document, case["endpoint"])
            assert validator.is_valid(case["body"]) == (case["verdict"] == "accept"), case["name"]

    def test_the_generator_makes_the_client_that_the_wrapper_imports(self, built: Contract) -> None:
        names = {"api/default/mint_flat.py", "api/default/mint_nested.py", "models/nested_request.py"}
        made = make(built)
        assert {f"generated/realtime_sessions_api/{name}" for name in names} <= made.texts.keys()
        waiting = {*NewRealtimeParameters.__annotations__, *NewTranscriptionParameters.__annotations__}
        assert {line.split(" in create")[0].rpartition(" ")[2] for line in made.provisional} == waiting


def test_a_contract_that_cannot_be_built_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Whatever is wrong with a file of ours, the command gives its name and status 1, and no traceback."""
    pinned(tmp_path, tiny())
    (tmp_path / "pin.json").write_text("{")
    (tmp_path / "overlay.yaml").write_text(NO_CORRECTIONS)

    def spoilt() -> Contract:
        return build(tmp_path, tmp_path / "overlay.yaml")

    monkeypatch.setattr("scripts.pipeline.client.build", spoilt)
    monkeypatch.setattr("scripts.generate.build", spoilt)
    for arguments in (["--check"], []):
        assert generate_main(arguments) == 1
        assert capsys.readouterr().err.startswith("generate: pin.json: not JSON")


class TestBodiesOfAnotherKind:
    @pytest.mark.parametrize("body", ["request", "reply"])
    def test_a_body_without_json_needs_a_person(self, tmp_path: Path, body: str) -> None:
        document = tiny()
        post = document["paths"]["/realtime/client_secrets"]["post"]
        post["requestBody" if body == "request" else "responses"] = {"content": {"multipart/form-data": {"schema": {}}}}
        with pytest.raises(DocumentError, match=f"the {body} of {NESTED} is no object with properties in JSON"):
            joined(tmp_path, document)

    def test_one_of_several_bodies_needs_a_person(self, tmp_path: Path) -> None:
        kinds = [{"type": "object", "properties": {name: {"type": "string"}}} for name in "ab"]
        with pytest.raises(DocumentError, match=f"the request of {NESTED} is one of 2 objects"):
            joined(tmp_path, with_schema("NestedBody", {"oneOf": kinds}))

    @pytest.mark.parametrize("parameters", [None, [None, "x", {"name": ["a"], "in": {}}]])
    def test_parameters_of_another_shape_are_none(self, tmp_path: Path, parameters: Any) -> None:
        document = tiny()
        document["paths"]["/realtime/client_secrets"]["parameters"] = parameters
        document["paths"]["/realtime/client_secrets"]["post"]["parameters"] = parameters
        assert "parameters" not in joined(tmp_path, document).document["paths"]["/realtime/client_secrets"]["post"]
