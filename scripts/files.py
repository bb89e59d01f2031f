"""Writing several files so that either all of them change or none does."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def replace_all(texts: Mapping[Path, str]) -> list[Path]:
    """Write every file beside its place first, then rename; a full disk leaves all of them as they were.

    Returns:
        The files whose content changed.
    """
    changed = [path for path, text in texts.items() if not path.exists() or path.read_bytes() != text.encode()]
    staged: list[tuple[str, Path]] = []
    try:
        for path in changed:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
            staged.append((name, path))
            with os.fdopen(handle, "wb") as file:
                file.write(texts[path].encode())
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
        for name, path in staged:
            Path(name).replace(path)
    finally:
        for name, _ in staged:
            with suppress(FileNotFoundError):
                Path(name).unlink()
    return changed
