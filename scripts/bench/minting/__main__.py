"""Run the benchmark of minting: prepare, measure, print, write."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from scripts.bench.minting import document, plan
from scripts.bench.minting.bench import running
from scripts.bench.minting.environments import BUILD, Environment, UnavailableError, prepare
from scripts.bench.minting.machine import kind, watched
from scripts.bench.minting.peers import OURS, PEERS
from scripts.bench.minting.processes import BenchError
from scripts.bench.minting.rounds import measure
from scripts.bench.minting.samples import Recording, load
from scripts.bench.minting.soak import FINE, rows, soak
from scripts.bench.minting.table import as_text, goal_rows

_RECORDING = "minting.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, or show again what was measured; return 1 where calls were lost or a sample doesn't count."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.minting", description=(__doc__ or "").strip())
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--quick", action="store_true", help="a short run without TLS; docs/ stays as it is")
    choice.add_argument("--soak", type=_calls, metavar="N", help="make N calls on our client, nothing else")
    choice.add_argument("--from", dest="recorded", type=Path, metavar="FILE", help="show a recording, measure nothing")
    options = parser.parse_args(arguments)
    try:
        if options.recorded:
            return _finish(load(options.recorded), document.DOCS)
        return _run(quick=options.quick, soak_calls=options.soak)
    except (BenchError, UnavailableError) as error:
        print(f"the benchmark can't go on: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130


def _run(*, quick: bool, soak_calls: int | None) -> int:
    signal.signal(signal.SIGTERM, _stop)
    environments, skipped = prepare()
    peers = [peer for peer in PEERS if peer.environment in environments]
    missing = {peer.name: skipped[peer.environment] for peer in PEERS if peer.environment in skipped}
    for name, reason in missing.items():
        _tell(f"{name} isn't measured: {reason}")
    ours = [peer for peer in peers if peer == OURS]
    server = environments["server"].program if "server" in environments else sys.executable
    recording = Recording(kind(), _versions(environments), missing)
    if soak_calls:
        with running(environments, ours, recording, server) as bench:
            results = soak(bench, ours, soak_calls, _tell)
        print(as_text(rows(results)))
        return 0 if all(each.verdict == FINE for each in results) else 1
    chosen = plan.quick(peers) if quick else plan.full(peers, ours)
    started = time.perf_counter()
    with running(environments, peers, recording, server) as bench:
        pids = [bench.server.talker.pid, *(worker.pid for worker in bench.workers.values())]
        with watched(recording, pids):
            measure(bench, chosen, _tell)
    recording.save(BUILD / _RECORDING)
    _tell(f"measured in {time.perf_counter() - started:.0f} s")
    return _finish(recording, BUILD if quick else document.DOCS)


def _finish(recording: Recording, folder: Path) -> int:
    """Print the table, and write the document."""
    print(as_text(goal_rows(recording)))
    print(document.summary(recording))
    for each in recording.spoilt:
        print(f"doesn't count: {each}")
    _tell(f"written: {document.write(recording, folder).name}, in {folder.name}/")
    return 1 if recording.spoilt else 0


def _versions(environments: dict[str, Environment]) -> dict[str, str]:
    found: dict[str, str] = {}
    for environment in environments.values():
        found |= environment.versions
    return dict(sorted(found.items()))


def _calls(text: str) -> int:
    calls = int(text)
    if calls < 1:
        raise argparse.ArgumentTypeError("at least one call is needed")
    return calls


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
