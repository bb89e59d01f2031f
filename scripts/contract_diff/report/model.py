"""Define what a finding is: the one vocabulary that the judge, the writers and the gate share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from scripts.documents.text import Json

Level = Literal["breaking", "risky", "safe"]
Direction = Literal["request", "reply", "operation"]
Policy = Literal["strict", "practical"]
Effect = Literal["absorbed", "needs work", "not used"]

LEVELS: tuple[Level, ...] = ("safe", "risky", "breaking")  # in rising order
POLICIES: tuple[Policy, ...] = ("strict", "practical")


@dataclass(frozen=True, slots=True)
class Witness:
    """A payload that one document accepts and the other refuses."""

    body: Json
    accepted_by: Literal["base", "head"]
    keyword: str  # the keyword of the refusing schema
    at: str  # JSON pointer into the body: the place that is refused
    curl: str | None = None  # the same as a command, for requests


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause of difference between two documents, with its judgement and its proof."""

    id: str  # stable between runs: a short digest of operation, direction, place and cause
    digest: str  # of the old and new fragments: an agreement names both
    direction: Direction
    operation: str  # "POST /realtime/sessions"
    pointer: str  # JSON pointer in head; where the thing is gone, of its parent
    field: str  # the path in plain words: "request body > turn_detection > threshold"
    cause: str  # kebab-case kind, for example "enum-value-removed"
    message: str
    levels: Mapping[Policy, Level]
    old: Json
    new: Json
    base_line: int | None = None  # 1-based
    head_line: int | None = None
    witness: Witness | None = None
    wrapper: Effect | None = None
    base_pointer: str = ""  # JSON pointer in base, likewise
    operations: tuple[str, ...] = ()  # all that the cause concerns, `operation` first
    site: str = ""  # of a finding in a schema: JSON pointer in base to the whole schema
    steps: tuple[str, ...] = ()  # and the way from there, as in `field`
    reason: str | None = None  # why it is risky: what could not be decided, or which policy reads it so


@dataclass(frozen=True, slots=True)
class Report:
    """Every finding between two documents, most serious first, with what was compared."""

    base: str  # as the user named them
    head: str
    base_file: str | None  # a path in the work tree, where annotations can point
    head_file: str | None
    policy: Policy
    operations: tuple[str, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = ()  # what else there is to say: what was left out, what a policy file changed

    def verdict(self, policy: Policy) -> Level:
        """The most serious level of any finding under a policy; "safe" where there is none."""
        ranks = [LEVELS.index(finding.levels[policy]) for finding in self.findings]
        return LEVELS[max(ranks, default=0)]
