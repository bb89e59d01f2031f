"""Hold what runs while it is measured, and have single measurements taken and checked.

Guarantees that a sample is kept only if every call of it succeeded and the server counted as many right requests as
the client says it sent; anything else is kept as spoilt, by name.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import certifi
import trustme

from scripts.bench.minting.environments import Environment
from scripts.bench.minting.peers import Peer
from scripts.bench.minting.processes import (
    BenchError,
    Ran,
    Server,
    Talker,
    apart,
    clean_environment,
    run_whole,
    serving,
    talking,
)
from scripts.bench.minting.request import BASE_PATH, MODEL
from scripts.bench.minting.samples import Recording, Sample, Subject
from scripts.bench.minting.worker import Order

_SLACK: Final = 60.0


@dataclass(slots=True)
class Bench:
    """The running server and workers, and what was measured so far."""

    environments: Mapping[str, Environment]
    variables: Mapping[str, str]
    """What every peer's process has in its environment."""
    server: Server
    workers: Mapping[str, Talker]
    recording: Recording
    cores: Collection[int]
    """All of the machine's, where there are more than one."""

    def base_url(self, scheme: str) -> str:
        """Tell where the server listens."""
        return f"{scheme}://127.0.0.1:{self.server.ports[scheme]}{BASE_PATH}"

    def keep(self, subject: Subject, at: int, figures: Mapping[str, float]) -> None:
        """Keep a sample."""
        self.recording.samples.append(Sample(subject, at, figures))

    def spoil(self, subject: Subject, reason: str) -> None:
        """Keep that there is none, and why."""
        where = f"{subject.peer}, {subject.measure}, {subject.at_once} at once, {subject.scheme}"
        self.recording.spoilt.append(f"{where}: {reason}")

    def order(self, peer: Peer, order: Order) -> dict[str, Any]:
        """Have an order carried out; `wrong` in the answer says what is wrong with it."""
        before = self.server.counts()
        try:
            told = self.workers[peer.name].ask(asdict(order), order.seconds + _SLACK)
        except BenchError as error:
            told = {"error": str(error)}
        after = self.server.counts()
        wrong = told.get("error") or mismatch(before, after, told)
        self.recording.calls += after["right"] - before["right"]
        return told | {"wrong": wrong, "opened": after["opened"] - before["opened"], "most": after["most"]}

    def program(self, command: Sequence[str], *, on_one_core: bool) -> tuple[Ran, str | None, int]:
        """Run a whole program that mints one key; return what came of it, what is wrong, and its peak memory."""
        before = self.server.counts()
        ran = run_whole(command, self.variables, () if on_one_core else self.cores)
        after = self.server.counts()
        key, model, peak = (*ran.output.split(), "", "", "")[:3]
        counted = after["right"] - before["right"]
        self.recording.calls += counted
        fine = counted == 1 and after["wrong"] == before["wrong"] and key.startswith("ek_") and model == MODEL
        return ran, None if fine else f"{counted} keys were minted, and the program said {ran.output!r}", int(peak or 0)


def mismatch(before: Mapping[str, Any], after: Mapping[str, Any], told: Mapping[str, Any]) -> str | None:
    """Say where the server's counts and the client's answer don't agree; None where they do."""
    counted, refused = (after[name] - before[name] for name in ("right", "wrong"))
    sent = told["calls"] + told["warm"]
    if refused:
        return f"the server refused {refused} requests, first {after['first_wrong']}"
    if told["failure"]:
        return f"{told['failed']} of {told['failed'] + told['calls']} calls failed, first {told['failure']}"
    if counted != sent:
        return f"the server counted {counted} requests, the client {sent}"
    return None if told["calls"] else "not a single call was made"


@contextmanager
def running(
    environments: Mapping[str, Environment], peers: Sequence[Peer], recording: Recording, server_program: str
) -> Iterator[Bench]:
    """Start the server and a worker for each peer, and end them in the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        authority, certificate = folder / "authority.pem", folder / "certificate.pem"
        issuer = trustme.CA()
        authority.write_bytes(
            issuer.cert_pem.bytes() + Path(certifi.where()).read_bytes()
        )  # as long to read as a user's
        issuer.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(certificate))
        variables = clean_environment(authority)
        server = stack.enter_context(serving(server_program, certificate))
        cores = stack.enter_context(apart(server.talker.pid))
        workers = {
            peer.name: stack.enter_context(talking(environments[peer.environment].worker, variables)) for peer in peers
        }
        yield Bench(environments, variables, server, workers, recording, cores)
