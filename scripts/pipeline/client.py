"""Write the contract, the generated client and the table of parameters, and check that they are what they should be.

`openapi/contract.yaml`, `generated/` and `wrapper/realtime_sessions/parameters/` follow from the pin, the kept
revisions, the overlay and the pinned generator alone: nobody edits them, and nothing in them is left over.
"""

from __future__ import annotations

import copy
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.documents import scratch
from scripts.documents.write import dump, replace_all
from scripts.pipeline.algebra import variants
from scripts.pipeline.contract import NAME, Contract, build, sent, undecided
from scripts.pipeline.names import usable
from scripts.pipeline.overlay import Outcome
from scripts.pipeline.parameters import WORDS, Table, derive
from scripts.pipeline.paths import CONTRACT, OPENAPI, PACKAGE, PARAMETERS, ROOT, SIGNATURES
from scripts.pipeline.python import keywords, listed, method_of, modules, provisional, reserved

SHOWN_LINES = 60
LONGEST_NAME = 80  # of a property in a model, which becomes a part of the names of files
GENERATOR = OPENAPI / "generator.yaml"
LAZY = '''"""What is generated, each part imported when it is first asked for."""

from importlib import import_module
from typing import Any

_PLACES = {places}
__all__ = {names}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
    return getattr(import_module(_PLACES[name], __name__), name)
'''


class GenerateError(Exception):
    """The generator refused the contract, or warned; the text is what it said."""


@dataclass(frozen=True)
class Made:
    """What is generated from one contract: the texts by their path in the project."""

    contract: Contract
    table: Table
    texts: dict[str, bytes]
    provisional: list[str]


def make(contract: Contract, root: Path = ROOT) -> Made:
    """Generate everything that follows from a contract, without writing it.

    Raises:
        GenerateError: the generator refuses the contract, or no call can be what the contract demands.
    """
    client = root / SIGNATURES.relative_to(ROOT)
    table = derive(contract.bodies, reserved(client.parent))
    stops = [
        f"every request must have {place}: once every call has a value for it (DEFAULTS in "
        "wrapper/realtime_sessions/given.py), take the demand away in openapi/overlay.yaml"
        for place in table.demanded
    ]
    if stops := stops + undecided(contract):
        raise GenerateError("\n".join(["the contract demands what no call sends:", *stops]))
    texts = {f"openapi/{CONTRACT.name}": dump(contract.document).encode()}
    with scratch.folder() as folder:
        generate(contract.document, folder / PACKAGE.name)
        for name, text in modules(table, client, sent(contract)).items():
            (folder / PARAMETERS.name).mkdir(exist_ok=True)
            (folder / PARAMETERS.name / name).write_text(text, encoding="utf-8")
        _format(folder / PARAMETERS.name)
        texts |= {
            f"generated/{name}": content for name, content in _files(folder).items() if name.startswith(PACKAGE.name)
        }
        mine = PARAMETERS.parent.relative_to(ROOT).as_posix()
        texts |= {f"{mine}/{name}": text for name, text in _files(folder).items() if name.startswith(PARAMETERS.name)}
    signatures = keywords(client)
    waiting = {kind: names for kind, names in provisional(table, signatures).items() if method_of(kind) in signatures}
    return Made(contract, table, texts, list(listed(waiting, table)))


def generate(document: dict[str, Any], into: Path, config: Path = GENERATOR) -> None:
    """Run the generator on a contract; warnings are errors.

    Raises:
        GenerateError: with the generator's own words.
    """
    with scratch.folder() as folder:
        path = folder / "contract.json"
        path.write_text(json.dumps(digestible(document)), encoding="utf-8")
        command = ["openapi_python_client", "generate", "--path", str(path), "--meta", "none"]
        command += ["--output-path", str(into), "--overwrite", "--config", str(config), "--fail-on-warning"]
        _run(command, "the generator doesn't take the contract")
    for package in (into, into / "models"):
        _make_lazy(package / "__init__.py")


def _make_lazy(init: Path) -> None:
    """Have a package import its modules when something first asks for what they hold."""
    found = re.findall(r"^from (\.\w+) import (\w+(?:, \w+)*)$", init.read_text(encoding="utf-8"), re.MULTILINE)
    places = {name: module for module, names in found for name in names.split(", ")}
    init.write_text(LAZY.format(places=places, names=sorted(places)), encoding="utf-8")
    _run(["ruff", "format", "--isolated", "--no-cache", "--quiet", str(init)], "a package can't be formatted")


def _format(folder: Path) -> None:
    command = ["ruff", "check", "--isolated", "--no-cache", "--quiet", "--fix-only", "--extend-select=I"]
    _run([*command, str(folder)], "the table can't be formatted")
    style = ["--line-length=120", "--target-version=py311"]
    _run(["ruff", "format", "--isolated", "--no-cache", "--quiet", *style, str(folder)], "the table can't be formatted")


def _run(command: list[str], what: str) -> None:
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # the hooks call ruff
    environment = {**os.environ, "PATH": tools, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "200"}
    whole = [sys.executable, "-m", *command]
    run = subprocess.run(whole, capture_output=True, text=True, check=False, env=environment)  # noqa: S603 - our own interpreter
    if run.returncode != 0:
        raise GenerateError(f"{what}:\n" + (run.stdout + run.stderr).strip())


def digestible(document: dict[str, Any]) -> dict[str, Any]:
    """The contract as the generator takes it: what it trips over, and our own path never uses, is left out.

    Defaults and bounds (it writes the first into models, and can't write all of them), null beside a type as a
    variant, properties whose names it can't write or would write alike, and what stands beside a body: the table has
    that.
    """
    result: dict[str, Any] = copy.deepcopy(document)
    for item in (item for path in result.get("paths", {}).values() for item in path.values()):
        item.pop("parameters", None)
    result["components"]["schemas"] = {
        name: _digestible(schema) for name, schema in result["components"]["schemas"].items()
    }
    return result


def _digestible(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_digestible(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    left_out = {"default", "contains", "pattern", "x-secret", "x-unit", NAME, WORDS}
    kept = {name: value for name, value in schema.items() if name not in left_out}
    if isinstance(kept.get("type"), list):
        words = {name: kept.pop(name) for name in ("description",) if name in kept}
        return {"anyOf": [_digestible(branch) for branch in variants(kept)], **words}
    if "enum" in kept and not (kept.get("type") == "string" and all(map(_is_a_name, kept["enum"]))):
        del kept["enum"]
    result = {
        name: value if name in {"enum", "required"} else _digestible(value)
        for name, value in kept.items()
        if name != "properties"
    }
    if "properties" in kept:
        seen: set[str] = set()
        fine = {}
        for name, inner in kept["properties"].items():
            written = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()).strip("_")
            taken = written in seen | {"self", "cls", "additional_properties"}
            if usable(name) and name.isascii() and len(name) <= LONGEST_NAME and not taken:
                fine[name] = _digestible(inner)
            seen.add(written)
        result["properties"] = fine
        result["required"] = [name for name in kept.get("required", ()) if name in fine]
    return result


def _is_a_name(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ._/-]*", value) is not None


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


def _differences(expected: dict[str, bytes], actual: dict[str, bytes]) -> list[str]:
    lines = []
    for name in sorted(expected.keys() | actual.keys()):
        if name not in actual:
            lines.append(f"{name}: is missing")
        elif name not in expected:
            lines.append(f"{name}: isn't generated; it doesn't belong there")
        elif expected[name] != actual[name]:
            old, new = (content.decode(errors="replace").splitlines() for content in (actual[name], expected[name]))
            diff = list(difflib.unified_diff(old, new, f"{name} as it is", "as it is generated", lineterm="", n=1))
            lines += [f"{name}: differs", *diff[:SHOWN_LINES]]
    return lines


def present(root: Path) -> dict[str, bytes]:
    """What is generated now, as it stands in a tree."""
    found: dict[str, bytes] = {}
    for place in (CONTRACT, PACKAGE.parent, PARAMETERS):
        path = root / place.relative_to(ROOT)
        files = _files(path) if path.is_dir() else {"": path.read_bytes()} if path.exists() else {}
        shown = place.relative_to(ROOT).as_posix()
        found |= {f"{shown}/{name}" if name else shown: content for name, content in files.items()}
    return found


def _uncommitted() -> list[str]:
    """What git would still have to commit of what is generated; nothing where this isn't a git checkout."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return []
    command = [git, "status", "--porcelain", "--", str(CONTRACT), str(PACKAGE.parent), str(PARAMETERS)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603 - git, on fixed paths
    if run.returncode != 0:
        return [f"git can't say what is committed: {run.stderr.strip()}"]
    return [f"not committed: {line}" for line in run.stdout.splitlines()]


def verify() -> tuple[list[str], list[str]]:
    """Every reason why what is committed isn't what it should be; and what waits for a person and costs nobody."""
    contract = build()
    problems = [f"openapi/overlay.yaml: {line}" for line in needs_a_person(contract.outcomes)]
    try:
        made = make(contract)
    except GenerateError as error:
        return [*problems, str(error)], []
    problems += _differences(made.texts, present(ROOT))
    return problems or _uncommitted(), made.provisional


def write(made: Made, root: Path = ROOT) -> list[str]:
    """Write what was generated, all or nothing, without what is left over; give the paths that changed."""
    stale = [root / name for name in present(root).keys() - made.texts.keys()]
    texts = {root / name: content.decode() for name, content in made.texts.items()}
    changed = replace_all(texts, stale)
    return sorted(path.relative_to(root).as_posix() for path in changed)
