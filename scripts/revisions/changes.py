"""Find what changed between revisions: each field, and the changes that broke every program.

The rules look at fields only; no revision is known by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from scripts.pipeline.slices import OPERATIONS
from scripts.revisions.fields import SIDES, Field, change
from scripts.revisions.kept import Revision

Fields = dict[str, Field]


@dataclass(frozen=True, slots=True)
class BodyShape:
    """What kind of body a side has, told from its fields."""

    key: str  # names its colour
    words: str
    short: str


ABSENT = BodyShape("absent", "not in the document", "absent")
SHAPES: tuple[tuple[BodyShape, Callable[[Fields], bool]], ...] = (  # the first that fits
    (
        BodyShape("envelope-reply", "the key on top, the session inside", "key on top"),
        lambda f: {"value", "session"} <= f.keys(),
    ),
    (
        BodyShape("envelope-request", "the session inside, the key's life beside it", "session inside"),
        lambda f: "session" in f,
    ),
    (
        BodyShape("flat-reply", "a flat session with the minted key in it", "flat + key"),
        lambda f: "client_secret.value" in f and "modalities" in f,
    ),
    (BodyShape("flat-request", "flat settings", "flat settings"), lambda f: "modalities" in f),
    (BodyShape("nested", "a nested session", "nested"), lambda f: "output_modalities" in f),
    (BodyShape("other", "a shape not seen before", "?"), bool),
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that breaks programs, and the column it happens in."""

    column: int
    words: str


def body_shape(found: Fields) -> BodyShape:
    """The kind of a body."""
    return next((kind for kind, fits in SHAPES if fits(found)), ABSENT)


def events(revisions: list[Revision]) -> Iterator[Event]:
    """What a program built on the document would have died of, by rules that know no revision."""
    for column, (before, after) in enumerate(pairwise(revisions), start=1):
        for operation in OPERATIONS:
            path = operation.split()[1]
            old, new = (
                {side: revision.sides.get((operation, side), {}) for side in SIDES} for revision in (before, after)
            )
            if not new["request"]:
                yield from [Event(column, f"{path} is gone")] if old["request"] else []
                continue
            if not old["request"]:
                yield Event(
                    column,
                    f"{path} appears"
                    + (" again" if earlier(revisions[:column], operation, "request") != {ABSENT} else ""),
                )
                continue
            was, now = ({side: body_shape(fields[side]) for side in SIDES} for fields in (old, new))
            if now != was and all(now[side] in earlier(revisions[:column], operation, _other(side)) for side in SIDES):
                yield Event(column, f"{path} request and reply have swapped: each has a shape that the other had")
            for side in (side for side in SIDES if now[side] != was[side]):
                yield Event(column, f"{path} {side} turns from {was[side].words} into {now[side].words}")
            if _demands_key(new["request"]) and not _demands_key(old["request"]):
                yield Event(column, f"{path} request demands the key that only the server can make")
            if "model" in old["request"] and "model" not in new["request"]:
                yield Event(column, f"{path} request has no model any more")
            if _has_key(old["reply"]) and not _has_key(new["reply"]):
                yield Event(column, f"{path} reply has no key any more")


def earlier(revisions: list[Revision], operation: str, side: str) -> set[BodyShape]:
    """The shapes that a side had."""
    return {body_shape(revision.sides.get((operation, side), {})) for revision in revisions}


def _other(side: str) -> str:
    return SIDES[1 - SIDES.index(side)]


def _demands_key(found: Fields) -> bool:
    return all(path in found and found[path].required for path in ("client_secret", "client_secret.value"))


def _has_key(found: Fields) -> bool:
    return "client_secret.value" in found or "value" in found


def changed_fields(
    before: dict[tuple[str, str], dict[str, Field]], after: dict[tuple[str, str], dict[str, Field]]
) -> list[str]:
    """A line for each field that moved; a part that came or went whole is one line."""
    lines = []
    for operation, side in sorted(before.keys() | after.keys()):
        old, new = before.get((operation, side), {}), after.get((operation, side), {})
        what = f"{operation} {side}"
        if not old or not new:
            lines += [f"{what}: {'appears' if new else 'is gone'}"] if old or new else []
            continue
        changes = {path: change(old.get(path), new.get(path)) for path in sorted(old.keys() | new.keys())}
        whole = {path for path, words in changes.items() if words == "removed" or words.startswith("added")}
        for path, words in changes.items():
            if words and not (path in whole and _parents(path) & whole):
                lines.append(f"{what}: {path}: {words}")
    return lines


def _parents(path: str) -> set[str]:
    return {path[:at] for at, sign in enumerate(path) if sign in ".["}
