"""Writing several files so that either all of them change or none does."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path


def replace_all(texts: Mapping[Path, str]) -> list[Path]:
    """Write every file beside its place first, then rename; whatever fails leaves all of them as they were.

    Returns:
        The files whose content changed.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    changed = [path for path, text in texts.items() if before[path] != text.encode()]
    with ExitStack() as temporary:
        new = [_beside(path, texts[path].encode(), temporary) for path in changed]
        old = [None if (content := before[path]) is None else _beside(path, content, temporary) for path in changed]
        done: list[int] = []
        try:
            for number, path in enumerate(changed):
                new[number].replace(path)
                done.append(number)
        except BaseException:
            for number in done:  # the old contents lie ready: going back needs no space
                _put_back(old[number], changed[number])
            raise
    return changed


def _beside(path: Path, content: bytes, temporary: ExitStack) -> Path:
    """A file with this content in the folder of another, gone in the end unless it was renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    temporary.callback(Path(name).unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(0o644)
    return Path(name)


def _put_back(old: Path | None, path: Path) -> None:
    if old is None:
        path.unlink()
    else:
        old.replace(path)
