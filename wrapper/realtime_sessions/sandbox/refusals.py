"""From what the validator found wrong to the one refusal that the service would send.

Protects the reader of a 400 from "is not valid under any of the given schemas": inside a union the branch that
the caller meant is found (by JSON type, then by `type`), and what is wrong there is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Kind

from .replies import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Path = tuple[str | int, ...]

_TYPE_NAMES = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}
_BOUND_CODES = {
    Kind.Maximum: "above_max_value",
    Kind.Minimum: "below_min_value",
    Kind.ExclusiveMaximum: "above_max_value",
    Kind.ExclusiveMinimum: "below_min_value",
    Kind.MaxItems: "array_above_max_length",
    Kind.MinItems: "empty_array",
    Kind.MaxLength: "string_above_max_length",
    Kind.MinLength: "string_below_min_length",
}
_COMBINATIONS = {"modalities": '["text"] and ["audio", "text"]', "output_modalities": '["audio"] and ["text"]'}
"""Lists that the service checks as a whole: of any list it doesn't take, it names those that it does."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at one place of the body."""

    path: Path
    code: str
    told: str
    expected: tuple[Any, ...] = field(default=())

    @property
    def order(self) -> tuple[tuple[tuple[int, str | int], ...], int]:
        """Where it stands among the others: by place, then unknown names before all else."""
        place = tuple((0, step) if isinstance(step, int) else (1, step) for step in self.path)
        return place, _PRECEDENCE.get(self.code, len(_PRECEDENCE))


_PRECEDENCE = {"unknown_parameter": 0, "invalid_type": 1, "missing_required_parameter": 2, "invalid_value": 3}


def refusal(errors: Iterable[ValidationError]) -> Refusal:
    """Choose the first problem, in an order that doesn't hang on the validator's, and tell it."""
    first = min((problem for error in errors for problem in _problems(error)), key=lambda problem: problem.order)
    param = dotted(first.path) or None
    subject = f"'{param}'" if param else "the body"
    return Refusal(400, first.told.format(subject), code=first.code, param=param)


def dotted(path: Sequence[str | int]) -> str:
    """Write a place the way the service does: `tools[0].name`."""
    written = ""
    for step in path:
        written += f"[{step}]" if isinstance(step, int) else f".{step}" if written else step
    return written


def _problems(error: ValidationError) -> Iterator[Problem]:
    path: Path = tuple(error.instance_path)
    match error.kind:
        case Kind.AnyOf(context=branches) | Kind.OneOfNotValid(context=branches):
            yield from _closest(path, [[p for e in branch for p in _problems(e)] for branch in branches])
        case Kind.AdditionalProperties(unexpected=names):
            for name in names:
                yield Problem((*path, name), "unknown_parameter", "Unknown parameter: {}.")
        case Kind.Required(property=name):
            yield Problem((*path, name), "missing_required_parameter", "Missing required parameter: {}.")
        case Kind.Type(types=types):
            yield _wrong_type(path, types, error.instance)
        case Kind.Enum(options=options):
            yield _wrong_value(path, options, error.instance)
        case Kind.Constant(expected_value=value):
            yield _wrong_value(path, [value], error.instance)
        case _:
            yield _out_of_bounds(path, error)


def _closest(path: Path, branches: list[list[Problem]]) -> list[Problem]:
    """Of a union's branches, keep what is wrong with the one that the caller meant."""
    ranked = [(_distance(path, branch), branch) for branch in branches]
    nearest = min(distance for distance, _ in ranked)
    kept = [branch for distance, branch in ranked if distance == nearest]
    if nearest == _WRONG_JSON_TYPE:
        return [_merged(kept, path, "invalid_type")]
    if nearest == _WRONG_VALUE:
        return [_merged(kept, path, "invalid_value")]
    if nearest == _OTHER_DISCRIMINATOR:
        return [_merged(kept, (*path, "type"), "invalid_value")]
    return min(kept, key=len)


_MEANT, _OTHER_DISCRIMINATOR, _WRONG_VALUE, _WRONG_JSON_TYPE = range(4)


def _distance(path: Path, branch: list[Problem]) -> int:
    here = {problem.code for problem in branch if problem.path == path}
    if "invalid_type" in here:
        return _WRONG_JSON_TYPE
    if any(problem.path == path and problem.expected for problem in branch):
        return _WRONG_VALUE
    if any(problem.path == (*path, "type") and problem.expected for problem in branch):
        return _OTHER_DISCRIMINATOR
    return _MEANT


def _merged(branches: list[list[Problem]], path: Path, code: str) -> Problem:
    """Make one problem of several branches that fail alike, listing what each would have taken."""
    alike = [problem for branch in branches for problem in branch if problem.path == path and problem.code == code]
    if not alike:  # the discriminator has the wrong JSON type in every branch
        alike = [problem for branch in branches for problem in branch if problem.path == path]
    expected = tuple(dict.fromkeys(option for problem in alike for option in problem.expected))
    return Problem(path, alike[0].code, _told(alike[0].code, expected), expected)


def _wrong_type(path: Path, types: Sequence[str], value: Any) -> Problem:
    del value
    return Problem(path, "invalid_type", _told("invalid_type", types), tuple(types))


def _wrong_value(path: Path, options: Sequence[Any], value: Any) -> Problem:
    kinds = list(dict.fromkeys(_json_type(option) for option in options))
    if _json_type(value) not in kinds and not ({_json_type(value), *kinds} <= {"integer", "number"}):
        return _wrong_type(path, kinds, value)
    return Problem(path, "invalid_value", _told("invalid_value", options), tuple(options))


def _told(code: str, expected: Sequence[Any]) -> str:
    listed = ", ".join(str(option).replace("{", "{{").replace("}", "}}") for option in expected)
    if code == "invalid_type":
        return f"Wrong JSON type for {{}}: expected {listed}."
    return f"Value of {{}} is not supported. Supported values: {listed}."


def _out_of_bounds(path: Path, error: ValidationError) -> Problem:
    name = path[-1] if path else None
    if isinstance(name, str) and name in _COMBINATIONS:
        combinations = _COMBINATIONS[name]
        return Problem(path, "invalid_value", f"This combination in {{}} is not supported. Supported: {combinations}.")
    kind = error.kind
    code = _BOUND_CODES.get(type(kind), "invalid_value")
    if code.endswith("_value") and code != "invalid_value":
        code = f"{_number_family(error)}_{code}"
    limit = getattr(kind, "limit", None)
    told = (
        "Value of {} is not acceptable." if limit is None else f"Value of {{}} is out of bounds: the limit is {limit}."
    )
    return Problem(path, code, told)


def _number_family(error: ValidationError) -> str:
    """The service names the parameter's type, not the value's: 2 for a `number` is a decimal above its maximum."""
    integral = not isinstance(error.instance, float) and not isinstance(getattr(error.kind, "limit", None), float)
    return "integer" if integral else "decimal"


def _json_type(value: Any) -> str:
    return _TYPE_NAMES.get(type(value), "null")
