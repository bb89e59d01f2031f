"""Put a comment on a pull request, and open or rebuild a pull request of our own.

This is the only code that holds a token which may write. It runs no code that came with a document or
a pull request. It applies a prepared patch only inside the folders that an update may touch, and it
replaces what it wrote before instead of adding to it.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from scripts.contract_diff.report.as_markdown import CLEAN, MARK

BRANCH: Final = "contract-update"
TITLE: Final = "The published contract moved"
_HINT: Final = "_Checks don't start by themselves here: close and reopen this pull request to start them._"
AUTHOR: Final = ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
MAY_CHANGE: Final = ("openapi/", "generated/", "docs/", "wrapper/realtime_sessions/parameters/")
LONGEST: Final = 65_536
_SECONDS: Final = 30.0
_PAGE: Final = 100
# the token reaches git through the environment, not through its arguments or its configuration
_CREDENTIALS: Final = '!f() { test "$1" = get && echo "username=x-access-token" && echo "password=$GITHUB_TOKEN"; }; f'


class GitHubError(Exception):
    """What was wanted didn't happen; the message is one line."""


@dataclass(frozen=True)
class Api:
    """One repository."""

    repository: str
    client: httpx.Client

    def call(self, method: str, path: str, body: dict[str, Any] | None = None, **query: Any) -> Any:
        """The reply's data.

        Raises:
            GitHubError: there was none, or a refusal.
        """
        try:
            reply = self.client.request(method, f"/repos/{self.repository}/{path}", json=body, params=query or None)
        except httpx.HTTPError as error:
            raise GitHubError(f"{method} {path}: {type(error).__name__}") from error
        if reply.is_error:
            raise GitHubError(f"{method} {path}: answered with status {reply.status_code}")
        return reply.json()


def connect() -> Api:
    """The repository that the environment names, as workflows do."""
    try:
        url, repository, token = (os.environ[name] for name in ("GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN"))
    except KeyError as error:
        raise GitHubError(f"the environment has no {error.args[0]}") from error
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository):
        raise GitHubError("GITHUB_REPOSITORY isn't owner/name")
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}
    return Api(repository, httpx.Client(base_url=url, headers=headers, timeout=_SECONDS))


# --- a comment ---------------------------------------------------------------------------------


def comment(api: Api, pull_request: int, text: str) -> str:
    """Put the comment on the pull request in place of the one before it; says what was done."""
    text = _fitting(text)
    own = _own_comment(api, pull_request)
    if own is not None:
        api.call("PATCH", f"issues/comments/{own}", {"body": text})
        return "updated"
    if CLEAN in text:
        return "nothing to tell"
    api.call("POST", f"issues/{pull_request}/comments", {"body": text})
    return "written"


def _own_comment(api: Api, pull_request: int) -> int | None:
    page = 1
    while True:
        comments = api.call("GET", f"issues/{pull_request}/comments", per_page=_PAGE, page=page)
        for one in comments:
            # anyone can write the mark, but only bots are of this type
            if one["user"]["type"] == "Bot" and one["body"].startswith(MARK):
                return int(one["id"])
        if len(comments) < _PAGE:
            return None
        page += 1


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1]


# --- a pull request ----------------------------------------------------------------------------


def propose(api: Api, folder: Path) -> str:
    """Make the one pull request show what the nightly run found; says what was done."""
    outcome = _read(folder / "outcome").strip()
    known = api.call("GET", "pulls", head=f"{api.repository.split('/')[0]}:{BRANCH}", state="open")
    if outcome == "unchanged":
        # what was proposed is published no longer
        for one in known:
            api.call("PATCH", f"pulls/{one['number']}", {"state": "closed"})
        return "closed" if known else "nothing to propose"
    if outcome != "moved":
        return "nothing to propose"
    base = _git("branch", "--show-current").strip()
    if not base:
        raise GitHubError("no branch is checked out")
    body = _fitting(f"{_HINT}\n\n{_read(folder / 'body.md')}")
    rebuild(folder / "change.patch")
    if known:
        api.call("PATCH", f"pulls/{known[0]['number']}", {"title": TITLE, "body": body})
        return "updated"
    api.call("POST", "pulls", {"title": TITLE, "body": body, "head": BRANCH, "base": base})
    return "opened"


def rebuild(patch: Path) -> None:
    """Put one commit with the patch on top of what is checked out, in place of the branch's old state."""
    check_patch(patch)
    name, address = AUTHOR
    _git("checkout", "--quiet", "--force", "-B", BRANCH)
    _git("apply", "--index", "--whitespace=nowarn", str(patch.resolve()))
    identity = ["-c", f"user.name={name}", "-c", f"user.email={address}"]
    _git(*identity, "commit", "--quiet", "--no-verify", "--message", TITLE)
    # an empty entry first: no other helper of the machine is asked
    credentials = ["-c", "credential.helper=", "-c", f"credential.helper={_CREDENTIALS}"]
    _git(*credentials, "push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{BRANCH}")


def check_patch(patch: Path) -> None:
    """Refuse a patch that does more than an update does.

    Raises:
        GitHubError: it touches another folder, or makes something that isn't a plain file.
    """
    names = [line.split("\t", 2) for line in _git("apply", "--numstat", "-z", str(patch.resolve())).split("\0") if line]
    if not names:
        raise GitHubError("the patch changes nothing")
    for parts in names:
        name = parts[-1]
        if len(parts) != 3 or not name.startswith(MAY_CHANGE) or ".." in name.split("/"):  # noqa: PLR2004
            raise GitHubError(f"the patch touches {name!r}, which no update may")
    for line in _git("apply", "--summary", str(patch.resolve())).splitlines():
        if re.search(r"\bmode (?!100644\b)|mode change|\brename\b|\bcopy\b", line):
            raise GitHubError(f"the patch does more than change plain files: {line.strip()!r}")


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)  # noqa: S603, S607
    except OSError as error:
        raise GitHubError(f"git can't be run: {error.strerror}") from error
    if done.returncode != 0:
        said = ascii((done.stderr.strip().splitlines() or [""])[-1])[1:-1]
        raise GitHubError(f"git {next(one for one in arguments if one[0] != '-' and '=' not in one)}: {said}")
    return done.stdout


# --- the command -------------------------------------------------------------------------------


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GitHubError(f"{path}: can't be read") from error


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 when done, 1 when GitHub or git refused."""
    parser = argparse.ArgumentParser(prog="github", description="Tell GitHub what a workflow found.")
    commands = parser.add_subparsers(dest="command", required=True)
    commenting = commands.add_parser("comment", help="put a report on a pull request")
    commenting.add_argument("file", type=Path)
    commenting.add_argument("--pull-request", type=int, required=True)
    proposing = commands.add_parser("propose", help="open or rebuild the pull request of the nightly run")
    proposing.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    try:
        api = connect()
        with api.client:
            if options.command == "comment":
                done = comment(api, options.pull_request, _read(options.file))
            else:
                done = propose(api, options.folder)
    except GitHubError as error:
        print(f"github: {error}", file=sys.stderr)
        return 1
    print(f"{options.command}: {done}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
