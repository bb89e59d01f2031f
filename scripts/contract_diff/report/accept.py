"""Read agreements: findings that someone looked at and takes responsibility for, until a date.

Each names one finding, the exact change it was made about (the digest of the old and new fragments),
who agreed, why, and the last day on which it counts. What has run out or no longer matches is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Final

from scripts.contract_diff.report.model import LEVELS
from scripts.documents.fetch import from_file
from scripts.documents.parse import decoded, parse_text
from scripts.documents.text import DocumentError, naming, shown

if TYPE_CHECKING:
    from scripts.contract_diff.report.model import Finding, Level, Report
    from scripts.documents.text import Json

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


@dataclass(frozen=True, slots=True)
class Settled:
    """A report with what was agreed about it."""

    report: Report
    accepted: dict[str, Agreement]  # by the finding's id
    expired: tuple[Agreement, ...] = ()
    stale: tuple[Agreement, ...] = ()  # no finding has this id and digest any more

    def fails(self, threshold: Level) -> bool:
        """Whether a finding that nobody accepted reaches the threshold."""
        return any(self.reaches(finding, threshold) for finding in self.report.findings)

    def reaches(self, finding: Finding, threshold: Level) -> bool:
        """Whether one finding reaches the threshold and isn't accepted."""
        level = finding.levels[self.report.policy]
        return finding.id not in self.accepted and LEVELS.index(level) >= LEVELS.index(threshold)


def settle(report: Report, agreements: tuple[Agreement, ...], today: date) -> Settled:
    """What the agreements cover, and which of them are of no more use."""
    found = {(finding.id, finding.digest) for finding in report.findings}
    matching = [agreement for agreement in agreements if (agreement.id, agreement.digest) in found]
    return Settled(
        report=report,
        accepted={agreement.id: agreement for agreement in matching if agreement.until >= today},
        expired=tuple(agreement for agreement in matching if agreement.until < today),
        stale=tuple(agreement for agreement in agreements if agreement not in matching),
    )


def read(path: str) -> tuple[Agreement, ...]:
    """The agreements in a YAML file."""
    label = shown(path)
    try:
        source = from_file(path, label)
        with naming(label):
            data = parse_text(decoded(source))
    except DocumentError as error:
        raise AcceptError(str(error)) from error
    agreements: dict[str, Agreement] = {}
    for number, entry in enumerate(_entries(data, label), start=1):
        where = f"{label}: entry {number}"
        agreement = _agreement(entry, where)
        if agreement.id in agreements:
            raise AcceptError(f"{where}: the id {shown(agreement.id)} is given twice")
        agreements[agreement.id] = agreement
    return tuple(agreements.values())


def _entries(data: Json, label: str) -> list[Json]:
    if data is None:
        return []
    entries = data.get("accepted") if isinstance(data, dict) and len(data) == 1 else None
    if not isinstance(entries, list):
        raise AcceptError(f"{label}: expected one list named `accepted`")
    return entries


def _agreement(entry: Json, where: str) -> Agreement:
    names = [field.name for field in fields(Agreement)]
    if not isinstance(entry, dict):
        raise AcceptError(f"{where}: expected {', '.join(names)}")
    for name in entry:
        if name not in names:
            raise AcceptError(f"{where}: {shown(name)} is not one of {', '.join(names)}")
    return Agreement(
        id=_text(entry, "id", where),
        digest=_text(entry, "digest", where),
        who=_text(entry, "who", where),
        why=_text(entry, "why", where),
        until=_date(_text(entry, "until", where), where),
    )


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
