"""How many keys a second the gateway hands on, beside FastAPI and Express with the official clients.

All three get the same requests from the same loader before the same sandbox, each alone on one core; what the
gateway does besides (policy, limits, metrics, the audit line) is on. Keys a second of the server's own processor time
don't hang on what else the machine does. Loopback only, bounded in time. Express is installed by npm into a folder
that is removed; where that can't be, the table says so.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import asdict, fields, frozen

from scripts.bench import sandbox as base
from scripts.bench.gateway.soak import free_port, memory, soak
from scripts.bench.load import BODY, KEY, NESTED, ask, request_bytes
from scripts.bench.minting.environments import INSTALL, node_program
from scripts.bench.minting.peers import OPENAI_NPM
from scripts.pipeline.paths import ROOT

EXPRESS = "express@5.3.0"
GOALS = {"FastAPI + openai": 2.0, "Express + openai npm": 1.3}
PATH = "/v1" + NESTED
SERVER_CORE, OTHER_CORE = 0, 1
ROUNDS = 5
WARM_SECONDS = 2.0
START_SECONDS = 60.0


@frozen
class Figures:
    """What was measured of one server."""

    rate: float
    """Keys a second on one core."""
    per_cpu: float
    """Keys a second of the server's own processor time."""
    slow: float
    """Milliseconds under which 99 of 100 answers came."""
    memory: float
    """MiB that it holds after the load."""


@contextmanager
def serving(command: Sequence[str], provider: str) -> Iterator[tuple[int, int]]:
    """Run a server on a core of its own; give its process and its port once it answers."""
    port = free_port()
    settings = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": provider, "BENCH_TOKEN": KEY, "NODE_ENV": "production"}
    with base.pinned([*command, str(port)], SERVER_CORE, cwd=ROOT, env={**os.environ, **settings}) as process:
        request = request_bytes("127.0.0.1", PATH, BODY)
        ends = time.monotonic() + START_SECONDS
        while not _answers(port, request):
            if time.monotonic() > ends or process.poll() is not None:
                raise SystemExit(f"{command[-1]} doesn't answer")
            time.sleep(0.05)
        yield process.pid, port


def _answers(port: int, request: bytes) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        return ask(connection, request) == 200  # noqa: PLR2004
    return False


def measure(command: Sequence[str], provider: str, seconds: float) -> Figures:
    """Load a server, after a while of warming up."""
    with serving(command, provider) as (pid, port):
        _loaded(port, WARM_SECONDS)
        before = base.cpu_seconds(pid) or 0.0
        told = _loaded(port, seconds)
        used = (base.cpu_seconds(pid) or 0.0) - before
        return Figures(told["rate"], told["count"] / used if used else 0.0, told["slow"], memory(pid))


def _loaded(port: int, seconds: float) -> dict[str, float]:
    command = [sys.executable, "-m", "scripts.bench.sandbox", "--load", str(port), PATH, str(seconds)]
    with base.pinned(command, OTHER_CORE, cwd=ROOT, stdout=subprocess.PIPE) as process:
        output, _ = process.communicate(timeout=seconds * 3 + 60)
    found: dict[str, float] = json.loads(output)
    return found


@contextmanager
def express() -> Iterator[list[str] | None]:
    """A command that runs the Express server; None where it can't be installed."""
    npm, node = shutil.which("npm"), node_program()
    with tempfile.TemporaryDirectory() as folder:
        if npm is None or node is None:
            yield None
            return
        (Path(folder) / "package.json").write_text('{"private": true}\n')
        program = shutil.copy(Path(__file__).with_name("express.mjs"), folder)
        run = subprocess.run(  # noqa: S603 - npm, found on the PATH
            [npm, *INSTALL, OPENAI_NPM, EXPRESS], cwd=folder, capture_output=True, timeout=300, check=False
        )
        yield [node, str(program)] if run.returncode == 0 else None


def compare(seconds: float) -> dict[str, Figures]:
    """Measure all three before one sandbox."""
    base.SERVER_CORE = OTHER_CORE  # the sandbox shares its core with the loader, which waits for it
    found: dict[str, list[Figures]] = {}
    with base.our_sandbox() as box, express() as of_express:
        module = [sys.executable, "-m"]
        commands = {
            "gateway": [*module, "scripts.bench.gateway.our_app"],
            "FastAPI + openai": [*module, "scripts.bench.gateway.fastapi_app"],
            "Express + openai npm": of_express,
        }
        for _ in range(ROUNDS):  # in turns, so that what else the machine does is everybody's
            for name, command in commands.items():
                if command is not None:
                    found.setdefault(name, []).append(measure(command, f"http://127.0.0.1:{box.port}/v1", seconds))
    return {name: _middle(rounds) for name, rounds in found.items()}


def _middle(rounds: Sequence[Figures]) -> Figures:
    """The median of each figure."""
    return Figures(*(statistics.median(getattr(each, each_of.name) for each in rounds) for each_of in fields(Figures)))


def table(found: dict[str, Figures]) -> str:
    """Write what was measured, side by side."""
    ours = found["gateway"]
    lines = [f"{'':22}{'keys/s':>10}{'keys/cpu-s':>12}{'p99':>10}{'memory':>10}{'ours':>8}"]
    for name, each in found.items():
        ratio = f"{ours.per_cpu / each.per_cpu:.1f}x" if name != "gateway" and each.per_cpu else ""
        lines.append(
            f"{name:22}{each.rate:10,.0f}{each.per_cpu:12,.0f}{each.slow:7.1f} ms{each.memory:6.0f} MiB{ratio:>8}"
        )
    for name, goal in GOALS.items():
        if name not in found:
            lines.append(f"{name} was not measured: npm couldn't install it")
        elif found[name].per_cpu and ours.per_cpu < goal * found[name].per_cpu:
            lines.append(f"BELOW THE GOAL of {goal} x {name}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; with --soak, load one gateway for long, with faults."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.gateway", description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "--seconds", type=float, default=5.0, help="how long to load each, five times (default: %(default)s)"
    )
    parser.add_argument("--quick", action="store_true", help="one second each, five times")
    parser.add_argument("--soak", type=float, metavar="SECONDS", help="load the gateway with faults for so long")
    parser.add_argument("--users", type=int, default=500, help="of the soak (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    if options.soak:
        told = soak(
            lambda url: serving([sys.executable, "-m", "scripts.bench.gateway.our_app"], url),
            options.soak,
            options.users,
        )
        print(json.dumps(told) if options.json else "\n".join(f"{name:28}{value}" for name, value in told.items()))
        return 0 if told["lost"] == told["double"] == told["wrong"] == 0 else 1
    found = compare(1.0 if options.quick else min(max(options.seconds, 0.5), 120.0))
    print(json.dumps({name: asdict(each) for name, each in found.items()}) if options.json else table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
