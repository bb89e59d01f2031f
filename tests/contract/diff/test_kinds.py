"""Twelve whole documents of different kinds: silent against themselves, and every one of 20 edits is told."""

from __future__ import annotations

import random

import pytest

from scripts.bench.documents import LARGE, NAMES, document
from scripts.bench.edits import edited, told
from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document, read
from scripts.documents.fetch import Source
from scripts.documents.text import DocumentError

each = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.full if name in LARGE else ()) for name in NAMES]
)


def test_there_are_twelve() -> None:
    assert len(NAMES) >= 12


@each
def test_a_document_against_itself_is_silent(name: str) -> None:
    assert compare(document(name), document(name)).findings == ()


@each
def test_every_edit_is_told(name: str) -> None:
    base = document(name)
    data, edits = edited(base.data, 20, random.Random(f"edits of {name}"))
    assert len(edits) == 20
    report = compare(base, Document("edited", data))
    assert [edit for edit in edits if not told(report, edit)] == []


def test_swagger_is_refused_with_what_to_do() -> None:
    with pytest.raises(DocumentError, match=r"Swagger 2\.0 isn't read, only OpenAPI 3: convert it first"):
        read(Source("old.yaml", b"swagger: '2.0'\npaths: {}\n"))
