"""Over TLS, as every real call goes: it works, it is verified, and its time is bounded as well."""

from __future__ import annotations

import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import trio

from realtime_sessions import APIConnectionError, APITimeoutError, AsyncRealtimeSessions, ConfigurationError, Endpoint
from realtime_sessions.sending import sockets, tls
from realtime_sessions.sending.failures import ConnectTimeout
from tests.behaviour.servers import certified, trusted
from tests.behaviour.support import KEY, KINDS, caller
from tests.behaviour.test_fork import child
from tests.behaviour.test_retries import answer_nested, server
from tests.behaviour.test_transport import assert_soon

__all__ = ["trusted"]
SERVING = certified()


def _answer(plain: socket.socket, over: threading.Event) -> None:
    with SERVING.wrap_socket(plain, server_side=True) as connection:
        answer_nested(connection, over)


def _silent_after_hello(plain: socket.socket, over: threading.Event) -> None:
    plain.recv(65536)
    over.wait()


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("kind", KINDS)
def test_a_key_over_tls(kind: str) -> None:
    with (
        server(_answer) as url,
        caller(kind, base_url=url.replace("http:", "https:"), endpoint=Endpoint.NESTED) as client,
    ):
        assert client.create().client_secret.value


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_authority_is_refused(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):  # what a machine names, some of them name
        monkeypatch.delenv(name, raising=False)
    with (
        server(_answer) as url,
        caller(kind, base_url=url.replace("http:", "https:"), max_retries=0) as client,
        pytest.raises(APIConnectionError),
    ):
        client.create()


def test_trio_says_why_a_certificate_is_refused() -> None:
    """Its own error has no text: the reason stands in the cause."""

    async def mint(url: str) -> None:
        async with AsyncRealtimeSessions(KEY, base_url=url, max_retries=0) as client:
            await client.create()

    with server(_answer) as url, pytest.raises(APIConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
        trio.run(mint, url.replace("http:", "https:"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_handshake_that_never_ends_is_left_in_time(kind: str) -> None:
    with (
        server(_silent_after_hello) as url,
        caller(kind, base_url=url.replace("http:", "https:"), timeout=0.5) as client,
        pytest.raises(APITimeoutError),
    ):
        client.create()


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[threading.Thread]]:
    """The threads in which certificates are read, in a process that has read none, slowly."""
    found: list[threading.Thread] = []
    create = ssl.create_default_context

    def slow(*args: Any, **kwargs: Any) -> ssl.SSLContext:
        found.append(threading.current_thread())
        time.sleep(0.1)
        return create(*args, **kwargs)

    class Reader(threading.Thread):
        def start(self) -> None:
            """Let no call come before it, however busy the machine is."""
            super().start()
            assert_soon(lambda: bool(found))

    monkeypatch.setattr(tls, "Thread", Reader)
    monkeypatch.setattr(tls, "_begun", set())
    monkeypatch.setattr(tls, "_cores", lambda: 2)
    monkeypatch.setattr(ssl, "create_default_context", slow)
    tls._trusting.cache_clear()
    yield found
    tls._trusting.cache_clear()


@pytest.fixture
def url() -> Iterator[str]:
    with server(_answer) as address:
        yield address.replace("http:", "https:")


def _mint(kind: str, url: str) -> None:
    with caller(kind, base_url=url, endpoint=Endpoint.NESTED) as client:
        assert client.create().client_secret.value


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("kind", KINDS)
def test_certificates_are_read_once_beside_the_first_call(kind: str, url: str, readers: list[threading.Thread]) -> None:
    for _ in range(2):
        _mint(kind, url)
    (reader,) = readers
    assert reader is not threading.main_thread()


class Unstarted(threading.Thread):
    """A thread where there can be no more of them."""

    def start(self) -> None:
        raise RuntimeError("can't start new thread")


@pytest.mark.usefixtures("trusted", "readers")
def test_a_call_without_any_thread(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose processes are counted. A name is then looked up without a limit."""
    monkeypatch.setattr(tls, "Thread", Unstarted)
    monkeypatch.setattr(sockets, "Thread", Unstarted)
    _mint("sync", url)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("none", [("Thread", Unstarted), ("_cores", lambda: 1)], ids=["thread", "core"])
def test_where_there_is_none_for_the_reader_the_call_reads_them(
    kind: str, none: tuple[str, Any], url: str, readers: list[threading.Thread], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tls, *none)
    _mint(kind, url)
    assert readers == [threading.main_thread()]


@pytest.mark.usefixtures("readers")
@pytest.mark.parametrize("kind", KINDS)
def test_what_the_reader_met_is_told_by_each_call(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with caller(kind, base_url="https://127.0.0.1:1/v1") as client:
        for _ in range(2):
            with pytest.raises(ConfigurationError, match=r"SSL_CERT_FILE.*No such file"):
                client.create()
    assert capfd.readouterr() == ("", "")


def _trust() -> ssl.SSLContext:
    sockets.begin(None)
    return tls.trust()


@pytest.mark.usefixtures("trusted")
def test_threads_that_all_need_them_read_them_once(readers: list[threading.Thread]) -> None:
    with ThreadPoolExecutor(4) as pool:
        contexts = [each.result() for each in [pool.submit(_trust) for _ in range(4)]]
    assert len(readers) == 1
    assert len({id(each) for each in contexts}) == 1


@pytest.mark.usefixtures("trusted")
def test_the_interpreter_waits_for_the_reader_of_a_thread_that_it_leaves(readers: list[threading.Thread]) -> None:
    leaving = threading.Thread(target=tls.read_ahead, daemon=True)
    leaving.start()
    leaving.join()
    _trust()
    assert not readers[0].daemon


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("kind", KINDS)
def test_a_call_keeps_its_limit_where_the_reader_does_not_end(
    kind: str, monkeypatch: pytest.MonkeyPatch, readers: list[threading.Thread]
) -> None:
    over, read = threading.Event(), ssl.create_default_context
    monkeypatch.setattr(ssl, "create_default_context", lambda **given: (read(**given), over.wait(20))[0])
    with caller(kind, base_url="https://127.0.0.1:1/v1", timeout=0.3) as client, pytest.raises(APITimeoutError):
        client.create()
    assert readers[0].is_alive()
    sockets.begin(time.monotonic())
    with pytest.raises(ConnectTimeout):
        tls.trust()
    over.set()
    readers[0].join(20)


@pytest.mark.usefixtures("trusted")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
@pytest.mark.parametrize("begin_to_read", [tls.read_ahead, lambda: threading.Thread(target=_trust).start()])
def test_a_process_is_forked_when_they_are_read(begin_to_read: Any, readers: list[threading.Thread]) -> None:
    begin_to_read()
    assert_soon(lambda: bool(readers))
    with child(lambda: [tls._trusting.cache_info().currsize, _trust() is tls._trusted(), len(readers)]) as result:
        assert result() == [1, True, 1]
