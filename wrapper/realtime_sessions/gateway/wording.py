"""Say to who sends JSON what the package says to who writes Python, without the steps that only code can take."""

from __future__ import annotations

from typing import Final

from realtime_sessions.explaining import advice

_FOR_CODE: Final = (advice.ANYWAY, advice.OR_OMITTED, *(f"; {told}" for told in advice.DONE_BY_A_CALL.values()))


def over_http(text: str) -> str:
    """A text about a parameter without what only a program of the package's can do."""
    for step in _FOR_CODE:
        text = text.replace(step, "")
    return text
