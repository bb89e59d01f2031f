"""A comparison as the command and the nightly run want it: with what it means to the wrapper's users."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from scripts.contract_diff.compare import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.contract_diff.document import Document
    from scripts.contract_diff.report.model import Policy, Report


def run(base: Document, head: Document, *, operations: Sequence[str] = (), policy: Policy = "practical") -> Report:
    """The report; without the wrapper at hand, as in a bare checkout, nothing is said of its users."""
    effect = None
    if find_spec("realtime_sessions") is not None and find_spec("scripts.conformance") is not None:
        from scripts.contract_diff.impact import through_wrapper  # noqa: PLC0415 - it imports the wrapper's tools

        effect = through_wrapper(base.data, head.data)
    return compare(base, head, operations=operations, policy=policy, effect=effect)
