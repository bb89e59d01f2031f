"""How fast the sandbox starts and mints, how many connections it holds, and how often it is right, beside Prism.

Protects a claim from being made up: both servers get the same document, the same core, the same requests from the
same loader in a process on another core, and the same table of bodies to judge. Loopback only, bounded in requests
and time. Prism is installed by npm into a temporary folder; where that can't be, the table says so.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scripts.bench.load import BODY, CASES, HELD, NESTED, PATHS, ask, hold, judge, load, request_bytes
from scripts.pipeline.paths import CONTRACT, ROOT

PRISM = "@stoplight/prism-cli@5.16.0"
START_SECONDS = 60.0
SERVER_CORE, LOADER_CORE = 0, 1


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one server."""

    start: float
    """Seconds from the start of the process to the first reply."""
    own_start: float | None
    """Of these, the seconds after imports, where the server can tell."""
    rate: float
    """Mints a second on one core, on keep-alive connections; less than it could be where others use the core too."""
    per_cpu: float | None
    """Mints a second of the server's own processor time, which doesn't hang on others; where the system tells it."""
    slow: float
    """Milliseconds under which 99 of 100 replies came."""
    held: int
    """Connections, of those opened, on which it answered twice."""
    right: int
    """Bodies of the table that it judged as the service does."""
    bodies: int


@dataclass(frozen=True, slots=True)
class Running:
    """A server that has answered once."""

    pid: int
    port: int
    prefix: str
    """What comes before the contract's paths."""
    start: float
    own_start: float | None


# ── the servers ──────────────────────────────────────────────────────────────────────────────────


def serve() -> None:
    """Be the sandbox: tell the port and the seconds that starting took after imports, then serve until killed."""
    from realtime_sessions.sandbox import Sandbox  # noqa: PLC0415 - what comes before isn't counted

    tables = [json.loads((CASES / f"{name}.json").read_text("utf-8")) for name in PATHS]
    models, voices = ([name for one in tables for name in one[kind]] for kind in ("models", "voices"))
    started = time.perf_counter()
    with Sandbox(profile="both", models=models, voices=voices) as box:
        seconds = time.perf_counter() - started
        print(json.dumps({"port": int(box.base_url.split(":")[2].split("/")[0]), "seconds": seconds}), flush=True)
        sys.stdin.read()


@contextmanager
def pinned(command: Sequence[str], core: int, **options: Any) -> Iterator[subprocess.Popen[str]]:
    """Run a program on one core, and end it in the end."""
    process = subprocess.Popen(  # noqa: S603 - our own commands
        command,
        text=True,
        preexec_fn=lambda: _pin(core),  # noqa: PLW1509 - there are no other threads here
        **options,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def _pin(core: int) -> None:
    if hasattr(os, "sched_setaffinity"):  # not on every system; there the numbers are of more than one core
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[core % len(os.sched_getaffinity(0))]})


def cpu_seconds(pid: int) -> float | None:
    """Tell how much processor time a process has used, where the system tells it."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def our_sandbox() -> Iterator[Running]:
    """Run the sandbox."""
    command = [sys.executable, "-m", "scripts.bench.sandbox", "--serve"]
    started = time.perf_counter()
    with pinned(command, SERVER_CORE, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        told = json.loads(process.stdout.readline())
        start = _first_reply(told["port"], "/v1", started)
        yield Running(process.pid, told["port"], "/v1", start, told["seconds"])


@contextmanager
def prism(folder: Path) -> Iterator[Running]:
    """Run Prism on the same document."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(folder / "node_modules" / ".bin" / "prism"), "mock", str(CONTRACT)]
    command += ["--host", "127.0.0.1", "--port", str(port), "--verboseLevel", "error"]
    started = time.perf_counter()
    with pinned(command, SERVER_CORE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        yield Running(process.pid, port, "", _first_reply(port, "", started), None)


def install_prism(folder: Path) -> str | None:
    """Install Prism; tell why not, where it can't be."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "node and npm aren't installed"
    (folder / "package.json").write_text('{"private": true}')
    command = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", PRISM]
    try:
        run = subprocess.run(  # noqa: S603 - npm, found on the PATH
            command, cwd=folder, capture_output=True, text=True, timeout=300, check=False
        )
    except subprocess.TimeoutExpired:
        return f"npm could not install {PRISM} in five minutes"
    return f"npm could not install {PRISM}: {run.stderr.strip()[-200:]}" if run.returncode else None


def _first_reply(port: int, prefix: str, started: float) -> float:
    request = request_bytes("127.0.0.1", prefix + NESTED, BODY)
    while time.perf_counter() - started < START_SECONDS:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            if ask(connection, request) == 200:  # noqa: PLR2004
                return time.perf_counter() - started
        time.sleep(0.005)
    raise SystemExit(f"no reply on port {port} in {START_SECONDS:.0f} seconds")


def measure(server: Running, seconds: float) -> Figures:
    """Measure a running server."""
    port, path = server.port, server.prefix + NESTED
    command = [sys.executable, "-m", "scripts.bench.sandbox", "--load", str(port), path, str(seconds)]
    before = cpu_seconds(server.pid)
    with pinned(command, LOADER_CORE, cwd=ROOT, stdout=subprocess.PIPE) as process:
        output, _ = process.communicate(timeout=seconds * 3 + 60)
    after = cpu_seconds(server.pid)
    loaded = json.loads(output)
    right, bodies = judge("127.0.0.1", port, server.prefix)
    return Figures(
        start=server.start,
        own_start=server.own_start,
        rate=loaded["rate"],
        per_cpu=None if before is None or after is None else loaded["count"] / (after - before),
        slow=loaded["slow"],
        held=hold("127.0.0.1", port, path),
        right=right,
        bodies=bodies,
    )


def table(ours: Figures, theirs: Figures | None, reason: str | None) -> str:
    """Write what was measured, side by side."""
    rows = [["", "sandbox", "Prism", "ratio"]]

    def row(name: str, show: str, field: str, *, more: bool) -> None:
        mine, other = getattr(ours, field), getattr(theirs, field, None)
        ratio = "" if not mine or not other else f"{mine / other if more else other / mine:.1f}x"
        rows.append([name, *("-" if value is None else show.format(value) for value in (mine, other)), ratio])

    row("process to first reply", "{:.2f} s", "start", more=False)
    row("  of it after imports", "{:.3f} s", "own_start", more=False)
    row("mints a second, one core", "{:,.0f}", "rate", more=True)
    row("mints a second of processor time", "{:,.0f}", "per_cpu", more=True)
    row("99 of 100 replies within", "{:.1f} ms", "slow", more=False)
    row(f"of {HELD} open connections", "{:.0f}", "held", more=True)
    row(f"of {ours.bodies} bodies judged right", "{:.0f}", "right", more=True)
    widths = [max(len(line[column]) for line in rows) for column in range(4)]
    lines = ["  ".join([cells[0].ljust(widths[0]), *map(str.rjust, cells[1:], widths[1:])]).rstrip() for cells in rows]
    return "\n".join(lines) + (f"\nPrism was not measured: {reason}" if reason else "")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure both, and print the table; with --serve and --load be a part of it."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.bench.sandbox", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--seconds", type=float, default=5.0, help="how long to load each (default: %(default)s)")
    parser.add_argument("--no-prism", action="store_true", help="measure only the sandbox")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--load", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.serve:
        serve()
        return 0
    if options.load:
        port, path, seconds = options.load
        print(json.dumps(load("127.0.0.1", int(port), path, float(seconds))))
        return 0
    seconds = min(max(options.seconds, 0.5), 60.0)
    with our_sandbox() as running:
        ours = measure(running, seconds)
    theirs, reason = None, "--no-prism" if options.no_prism else None
    if not options.no_prism:
        print("installing Prism", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            reason = install_prism(Path(folder))
            if reason is None:
                with prism(Path(folder)) as running:
                    theirs = measure(running, seconds)
    figures = {"sandbox": asdict(ours), "prism": theirs and asdict(theirs), "reason": reason}
    print(json.dumps(figures) if options.json else table(ours, theirs, reason))
    return 0


if __name__ == "__main__":
    sys.exit(main())
