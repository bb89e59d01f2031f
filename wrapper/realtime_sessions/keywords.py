"""Refuse the keywords that aren't taken, and say what was meant."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, TypeAlias, TypeVar, cast

from .redaction import Secret

Elsewhere: TypeAlias = Mapping[str, Collection[str]]  # what to do with the names that something else takes
Method = TypeVar("Method", bound=Callable[..., Any])
_NOWHERE: Final[Elsewhere] = {}


def refuse_unknown(given: dict[str, Any], taken: Collection[str], elsewhere: Elsewhere, kind: str, of: str) -> None:
    """Refuse keywords that aren't taken, and forget what was given: one may be a key by another name.

    Raises:
        TypeError: there is one; the text says what was meant.
    """
    unknown = [str(name) for name in given if name not in taken]
    if unknown:
        given.clear()
        from .explaining import advice  # noqa: PLC0415 - for what goes wrong only

        text = f"{of} got an unexpected keyword argument {unknown[0]!r}".lstrip()
        raise TypeError(text + advice.keyword(unknown[0], taken, kind, elsewhere))


def advising(method: Method, elsewhere: Elsewhere = _NOWHERE, kind: str = "", more: Collection[str] = ()) -> Method:
    """The same method, but a keyword that it doesn't take is answered with what was meant, before all else."""
    code = method.__code__
    names = {*code.co_varnames[: code.co_argcount + code.co_kwonlyargcount], *more}

    @functools.wraps(method)
    def called(*args: Any, **given: Any) -> Any:
        of = args[0] if isinstance(args[0], type) else type(args[0])
        refuse_unknown(given, names, elsewhere, kind, of.__name__)
        held = Secret((args, given))
        del args, given  # what fails from here on shows its locals to whoever reports it
        return method(*held.value[0], **held.value[1])

    return cast(Method, called)
