"""What a killed command left behind goes when the next one begins, and nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from scripts.documents import scratch
from scripts.documents.write import replace_all
from scripts.pipeline.paths import ROOT

KILLED = """
import os, sys
from pathlib import Path
from scripts.documents import scratch, write
place = Path(sys.argv[1])
Path.replace = lambda *_: os.kill(os.getpid(), 9)
with scratch.folder() as folder:
    (folder / "inner").mkdir()
    (folder / "inner" / "file").write_text("left")
    write.replace_all({place / "kept": "new"})
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is also the one for temporary files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def names(place: Path) -> set[str]:
    return {path.name for path in place.iterdir()}


def test_what_a_killed_process_left_goes(place: Path) -> None:
    (place / "kept").write_text("old")
    (place / f"realtime-sessions-{os.getpid()}-mine").mkdir()
    others = {"kept", f"realtime-sessions-{os.getpid()}-mine", "realtime-sessions-notes", "realtime-sessions-0x-b"}
    for name in others - names(place):
        (place / name).write_text("somebody's")
    done = subprocess.run([sys.executable, "-c", KILLED, str(place)], check=False, cwd=ROOT)
    assert done.returncode == -9
    assert len(names(place) - others) == 3  # a folder, the new content and the old
    with scratch.folder() as folder:
        assert names(place) == {*others, folder.name}
    assert names(place) == others
    assert (place / "kept").read_text() == "old"


def test_files_beside_a_document_go_with_the_next_that_is_written(place: Path) -> None:
    left = place / "docs" / f".realtime-sessions-{2**22 + 1}-abc.tmp"  # no process has so high a number
    left.parent.mkdir()
    left.write_text("left")
    replace_all({place / "docs" / "picture": "new"})
    assert names(place / "docs") == {"picture"}
