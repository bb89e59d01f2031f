"""Rules about every file that is committed: nothing of this machine, of a registry, or of the published prose."""

from __future__ import annotations

import functools
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.documents.pointers import references, resolve
from scripts.pipeline.paths import ROOT
from scripts.pipeline.slices import OPERATIONS
from tests.contract.documents import published


@functools.cache
def tracked() -> dict[str, str]:
    """The text of every committed file, and of every file about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    paths = [path for name in done.stdout.splitlines() if (path := ROOT / name).is_file()]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def saying(pattern: str, *, but: str = "") -> list[str]:
    """Where a pattern stands, as file:line."""
    wanted = re.compile(pattern)
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in tracked().items()
        if name != but
        for number, line in enumerate(text.splitlines(), start=1)
        if wanted.search(line)
    ]


def test_the_committed_files_are_read() -> None:
    assert {"README.md", "Makefile", "openapi/contract.yaml", "scripts/pin.py"} <= tracked().keys()
    assert saying(r"^# realtime-sessions$") == ["README.md:1: # realtime-sessions"]


def test_no_registry_s_host_is_named() -> None:
    hosts = ["pypi" + ".org", "python" + "hosted", "npm" + "js", "debian" + ".org", "conda" + ".io", "crates" + ".io"]
    assert saying("|".join(re.escape(host) for host in hosts)) == []


def test_no_absolute_path_of_a_machine_is_named() -> None:
    home, beside = str(Path.home()), str(ROOT.parent)
    folders = {"/home", "/Users", "/opt", "/" + "root", "/" + "work", home, beside} - {"/", ""}
    names = "|".join(re.escape(folder) for folder in sorted(folders))
    assert (
        saying(rf"(?<![\w./$}}]){names}/".replace(names, f"(?:{names})"), but="tests/structure/test_house_rules.py")
        == []
    )


def test_no_key_is_committed() -> None:
    found = saying(r"\b(sk|ek)-(proj-)?[A-Za-z0-9]{32,}|\bek_[0-9a-f]{32}\b")
    assert [line for line in found if "0123456789abcdef" not in line] == []  # no server ever minted that


SLICES = sorted((ROOT / "openapi" / "upstream").glob("*.yaml"))
HISTORY = sorted((ROOT / "openapi" / "history").glob("*.yaml"))
PROSE = {"description", "summary", "example", "examples", "externalDocs", "tags", "$comment"}
NAMES = {"properties", "patternProperties", "$defs", "schemas", "responses", "headers", "parameters"}
OUR_DESCRIPTIONS = {"minted", "error"}  # what OpenAPI requires of a reply, in the overlay's words


def prose(node: Any, where: str = "", *, names: bool = False) -> Iterator[str]:
    """Each key that holds prose, unless it is a name; each string that reads like a sentence."""
    if isinstance(node, dict):
        for key, value in node.items():
            place = f"{where}/{key}"
            if not names and (key in PROSE or key.startswith("x-")) and str(value) not in OUR_DESCRIPTIONS:
                yield place
            yield from prose(value, place, names=not names and key in NAMES)
    elif isinstance(node, list):
        for item in node:
            yield from prose(item, where)
    elif isinstance(node, str) and node.count(" ") > 1:
        yield f"{where}: {node}"


def test_the_search_for_prose_finds_some() -> None:
    schema = {"properties": {"description": {"description": "x", "x-a": 1}}, "default": "one two three"}
    assert list(prose(schema)) == [
        "/properties/description/description",
        "/properties/description/x-a",
        "/default: one two three",
    ]


def test_the_words_of_the_contract_are_the_overlays() -> None:
    """Whatever prose the contract has was written here: it stands in the overlay, or is a title of our own making."""
    overlay = (ROOT / "openapi/overlay.yaml").read_text(encoding="utf-8")
    contract = yaml.safe_load((ROOT / "openapi/contract.yaml").read_text(encoding="utf-8"))
    said = {text for key, text in strings(contract["components"]["schemas"]) if key == "description"}
    assert said
    assert [text for text in said if text.replace('"', '\\"') not in overlay] == []


@pytest.mark.parametrize("file", [*SLICES, *HISTORY], ids=lambda file: file.stem)
def test_what_is_kept_of_a_document_is_facts(file: Path) -> None:
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert list(prose({"paths": document["paths"], "components": document["components"]})) == []
    assert document["info"].keys() <= {"title", "version"}


def test_both_slices_are_there() -> None:
    assert len(SLICES) == len(OPERATIONS)


def strings(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Each string of a tree, with the key that it stands under."""
    if isinstance(node, str):
        yield key, node
    for name, value in node.items() if isinstance(node, dict) else []:
        yield from strings(value, name)
    for item in node if isinstance(node, list) else []:
        yield from strings(item, key)


def published_parts() -> list[Any]:
    """Both operations and every schema that they reach."""
    document = published()
    nodes: list[Any] = [document["paths"][operation.split()[1]] for operation in OPERATIONS]
    done: set[str] = set()
    for node in nodes:  # grows
        for reference in references(node):
            if reference not in done:
                done.add(reference)
                nodes.append(resolve(document, reference))
    return nodes


def published_words() -> tuple[set[str], set[str]]:
    """Of those: the sentences of their prose, and the sentences, ids and keys of their examples."""
    sentences: set[str] = set()
    samples: set[str] = set()
    for key, text in (pair for node in published_parts() for pair in strings(node)):
        if key in {"description", "summary"}:
            sentences.update(" ".join(each.split()) for each in re.split(r"(?<=[.:])\s+|\n\n", text))
        else:
            samples.update(re.findall(r'"((?:sess_|ek_|[^"\n]* [^"\n]* )[^"\n]*)"', text))
    return {each for each in sentences if each.count(" ") > 5}, {each for each in samples if len(each) > 12}


def test_no_published_sentence_and_no_published_example_is_committed() -> None:
    sentences, samples = published_words()
    assert len(sentences) > 100
    assert len(samples) > 4
    for name, text in tracked().items():
        flat = " ".join(text.split())
        assert [each for each in sentences if each in flat] == [], name
        assert [each for each in samples if each in flat] == [], name


def test_what_is_generated_is_marked_so() -> None:
    files = [name for name in tracked() if name.startswith(("generated/", "openapi/upstream/"))] + [
        "openapi/contract.yaml"
    ]
    assert len(files) > 20
    command = ["git", "check-attr", "linguist-generated", "--", *files]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert {line.rpartition(": ")[2] for line in done.stdout.splitlines()} == {"true"}


def test_every_development_tool_is_pinned_exactly() -> None:
    pins: dict[str, str] = {}
    for line in tracked()["constraints.txt"].splitlines():
        if not line.startswith("#"):
            pinned = Requirement(line)
            assert re.fullmatch(r"==[^*,]+", str(pinned.specifier)), line
            pins[canonicalize_name(pinned.name)] = str(pinned.specifier)
    project = tomllib.loads(tracked()["pyproject.toml"])
    wanted = [
        *project["dependency-groups"]["dev"],
        *project["project"]["dependencies"],
        *project["build-system"]["requires"],
    ]
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    assert {"openapi-python-client", "ruff"} <= pins.keys()
    for line in wanted:
        requirement = Requirement(line)
        pin = pins.get(canonicalize_name(requirement.name))
        assert pin, f"{requirement.name} isn't pinned in constraints.txt"
        assert requirement.specifier.contains(pin.removeprefix("==")), f"{requirement} excludes the pinned {pin}"


def test_three_packages_are_all_that_a_user_needs() -> None:
    project = tomllib.loads(tracked()["pyproject.toml"])["project"]
    names = [Requirement(line).name for line in project["dependencies"]]
    assert sorted(names) == ["attrs", "httpx", "python-dateutil"]
    assert project["requires-python"] == ">=3.11"
    assert project["license"] == "MIT"
    assert tracked()["LICENSE"].startswith("MIT License")
    assert "## [Unreleased]" in tracked()["CHANGELOG.md"]
