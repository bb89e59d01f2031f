"""Refuse the keywords that aren't taken, and say what was meant."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from typing import Any, Final, TypeAlias

Elsewhere: TypeAlias = Mapping[str, Collection[str]]  # what to do with the names that something else takes
_NOWHERE: Final[Elsewhere] = {}


def refuse_unknown(
    given: dict[str, Any], taken: Collection[str], kind: str = "", of: str = "", elsewhere: Elsewhere = _NOWHERE
) -> None:
    """Refuse keywords that aren't taken, and forget what they hold, which may be a key by another name.

    Raises:
        TypeError: there is one; the text says what was meant.
    """
    names = [name for name in given if name not in taken]
    for name in names:
        del given[name]
    if names:
        from .explaining import advice  # noqa: PLC0415 - for what goes wrong only

        text = f"{of} got an unexpected keyword argument {names[0]!r}".lstrip()
        raise TypeError(text + advice.keyword(str(names[0]), taken, kind, elsewhere))


def advising(cls: Any, kind: str = "") -> None:
    """Have a class answer a keyword that it doesn't take with what was meant."""
    make = cls.__init__
    names = make.__code__.co_varnames[1 : make.__code__.co_argcount + make.__code__.co_kwonlyargcount]

    @functools.wraps(make)
    def init(self: Any, *args: Any, **given: Any) -> None:
        refuse_unknown(given, names, kind, of=cls.__name__)
        make(self, *args, **given)

    cls.__init__ = init
