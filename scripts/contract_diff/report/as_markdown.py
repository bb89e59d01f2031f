"""Write the report as a comment on a pull request.

Text from a document stands in code, or is escaped so that it makes no markup, mentions nobody and
links nowhere. The comment fits into what GitHub takes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from scripts.contract_diff.report.view import changes, counts, cut, grouped, json_text, notes, readings, verdicts
from scripts.documents.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.report.accept import Settled
    from scripts.contract_diff.report.model import Level
    from scripts.contract_diff.report.view import Shown
    from scripts.documents.text import Json

MARK: Final = "<!-- contract-diff -->"  # finds the comment again, so that it is replaced
CLEAN: Final = "<!-- nothing to tell -->"  # not worth a comment where there is none yet
_MOST: Final = 65_000  # GitHub takes 65,536 characters
_LONGEST: Final = 1_500  # of one fragment
_MOST_LINES: Final = 14  # of one fragment
_MARKUP: Final = re.compile(r"[\\`*_{}\[\]()<>&|~$!+=-]")
_SIGNS: Final[dict[Level, str]] = {"breaking": "🔴 Breaking", "risky": "🟡 Risky", "safe": "🟢 Safe"}


def write(settled: Settled, *, threshold: Level | None, colour: bool, most: int = _MOST) -> str:
    """A heading with the verdicts, then the findings as long as there is room."""
    del threshold, colour
    parts = ["\n".join(_head(settled))]
    left = most - _size(parts[0]) - 200  # what the note about the rest takes
    missing = 0
    for level, group in grouped(settled):
        heading = f"### {_SIGNS[level]} ({len(group)})\n"
        for number, one in enumerate(group):
            block = (heading if number == 0 else "") + "\n".join(_finding(one))
            if missing or _size(block) + 1 > left:
                missing += 1
            else:
                left -= _size(block) + 1
                parts.append(block)
    if missing:
        parts.append(f"\n**{missing} more findings don't fit here.** `make diff` prints all of them.\n")
    return "\n".join(parts).rstrip("\n") + "\n"


def _size(text: str) -> int:
    # counted as the JavaScript behind the form counts, where an emoji is two
    return len(text.encode("utf-16-le", "replace")) // 2


def _head(settled: Settled) -> Iterator[str]:
    report = settled.report
    yield MARK
    if not report.findings and not notes(settled):
        yield CLEAN
    yield f"## Contract diff: {verdicts(settled)}\n"
    yield f"{code(report.base)} → {code(report.head)}  "
    yield f"{counts(settled)}  "
    if rules := readings(settled):
        yield f"practical, not strict: {plain(rules)}"
    yield ""
    for note in notes(settled):
        yield f"> ⚠️ {plain(note)}\n"
    if not report.findings:
        yield "No difference in meaning.\n"


def _finding(one: Shown) -> Iterator[str]:
    crossed = " (accepted)" if one.accepted else ""
    folded = one.level == "safe" or bool(one.accepted)
    if folded:
        yield f"<details><summary>{plain(one.title)}{crossed}</summary>\n"
    else:
        yield f"**{plain(one.title)}**  "
    yield f"{code(one.where)}\n"
    if lines := changes(one.finding, most=_MOST_LINES):
        yield _fence(cut("\n".join(lines), _LONGEST), "diff")
    yield f"- was at {code(one.base_place)}, is at {code(one.head_place)}, {code(one.pointer)}"
    yield f"- {one.both}"
    if one.wrapper is not None:
        yield f"- for users of the wrapper: **{one.wrapper}**"
    if one.reason is not None:
        yield f"- why {one.level}: {plain(one.reason)}"
    if one.accepted is not None:
        yield f"- accepted {plain(one.accepted)}"
    yield f"- id {code(one.finding.id)}, digest {code(one.finding.digest)}\n"
    if one.finding.witness is not None:
        yield from _witness(one, one.finding.witness.body)
    if folded:
        yield "</details>\n"


def _witness(one: Shown, body: Json) -> Iterator[str]:
    yield f"<details><summary>A payload that shows it: {plain(one.refusal or '')}</summary>\n"
    yield _fence(cut(json_text(body, indent=2), _LONGEST), "json")
    if one.curl is not None:
        yield _fence(cut(one.curl, _LONGEST), "sh")
    yield "</details>\n"


def plain(text: str) -> str:
    """Text that makes no markup: entities for signs, and a break where GitHub would link."""
    text = _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", text)
    text = re.sub(r"(?<!&)([@#])(?=\w)", r"\1&#8203;", text)
    text = re.sub(r"(?i)(:)(?=//)|(\bw)(?=ww\.)|(\bGH)(?=-|&#45;)|(\bmailto)(?=:)|(\bxmpp)(?=:)", r"\g<0>&#8203;", text)
    return text.replace("\n", " ")


def code(text: str) -> str:
    """Text as code, whatever ticks it has."""
    text = printable(text)
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{ticks}{pad}{text or ' '}{pad}{ticks}"


def _fence(text: str, language: str) -> str:
    ticks = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{ticks}{language}\n{text}\n{ticks}\n"
