"""Whole published documents: what is kept of them is what they say, and what a mirror stored of a failed fetch isn't one.

They stand in a folder beside a clone in some places only, so `make test` leaves them out and .ci/run asks for them
where the folder is there.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.documents.fetch import fetch
from scripts.pipeline.paths import HISTORY, OPENAPI, ROOT
from scripts.pipeline.slices import pin
from tests.contract.documents import FLAT, NESTED
from tests.contract.test_nightly import STABLE, copied, git, outcome
from tests.contract.test_nightly import run as nightly
from tests.contract.test_pin import run, snapshot

UPSTREAM = ROOT.parent / "shared" / "upstream"
DOCUMENTS = sorted(UPSTREAM.glob("*.yaml"))
BROKEN = sorted((UPSTREAM / "broken").iterdir())
NEWEST = DOCUMENTS[-1]


def test_there_are_documents() -> None:
    assert len(DOCUMENTS) >= 12
    assert len(BROKEN) >= 2
    assert {path.stem for path in DOCUMENTS} <= {path.stem for path in HISTORY.glob("*.yaml")}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_what_is_kept_has_the_slices_of_what_was_published(document: Path) -> None:
    found = pin(fetch(str(document))).slices
    assert found == pin(fetch(str(HISTORY / document.name))).slices
    assert found.keys() == ({FLAT} if document.stem < "2025-09" else {FLAT, NESTED})


def test_the_committed_pin_is_that_of_the_newest_document(tmp_path: Path) -> None:
    record = json.loads((OPENAPI / "pin.json").read_text())
    assert record["revision"] == NEWEST.stem
    for name in ("pin.json", "upstream/realtime_sessions.yaml"):  # an operation that is fixed stays
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((OPENAPI / name).read_bytes())
    assert run(NEWEST, tmp_path, NEWEST.stem) == 0
    for name, (content, _) in snapshot(tmp_path).items():
        assert (OPENAPI / name).read_bytes() == content


@pytest.mark.parametrize("document", BROKEN, ids=lambda path: path.stem)
def test_what_a_mirror_stored_in_place_of_one_is_refused(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(document, tmp_path) == 3
    assert capsys.readouterr().err.startswith(f"pin: {document.name}: not an OpenAPI document")
    assert snapshot(tmp_path) == {}


class TestTheNightlyRun:
    def test_on_the_document_that_is_pinned_is_quiet(self, tmp_path: Path) -> None:
        project = copied(tmp_path / "project", STABLE)
        assert nightly(project, NEWEST).stdout.startswith("unchanged: ")
        for document in BROKEN:
            assert nightly(project, document).returncode == 3
        assert git(project, "status", "--porcelain") == ""

    def test_on_another_document_says_what_moved(self, tmp_path: Path) -> None:
        project = copied(tmp_path / "project", STABLE)
        done = nightly(project, UPSTREAM / "2025-12-18.yaml")
        assert done.returncode == 0, done.stderr
        assert outcome(project) == "moved\n"
        body = (project / "build" / "nightly" / "body.md").read_text()
        assert "# What was published: openapi/upstream/realtime_client_secrets.yaml" in body
        assert len(body) < 65_536
