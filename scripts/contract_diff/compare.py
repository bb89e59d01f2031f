"""Compare two documents: the one way in for the command line, the gate and the nightly run."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from scripts.contract_diff.chosen import Chosen
from scripts.contract_diff.impact import through_wrapper
from scripts.contract_diff.judge.explain import stable_id
from scripts.contract_diff.judge.judge import Judge
from scripts.contract_diff.judge.sides import Side
from scripts.contract_diff.lifecycle import Lifecycle
from scripts.contract_diff.merge import merged
from scripts.contract_diff.operations.operations import Operations
from scripts.contract_diff.report.model import LEVELS, POLICIES, Finding, Report
from scripts.contract_diff.solve.solver import FRAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from scripts.contract_diff.document import Document
    from scripts.contract_diff.report.model import Effect, Policy


def compare(
    base: Document,
    head: Document,
    *,
    operations: Sequence[str] = (),
    policy: Policy | Chosen = "practical",
    effect: Callable[[Side, Side], Callable[[Finding], Effect]] | None = None,
    today: date | None = None,
) -> Report:
    """Find everything that differs between two documents, most serious first."""
    chosen = policy if isinstance(policy, Chosen) else Chosen(policy)
    judge = Judge(Side(base.data, base.line), Side(head.data, head.line))
    walked = Operations(judge, operations)
    known = {one.name: pair for pair in walked.pairs for one in pair if one}
    announced = Lifecycle(chosen, (judge.base, judge.head), known, today or datetime.now(UTC).date())
    found: dict[str, Finding] = {}
    with _uncollected(), _deeply():
        for finding in filter(None, map(announced.read, walked.findings())):
            _keep(found, finding)
    findings = [chosen.levelled(finding) for finding in found.values()]
    if effect is not None:
        means = effect(judge.base, judge.head)
        findings = [replace(finding, wrapper=means(finding)) for finding in findings]
    findings = merged(findings)
    findings.sort(key=lambda finding: -LEVELS.index(finding.levels[chosen.policy]))
    return Report(
        base=base.name,
        head=head.name,
        base_file=base.file,
        head_file=head.file,
        policy=chosen.policy,
        operations=tuple(walked.names),
        findings=tuple(findings),
        remarks=announced.remarks(),
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: two large documents are walked for it again and again, for nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@contextmanager
def _deeply() -> Iterator[None]:
    """With room for schemas in schemas in schemas, as deep as the solver follows them."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _keep(found: dict[str, Finding], finding: Finding) -> None:
    """Add a finding; of two about one place the more serious stays, and ids stay apart."""
    rival = found.get(finding.id)
    if rival is not None and rival.digest != finding.digest:
        _keep(found, replace(finding, id=stable_id(finding.id, finding.digest)))
    elif rival is None or _rank(finding) > _rank(rival):
        found[finding.id] = finding


def _rank(finding: Finding) -> tuple[int, int]:
    strict, practical = (LEVELS.index(finding.levels[policy]) for policy in POLICIES)
    return strict, practical


def full_report(
    base: Document,
    head: Document,
    *,
    operations: Sequence[str] = (),
    policy: Policy | Chosen = "practical",
    today: date | None = None,
) -> Report:
    """Compare two documents, and say of each finding what it means to the wrapper's users."""
    return compare(base, head, operations=operations, policy=policy, effect=through_wrapper, today=today)
