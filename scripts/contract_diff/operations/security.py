"""Compare security: whether the credentials that were enough still are.

Requirements are compared by what their schemes ask of a request, not by what they are called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scripts.contract_diff.schema.outside import meant
from scripts.contract_diff.schema.values import compact
from scripts.documents.pointers import UnresolvedError, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.judge.judge import Judge
    from scripts.contract_diff.judge.sides import Side
    from scripts.contract_diff.operations.findings import Scene
    from scripts.contract_diff.report.model import Finding
    from scripts.documents.text import Json

Requirement: TypeAlias = "frozenset[tuple[str, frozenset[str]]]"  # schemes, each with its scopes
_TELLING: Final = ("type", "scheme", "in", "name", "openIdConnectUrl")
_ANY_CASE: Final = frozenset({"type", "scheme", "in"})


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to show who one is, as an operation asks for it."""

    raw: dict[str, Any]
    pointer: str
    told: str  # what a request must carry
    whole: str  # and where it comes from


class Security:
    """What both sides of an operation ask for; schemes that belong together are one, whatever they are called."""

    def __init__(self, judge: Judge, old: dict[str, Json], new: dict[str, Json]) -> None:
        """`old` and `new` are operations, or parts of them that say `security` themselves."""
        self.was, self.now = _written(judge.base, old), _written(judge.head, new)
        self.before, self.after = _asked(judge.base, self.was), _asked(judge.head, self.now)
        self.pairs = self._paired()
        same = {id(new): old.whole for old, new in self.pairs.values()}
        self._known = (
            {name: scheme.whole for name, scheme in self.before.items()},
            {name: same.get(id(scheme), scheme.whole) for name, scheme in self.after.items()},
        )

    def _paired(self) -> dict[str, tuple[Scheme, Scheme]]:
        """The schemes that ask the same of a request and differ in where it comes from, by their names in head."""
        old = {scheme.whole for scheme in self.before.values()}
        new = {scheme.whole for scheme in self.after.values()}
        left = {name: scheme for name, scheme in self.before.items() if scheme.whole not in new}
        found: dict[str, tuple[Scheme, Scheme]] = {}
        fresh = [(name, scheme) for name, scheme in self.after.items() if scheme.whole not in old]
        for name, scheme in sorted(fresh, key=lambda one: one[0] not in left):  # those of one name first
            match = next((one for one in (name, *left) if one in left and left[one].told == scheme.told), None)
            if match is not None:
                found[name] = left.pop(match), scheme
        return found

    def unmet(self) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
        """The alternatives that are no longer enough, and those that are newly enough, in words."""
        was, now = _alternatives(self.was, self._known[0]), _alternatives(self.now, self._known[1])
        lost = [(words, not requirement) for requirement, words in was.items() if not _met(requirement, now)]
        gained = [(words, not requirement) for requirement, words in now.items() if not _met(requirement, was)]
        return lost, gained


def _met(requirement: Requirement, others: dict[Requirement, str]) -> bool:
    """Whether a request that fulfils a requirement fulfils one of the others."""
    return any(
        all(any(scheme == mine and scopes <= own for mine, own in requirement) for scheme, scopes in other)
        for other in others
    )


def _written(side: Side, operation: dict[str, Json]) -> list[dict[str, Any]]:
    """The alternatives as they are written."""
    raw: Any = operation.get("security", side.schemas.data.get("security"))
    return [entry for entry in raw if isinstance(entry, dict)] if isinstance(raw, list) else []


def _alternatives(written: list[dict[str, Any]], known: dict[str, str]) -> dict[Requirement, str]:
    found: dict[Requirement, str] = {}
    for entry in written:
        requirement = frozenset(
            (known.get(name, name), frozenset(map(str, scopes or ()))) for name, scopes in entry.items()
        )
        found[requirement] = " and ".join(_words(name, scopes) for name, scopes in entry.items()) or "no credentials"
    return found or {frozenset(): "no credentials"}


def _words(name: str, scopes: list[str] | None) -> str:
    return f"{name} ({', '.join(scopes)})" if scopes else name


def _asked(side: Side, written: list[dict[str, Any]]) -> dict[str, Scheme]:
    """The schemes that an operation names, by these names."""
    found: dict[str, Scheme] = {}
    for name in dict.fromkeys(name for entry in written for name in entry):
        raw, pointer = _found(side, name)
        if isinstance(raw, dict):
            told: dict[str, Json] = {word: raw[word] for word in _TELLING if word in raw}
            for word, value in told.items():
                if word in _ANY_CASE or (word == "name" and str(raw.get("in")).lower() == "header"):
                    told[word] = str(value).lower()
            flows = {word: part for word, part in raw.items() if word not in _TELLING and word != "bearerFormat"}
            found[name] = Scheme(raw, pointer, compact(told), f"{compact(told)} {meant(side.schemas, flows)}")
    return found


def _found(side: Side, name: str) -> tuple[Json, str]:
    """The scheme of a name, or where a reference in place of a name leads."""
    pointer = f"/components/securitySchemes/{escape(name)}"
    try:
        return side.schemas.follow(side.schemas.at(pointer), pointer)
    except UnresolvedError:
        return side.schemas.found({"$ref": name}, pointer) if name.startswith("#") else (None, pointer)


def flow_changes(scene: Scene, security: Security) -> Iterator[Finding]:
    """What differs inside the schemes that both sides ask for: OAuth flows, their addresses and scopes."""
    for name, (old, new) in security.pairs.items():
        words = ("security", name)
        yield from scene.rest("security scheme", old.raw, new.raw, old.pointer, new.pointer, words)
        was, now = old.raw.get("flows"), new.raw.get("flows")
        places = f"{old.pointer}/flows", f"{new.pointer}/flows"
        if not isinstance(was, dict) or not isinstance(now, dict):
            if was != now:
                yield scene.not_compared("flows", *places, words)
            continue
        for flow in dict.fromkeys([*was, *now]):
            if str(flow).startswith("x-") or was.get(flow) == now.get(flow):
                continue
            here, there = (f"{place}/{escape(str(flow))}" for place in places)
            if flow not in now:
                what, witness = f"the flow {flow} is gone", scene.request("security")
                yield scene.breaking("flow-removed", words, what, here, new.pointer, witness, name=flow)
            elif flow not in was:
                yield scene.safe("flow-added", words, f"the flow {flow} is new", old.pointer, there, name=flow)
            else:
                yield from _flow(scene, words, flow, (was[flow], now[flow]), (here, there))


def _flow(
    scene: Scene, words: tuple[str, ...], flow: str, flows: tuple[Any, Any], spots: tuple[str, str]
) -> Iterator[Finding]:
    was, now = flows
    if not isinstance(was, dict) or not isinstance(now, dict):
        yield scene.not_compared(flow, *spots, words)
        return
    for word in dict.fromkeys([*was, *now]):
        if str(word).startswith("x-") or was.get(word) == now.get(word):
            continue
        here, there = (f"{spot}/{escape(str(word))}" for spot in spots)
        if word != "scopes":
            why = "clients that were told the old address get their tokens there"
            what = f"{word} of the flow {flow} differs"
            yield scene.risky("flow-address-changed", words, what, here, there, why, name=f"{flow} {word}")
            continue
        scopes = [set(part) if isinstance(part, dict) else set[str]() for part in (was.get(word), now.get(word))]
        if lost := sorted(scopes[0] - scopes[1]):
            why = "a client that asks for a scope which is gone may get no token"
            what = f"scopes of the flow {flow} are gone: {', '.join(lost)}"
            yield scene.risky("scopes-removed", words, what, here, there, why, name=flow)
        if gained := sorted(scopes[1] - scopes[0]):
            what = f"scopes of the flow {flow} are new: {', '.join(gained)}"
            yield scene.safe("scopes-added", words, what, here, there, name=flow)
