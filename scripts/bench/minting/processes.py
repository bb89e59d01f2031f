"""Run the server, the workers and whole programs, and end what was started.

Guarantees that no process outlives the block it was started in, on Ctrl-C too: each has a session of its own, so that
only the bench hears the interrupt; each ends when its input does; and each answer and each program has a time limit.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from scripts.bench.minting.peers import ROOT

_GRACE: Final = 3.0
_START_LIMIT: Final = 30.0
_PROGRAM_LIMIT: Final = 30.0
_SHOWN: Final = 500
_KIB: Final = 1024


class BenchError(Exception):
    """A process didn't do what it had to; the text says what it wrote."""


def clean_environment(authority: Path | None) -> dict[str, str]:
    """Make an environment without proxies, keys and settings of the caller's, that trusts our authority."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    if authority is not None:
        kept |= {"SSL_CERT_FILE": str(authority), "NODE_EXTRA_CA_CERTS": str(authority)}
    return kept


class Talker:
    """A process that answers each line with a line, both JSON."""

    def __init__(self, process: subprocess.Popen[str], errors: IO[str]) -> None:
        self._process = process
        self._errors = errors
        self.pid = process.pid

    def ask(self, value: Any, limit: float) -> dict[str, Any]:
        """Send a value and wait for the answer.

        Raises:
            BenchError: there is none in time.
        """
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        try:
            self._process.stdin.write(json.dumps(value) + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise BenchError(f"the process is gone: {self._said()}") from error
        return self.hear(limit)

    def hear(self, limit: float) -> dict[str, Any]:
        """Wait for a line.

        Raises:
            BenchError: there is none in time.
        """
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        with _limited(self._process, limit):
            line = self._process.stdout.readline()
        if not line:
            raise BenchError(f"no answer within {limit:.0f} seconds, or the process failed: {self._said()}")
        told: dict[str, Any] = json.loads(line)
        return told

    def _said(self) -> str:
        self._errors.seek(0)
        return self._errors.read().strip()[-_SHOWN:]


@contextmanager
def _limited(process: subprocess.Popen[str], seconds: float) -> Iterator[None]:
    """Kill a process where a block takes longer than so many seconds."""
    timer = threading.Timer(seconds, process.kill)
    timer.daemon = True  # an interrupt may come before it can be cancelled
    try:
        timer.start()
        yield
    finally:
        timer.cancel()


@contextmanager
def talking(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Talker]:
    """Run a process to talk to, and end it in the end."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command,
            cwd=ROOT,
            env=dict(environment),
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
        try:
            yield Talker(process, errors)
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:  # what was still to be written has no reader
                continue
    for end in (process.terminate, process.kill, None):
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            if end is not None:
                end()
        else:
            return


@dataclass(frozen=True, slots=True)
class Server:
    """The running server."""

    talker: Talker
    ports: Mapping[str, int]

    def counts(self) -> dict[str, Any]:
        """Tell what it has counted."""
        return self.talker.ask("counts", _START_LIMIT)


@contextmanager
def serving(program: str, certificate: Path | None) -> Iterator[Server]:
    """Run the server, with a certificate over TLS too."""
    command = [program, "-m", "scripts.bench.minting.server"]
    command += [] if certificate is None else ["--certificate", str(certificate)]
    with talking(command, clean_environment(None)) as talker:
        yield Server(talker, talker.hear(_START_LIMIT))


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a whole program, from the moment it was started until it was gone."""

    wall: float
    cpu: float
    output: str


def run_whole(command: Sequence[str], environment: Mapping[str, str], cores: Collection[int] = ()) -> Ran:
    """Run a program to its end, on other cores than this process where some are given.

    Raises:
        BenchError: it failed, or took too long.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors, _on(cores):
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command,
            cwd=ROOT,
            env=dict(environment),
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        try:
            with _limited(process, _PROGRAM_LIMIT):
                output = process.stdout.read()
                _, status, usage = os.wait4(process.pid, 0)
                wall = time.perf_counter() - started
                process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            _end(process)
        if process.returncode:
            errors.seek(0)
            raise BenchError(f"{Path(command[0]).name} ended with {process.returncode}: {errors.read()[-_SHOWN:]}")
    return Ran(wall, usage.ru_utime + usage.ru_stime, output)


@contextmanager
def _on(cores: Collection[int]) -> Iterator[None]:
    """Have this process, and what it starts, run on some cores only; on any where none are given."""
    if not cores:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def apart(server_pid: int) -> Iterator[Collection[int]]:
    """Keep the server on one core, and this process with what it starts on another; give all, where there are two."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
    if len(cores) < 2:  # noqa: PLR2004
        yield ()
        return
    os.sched_setaffinity(server_pid, {cores[1]})
    with _on({cores[0]}):
        yield cores
