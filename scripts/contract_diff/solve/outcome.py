"""Define the answer to one question of the solver, and what a builder may ask while it looks for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol
from typing import Literal as Word

if TYPE_CHECKING:
    from scripts.contract_diff.schema.node import Goal
    from scripts.documents.text import Json

NO_FLOOR: Final = 1_000_000


@dataclass(slots=True)
class Outcome:
    """What came of a question; never changed, but a frozen one would take thrice the time to make."""

    status: Word["found", "empty", "unknown"]
    value: Json = None
    reason: str = ""
    guessed: bool = False  # unknown, but `value` is worth checking
    floor: int = NO_FLOOR  # the outermost open question that this answer took for empty

    @property
    def usable(self) -> bool:
        """Whether there is a value to go on with."""
        return self.guessed or self.status == "found"


EMPTY: Final = Outcome("empty")


def unknown(reason: str) -> Outcome:
    """No answer, and why."""
    return Outcome("unknown", reason=reason)


class Asks(Protocol):
    """Answers questions about parts of a value."""

    def solve(self, goal: Goal) -> Outcome:
        """Answer one."""
        raise NotImplementedError

    def step(self) -> None:
        """Count one unit of work."""
        raise NotImplementedError
