"""Compare security: whether the credentials that were enough still are.

Requirements are compared by what their schemes ask of a request, not by what they are called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from scripts.contract_diff.schema.values import compact
from scripts.documents.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.judge.judge import Judge
    from scripts.contract_diff.judge.sides import Side
    from scripts.contract_diff.operations.findings import Scene
    from scripts.contract_diff.report.model import Finding
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
    raw, _ = side.schemas.found(schemes.get(name) if isinstance(schemes, dict) else None, "")
    if not isinstance(raw, dict):
        return name
    told = {word: raw[word] for word in _TELLING if word in raw}
    return compact({word: str(value).lower() for word, value in told.items()})


def flow_changes(scene: Scene, old: dict[str, Json], new: dict[str, Json]) -> Iterator[Finding]:
    """What differs inside the schemes that both sides ask for: OAuth flows, their addresses and scopes."""
    before, after = _asked(scene.judge.base, old), _asked(scene.judge.head, new)
    for name, raw in before.items():
        if name not in after:
            continue
        place = f"/components/securitySchemes/{escape(name)}"
        words = ("security", name)
        yield from scene.rest("security scheme", raw, after[name], place, place, words)
        was, now = raw.get("flows"), after[name].get("flows")
        if not isinstance(was, dict) or not isinstance(now, dict):
            if was != now:
                yield scene.not_compared("flows", f"{place}/flows", f"{place}/flows", words)
            continue
        for flow in dict.fromkeys([*was, *now]):
            if str(flow).startswith("x-") or was.get(flow) == now.get(flow):
                continue
            spot = f"{place}/flows/{escape(str(flow))}"
            if flow not in now:
                what = f"the flow {flow} is gone"
                yield scene.breaking("flow-removed", words, what, spot, place, scene.request("security"), name=flow)
            elif flow not in was:
                yield scene.safe("flow-added", words, f"the flow {flow} is new", place, spot, name=flow)
            else:
                yield from _flow(scene, words, flow, was[flow], now[flow], spot)


def _flow(  # noqa: PLR0917 - each says what it is for
    scene: Scene, words: tuple[str, ...], flow: str, was: Any, now: Any, spot: str
) -> Iterator[Finding]:
    if not isinstance(was, dict) or not isinstance(now, dict):
        yield scene.not_compared(flow, spot, spot, words)
        return
    for word in dict.fromkeys([*was, *now]):
        if str(word).startswith("x-") or was.get(word) == now.get(word):
            continue
        place = f"{spot}/{escape(str(word))}"
        if word != "scopes":
            why = "clients that were told the old address get their tokens there"
            what = f"{word} of the flow {flow} differs"
            yield scene.risky("flow-address-changed", words, what, place, place, why, name=f"{flow} {word}")
            continue
        scopes = [set(part) if isinstance(part, dict) else set[str]() for part in (was.get(word), now.get(word))]
        if lost := sorted(scopes[0] - scopes[1]):
            why = "a client that asks for a scope which is gone may get no token"
            what = f"scopes of the flow {flow} are gone: {', '.join(lost)}"
            yield scene.risky("scopes-removed", words, what, place, place, why, name=flow)
        if gained := sorted(scopes[1] - scopes[0]):
            what = f"scopes of the flow {flow} are new: {', '.join(gained)}"
            yield scene.safe("scopes-added", words, what, place, place, name=flow)


def _asked(side: Side, operation: dict[str, Json]) -> dict[str, dict[str, Any]]:
    """The schemes that an operation names."""
    raw: Any = operation.get("security", side.schemas.data.get("security"))
    schemes: Any = side.schemas.data.get("components")
    schemes = schemes.get("securitySchemes") if isinstance(schemes, dict) else None
    found: dict[str, dict[str, Any]] = {}
    for entry in raw if isinstance(raw, list) else []:
        for name in entry if isinstance(entry, dict) else ():
            scheme, _ = side.schemas.found(schemes.get(name) if isinstance(schemes, dict) else None, "")
            if isinstance(scheme, dict):
                found[name] = scheme
    return found
