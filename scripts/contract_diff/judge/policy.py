"""Rate a proven difference: strict is set theory, practical is how client authors read it.

Every deviation of `practical` from `strict` is one named rule. Its name and words are shown with each
finding that it changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.contract_diff.report.model import Direction, Level, Policy

RULES: Final[Mapping[str, str]] = {
    "open objects": "nobody sends or relies on properties that the document doesn't name",
    "unnamed reply properties": "readers ignore properties that they don't know",
    "dropped reply properties": "a reply may no longer carry a property that was never certain to be there",
    "new reply values": "readers must expect values and variants that they don't know yet",
    "read-only": "a read-only property isn't asked of clients, a write-only one isn't promised to them",
    "format": "a format is an annotation to validators, but servers and readers may act on it",
    "number formats": "a format's limits are exact in OpenAPI; of these, only int32's are met in practice",
    "content": "what a text contains is an annotation to validators, but servers and readers decode it",
    "discriminators": "a discriminator is a hint to validators, but generated readers choose a variant by it",
    "defaults": "a default is an annotation to validators, but it says what a left-out property means",
    "nullable in 3.1": "the keyword says nothing in 3.1, but its author meant null to be allowed",
    "reply media types": "a client that asks for a type which is gone may be refused; most ask for none",
    "parts that are gone": "whether a server ignores what it no longer documents is not in the document",
    "undocumented statuses": "clients must expect error statuses that no document lists",
    "announced removals": "what was deprecated may go once its sunset has passed",
    "days of grace": "what is deprecated stays for as long as the policy asks, until a sunset that is told",
    "deprecation": "a deprecated thing still works, until it doesn't",
}  # fmt: skip


def judged(strict: Level, practical: Level) -> dict[Policy, Level]:
    """A level for each policy."""
    return {"strict": strict, "practical": practical}


def by_rule(name: str) -> str:
    """A rule as a reason."""
    return f"{name}: {RULES[name]}"


def rule_of(reason: str | None) -> str | None:
    """The rule that a reason names, if it names one."""
    name = (reason or "").partition(":")[0]
    return name if name in RULES else None


def practical(
    kind: str, direction: Direction, *, named: bool, guarded: bool, kinds: list[str], narrow: bool = False
) -> tuple[Level, str | None]:
    """The level of a proven break to a client author, and the rule that makes it differ from strict.

    `named`: the broken place isn't just a key that the accepting side doesn't name. `guarded`: a property on
    the way is read-only in a request, or write-only in a reply. `narrow`: of a number's format, whether its
    limits are so narrow that numbers go beyond them in practice.
    """
    if guarded:
        return "safe", "read-only"
    ruled = _of_reply(kind, kinds) if direction == "reply" else None
    if ruled is not None:
        return ruled
    if not named:
        return "safe", "open objects"
    if kind == "size":
        return ("risky" if narrow else "safe"), "number formats"
    return "breaking", None


def _of_reply(kind: str, kinds: list[str]) -> tuple[Level, str] | None:
    if kind == "property":
        return "risky", "dropped reply properties"
    if kind in ("closed", "refused"):
        return "safe", "unnamed reply properties"
    if kind in ("values", "open-values") or (kind == "variant" and kinds == ["object"]):
        return "risky", "new reply values"
    return None
