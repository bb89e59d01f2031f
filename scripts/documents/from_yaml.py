"""Read YAML text as plain data, and find the line of each part of it.

The data is what JSON can express. Values follow the core schema of YAML 1.2, so `on` and `no` are words
and `2024-12-18` is a string. A key is the text as written, given once. Merge keys are read. Tags that
build objects, infinite numbers and aliases that unfold without end are refused.

It is built on libyaml's events. They take a fifth of the time of a loader, which looks every value up in
tables of regular expressions, and they carry the lines: both come from one pass.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from scripts.documents.text import MAX_DEPTH, TOO_DEEP, DocumentError, finite, first_line, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scripts.documents.lines import Marks
    from scripts.documents.text import Json

_MOST_UNFOLDED: Final = 2_000_000
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG: Final = "tag:yaml.org,2002:"
_TAGGED: Final[dict[str, tuple[type, ...]]] = {
    "!": (str, dict, list),
    f"{_TAG}str": (str,),
    f"{_TAG}int": (int,),
    f"{_TAG}float": (float, int),
    f"{_TAG}bool": (bool,),
    f"{_TAG}null": (type(None),),
    f"{_TAG}map": (dict,),
    f"{_TAG}seq": (list,),
}
_TEXT_TAGS: Final = frozenset({"!", f"{_TAG}str"})
_CONSTANTS: Final[dict[str, bool | None]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMBER_STARTS: Final = frozenset("0123456789+-.")
_DECIMAL: Final = re.compile(r"[-+]?[0-9]+")
_BASED: Final = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def parse(text: str, marks: Marks | None = None) -> Json:
    """Read the text's only document, and mark the line of each part of it.

    Raises:
        DocumentError: it isn't YAML, or holds what we refuse.
    """
    builder = _Builder({} if marks is None else marks)
    for event in _events(text):
        take = _TAKES.get(type(event))
        if take is not None:
            take(builder, event)
    return builder.root[0] if builder.root else None


def _events(text: str) -> Iterator[Event]:
    try:
        loader = _LOADER(text)
        while (event := loader.get_event()) is not None:
            yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" (line {mark.line + 1})" if mark else ""
        raise DocumentError(f"not YAML: {first_line(error.problem or error.context)}{where}") from error
    except (yaml.YAMLError, UnicodeError) as error:  # control characters, lone surrogates
        raise DocumentError(f"not YAML: {first_line(error)}") from error


@dataclass(slots=True)
class _Open:
    """A container that is still being filled."""

    value: dict[str, Json] | list[Json]
    anchor: str | None = None
    started: int = 0  # how many nodes had been seen, to weigh what an alias of it unfolds to
    key: str | None = None
    unquoted: bool = False  # the key was written without quotes
    height: int = 1  # levels, with what aliases bring
    merges: list[Json] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)  # of the members, see `lines.Marks`


class _Builder:
    """Puts the events of one document together."""

    def __init__(self, marks: Marks) -> None:
        self.root: list[Json] = []
        self._marks = marks
        self._open = [_Open(self.root)]
        self._anchors: dict[str, tuple[Json, int, int]] = {}  # the value, its nodes, its levels
        self._unfolded = 0
        self._repeated = 0
        self._documents = 0

    def document(self, event: DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            _fail("more than one document in one file", event)

    def scalar(self, event: ScalarEvent) -> None:
        self._unfolded += 1
        top = self._open[-1]
        as_key = top.key is None and isinstance(top.value, dict)
        if as_key:
            # a key is the text as written: a status code stays "200", and "on" stays "on"
            _check_tag(event, event.value)
            top.key, top.unquoted = sys.intern(event.value), event.implicit[0]
            top.lines.append(_line(event))
        else:
            _put(top, _value(event), event)
        if event.anchor is not None:
            self._anchors[event.anchor] = (event.value if as_key else _value(event), 1, 0)

    def start(self, event: CollectionStartEvent) -> None:
        self._unfolded += 1
        top = self._open[-1]
        if isinstance(top.value, dict) and top.key is None:
            _fail("a key that isn't text", event)
        if len(self._open) > MAX_DEPTH:
            raise DocumentError(TOO_DEEP)
        if isinstance(top.value, list):
            top.lines.append(_line(event))
        if event.anchor is not None:
            self._anchors.pop(event.anchor, None)  # not to be used before it is complete
        empty: dict[str, Json] | list[Json] = {} if isinstance(event, MappingStartEvent) else []
        _check_tag(event, empty)
        self._open.append(_Open(empty, event.anchor, self._unfolded))

    def end(self, event: Event) -> None:
        done = self._open.pop()
        if done.merges and isinstance(done.value, dict):
            _merge(done.value, done.merges, event)
        self._marks[id(done.value)] = done.lines
        if done.anchor is not None:
            self._anchors[done.anchor] = (done.value, self._unfolded - done.started + 1, done.height)
        self._open[-1].height = max(self._open[-1].height, done.height + 1)
        _put(self._open[-1], done.value, event)

    def alias(self, event: AliasEvent) -> None:
        if event.anchor not in self._anchors:
            _fail(f"the alias {shown(event.anchor or '')} refers to nothing before it", event)
        value, weight, height = self._anchors[event.anchor]
        # the parts are shared here, but whoever walks the document walks each of them again
        self._unfolded += weight
        self._repeated += weight
        if self._repeated > _MOST_UNFOLDED:
            _fail("its aliases unfold without a sensible end", event)
        top = self._open[-1]
        top.height = max(top.height, height + 1)
        if len(self._open) - 1 + height > MAX_DEPTH:
            raise DocumentError(TOO_DEEP)
        if isinstance(top.value, dict) and top.key is None:
            if not isinstance(value, str):
                _fail("a key that isn't text", event)
            top.key, top.unquoted = value, False
            top.lines.append(_line(event))
        else:
            if isinstance(top.value, dict):
                top.lines[-1] = -top.lines[-1]
            _put(top, value, event)


_TAKES: Final[dict[type[Event], Callable[[_Builder, Any], None]]] = {
    ScalarEvent: _Builder.scalar,
    **dict.fromkeys((MappingStartEvent, SequenceStartEvent), _Builder.start),
    **dict.fromkeys((MappingEndEvent, SequenceEndEvent), _Builder.end),
    AliasEvent: _Builder.alias,
    DocumentStartEvent: _Builder.document,
}


def _put(top: _Open, value: Json, event: Event) -> None:
    if isinstance(top.value, list):
        top.value.append(value)
        if len(top.lines) < len(top.value):
            top.lines.append(-_line(event) if isinstance(event, AliasEvent) else _line(event))
        return
    key, top.key = top.key or "", None
    if key == "<<" and top.unquoted:
        top.merges.extend(value if isinstance(value, list) else [value])
        top.lines.pop()
    elif key in top.value:
        _fail(f"the key {shown(key)} is given twice in one mapping", event)
    else:
        top.value[key] = value


def _merge(own: dict[str, Json], merges: list[Json], event: Event) -> None:
    for merge in merges:  # what stands first wins
        if not isinstance(merge, dict):
            _fail("a merge key that names no mapping", event)
        for key, value in merge.items():
            own.setdefault(key, value)


def _value(event: ScalarEvent) -> Json:
    text = event.value
    if event.tag is None:
        # quoted text, and a block of text, is text
        return _resolved(text, event) if event.implicit[0] else text
    value = text if event.tag in _TEXT_TAGS else _resolved(text, event)
    _check_tag(event, value)
    return value


def _resolved(text: str, event: Event) -> Json:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return _number(text, event) if text[0] in _NUMBER_STARTS else text


def _number(text: str, event: Event) -> Json:
    try:
        if _DECIMAL.fullmatch(text):
            return int(text)
        if _BASED.fullmatch(text):
            return int(text, 0)
        if _FLOAT.fullmatch(text):
            return finite(text)
    except (ValueError, DocumentError) as error:  # too large, or an integer with thousands of digits
        _fail(first_line(error), event)
    if _NOT_FINITE.fullmatch(text):
        _fail(f"{text} is no number that JSON can express", event)
    return text


def _check_tag(event: ScalarEvent | CollectionStartEvent, value: Json) -> None:
    if event.tag is None:
        return
    if event.tag not in _TAGGED:
        _fail(f"the tag {shown(event.tag)} isn't plain data", event)
    if type(value) not in _TAGGED[event.tag]:
        _fail(f"the tag {shown(event.tag)} stands before something else", event)


def _fail(problem: str, event: Event) -> NoReturn:
    raise DocumentError(f"{problem} (line {_line(event)})")


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
