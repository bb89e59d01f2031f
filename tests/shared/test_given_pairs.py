"""Pairs of schemas that others wrote down, with the verdicts that they expect."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from scripts.pipeline.paths import ROOT
from tests.contract.diff.building import WRAPS, compared
from tests.contract.diff.test_pairs import check

if TYPE_CHECKING:
    from scripts.contract_diff.report.model import Direction

GIVEN = ROOT.parent / "shared" / "cases" / "schema-pairs.json"


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_given_pairs(version: str) -> None:
    for pair in json.loads(GIVEN.read_text())["pairs"]:
        for name, wrap in WRAPS.items():
            for word in ("request_breaking", "response_breaking"):
                direction: Direction = "request" if word == "request_breaking" else "reply"
                report = compared(wrap(pair["old"]), wrap(pair["new"]), direction, version=version)
                check(report, breaks=pair[word], name=f"{pair['name']} as {name}")
                breaking = [finding for finding in report.findings if finding.levels["strict"] == "breaking"]
                assert len(breaking) <= 1, "one cause, one finding"
