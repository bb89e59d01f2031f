"""Move the project to another document: the one sequence behind `make update` and the nightly run.

Everything is made beside the tree first: the pin, the kept revision, the contract, the client, the table of
parameters, the picture; what was generated is imported and mints once on a stub. Only then the tree is changed.
"""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.documents import scratch
from scripts.documents.fetch import Source
from scripts.documents.text import DocumentError, shown
from scripts.documents.write import dump
from scripts.pipeline.client import GenerateError, Made, make, needs_a_person, present
from scripts.pipeline.contract import build
from scripts.pipeline.journal import commit
from scripts.pipeline.parameters import Table
from scripts.pipeline.paths import HISTORY, OPENAPI, PARAMETERS, ROOT, SIGNATURES
from scripts.pipeline.python import keywords, method_of, shown_fields
from scripts.pipeline.report import Report, report
from scripts.pipeline.slices import OPERATIONS, Pinned, texts
from scripts.revisions.kept import published

LONGEST_LABEL = 60
PROOF = """
import httpx
from realtime_sessions import Endpoint, RealtimeSessions, SessionConfig
from realtime_sessions.parameters.table import BESIDE
from realtime_sessions.redaction import Secret
from realtime_sessions.services import checked_headers
for beside in BESIDE.values():
    checked_headers(Secret(beside["header"]))
def answer(request):
    return httpx.Response(200, json={"value": "ek_proof_0123456789", "client_secret": {"value": "ek_proof_0123456789"}})
for endpoint in (Endpoint.FLAT, Endpoint.NESTED):
    with RealtimeSessions("sk-proof-0123456789", endpoint=endpoint, transport=httpx.MockTransport(answer)) as client:
        client.create(voice="marin", turn_detection=None)
        SessionConfig(instructions="hello").to_dict(endpoint)
with RealtimeSessions("sk-proof-0123456789", transport=httpx.MockTransport(answer)) as client:
    client.create_transcription()
import realtime_sessions.parameters.types, realtime_sessions_api.models as models
for name in models.__all__:
    getattr(models, name)
"""


@dataclass
class Prepared:
    """A move to another document, made and not yet written."""

    revision: str
    pinned: Pinned
    reports: list[Report]
    made: Made
    texts: dict[str, bytes] = field(default_factory=dict)  # by path in the project
    stale: list[str] = field(default_factory=list)

    @property
    def decisions(self) -> list[str]:
        """What a maintainer has to decide: a line each, with what to do."""
        lines = [
            f"{line}. It costs users nothing; delete or mend the correction in openapi/overlay.yaml."
            for line in needs_a_person(self.made.contract.outcomes)
        ]
        lines += [
            f"{line}. Users have it already; give it a place in the signature in wrapper/realtime_sessions/base.py "
            "and a description in openapi/overlay.yaml, or another name there (x-parameter)."
            for line in self.made.provisional
        ]
        lines += [
            f"{line}. Look whether the service still takes that; wrapper/realtime_sessions/options.py has the address."
            for line in self.pinned.other_ways
        ]
        lines += [
            f"sessions of the kind {kind!r}: no method mints one; write {method_of(kind)} beside create_transcription "
            "in wrapper/realtime_sessions/base.py, where users want them."
            for kind in self.made.table.kinds
            if method_of(kind) not in keywords(SIGNATURES)
        ]
        lines += [
            f"sessions of no type of their own ({what}): nothing mints one, since no call could say that it is meant. "
            "Give it a type in openapi/overlay.yaml, if the service tells it from the others."
            for what in self.made.table.unnamed
        ]
        lines += [
            f"{place} is demanded wherever its part of a request stands, and a call may leave it out. Give it a "
            "default in openapi/overlay.yaml, which is sent then; or take the demand away, if the service has none."
            for place in self.made.table.left_to_calls
        ]
        for found in self.reports:
            lines += [
                f"{found.operation} {line}. Look whether it is retired or has another path."
                for line in found.moved
                if not found.fixed and found.operation in self.pinned.missing
            ]
            lines += [
                f"{line}. Programs that send it go on; remove it in openapi/overlay.yaml if the service refuses it."
                for line in found.gone
            ]
            lines += [
                f"{line}. Calls that were taken are refused from now on; correct it in openapi/overlay.yaml, if the "
                "service takes them still."
                for line in found.narrower
            ]
            lines += [
                f"{line}. Look whether wrapper/realtime_sessions/session.py should show it."
                for line in found.moved
                if re.search(r" reply: .*: (added|removed)", line) and not found.fixed and line not in self.shown
            ]
        return lines

    @property
    def shown(self) -> list[str]:
        """What replies came to have and a session shows already, as an attribute or in one."""
        known = {place[0] for place, _ in shown_fields(self.made.table, SIGNATURES).values()}
        lines = [line for found in self.reports for line in found.moved if not found.fixed]
        told = [(line, re.search(r" reply: session\.([^.:[]+).*: added", line)) for line in lines]
        return [line for line, match in told if match and match[1] in known]

    def told(self) -> dict[str, list[str]]:
        """What came of it, by title: what is new, what was repaired, and what a maintainer has to decide."""
        return {
            "New, and usable at once": [line for found in self.reports for line in found.new] + self.shown,
            "Repaired in the document": [line for found in self.reports for line in found.repaired],
            "For a maintainer to decide": self.decisions,
        }


def prepare(source: Source, pinned: Pinned, revision: str, say: Callable[[str], None] = lambda _: None) -> Prepared:
    """Make everything that follows from a document, beside the tree.

    Raises:
        DocumentError: the document can't be used.
        GenerateError: the generator refuses the contract, or what it wrote can't mint.
    """
    _check_label(revision)
    say("pin")
    reports = [report(OPENAPI, pinned, operation, revision) for operation in OPERATIONS]
    with scratch.folder() as place:
        openapi = place / "openapi"
        shutil.copytree(OPENAPI, openapi)
        written = texts(source, pinned, revision, OPENAPI)
        written[HISTORY / f"{revision}.yaml"] = dump(published(pinned))
        for path, text in written.items():
            beside = openapi / path.relative_to(OPENAPI)
            beside.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, encoding="utf-8")
        say("generate")
        made = make(build(openapi, openapi / "overlay.yaml", openapi / "history"))
        if moved := _moved(made.table):
            raise GenerateError("\n".join(["programs would say something else than before:", *moved]))
        say("prove that it mints")
        prove(made)
    found = {path.relative_to(ROOT).as_posix(): text.encode() for path, text in written.items()} | made.texts
    say("draw the history")
    found |= drawn(found)
    stale = sorted(present(ROOT).keys() - made.texts.keys())
    return Prepared(revision, pinned, reports, made, found, stale)


def _moved(table: Table) -> list[str]:
    """A line for each parameter whose name would stand for another place than it does now, or for none."""
    present: dict[str, Any] = runpy.run_path(str(PARAMETERS / "table.py"))["PARAMETERS"]
    lines = []
    for kind, rows in present.items():
        for name, row in rows.items():
            found = table.kinds.get(kind, {}).get(name)
            if row["nested"] and (found is None or found.nested != row["nested"]):
                now = ".".join((found and found.nested) or ()) or "nothing"
                lines.append(
                    f"{name} in {method_of(kind)} is {'.'.join(row['nested'])}, and would be {now}: say in "
                    "openapi/overlay.yaml which place has the name (x-parameter)"
                )
    return lines


def _check_label(revision: str) -> None:
    fits = re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]*", revision) is not None and len(revision) <= LONGEST_LABEL
    if not fits:
        told = f"letters, digits, '-', '.' and '_' only, at most {LONGEST_LABEL} of them"
        raise DocumentError(f"the revision {shown(revision)!r} names a file: {told}")


def prove(made: Made) -> None:
    """Import what was generated, and mint once on each endpoint, before it replaces anything.

    Raises:
        GenerateError: it can't; the text is what Python said.
    """
    with scratch.folder() as place:
        _run_beside(place, made.texts, "-c", PROOF)


def drawn(texts: dict[str, bytes]) -> dict[str, bytes]:
    """The pictures of the history, as the project draws them once it has these files: what it absorbs is asked of it.

    Raises:
        GenerateError: it can't; the text is what Python said.
    """
    with scratch.folder() as tree:
        for name in ("openapi", "scripts"):
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        (tree / "docs").mkdir()
        _run_beside(tree, texts, "-m", "scripts.history", "draw")
        return {path.relative_to(tree).as_posix(): path.read_bytes() for path in (tree / "docs").iterdir()}


def _run_beside(tree: Path, texts: dict[str, bytes], *arguments: str) -> None:
    """Run Python on a copy of the wrapper in which these files stand in place of its own."""
    shutil.copytree(ROOT / "wrapper", tree / "wrapper", ignore=shutil.ignore_patterns("__pycache__", "parameters"))
    for name, content in texts.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    places = os.pathsep.join(map(str, (tree / "wrapper", tree / "generated")))
    environment = {**os.environ, "PYTHONPATH": places, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *arguments], capture_output=True, text=True, check=False, env=environment, cwd=tree
    )
    if run.returncode != 0:
        raise GenerateError("what was generated can't be used:\n" + run.stderr.strip()[-2000:])


def apply(prepared: Prepared) -> list[str]:
    """Write what was prepared into the tree; give the paths that changed."""
    return commit(prepared.texts, prepared.stale)
