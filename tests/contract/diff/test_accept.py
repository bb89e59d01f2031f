"""Agreements cover exactly what they name, until their day, and are reported when useless."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from scripts.contract_diff.report.accept import AcceptError, Agreement, read, settle
from tests.contract.diff.reports import BREAKING, RISKY, SAFE, TODAY, agreement, report

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = "- {id: b1c2d3e4f5, digest: 0123456789ab, who: Ada, why: agreed, until: 2026-12-31}"


def written(tmp_path: Path, text: str | bytes) -> str:
    path = tmp_path / "accepted.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_a_file(tmp_path: Path) -> None:
    (one,) = read(written(tmp_path, f"accepted:\n{ENTRY}\n"))
    assert (one.id, one.digest, one.who, one.why, one.until) == (
        "b1c2d3e4f5",
        "0123456789ab",
        "Ada",
        "agreed",
        date(2026, 12, 31),
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "accepted: []\n"])
def test_an_empty_file(text: str, tmp_path: Path) -> None:
    assert read(written(tmp_path, text)) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- x\n", "expected one list named `accepted`"),
        ("accepted: x\n", "expected one list named `accepted`"),
        ("accepted: []\nother: []\n", "expected one list named `accepted`"),
        ("accepted: [x]\n", "entry 1: expected id, digest, who, why, until"),
        ("accepted: [{id: a, digset: b}]\n", "entry 1: digset is not one of id, digest, who, why, until"),
        ("accepted: [{id: a}]\n", "entry 1: digest is missing or empty"),
        ("accepted: [{id: 12}]\n", "entry 1: id must be text: put it in quotes"),
        ("accepted: [{id: a, digest: b, who: ' '}]\n", "entry 1: who is missing or empty"),
        ("accepted: [{id: a, digest: b, who: c, why: d}]\n", "entry 1: until is missing or empty"),
        (
            "accepted: [{id: a, digest: b, who: c, why: d, until: soon}]\n",
            "entry 1: until must be a date such as 2026-12-31, not soon",
        ),
        (
            "accepted: [{id: a, digest: b, who: c, why: d, until: 2026-02-30}]\n",
            "entry 1: until must be a date such as 2026-12-31, not 2026-02-30",
        ),
        (
            "accepted: [{id: a, digest: b, who: c, why: d, until: 2026-W01-1}]\n",
            "entry 1: until must be a date such as 2026-12-31, not 2026-W01-1",
        ),
        (f"accepted:\n{ENTRY}\n{ENTRY}\n", "entry 2: the id b1c2d3e4f5 is given twice"),
        ("accepted: [\n", "not YAML: did not find expected node content (line 2)"),
        (b"\xff", "not UTF-8 (line 1)"),
        ('accepted: [{id: "\\e[31m\\n", digest: 1}]', "entry 1: digest must be text: put it in quotes"),
        ('accepted: [{"\\e[31m\\n": a}]', "entry 1: \\x1b[31m\\n is not one of id, digest, who, why, until"),
    ],
)
def test_files_that_are_refused(text: str | bytes, message: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    with pytest.raises(AcceptError) as caught:
        read(path)
    assert str(caught.value) == f"{path}: {message}"


@pytest.mark.parametrize("name", ["gone.yaml", ".", "a\0b"])
def test_files_that_are_none(name: str, tmp_path: Path) -> None:
    with pytest.raises(AcceptError):
        read(f"{tmp_path}/{name}")


def test_an_accepted_finding_does_not_fail() -> None:
    plain = settle(report(BREAKING, RISKY), (), TODAY)
    assert plain.fails("breaking")
    accepted = settle(report(BREAKING, RISKY), (agreement(BREAKING),), TODAY)
    assert not accepted.fails("breaking")
    assert accepted.fails("risky")
    assert set(accepted.accepted) == {BREAKING.id}
    assert accepted.report.verdict("practical") == "breaking"


def test_the_last_day_still_counts() -> None:
    assert not settle(report(BREAKING), (agreement(BREAKING, until="2026-11-21"),), TODAY).fails("breaking")
    late = settle(report(BREAKING), (agreement(BREAKING, until="2026-11-20"),), TODAY)
    assert late.fails("breaking")
    assert late.expired == (agreement(BREAKING, until="2026-11-20"),)
    assert late.stale == ()


def test_what_changed_since_is_not_accepted() -> None:
    settled = settle(report(BREAKING), (agreement(BREAKING, digest="another"), agreement(SAFE)), TODAY)
    assert settled.fails("breaking")
    assert [one.id for one in settled.stale] == [BREAKING.id, SAFE.id]
    assert settled.expired == ()


def test_the_threshold_follows_the_policy() -> None:
    only_strict = replace(RISKY, levels={"strict": "breaking", "practical": "safe"})
    assert settle(report(only_strict, policy="strict"), (), TODAY).fails("breaking")
    assert not settle(report(only_strict), (), TODAY).fails("risky")
    assert not settle(report(), (), TODAY).fails("safe")


def wild(**more: str) -> Agreement:
    """An agreement about everything like this."""
    return Agreement(id="", digest="", who="Ada", why="agreed", until=TODAY, **more)


def test_a_wildcard_covers_what_matches_in_every_part() -> None:
    found = report(BREAKING, RISKY, SAFE)
    settled = settle(found, (wild(operation="POST *", cause="maximum-*", place="request body > *"),), TODAY)
    assert set(settled.accepted) == {BREAKING.id}
    assert not settled.fails("breaking")
    assert set(settle(found, (wild(place="/components/schemas/*"),), TODAY).accepted) == {RISKY.id}
    assert set(settle(found, (wild(operation="*"),), TODAY).accepted) == {BREAKING.id, RISKY.id, SAFE.id}


def test_a_wildcard_covers_a_shared_cause_only_with_all_its_operations() -> None:
    shared = replace(BREAKING, operations=("POST /realtime/sessions", "GET /models"))
    assert settle(report(shared), (wild(operation="POST *"),), TODAY).accepted == {}
    assert set(settle(report(shared), (wild(cause="maximum-lowered"),), TODAY).accepted) == {BREAKING.id}


def test_a_wildcard_runs_out_and_goes_stale() -> None:
    late = replace(wild(cause="maximum-*"), until=date(2026, 11, 20))
    settled = settle(report(BREAKING), (late, wild(cause="nothing-*")), TODAY)
    assert (settled.accepted, settled.expired, settled.stale) == ({}, (late,), (wild(cause="nothing-*"),))
    assert settled.fails("breaking")


def test_a_wildcard_in_a_file(tmp_path: Path) -> None:
    entry = "- {operation: 'POST /x', cause: '*', who: Ada, why: agreed, until: 2026-12-31}"
    (one,) = read(written(tmp_path, f"accepted:\n{entry}\n"))
    assert (one.operation, one.cause, one.place, one.id, one.name) == ("POST /x", "*", "", "", "POST /x · *")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            "{cause: '*', who: Ada, why: y, until: 2026-12-31}",
            "it covers everything; name an operation, a cause or a place",
        ),
        ("{operation: '* *', who: Ada, why: y, until: 2026-12-31}", "it covers everything"),
        (
            "{cause: a, id: b, who: Ada, why: y, until: 2026-12-31}",
            "id is not one of operation, cause, place, who, why, until",
        ),
        ("{cause: a, who: Ada, why: y}", "until is missing or empty"),
    ],
)
def test_a_wildcard_that_can_t_be_used(entry: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(AcceptError, match=re.escape(message)):
        read(written(tmp_path, f"accepted: [{entry}]\n"))
