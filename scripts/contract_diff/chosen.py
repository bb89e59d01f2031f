"""Read which policy was chosen: one of the two by name, or a file that changes one of them.

A file sets levels by rule or by cause, leaves out the parts that an extension marks, asks for days of grace
before a sunset, and may let a break pass when `info.version` says so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.judge.policy import RULES, rule_of
from scripts.contract_diff.report.causes import CAUSES
from scripts.contract_diff.report.model import LEVELS, POLICIES, Finding, Level, Policy
from scripts.documents.fetch import from_file
from scripts.documents.parse import decoded, parse_text
from scripts.documents.text import DocumentError, naming, shown

if TYPE_CHECKING:
    from scripts.documents.text import Json

_KEYS: Final = ("based-on", "rules", "causes", "leave-out", "days-of-grace", "major-for-a-break")


class PolicyError(Exception):
    """The policy can't be used; the message is one line."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A policy, with what a file changes about it."""

    policy: Policy = "practical"
    file: str = ""
    rules: Mapping[str, Level] = field(default_factory=dict)
    causes: Mapping[str, Level] = field(default_factory=dict)
    leave_out: Mapping[str, frozenset[str]] = field(default_factory=dict)  # extensions, and the values that count
    days: int | None = None  # between a deprecation and its sunset
    major: bool = False  # a break may pass with a new major version

    def levelled(self, finding: Finding) -> Finding:
        """A finding with the level that the file gives it."""
        rule = rule_of(finding.reason) or ""
        level = self.causes.get(finding.cause) or self.rules.get(rule)
        if level is None or level == finding.levels[self.policy]:
            return finding
        said = f"{self.file} reads {finding.cause if finding.cause in self.causes else rule} as {level}"
        reason = f"{finding.reason}; {said}" if finding.reason else said
        return replace(finding, levels={**finding.levels, self.policy: level}, reason=reason)


def read(given: str) -> Chosen:
    """The policy of a name, or in a file.

    Raises:
        PolicyError: it is neither, or the file says what isn't understood.
    """
    if given in POLICIES:
        return Chosen(given)
    label = shown(given)
    if not Path(given).is_file():
        raise PolicyError(f"--policy takes {', '.join(POLICIES)} or a file, and {label} is none of them")
    try:
        source = from_file(given, label)
        with naming(label):
            data = parse_text(decoded(source))
    except DocumentError as error:
        raise PolicyError(str(error)) from error
    if not isinstance(data, dict):
        raise PolicyError(f"{label}: expected a mapping with some of {', '.join(_KEYS)}")
    for name in data:
        if name not in _KEYS:
            raise PolicyError(f"{label}: {shown(name)} is not one of {', '.join(_KEYS)}")
    days, major, base = (
        data.get("days-of-grace"),
        data.get("major-for-a-break", False),
        data.get("based-on", "practical"),
    )
    if base not in POLICIES:
        raise PolicyError(f"{label}: based-on is one of {', '.join(POLICIES)}")
    if days is not None and (not isinstance(days, int) or isinstance(days, bool) or days < 0):
        raise PolicyError(f"{label}: days-of-grace is a number of days")
    if not isinstance(major, bool):
        raise PolicyError(f"{label}: major-for-a-break is true or false")
    return Chosen(
        policy=base,
        file=given,
        rules=_levels(data, "rules", label, RULES),
        causes=_levels(data, "causes", label, CAUSES),
        leave_out=_left_out(data.get("leave-out"), label),
        days=days,
        major=major,
    )


def _levels(data: dict[str, Json], word: str, label: str, known: Collection[str]) -> dict[str, Level]:
    given = data.get(word)
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise PolicyError(f"{label}: {word} is a mapping of names to levels")
    found: dict[str, Level] = {}
    for name, level in given.items():
        if name not in known:
            alike = get_close_matches(str(name), known, n=5, cutoff=0) if word == "causes" else known
            of_them = "among the causes are" if word == "causes" else "the rules are"
            raise PolicyError(f"{label}: there is no {word[:-1]} {shown(name)}; {of_them} {', '.join(alike)}")
        if level not in LEVELS:
            raise PolicyError(f"{label}: the level of {shown(name)} is one of {', '.join(LEVELS)}")
        found[name] = level
    return found


def _left_out(given: Any, label: str) -> dict[str, frozenset[str]]:
    if given is None:
        return {}
    if not isinstance(given, dict) or not all(str(name).startswith("x-") for name in given):
        raise PolicyError(f"{label}: leave-out is a mapping of extensions (x-...) to the values that count")
    return {
        str(name): frozenset(map(_text, values if isinstance(values, list) else [values]))
        for name, values in given.items()
    }


def _text(value: Json) -> str:
    return value if isinstance(value, str) else str(value).lower()


def marks(raw: Json, leave_out: Mapping[str, frozenset[str]]) -> str:
    """What marks an object as one to leave out, or nothing."""
    if not isinstance(raw, dict):
        return ""
    return next(
        (
            f"{name}: {_text(raw[name])}"
            for name, values in leave_out.items()
            if name in raw and _text(raw[name]) in values
        ),
        "",
    )
