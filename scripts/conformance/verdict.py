"""Decide whether the wrapper still says what a document takes, and reads what it gives.

The overlay replaces whole parts of the document, so a client generated from it doesn't show that the
document changed beneath: a field that went one level down upstream stays where it was in the contract.

The rule. What the wrapper sends (every parameter with each kind of value, see `cases`) is put to the
published request schema and to the corrected one. A reply with every published field is put to the
wrapper's reader. Each refusal is a *disagreement*: a field that the document hasn't, a type, a value, a
null or a bound that it doesn't take, a field that it requires, an attribute that comes out empty. So is
a correction of the overlay whose target is gone.

Many disagreements are old: the published document has been wrong about these operations since 2025-09,
and before it knew less. A disagreement is *known* if the kept revision that is nearest to the document
(fewest fields that differ), or one of its two neighbours in time, has the very same one: the overlay and
the wrapper were made with that in view, and the suite shows that they work there. One that none of the
three has is *new* and needs a person; the message says where to look. What the pinned contract itself
refuses, after the overlay, is never known.

A document from before the last kept upheaval (a swap, a key or a model that is gone) can't be an update
any more, and each of those documents disagrees in a way of its own. What its published schema says is a
note there. What its corrected contract refuses still needs a person, and its client is tested.

What this can't tell: a document that differs from the newest only by lacking what the revision before it
lacked too looks like a real one from between the two, and is taken for it. The notes say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scripts.conformance.locate import corrections_of, line_of
from scripts.conformance.replies import against_replies
from scripts.conformance.requests import Disagreement, against_requests
from scripts.documents.fetch import Source, fetch
from scripts.documents.text import DocumentError
from scripts.documents.write import replace_all
from scripts.pipeline.contract import build
from scripts.pipeline.overlay import Outcome
from scripts.pipeline.paths import HISTORY, OPENAPI
from scripts.pipeline.slices import OPERATIONS, Pinned, pin, slice_file, write
from scripts.revisions.changes import changed_fields, events
from scripts.revisions.fields import sides
from scripts.revisions.kept import Revision, read


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a document means for the wrapper."""

    nearest: str  # the kept revision that it is most like
    needs_a_person: tuple[str, ...]
    notes: tuple[str, ...]  # what moved since the nearest revision, in words


def set_up(source: Source, revision: str, folder: Path) -> Pinned:
    """Pin a document into a folder of its own; an operation that it lacks has its last pinned slice there.

    Raises:
        DocumentError: it is refused.
    """
    pinned = pin(source)
    kept = [slice_file(OPENAPI, operation) for operation in OPERATIONS if operation in pinned.missing]
    replace_all({folder / "upstream" / path.name: path.read_text(encoding="utf-8") for path in kept if path.exists()})
    write(source, pinned, revision, folder)
    return pinned


def check(folder: Path, pinned: Pinned, contract: dict[str, Any], outcomes: list[Outcome]) -> Verdict:
    """Put the wrapper to a document that was set up in a folder."""
    revisions = _kept()
    here = sides(pinned.slices)
    mine = {(key, path, item) for key, known in here.items() for path, item in known.items()}

    def distance(place: int) -> int:
        theirs = revisions[place].sides.items()
        return len(mine ^ {(key, path, item) for key, known in theirs if key in here for path, item in known.items()})

    nearest = min(range(len(revisions)), key=distance)
    neighbours = [revision.label for revision in revisions[max(nearest - 1, 0) : nearest + 2]]
    known, missed = zip(*(_of_kept(label) for label in neighbours), strict=True)
    new = _disagreements(pinned, contract) - frozenset().union(*known)
    lost = {(outcome.name, target) for outcome in outcomes for target in outcome.missed} - frozenset().union(*missed)
    superseded = nearest < len(revisions) - 1 and nearest <= max(
        (event.column for event in events(revisions)), default=-1
    )
    published = {item for item in new if superseded and item.side != "corrected request"}
    lines = [_sentence(item, folder) for item in sorted(new - published)]
    gone = [f"correction {name} of openapi/overlay.yaml: nothing matches its target {at}" for name, at in sorted(lost)]
    notes = [f"superseded: {item.operation} {item.side}: {item.path} {item.what}" for item in sorted(published)]
    notes += [f"superseded: {line}" for line in gone if superseded]
    notes += changed_fields(revisions[nearest].sides, _with_missing(here, revisions[nearest].sides))
    return Verdict(revisions[nearest].label, (*lines, *(() if superseded else gone)), tuple(notes))


def _with_missing(here: dict[tuple[str, str], Any], there: dict[tuple[str, str], Any]) -> dict[tuple[str, str], Any]:
    """An operation that isn't in the document isn't in its notes either: the pin says that."""
    return {**{key: value for key, value in there.items() if key not in here}, **here}


def _disagreements(pinned: Pinned, contract: dict[str, Any]) -> frozenset[Disagreement]:
    found: frozenset[Disagreement] = frozenset()
    for operation, document in pinned.slices.items():
        found |= against_requests(document, operation, "request")
        found |= against_requests(contract, operation, "corrected request")
        found |= against_replies(document, operation)
    return found


@cache
def _kept() -> list[Revision]:
    return read()


@cache
def _of_kept(label: str) -> tuple[frozenset[Disagreement], frozenset[tuple[str, str]]]:
    """The disagreements of a kept revision, and the targets that the overlay doesn't find in it."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        pinned = set_up(fetch(str(HISTORY / f"{label}.yaml")), label, folder)
        contract, outcomes = build(folder)
    missed = frozenset((outcome.name, target) for outcome in outcomes for target in outcome.missed)
    return _disagreements(pinned, contract), missed


def of_the_pinned_contract() -> list[str]:
    """What the pinned contract refuses of what the wrapper sends: nothing of it is ever known."""
    contract, _ = build()
    found = {item for operation in OPERATIONS for item in against_requests(contract, operation, "corrected request")}
    return [_sentence(item, OPENAPI) for item in sorted(found)]


def _sentence(item: Disagreement, folder: Path) -> str:
    try:
        corrections = corrections_of(item, folder)
    except DocumentError:
        corrections = []
    whom = f"look at {line_of(item)}"
    if item.keyword:
        whom += f" ({'create(' + item.keyword + '=)' if item.side != 'reply' else 'Session.' + item.keyword})"
    if corrections:
        many = "corrections" if len(corrections) > 1 else "correction"
        whom += f" and at the {many} {', '.join(corrections)} of openapi/overlay.yaml"
    return f"{item.operation} {item.side}: {item.path or 'the body'} {item.what}; {whom}"
