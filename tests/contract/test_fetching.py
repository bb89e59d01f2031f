"""Bytes from files, git revisions and URLs: what is fetched, and the one line with which everything else is refused."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from scripts.documents import fetch as fetching
from scripts.documents.fetch import fetch, from_git
from scripts.documents.text import DocumentError, shown
from scripts.pipeline.paths import ROOT
from tests.contract.documents import published_file


class TestFiles:
    def test_a_file_is_read_with_its_name_digest_and_bytes(self) -> None:
        source = fetch(str(published_file()))
        assert source.name == "openapi.yml"
        assert source.content == published_file().read_bytes()
        assert source.sha256 == "a203971a0bc0cd3b903b9488e3ac40eaa161a274dfaf172c1da73eee029147a8"

    def test_a_file_of_200_megabytes_is_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "spec.yaml"
        with file.open("wb") as stream:
            stream.truncate(200 * 1024 * 1024)
        with pytest.raises(DocumentError, match=r"spec\.yaml: has more than 67,108,864 bytes"):
            fetch(str(file))

    def test_a_source_without_end_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fetching, "MAX_BYTES", 1000)
        with pytest.raises(DocumentError, match="more than 1,000 bytes"):
            fetch("/dev/zero")

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("missing.yaml", "No such file or directory"),
            (".", "Is a directory"),
            ("\x1b[31mred\nline.yaml", "No such file or directory"),
            ("a\0b", "embedded null byte"),
        ],
    )
    def test_what_cannot_be_opened_is_refused_in_one_line(self, tmp_path: Path, name: str, reason: str) -> None:
        with pytest.raises(DocumentError, match=rf"can't be read \({reason}\)") as caught:
            fetch(f"{tmp_path}/{name}")
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
        assert source.name == f"{site.url}/spec.yaml"

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

    @pytest.mark.parametrize("status", ["404 Not Found", "500 Internal Server Error", "524 Odd", "204 No Content"])
    def test_another_status_is_refused_by_its_number(self, site: Site, status: str) -> None:
        with pytest.raises(DocumentError, match=f"answered with status {status[:3]}"):
            fetch(site.serve("/spec.yaml", status=status, body=b"" if status.startswith("204") else SMALL))

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
        monkeypatch.setattr(fetching, "MAX_BYTES", len(SMALL) - 1)
        with pytest.raises(DocumentError, match=f"more than {len(SMALL) - 1} bytes"):
            fetch(site.serve("/spec.yaml", body=SMALL))

    def test_a_server_that_says_nothing_more_is_given_up(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fetching, "FETCH_SECONDS", 0.2)
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
        monkeypatch.setattr(fetching, "FETCH_TOTAL_SECONDS", -1.0)
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


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=t", "-c", "user.email=t@example.test", *arguments], check=True, capture_output=True
        )

    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    git("init", "-q", "-b", "main")
    (tmp_path / "api folder").mkdir()
    (tmp_path / "api folder" / "a.yaml").write_bytes(SMALL)
    git("add", ".")
    git("commit", "-qm", "first")
    (tmp_path / "api folder" / "a.yaml").write_bytes(SMALL + b"x-new: 1\n")
    return tmp_path


def test_a_revision(repository: Path) -> None:
    source = from_git("git:main:api folder/a.yaml")
    assert source.content == SMALL


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("git:HEAD", "expected git:REVISION:PATH"),
        ("git::a", "expected git:REVISION:PATH"),
        ("git:a\nb:c", "expected git:REVISION:PATH"),
        ("git:main:gone.yaml", "the revision has no such file"),
        ("git:main:api folder", "a folder, not a document"),
        ("git:nowhere:a.yaml", "git knows no such revision"),
        ("git:--help:a.yaml", "git knows no such revision"),
        ("git:--upload-pack=touch pwned:a.yaml", "git knows no such revision"),
        ("git:$(touch pwned):a.yaml", "git knows no such revision"),
        ("git:0000000000000000000000000000000000000000:a", "git knows no such revision"),
    ],
)
def test_revisions_that_are_none(spec: str, message: str, repository: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        from_git(spec)
    assert str(caught.value) == f"{shown(spec)}: {message}"
    assert not (repository / "pwned").exists()


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(DocumentError, match="git: fatal: not a git repository"):
        from_git("git:HEAD:a.yaml")


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(DocumentError, match="git can't be run"):
        from_git("git:main:api folder/a.yaml")


def test_a_revision_of_a_file_that_is_too_large(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", len(SMALL) - 1)
    with pytest.raises(DocumentError, match=f"has more than {len(SMALL) - 1} bytes"):
        from_git("git:main:api folder/a.yaml")


def test_the_tests_read_the_documents_of_this_project() -> None:
    assert Path(fetching.__file__).is_relative_to(ROOT)
