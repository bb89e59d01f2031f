"""The pin: what is cut out and what is left behind, and that a document that is refused changes nothing on disk."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.documents.fetch import Source
from scripts.documents.parse import parse
from scripts.documents.pointers import references, resolve, walk
from scripts.documents.text import DocumentError
from scripts.documents.write import dump, replace_all
from scripts.pin import main
from scripts.pipeline.contract import bodies
from scripts.pipeline.facts import facts
from scripts.pipeline.paths import ROOT
from scripts.pipeline.slices import OPERATIONS, cut, pin, slice_file
from tests.contract.documents import FLAT, NESTED, published, published_file, tiny
from tests.contract.test_fetching import running_site
from tests.contract.test_parsing import BROKEN, bomb

Capsys = pytest.CaptureFixture[str]
Snapshot = dict[str, tuple[bytes, int]]


def snapshot(folder: Path) -> Snapshot:
    """Every file with its content and when it was written."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def source(document: dict[str, Any]) -> Source:
    return Source("spec.json", json.dumps(document).encode())


def slices(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return pin(source(document)).slices


def run(spec: object, folder: Path, revision: str = "2026-01-01") -> int:
    return main([str(spec), "--revision", revision, "--openapi", str(folder)])


def written(folder: Path, document: dict[str, Any], name: str = "spec.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


@pytest.fixture
def place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder where the tiny document is already pinned."""
    folder = tmp_path / "openapi"
    assert run(written(tmp_path, tiny(), "tiny.json"), folder, "first") == 0
    capsys.readouterr()
    return folder


class TestTheCut:
    @pytest.mark.parametrize("flow", [True, False])
    def test_a_document_gives_the_same_slices_in_every_spelling(self, flow: bool) -> None:
        text = yaml.safe_dump(tiny(), default_flow_style=flow)
        assert pin(Source("spec.yaml", text.encode())).slices == slices(tiny())

    @pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
    def test_every_version_is_pinned(self, version: str) -> None:
        assert {piece["openapi"] for piece in slices(tiny() | {"openapi": version}).values()} == {version}

    def test_a_slice_has_the_operation_and_what_it_references_and_nothing_else(self) -> None:
        assert slices(tiny())[FLAT] == {
            "openapi": "3.1.0",
            "info": {"title": FLAT, "version": "1.2.3"},
            "security": [{"Key": []}],
            "paths": {
                "/realtime/sessions": {
                    "post": {
                        "operationId": "flat",
                        "requestBody": {
                            "required": True,
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/FlatBody"}}},
                        },
                        "responses": {
                            "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Reply"}}}}
                        },
                    }
                }
            },
            "components": {
                "schemas": {
                    "FlatBody": {
                        "type": "object",
                        "properties": {"voice": {"$ref": "#/components/schemas/Voice"}, "model": {"type": "string"}},
                    },
                    "Voice": {"type": "string", "enum": ["one", "two"]},
                    "Reply": {"type": "object", "properties": {"value": {"type": "string"}}},
                },
                "securitySchemes": {"Key": {"type": "http", "scheme": "bearer"}},
            },
        }

    def test_references_are_followed_through_responses(self) -> None:
        components = slices(tiny())[NESTED]["components"]
        assert components.keys() == {"schemas", "responses", "securitySchemes"}
        assert components["schemas"].keys() == {"NestedBody", "FlatBody", "Voice", "Reply"}

    def test_a_schema_may_reference_itself(self) -> None:
        document = tiny()
        document["components"]["schemas"]["Voice"] = {"anyOf": [{"$ref": "#/components/schemas/Voice"}]}
        assert slices(document)[FLAT]["components"]["schemas"]["Voice"] == document["components"]["schemas"]["Voice"]

    @pytest.mark.parametrize(
        ("reference", "leads_to"),
        [
            ("#/components/schemas/FlatBody/properties/model", {"type": "string"}),
            ("#/paths/~1elsewhere/get/responses/200", {}),
            ("#voices", {"$anchor": "voices", "type": "boolean"}),
            ("https://tiny.example/voices", {"$id": "https://tiny.example/voices", "type": "integer"}),
        ],
    )
    def test_what_is_referenced_elsewhere_gets_a_place_among_the_schemas(self, reference: str, leads_to: Any) -> None:
        document = tiny()
        schemas = document["components"]["schemas"]
        schemas["Other"] = {"$anchor": "voices", "type": "boolean"}
        schemas["More"] = {"$id": "https://tiny.example/voices", "type": "integer"}
        schemas["Voice"] = {"$ref": reference}
        found = slices(document)[FLAT]["components"]["schemas"]
        assert found[found["Voice"]["$ref"].rpartition("/")[2]] == leads_to

    def test_what_a_security_scheme_references_comes_along(self) -> None:
        document = tiny()
        document["components"]["securitySchemes"]["Key"] = {"$ref": "#/components/securitySchemes/Other"}
        assert slices(document)[FLAT]["components"]["securitySchemes"].keys() == {"Key", "Other"}

    def test_a_path_that_is_a_reference_is_followed(self) -> None:
        document = tiny()
        document["components"]["pathItems"] = {"Flat": document["paths"]["/realtime/sessions"]}
        document["paths"]["/realtime/sessions"] = {"$ref": "#/components/pathItems/Flat"}
        assert slices(document) == slices(tiny())

    def test_parameters_of_the_path_come_along(self) -> None:
        document = tiny()
        parameter = {"name": "v", "in": "query", "schema": {"$ref": "#/components/schemas/Unused"}}
        document["paths"]["/realtime/sessions"]["parameters"] = [parameter]
        piece = slices(document)[FLAT]
        assert piece["paths"]["/realtime/sessions"]["parameters"] == [parameter]
        assert "Unused" in piece["components"]["schemas"]

    def test_the_security_of_the_operation_goes_before_that_of_the_document(self) -> None:
        document = tiny()
        document["paths"]["/realtime/sessions"]["post"]["security"] = [{"Other": []}]
        piece = slices(document)[FLAT]
        assert piece["security"] == [{"Other": []}]
        assert piece["components"]["securitySchemes"].keys() == {"Other"}

    def test_prose_goes_at_every_level(self) -> None:
        document = tiny()
        document["components"]["schemas"]["Voice"] |= {
            "$comment": "Tiny prose.",
            "examples": ["Tiny prose."],
            "externalDocs": {"url": "https://tiny.example", "description": "Tiny prose."},
            "anyOf": [{"description": "Tiny prose.", "items": {"title": "Tiny prose."}}],
        }
        assert "prose" in json.dumps(document)
        assert "prose" not in json.dumps(slices(document))

    @pytest.mark.parametrize(
        "section", ["properties", "patternProperties", "$defs", "dependentSchemas", "definitions", "encoding"]
    )
    def test_names_that_look_like_prose_stay_names(self, section: str) -> None:
        names = [
            "description",
            "title",
            "example",
            "examples",
            "tags",
            "summary",
            "x-foo",
            "enum",
            "properties",
            "$comment",
        ]
        schema = {section: {name: {"type": "string", "description": "Tiny prose."} for name in names}}
        assert facts(schema) == {section: {name: {"type": "string"} for name in names}}

    def test_names_of_schemas_and_headers_that_look_like_prose_stay_names(self) -> None:
        document = tiny()
        document["components"]["schemas"]["title"] = {"type": "integer"}
        document["components"]["schemas"]["Voice"] = {"$ref": "#/components/schemas/title"}
        document["paths"]["/realtime/sessions"]["post"]["responses"]["200"]["headers"] = {
            "x-request-id": {"description": "Tiny prose.", "schema": {"type": "string"}}
        }
        piece = slices(document)[FLAT]
        assert piece["components"]["schemas"]["title"] == {"type": "integer"}
        reply = piece["paths"]["/realtime/sessions"]["post"]["responses"]["200"]
        assert reply["headers"] == {"x-request-id": {"schema": {"type": "string"}}}

    def test_the_sentences_of_an_oauth_scheme_go(self) -> None:
        flow = {"tokenUrl": "https://tiny.example", "scopes": {"title": "Tiny prose.", "write": "Tiny prose."}}
        assert facts({"type": "oauth2", "flows": {"clientCredentials": flow}}) == {
            "type": "oauth2",
            "flows": {"clientCredentials": {**flow, "scopes": {"title": "", "write": ""}}},
        }

    def test_values_that_look_like_prose_stay_values(self) -> None:
        schema = {
            "enum": ["description", {"title": "kept"}],
            "const": {"x-foo": 1},
            "default": {"description": "kept"},
            "required": ["title"],
        }
        assert facts(schema) == schema


class TestTheRefusals:
    @pytest.mark.parametrize(
        "reference",
        ["#/components/schemas/Missing", "other.yaml#/Voice", "https://tiny.example/spec.yaml#/Voice", "#Voice"],
    )
    def test_a_reference_that_leads_nowhere(self, tmp_path: Path, capsys: Capsys, reference: str) -> None:
        document = tiny()
        document["components"]["schemas"]["Voice"] = {"$ref": reference}
        assert run(written(tmp_path, document), tmp_path / "openapi") == 3
        assert f"FlatRequest.voice: the reference {reference!r} " in capsys.readouterr().err
        assert not (tmp_path / "openapi").exists()

    def test_a_reference_that_is_no_text(self) -> None:
        document = tiny()
        document["components"]["schemas"]["Voice"] = {"$ref": 5}
        with pytest.raises(DocumentError, match=r"^spec\.json: the reference '5' isn't text"):
            slices(document)

    def test_a_dangling_reference_elsewhere_is_none_of_our_business(self) -> None:
        document = tiny()
        document["paths"]["/elsewhere"]["get"]["responses"]["200"] = {"$ref": "#/components/responses/Missing"}
        assert slices(document) == slices(tiny())

    @pytest.mark.parametrize(
        "paths",
        [
            {},
            {"/elsewhere": {"post": {}}},
            {"/realtime/sessions": {"get": {"responses": {}}}},
            {"/realtime/sessions": None},
            {"/realtime/sessions/": {"post": {}}},
        ],
    )
    def test_a_document_with_none_of_the_operations(self, paths: dict[str, Any]) -> None:
        with pytest.raises(
            DocumentError, match="has none of the operations POST /realtime/sessions, POST /realtime/client_secrets"
        ):
            slices({**tiny(), "paths": paths})

    @pytest.mark.parametrize("security", [5, "Key", {"Key": []}, ["Key"]])
    def test_a_security_that_is_none(self, security: Any) -> None:
        with pytest.raises(DocumentError, match="security"):
            slices({**tiny(), "security": security})


def _places(node: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield way
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield from _places(child, (*way, key))


JUNK: list[Any] = [None, 0, "", "text", [], {}, [[]], [{}], [5], {"$ref": "#/"}, {"$ref": 5}, {"": {}}]


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_nonsense_anywhere_is_pinned_or_refused_but_never_a_traceback(junk: Any) -> None:
    pinned_whole, refused = 0, 0
    for way in list(_places(tiny()))[1:]:
        document: Any = tiny()
        place = document
        for step in way[:-1]:
            place = place[step]
        place[way[-1]] = junk
        try:
            found = slices(document)
        except DocumentError:
            refused += 1
            continue
        for operation, piece in found.items():
            assert parse(Source("slice", dump(piece).encode())) == piece
            with suppress(DocumentError):  # what it leads to is read later
                bodies(piece, operation, [])
        pinned_whole += 1
    assert pinned_whole > 20
    assert refused > 0


class TestTheCommand:
    def test_it_writes_a_sorted_slice_per_operation_and_a_record(self, place: Path, tmp_path: Path) -> None:
        assert snapshot(place).keys() == {
            "pin.json",
            "upstream/realtime_client_secrets.yaml",
            "upstream/realtime_sessions.yaml",
        }
        content = (tmp_path / "tiny.json").read_bytes()
        assert json.loads((place / "pin.json").read_text()) == {
            "source": "tiny.json",
            "revision": "first",
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "operations": {NESTED: {"revision": "first"}, FLAT: {"revision": "first"}},
        }
        for operation, piece in slices(tiny()).items():
            text = slice_file(place, operation).read_text()
            assert text == dump(piece)
            assert text == yaml.safe_dump(yaml.safe_load(text), sort_keys=True, width=120)

    def test_it_says_what_it_did(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(written(tmp_path, tiny()), tmp_path / "openapi", "first") == 0
        assert capsys.readouterr().out.splitlines() == [
            "follows  POST /realtime/sessions  first",
            "follows  POST /realtime/client_secrets  first",
            "changed  pin.json, realtime_client_secrets.yaml, realtime_sessions.yaml",
            "next     make generate: until then make verify is red, since contract and client are of the old pin",
        ]

    def test_the_same_input_changes_nothing(
        self, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = snapshot(place)
        assert run(tmp_path / "tiny.json", place, "first") == 0
        assert snapshot(place) == before
        assert "changed  nothing" in capsys.readouterr().out

    @pytest.mark.parametrize("seed", ["1", "2"])
    def test_the_order_of_sets_does_not_matter(self, place: Path, tmp_path: Path, seed: str) -> None:
        subprocess.run(
            [
                sys.executable,
                "-m",
                "scripts.pin",
                tmp_path / "tiny.json",
                "--revision",
                "first",
                "--openapi",
                tmp_path / "other",
            ],
            check=True,
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        contents = [[content for content, _ in snapshot(folder).values()] for folder in (place, tmp_path / "other")]
        assert contents[0] == contents[1]

    def test_order_and_format_of_the_input_do_not_matter(self, place: Path, tmp_path: Path) -> None:
        before = {name: content for name, (content, _) in snapshot(place).items() if name != "pin.json"}
        shuffled = tmp_path / "tiny.yaml"
        text = yaml.safe_dump(_reversed(tiny()), sort_keys=False)
        shuffled.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
        assert run(shuffled, place, "first") == 0
        assert {name: content for name, (content, _) in snapshot(place).items() if name != "pin.json"} == before

    def test_another_revision_of_the_same_document_changes_only_the_record(self, place: Path, tmp_path: Path) -> None:
        before = snapshot(place)
        assert run(tmp_path / "tiny.json", place, "second") == 0
        after = snapshot(place)
        assert {name for name in after if after[name] != before[name]} == {"pin.json"}
        assert after["pin.json"][0].decode() == before["pin.json"][0].decode().replace("first", "second")

    def test_a_3_0_document_is_pinned_as_it_is(self, tmp_path: Path) -> None:
        document = {**tiny(), "openapi": "3.0.3"}
        document["components"]["schemas"]["Voice"]["nullable"] = True
        assert run(written(tmp_path, document), tmp_path / "openapi") == 0
        piece = yaml.safe_load(slice_file(tmp_path / "openapi", FLAT).read_text())
        assert piece["openapi"] == "3.0.3"
        assert piece["components"]["schemas"]["Voice"]["nullable"] is True

    @pytest.mark.parametrize(("gone", "left"), [(FLAT, NESTED), (NESTED, FLAT)])
    def test_an_operation_that_is_gone_keeps_its_slice_and_revision(
        self, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], gone: str, left: str
    ) -> None:
        document = tiny()
        del document["paths"][gone.split()[1]]
        document["components"]["schemas"]["Voice"]["enum"].append("three")
        before = snapshot(place)
        assert run(written(tmp_path, document), place, "second") == 0
        changed = {name for name, state in snapshot(place).items() if state != before[name]}
        assert changed == {"pin.json", f"upstream/{OPERATIONS[left]}.yaml"}
        follows = {gone: {"revision": "first"}, left: {"revision": "second"}}
        assert json.loads((place / "pin.json").read_text())["operations"] == follows
        said = capsys.readouterr().out
        assert f"follows  {gone}  first\nmoved    is missing in the document; its last pinned contract stays\n" in said
        assert "the value 'three'" in said
        assert run(tmp_path / "tiny.json", place, "third") == 0
        follows = {gone: {"revision": "third"}, left: {"revision": "third"}}
        assert json.loads((place / "pin.json").read_text())["operations"] == follows

    def test_an_operation_that_was_never_there_is_said_to_be_missing(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        document = tiny()
        del document["paths"]["/realtime/client_secrets"]
        assert run(written(tmp_path, document), tmp_path / "openapi") == 0
        assert f"follows  {NESTED}  nothing yet\nmoved    is missing in the document" in capsys.readouterr().out
        record = json.loads((tmp_path / "openapi/pin.json").read_text())
        assert record["operations"] == {FLAT: {"revision": "2026-01-01"}}

    def test_an_operation_that_is_fixed_stays_and_what_the_document_says_differently_is_told(
        self, place: Path, tmp_path: Path, capsys: Capsys
    ) -> None:
        record = json.loads((place / "pin.json").read_text())
        record["operations"][FLAT]["fixed"] = "it is retired"
        (place / "pin.json").write_text(json.dumps(record))
        document = tiny()
        document["components"]["schemas"]["Voice"]["enum"].append("three")
        before = slice_file(place, FLAT).read_bytes()
        assert run(written(tmp_path, document), place, "second") == 0
        assert slice_file(place, FLAT).read_bytes() == before
        follows = json.loads((place / "pin.json").read_text())["operations"]
        assert follows == {FLAT: {"revision": "first", "fixed": "it is retired"}, NESTED: {"revision": "second"}}
        assert capsys.readouterr().out.splitlines()[:4] == [
            f"follows  {FLAT}  first, and stays there: it is retired",
            f"differs  {FLAT} request: voice: values added: three",
            f"follows  {NESTED}  second",
            "new      session.voice: the value 'three'",
        ]

    @pytest.mark.parametrize("revision", ["", "  ", "a\nb", "\x1b[31m"])
    def test_a_revision_that_is_no_label_is_a_wrong_call(self, place: Path, tmp_path: Path, revision: str) -> None:
        before = snapshot(place)
        with pytest.raises(SystemExit) as caught:
            run(tmp_path / "tiny.json", place, revision)
        assert caught.value.code == 2
        assert snapshot(place) == before

    def test_a_record_that_cannot_be_read_is_said_so(
        self, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (place / "pin.json").write_text("{")
        before = snapshot(place)
        assert run(tmp_path / "tiny.json", place, "first") == 3
        assert capsys.readouterr().err.startswith("pin: pin.json: not JSON")
        assert snapshot(place) == before

    def test_a_record_without_operations_is_made_anew(self, place: Path, tmp_path: Path) -> None:
        whole = (place / "pin.json").read_bytes()
        (place / "pin.json").write_text("{}")
        assert run(tmp_path / "tiny.json", place, "first") == 0
        assert (place / "pin.json").read_bytes() == whole


def _reversed(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _reversed(value) for key, value in reversed(node.items())}
    return [_reversed(item) for item in node] if isinstance(node, list) else node


SPOILED: dict[str, Callable[[dict[str, Any]], object]] = {
    "Swagger 2.0": lambda document: document.update(swagger=document.pop("openapi").replace("3.1.0", "2.0")),
    "OpenAPI 4": lambda document: document.update(openapi="4.0.0"),
    "none of the operations": lambda document: document["paths"].clear(),
    "a dangling reference": lambda document: document["components"]["schemas"].pop("Voice"),
    "components that are a list": lambda document: document.update(components=[]),
}


class TestNothingChanges:
    """A document that is refused, and a disk that refuses, leave every file as it was."""

    def refused(self, spec: object, place: Path, capsys: pytest.CaptureFixture[str]) -> str:
        before = snapshot(place)
        assert run(spec, place, "second") == 3
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err.startswith("pin: ")
        assert output.err.endswith("; nothing was changed\n")
        assert output.err[:-1].isprintable()
        assert snapshot(place) == before
        return output.err

    @pytest.mark.parametrize("name", BROKEN)
    def test_when_it_is_no_document(
        self, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
    ) -> None:
        content, _ = BROKEN[name]
        spec = tmp_path / "broken\x1b[31m.yaml"
        spec.write_bytes(content.encode() if isinstance(content, str) else content)
        self.refused(spec, place, capsys)

    @pytest.mark.parametrize("name", SPOILED)
    def test_when_it_is_no_document_of_ours(
        self, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
    ) -> None:
        document = tiny()
        SPOILED[name](document)
        self.refused(written(tmp_path, document), place, capsys)

    def test_when_its_nodes_are_too_many_only_in_our_part(
        self, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        spec = tmp_path / "bomb.yaml"
        spec.write_bytes(yaml.safe_dump(tiny()).encode() + bomb(40, 9).encode())
        assert "its aliases unfold without a sensible end" in self.refused(spec, place, capsys)

    def test_when_it_is_what_a_mirror_stored_of_a_failed_fetch(
        self, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for text in ("error code: 524", "details: Failed to handle the request."):
            (tmp_path / "spec.yaml").write_text(text)
            assert "not an OpenAPI document" in self.refused(tmp_path / "spec.yaml", place, capsys)

    def test_when_a_url_brings_half_of_it(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        body = json.dumps(tiny()).encode()
        with running_site() as site:
            assert run(site.serve("/tiny.json", body=body), place, "first") == 0
            capsys.readouterr()
            half = site.serve("/half.json", body=body[: len(body) // 2], Content_Length=len(body))
            assert f"stopped after {len(body) // 2:,} bytes" in self.refused(half, place, capsys)
            page = site.serve("/page", body=b"<html>", Content_Type="text/html")
            assert "answered with a page" in self.refused(page, place, capsys)

    @pytest.mark.parametrize("fails_at", [0, 1, 2])
    def test_when_a_rename_fails(
        self,
        place: Path,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        fails_at: int,
    ) -> None:
        document = tiny()
        document["components"]["schemas"]["Voice"]["enum"].append("three")
        before = {name: content for name, (content, _) in snapshot(place).items()}
        replace, calls = Path.replace, []

        def failing(path: Path, target: Path) -> Path:
            calls.append(target)
            if len(calls) == fails_at + 1:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return replace(path, target)

        monkeypatch.setattr(Path, "replace", failing)
        assert run(written(tmp_path, document), place, "second") == 1
        assert capsys.readouterr().err == "pin: can't write (Input/output error); nothing was changed\n"
        assert {name: content for name, (content, _) in snapshot(place).items()} == before
        monkeypatch.undo()
        assert run(written(tmp_path, document), place, "second") == 0
        assert len(calls) == fails_at * 2 + 1
        assert {name for name, (content, _) in snapshot(place).items() if content != before[name]} == before.keys()

    def test_when_the_first_of_all_pins_fails_half_way(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        replace = Path.replace

        def failing(path: Path, target: Path) -> Path:
            if target.name == "second":
                assert (tmp_path / "first").read_text() == "1"
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return replace(path, target)

        monkeypatch.setattr(Path, "replace", failing)
        with pytest.raises(OSError, match="Input/output error"):
            replace_all({tmp_path / "first": "1", tmp_path / "second": "2", tmp_path / "third": "3"})
        assert snapshot(tmp_path) == {}

    def test_when_the_disk_is_full(self, place: Path, tmp_path: Path) -> None:
        """A limit on the size of files stands for the disk: the slices fit, and what is too large doesn't."""
        document = tiny()
        document["components"]["schemas"]["Reply"]["enum"] = ["x" * 100] * 1000
        before = snapshot(place)
        limited = subprocess.run(
            [sys.executable, "-m", "scripts.pin", written(tmp_path, document), "--revision", "2", "--openapi", place],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONDONTWRITEBYTECODE": "1",
                "COVERAGE_PROCESS_START": "",
                "COVERAGE_PROCESS_CONFIG": "",
            },
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        )
        assert (limited.returncode, limited.stdout) == (1, "")
        assert limited.stderr == "pin: can't write (File too large); nothing was changed\n"
        assert snapshot(place) == before

    def test_when_the_folder_is_a_file(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "openapi").mkdir()
        (tmp_path / "openapi/upstream").write_text("in the way")
        before = snapshot(tmp_path / "openapi")
        assert run(written(tmp_path, tiny()), tmp_path / "openapi") == 1
        assert "can't write (" in capsys.readouterr().err
        assert snapshot(tmp_path / "openapi") == before

    def test_when_the_folder_is_a_mount_that_only_reads(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        if not Path("/proc/self/status").exists():
            pytest.skip("needs a folder that refuses even root: /proc")
        assert run(written(tmp_path, tiny()), Path("/proc/self/openapi")) == 1
        assert re.fullmatch(r"pin: can't write \(.+\); nothing was changed\n", capsys.readouterr().err)


class TestThePublishedDocument:
    """The main job, on real input: the document of 2026-05-31."""

    def test_both_operations_are_pinned_and_the_same_bytes_each_time(self, tmp_path: Path) -> None:
        assert run(published_file(), tmp_path, "2026-05-31") == 0
        contents = {name: content for name, (content, _) in snapshot(tmp_path).items()}
        assert len(contents) == 3
        for operation, name in OPERATIONS.items():
            again = cut(published(), operation)
            assert again is not None
            assert contents[f"upstream/{name}.yaml"].decode() == dump(again)
        record = json.loads(contents["pin.json"])
        assert record == {
            "source": "openapi.yml",
            "revision": "2026-05-31",
            "sha256": hashlib.sha256(published_file().read_bytes()).hexdigest(),
            "size": published_file().stat().st_size,
            "operations": {NESTED: {"revision": "2026-05-31"}, FLAT: {"revision": "2026-05-31"}},
        }

    def test_every_reference_of_a_slice_resolves_in_it(self) -> None:
        count = 0
        for operation in OPERATIONS:
            piece = cut(published(), operation)
            assert piece is not None
            for reference in references(piece):
                resolve(piece, reference)
                count += 1
        assert count > 40

    def test_no_word_of_its_prose_is_in_a_slice(self) -> None:
        prose: list[str] = []

        def collect(mapping: dict[str, Any]) -> None:
            prose.extend(
                value for key in ("description", "summary", "title") if isinstance(value := mapping.get(key), str)
            )

        walk(published(), collect)
        sentences = {text.strip() for text in prose if len(text.split()) >= 4}
        assert len(sentences) > 1000
        kept: set[str] = set()

        def strings(node: Any) -> None:
            if isinstance(node, dict):
                for key, value in node.items():
                    kept.add(key)
                    strings(value)
            elif isinstance(node, list):
                for item in node:
                    strings(item)
            elif isinstance(node, str):
                kept.add(node)

        for operation in OPERATIONS:
            strings(cut(published(), operation))
        assert not kept & sentences
        assert {text for text in kept if " " in text} == set(OPERATIONS)


@pytest.mark.parametrize("command", [["scripts/pin.py"], ["-m", "scripts.pin"]])
def test_both_ways_to_call_it_work_from_any_folder(tmp_path: Path, command: list[str]) -> None:
    words = [str(ROOT / word) if word.endswith(".py") else word for word in command]
    done = subprocess.run(
        [sys.executable, *words, "tiny.json", "--revision", "first", "--openapi", "openapi"],
        capture_output=True,
        text=True,
        check=False,
        cwd=written(tmp_path, tiny(), "tiny.json").parent,
        env={**os.environ, "PYTHONPATH": str(ROOT) if command[0] == "-m" else ""},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"follows  {FLAT}  first\n")
    assert (tmp_path / "openapi/pin.json").exists()
