"""Choose the form in which a report is written.

A writer is imported when it is asked for, so that none pays for another's libraries.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from scripts.contract_diff.report.accept import Settled
    from scripts.contract_diff.report.model import Level

FORMATS: Final = ("text", "markdown", "json", "github", "junit", "sarif", "html", "changelog")


def write(form: str, settled: Settled, *, threshold: Level | None = "breaking", colour: bool = False) -> str:
    """The report in one form; the threshold is what fails the gate, None where nothing does."""
    writer = import_module(f"{__package__}.as_{form}")
    text: str = writer.write(settled, threshold=threshold, colour=colour)
    return text
