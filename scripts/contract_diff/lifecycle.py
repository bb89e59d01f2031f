"""Judge what is announced: parts that are marked as not yet stable, deprecated, or gone after their sunset.

A part that base marks is left out, and counted; so is a new one that head marks. What was deprecated and is
past its sunset may go. Where a policy asks for days of grace, a deprecation must tell a sunset so far away.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.chosen import marks
from scripts.contract_diff.judge.announced import SUNSET
from scripts.contract_diff.judge.places import passed
from scripts.contract_diff.judge.policy import by_rule
from scripts.documents.pointers import UnresolvedError, at, escape, segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scripts.contract_diff.chosen import Chosen
    from scripts.contract_diff.judge.sides import Side
    from scripts.contract_diff.operations.inventory import Operation
    from scripts.contract_diff.report.model import Finding, Level
    from scripts.documents.text import Json

_GONE: Final = frozenset({
    "operation-removed", "parameter-removed", "required-parameter-removed", "property-removed",
    "required-property-removed",
})  # fmt: skip
_DEPRECATED: Final = frozenset({"operation-deprecated", "parameter-deprecated", "deprecation-changed"})


class Lifecycle:
    """What two documents announce about their parts."""

    def __init__(
        self, chosen: Chosen, sides: tuple[Side, Side],
        operations: Mapping[str, tuple[Operation | None, Operation | None]], today: date,
    ) -> None:  # fmt: skip
        """`operations` by their names, in base and in head."""
        self.chosen = chosen
        self.base, self.head = sides
        self.operations = operations
        self.today = today
        self.left_out: Counter[str] = Counter()

    def read(self, finding: Finding) -> Finding | None:
        """A finding as its announcement makes it; None if its part is left out."""
        mark = self._mark(finding) if self.chosen.leave_out else ""
        if mark:
            self.left_out[mark] += 1
            return None
        if finding.cause in _GONE:
            return self._gone(finding)
        if finding.cause in _DEPRECATED and self.chosen.days is not None:
            return self._deprecated(finding, self.chosen.days)
        return finding

    def remarks(self) -> tuple[str, ...]:
        """How much was left out, by mark."""
        return tuple(
            f"{count} finding{'' if count == 1 else 's'} left out, of parts marked {mark}"
            for mark, count in sorted(self.left_out.items())
        )

    def _mark(self, finding: Finding) -> str:
        old, new = self.operations.get(finding.operation, (None, None))
        known = old or new
        promising = self.operations.get(known.root, (None, None)) if known else (None, None)
        wanted: list[Json] = [
            part for one in (known, promising[0] or promising[1]) if one for part in (one.raw, one.item)
        ]
        wanted += _around(self.base.schemas.data, finding.base_pointer)
        if finding.old is None or finding.cause.endswith("-added"):  # of what is new only the part itself may say so
            wanted.append(self._at(self.head, finding.pointer))
        if finding.site:
            for places in passed(self.base.schemas, finding.site, finding.steps):
                wanted += [raw for raw, _ in places]
        return next(filter(None, (marks(raw, self.chosen.leave_out) for raw in wanted)), "")

    def _gone(self, finding: Finding) -> Finding:
        raw = self._removed(finding)
        sunset = _day(raw.get(SUNSET))
        if raw.get("deprecated") is not True or sunset is None or finding.levels["practical"] == "safe":
            return finding
        if sunset > self.today:
            said = f"it goes before its sunset, {sunset}"
            return replace(finding, reason=f"{finding.reason}; {said}" if finding.reason else said)
        return _levelled(finding, "safe", "announced removals")

    def _removed(self, finding: Finding) -> dict[str, Any]:
        pointer = finding.base_pointer
        if pointer.endswith("/required") and finding.steps:
            pointer = f"{pointer.removesuffix('/required')}/properties/{escape(finding.steps[-1])}"
        return self._at(self.base, pointer)

    def _deprecated(self, finding: Finding, days: int) -> Finding:
        if finding.levels["practical"] == "safe":  # no longer deprecated
            return finding
        sunset = _day(self._at(self.head, finding.pointer.removesuffix("/deprecated")).get(SUNSET))
        if sunset is None:
            return _levelled(finding, "risky", "days of grace", ", without a sunset")
        if sunset < self.today + timedelta(days=days):
            return _levelled(finding, "risky", "days of grace", f", and its sunset, {sunset}, is within {days} days")
        return _levelled(finding, "safe", "days of grace")

    @staticmethod
    def _at(side: Side, pointer: str) -> dict[str, Any]:
        try:
            raw, _ = side.schemas.follow(side.schemas.at(pointer), pointer)
        except UnresolvedError:
            return {}
        return raw if isinstance(raw, dict) else {}


def _levelled(finding: Finding, level: Level, rule: str, said: str = "") -> Finding:
    levels = {**finding.levels, "practical": level}
    return replace(finding, levels=levels, reason=by_rule(rule), message=finding.message + said)


def _around(data: Json, pointer: str) -> Iterator[Json]:
    """Everything that a place stands in."""
    with suppress(UnresolvedError):
        for name in segments(pointer):
            data = at(data, f"/{escape(name)}")
            yield data


def _day(value: Json) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
