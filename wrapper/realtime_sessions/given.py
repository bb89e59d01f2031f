"""Check what was given for a session, by call, config or defaults: parameters by their flat names.

Guarantees: what comes out is plain JSON of our own, without what was left out; a value that the service would refuse
is refused by its name and bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from . import checks
from .parameters.enums import Model
from .parameters.table import PARAMETERS
from .values import OMITTED

DEFAULTS: Final = {"model": Model.GPT_REALTIME_2_1.value}
"""What is sent where neither call nor client says anything; not on Azure, where a model is a deployment's name."""
HEADER_VALUE: Final = "[!-~]([ -~]*[!-~])?"  # a pattern: printable ASCII without outer spaces


@cache
def known(kind: str = "realtime") -> tuple[str, ...]:
    """The names of the parameters of a kind of session."""
    return (*PARAMETERS[kind], "safety_identifier")


def checked(given: Mapping[str, Any], kind: str = "realtime") -> dict[str, Any]:
    """The parameters that aren't left out, as plain JSON values of our own.

    Raises:
        InvalidParameterError: one is unknown, or out of its bounds.
    """
    result, rows = {}, PARAMETERS[kind]
    for name, value in given.items():
        if value is OMITTED:
            continue
        if name in rows:
            result[name] = checks.of(kind, name)(name, value)
        elif name == "safety_identifier":
            result[name] = _safety_identifier()(name, value)
        else:
            from .explaining import bounds  # noqa: PLC0415 - for what goes wrong only

            raise bounds.no_parameter(str(name), value, kind)
    return result


@cache
def _safety_identifier() -> checks.Check:
    """The check of a header's value, which no document has."""
    words = "printable ASCII text without outer spaces"
    return checks.compiled({"type": "string", "pattern": f"^{HEADER_VALUE}$", "x-words": words})
