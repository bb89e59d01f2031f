"""Turn what the validator found wrong into the one refusal that the service would send.

Inside a union the branch that the caller meant is found, by JSON type and then by `type`, and the refusal names what
is wrong there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jsonschema_rs import ValidationErrorKind as Kind

from .replies import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jsonschema_rs import ValidationError

    from .contract import Validator

Path = tuple[str | int, ...]

_TYPE_NAMES = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}
_BOUND_CODES: dict[type, str] = {
    Kind.Maximum: "above_max_value",  # after the number's family: integer_ or decimal_
    Kind.Minimum: "below_min_value",
    Kind.MaxItems: "array_above_max_length",
    Kind.MinItems: "empty_array",  # the contract has no other least length than 1
    Kind.MaxLength: "string_above_max_length",
    Kind.MinLength: "string_below_min_length",
}
_NUMBER_BOUNDS = (Kind.Maximum, Kind.Minimum)
_COMBINATIONS = {"modalities": '["text"], ["audio", "text"]', "output_modalities": '["audio"], ["text"]'}
"""Lists that the service checks as a whole: of any list that it doesn't take, it names those that it does."""

_PRECEDENCE = {"unknown_parameter": 0, "missing_required_parameter": 1, "invalid_type": 2, "invalid_value": 3}
_TYPE, _MISSING, _OTHER = range(3)
_BESIDE_THE_SESSION = "client_secret"
_MEANT, _OTHER_DISCRIMINATOR, _WRONG_VALUE, _WRONG_JSON_TYPE = range(4)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at one place of the body."""

    path: Path
    code: str
    told: str
    expected: tuple[Any, ...] = ()
    """The JSON types or the values that would have been right, where there is a list of them."""

    @property
    def order(self) -> tuple[tuple[tuple[int, str, int], ...], int]:
        """Where it stands among the others, whatever order body and validator have.

        By place; inside one object its `type` comes first, then what is missing, then the rest by name.
        """
        place = [(_OTHER, "", step) if isinstance(step, int) else (_rank(step), step, 0) for step in self.path]
        if self.code == "missing_required_parameter":
            place[-1] = (min(place[-1][0], _MISSING), *place[-1][1:])
        return tuple(place), _PRECEDENCE.get(self.code, len(_PRECEDENCE))


def refusal(validator: Validator, body: Any) -> Refusal:
    """Tell the first of the problems of a body that isn't valid."""
    problems = [problem for error in validator.errors(body) for problem in _problems(error, validator)]
    first = min(problems, key=lambda problem: problem.order)
    path = first.path
    in_session = validator.operation == "mint_flat" and path[:1] != (_BESIDE_THE_SESSION,)
    if first.code == "unknown_parameter" and in_session:
        # Users of the flat endpoint were told `session.x` of an x that it doesn't know, and plain `x` of all else.
        path = ("session", *path)
    param = dotted(path) if path else None
    subject = "The body" if param is None else f"'{param}'"
    return Refusal(400, f"{subject}: {first.told}.", code=first.code, param=param)


def _rank(name: str) -> int:
    return _TYPE if name == "type" else _OTHER


def dotted(path: Sequence[str | int]) -> str:
    """Write a place the way the service does: `tools[0].name`."""
    written = ""
    for step in path:
        written += f"[{step}]" if isinstance(step, int) else f".{step}" if written else step
    return written


def _problems(error: ValidationError, validator: Validator) -> Iterator[Problem]:
    path: Path = tuple(error.instance_path)
    match error.kind:
        case Kind.AnyOf(context=branches) | Kind.OneOfNotValid(context=branches):
            yield from _closest(path, [[p for e in branch for p in _problems(e, validator)] for branch in branches])
        case Kind.AdditionalProperties(unexpected=names):
            for name in names:
                yield Problem((*path, name), "unknown_parameter", "unknown parameter")
        case Kind.Required(property=name):
            yield Problem((*path, name), "missing_required_parameter", "required, and missing")
        case Kind.Type(types=types):
            yield _wrong_type(path, types)
        case Kind.Enum(options=options):
            yield _wrong_value(path, options, error.instance)
        case _ if path and path[-1] in _COMBINATIONS:
            supported = _COMBINATIONS[str(path[-1])]
            yield Problem(path, "invalid_value", f"this combination is not supported; supported are {supported}")
        case _:
            yield _out_of_bounds(path, error, validator)


def _closest(path: Path, branches: Iterable[list[Problem]]) -> list[Problem]:
    """Of a union's branches, keep what is wrong with the one that the caller meant."""
    ranked = [(_distance(path, branch), branch) for branch in branches]
    nearest = min(distance for distance, _ in ranked)
    kept = [branch for distance, branch in ranked if distance == nearest]
    if nearest == _MEANT:
        return min(kept, key=len)
    where = (*path, "type") if nearest == _OTHER_DISCRIMINATOR else path
    alike = [problem for branch in kept for problem in branch if problem.path == where and problem.expected]
    code = min(alike, key=lambda problem: problem.order).code
    expected = tuple(dict.fromkeys(option for p in alike if p.code == code for option in p.expected))
    return [Problem(where, code, expectation(code, expected), expected)]


def _distance(path: Path, branch: Iterable[Problem]) -> int:
    """How far a branch is from what the caller meant."""
    listed = [problem for problem in branch if problem.expected]
    here = {problem.code for problem in listed if problem.path == path}
    if "invalid_type" in here:
        return _WRONG_JSON_TYPE
    if here:
        return _WRONG_VALUE
    return _OTHER_DISCRIMINATOR if any(problem.path == (*path, "type") for problem in listed) else _MEANT


def _wrong_type(path: Path, types: Sequence[str]) -> Problem:
    return Problem(path, "invalid_type", expectation("invalid_type", types), tuple(types))


def _wrong_value(path: Path, options: Sequence[Any], value: Any) -> Problem:
    types = [_json_type(option) for option in options]
    if _json_type(value) not in types:
        return _wrong_type(path, types)
    return Problem(path, "invalid_value", expectation("invalid_value", options), tuple(options))


def expectation(code: str, expected: Iterable[Any]) -> str:
    """Say which types or values would have been right."""
    listed = ", ".join(dict.fromkeys(str(option) for option in expected))
    return f"wrong type; expected is {listed}" if code == "invalid_type" else f"not supported; supported are {listed}"


def _out_of_bounds(path: Path, error: ValidationError, validator: Validator) -> Problem:
    code = _BOUND_CODES.get(type(error.kind), "invalid_value")
    if isinstance(error.kind, _NUMBER_BOUNDS):
        # The service names the parameter's type, not the value's: 2 is too large a decimal for a `number`.
        code = f"{'integer' if 'integer' in validator.declared_types(error) else 'decimal'}_{code}"
    limit = getattr(error.kind, "limit", None)
    return Problem(path, code, "not acceptable" if limit is None else f"out of bounds; the limit is {limit}")


def _json_type(value: Any) -> str:
    return _TYPE_NAMES.get(type(value), "null")
