"""The same questions to the document as published and to the contract: what does a schema take?"""

from __future__ import annotations

import functools
from typing import Any

from jsonschema import Draft202012Validator

from scripts.pipeline.algebra import Schema
from scripts.pipeline.contract import NAMES, Contract, bodies, build
from scripts.pipeline.paths import HISTORY
from scripts.pipeline.slices import load


@functools.cache
def contract() -> Contract:
    """The contract as it is built from the pin; not to be changed."""
    return build()


def request(operation: str) -> Schema:
    """The contract's request of an operation, whole."""
    return contract().bodies[f"{NAMES[operation]}Request"]


def reply(operation: str) -> Schema:
    """The contract's reply of an operation, whole."""
    return contract().bodies[f"{NAMES[operation]}Reply"]


@functools.cache
def published(operation: str) -> tuple[Schema, Schema]:
    """Request and reply of an operation as the newest kept document has them, in normal form."""
    return bodies(load(max(HISTORY.glob("*.yaml"))), operation, [])


def takes(schema: Schema, value: Any) -> bool:
    """Whether a whole schema takes a value."""
    return bool(Draft202012Validator(schema).is_valid(value))
