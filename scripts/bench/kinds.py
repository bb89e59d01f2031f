"""Measure whole documents of different kinds: silent against themselves, and every edit told."""

from __future__ import annotations

import random
from collections import Counter

from scripts.bench.documents import document
from scripts.bench.edits import edited, told
from scripts.bench.measure import Row
from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document

EDITS = 20


def whole(name: str) -> list[Row]:
    """One document against itself, and against a copy with random edits."""
    base = document(name)
    noise = len(compare(base, base).findings)
    data, edits = edited(base.data, EDITS, random.Random(f"edits of {name}"))  # noqa: S311 - repeatable, not secret
    report = compare(base, Document("edited", data))
    missed = [edit for edit in edits if not told(report, edit)]
    return [
        Row(
            name,
            Counter(right=len(edits) - len(missed), wrong=len(missed) + noise),
            note="a whole document: at most 20 s, 500 MB",
            good=not missed and not noise,
            details=[f"not told: {edit.kind} at {edit.pointer}" for edit in missed],
        )
    ]
