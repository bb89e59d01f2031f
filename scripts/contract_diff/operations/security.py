"""Compare security: whether the credentials that were enough still are.

Requirements are compared by what their schemes ask of a request, not by what they are called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from scripts.contract_diff.schema.values import compact

if TYPE_CHECKING:
    from scripts.contract_diff.judge.judge import Judge, Side
    from scripts.documents.text import Json

Requirement: TypeAlias = "frozenset[tuple[str, frozenset[str]]]"  # schemes, each with its scopes
_TELLING = ("type", "scheme", "in", "name", "openIdConnectUrl")


def unmet(
    judge: Judge, old: dict[str, Json], new: dict[str, Json]
) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """The alternatives that are no longer enough, and those that are newly enough, in words."""
    was, now = _alternatives(judge.base, old), _alternatives(judge.head, new)
    lost = [(words, not requirement) for requirement, words in was.items() if not _met(requirement, now)]
    gained = [(words, not requirement) for requirement, words in now.items() if not _met(requirement, was)]
    return lost, gained


def _met(requirement: Requirement, others: dict[Requirement, str]) -> bool:
    """Whether a request that fulfils a requirement fulfils one of the others."""
    return any(
        all(any(scheme == mine and scopes <= own for mine, own in requirement) for scheme, scopes in other)
        for other in others
    )


def _alternatives(side: Side, operation: dict[str, Json]) -> dict[Requirement, str]:
    raw: Any = operation.get("security", side.schemas.data.get("security"))
    found: dict[Requirement, str] = {}
    for entry in raw if isinstance(raw, list) else []:
        if isinstance(entry, dict):
            requirement = frozenset(
                (_scheme(side, name), frozenset(map(str, scopes or ()))) for name, scopes in entry.items()
            )
            found[requirement] = (
                " and ".join(_words(name, scopes) for name, scopes in entry.items()) or "no credentials"
            )
    return found or {frozenset(): "no credentials"}


def _words(name: str, scopes: list[str] | None) -> str:
    return f"{name} ({', '.join(scopes)})" if scopes else name


def _scheme(side: Side, name: str) -> str:
    components: Any = side.schemas.data.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    raw, _ = side.schemas.follow(schemes.get(name) if isinstance(schemes, dict) else None, "")
    if not isinstance(raw, dict):
        return name
    told = {word: raw[word] for word in _TELLING if word in raw}
    return compact({word: str(value).lower() for word, value in told.items()})
