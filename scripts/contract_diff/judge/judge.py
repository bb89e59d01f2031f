"""Judge one schema of two documents: a request body, a reply, a parameter.

The walk runs both ways. What the receiving side no longer accepts is a break, once a body shows it.
What it accepts besides is safe, and reported for completeness.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scripts.contract_diff.judge.alone import Alone
from scripts.contract_diff.judge.annotations import Notes, cause_of, levels, noted
from scripts.contract_diff.judge.cause import Cause, Location, at_the_top
from scripts.contract_diff.judge.explain import digest, message_of, name_of, stable_id
from scripts.contract_diff.judge.matching import coarse
from scripts.contract_diff.judge.places import marked
from scripts.contract_diff.judge.policy import by_rule, judged, practical
from scripts.contract_diff.judge.search import MissedError, Search
from scripts.contract_diff.judge.sides import Side, Site, Writing
from scripts.contract_diff.judge.texts import Texts, confirmed, only_null, sendable
from scripts.contract_diff.judge.walk import Walk
from scripts.contract_diff.judge.witness import Checker, Proof, check, possible, prove, unnamed
from scripts.contract_diff.report.model import Direction, Finding, Witness
from scripts.contract_diff.schema.node import both
from scripts.contract_diff.schema.values import LIMITS, compact
from scripts.contract_diff.solve.solver import PER_RUN, Solver
from scripts.documents.pointers import UnresolvedError, escape, segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.schema.node import Node


Written: TypeAlias = "tuple[int, str]"  # what a schema says, and where
MOST_SPELLINGS: Final = 6


class Judge:
    """Judges sites; the same pair of schemas is judged once."""

    def __init__(self, base: Side, head: Side) -> None:
        """The solver's memory serves all sites."""
        self.base = base
        self.head = head
        self.solver = Solver()
        self.search = Search()
        self._spellings = 0
        self._done: dict[tuple[Written, Written, Direction, Writing | None], list[tuple[Cause, Proof | None]]] = {}
        self._checkers: dict[tuple[int, str], Checker] = {}

    def differs(self, site: Site) -> bool:
        """Whether the two schemas aren't the same text."""
        old, new = self.base.schemas.schema(site.base), self.head.schemas.schema(site.head)
        return self.base.schemas.digest(old) != self.head.schemas.digest(new)

    def findings(self, site: Site) -> Iterator[Finding]:
        """Everything to say about a site, breaks first."""
        old, new = self.base.reader.at(site.base), self.head.reader.at(site.head)
        if site.texts:
            old, new = both(old, sendable(site.texts)), both(new, sendable(site.texts))
        place = ((old.key, old.pointer), (new.key, new.pointer), site.direction, site.texts)
        if place not in self._done:
            self._done[place] = self._alike(site, old, new) if old == new else self._judge(site, old, new)
        for cause, proof in self._done[place]:
            yield self._finding(site, cause, proof)
        yield from self._noted(site)

    def _alike(self, site: Site, old: Node, new: Node) -> list[tuple[Cause, Proof | None]]:
        """Two spellings of one meaning: distrusted too, where there are few of them."""
        self._spellings += 1
        if self._spellings <= MOST_SPELLINGS:
            checks = self.checkers(site)
            for sides in (checks, turned(checks)):
                self._searched(site, (old, new), sides, [])
        return []

    def _noted(self, site: Site) -> Iterator[Finding]:
        """What validators ignore and people don't."""
        raw = site.texts is not None and site.texts.raw
        for change in Notes(self.base.schemas, self.head.schemas).changes(site.base, site.head):
            if raw and change.word == "format" and all(one in (None, "binary") for one in (change.old, change.new)):
                continue  # bytes are binary anyway
            field_ = " > ".join((*site.words, *change.words))
            level, rule = levels(change, site.direction)
            name = cause_of(change)
            yield Finding(
                id=stable_id(site.operation, site.direction, field_, name, change.word),
                digest=digest(change.old, change.new),
                direction=site.direction,
                operation=site.operation,
                pointer=self.head.nearest(change.head),
                base_pointer=change.base,
                field=field_,
                cause=name,
                message=f"{field_}: {noted(change)}",
                levels=judged("safe", level) if change.compared else judged("risky", "risky"),
                old=change.old,
                new=change.new,
                base_line=self.base.line(change.base),
                head_line=self.head.line(change.head),
                site=site.base,
                steps=change.words,
                reason=by_rule(rule) if change.compared else "nothing is known of what this keyword means",
            )

    def checkers(self, site: Site) -> tuple[Checker, Checker]:
        """The validators of base and head."""
        found = []
        for side, pointer in ((self.base, site.base), (self.head, site.head)):
            place = (id(side), pointer)
            if place not in self._checkers:
                checker = Checker(side.schemas, side.schemas.schema(pointer))
                if side.reader.endless:
                    checker.trouble = "a schema refers to itself endlessly"
                self._checkers[place] = checker
            checker = self._checkers[place]
            found.append(Texts(checker, site.texts) if site.texts else checker)
        return found[0], found[1]

    def _judge(self, site: Site, old: Node, new: Node) -> list[tuple[Cause, Proof | None]]:
        inner, outer = (old, new) if site.direction == "request" else (new, old)
        self.solver.begin_site()
        checks = self.checkers(site) if site.direction == "request" else turned(self.checkers(site))
        judged_causes: list[tuple[Cause, Proof | None]] = []
        seen, absent = set[tuple[str, ...]](), False  # whether what the walk found is none as text
        causes = self._causes(inner, outer)
        for cause in causes:
            proof = prove(cause, inner, outer, self.solver, checks)
            if site.texts and proof.status != "absent":
                proof = confirmed(cause, proof, inner, self._part(site, cause), checks, self.solver, site.texts)
                absent = absent or proof.status == "absent"
            if proof.status != "absent":
                judged_causes.append((cause, proof))
                seen.add(cause.about)
        alone = Alone(inner, outer, self.solver, checks)
        if self.solver.run_left > PER_RUN // 2:  # a nicer body must not cost another cause its proof
            judged_causes = [(cause, proof and alone.proof(cause, proof, causes)) for cause, proof in judged_causes]
        judged_causes = alone.placed(judged_causes)
        if not judged_causes and not absent:
            judged_causes += self._whole(inner, outer, checks)
        else:
            judged_causes += alone.unexplained(judged_causes, causes)
        judged_causes = self._searched(site, (inner, outer), checks, judged_causes)
        return judged_causes + self._harmless(site, outer, inner, seen, told=bool(judged_causes) or absent)

    def _harmless(
        self, site: Site, wide: Node, narrow: Node, seen: set[tuple[str, ...]], *, told: bool
    ) -> list[tuple[Cause, Proof | None]]:
        """What the receiving side accepts besides; if nothing else is told and the walk finds no place, at the top."""
        causes = self._causes(wide, narrow)
        # of null there is no text: neither side takes it
        spelled = [cause for cause in causes if not (site.texts and only_null(cause, self.solver, site.texts))]
        found = [cause for cause in spelled if cause.about not in seen and possible(cause, wide, narrow, self.solver)]
        if not told and not found and len(spelled) == len(causes):
            whole = at_the_top(wide, narrow)
            found += [whole] if possible(whole, wide, narrow, self.solver) else []
        return [(cause, None) for cause in found]

    def _part(self, site: Site, cause: Cause) -> Node | None:
        """The schema of the outer side that a constraint belongs to."""
        side = self.head if site.direction == "request" else self.base
        try:
            return side.reader.at(cause.constraint.pointer)
        except UnresolvedError:
            return None

    def _searched(
        self, site: Site, nodes: tuple[Node, Node], checks: tuple[Checker, Checker],
        judged_causes: list[tuple[Cause, Proof | None]],
    ) -> list[tuple[Cause, Proof | None]]:  # fmt: skip
        """Distrust the findings: a body that shows a break proves an open one, or that all are wrong."""
        if any(proof is not None and proof.status == "proved" for _, proof in judged_causes):
            return judged_causes
        found = self.search.missed(nodes, checks)
        if found is None:
            return judged_causes
        for index, (cause, _) in enumerate(judged_causes):
            proof = check(found[0], checks, cause)
            return [*judged_causes[:index], (cause, proof), *judged_causes[index + 1 :]]
        raise MissedError(f"{site.operation}, {site.direction}: no finding explains {compact(found[0])[:400]}")

    def _causes(self, inner: Node, outer: Node) -> list[Cause]:
        walk = Walk(self.solver)
        walk.compare((inner,), (outer,), Location())
        kept: dict[tuple[object, ...], Cause] = {}
        for cause in walk.causes:
            what = (cause.kind, cause.outer, cause.name, str(cause.details.get("values", "")))
            # variants that break one constraint at one place, and a shared schema that stands in several
            places: list[tuple[object, ...]] = [
                (*what, cause.location.words),
                (*what, cause.inner),
                (cause.kind, cause.constraint.key, cause.name, cause.location.words),
            ]
            known = next((kept[place] for place in places if place in kept), None)
            if known is not None:
                known.elsewhere.append(cause.location)
            for place in places:
                kept.setdefault(place, known or cause)
        return list({id(cause): cause for cause in kept.values()}.values())

    def _whole(self, inner: Node, outer: Node, checks: tuple[Checker, Checker]) -> list[tuple[Cause, Proof | None]]:
        """The safety net: a difference that the walk found no place for is told at the top."""
        cause = at_the_top(inner, outer)
        proof = prove(cause, inner, outer, self.solver, checks)
        return [] if proof.status == "absent" else [(cause, proof)]

    def _finding(self, site: Site, cause: Cause, proof: Proof | None) -> Finding:
        request = site.direction == "request"
        # in a request the outer side is head; a safe finding is seen from the other side
        head_constrains = request == (proof is not None)
        base_pointer, head_pointer = (cause.inner, cause.outer) if head_constrains else (cause.outer, cause.inner)
        field_ = " > ".join((*site.words, *cause.location.words))
        name = name_of(cause, head_constrains=head_constrains)
        message = message_of(cause, name, field_, head_constrains=head_constrains)
        strict, real, reason = self._levels(site, cause, proof)
        base_pointer, head_pointer = (
            self.base.nearest(base_pointer or site.base),
            self.head.nearest(head_pointer or site.head),
        )
        old, new = self.base.fragment(base_pointer), self.head.fragment(head_pointer)
        if cause.kind in _ONE_SIDED:  # the inner side has no fragment of its own: its pointer is the parent's
            old, new = (None, new) if head_constrains else (old, None)
        witness = None
        if proof is not None and proof.status == "proved":
            witness = Witness(
                proof.body, "base" if request else "head", proof.keyword, proof.at,
                site.command(proof.body) if site.command and request else None,
            )  # fmt: skip
        return Finding(
            id=stable_id(site.operation, site.direction, field_, name, cause.name),
            digest=digest(old, new),
            direction=site.direction,
            operation=site.operation,
            pointer=head_pointer,
            base_pointer=base_pointer,
            field=field_,
            cause=name,
            message=message,
            levels=judged(strict, real),
            old=old,
            new=new,
            base_line=self.base.line(base_pointer),
            head_line=self.head.line(head_pointer),
            witness=witness,
            site=site.base,
            steps=cause.location.words,
            reason=reason,
        )

    def _levels(self, site: Site, cause: Cause, proof: Proof | None) -> Any:
        if proof is None:
            if cause.kind == "property" and site.direction == "request":
                return "safe", "risky", by_rule("parts that are gone")
            return "safe", "safe", None
        if proof.status == "harmless":
            return "safe", "safe", proof.reason
        if proof.status == "unproved":
            return "risky", "risky", f"could not be decided: {proof.reason}"
        kinds = cause.details.get("kinds") or coarse(cause.details.get("value_kinds", ()))
        level, rule = practical(
            cause.kind,
            site.direction,
            named=not unnamed(cause, self.solver),
            guarded=self._guarded(site, cause),
            kinds=kinds,
            narrow=cause.kind == "size" and cause.constraint.words["maximum"][0] == LIMITS["int32"][1],
        )
        if level == "breaking" and self._meant_nullable(site, cause, proof):
            level, rule = "safe", "nullable in 3.1"
        return "breaking", level, by_rule(rule) if rule else None

    def _meant_nullable(self, site: Site, cause: Cause, proof: Proof) -> bool:
        """Whether null is refused only because a 3.1 document still says `nullable: true`."""
        side = self.head if site.direction == "request" else self.base
        refused: Any = proof.body
        for name in segments(proof.at):
            refused = refused[int(name)] if isinstance(refused, list) else refused[name]
        raw = side.fragment(cause.constraint.pointer)
        return refused is None and not side.schemas.old and isinstance(raw, dict) and raw.get("nullable") is True

    def _guarded(self, site: Site, cause: Cause) -> bool:
        side = self.head if site.direction == "request" else self.base
        word = "readOnly" if site.direction == "request" else "writeOnly"
        places = ((self.base.schemas, site.base), (self.head.schemas, site.head))
        if all(marked(schemas, pointer, cause.location.words, word) for schemas, pointer in places):
            return True
        if cause.kind not in ("required", "required-new"):
            return False
        raw: Any = side.fragment(f"{cause.constraint.pointer}/properties/{escape(cause.name)}")
        raw, _ = side.schemas.follow(raw, "")
        return isinstance(raw, dict) and raw.get(word) is True


_ONE_SIDED: Final = frozenset({"property", "required-new"})


def turned(checks: tuple[Checker, Checker]) -> tuple[Checker, Checker]:
    """The same validators, seen from the other side."""
    return checks[1], checks[0]
