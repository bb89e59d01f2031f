"""Write what changed for the people who use the API: plain sentences by operation, without the tool's own words.

What nobody notices isn't told: findings that are safe because a rule reads them so, and spellings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scripts.contract_diff.report.as_markdown import code, plain
from scripts.contract_diff.report.view import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.report.accept import Settled
    from scripts.contract_diff.report.model import Finding, Level

_HEADINGS: Final = ("Breaking changes", "Deprecated", "May need a look", "New", "Gone")
_NEW: Final = ("-added", "-opened", "-loosened", "-made-optional", "-lowered", "-raised", "-unset", "-dropped",
               "-widened", "-freed", "-revived")  # fmt: skip


def write(settled: Settled, *, threshold: Level | None, colour: bool) -> str:
    """A heading with the versions compared, then the changes."""
    del threshold, colour
    # a workflow log takes "##[" for a command, wherever in a line it stands
    return "\n".join(_lines(settled)).rstrip("\n").replace("##[", "#\\x23[") + "\n"


def _lines(settled: Settled) -> Iterator[str]:
    report = settled.report
    yield f"# What changed from {code(report.base)} to {code(report.head)}\n"
    told: dict[str, dict[str, list[str]]] = {heading: {} for heading in _HEADINGS}
    for finding in report.findings:
        heading = _heading(finding, finding.levels[report.policy])
        if heading:
            for operation in finding.operations or (finding.operation,):
                sentences = told[heading].setdefault(operation, [])
                sentence = plain(shown(settled, finding).title)
                if sentence not in sentences:
                    sentences.append(sentence)
    for heading, operations in told.items():
        if operations:
            yield f"## {heading}\n"
            for sentences, names in _alike(operations):
                yield f"{', '.join(map(code, names))}\n"
                yield from (f"- {sentence}" for sentence in sentences)
                yield ""
    if not any(told.values()):
        yield "Nothing that a user of the API notices.\n"


def _alike(operations: dict[str, list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Operations that changed in the same way are told together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, sentences in operations.items():
        groups.setdefault(tuple(sentences), []).append(name)
    yield from ((list(sentences), names) for sentences, names in groups.items())


def _heading(finding: Finding, level: Level) -> str:
    if "deprecat" in finding.cause or finding.cause == "sunset-moved":
        return "Deprecated"
    if level == "breaking":
        return "Breaking changes"
    if level == "risky":
        return "May need a look"
    if finding.reason is not None and finding.levels["strict"] == "breaking":
        return ""  # a rule says that nobody notices
    if finding.cause.endswith("-removed"):
        return "Gone"
    return "New" if finding.cause.endswith(_NEW) else ""
