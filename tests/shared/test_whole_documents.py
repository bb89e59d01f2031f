"""Whole published documents against their neighbours, and two public suites.

Reads folders that stand beside a clone in some places only, so `make test` leaves it out and .ci/run asks for it
where they are there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.bench.suites import CONTAINMENT, VALIDATION, given_pairs, suite
from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document, load
from scripts.documents.pointers import UnresolvedError, at
from scripts.documents.text import DocumentError
from scripts.pipeline.paths import ROOT

SHARED = ROOT.parent / "shared"
REVISIONS = sorted((SHARED / "upstream").glob("*.yaml"))
OPERATIONS = ("POST /realtime/sessions", "POST /realtime/client_secrets")


def with_a_wrong_type(path: Path) -> Document:
    """A published document with a type that doesn't exist in an operation that nobody asks for."""
    found = load(str(path))
    pointer = "/components/schemas/CreateEmbeddingRequest/properties/dimensions"
    try:
        at(found.data, pointer)["type"] = "int64"
    except UnresolvedError:
        pytest.fail(f"{path.name} has no {pointer}")
    return found


@pytest.mark.parametrize("path", [REVISIONS[0], REVISIONS[-1]], ids=lambda path: path.stem)
def test_a_place_has_its_line(path: Path) -> None:
    line = load(str(path)).line("/paths/~1realtime~1sessions/post")
    assert line is not None
    assert path.read_text().splitlines()[line - 1].strip() == "post:"


@pytest.mark.parametrize("path", sorted((SHARED / "upstream" / "broken").iterdir()), ids=lambda path: path.stem)
def test_what_a_mirror_stored_in_place_of_the_document(path: Path) -> None:
    with pytest.raises(DocumentError, match="not an OpenAPI document"):
        load(str(path))


@pytest.mark.parametrize("path", REVISIONS, ids=lambda path: path.stem)
def test_a_whole_document_against_itself_is_silent(path: Path) -> None:
    assert compare(load(str(path)), load(str(path))).findings == ()


@pytest.mark.parametrize("index", range(len(REVISIONS) - 1), ids=lambda index: REVISIONS[index].stem)
def test_neighbours_are_compared_whole_and_by_operation(index: int) -> None:
    old, new = (load(str(path)) for path in REVISIONS[index : index + 2])
    whole = compare(old, new)
    assert whole.findings
    for finding in whole.findings:
        assert (finding.witness is not None) == (finding.levels["strict"] == "breaking")
    some = compare(old, new, operations=OPERATIONS)
    assert set(some.operations) <= set(OPERATIONS)
    told = {operation for finding in some.findings for operation in finding.operations}
    assert told <= set(OPERATIONS)


@pytest.mark.parametrize("index", range(3), ids=lambda index: REVISIONS[index].stem)
def test_a_type_that_doesn_t_exist_elsewhere_hurts_only_who_reaches_it(index: int) -> None:
    old, new = load(str(REVISIONS[index])), load(str(REVISIONS[index + 1]))
    plain, odd = (
        compare(old, new, operations=OPERATIONS),
        compare(old, with_a_wrong_type(REVISIONS[index + 1]), operations=OPERATIONS),
    )
    assert [finding.id for finding in plain.findings] == [finding.id for finding in odd.findings]
    whole = compare(old, with_a_wrong_type(REVISIONS[index + 1]))
    assert any("int64" in str(finding.reason) for finding in whole.findings)


@pytest.mark.parametrize("name", [CONTAINMENT, VALIDATION])
def test_the_engine_is_never_wrong_on_the_public_suites(name: str) -> None:
    (row,) = suite(SHARED / "suites", name)
    assert [detail for detail in row.details if detail.startswith("wrong")] == []
    assert row.good, row.line()


def test_the_engine_is_right_on_the_given_pairs() -> None:
    (row,) = given_pairs(SHARED / "cases" / "schema-pairs.json")
    assert row.good, row.details
