"""Reading a document that may be anything: what is read, and the one line with which everything else is refused."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.documents import fetch as documents
from scripts.documents.fetch import Source, fetch
from scripts.documents.loader import MAX_DEPTH
from scripts.documents.openapi import check_openapi
from scripts.documents.parse import parse
from scripts.documents.pointers import resolve
from scripts.documents.text import DocumentError
from scripts.documents.write import dump
from scripts.pipeline.paths import ROOT
from tests.contract.documents import published_file

BOMB = b"a0: &a0 [x, x]\n" + b"".join(
    b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 10)
)
DEEP = MAX_DEPTH + 1


def read(content: bytes | str) -> dict[str, Any]:
    return parse(Source("spec.yaml", content.encode() if isinstance(content, str) else content))


def refusal(content: bytes | str) -> str:
    with pytest.raises(DocumentError) as caught:
        read(content)
    return str(caught.value)


class TestWhatIsRead:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("2026-08-21", "2026-08-21"),
            ("2026-08-21T10:00:00Z", "2026-08-21T10:00:00Z"),
            ("12:30", "12:30"),
            ("on", "on"),
            ("no", "no"),
            ("1_000", "1_000"),
            ("true", True),
            ("False", False),
            ("~", None),
            ("", None),
            ("null", None),
            ("-12", -12),
            ("0x1F", 31),
            ("0o17", 15),
            ("010", 10),
            ("1e3", 1000.0),
            (".5", 0.5),
            ("!!str 200", "200"),
        ],
    )
    def test_a_scalar_is_what_yaml_1_2_says(self, text: str, value: Any) -> None:
        assert repr(read(f"key: {text}")["key"]) == repr(value)

    def test_keys_are_strings_as_they_are_written(self) -> None:
        text = "200: a\ntrue: b\n1.10: c\n2026-08-21: d\n~: e\n0x10: f\n"
        assert list(read(text)) == ["200", "true", "1.10", "2026-08-21", "~", "0x10"]

    def test_json_is_read_as_json(self) -> None:
        assert read('\n {"a": [1, 2.5, "é", null, true]}') == {"a": [1, 2.5, "é", None, True]}

    def test_a_byte_order_mark_and_windows_line_ends_change_nothing(self) -> None:
        text = "a:\n  b: 1\n  c: |\n    two\n    lines\n"
        assert read(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == read(text)

    def test_an_alias_is_what_it_stands_for(self) -> None:
        assert read("a: &x {b: 1}\nc: *x") == {"a": {"b": 1}, "c": {"b": 1}}

    def test_the_merge_key_of_json_is_a_name(self) -> None:
        assert read('{"<<": 1}') == read('"<<": 1') == {"<<": 1}


BROKEN: dict[str, tuple[bytes | str, str]] = {
    "no text": (b"\xff\xfe\x00", "isn't UTF-8 text (byte 0)"),
    "utf-16": ("openapi: 3.1.0".encode("utf-16"), "isn't UTF-8 text"),
    "latin-1": ("title: é".encode("latin-1"), "isn't UTF-8 text (byte 7)"),
    "a NUL byte": (b"a: \x00", "#x0000"),
    "an escape byte": (b"a: \x1b[31m", "#x001b"),
    "only spaces": (b" \n\t", "isn't"),
    "half of YAML": ("a: [1, 2", "isn't YAML or JSON (line 2)"),
    "half of JSON": ('{"a": [1,', "isn't JSON (line 1)"),
    "two documents": ("a: 1\n---\na: 2", "another document"),
    "a scalar": ("only words", "its root is no mapping"),
    "a list": ("- a", "its root is no mapping"),
    "a JSON list": ("[1]", "its root is no mapping"),
    "a key twice": ("a:\n  b: 1\n  c: 2\n  b: 3", "has the key 'b' twice"),
    "a key twice in JSON": ('{"a": {"b": 1, "b": 1}}', "has the key 'b' twice"),
    "a key twice, as text and number": ("200: a\n'200': b", "has the key '200' twice"),
    "a key that is a list": ("? [a]\n: b", "a key that is no scalar"),
    "a merge key": ("a: &x {b: 1}\nc: {<<: *x}", "merge key"),
    "an alias bomb": (BOMB, "an alias bomb"),
    "an alias in itself": ("a: &x [*x]", "an alias that contains itself"),
    "an alias in itself, in a mapping": ("a: &x {b: {c: *x}}", "an alias that contains itself"),
    "an alias to nothing": ("a: *x", "undefined alias"),
    "too deep YAML": ("a: " + "[" * DEEP + "]" * DEEP, "is nested too deeply"),
    "too deep indented YAML": ("\n".join(" " * n + "a:" for n in range(DEEP + 1)), "is nested too deeply"),
    "far too deep YAML": ("a: " + "[" * 100_000, "is nested too deeply"),
    "too deep JSON": ('{"a": ' + "[" * DEEP + "]" * DEEP + "}", "is nested too deeply"),
    "far too deep JSON": ('{"a": ' + "[" * 100_000, "is nested too deeply"),
    "too deep by aliases": (
        f"a: &a {'[' * 150}1{']' * 150}\nb: &b {'[' * 150}*a {']' * 150}",
        "is nested too deeply",
    ),
    "a Python object": ("a: !!python/object/apply:os.system [true]", "could not determine a constructor"),
    "a Python name": ("a: !!python/name:os.system", "could not determine a constructor"),
    "a tag as a key": ("!!python/name:os.system : 1", "could not determine a constructor"),
    "a tag of its own": ("a: !secret b", "could not determine a constructor"),
    "a tagged date": ("a: !!timestamp 2026-08-21", "could not determine a constructor"),
    "tagged bytes": ("a: !!binary aGk=", "could not determine a constructor"),
    "a tagged set": ("a: !!set {b, c}", "could not determine a constructor"),
    "a list tagged as a mapping": ("a: !!map [b]", "no mapping"),
    "no boolean": ("a: !!bool maybe", "neither true nor false"),
    "no integer": ("a: !!int maybe", "can't be read"),
    "an endless integer": ("a: " + "9" * 5000, "can't be read"),
    "an endless integer in JSON": ('{"a": ' + "9" * 5000 + "}", "can't be read"),
    "an infinite number": ("a: 1e999", "too large a number"),
    "an infinite number in JSON": ('{"a": 1e999}', "too large a number"),
    "no number in JSON": ('{"a": NaN}', "NaN is no JSON"),
    "half a character": ('{"a": "\\ud800"}', "can't be read"),
}


class TestWhatIsRefused:
    @pytest.mark.parametrize("name", BROKEN)
    def test_with_one_line_that_says_why(self, name: str) -> None:
        content, reason = BROKEN[name]
        line = refusal(content)
        assert line.startswith("spec.yaml: ")
        assert reason in line
        assert line.isprintable()

    def test_a_line_shows_nothing_raw_that_steers_a_terminal(self) -> None:
        line = str(DocumentError("na\x1b[31m\nme\x07\u202e\x9b: \ud800 é"))
        assert line == "na\\x1b[31m me\\x07\\u202e\\x9b: \\ud800 é"

    def test_a_key_that_steers_a_terminal_is_shown_escaped(self) -> None:
        assert "'\\x1b[2J'" in refusal('{"\\u001b[2J": 1, "\\u001b[2J": 2}')

    @pytest.mark.parametrize(
        ("document", "reason"),
        [
            ({}, "it has no key 'openapi'"),
            ({"swagger": "2.0", "paths": {}}, "it has no key 'openapi'"),
            ({"openapi": "3.2.0", "paths": {}}, "its version is '3.2.0'"),
            ({"openapi": "2.0.0", "paths": {}}, "its version is '2.0.0'"),
            ({"openapi": 3.1, "paths": {}}, "its version is 3.1"),
            ({"openapi": "3.1.0\x1b[31m", "paths": {}}, "its version is '3.1.0\\x1b[31m'"),
            ({"openapi": "3.1.0"}, "it has no paths"),
            ({"openapi": "3.1.0", "paths": []}, "it has no paths"),
        ],
    )
    def test_what_is_no_openapi_document_of_ours(self, document: dict[str, Any], reason: str) -> None:
        with pytest.raises(DocumentError) as caught:
            check_openapi(Source("spec.yaml", b""), document)
        assert reason in str(caught.value)

    @pytest.mark.parametrize("version", ["3.0.0", "3.0.3", "3.1.0", "3.1.1", "3.1.0-rc1"])
    def test_but_not_these(self, version: str) -> None:
        check_openapi(Source("spec.yaml", b""), {"openapi": version, "paths": {}})

    @pytest.mark.parametrize(
        "reference", ["other.yaml#/a", "https://tiny.example/a", "#a", "#/a/c", "#/list/2", "#/list/-1"]
    )
    def test_a_reference_to_nothing(self, reference: str) -> None:
        with pytest.raises(DocumentError, match="the reference"):
            resolve({"a": {"b": 1}, "list": [0, 1]}, reference)

    def test_but_not_one_to_something(self) -> None:
        document = {"a/b": {"c~d": [5]}}
        assert resolve(document, "#/a~1b/c~0d/0") == 5


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_whatever_is_written_reads_back_the_same(document: dict[str, Any]) -> None:
    text = dump(document)
    assert json.dumps(read(text), sort_keys=True) == json.dumps(document, sort_keys=True)
    assert read(json.dumps(document)) == document
    assert dump(read(text)) == text


@pytest.mark.parametrize(
    "word", ["08", "0o17", "0x1f", "1e5", "1.5e3", "+1", "yes", "2026-08-21", "~", "", "<<", "=", "nan"]
)
def test_a_string_that_looks_like_something_else_stays_a_string(word: str) -> None:
    assert read(dump({"key": word, word: 1})) == {"key": word, word: 1}


def test_writing_sorts_and_never_writes_an_alias() -> None:
    shared = {"z": 1, "a": 2}
    assert dump({"y": shared, "x": shared}) == "x:\n  a: 2\n  z: 1\ny:\n  a: 2\n  z: 1\n"


class TestFiles:
    def test_a_file_is_read_with_its_name_digest_and_bytes(self) -> None:
        source = fetch(str(published_file()))
        assert source.name == "openapi.yml"
        assert source.content == published_file().read_bytes()
        assert source.sha256 == "a203971a0bc0cd3b903b9488e3ac40eaa161a274dfaf172c1da73eee029147a8"

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "is empty"),
            (b" \r\n\t\n", "is empty"),
            (b"<!DOCTYPE html><html></html>", "HTML"),
            (b"\xef\xbb\xbf\n  <HTML>", "HTML"),
            (b"<!-- cached --><html>", "HTML"),
            (b'<?xml version="1.0"?><Error/>', "HTML or XML page"),
        ],
    )
    def test_a_file_that_is_no_document_is_refused(self, tmp_path: Path, content: bytes, reason: str) -> None:
        file = tmp_path / "spec.yaml"
        file.write_bytes(content)
        with pytest.raises(DocumentError, match=reason):
            fetch(str(file))

    def test_a_file_of_200_megabytes_is_refused_unread(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = tmp_path / "spec.yaml"
        with file.open("wb") as stream:
            stream.truncate(200 * 1024 * 1024)
        monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("it was opened"))
        with pytest.raises(DocumentError, match=r"spec\.yaml: has 209,715,200 bytes"):
            fetch(str(file))

    def test_a_source_without_end_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(documents, "MAX_BYTES", 1000)
        with pytest.raises(DocumentError, match="more than 1,000 bytes"):
            fetch("/dev/zero")

    @pytest.mark.parametrize("name", ["missing.yaml", ".", "\x1b[31mred\nline.yaml"])
    def test_what_cannot_be_opened_is_refused_in_one_line(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(DocumentError, match=r"can't be read \((No such file|Is a directory)") as caught:
            fetch(str(tmp_path / name))
        assert str(caught.value).isprintable()


class Server(BaseHTTPRequestHandler):
    """Answers a path with whatever the test says, byte for byte."""

    answers: dict[str, Callable[[Server], None]]
    asked: list[str]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.close_connection = True
        self.answers[self.path](self)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""

    def raw(self, content: bytes) -> None:
        self.wfile.write(content)


class Site:
    def __init__(self, url: str, answers: dict[str, Callable[[Server], None]], asked: list[str]) -> None:
        self.url, self._answers, self.asked = url, answers, asked

    def serve(self, path: str, *, status: str = "200 OK", body: bytes = b"", **headers: Any) -> str:
        """A plain answer; a header that is None isn't sent."""
        given = {"Content-Length": len(body), "Content-Type": "application/yaml", "Connection": "close"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value is not None)
        return self.serve_raw(path, f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)

    def serve_raw(self, path: str, content: bytes) -> str:
        self._answers[path] = lambda server: server.raw(content)
        return self.url + path

    def serve_by(self, path: str, answer: Callable[[Server], None]) -> str:
        self._answers[path] = answer
        return self.url + path


@contextmanager
def running_site() -> Iterator[Site]:
    answers: dict[str, Callable[[Server], None]] = {}
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Server,), {"answers": answers, "asked": asked}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", answers, asked)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


SMALL = b"openapi: 3.1.0\npaths: {}\n"


class TestUrls:
    def test_a_document_is_fetched_whole_and_named_without_query(self, site: Site) -> None:
        url = site.serve("/spec.yaml?token=secret", body=SMALL)
        source = fetch(url)
        assert source.content == SMALL
        assert source.name == "http://127.0.0.1/spec.yaml"

    def test_a_chunked_document_is_fetched_whole(self, site: Site) -> None:
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(SMALL), SMALL)
        url = site.serve("/spec.yaml", body=body, Content_Length=None, Transfer_Encoding="chunked")
        assert fetch(url).content == SMALL

    def test_a_document_that_stops_half_way_is_refused(self, site: Site) -> None:
        url = site.serve("/spec.yaml", body=SMALL, Content_Length=len(SMALL) + 1)
        with pytest.raises(DocumentError, match=f"stopped after {len(SMALL)} bytes, before its end"):
            fetch(url)

    def test_a_chunked_document_that_stops_half_way_is_refused(self, site: Site) -> None:
        body = b"%x\r\n%s\r\n" % (len(SMALL), SMALL)
        url = site.serve("/spec.yaml", body=body, Content_Length=None, Transfer_Encoding="chunked")
        with pytest.raises(DocumentError, match="stopped after"):
            fetch(url)

    def test_a_document_whose_length_nobody_knows_is_refused(self, site: Site) -> None:
        with pytest.raises(DocumentError, match="gave no length"):
            fetch(site.serve("/spec.yaml", body=SMALL, Content_Length=None))

    def test_a_compressed_document_is_refused(self, site: Site) -> None:
        with pytest.raises(DocumentError, match="compressed"):
            fetch(site.serve("/spec.yaml", body=SMALL, Content_Encoding="gzip"))

    def test_a_page_is_refused_by_its_type(self, site: Site) -> None:
        with pytest.raises(DocumentError, match=r"answered with a page \(text/html; charset=utf-8\)"):
            fetch(site.serve("/spec.yaml", body=SMALL, Content_Type="text/html; charset=utf-8"))

    def test_a_page_is_refused_by_its_content(self, site: Site) -> None:
        with pytest.raises(DocumentError, match="is an HTML or XML page"):
            fetch(site.serve("/spec.yaml", body=b"<!doctype html><title>No</title>", Content_Type="text/plain"))

    @pytest.mark.parametrize("status", ["404 Not Found", "500 Internal Server Error", "524 Odd", "204 No Content"])
    def test_another_status_is_refused_by_its_number(self, site: Site, status: str) -> None:
        with pytest.raises(DocumentError, match=f"answered with status {status[:3]}"):
            fetch(site.serve("/spec.yaml", status=status, body=b"" if status.startswith("204") else SMALL))

    def test_an_empty_answer_is_refused(self, site: Site) -> None:
        with pytest.raises(DocumentError, match="is empty"):
            fetch(site.serve("/spec.yaml"))

    def test_an_answer_that_is_no_http_is_refused(self, site: Site) -> None:
        with pytest.raises(DocumentError, match="stopped after 0 bytes"):
            fetch(site.serve_raw("/spec.yaml", b"nonsense\r\n\r\n"))

    def test_a_redirect_is_followed(self, site: Site) -> None:
        site.serve("/new.yaml", body=SMALL)
        url = site.serve("/old.yaml", status="302 Found", Location="/new.yaml")
        assert fetch(url).content == SMALL

    def test_a_redirect_away_from_https_is_refused_before_it_is_followed(self, site: Site) -> None:
        with running_site() as other:
            other.serve("/spec.yaml", body=SMALL)
            port = other.url.rpartition(":")[2]
            url = site.serve("/old.yaml", status="302 Found", Location=f"http://127.0.0.2:{port}/spec.yaml")
            with pytest.raises(DocumentError, match="redirects to a URL that isn't https"):
                fetch(url)
            assert other.asked == []

    def test_redirects_without_end_are_refused(self, site: Site) -> None:
        url = site.serve("/old.yaml", status="302 Found", Location="/old.yaml")
        with pytest.raises(DocumentError, match=r"can't be fetched \(TooManyRedirects\)"):
            fetch(url)

    def test_a_document_that_is_too_large_is_refused(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(documents, "MAX_BYTES", len(SMALL) - 1)
        with pytest.raises(DocumentError, match=f"more than {len(SMALL) - 1} bytes"):
            fetch(site.serve("/spec.yaml", body=SMALL))

    def test_a_server_that_says_nothing_more_is_given_up(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(documents, "FETCH_SECONDS", 0.2)
        given_up = threading.Event()

        def stall(server: Server) -> None:
            server.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nopenapi: ")
            given_up.wait(60)

        url = site.serve_by("/spec.yaml", stall)
        try:
            with pytest.raises(DocumentError, match=r"stopped after 9 bytes \(ReadTimeout\)"):
                fetch(url)
        finally:
            given_up.set()

    def test_a_server_that_takes_too_long_is_given_up(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(documents, "FETCH_TOTAL_SECONDS", -1.0)
        with pytest.raises(DocumentError, match="isn't here after"):
            fetch(site.serve("/spec.yaml", body=SMALL))

    def test_a_port_where_nobody_listens_is_refused(self) -> None:
        with running_site() as gone:
            url = gone.url
        with pytest.raises(DocumentError, match=r"can't be fetched \(ConnectError\)"):
            fetch(f"{url}/spec.yaml")

    @pytest.mark.parametrize(
        "url",
        [
            "http://tiny.example/spec.yaml",
            "http://localhost.tiny.example/spec.yaml",
            "ftp://127.0.0.1/spec.yaml",
            "file:///etc/hostname",
            "HTTP://tiny.example/spec.yaml",
        ],
    )
    def test_only_https_is_fetched_but_on_loopback(self, url: str) -> None:
        with pytest.raises(DocumentError, match=r"only https URLs are fetched|names no host"):
            fetch(url)

    @pytest.mark.parametrize(
        ("url", "reason"),
        [("https://", "names no host"), ("https://[::1", "can't be read"), ("http://127.0.0.1:x/", "InvalidURL")],
    )
    def test_a_url_that_is_none_is_refused(self, url: str, reason: str) -> None:
        with pytest.raises(DocumentError, match=reason):
            fetch(url)

    def test_credentials_in_a_url_are_not_repeated(self) -> None:
        with pytest.raises(DocumentError) as caught:
            fetch("http://someone:hunter2@tiny.example/spec.yaml?token=hunter2")
        assert "hunter2" not in str(caught.value)


def test_the_broken_documents_of_a_mirror_are_refused() -> None:
    """Of the same kind as what a mirror really stored when its fetch failed: status lines, with and without a colon."""
    for text in ("error code: 524", "details: Failed to handle the request."):
        source = Source("spec.yaml", text.encode())
        with pytest.raises(DocumentError, match=r"isn't an OpenAPI 3\.0 or 3\.1 document"):
            check_openapi(source, parse(source))


def test_the_tests_read_the_documents_of_this_project() -> None:
    assert Path(documents.__file__).is_relative_to(ROOT)
