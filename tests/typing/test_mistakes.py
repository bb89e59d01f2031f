"""Type checkers find the mistakes that users make: at least 36 of 40, and all that the official SDK's types let them find."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from scripts.pipeline.paths import ROOT
from tests.typing.mistakes import MISTAKES

OURS = """from datetime import timedelta
from realtime_sessions import OMITTED, AsyncRealtimeSessions, Endpoint, RealtimeSessions, SemanticVad, ServerVad, Session, Voice
"""
THEIRS = """from openai import AsyncOpenAI, OpenAI
from openai.types.realtime import ClientSecretCreateResponse
"""
OF_OURS = "client: RealtimeSessions, a_client: AsyncRealtimeSessions, session: Session"
OF_THEIRS = "client: OpenAI, a_client: AsyncOpenAI, secret: ClientSecretCreateResponse"
FILES = {
    "ours": (OURS, OF_OURS, [mistake.ours for mistake in MISTAKES]),
    "meant": (OURS, OF_OURS, [mistake.meant for mistake in MISTAKES]),
    "theirs": (THEIRS, OF_THEIRS, [mistake.theirs for mistake in MISTAKES]),
}
BEYOND_TYPES = {"speed=9", 'voice="mairn"', "a life out of bounds"}  # bounds and open sets: told when the call is made


def found(checker: str, *names: str) -> dict[str, dict[int, str]]:
    """What a checker says, by file and by the mistake's number."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        first = {}
        for name in names:
            imports, parameters, statements = FILES[name]
            bodies = [
                f"def mistake_{number}({parameters}) -> None: {statement or 'pass'}"
                for number, statement in enumerate(statements)
            ]
            first[name] = imports.count("\n") + 1
            (folder / f"{name}.py").write_text(imports + "\n".join(bodies) + "\n", encoding="utf-8")
        lines = _mypy(folder, names) if checker == "mypy" else _pyright(folder)
    said: dict[str, dict[int, str]] = {name: {} for name in names}
    for name, line, text in lines:
        said[name].setdefault(line - first[name], text)
    return said


def _mypy(folder: Path, names: tuple[str, ...]) -> list[tuple[str, int, str]]:
    (folder / "mypy.ini").write_text(f"[mypy]\nmypy_path = {ROOT / 'wrapper'}:{ROOT / 'generated'}\n")
    done = _run(["-m", "mypy", "--strict", "--no-incremental", *(f"{name}.py" for name in names)], folder)
    assert done.returncode == 1, done.stdout + done.stderr
    matches = re.findall(r"^(\w+)\.py:(\d+): error: (.+)$", done.stdout, re.MULTILINE)
    return [(name, int(line), text) for name, line, text in matches]


def _pyright(folder: Path) -> list[tuple[str, int, str]]:
    settings = {"extraPaths": [str(ROOT / "wrapper"), str(ROOT / "generated")], "typeCheckingMode": "standard"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    done = _run(["-m", "pyright", "--outputjson", "--pythonpath", sys.executable], folder)
    told = json.loads(done.stdout)["generalDiagnostics"]
    return [
        (Path(each["file"]).stem, each["range"]["start"]["line"] + 1, each["message"])
        for each in told
        if each["severity"] == "error"
    ]


def _run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=folder, check=False, capture_output=True, text=True, timeout=240
    )


def mistakes(numbers: dict[int, str]) -> set[str]:
    return {MISTAKES[number].name for number in numbers}


each_checker = pytest.mark.parametrize("checker", ["mypy", "pyright"])


def test_there_are_forty_and_no_two_are_one() -> None:
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES) == 40
    assert all(mistake.ours != mistake.meant for mistake in MISTAKES)


@each_checker
def test_what_a_type_can_say_is_found_and_what_was_meant_is_right(checker: str) -> None:
    said = found(checker, "ours", "meant")
    assert {MISTAKES[number].meant: text for number, text in said["meant"].items()} == {}
    assert {mistake.name for mistake in MISTAKES} - mistakes(said["ours"]) == BEYOND_TYPES


@pytest.mark.full  # reading the official SDK's types is most of the work
@each_checker
def test_what_the_official_sdk_finds_is_found(checker: str) -> None:
    said = found(checker, "ours", "theirs")
    theirs = mistakes(said["theirs"])
    assert len(theirs) >= 25
    assert theirs - mistakes(said["ours"]) == set()
