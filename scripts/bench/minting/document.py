"""Write docs/benchmarks.md and its picture from a recording.

Guarantees that every number in the document is of the recording.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from scripts.bench.minting.peers import ROOT
from scripts.bench.minting.plot import draw
from scripts.bench.minting.samples import Recording
from scripts.bench.minting.table import all_rows, as_markdown, goal_rows

DOCS: Final = ROOT / "docs"
NAME: Final = "benchmarks"
_TOLD: Final = ("openai", "httpx", "httpx2", "aiohttp", "openai (npm)", "node", "realtime-sessions", "uvloop")


def write(recording: Recording, folder: Path) -> Path:
    """Write both files into a folder; return the document's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.svg").write_text(draw(recording), "utf-8")
    document = folder / f"{NAME}.md"
    document.write_text(text(recording), "utf-8")
    return document


def summary(recording: Recording) -> str:
    """Write how much was measured, and how quiet the machine was."""
    others = "" if recording.others is None else f" Other processes used {recording.others:.0%} of the cores meanwhile."
    day, rounds, calls = recording.machine["day"], recording.rounds, recording.calls
    return f"The run: {day}, {rounds} rounds, {calls:,} keys, each reply checked.{others}"


def text(recording: Recording) -> str:
    """Write the document."""
    machine = recording.machine
    versions = [f"{name} {recording.versions[name]}" for name in _TOLD if name in recording.versions]
    parts = [
        "# How fast a key is minted",
        "Written by `make bench`; every number is of one run.",
        f"![Keys a second, and the time of a whole program, by library]({NAME}.svg)",
        "## The goals",
        f"{_HOW_TO_READ} A ratio is the median of {recording.rounds} rounds, with the least and the most.",
        as_markdown(goal_rows(recording)),
        "## Everything",
        "Medians of the rounds, with the least and the most. A sample's p99 and slowest call are of that sample.",
        as_markdown(all_rows(recording)),
        "## How it was measured",
        _METHOD,
        summary(recording),
        "The machine: {cores} cores ({processor}), {system}, {python}, OpenSSL {openssl}.".format_map(machine),
        f"Versions: {', '.join(versions)}.",
    ]
    if recording.skipped:
        told = "\n".join(f"- {name}: {reason}" for name, reason in sorted(recording.skipped.items()))
        parts += ["Not measured:", told]
    if recording.spoilt:
        parts += [
            f"Samples that don't count ({len(recording.spoilt)}):",
            "\n".join(f"- {each}" for each in recording.spoilt),
        ]
    return "\n\n".join(parts) + "\n"


_HOW_TO_READ: Final = (
    "`ours` is this package from its wheel. "
    "`openai` is the official Python SDK, `openai+aiohttp` the same with its aiohttp option, "
    "`openai npm` the official Node package. `http.client` is the floor of what Python can do."
)
_METHOD: Final = """\
Each library has an environment of its own, and does what its documentation's shortest program does, with its defaults.
The server is a process of its own on one core; the library has another. The server checks each request's method, path,
`Authorization`, content type and JSON body, and gives each a key that no other has. The client checks each reply. A
sample counts only if no call failed and both counts agree. TLS is verified, against an authority made for the run.

The libraries take turns within each round, in an order drawn for it; ratios are of samples of one round. A sample of
calls begins with a new client whose connections are already open. CPU is the client process's own time, all threads.
A whole program is measured from its start until it is gone, with all cores and once more with one; its memory is its
own peak. Ratios carry over to other machines better than times do; on loopback the network costs nothing, so that the
library's own cost is what is seen.

`make bench` repeats it in ten minutes, `make bench BENCH_FLAGS=--quick` in one and a half, without this file;
`make bench BENCH_FLAGS='--soak 1000000'` makes that many calls on one client, and watches memory and connections."""
