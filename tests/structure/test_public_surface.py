"""Nothing that users rely on changes without the changelog saying so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import realtime_sessions
from scripts import surface as command
from scripts.conformance.public import surface
from scripts.pipeline.paths import ROOT
from scripts.surface import CHANGELOG, breaking, main, recorded, released, unannounced

TYPING = ROOT / "tests" / "typing"
SAID = "# Changelog\n\n## [Unreleased]\n\n### Changed\n\n- `Mint.create` takes a voice.\n\n## [0.1.0]\n\n### Removed\n\n- `Mint`\n"
SOURCE = '''
__all__ = ["Mint"]
class Mint:
    """Mints."""
    kind: str = "flat"
    def __init__(self, key: str | None = None, *, strict: bool = False) -> None: ...
    def create(self, *, model: str = "a") -> int: ...
    def _private(self) -> None: ...
'''


def test_nothing_breaks_a_caller_unless_the_changelog_says_so() -> None:
    wrong = unannounced(breaking(recorded(), surface()), CHANGELOG.read_text(encoding="utf-8"))
    assert not wrong, (
        "\n" + "\n".join(wrong) + "\n\nname each in CHANGELOG.md under Changed or Removed, in backticks; "
        "before the first release, record anew: python -m scripts.surface --record"
    )


def test_every_public_name_is_recorded() -> None:
    missing = set(realtime_sessions.__all__) - recorded().keys()
    assert not missing, "python -m scripts.surface --record"


def test_each_release_has_left_its_typing_tests() -> None:
    for version in released(CHANGELOG.read_text(encoding="utf-8")):
        kept = TYPING / "released" / f"v{version.replace('.', '_').replace('-', '_')}.py"
        assert kept.exists(), f"cp tests/typing/api.py {kept.relative_to(ROOT)}"


def _surface(tmp_path: Path, source: str) -> dict[str, str]:
    (tmp_path / "mint").mkdir(exist_ok=True)
    (tmp_path / "mint" / "__init__.py").write_text(source, encoding="utf-8")
    return surface(tmp_path, "mint")


def test_what_is_recorded(tmp_path: Path) -> None:
    assert _surface(tmp_path, SOURCE) == {
        "Mint": "class()",
        "Mint()": "-> None",
        "Mint(key)": "positional or keyword 1: str | None = None",
        "Mint(strict)": "keyword-only: bool = False",
        "Mint.create()": "-> int",
        "Mint.create(model)": "keyword-only: str = 'a'",
        "Mint.kind": "attribute: str = 'flat'",
    }


BREAKS = {
    "a name is gone": ('__all__ = ["Mint"]', "__all__ = []", "Mint.create() is gone"),
    "a method is gone": ("def create", "def made", "Mint.create() is gone"),
    "a parameter is gone": ("*, model: str", "*, name: str", "Mint.create(model) is gone"),
    "a parameter is required": ("model: str = ", "voice: str, model: str = ", "Mint.create(voice) is required"),
    "a default changed": (
        'model: str = "a"',
        'model: str = "b"',
        "keyword-only: str = 'a', is keyword-only: str = 'b'",
    ),
    "a type changed": ("model: str", "model: int", "Mint.create(model) was"),
    "a result changed": ("-> int", "-> str", "Mint.create() was -> int, is -> str"),
    "positional became keyword": (
        "self, key: str | None = None, *",
        "self, *, key: str | None = None",
        "Mint(key) was positional or keyword 1",
    ),
    "an attribute is gone": ("kind:", "_kind:", "Mint.kind is gone"),
}


OPTIONS = '''
__all__ = ["Mint"]
class Mint:
    """Mints."""
    def create(self, *, voice: parts.Voice = "a", **options: Unpack[Options]) -> int: ...
'''
PARTS = '''
if TYPE_CHECKING:
    class Of(TypedDict):
        """Of a call."""
        timeout: float
    class Options(Of, total=False):
        """More."""
        retries: Query
Voice: TypeAlias = "Literal['a', 'b'] | VoiceDict"
Query = dict[str, str]
class VoiceDict(TypedDict, total=False):
    """A voice."""
    id: Required[str]
    speed: int
'''


def _with_parts(tmp_path: Path, parts: str) -> dict[str, str]:
    (tmp_path / "mint").mkdir(exist_ok=True)
    (tmp_path / "mint" / "parts.py").write_text(parts, encoding="utf-8")
    return _surface(tmp_path, OPTIONS)


def test_options_aliases_and_mappings_are_recorded_with_what_they_stand_for(tmp_path: Path) -> None:
    found = _with_parts(tmp_path, PARTS)
    assert found["Mint.create(retries)"] == "option: Query = ..."
    assert found["Mint.create(timeout)"] == "option: float = ..."
    assert found["Query"] == "alias: dict[str, str]"
    assert (found["VoiceDict.id"], found["VoiceDict.speed"]) == ("key: Required[str]", "key: int")
    real = surface()
    assert "RealtimeSessions.create(extra_query)" in real
    assert "whisper-1" not in real["InputAudioTranscriptionDict.model"]
    assert real["ServerVadDict.threshold"] == "key: float"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("'a', 'b'", "'a', 'b', 'c'", ""),
        ("'a', 'b'", "'a'", "Voice was alias"),
        (" | VoiceDict", "", "VoiceDict is gone"),
        ("speed: int", "speed: int | None", ""),
        ("speed: int", "speed: Required[int]", "VoiceDict.speed was key: int"),
        ("speed: int", "speed: int; more: int", ""),
        ("speed: int", "speed: int; more: Required[int]", "VoiceDict.more is required"),
        ("speed: int", "pace: int", "VoiceDict.speed is gone"),
        ("timeout: float", "limit: float", "Mint.create(timeout) is gone"),
    ],
)
def test_a_type_may_widen_and_not_narrow(old: str, new: str, message: str, tmp_path: Path) -> None:
    said = breaking(_with_parts(tmp_path, PARTS), _with_parts(tmp_path, PARTS.replace(old, new)))
    assert any(message in text for text in said.values()) if message else said == {}, said


@pytest.mark.parametrize("case", BREAKS)
def test_what_breaks_a_caller(case: str, tmp_path: Path) -> None:
    old, new, message = BREAKS[case]
    changed = SOURCE.replace(old, new)
    said = breaking(_surface(tmp_path, SOURCE), _surface(tmp_path, changed))
    assert any(message in text for text in said.values()), said


def test_what_is_added_breaks_nobody(tmp_path: Path) -> None:
    more = (
        SOURCE.replace("model: str", "voice: str = '', model: str") + "    def other(self, needed: int) -> None: ...\n"
    )
    assert breaking(_surface(tmp_path, SOURCE), _surface(tmp_path, more)) == {}


def test_the_changelog_allows_what_it_names_in_its_newest_part() -> None:
    assert unannounced({"Mint.create(voice)": "a", "Mint.kind": "b"}, SAID) == ["b"]
    assert unannounced({"Mint": "c"}, SAID) == ["c"]
    assert released(SAID) == ["0.1.0"]


def test_the_record_is_not_overwritten_by_an_unannounced_break(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record, changelog = tmp_path / "record.json", tmp_path / "CHANGELOG.md"
    record.write_text(json.dumps({**recorded(), "Gone": "class()"}), encoding="utf-8")
    changelog.write_text(SAID, encoding="utf-8")
    monkeypatch.setattr(command, "RECORD", record)
    monkeypatch.setattr(command, "CHANGELOG", changelog)
    monkeypatch.setattr(command, "ROOT", tmp_path)
    assert main(["--record"]) == 1
    assert "breaks callers: Gone is gone" in capsys.readouterr().err
    changelog.write_text(SAID.replace("`Mint.create`", "`Gone`"), encoding="utf-8")
    assert main(["--record"]) == 0
    assert json.loads(record.read_text(encoding="utf-8")) == surface()
