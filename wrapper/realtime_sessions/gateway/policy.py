"""Decide what a client may set: each field of a session is fixed, has a default, is one of some, or is free.

A field without a rule is the server's: a client that sends it is refused by name, and nothing is ignored. Rules are
checked against the generated table when the policy is made.
"""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, Self

from attrs import define, field, frozen

from realtime_sessions.errors import ConfigurationError, InvalidParameterError
from realtime_sessions.explaining import advice
from realtime_sessions.given import checked, known
from realtime_sessions.parameters.table import FIELDS, PARAMETERS
from realtime_sessions.schemas import branches

from .kinds import number, table, texts
from .messages import Refused

LIFE: Final = "expires_after"
REALTIME: Final = "realtime"
TRANSCRIPTION: Final = "transcription"
SHORT_LIFE: Final = 60
"""Seconds that a key lives where no rule says otherwise: a browser uses it at once."""
_SERVERS: Final = "safety_identifier"  # always a hash of the user
_PRIVATE: Final = frozenset({"instructions", "tools", "prompt", "tracing"})
_WORDS: Final = ("fixed", "default", "one_of", "free", "null", "maximum", "longest")
_NUMBERS: Final = frozenset({"integer", "number"})
_SIZED: Final = frozenset({"string", "array"})
_UNSET: Final = object()


@frozen
class Rule:
    """What a policy says of one field."""

    value: Any = _UNSET
    """What is sent where the client may not say, or doesn't."""
    settable: bool = False
    allowed: tuple[Any, ...] | None = None
    """The values that a client may choose from; None where any will do."""
    maximum: float | None = None
    """Also what is sent where the client leaves the field out, unless a value is given."""
    longest: int | None = None
    """Characters of a text, or items of a list."""

    def check(self, name: str, value: Any) -> None:
        """Refuse a value that the client may not set.

        Raises:
            Refused: so it is.
        """
        if not self.settable:
            raise _not_allowed(name, "is set by the server", "leave it out")
        if self.allowed is not None and _written(value) not in map(_written, self.allowed):
            raise _not_allowed(name, "has a value that is not allowed here", f"one of {_listed(self.allowed)}")
        if self.maximum is not None and not (isinstance(value, int | float) and value <= self.maximum):
            raise _not_allowed(name, "is above what is allowed here", f"at most {self.maximum:g}")
        if self.longest is not None and not (isinstance(value, str | list | None) and len(value or "") <= self.longest):
            raise _not_allowed(name, "is longer than is allowed here", f"at most {self.longest}")

    def told(self) -> dict[str, Any]:
        """The rule, for a page to make a form of."""
        found = {"settable": self.settable, "one_of": self.allowed, "maximum": self.maximum, "longest": self.longest}
        return {name: value for name, value in found.items() if value is not None}


def _kept(part: Mapping[str, Any], places: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for name, value in part.items():
        inner = places.get(name, _UNSET)
        if inner is None:
            found[name] = value
        elif inner is not _UNSET and isinstance(value, dict):
            found[name] = _kept(value, inner)
    return found


def _not_allowed(name: str, what: str, hint: str) -> Refused:
    return Refused(422, "not_allowed", f"{name} {what}", param=name, hint=hint)


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(value if isinstance(value, str) else _written(value) for value in values)


def _names(names: Iterable[str]) -> frozenset[str]:
    return texts("public", names)


@define
class Policy:
    """What clients may set.

    Args:
        rules: Of each field, by its flat name.
        public: Fields of a session that are shown although they are private: instructions, tools, prompt, tracing.
        transcription: What clients may set of sessions that only transcribe; None hands out no keys for such.
        kind: Of sessions: ``realtime``, or ``transcription``.

    Raises:
        ConfigurationError: a rule or a field is unknown, or a value is none that the contract takes.
    """

    rules: Mapping[str, Rule] = field(factory=dict)
    public: frozenset[str] = field(default=frozenset(), converter=_names)
    transcription: Policy | None = None
    kind: str = REALTIME
    _known: frozenset[str] = field(init=False, factory=frozenset)
    _servers: dict[str, Any] = field(init=False, factory=dict)
    """What the server sets where the client doesn't."""
    _hidden: frozenset[str] = field(init=False, factory=frozenset)
    _places: dict[str, Any] = field(init=False, factory=dict)
    """Where a nested session has what may be shown: an object's parts by name, None for what is shown whole."""

    def __attrs_post_init__(self) -> None:
        self.rules = {LIFE: Rule(SHORT_LIFE), **self.rules}
        if self.transcription is not None and (self.kind, self.transcription.kind) != (REALTIME, TRANSCRIPTION):
            raise ConfigurationError("a policy's transcription is one of that kind, and has none of its own")
        self._known = frozenset(known(self.kind))
        self._servers = {name: rule.value for name, rule in self.rules.items() if rule.value is not _UNSET}
        self._hidden = _PRIVATE - self.public
        self._places = {"type": None}
        for *around, last in (row["place"] for name, row in FIELDS.items() if name not in self._hidden):
            place = self._places
            for step in around:
                place = place.setdefault(step, {})
            place[last] = None
        for name, rule in self.rules.items():
            if name not in self._known or name == _SERVERS:
                hint = advice.parameter(name, self.kind)
                raise ConfigurationError(f"the policy has a rule for {name!r}, which is no field{hint}")
            values = [*(rule.allowed or ()), *([] if rule.value is _UNSET else [rule.value])]
            _check_bounds(name, rule, {one.get("type") for one in branches(PARAMETERS[self.kind][name]["schema"])})
            try:
                for value in values:
                    checked({name: value}, self.kind)
                if rule.value is not _UNSET and rule.settable:
                    rule.check(name, rule.value)
            except (InvalidParameterError, Refused) as error:
                raise ConfigurationError(f"the policy's rule for {name} can't be used: {error}") from None
        unknown = self.public - FIELDS.keys()
        if unknown:
            raise ConfigurationError(f"the policy shows {min(unknown)!r}, which is no field of a session")

    @classmethod
    def free(cls) -> Self:
        """A policy that lets clients set everything: for a machine of one's own."""

        def rules(kind: str) -> dict[str, Rule]:
            return {name: Rule(settable=True) for name in known(kind) if name != _SERVERS}

        return cls(rules(REALTIME), _PRIVATE, cls(rules(TRANSCRIPTION), _PRIVATE, kind=TRANSCRIPTION))

    @classmethod
    def from_dict(cls, told: Mapping[str, Any], kind: str = REALTIME) -> Self:
        """A policy from a mapping as a TOML file has it: the tables `fields.NAME`, and the list `public`.

        The table `transcription` has the same for sessions that only transcribe.

        Raises:
            ConfigurationError: it can't be read.
        """
        parts = {"fields", "public"} | ({TRANSCRIPTION} if kind == REALTIME else set())
        unknown = table("a policy", told).keys() - parts
        if unknown:
            raise ConfigurationError(f"a policy for {kind} has {', '.join(sorted(parts))}, not {min(unknown)!r}")
        fields, other = told.get("fields", {}), told.get(TRANSCRIPTION)
        if not isinstance(fields, Mapping) or not isinstance(other, Mapping | None):
            raise ConfigurationError("a policy's fields are tables, such as [fields.voice]; its transcription is one")
        rules = {name: _rule(name, words) for name, words in fields.items()}
        inner = None if other is None else cls.from_dict(other, TRANSCRIPTION)
        return cls(rules, told.get("public", ()), inner, kind)

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """A policy from a TOML document."""
        try:
            return cls.from_dict(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise ConfigurationError(f"the policy is no TOML: {error}") from error

    @property
    def fingerprint(self) -> str:
        """What tells one policy from another: a ticket is good under the policy that it was given under."""
        told = {name: [rule.told(), None if rule.value is _UNSET else rule.value] for name, rule in self.rules.items()}
        other = None if self.transcription is None else self.transcription.fingerprint
        return hashlib.sha256(_written([told, sorted(self.public), other]).encode()).hexdigest()[:16]

    def of(self, kind: Any, place: str) -> Policy:
        """The policy for a kind of session, which a body names at a place.

        Raises:
            Refused: there is no such kind, or no keys are handed out for it.
        """
        if kind == self.kind:
            return self
        if kind != TRANSCRIPTION:
            hint = f"it must be {REALTIME} or {TRANSCRIPTION}"
            raise Refused(422, "invalid_parameter", f"{place} is no kind of session.", param=place, hint=hint)
        if self.transcription is None:
            raise _not_allowed(place, "asks for a session that only transcribes: no keys for such here", "leave it out")
        return self.transcription

    def applied(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters of a session: what the client gave, as far as it may, and what the server sets.

        Raises:
            Refused: a field is unknown, out of its bounds, or not the client's to set.
        """
        for name in given:
            if name not in self._known:
                text = f"{name} is no parameter{advice.parameter(name, self.kind)}"
                raise Refused(422, "unknown_parameter", text, param=name)
        try:
            found = checked(given, self.kind)
        except InvalidParameterError as error:
            raise invalid(error) from None
        for name, value in found.items():
            self.rules.get(name, _CLOSED).check(name, value)
        return {**self._servers, **found}

    def shown(self, session: Mapping[str, Any]) -> dict[str, Any]:
        """What of a session, by flat names, a client may see."""
        return {name: value for name, value in session.items() if name in FIELDS and name not in self._hidden}

    def shown_nested(self, session: Mapping[str, Any]) -> dict[str, Any]:
        """The same of a session in the nested shape, which stays in it."""
        return _kept(session, self._places)

    def told(self) -> dict[str, Any]:
        """What a client may set, for a page to make a form of."""
        return {name: rule.told() for name, rule in self.rules.items() if rule.settable}


def _check_bounds(name: str, rule: Rule, types: Collection[object]) -> None:
    """Refuse a bound that isn't one, or that such a field can't have."""
    for word, bound, sized in (("maximum", rule.maximum, _NUMBERS), ("longest", rule.longest, _SIZED)):
        if bound is None:
            continue
        if not sized & {*types}:
            raise ConfigurationError(f"the policy's rule for {name} can't be used: the field has no {word}")
        is_size = sized is _SIZED
        number(f"{word} in the policy's rule for {name}", bound, least=0 if is_size else -math.inf, whole=is_size)


_CLOSED: Final = Rule()


def invalid(error: InvalidParameterError) -> Refused:
    """The refusal of a value that the service would refuse."""
    told = InvalidParameterError(error.parameter, error.value, error.bound)  # without the step, which is for programs
    return Refused(422, "invalid_parameter", str(told), param=error.parameter, hint=f"it must be {error.bound}")


def _rule(name: str, words: Any) -> Rule:
    if not isinstance(words, Mapping) or not words or words.keys() - set(_WORDS):
        raise ConfigurationError(f"the policy's rule for {name} is a table of {', '.join(_WORDS)}")
    bounds: dict[str, Any] = {word: words[word] for word in ("maximum", "longest") if word in words}
    null = words.get("null", False) is True
    if "fixed" in words and not words.keys() - {"fixed"}:
        return Rule(words["fixed"])
    if null and not words.keys() - {"null"}:
        return Rule(None)
    if "one_of" in words and not words.keys() - {"one_of", "default", "null"}:
        allowed = words["one_of"]
        if not isinstance(allowed, list) or not allowed:
            raise ConfigurationError(f"the policy's one_of for {name} is a list of values")
        values = (*allowed, None) if null else tuple(allowed)
        return Rule(words.get("default", allowed[0]), settable=True, allowed=values)
    if words.get("free") is True or ("default" in words and not words.keys() & {"fixed", "one_of", "null", "free"}):
        if words.keys() & {"fixed", "one_of", "null"}:
            raise ConfigurationError(f"the policy's rule for {name} says two things at once")
        return Rule(words.get("default", words.get("maximum", _UNSET)), settable=True, **bounds)
    raise ConfigurationError(f"the policy's rule for {name} says neither fixed, default, one_of, free nor null")
