"""Walk two schemas side by side, and report each broken constraint at its own place.

A schema is a conjunction of constraints, so the inner schema lies within the outer one exactly when it
meets every single one. Each that it doesn't meet is one cause. Where both sides go on below a constraint
(a property, items, the fitting variant of a union) the walk goes on there, so that a change deep inside
is not blamed on everything around it. Whether a cause is real is decided later, on whole bodies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scripts.contract_diff.judge.cause import Cause, Location, held, item_at, some_item, under, under_other, values_of
from scripts.contract_diff.judge.constraints import Nodes, constraints, parts, place_free
from scripts.contract_diff.judge.matching import coarse, partner, telling
from scripts.contract_diff.schema.node import ANYTHING, Node, both, kinds_of
from scripts.contract_diff.schema.values import EVERY_KIND
from scripts.contract_diff.solve.evaluate import UndecidableError, accepts, found
from scripts.contract_diff.solve.solver import contained
from scripts.documents.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.contract_diff.solve.solver import Solver
    from scripts.documents.text import Json

MOST_VARIANTS: Final = 60
MOST_PLACES: Final = 60  # of one cause; schemas that all refer to each other have more than anybody reads
_POINTERS: Final = {
    "kinds": "type", "values": "enum", "any": "", "one": "", "unique": "uniqueItems", "all": "", "ref": "",
    "odd": "", "if": "if", "size": "",
}  # fmt: skip


# what schemas say, and where: two that say the same at different places are two
Written: TypeAlias = "frozenset[tuple[int, str]]"


def _written(nodes: Nodes) -> Written:
    return frozenset((node.key, node.pointer) for node in nodes)


class Walk:
    """One direction of comparison between two schemas."""

    def __init__(self, solver: Solver) -> None:
        """The solver's memory is shared by all walks."""
        self.solver = solver
        self.causes: list[Cause] = []
        # of each pair that was compared: where it stood first, and its causes
        self._been: dict[tuple[Written, Written], tuple[Location, list[Cause]]] = {}
        self._open: set[tuple[Written, Written]] = set()  # being compared: their causes are still found
        self._shared = False  # something was left to a pair that is being compared already

    def compare(self, inner: Iterable[Node], outer: Iterable[Node], location: Location) -> bool:
        """Report every constraint of `outer` that `inner` doesn't meet, at or below a place; whether there is any."""
        mine, theirs = parts(inner), parts(outer)
        if {node.key for node in mine} >= {node.key for node in theirs}:
            return False
        been = _written(mine), _written(theirs)
        if been in self._been:
            first, known = self._been[been]
            for cause in known:
                if len(cause.elsewhere) >= MOST_PLACES:
                    continue
                words = cause.location.words[len(first.words) :]
                wraps = cause.location.wraps[len(first.wraps) :]
                cause.elsewhere.append(Location((*location.words, *words), (*location.wraps, *wraps)))
            self._shared = self._shared or been in self._open
            return bool(known) or been in self._open
        before = len(self.causes)
        self._been[been] = location, []
        self._open.add(been)
        self._compare(mine, theirs, location)
        self._open.discard(been)
        self._been[been] = location, self.causes[before:]
        return len(self.causes) > before

    def _compare(self, mine: Nodes, theirs: Nodes, location: Location) -> None:
        if not mine:
            constraint = both(*theirs)
            if contained((), constraint, self.solver).verdict != "contained":
                self._report("anything", location, constraint, (), theirs[0].pointer)
            return
        # what both sides say in the same words needs no solver
        said = {constraint.key for part in mine for _, _, constraint in constraints(part)}
        broken = [
            (word, name, constraint)
            for part in theirs
            for word, name, constraint in constraints(part)
            if constraint.key not in said and contained(mine, constraint, self.solver).verdict != "contained"
        ]
        if not broken:
            return
        missing = {name for word, name, _ in broken if word == "required"}
        shapes = {name: constraint for word, name, constraint in broken if word == "properties"}
        for variant, place in self._variants(mine, location):
            said = {constraint.key for part in variant for _, _, constraint in constraints(part)}
            failing = [
                (word, name, constraint)
                for word, name, constraint in broken
                if constraint.key not in said
                if variant == mine or contained(variant, constraint, self.solver).verdict != "contained"
            ]
            if any(word == "kinds" for word, _, _ in failing) and kinds_of(both(*variant)) == EVERY_KIND:
                # it says nothing of kinds: what else it doesn't say is the same omission
                failing = [one for one in failing if one[0] == "kinds"]
            if variant != mine and len(failing) > 1:
                # what no value of a variant can meet says it all: the rest is moot
                failing = [one for one in failing if self._hopeless(variant, one[2])] or failing
            for word, name, constraint in failing:
                if word == "properties" and name in missing and not self._told(variant, name):
                    continue  # a required property that is new is one cause
                if word == "required":
                    self._required(variant, name, constraint, place, shapes.get(name))
                else:
                    self._explain(variant, word, name, constraint, place)

    def _variants(self, mine: Nodes, location: Location) -> list[tuple[Nodes, Location]]:
        """The inner schema, one choice of its unions at a time."""
        for index, part in enumerate(mine):
            word = "any" if "any" in part.words else "one" if "one" in part.words else None
            if word is None or len(part.words[word]) > MOST_VARIANTS:
                continue
            rest = {key: value for key, value in part.words.items() if key != word}
            others = (*mine[:index], *((Node(rest, part.pointer),) if rest else ()), *mine[index + 1 :])
            found: list[tuple[Nodes, Location]] = []
            for branch in part.words[word]:
                one = parts((*others, branch))
                if not kinds_of(both(*one)):
                    continue
                found += self._variants(one, location.within((branch,)))
                if len(found) > MOST_VARIANTS:
                    return [(mine, location)]
            return found
        return [(mine, location)]

    def _hopeless(self, variant: Nodes, constraint: Node) -> bool:
        return self.solver.ask(held((*variant, constraint))).status == "empty"

    def _told(self, mine: Nodes, name: str) -> list[Node]:
        """What the inner schema says of a key, itself or by a pattern."""
        told = []
        for part in mine:
            if name in part.words.get("properties", {}):
                told.append(part.words["properties"][name])
            for text, node in part.words.get("patternProperties", {}).items():
                try:
                    if found(text, name):
                        told.append(node)
                except UndecidableError:
                    continue
        return told

    def _report(
        self, kind: str, location: Location, constraint: Node, mine: Nodes, outer: str, **details: object
    ) -> None:
        inner = str(details.pop("inner", "")) or (mine[0].pointer if mine else "")
        self.causes.append(Cause(kind, location, constraint, inner, outer, {"mine": mine, **details}))

    def _explain(self, mine: Nodes, word: str, name: str, constraint: Node, location: Location) -> None:
        if word == "properties":
            self._property(mine, name, constraint, location)
        elif word == "additionalProperties":
            self._additional(mine, constraint, location)
        elif word in ("items", "prefixItems"):
            self._items(mine, word, name, constraint, location)
        elif word in ("any", "one"):
            self._union(mine, word, constraint, location)
        elif word == "values":
            self._values(mine, constraint, location, f"{constraint.pointer}/enum")
        else:
            pointer = f"{constraint.pointer}/{_POINTERS.get(word, word)}".rstrip("/")
            same = [
                part.pointer + f"/{_POINTERS.get(word, word)}"
                for part in mine
                if any(own == word for own, _, _ in constraints(part))
            ]
            self._report(
                word, location, constraint, mine, pointer, inner=same[0].rstrip("/") if same else "", name=name
            )

    def _required(self, mine: Nodes, name: str, constraint: Node, location: Location, shape: Node | None) -> None:
        told = self._told(mine, name)
        kind = "required" if told else "required-new"
        pointer = f"{constraint.pointer}/required" if told else f"{constraint.pointer}/properties/{escape(name)}"
        inner = told[0].pointer if told else ""
        self._report(
            kind, location.into(name, lambda node: node), constraint, mine, pointer, inner=inner, name=name, shape=shape
        )

    def _property(self, mine: Nodes, name: str, constraint: Node, location: Location) -> None:
        wanted = constraint.words["properties"][name]
        told = self._told(mine, name)
        more = [part.words["additionalProperties"] for part in mine if "additionalProperties" in part.words]
        place = location.into(name, under(name))
        if told or more:
            self.compare(told or more, (wanted,), place)
            return
        pointer = f"{constraint.pointer}/properties/{escape(name)}"
        # the wrap of this place is in the constraint already
        self._report("property", Location(place.words, location.wraps), constraint, mine, pointer, name=name)

    def _additional(self, mine: Nodes, constraint: Node, location: Location) -> None:
        wanted = constraint.words["additionalProperties"]
        named = constraint.words.get("properties", {})
        patterns = constraint.words.get("patternProperties", {})
        own = {name for part in mine for name in part.words.get("properties", {})} - named.keys()
        for name in sorted(own):
            place = location.into(name, under(name))
            told = self._told(mine, name)
            if wanted.refuses_all:
                if contained(mine, place_free(name, constraint), self.solver).verdict != "contained":
                    inner = told[0].pointer
                    bare = Location(place.words, location.wraps)
                    self._report(
                        "refused", bare, place_free(name, constraint), mine, constraint.pointer, inner=inner, name=name
                    )
            else:
                self.compare(told, (wanted,), place)
        rest = {**named, **dict.fromkeys(own, ANYTHING)}
        words: dict[str, Any] = {
            **({"properties": rest} if rest else {}),
            **({"patternProperties": patterns} if patterns else {}),
        }
        others = Node({**words, "additionalProperties": wanted}, constraint.pointer)
        if contained(mine, others, self.solver).verdict == "contained":
            return
        more = [part.words["additionalProperties"] for part in mine if "additionalProperties" in part.words]
        if more and not wanted.refuses_all:
            self.compare(more, (wanted,), location.into("any other key", under_other(words)))
        else:
            self._report("closed", location, others, mine, f"{constraint.pointer}/additionalProperties")

    def _items(self, mine: Nodes, word: str, name: str, constraint: Node, location: Location) -> None:
        index = int(name) if name else len(constraint.words.get("prefixItems", ()))
        wanted = constraint.words["prefixItems"][index] if name else constraint.words["items"]
        plain = not any("prefixItems" in part.words for part in mine)
        told = [
            part.words["prefixItems"][index] if index < len(part.words.get("prefixItems", ())) else part.words["items"]
            for part in mine
            if index < len(part.words.get("prefixItems", ())) or "items" in part.words
        ]
        if told and (name or (plain and index == 0)):
            label = f"item {index + 1}" if name else "each item"
            self.compare(told, (wanted,), location.into(label, item_at(index) if name else some_item))
        else:
            self._report(word, location, constraint, mine, f"{constraint.pointer}/{word}", name=name)

    def _values(self, mine: Nodes, constraint: Node, location: Location, pointer: str) -> None:
        own = values_of(mine)
        if own is None:
            self._report("open-values", location, constraint, mine, pointer)
            return
        lost = [value for value in own if self._lost(value, mine, constraint)]
        self._report("values", location, constraint, mine, pointer, values=lost)

    def _lost(self, value: Json, mine: Nodes, constraint: Node) -> bool:
        try:
            return all(accepts(part, value) for part in mine) and not accepts(constraint, value)
        except UndecidableError:
            return False

    def _union(self, mine: Nodes, word: str, constraint: Node, location: Location) -> None:
        branches: Nodes = constraint.words[word]
        for variant, place in self._by_kind(mine, location):
            if variant != mine and contained(variant, constraint, self.solver).verdict == "contained":
                continue
            kinds = kinds_of(both(*variant))
            fitting = [branch for branch in branches if kinds_of(branch) & kinds]
            if values_of(variant) is not None or (fitting and all("values" in node.words for node in fitting)):
                self._values(variant, constraint, place, constraint.pointer)
                continue
            chosen = partner(variant, fitting)
            before, explained = len(self.causes), False
            if chosen is not None and contained(variant, chosen, self.solver).verdict != "contained":
                called = telling(variant)
                several = len(fitting) > 1 and " " in called  # told apart by a fixed key
                inside = Location((*place.words, f"where {called}"), place.wraps) if several else place
                self._shared = False
                explained = self.compare(variant, (chosen,), inside) or self._shared
            if not explained and len(self.causes) == before:
                kind = "overlap" if chosen is not None else "variant"
                self._report(
                    kind, place, constraint, variant, constraint.pointer, name=telling(variant), kinds=coarse(kinds)
                )

    def _by_kind(self, mine: Nodes, location: Location) -> list[tuple[Nodes, Location]]:
        """The inner schema, one kind of value at a time where it allows several."""
        kinds = kinds_of(both(*mine))
        groups = coarse(kinds)
        if len(groups) < 2 or kinds == EVERY_KIND:  # noqa: PLR2004
            return [(mine, location)]
        found = []
        for group in groups:
            only = Node({"kinds": frozenset({"integer", "fraction"} if group == "number" else {group}) & kinds})
            found.append(((*mine, only), location.within((only,))))
        return found
