"""Measure how often the contract diff is right, how long it takes, and how much memory: one table.

`python -m scripts.bench.diff DIRECTORY` asks public suites and given pairs, where they are there, and changes
real schemas at random, for requests and for replies. For the changes, truth comes from bodies made at random
from both schemas as they are written, judged by a validator. Where sampling finds nothing but the diff shows
a body, a second validator judges that body against both documents. If it confirms the break, the sampling was
too weak; otherwise the diff was wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scripts.bench.documents import NAMES
from scripts.bench.kinds import whole
from scripts.bench.measure import HEADING, Row, alone, command
from scripts.bench.mutate import Mutation, mutate
from scripts.bench.sample import Sampler
from scripts.bench.suites import CONTAINMENT, VALIDATION, given_pairs, suite
from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document
from scripts.contract_diff.schema.schemas import Schemas
from scripts.documents.fetch import fetch
from scripts.documents.parse import parse
from scripts.documents.pointers import segments, targets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.documents.text import Json

OPERATIONS: Final = ("POST /realtime/sessions", "POST /realtime/client_secrets")
BESIDE: Final = Path(__file__).parents[3] / "shared"
_RIGHT: Final = ("found", "shown, not sampled", "quiet")
PRECISION, RECALL = 0.99, 0.95
DIRECTIONS: Final = ("request", "reply")


@dataclass
class Slice:
    """One schema of one operation, with all that it refers to, as a document of its own."""

    data: dict[str, Any]
    direction: str

    def schema(self, data: dict[str, Any]) -> Any:
        """The schema that is changed."""
        operation = data["paths"]["/x"]["post"]
        body = operation["requestBody"] if self.direction == "request" else operation["responses"]["200"]
        return body["content"]["application/json"]["schema"]

    def swapped(self, data: dict[str, Any]) -> Slice:
        """The same place of another document."""
        return Slice(data, self.direction)


def slices(directory: Path) -> Iterator[Slice]:
    """The request and the reply of each operation in each document."""
    for path in sorted([*directory.glob("*.yaml"), *directory.glob("*.yml"), *directory.glob("*.json")]):
        data = parse(fetch(str(path)))
        for operation in OPERATIONS:
            method, _, route = operation.partition(" ")
            raw = data.get("paths", {}).get(route, {}).get(method.lower())
            if raw is not None:
                for direction in DIRECTIONS:
                    yield _slice(data, raw, direction)


def _slice(data: dict[str, Any], raw: dict[str, Any], direction: str) -> Slice:
    body = raw["requestBody"] if direction == "request" else raw["responses"]["200"]
    schema = body["content"]["application/json"]["schema"]
    schemas = Schemas(data)
    operation: dict[str, Any] = {"responses": {"200": {"description": ""}}}
    content = {"content": {"application/json": {"schema": schema}}}
    if direction == "request":
        operation["requestBody"] = content
    else:
        operation["responses"]["200"] = {"description": "", **content}
    made: dict[str, Any] = {"openapi": data["openapi"], "paths": {"/x": {"post": operation}}}
    wanted, seen = sorted(targets(schema)), set[str]()
    while wanted:
        pointer = wanted.pop()
        if pointer in seen:
            continue
        seen.add(pointer)
        place = made
        *parents, last = segments(pointer)
        for name in parents:
            place = place.setdefault(name, {})
        place[last] = schemas.at(pointer)
        wanted += sorted(targets(place[last]) - seen)
    return Slice(made, direction)


class Truth:
    """What sampling knows of two documents."""

    def __init__(self, place: Slice, old: dict[str, Any], mutation: Mutation, rng: random.Random) -> None:
        """Make the validators and the bodies."""
        import jsonschema_rs  # noqa: PLC0415 - the engine's start-up is measured elsewhere

        self.schemas = [
            (place.schema(data), Schemas(data).bundle(place.schema(data))) for data in (old, mutation.document)
        ]
        self.validators = [jsonschema_rs.Draft202012Validator(bundle) for _, bundle in self.schemas]
        self.bodies: list[Json] = []
        self._samplers = [Sampler(data, rng, mutation.steps) for data in (old, mutation.document)]

    def breaks(self, samples: int) -> tuple[bool, bool]:
        """Whether old accepts a body that new refuses, and the other way round."""
        lost = gained = False
        for index in range(samples):
            side = index % 2
            body = self._samplers[side].body(self.schemas[side][0])
            was, now = (validator.is_valid(body) for validator in self.validators)
            lost, gained = lost or (was and not now), gained or (now and not was)
            if lost and gained:
                break
        return lost, gained

    def confirms(self, body: Json, accepted_by: int) -> bool:
        """Whether another validator sees the break that a body is said to show."""
        import jsonschema  # noqa: PLC0415 - seldom needed

        seen = [jsonschema.Draft202012Validator(bundle).is_valid(body) for _, bundle in self.schemas]
        return seen[accepted_by] and not seen[1 - accepted_by]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path, help="published documents, YAML or JSON")
    parser.add_argument("--mutations", type=int, default=2_000)
    parser.add_argument("--samples", type=int, default=400)
    parser.add_argument("--beside", type=Path, default=BESIDE, help="suites, cases and whole documents, if there")
    parser.add_argument("--seed", type=int, default=20241218)
    parser.add_argument("--show", action="store_true", help="print each wrong or disputed answer")
    options = parser.parse_args(arguments)
    if next(slices(options.directory), None) is None:
        print(f"no document in {options.directory} has {' or '.join(OPERATIONS)}", file=sys.stderr)
        return 2
    good = True
    print(HEADING)
    for row in _rows(options):
        print(row.line(), flush=True)
        for detail in row.details:
            if options.show or not detail.startswith("disputed"):
                print(f"    {detail}")
        good = good and row.good
    return 0 if good else 1


def _rows(options: argparse.Namespace) -> Iterator[Row]:
    beside: Path = options.beside
    for name in (CONTAINMENT, VALIDATION):
        if (beside / "suites" / name).is_dir():
            yield from alone(suite, beside / "suites", name)
    if (beside / "cases" / "schema-pairs.json").exists():
        yield from alone(given_pairs, beside / "cases" / "schema-pairs.json")
    for name in NAMES:
        yield from alone(whole, name)
    yield from alone(mutations, options.directory, options.mutations, options.samples, options.seed)
    for name, folder, most in (
        ("two contracts", options.directory, 0.35),
        ("two whole documents", beside / "upstream", 5.0),
    ):
        files = sorted(folder.glob("*.yaml"))[-2:]
        if len(files) == 2:  # noqa: PLR2004 - the two newest
            yield command(name, *files, most_seconds=most)


def mutations(directory: Path, count: int, samples: int, seed: int) -> list[Row]:
    """The rows of random changes, each read both ways."""
    places = list(slices(directory))
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    score: dict[str, Counter[str]] = {direction: Counter() for direction in DIRECTIONS}
    details: dict[str, list[str]] = {direction: [] for direction in DIRECTIONS}
    done = 0
    while done < count:
        place = rng.choice(places)
        mutation = mutate(place.data, place.schema, rng)
        if mutation is None:
            continue
        done += 1
        for direction, outcome in _judged(place, mutation, rng, samples):
            score[direction][outcome] += 1
            if outcome not in _RIGHT:
                details[direction].append(f"{outcome}: {mutation.kind} at {mutation.steps}")
    return [_row(direction, counts, details[direction]) for direction, counts in score.items()]


def _row(direction: str, counts: Counter[str], details: list[str]) -> Row:
    shown = counts["found"] + counts["shown, not sampled"]
    precision = shown / max(1, shown + counts["false alarm"])
    recall = shown / max(1, shown + counts["missed"] + counts["undecided, breaking"])
    total = sum(counts.values())
    right, wrong = sum(counts[word] for word in _RIGHT), counts["false alarm"] + counts["missed"]
    return Row(
        f"mutations, {direction}",
        Counter(right=right, wrong=wrong, unknown=total - right - wrong),
        note=f"precision {precision:.4f} (at least {PRECISION}), recall {recall:.4f} (at least {RECALL})",
        good=precision >= PRECISION and recall >= RECALL,
        details=details,
    )


def _judged(place: Slice, mutation: Mutation, rng: random.Random, samples: int) -> Iterator[tuple[str, str]]:
    """The verdicts on a change and on its reverse."""
    truth = Truth(place, place.data, mutation, rng)
    lost, gained = truth.breaks(samples)
    old, new = place, place.swapped(mutation.document)
    for base, head, forth in ((old, new, True), (new, old, False)):
        report = compare(Document("base", base.data), Document("head", head.data), policy="strict")
        verdict = report.verdict("strict")
        inner = "base" if place.direction == "request" else "head"
        # the side that must be wholly within the other: old where forth and request agree
        within_old = forth == (place.direction == "request")
        breaks = lost if within_old else gained
        if verdict == "breaking" and not breaks:
            shown = [
                f.witness.body for f in report.findings if f.witness is not None and f.witness.accepted_by == inner
            ]
            breaks = bool(shown) and all(truth.confirms(body, 0 if within_old else 1) for body in shown)
            yield place.direction, "shown, not sampled" if breaks else "false alarm"
        elif verdict == "breaking":
            yield place.direction, "found"
        elif breaks:
            yield place.direction, "undecided, breaking" if verdict == "risky" else "missed"
        else:
            yield place.direction, "undecided" if verdict == "risky" else "quiet"


if __name__ == "__main__":
    sys.exit(main())
