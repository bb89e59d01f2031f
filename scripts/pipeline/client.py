"""Generate the client from the contract, and check that contract and client are current.

`openapi/contract.yaml` and `generated/` follow from the pin, the overlay and the pinned generator
alone: an edited file, a missing one and one left over are each reported.
"""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.documents.write import dump, replace_all
from scripts.pipeline.contract import build
from scripts.pipeline.overlay import Outcome
from scripts.pipeline.paths import CONTRACT, OPENAPI, PACKAGE, ROOT

SHOWN_LINES = 60


class GenerateError(Exception):
    """The generator refused the contract, or warned; the text is what it said."""


def generate(contract: str, into: Path, config: Path = OPENAPI / "generator.yaml") -> None:
    """Run the generator on a contract; warnings are errors.

    Raises:
        GenerateError: with the generator's own words.
    """
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "contract.yaml"
        document.write_text(contract, encoding="utf-8")
        command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(document), "--meta", "none"]
        command += ["--output-path", str(into), "--overwrite", "--config", str(config), "--fail-on-warning"]
        tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # its hooks call ruff
        environment = {**os.environ, "PATH": tools, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "200"}
        run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603 - our own interpreter
    if run.returncode != 0:
        raise GenerateError("the generator doesn't take the contract:\n" + (run.stdout + run.stderr).strip())


def needs_a_person(outcomes: list[Outcome]) -> list[str]:
    """A line for each correction that no longer fits the pinned document."""
    lines = []
    for outcome in outcomes:
        if outcome.missed:
            lines += outcome.misses
        elif not outcome.needed:
            lines.append(f"{outcome.name}: changes nothing any more; if the document was mended, delete the correction")
    return lines


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _differences(expected: dict[str, bytes], actual: dict[str, bytes], shown: str) -> list[str]:
    lines = []
    for name in sorted(expected.keys() | actual.keys()):
        if name not in actual:
            lines.append(f"{shown}{name}: is missing")
        elif name not in expected:
            lines.append(f"{shown}{name}: isn't generated; it doesn't belong there")
        elif expected[name] != actual[name]:
            old, new = (content.decode(errors="replace").splitlines() for content in (actual[name], expected[name]))
            diff = list(
                difflib.unified_diff(old, new, f"{shown}{name} as it is", "as it is generated", lineterm="", n=1)
            )
            lines += [f"{shown}{name}: differs", *diff[:SHOWN_LINES]]
    return lines


def _uncommitted() -> list[str]:
    """What git would still have to commit of both places; nothing where this isn't a git checkout."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return []
    command = [git, "status", "--porcelain", "--", str(CONTRACT), str(PACKAGE.parent)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603 - git, on fixed paths
    if run.returncode != 0:
        return [f"git can't say what is committed: {run.stderr.strip()}"]
    return [f"not committed: {line}" for line in run.stdout.splitlines()]


def verify() -> list[str]:
    """Every reason why the committed contract or client isn't what the pin and the overlay give."""
    contract, outcomes = build()
    problems = [f"openapi/overlay.yaml: {line}" for line in needs_a_person(outcomes)]
    text = dump(contract)
    actual = {"contract.yaml": CONTRACT.read_bytes()} if CONTRACT.exists() else {}
    problems += _differences({"contract.yaml": text.encode()}, actual, "openapi/")
    with tempfile.TemporaryDirectory() as folder:
        try:
            generate(text, Path(folder) / PACKAGE.name)
        except GenerateError as error:
            return [*problems, str(error)]
        problems += _differences(_files(Path(folder)), _files(PACKAGE.parent), "generated/")
    return problems or _uncommitted()


def write() -> list[Outcome]:
    """Generate beside the old client first, so that whatever fails leaves contract and client as they were."""
    contract, outcomes = build()
    text = dump(contract)
    PACKAGE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=PACKAGE.parent, prefix=".") as folder:
        fresh, old = Path(folder) / PACKAGE.name, Path(folder) / "old"
        try:
            generate(text, fresh)
        except GenerateError as error:
            raise GenerateError("\n".join([*needs_a_person(outcomes), str(error)])) from error
        if PACKAGE.exists():
            PACKAGE.rename(old)
        try:
            fresh.rename(PACKAGE)
            replace_all({CONTRACT: text})
        except BaseException:
            if PACKAGE.exists():
                PACKAGE.rename(fresh)
            if old.exists():
                old.rename(PACKAGE)
            raise
    return outcomes
