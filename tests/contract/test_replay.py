"""The real history again: each revision in its turn, and what it added is usable after the step, without an edit."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from scripts.documents.fetch import fetch
from scripts.pipeline.client import needs_a_person
from scripts.pipeline.contract import Contract, bodies, build
from scripts.pipeline.parameters import Table, derive
from scripts.pipeline.paths import HISTORY, OPENAPI
from scripts.pipeline.slices import OPERATIONS, Pinned, is_fixed, load, pin, write
from scripts.revisions.fields import Field, fields
from tests.contract.documents import FLAT, NESTED
from tests.contract.test_parameters import places

FIRST = "2025-09-15"
LABELS = sorted(path.stem for path in HISTORY.glob("*.yaml") if path.stem >= FIRST)
STEPS = list(pairwise(LABELS))


@cache
def published(label: str) -> tuple[dict[str, Field], dict[str, Field]]:
    """The fields of the nested endpoint's request and reply as a revision has them."""
    request, reply = bodies(load(HISTORY / f"{label}.yaml"), NESTED, [])
    return fields(request), fields(reply)


@cache
def after(label: str) -> tuple[Contract, Table]:
    """The contract and the table as they were when a revision was the newest: nobody knew a later one."""
    with TemporaryDirectory() as place:
        openapi, history = Path(place), Path(place) / "history"
        (openapi / "upstream").mkdir()
        history.mkdir()
        for name in ("pin.json", "overlay.yaml", "upstream/realtime_sessions.yaml"):
            (openapi / name).write_bytes((OPENAPI / name).read_bytes())
        for path in HISTORY.glob("*.yaml"):
            if path.stem <= label:
                (history / path.name).write_bytes(path.read_bytes())
        source = fetch(str(HISTORY / f"{label}.yaml"))
        found = pin(source)
        write(source, Pinned({NESTED: found.slices[NESTED]}, ()), label, openapi)
        assert is_fixed(openapi, FLAT)
        assert json.loads((openapi / "pin.json").read_text())["operations"][NESTED]["revision"] == label
        contract = build(openapi, openapi / "overlay.yaml", history)
    return contract, derive(contract.bodies)


def usable(table: Table) -> set[str]:
    """Every path that a call can write, with each known value of it."""
    found: set[str] = set()
    for kind, parameters in table.kinds.items():
        found |= places(table, kind, NESTED)
        for parameter in parameters.values():
            path = ".".join(parameter.nested or ("",))
            parts = {
                "": fields({"type": "object", "properties": {"": parameter.schema}})[""],
                **fields(parameter.schema),
            }
            found |= {
                f"{path}.{inner}={value}".replace(".[]", "[]").replace(".=", "=")
                for inner, item in parts.items()
                for value in item.values
            }
            found |= {f"{'.'.join(way)}={value}" for (_, *way), value in parameter.beside.items()}
        found.add(f"session.type={kind}")
    return found


def told(known: dict[str, Field]) -> set[str]:
    """Every path of a document, with each value of it."""
    return {*known, *(f"{path}={value}" for path, item in known.items() for value in item.values)}


def test_the_history_has_steps() -> None:
    assert len(STEPS) >= 6
    assert LABELS[0] == FIRST


@pytest.mark.parametrize(("before", "label"), STEPS, ids=[label for _, label in STEPS])
class TestAStep:
    def test_every_field_and_value_that_was_added_is_usable(self, before: str, label: str) -> None:
        new = told(published(label)[0]) - told(published(before)[0])
        assert new - usable(after(label)[1]) == set()

    def test_whatever_was_usable_is_usable(self, before: str, label: str) -> None:
        assert usable(after(before)[1]) - usable(after(label)[1]) == set()

    def test_every_name_that_was_known_is_known(self, before: str, label: str) -> None:
        old, new = after(before)[1], after(label)[1]
        for kind, parameters in old.kinds.items():
            assert parameters.keys() <= new.kinds[kind].keys()
        assert old.fields.keys() <= new.fields.keys()
        for name, values in old.enums.items():
            assert set(values) <= set(new.enums[name])

    def test_what_a_reply_came_to_have_is_an_attribute(self, before: str, label: str) -> None:
        added = published(label)[1].keys() - published(before)[1].keys()
        names = {path.split(".")[1] for path in added if path.startswith("session.") and path.count(".") == 1}
        shown = {place[0] for place, _ in after(label)[1].fields.values()} | {"type", "audio", "expires_at"}
        assert {name for name in names if "[" not in name} <= shown

    def test_every_correction_fits_or_is_listed(self, before: str, label: str) -> None:
        contract = after(label)[0]
        listed = needs_a_person(contract.outcomes)
        for outcome in contract.outcomes:
            assert outcome.needed or any(line.startswith(f"{outcome.name}: ") for line in listed)
        # What doesn't fit are our words for what a later revision brought.
        later = {path.rpartition(".")[2] for path in told(published(LABELS[-1])[0]) - told(published(label)[0])}
        assert {line.partition(": ")[0] for line in listed} <= {"words"}
        assert {line.removesuffix(".properties").rpartition(".")[2] for line in listed} <= later


def test_the_last_step_ends_where_the_project_is() -> None:
    newest = json.loads((OPENAPI / "pin.json").read_text())["operations"][NESTED]["revision"]
    assert LABELS[-1] == newest
    assert after(newest)[0].document == build().document
    assert OPERATIONS.keys() == {FLAT, NESTED}
