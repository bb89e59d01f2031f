"""Make folders and files that are gone in the end; what a killed process left goes when the next one makes some.

Only what bears our name and the number of a process that no longer runs is removed.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_OURS: Final = "realtime-sessions-"
_NAME: Final = re.compile(rf"\.?{_OURS}(\d{{1,9}})-\w+(?:\.tmp)?")


@contextmanager
def folder() -> Iterator[Path]:
    """Hold a new folder among the system's temporary ones."""
    sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"{_OURS}{os.getpid()}-") as place:
        yield Path(place)


def beside(path: Path, content: bytes) -> Path:
    """Make a file with this content in the folder of another, which may be replaced by it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{_OURS}{os.getpid()}-", suffix=".tmp")
    found = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        found.chmod(0o644)
    except BaseException:  # a full disk
        found.unlink()
        raise
    return found


def sweep(place: Path) -> None:
    """Remove from a folder what processes left there that no longer run."""
    for path in place.glob(f"*{_OURS}*"):
        found = _NAME.fullmatch(path.name)
        if found and not _runs(int(found[1])):
            shutil.rmtree(path, ignore_errors=True)
            with suppress(OSError):
                path.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True
