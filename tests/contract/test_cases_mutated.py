"""Bodies that are nearly those of the table: the same verdict from everybody, whatever is changed in them.

Protects against a table that fits only itself. Each body of the table is changed at random places (from fixed
seeds, so that a failure comes again), and then these must hold: the sandbox's validator and the reference validator
agree; every refusal can be told; what the contract accepts the wrapper accepts; and what the wrapper accepts it
turns into bodies that both endpoints accept.
"""

from __future__ import annotations

import copy
import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from realtime_sessions import Endpoint, SessionConfig
from realtime_sessions.errors import InvalidParameterError
from realtime_sessions.sandbox.contract import validators
from realtime_sessions.sandbox.refusals import refusal
from tests.contract.test_cases import FLAT, NESTED, OPERATIONS, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[str | int, ...]

SEEDS = range(8)
BODIES = 400
VALUES: list[Any] = [
    *[None, True, False, 0, 1, -1, 0.5, 1.0, -0.0, 1e-7, 2, 600, 24000, 10**25, "", "x", [], {}, [None], {"a": 1}],
    *["auto", "AUTO", "auto ", "text", "audio", "inf", "none", "low", "pcm16", "near_field", "created_at"],
    *["server_vad", "semantic_vad", "function", "mcp", ["text"], ["audio"], {"id": "x"}, {"type": "server_vad"}],
]
TABLES = {"flat": [case["body"] for case in FLAT], "nested": [case["body"] for case in NESTED]}
CODES = {
    "unknown_parameter",
    "missing_required_parameter",
    "invalid_type",
    "invalid_value",
    "integer_above_max_value",
    "integer_below_min_value",
    "decimal_above_max_value",
    "decimal_below_min_value",
    "empty_array",
    "string_below_min_length",
}


def places(value: Any, path: Place = ()) -> Iterator[Place]:
    yield path
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(part, (*path, key))


def at(value: Any, path: Place) -> Any:
    for step in path:
        value = value[step]
    return value


NAMES = sorted(
    {
        step
        for table in TABLES.values()
        for body in table
        for path in places(body)
        for step in path
        if isinstance(step, str)
    }
)
PARTS = VALUES + [at(body, path) for table in TABLES.values() for body in table for path in places(body)]


def mutated(body: Any, chance: random.Random) -> Any:
    """Change one to three places of a body: another value, one more name or item, or one fewer."""
    body = copy.deepcopy(body)
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        path = chance.choice(list(places(body)))
        inside = at(body, path[:-1])
        part = copy.deepcopy(chance.choice(PARTS))
        if not path:
            body = {**body, chance.choice(NAMES): part} if isinstance(body, dict) else part
        elif (kind := chance.random()) < 0.5:
            inside[path[-1]] = part
        elif kind < 0.75:
            del inside[path[-1]]
        elif isinstance(inside, dict):
            inside[chance.choice(NAMES)] = part
        else:
            inside.append(part)
    return body


def bodies(endpoint: str, seed: int) -> Iterator[Any]:
    chance = random.Random(f"{endpoint} {seed}")
    for _ in range(BODIES):
        first, second = chance.choices(TABLES[endpoint], k=2)
        if isinstance(first, dict) and isinstance(second, dict) and chance.random() < 0.5:
            first = {**first, **second}
        yield mutated(first, chance)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("endpoint", ["flat", "nested"])
def test_both_validators_agree_and_every_refusal_can_be_told(endpoint: str, seed: int) -> None:
    validator = validators()[OPERATIONS[endpoint]]
    verdicts = set()
    for body in bodies(endpoint, seed):
        valid = schema(endpoint).is_valid(body)
        verdicts.add(valid)
        assert validator.accepts(body) == valid, json.dumps(body)
        if not valid:
            told = refusal(validator, body)
            assert told.code in CODES, json.dumps(body)
            assert told.status == 400
    assert verdicts == {True, False}


def checked(body: Any) -> SessionConfig | None:
    """The wrapper's config of a body; None where it refuses the body."""
    try:
        return SessionConfig.from_dict(body)
    except InvalidParameterError:
        return None


@pytest.mark.parametrize("seed", SEEDS)
def test_the_wrapper_accepts_what_the_endpoints_accept(seed: int) -> None:
    accepted = 0
    for body in bodies("flat", seed):
        config = checked(body)
        if config is None:
            assert not schema("flat").is_valid(body), json.dumps(body)
            continue
        accepted += 1
        for endpoint in (Endpoint.FLAT, Endpoint.NESTED):
            sent = config.to_dict(endpoint)
            assert schema(endpoint.value).is_valid(sent), f"{json.dumps(body)} became {json.dumps(sent)}"
    assert accepted > 0
