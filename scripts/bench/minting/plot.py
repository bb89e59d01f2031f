"""Draw a run as SVG: keys a second by how many calls are made at once, and how long a whole program takes.

Guarantees one picture for one recording: no fonts, scripts or files from elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from scripts.bench.minting.goals import LINES, Line, values
from scripts.bench.minting.samples import ASYNC, PROGRAM, Recording, Spread, spread
from scripts.bench.minting.table import measured, show

_WIDTH: Final = 960
_HEIGHT: Final = 420
_TOP: Final = 60
_BOTTOM: Final = 370
_LEFT, _RIGHT = 60, 420  # of the lines; the names stand to their right
_BARS: Final = 660
_BAR_END: Final = 890
_GAP: Final = 15
_COLOURS: Final = {
    "http.client": "#8c8c8c",
    "httpx": "#3b6fb6",
    "aiohttp": "#6aa5a9",
    "openai": "#d97b29",
    "openai+aiohttp": "#e0a96d",
    "openai npm": "#9a6fb0",
    "ours": "#1b7f3b",
}
_STYLE: Final = "text{font:12px system-ui,sans-serif;fill:#222}.head{font-weight:600;font-size:14px}.faint{fill:#666}"


def draw(recording: Recording) -> str:
    """Draw a recording."""
    names = measured(recording)
    label = "Keys a second, and the time of a whole program, by library"
    root = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}"'
    parts = [
        f"<svg {root}>",
        f"<style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        *_rates(recording, names),
        *_programs(recording, names),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{more}>{escape(text)}</text>'


def _rates(recording: Recording, names: Sequence[str]) -> list[str]:
    """Draw keys a second as lines, both axes logarithmic, with the spread as a bar through each point."""
    lines = [line for line in LINES if line.measure == ASYNC and line.figure == "rate"]
    found = {name: _spreads(recording, lines, name) for name in names}
    found = {name: points for name, points in found.items() if points}
    parts = [_text(_LEFT, 30, "keys a second, by calls at once", ' class="head"')]
    if not found:
        return parts
    every = [each for points in found.values() for each in points.values()]
    low, high = math.floor(math.log10(min(e.low for e in every))), math.ceil(math.log10(max(e.high for e in every)))
    most = math.log(max(line.at_once for line in lines))
    across = {line.at_once: _LEFT + (_RIGHT - _LEFT) * math.log(line.at_once) / most for line in lines}

    def y(value: float) -> float:
        return _BOTTOM - (math.log10(value) - low) / max(high - low, 1) * (_BOTTOM - _TOP)

    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f'<path d="M{_LEFT} {at:.1f}H{_RIGHT}" stroke="#ddd"/>')
        parts.append(_text(_LEFT - 8, at + 4, f"{10**power:,}", ' text-anchor="end" class="faint"'))
    parts += [_text(x, _BOTTOM + 22, str(n), ' text-anchor="middle" class="faint"') for n, x in across.items()]
    for name, points in found.items():
        colour = _COLOURS[name]
        way = "L".join(f"{across[n]:.1f} {y(each.mid):.1f}" for n, each in points.items())
        parts.append(f'<path d="M{way}" fill="none" stroke="{colour}" stroke-width="{_weight(name)}"/>')
        for n, each in points.items():
            parts.append(f'<path d="M{across[n]:.1f} {y(each.low):.1f}V{y(each.high):.1f}" stroke="{colour}"/>')
            parts.append(f'<circle cx="{across[n]:.1f}" cy="{y(each.mid):.1f}" r="3" fill="{colour}"/>')
    ends = {name: y(list(points.values())[-1].mid) for name, points in found.items()}
    for name, at in _spaced(ends).items():
        text = f"{name} {show(list(found[name].values())[-1].mid)}"
        parts.append(_text(_RIGHT + 10, at + 4, text, f' style="fill:{_COLOURS[name]}"'))
    return parts


def _programs(recording: Recording, names: Sequence[str]) -> list[str]:
    """Draw the time of a whole program as bars."""
    line = next(line for line in LINES if line.measure == PROGRAM)
    found = {name: each for name in names if (each := spread(values(recording, line, "http", name)))}
    parts = [_text(_BARS, 30, "start, import, one key, exit: ms", ' class="head"')]
    if not found:
        return parts
    most = max(each.mid for each in found.values())
    step = (_BOTTOM - _TOP) / len(found)
    for at, (name, each) in enumerate(sorted(found.items(), key=lambda item: item[1].mid)):
        y, width = _TOP + at * step, each.mid / most * (_BAR_END - _BARS)
        parts.append(_text(_BARS - 8, y + step / 2, name, ' text-anchor="end"'))
        parts.append(
            f'<rect x="{_BARS}" y="{y + step * 0.15:.1f}" width="{width:.1f}" height="{step * 0.5:.1f}" '
            f'fill="{_COLOURS[name]}"/>'
        )
        parts.append(_text(_BARS + width + 6, y + step / 2, show(each.mid), ' class="faint"'))
    return parts


def _spreads(recording: Recording, lines: Sequence[Line], name: str) -> dict[int, Spread]:
    found = {line.at_once: spread(values(recording, line, "http", name)) for line in lines}
    return {at_once: each for at_once, each in found.items() if each}


def _weight(name: str) -> int:
    return 3 if name.startswith("ours") else 1


def _spaced(places: Mapping[str, float]) -> dict[str, float]:
    """Move names apart that would stand on each other."""
    spaced: dict[str, float] = {}
    last = -math.inf
    for name, at in sorted(places.items(), key=lambda item: item[1]):
        last = spaced[name] = max(at, last + _GAP)
    return spaced
