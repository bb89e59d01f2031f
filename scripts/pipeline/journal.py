"""Change many files of the tree as one: a change is prepared beside it, and made by a journal.

A run that is killed leaves the tree as it was, or with a journal: the next command finishes what was begun. One change
at a time.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scripts.pipeline.paths import ROOT

PLACE = ROOT / "build" / "update"


class BusyError(Exception):
    """Another update is running."""


@contextmanager
def alone(place: Path = PLACE) -> Iterator[None]:
    """Hold the one place for an update; the holder's death frees it.

    Raises:
        BusyError: somebody else holds it.
    """
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise BusyError(f"another update is running (process {file.read().strip() or 'unknown'})") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        recover(place)
        yield


def commit(texts: Mapping[str, bytes], stale: Iterable[str] = (), place: Path = PLACE) -> list[str]:
    """Write files by their paths in the project, and remove what is stale; give the paths that changed."""
    changed = {
        name: content
        for name, content in texts.items()
        if not (ROOT / name).exists() or (ROOT / name).read_bytes() != content
    }
    following = place / "next"
    shutil.rmtree(following, ignore_errors=True)
    for name, content in changed.items():
        path = following / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    journal = place / "journal.new"
    journal.write_text(json.dumps({"files": sorted(changed), "stale": sorted(stale)}), encoding="utf-8")
    journal.replace(place / "journal")  # from here on the change is made, whoever finishes it
    recover(place)
    return sorted([*changed, *stale])


def recover(place: Path = PLACE) -> bool:
    """Finish a move that was begun; whether there was one."""
    journal = place / "journal"
    if not journal.exists():
        shutil.rmtree(place / "next", ignore_errors=True)
        return False
    told = json.loads(journal.read_text(encoding="utf-8"))
    for name in told["files"]:
        if (place / "next" / name).exists():
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (place / "next" / name).replace(ROOT / name)
    for name in told["stale"]:
        (ROOT / name).unlink(missing_ok=True)
    journal.unlink()
    shutil.rmtree(place / "next", ignore_errors=True)
    return True
