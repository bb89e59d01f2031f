"""Read agreements: findings that someone looked at and takes responsibility for, until a date.

Each names who agreed, why, and the last day on which it counts. It covers one finding and the exact change
that it was made about (the digest of the old and new fragments), or every finding whose operations, cause
and place match what is written with `*` for anything. What has run out or no longer matches is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from scripts.contract_diff.report.model import LEVELS
from scripts.documents.fetch import from_file
from scripts.documents.parse import decoded, parse_text
from scripts.documents.text import DocumentError, naming, shown

if TYPE_CHECKING:
    from scripts.contract_diff.report.model import Finding, Level, Report
    from scripts.documents.text import Json

_EXACT, _WILD, _ALWAYS = ("id", "digest"), ("operation", "cause", "place"), ("who", "why", "until")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class AcceptError(Exception):
    """The file of agreements can't be used; the message is one line."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One entry of the file."""

    id: str
    digest: str
    who: str
    why: str
    until: date  # the last day on which it counts
    # instead of id and digest, each with `*` for anything
    operation: str = ""
    cause: str = ""
    place: str = ""

    @property
    def name(self) -> str:
        """What it is about, in a few words."""
        return self.id or " · ".join(filter(None, (self.operation, self.cause, self.place)))

    def covers(self, finding: Finding) -> bool:
        """Whether it is about a finding, and about every operation that the finding concerns."""
        if self.id:
            return (self.id, self.digest) == (finding.id, finding.digest)
        concerned = finding.operations or (finding.operation,)
        return (
            all(_like(self.operation, name) for name in concerned)
            and _like(self.cause, finding.cause)
            and (_like(self.place, finding.field) or _like(self.place, finding.pointer))
        )


@dataclass(frozen=True, slots=True)
class Settled:
    """A report with what was agreed about it."""

    report: Report
    accepted: dict[str, Agreement]  # by the finding's id
    expired: tuple[Agreement, ...] = ()
    stale: tuple[Agreement, ...] = ()  # no finding has this id and digest any more
    announced: bool = False  # the version tells of a break, and that is enough

    def fails(self, threshold: Level) -> bool:
        """Whether a finding that nobody accepted reaches the threshold."""
        return not self.announced and any(self.reaches(finding, threshold) for finding in self.report.findings)

    def reaches(self, finding: Finding, threshold: Level) -> bool:
        """Whether one finding reaches the threshold and isn't accepted."""
        level = finding.levels[self.report.policy]
        return finding.id not in self.accepted and LEVELS.index(level) >= LEVELS.index(threshold)


def settle(report: Report, agreements: tuple[Agreement, ...], today: date) -> Settled:
    """What the agreements cover, and which of them are of no more use."""
    matching = [one for one in agreements if any(one.covers(finding) for finding in report.findings)]
    accepted = {
        finding.id: one
        for one in reversed(matching)
        if one.until >= today
        for finding in report.findings
        if one.covers(finding)
    }
    return Settled(
        report=report,
        accepted=accepted,
        expired=tuple(one for one in matching if one.until < today),
        stale=tuple(one for one in agreements if one not in matching),
    )


def _like(pattern: str, text: str) -> bool:
    """Whether a text is what was written, with `*` for anything; what is left out is anything."""
    return not pattern or re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text, re.DOTALL) is not None


def read(path: str) -> tuple[Agreement, ...]:
    """The agreements in a YAML file."""
    label = shown(path)
    try:
        source = from_file(path, label)
        with naming(label):
            data = parse_text(decoded(source))
    except DocumentError as error:
        raise AcceptError(str(error)) from error
    agreements: list[Agreement] = []
    for number, entry in enumerate(_entries(data, label), start=1):
        where = f"{label}: entry {number}"
        agreement = _agreement(entry, where)
        if agreement.id and any(agreement.id == other.id for other in agreements):
            raise AcceptError(f"{where}: the id {shown(agreement.id)} is given twice")
        agreements.append(agreement)
    return tuple(agreements)


def _entries(data: Json, label: str) -> list[Json]:
    if data is None:
        return []
    entries = data.get("accepted") if isinstance(data, dict) and len(data) == 1 else None
    if not isinstance(entries, list):
        raise AcceptError(f"{label}: expected one list named `accepted`")
    return entries


def _agreement(entry: Json, where: str) -> Agreement:
    wild = isinstance(entry, dict) and any(name in entry for name in _WILD)
    names = [*(_WILD if wild else _EXACT), *_ALWAYS]
    if not isinstance(entry, dict):
        raise AcceptError(f"{where}: expected {', '.join(names)}")
    for name in entry:
        if name not in names:
            raise AcceptError(f"{where}: {shown(name)} is not one of {', '.join(names)}")
    told = {name: _text(entry, name, where) for name in names if not (name in _WILD and name not in entry)}
    if wild and not any(told.get(name, "").strip("* ") for name in _WILD):
        raise AcceptError(f"{where}: it covers everything; name an operation, a cause or a place")
    until = _date(told.pop("until"), where)
    return Agreement(**{"id": "", "digest": "", **told}, until=until)


def _text(entry: dict[str, Json], name: str, where: str) -> str:
    value = entry.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        # a digest of decimal digits only, written without quotes
        raise AcceptError(f"{where}: {name} must be text: put it in quotes")
    if not isinstance(value, str) or not value.strip():
        raise AcceptError(f"{where}: {name} is missing or empty")
    return value.strip()


def _date(text: str, where: str) -> date:
    # fromisoformat alone takes week dates and compact spellings as well
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise AcceptError(f"{where}: until must be a date such as 2026-12-31, not {shown(text)}")
