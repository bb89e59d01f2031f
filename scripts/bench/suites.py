"""Measure the engine on public suites: is one schema contained in another, and is a value valid.

A label that two independent validators contradict with a value is not followed, and a question that they
can't answer either (its schema leaves the document) isn't asked: both are counted as disputed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scripts.bench.measure import Row
from scripts.contract_diff.judge.search import samples
from scripts.contract_diff.judge.witness import Checker
from scripts.contract_diff.schema.normalise import Reader
from scripts.contract_diff.schema.schemas import Schemas
from scripts.contract_diff.solve.evaluate import UndecidableError, accepts
from scripts.contract_diff.solve.solver import Answer, Solver, contained

if TYPE_CHECKING:
    from scripts.contract_diff.schema.node import Node
    from scripts.documents.text import Json

Side: TypeAlias = "tuple[Node, Schemas]"
_MOST: Final = 200  # values at the edges of a schema that are tried against a label
_CLASS: Final = re.compile(r"\\\\[dDwWsS]")
LEAST: Final = 0.99
CONTAINMENT, VALIDATION = "containment-2020-12", "json-schema-2020-12"


def suite(folder: Path, name: str) -> list[Row]:
    """The row of one suite."""
    row = Row(name)
    reasons: Counter[str] = Counter()
    for outcome, what in _QUESTIONS[name](folder / name):
        row.counts[outcome] += 1
        if outcome in ("wrong", "disputed"):
            row.details.append(f"{outcome}: {what}")
        elif outcome == "unknown":
            reasons[what] += 1
    row.details += [f"unknown {count:>4}  {reason}" for reason, count in reasons.most_common()]
    asked = sum(row.counts.values()) - row.counts["disputed"]
    row.good = not row.counts["wrong"] and row.counts["right"] >= LEAST * asked
    row.note = f"at least {LEAST:.0%} right, none wrong"
    return [row]


def given_pairs(file: Path) -> list[Row]:
    """The row of pairs of schemas with the verdicts that someone wrote down, as requests and as replies."""
    row = Row("given pairs", note="all right")
    for pair in json.loads(file.read_text(encoding="utf-8"))["pairs"]:
        old, new = (read(pair[word])[0] for word in ("old", "new"))
        for word, inner, outer in (("request_breaking", old, new), ("response_breaking", new, old)):
            verdict = contained([inner], outer, Solver()).verdict
            outcome = {"contained": False, "refuted": True}.get(verdict)
            told = "unknown" if outcome is None else "right" if outcome == pair[word] else "wrong"
            row.counts[told] += 1
            row.details += [f"{told}: {pair['name']}, {word}"] if told != "right" else []
    row.good = not row.details
    return [row]


def read(schema: Json) -> Side:
    """A schema at the root of its own document."""
    schemas = Schemas(schema if isinstance(schema, dict) else {"allOf": [schema]})
    return Reader(schemas).at(""), schemas


def _containment(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.json")):
        if path.parent.name == "format":  # an annotation here
            continue
        for case in json.loads(path.read_text(encoding="utf-8")):
            sides = read(case["schema1"]), read(case["schema2"])
            for word, (inner, outer) in (("s1SubsetEqOfs2", sides), ("s2SubsetEqOfs1", sides[::-1])):
                if word in case["tests"]:
                    answer = contained([inner[0]], outer[0], Solver())
                    where = f"{path.parent.name}/{path.name} {case['id']} {word}"
                    yield _judged(answer, (inner, outer), where, within=case["tests"][word])


def _judged(answer: Answer, sides: tuple[Side, Side], where: str, *, within: bool) -> tuple[str, str]:
    shown = answer.verdict == "refuted" or answer.guessed
    if shown and _refuted(answer.value, sides):
        return ("right" if not within else "disputed"), where
    if answer.verdict == "unknown":
        return "unknown", answer.reason
    if answer.verdict == "refuted":
        return "wrong", f"{where}: no validator confirms {json.dumps(answer.value)}"
    if within:
        return "right", where
    bodies = islice(samples(sides[0][0]), _MOST)
    return ("wrong" if any(_refuted(body, sides) for body in bodies) else "disputed"), f"{where}: called contained"


def _refuted(value: Json, sides: tuple[Side, Side]) -> bool:
    """Whether two validators both see that the first side accepts a value and the second refuses it."""
    import jsonschema  # noqa: PLC0415 - the engine's start-up is measured elsewhere

    if [Checker(schemas, schemas.data).accepts(value) for _, schemas in sides] != [True, False]:
        return False
    if any(_CLASS.search(json.dumps(schemas.data)) for _, schemas in sides):
        return True  # the other validator reads Unicode's classes where ECMA-262 has those of ASCII
    try:
        seen = [jsonschema.Draft202012Validator(schemas.bundle(schemas.data)).is_valid(value) for _, schemas in sides]
    except Exception:  # noqa: BLE001 - a validator that can't read the schema contradicts nobody
        return True
    return seen == [True, False]


def _validation(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            node, schemas = read(case["schema"])
            checker, others = Checker(schemas, schemas.data), _validators(case["schema"])
            for test in case["tests"]:
                where = f"{path.name}: {case['description']}: {test['description']}"
                yield _valid(node, checker, others, test, where)


def _valid(
    node: Node, checker: Checker, others: list[Callable[[Json], bool]], test: dict[str, Any], where: str
) -> tuple[str, str]:
    outside = [_asked(validator, test["data"]) for validator in others]
    try:
        said = accepts(node, test["data"])
    except UndecidableError as error:
        return ("unknown", str(error)) if outside == [test["valid"]] * 2 else ("disputed", f"{where}: {error}")
    except RecursionError:
        return "unknown", "it is nested too deeply"
    if said == test["valid"]:
        return "right", where
    return ("disputed" if checker.accepts(test["data"]) == said and _CLASS.search(where) else "wrong"), where


def _validators(schema: Any) -> list[Callable[[Json], bool]]:
    """Two validators that read a schema as it is written, and fetch nothing."""
    import jsonschema  # noqa: PLC0415 - the engine's start-up is measured elsewhere
    import jsonschema_rs  # noqa: PLC0415 - likewise
    from jsonschema_specifications import REGISTRY  # noqa: PLC0415 - likewise

    def fetched(uri: str) -> Json:
        raise LookupError(uri)

    return [
        lambda data: jsonschema_rs.Draft202012Validator(schema, retriever=fetched).is_valid(data),
        lambda data: bool(jsonschema.Draft202012Validator(schema, registry=REGISTRY).is_valid(data)),
    ]


def _asked(validator: Callable[[Json], bool], data: Json) -> bool | None:
    """What a validator says; None where it can't read the schema."""
    try:
        return validator(data)
    except Exception:  # noqa: BLE001 - each validator has errors of its own
        return None


_QUESTIONS: Final[dict[str, Callable[[Path], Iterator[tuple[str, str]]]]] = {
    CONTAINMENT: _containment,
    VALIDATION: _validation,
}
