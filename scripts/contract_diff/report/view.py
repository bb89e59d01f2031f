"""Prepare what every form shows of a finding, as clean text.

A fragment, a name or a message that comes out of here has no control characters, no lone surrogates,
no characters that turn the direction of reading, and no line breaks except where JSON is laid out.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from difflib import unified_diff
from typing import TYPE_CHECKING, Final

from scripts.contract_diff.report.places import place_of
from scripts.documents.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.report.accept import Agreement, Settled
    from scripts.contract_diff.report.model import Finding, Level, Policy
    from scripts.documents.text import Json

GROUPS: Final[tuple[Level, ...]] = ("breaking", "risky", "safe")  # most serious first
_LONGEST_NAME: Final = 1_000
_LONGEST_FRAGMENT: Final = 500
_LONGEST_PROOF: Final = 8_000  # a command that is cut is of no use
_ODD: Final = re.compile(r"[^\x20-\x7e\n]")


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding in words."""

    finding: Finding
    level: Level  # under the chosen policy
    where: str  # operation and direction
    title: str  # the place and what became of it
    place: str  # as a person would say it
    said: str  # what became of it
    pointer: str
    old: str | None
    new: str | None
    base_place: str
    head_place: str
    witness: str | None
    refusal: str | None
    curl: str | None
    wrapper: str | None
    reason: str | None
    both: str  # the level under either policy
    accepted: str | None


def shown(settled: Settled, finding: Finding) -> Shown:
    """One finding, ready to be put on paper."""
    report, witness = settled.report, finding.witness
    agreement = settled.accepted.get(finding.id)
    place = _name(place_of(finding))
    said = _name(finding.message.removeprefix(f"{finding.field}: "))
    return Shown(
        finding=finding,
        level=finding.levels[report.policy],
        where=_name(f"{_operations(finding)} · {finding.direction}"),
        title=f"{place}: {said}",
        place=place,
        said=said,
        pointer=_name(finding.pointer),
        old=None if finding.old is None else json_text(finding.old),
        new=None if finding.new is None else json_text(finding.new),
        base_place=_place(report.base_file or report.base, finding.base_line),
        head_place=_place(report.head_file or report.head, finding.head_line),
        witness=None if witness is None else json_text(witness.body),
        refusal=_refusal(finding),
        curl=None if witness is None or witness.curl is None else _one_line(witness.curl),
        wrapper=finding.wrapper,
        reason=None if finding.reason is None else printable(finding.reason),
        both=f"strict: {finding.levels['strict']} · practical: {finding.levels['practical']}",
        accepted=None if agreement is None else agreed(agreement),
    )


def _operations(finding: Finding) -> str:
    more = len(finding.operations) - 1
    return finding.operation if more < 1 else f"{finding.operation} and {more} more"


def grouped(settled: Settled) -> Iterator[tuple[Level, list[Shown]]]:
    """The findings by level, most serious first; levels without any are left out."""
    everything = [shown(settled, finding) for finding in settled.report.findings]
    for level in GROUPS:
        group = [one for one in everything if one.level == level]
        if group:
            yield level, group


def rows(one: Shown) -> Iterator[tuple[str, str]]:
    """What is to say about a finding, beyond its message, as label and text."""
    yield "at", one.pointer
    if len(one.finding.operations) > 1:
        yield "concerns", _name(", ".join(one.finding.operations))
    yield "old", f"{one.base_place}  {cut(one.old or '(nothing)', _LONGEST_FRAGMENT)}"
    yield "new", f"{one.head_place}  {cut(one.new or '(nothing)', _LONGEST_FRAGMENT)}"
    if one.witness is not None:
        yield "witness", cut(one.witness, _LONGEST_PROOF)
        yield "", one.refusal or ""
    if one.curl is not None:
        yield "curl", cut(one.curl, _LONGEST_PROOF)
    if one.wrapper is not None:
        yield "wrapper", one.wrapper
    if one.reason is not None:
        yield "reason", one.reason
    yield "level", one.both
    yield "id", f"{one.finding.id}  digest {one.finding.digest}"
    if one.accepted is not None:
        yield "accepted", one.accepted


def verdicts(settled: Settled) -> str:
    """Both verdicts, the one that was asked for first."""
    report = settled.report
    other: Policy = "strict" if report.policy == "practical" else "practical"
    return f"{report.verdict(report.policy)} ({report.policy}) · {report.verdict(other)} ({other})"


def counts(settled: Settled) -> str:
    """How many findings there are of each level, under the chosen policy."""
    report = settled.report
    levels = [finding.levels[report.policy] for finding in report.findings]
    parts = [f"{levels.count(level)} {level}" for level in GROUPS]
    parts += [f"{len(settled.accepted)} accepted"] if settled.accepted else []
    parts.append(f"{len(report.operations)} operation{'' if len(report.operations) == 1 else 's'} compared")
    return " · ".join(parts)


def readings(settled: Settled) -> str:
    """The rules by which `practical` reads findings otherwise than `strict`, with how often; may be empty."""
    differing = [one for one in settled.report.findings if one.levels["strict"] != one.levels["practical"]]
    names = Counter(printable((one.reason or "no rule named").partition(":")[0]) for one in differing)
    return " · ".join(f"{name} ({count})" for name, count in names.most_common())


def notes(settled: Settled) -> list[str]:
    """What became of agreements that no longer count, and what else there is to say."""
    return [
        *map(printable, settled.report.remarks),
        *(f"the agreement on {_named(one)} ran out on {one.until}: {printable(one.why)}" for one in settled.expired),
        *(f"the agreement on {_named(one)} matches no finding: take it out" for one in settled.stale),
    ]


def agreed(agreement: Agreement) -> str:
    """Who takes responsibility, why and until when."""
    return f"by {printable(agreement.who)} until {agreement.until}: {printable(agreement.why)}"


def _name(text: str) -> str:
    return printable(cut(text, _LONGEST_NAME))


def _named(agreement: Agreement) -> str:
    return printable(f"{agreement.name} ({agreement.who})")


def _place(file: str, line: int | None) -> str:
    return printable(file) if line is None else f"{printable(file)}:{line}"


def _refusal(finding: Finding) -> str | None:
    witness = finding.witness
    if witness is None:
        return None
    refuser = "head" if witness.accepted_by == "base" else "base"
    place = f"at {printable(witness.at)}" if witness.at else "at the top"
    return f"{witness.accepted_by} accepts it, {refuser} refuses it: {printable(witness.keyword)} {place}"


def json_text(value: Json, *, indent: int | None = None) -> str:
    """JSON as people read it, with everything escaped that isn't fit to be shown."""
    return _json_safe(json.dumps(value, ensure_ascii=False, indent=indent))


def _json_safe(text: str) -> str:
    # inside JSON, and in a command that carries it, an escape changes nothing of the meaning
    return _ODD.sub(lambda found: found[0] if found[0].isprintable() else json.dumps(found[0])[1:-1], text)


def changes(finding: Finding, *, most: int = 60) -> list[str]:
    """The old and new fragment as the lines of a diff, each with its sign."""
    old, new = ([] if value is None else _laid_out(value, most * 8) for value in (finding.old, finding.new))
    if old and new:
        lines = list(unified_diff(old, new, n=2, lineterm=""))[3:]  # without the heading
    else:
        lines = [f"-{line}" for line in old] + [f"+{line}" for line in new]
    return lines if len(lines) <= most else [*lines[:most], f"  … {len(lines) - most} more lines"]


def _laid_out(value: Json, most: int) -> list[str]:
    lines = [cut(line, 300) for line in json_text(value, indent=2).split("\n")]
    return lines if len(lines) <= most else [*lines[:most], f"… {len(lines) - most} more lines"]


def _one_line(command: str) -> str:
    # a line that begins with a document's text could be a command to whoever reads the log
    return _json_safe(re.sub(r"\\\n\s*", "", command)).replace("\n", "\\n")


def cut(text: str, longest: int) -> str:
    """The text, or its start and how much is missing."""
    return text if len(text) <= longest else f"{text[:longest]} … ({len(text) - longest} more characters)"


def machine_json(value: Json) -> str:
    """JSON for programs: ASCII only, and no line that a workflow log would take for a command."""
    text = json.dumps(value, indent=2)
    return text.replace("##[", "#\\u0023[") + "\n"
