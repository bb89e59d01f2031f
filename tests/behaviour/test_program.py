"""The promise itself: one program, and the same result from every kind of server.

The stability suite runs this file against the client of every revision of the published document.
"""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from realtime_sessions import Endpoint, RealtimeSessions, UnexpectedReplyError
from realtime_sessions.sandbox import Profile, Sandbox

PROGRAM = Path(__file__).with_name("program.py")
PRINTED = """\
gpt-realtime-2.1 marin audio text
instructions: Be brief. turns: low
key: ek_ expired: False minutes: 10
"""


def _run(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0000000000000000")
    monkeypatch.setenv("OPENAI_BASE_URL", box.base_url)
    if box.profile in {Profile.AZURE, Profile.AZURE_PREVIEW}:
        monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", box.azure_endpoint)
        monkeypatch.setenv("AZURE_PREVIEW", "1" if box.profile is Profile.AZURE_PREVIEW else "0")
    runpy.run_path(str(PROGRAM), run_name="__main__")


@pytest.mark.parametrize("profile", list(Profile))
def test_the_program_prints_the_same(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Sandbox(profile) as box:
        _run(box, monkeypatch)
    assert capsys.readouterr().out == PRINTED


def test_where_the_server_gives_no_key_the_typed_error_says_so() -> None:
    with (
        Sandbox(Profile.PUBLISHED) as box,
        RealtimeSessions("sk-test-0000000000000000", base_url=box.base_url, endpoint=Endpoint.FLAT) as client,
        pytest.raises(UnexpectedReplyError, match="no client secret"),
    ):
        client.create()


def test_the_program_names_no_revision() -> None:
    text = PROGRAM.read_text(encoding="utf-8")
    assert "20" not in text
    assert "/realtime/" not in text
