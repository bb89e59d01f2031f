"""A property that is made once, without a lock.

Before Python 3.12, functools' own has all instances wait for one lock, which a fork carries over. Here two threads may
both make it: what is made must be the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """A method as a property: its value stands in the instance from the first time on."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make

    def __get__(self, instance: Any, _: object = None) -> T:
        made = instance.__dict__[self._make.__name__] = self._make(instance)
        return made
