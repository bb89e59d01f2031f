"""A document in several files is the same document; half of one is none."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.documents.external import bundled
from scripts.documents.fetch import Source, fetch
from scripts.documents.parse import parse
from scripts.documents.text import DocumentError
from scripts.pipeline.slices import pin
from tests.contract.documents import published_file
from tests.contract.test_rewritings import OPERATION, PUBLISHED, SCHEMAS, as_published, everywhere, normal


def in_files(folder: Path, apart: dict[str, str]) -> Path:
    """The newest document with some schemas in files of their own, which refer to each other and back."""
    whole = copy.deepcopy(PUBLISHED)
    homes = {f"#/components/schemas/{name}": (name, file) for name, file in apart.items()}
    files: dict[str, dict[str, Any]] = {file: {"schemas": {}} for file in apart.values()}

    def refer(document: Any, own: str) -> Any:
        up = "../" * own.count("/")

        def change(mapping: dict[str, Any]) -> dict[str, Any]:
            reference = mapping.get("$ref")
            if not isinstance(reference, str):
                return mapping
            name, file = homes.get(reference, ("", "main.yaml"))
            pointer = f"/schemas/{name}" if name else reference[1:]
            return {**mapping, "$ref": f"{'' if file == own else up + file}#{pointer}"}

        return everywhere(document, change)

    for name, file in apart.items():
        files[file]["schemas"][name] = refer(whole["components"]["schemas"].pop(name), file)
    for file, content in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(json.dumps(content) if file.endswith("json") else yaml.safe_dump(content))
    (folder / "main.yaml").write_text(yaml.safe_dump(refer(whole, "main.yaml")))
    return folder / "main.yaml"


@pytest.mark.parametrize("files", [["one.yaml"], ["a.yml", "b/c.json"], ["b/c/d.yaml", "b/e.yaml", "f.json"]])
def test_a_document_in_several_files_is_the_same_document(files: list[str], tmp_path: Path) -> None:
    main = in_files(tmp_path, {name: files[number % len(files)] for number, name in enumerate(SCHEMAS)})
    source = fetch(str(main))
    assert pin(source).slices.keys() >= {OPERATION}
    assert normal(bundled(parse(source), source.folder))[0] == as_published()


@pytest.mark.parametrize(
    "reference",
    ["../secret.yaml#/a", "/etc/hosts", "file:///etc/hosts", "https://h.example/a.yaml#/a", "gone.yaml#/a", "a.txt"],
)
def test_no_other_file_is_read(reference: str, tmp_path: Path) -> None:
    """What isn't below the document's folder, or isn't a document, is left where it is, and told."""
    (tmp_path / "secret.yaml").write_text("a: {type: string}\n")
    folder = tmp_path / "inside"
    folder.mkdir()
    (folder / "a.txt").write_text("a: {type: string}\n")
    (folder / "linked.yaml").symlink_to(tmp_path / "secret.yaml")
    for told in (reference, "linked.yaml#/a"):
        document = {"openapi": "3.1.0", "paths": {}, "a": {"$ref": told}}
        assert bundled(document, folder) == document
        assert document["a"] == {"$ref": told}


def test_a_file_that_refers_to_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("tree: {properties: {left: {$ref: '#/tree'}, right: {$ref: 'a.yaml#/tree'}}}\n")
    found = bundled({"a": {"$ref": "a.yaml#/tree"}}, tmp_path)
    inner = found["x-files"]["a.yaml"]["tree"]["properties"]
    assert found["a"] == inner["left"] == inner["right"] == {"$ref": "#/x-files/a.yaml/tree"}


@pytest.mark.parametrize("share", [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.25, 0.1])
def test_half_a_document_is_none(share: float) -> None:
    """Cut at the end of a line it is often YAML, and has the operations; what they refer to is missing."""
    content = published_file().read_bytes()
    cut = content[: content.rindex(b"\n", 0, int(len(content) * share)) + 1]
    with pytest.raises(DocumentError):
        pin(Source("openapi.yml", cut))


def test_a_few_references_that_lead_nowhere_are_somebodys_mistakes() -> None:
    document = copy.deepcopy(PUBLISHED)
    names = [f"Gone{number}" for number in range(15)]
    document["components"]["schemas"] |= {f"Of{name}": {"$ref": f"#/components/schemas/{name}"} for name in names}
    assert pin(Source("spec.json", json.dumps(document).encode())).slices
