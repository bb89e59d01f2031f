"""Tell operators what happens: metrics, one audit line a key or call, and spans where OpenTelemetry is installed.

No key is in any of it. A line is one JSON object, so that nothing a user sends can begin another line. Labels have
few values, so that nobody can make metrics grow.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from typing import Any, Final, TextIO

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from realtime_sessions.redaction import redact

from .messages import Request


def _tracing() -> tuple[Any, Any] | None:
    """OpenTelemetry's modules, where it is installed."""
    try:
        return import_module("opentelemetry.trace"), import_module("opentelemetry.propagate")
    except ImportError:
        return None


_log: Final = logging.getLogger("realtime_sessions.gateway")
_audit: Final = logging.getLogger("realtime_sessions.gateway.audit")
_streams: Final[list[TextIO]] = []
"""Where audit lines go straight, at a fraction of what a logger takes; to the logger where there are none."""
_LIKE_A_KEY: Final = re.compile("[es]k[-_]")  # every key has it, also as JSON; few lines do
_TRACE: Final = _tracing()
MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The figures of one gateway, in a registry of its own."""

    def __init__(self, busy: Callable[[], float]) -> None:
        self._registry = CollectorRegistry()
        own: Any = {"registry": self._registry, "namespace": "realtime_gateway"}
        self.answers = Counter("answers", "Answers, by door and status.", ("door", "status"), **own)
        self.seconds = Histogram("seconds", "From request to answer, by door.", ("door",), **own)
        self.refusals = Counter("refusals", "Refusals, by who refused.", ("by",), **own)
        self.keys = Counter("keys", "Keys minted.", **own)
        self.calls = Counter("calls", "Calls made.", **own)
        self.ended = Counter("calls_ended", "Calls ended by the gateway, by why.", ("why",), **own)
        self.store = Counter("store_failures", "Steps for which the store couldn't be reached.", **own)
        Gauge("busy", "Requests to the provider under way.", **own).set_function(busy)
        self._doors: dict[tuple[str, int], tuple[Counter, Histogram]] = {}

    def answered(self, door: str, status: int, seconds: float) -> None:
        """Count an answer. Doors and statuses are few, so that what counts each is looked up once."""
        found = self._doors.get((door, status))
        if found is None:
            found = self._doors[door, status] = self.answers.labels(door, status), self.seconds.labels(door)
        found[0].inc()
        found[1].observe(seconds)

    def text(self) -> bytes:
        """All of them, as Prometheus reads them."""
        return generate_latest(self._registry)


@contextmanager
def logging_to(stream: TextIO) -> Iterator[None]:
    """Write what happens to a stream: the audit lines as they are, what goes wrong with its time and its level."""
    level, propagate, handler = _log.level, _log.propagate, logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False
    _streams.append(stream)
    try:
        yield
    finally:
        _streams.remove(stream)
        _log.removeHandler(handler)
        _log.setLevel(level)
        _log.propagate = propagate


def is_audited() -> bool:
    """Whether anybody reads the lines."""
    return bool(_streams) or _audit.isEnabledFor(logging.INFO)


def audit(event: str, request: Request | None, **told: Any) -> None:
    """Write one line about a key or a call."""
    if not is_audited():
        return
    line: dict[str, Any] = {"time": round(time.time(), 3), "event": event}
    if request is not None:
        line |= {"request_id": request.id, "address": request.address}
        if "origin" in request.headers:
            line["origin"] = request.headers["origin"]
    text = json.dumps(line | told)
    if _LIKE_A_KEY.search(text):
        text = json.dumps(redact(line | told))
    if not _streams:
        _audit.info("%s", text)
    for stream in _streams:
        try:
            stream.write(f"{text}\n")
            stream.flush()
        except (OSError, ValueError) as error:  # it costs nobody a key
            _log.error("an audit line can't be written: %s", error)


def span(name: str, headers: Mapping[str, str], **attributes: str) -> AbstractContextManager[Any]:
    """A span around what is done, below the caller's own where it sent one; nothing where nobody collects any."""
    if _TRACE is None:
        return _NOTHING
    trace, propagate = _TRACE
    if isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):  # the SDK isn't set up
        return _NOTHING
    tracer = trace.get_tracer("realtime_sessions.gateway")
    quiet: Any = {"record_exception": False, "set_status_on_exception": False}  # their events carry tracebacks
    found: AbstractContextManager[Any] = tracer.start_as_current_span(
        name, propagate.extract(dict(headers)), attributes=attributes, **quiet
    )
    return found


_NOTHING: Final = nullcontext()
