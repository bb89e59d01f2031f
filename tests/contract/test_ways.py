"""What a maintainer is told when a document reaches an operation in another way than the wrapper does."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from scripts.documents.fetch import Source
from scripts.pipeline import recipe
from scripts.pipeline.slices import Pinned, pin
from tests.contract.documents import NESTED, published, tiny

PATH = NESTED.split()[1]
OURS = f"https://api.openai.com/v1{PATH}"


def pinned(document: dict[str, Any]) -> Pinned:
    return pin(Source("tiny.json", json.dumps(document).encode()))


def told(**more: Any) -> list[str]:
    """What is told of the nested operation when the document, its path or its operation has something more."""
    document = {**tiny(), "servers": [{"url": "https://api.openai.com/v1"}]}
    document["paths"][PATH] |= more.get("path", {})
    document["paths"][PATH]["post"] |= more.get("operation", {})
    return [line for line in pinned(document).other_ways if line.startswith(NESTED)]


def test_the_published_document_goes_our_way() -> None:
    assert pinned(copy.deepcopy(published())).other_ways == ()


@pytest.mark.parametrize(
    "servers",
    [
        [{"url": "https://api.openai.com/v1/"}],
        [{"url": "https://eu.example.com/v1"}, {"url": "https://api.openai.com/v1"}],
        [{"url": "https://{region}.openai.com/v1", "variables": {"region": {"default": "api"}}}],
        [{"url": "/v1"}],
        [],
        None,
        [None, {}, {"url": 5}],
    ],
)
def test_our_address_is_nothing_to_tell(servers: Any) -> None:
    assert told(path={"servers": servers}) == []


def test_another_address_is_told_and_the_nearest_counts() -> None:
    other, ours = ([{"url": f"https://{host}.openai.com/v1"}] for host in ("next", "api"))
    line = f"{NESTED} is at https://next.openai.com/v1{PATH}, and the wrapper sends to {OURS}"
    assert told(path={"servers": other}) == [line]
    assert told(path={"servers": ours}, operation={"servers": other}) == [line]
    assert told(path={"servers": other}, operation={"servers": ours}) == []


def test_another_prefix_is_another_address() -> None:
    document = {**tiny(), "servers": [{"url": "https://api.openai.com"}]}
    for prefix, lines in (("/v1", 0), ("/v2", 2)):
        moved = {**document, "paths": {prefix + path: item for path, item in document["paths"].items()}}
        assert len(pinned(moved).other_ways) == lines


@pytest.mark.parametrize(
    ("security", "line"),
    [
        ([{"Key": []}], None),
        ([{"Other": []}, {"Key": []}], None),
        ([{}], None),
        ([], None),
        ([{"Other": []}], f"{NESTED} wants Other, and the wrapper sends its key as a bearer's"),
        ([{"Key": [], "Other": []}], f"{NESTED} wants Key and Other, and the wrapper sends its key as a bearer's"),
    ],
)
def test_another_key_is_told(security: Any, line: str | None) -> None:
    assert told(operation={"security": security}) == ([line] if line else [])


def test_a_maintainer_is_told_of_another_way_and_of_what_is_missing() -> None:
    document = copy.deepcopy(published())
    document["paths"]["/realtime/keys"] = document["paths"].pop(PATH)
    document["servers"] = [{"url": "https://next.openai.com/v1"}]
    source = Source("next.json", json.dumps(document).encode())
    decisions = recipe.prepare(source, pin(source), "2099-01-01").decisions
    assert any(line.startswith(f"{NESTED} is missing in the document") for line in decisions)
    assert any("is at https://next.openai.com/v1/realtime/sessions" in line for line in decisions)
