"""Judge what is sent as text: parameters, headers, forms and plain text know no types but texts.

A number and the string that spells it are one text; null and an empty list have none. A body is accepted if one
way to read its texts is. What two schemas differ in by type alone is then no difference.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.judge.cause import values_of
from scripts.contract_diff.judge.search import samples
from scripts.contract_diff.judge.sides import Writing
from scripts.contract_diff.judge.witness import Checker, Proof, check
from scripts.contract_diff.schema.node import STRING_WORDS, Literal, Node, both, kinds_of, of_values
from scripts.contract_diff.schema.values import EVERY_KIND, compact
from scripts.contract_diff.solve.evaluate import UndecidableError, accepts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scripts.contract_diff.judge.cause import Cause
    from scripts.contract_diff.solve.solver import Solver
    from scripts.documents.text import Json

SENDABLE: Final = Node({"kinds": EVERY_KIND - {"null"}, "minItems": 1})
_BYTES: Final = Node({"kinds": frozenset({"string"})})
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_MOST: Final = 60
_LEAVES: Final[tuple[Json, ...]] = (False, True, 10, -10, 12_345, 1_000_000_000, 0.25)
_CHOOSING: Final = frozenset({"values", "not", "one", "if", "odd", "all", "ref", *STRING_WORDS})
EVENTS: Final = "text/event-stream"
MULTIPART: Final = "multipart/"
FORMS: Final = ("application/x-www-form-urlencoded", MULTIPART)
_RAW: Final = re.compile(r"(image|audio|video|font)/.*|application/(octet-stream|pdf|zip|gzip|x-tar)")


def as_texts(media: str, *sides: dict[str, Any]) -> Writing | None:
    """Whether a media type carries texts, and how; `sides` are what both documents say of it."""
    kind = media.partition(";")[0].strip().lower()
    if kind == EVENTS:  # the schema is of the events, and these are JSON
        return None
    if _RAW.fullmatch(kind) and not _structured(kind):
        return Writing(raw=True)
    if not kind.startswith((*FORMS, "text/")) or _structured(kind):
        return None
    encodings = [one["encoding"] for one in sides if isinstance(one.get("encoding"), dict)]
    json = {
        str(name)
        for encoding in encodings
        for name, told in encoding.items()
        if isinstance(told, dict) and _structured(str(told.get("contentType", "")))
    }
    return Writing(parts=kind.startswith(MULTIPART), json=frozenset(json))


def may_have_parts(media: str) -> bool:
    """Whether a media type, if one is known, may be a form: of any other a part has no encoding."""
    kind = media.partition(";")[0].strip().lower()
    return not kind or kind in ("*/*", "application/*") or kind.startswith(FORMS)


def sendable(how: Writing) -> Node:
    """The values that can be written so."""
    return _BYTES if how.raw else SENDABLE


def _structured(kinds: str) -> bool:
    """Whether some media types are all ones that keep the types of values."""
    return all(kind.partition(";")[0].strip().lower().endswith(("json", "xml")) for kind in kinds.split(","))


def written(raw: dict[str, Any], where: str) -> Writing | None:
    """How a parameter or header is written: nothing for a media type of its own."""
    if "schema" not in raw and isinstance(raw.get("content"), dict):
        return as_texts(str(next(iter(raw["content"]), "")))
    style = raw.get("style", "form" if where in {"query", "cookie"} else "simple")
    return Writing(joined=not (raw.get("explode", style == "form") and style == "form"))


class Texts(Checker):
    """A validator that reads texts in every way that they can be read."""

    def __init__(self, checker: Checker, how: Writing) -> None:
        """`how` the values are written."""
        self._checker = checker
        self._how = how
        self.trouble = checker.trouble

    def accepts(self, body: Json) -> bool | None:
        """Whether some reading is accepted."""
        said = {self._checker.accepts(reading) for reading in readings(body, self._how)}
        return True if True in said else None if None in said else False

    def refusal(self, body: Json, cause: Cause | None = None) -> tuple[str, str, bool]:
        """The keyword that refuses the body as it is."""
        return self._checker.refusal(body, cause)


def readings(body: Json, how: Writing) -> Iterator[Json]:
    """A body as it is, with all its texts as strings, and with all as what they spell; none for null."""
    if how.raw and isinstance(body, str):
        yield body
    if how.raw or not _sendable(body, how):
        return
    found: dict[str, Json] = {}
    for one in (body, _each(body, text_of, how), _each(body, lambda leaf: _spelled(text_of(leaf)), how)):
        found[compact(one)] = one
        if not isinstance(one, list | dict):
            found[compact([one])] = [one]
        elif isinstance(one, list) and not any(isinstance(item, list | dict) for item in one):
            if len(one) == 1:
                found[compact(one[0])] = one[0]
            if how.joined:
                joined = ",".join(map(text_of, one))
                found[compact(joined)] = joined
    yield from found.values()


def text_of(leaf: Json) -> str:
    """How a scalar is written."""
    return leaf if isinstance(leaf, str) else compact(leaf)


def _sendable(body: Json, how: Writing) -> bool:
    """Whether there is a text of it: of null there is none, and of an empty list nothing is written."""
    if body is None or body == []:
        return False
    if isinstance(body, dict):
        return all(_in_json(name, part, how) or _sendable(part, how) for name, part in body.items())
    return not isinstance(body, list) or all(
        (how.parts and isinstance(item, dict)) or _sendable(item, how) for item in body
    )


def _in_json(name: str, part: Json, how: Writing) -> bool:
    """Whether a part of a body is JSON, where null has a text and types count."""
    return name in how.json or (how.parts and isinstance(part, dict))


def _spelled(text: str) -> Json:
    if text in ("true", "false"):
        return text == "true"
    match = _NUMBER.fullmatch(text)
    if match is None or len(text) > 300:  # noqa: PLR2004 - no number that anybody sends
        return text
    return float(text) if match[2] else int(text)


def _each(body: Json, change: Callable[[Json], Json], how: Writing) -> Json:
    if isinstance(body, list):
        return [item if how.parts and isinstance(item, dict) else _each(item, change, how) for item in body]
    if isinstance(body, dict):
        return {name: part if _in_json(name, part, how) else _each(part, change, how) for name, part in body.items()}
    return change(body)


def confirmed(  # noqa: PLR0917 - each says what it is for
    cause: Cause,
    proof: Proof,
    inner: Node,
    outer_part: Node | None,
    checks: tuple[Checker, Checker],
    solver: Solver,
    how: Writing,
) -> Proof:
    """Settle a cause whose body is no proof as text: by another body, or because all texts are accepted."""
    if proof.status != "unproved" or _placed_in_json(cause.location.words, how):
        return proof
    for body in (*islice(samples(inner), _MOST), *_with(inner, cause, solver)):
        if checks[0].accepts(body) and checks[1].accepts(body) is False:
            shown = check(body, checks, cause)
            if shown.placed:
                return shown
    kinds = kinds_of(both(*cause.details["mine"]))
    if only_null(cause, solver, how):
        return Proof("absent")
    both_ways: list[Json] = [True, False]
    own = both_ways if kinds == {"boolean"} else values_of(cause.details["mine"])
    if outer_part is not None and (_takes_all(outer_part) or (own is not None and _takes(outer_part, own))):
        return Proof("absent")
    return Proof("unproved", reason="written as text the two may be the same")


def only_null(cause: Cause, solver: Solver, how: Writing) -> bool:
    """Whether a cause is only of what no text spells."""
    if _placed_in_json(cause.location.words, how):
        return False
    sendable = frozenset(Literal(node, holds=True) for node in (*cause.details["mine"], SENDABLE))
    return solver.ask(sendable | {Literal(cause.constraint, holds=False)}).status == "empty"


def _placed_in_json(words: tuple[str, ...], how: Writing) -> bool:
    """Whether a place is inside a part in JSON, or may be."""
    beneath = [word for word in words[1:] if word != "each item"]
    return bool(words) and (words[0] in how.json or (how.parts and bool(beneath)))


def _with(inner: Node, cause: Cause, solver: Solver) -> Iterator[Json]:
    """Bodies with long and short numbers, true and false at the place of a cause."""
    for leaf in _LEAVES:
        there = cause.location.around(of_values([leaf]))
        outcome = solver.ask(frozenset({Literal(inner, holds=True), Literal(there, holds=True)}))
        if outcome.usable:
            yield outcome.value


def _takes_all(outer: Node) -> bool:
    """Whether every scalar is accepted as text."""
    words = outer.words
    if "any" in words and len(words) == 1:
        return any(map(_takes_all, words["any"]))
    return "string" in words.get("kinds", EVERY_KIND) and not words.keys() & (_CHOOSING | {"any"})


def _takes(outer: Node, values: list[Json]) -> bool:
    try:
        return all(any(accepts(outer, one) for one in readings(value, Writing())) for value in values)
    except UndecidableError:
        return False
