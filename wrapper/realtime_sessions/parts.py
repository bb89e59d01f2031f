"""The base of the parts of a session that have a class: checked when made, sent as the mapping they stand for."""

from __future__ import annotations

from typing import Any, ClassVar

from . import checks
from .keywords import advising
from .redaction import shown
from .values import OMITTED


class Part:
    """A part of a session.

    Raises:
        InvalidParameterError: a field is out of its bounds.
    """

    __slots__: tuple[str, ...] = ()
    parameter: ClassVar[str]

    def __init_subclass__(cls) -> None:
        if "__init__" in vars(cls):  # attrs makes a class twice
            cls.__init__ = advising(cls.__init__)  # type: ignore[method-assign]

    def __attrs_post_init__(self) -> None:
        checks.of("realtime", self.parameter)(self.parameter, self)

    def to_dict(self) -> dict[str, Any]:
        """The object as both endpoints take it."""
        found = {name: getattr(self, name) for name in self.__slots__ if not name.startswith("__")}
        return {name: value for name, value in found.items() if value is not OMITTED}

    def __repr__(self) -> str:
        return shown(self, [name for name in self.__slots__ if getattr(self, name, OMITTED) is not OMITTED])
