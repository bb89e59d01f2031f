"""One comment and one pull request, changed in place, and a patch that can do nothing else."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from scripts.ci import github
from scripts.ci.github import Api, GitHubError, comment, propose
from scripts.contract_diff.report.as_markdown import CLEAN, MARK

BOT, USER = {"type": "Bot"}, {"type": "User"}


@dataclass
class Server:
    """As much of GitHub as is needed."""

    comments: list[dict[str, Any]] = field(default_factory=list)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    calls: list[tuple[str, str, Any]] = field(default_factory=list)
    status: int = 200

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/repos/owner/name/")
        sent = json.loads(request.content) if request.content else None
        if request.method != "GET":
            self.calls.append((request.method, path, sent))
        if path.endswith("/comments") and request.method == "GET":
            start = 100 * (int(request.url.params["page"]) - 1)
            return httpx.Response(self.status, json=self.comments[start : start + 100])
        return httpx.Response(self.status, json=self.pulls if path == "pulls" else {})

    @property
    def api(self) -> Api:
        return Api(
            "owner/name", httpx.Client(base_url="https://api.example.test", transport=httpx.MockTransport(self.answer))
        )


def test_the_first_comment() -> None:
    server = Server(comments=[{"id": 1, "user": USER, "body": f"{MARK} mine"}, {"id": 2, "user": BOT, "body": "other"}])
    assert comment(server.api, 7, f"{MARK}\nreport") == "written"
    assert server.calls == [("POST", "issues/7/comments", {"body": f"{MARK}\nreport"})]


def test_a_comment_is_replaced() -> None:
    others = [{"id": number, "user": USER, "body": "x"} for number in range(150)]
    server = Server(comments=[*others, {"id": 999, "user": BOT, "body": f"{MARK} before"}])
    assert comment(server.api, 7, f"{MARK}\n{CLEAN}\n") == "updated"
    assert [call[:2] for call in server.calls] == [("PATCH", "issues/comments/999")]


def test_nothing_to_tell_makes_no_comment() -> None:
    server = Server()
    assert comment(server.api, 7, f"{MARK}\n{CLEAN}\n") == "nothing to tell"
    assert server.calls == []


def test_a_refusal_is_an_error() -> None:
    with pytest.raises(GitHubError, match=r"^GET issues/7/comments: answered with status 403$"):
        comment(Server(status=403).api, 7, "x")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of a repository on disk, as a workflow has it."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "origin.git")
    git(tmp_path, "clone", "-q", "origin.git", "work")
    work = tmp_path / "work"
    (work / "openapi").mkdir()
    (work / "openapi" / "contract.yaml").write_text("old\n")
    (work / "secret.py").write_text("x\n")
    git(work, "checkout", "-q", "-B", "main")
    commit(work, "first")
    git(work, "push", "-q", "origin", "main")
    monkeypatch.chdir(work)
    return work


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-qm", message)


def prepared(work: Path, *, outcome: str = "moved") -> Path:
    """What the nightly run leaves, made of the uncommitted changes, which are undone."""
    out = work.parent / "nightly"
    out.mkdir(exist_ok=True)
    git(work, "add", "--all")
    (out / "change.patch").write_text(git(work, "diff", "--cached", "--binary", "--no-renames", "HEAD"))
    git(work, "reset", "-q", "--hard")
    (out / "outcome").write_text(f"{outcome}\n")
    (out / "body.md").write_text("what moved")
    return out


def test_one_pull_request(checkout: Path) -> None:
    (checkout / "openapi" / "contract.yaml").write_text("new\n")
    (checkout / "openapi" / "history").mkdir()
    (checkout / "openapi" / "history" / "a b.yaml").write_text("new\n")
    server = Server()
    assert propose(server.api, prepared(checkout)) == "opened"
    ((method, path, sent),) = server.calls
    assert (method, path) == ("POST", "pulls")
    assert sent == {
        "title": github.TITLE,
        "body": f"{github._HINT}\n\nwhat moved",
        "head": "contract-update",
        "base": "main",
    }
    origin = checkout.parent / "origin.git"
    assert git(origin, "show", "contract-update:openapi/contract.yaml") == "new\n"
    assert git(origin, "show", "contract-update:openapi/history/a b.yaml") == "new\n"
    assert git(origin, "rev-list", "--count", "main..contract-update") == "1\n"


def test_it_is_rebuilt_and_never_appended_to(checkout: Path) -> None:
    (checkout / "openapi" / "contract.yaml").write_text("new\n")
    propose(Server().api, prepared(checkout))
    git(checkout, "checkout", "-q", "main")
    (checkout / "secret.py").write_text("y\n")
    commit(checkout, "main goes on")
    (checkout / "openapi" / "contract.yaml").write_text("newer\n")
    server = Server(pulls=[{"number": 5}])
    assert propose(server.api, prepared(checkout)) == "updated"
    assert [call[:2] for call in server.calls] == [("PATCH", "pulls/5")]
    origin = checkout.parent / "origin.git"
    assert git(origin, "show", "contract-update:openapi/contract.yaml") == "newer\n"
    assert git(origin, "log", "--format=%s", "contract-update").splitlines() == [github.TITLE, "main goes on", "first"]


@pytest.mark.parametrize(("outcome", "pulls", "said", "calls"), [
    ("unchanged", [], "nothing to propose", []),
    ("unchanged", [{"number": 5}], "closed", [("PATCH", "pulls/5", {"state": "closed"})]),
    ("not the document", [{"number": 5}], "nothing to propose", []),
])  # fmt: skip
def test_a_night_without_news(checkout: Path, outcome: str, pulls: list[Any], said: str, calls: list[Any]) -> None:
    server = Server(pulls=pulls)
    assert propose(server.api, prepared(checkout, outcome=outcome)) == said
    assert server.calls == calls
    assert "contract-update" not in git(checkout.parent / "origin.git", "branch", "--list")


def test_a_patch_that_touches_something_else(checkout: Path) -> None:
    (checkout / "openapi" / "contract.yaml").write_text("new\n")
    (checkout / "secret.py").write_text("stolen\n")
    with pytest.raises(GitHubError, match=r"touches 'secret\.py'"):
        propose(Server().api, prepared(checkout))


def test_a_patch_that_makes_a_link(checkout: Path) -> None:
    (checkout / "openapi" / "link").symlink_to("/etc/passwd")
    with pytest.raises(GitHubError, match="more than change plain files"):
        propose(Server().api, prepared(checkout))


def test_a_patch_that_makes_a_program(checkout: Path) -> None:
    (checkout / "openapi" / "run").write_text("x\n")
    (checkout / "openapi" / "run").chmod(0o755)
    with pytest.raises(GitHubError, match="more than change plain files"):
        propose(Server().api, prepared(checkout))


@pytest.mark.parametrize("name", ["openapi/../../x", "/etc/x", ".github/workflows/x.yml", "openapi.py"])
def test_a_patch_that_was_written_by_hand(checkout: Path, name: str) -> None:
    out = prepared(checkout)
    (out / "change.patch").write_text(
        f"diff --git a/{name} b/{name}\nnew file mode 100644\n--- /dev/null\n+++ b/{name}\n@@ -0,0 +1 @@\n+x\n"
    )
    with pytest.raises(GitHubError):
        propose(Server().api, out)


def test_a_checkout_of_no_branch(checkout: Path) -> None:
    (checkout / "openapi" / "contract.yaml").write_text("new\n")
    out = prepared(checkout)
    git(checkout, "checkout", "-q", "--detach")
    with pytest.raises(GitHubError, match="no branch is checked out"):
        propose(Server().api, out)


def test_an_empty_patch(checkout: Path) -> None:
    with pytest.raises(GitHubError):
        propose(Server().api, prepared(checkout))


def test_the_command(checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    assert github.main(["propose", "nowhere"]) == 1
    assert capsys.readouterr().err == "github: the environment has no GITHUB_API_URL\n"
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/name?x")
    monkeypatch.setenv("GITHUB_TOKEN", "hidden-token")
    assert github.main(["propose", "nowhere"]) == 1
    assert capsys.readouterr().err == "github: GITHUB_REPOSITORY isn't owner/name\n"
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/name")
    (checkout / "comment.md").write_text("x")
    assert github.main(["comment", "comment.md", "--pull-request", "3"]) == 1
    assert capsys.readouterr().err == "github: GET issues/3/comments: ConnectError\n"


def test_the_token_is_in_no_argument(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    run = subprocess.run

    def watched(command: list[str], **options: Any) -> Any:
        seen.append(command)
        return run(command, **options)

    monkeypatch.setenv("GITHUB_TOKEN", "hidden-token")
    monkeypatch.setattr(subprocess, "run", watched)
    (checkout / "openapi" / "contract.yaml").write_text("new\n")
    out = prepared(checkout)
    seen.clear()
    propose(Server().api, out)
    assert any("push" in command for command in seen)
    assert "hidden-token" not in str(seen)
    assert "hidden-token" not in (checkout / ".git" / "config").read_text()
