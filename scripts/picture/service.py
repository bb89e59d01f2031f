"""What the service did that no document says."""

from __future__ import annotations

from typing import Final

RETIRED: Final = {"POST /realtime/sessions": "2026-05-12"}
"""The day from which an operation's URL answers that it isn't there."""


def column_of(labels: list[str], day: str) -> int:
    """The first revision from a day on; the number of revisions where all are older."""
    return next((column for column, label in enumerate(labels) if label >= day), len(labels))
