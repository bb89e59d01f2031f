"""One recipe for an update: whole or not at all, one at a time, proven before it replaces anything."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scripts import update
from scripts.documents.fetch import Source, fetch
from scripts.documents.parse import parse
from scripts.documents.text import DocumentError
from scripts.pin import main as pin_main
from scripts.pipeline import journal, recipe
from scripts.pipeline.client import GenerateError
from scripts.pipeline.paths import HISTORY, OPENAPI
from scripts.pipeline.slices import pin
from scripts.revisions.kept import check_free
from tests.contract.test_nightly import session_of

NEWEST = max(HISTORY.glob("*.yaml"))
KILLED = """
import os, sys
from pathlib import Path
from scripts.pipeline import journal
journal.ROOT = Path(sys.argv[1])
left = int(sys.argv[2])
def counting(real):
    def act(self, *arguments, **options):
        global left
        if left == 0:
            os._exit(9)
        left -= 1
        return real(self, *arguments, **options)
    return act
Path.replace, Path.unlink = counting(Path.replace), counting(Path.unlink)
Path.write_bytes = counting(Path.write_bytes)
texts = {f"{name}/file": b"new" for name in ("a", "b", "c")}
journal.commit(texts, ["old/file"], Path(sys.argv[1]) / "place")
"""


def tree(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file() and "place" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text() for path in files}


def test_a_change_that_is_killed_anywhere_is_whole_once_the_next_command_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {"a/file": "old", "b/file": "old", "old/file": "old"}
    new = {"a/file": "new", "b/file": "new", "c/file": "new"}
    seen = set()
    for steps in range(20):
        root = tmp_path / str(steps)
        (root / "place").mkdir(parents=True)
        for name, text in old.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        done = subprocess.run([sys.executable, "-c", KILLED, str(root), str(steps)], check=False, cwd=Path.cwd())
        monkeypatch.setattr(journal, "ROOT", root)
        journal.recover(root / "place")
        found = tree(root)
        assert found in (old, new), steps
        seen.add(found == new)
        if done.returncode == 0:
            assert found == new
            break
        assert done.returncode == 9
    else:
        pytest.fail("it never ended by itself")
    assert seen == {False, True}


def test_the_second_of_two_is_refused_by_name(tmp_path: Path) -> None:
    with journal.alone(tmp_path), pytest.raises(journal.BusyError, match=str(os.getpid())), journal.alone(tmp_path):
        pass
    with journal.alone(tmp_path):
        pass


@pytest.fixture(scope="module")
def prepared() -> recipe.Prepared:
    source = fetch(str(NEWEST))
    return recipe.prepare(source, pin(source), "2099-01-01")


def test_everything_is_made_before_anything_is_written(prepared: recipe.Prepared) -> None:
    names = set(prepared.texts)
    assert {"openapi/pin.json", "openapi/history/2099-01-01.yaml", "openapi/contract.yaml"} <= names
    assert {"docs/contract-history.svg", "wrapper/realtime_sessions/parameters/table.py"} <= names
    assert json.loads(prepared.texts["openapi/pin.json"])["revision"] == "2099-01-01"
    assert not (HISTORY / "2099-01-01.yaml").exists()


def test_the_picture_knows_what_is_new() -> None:
    """It asks the wrapper what it absorbs: the one that will be there, not the one that draws."""
    document = parse(fetch(str(NEWEST)))
    session_of(document)["ambience"] = {"type": "string"}
    source = Source("spec.json", json.dumps(document).encode())
    drawn = recipe.prepare(source, pin(source), "2099-01-01").texts["docs/contract-history.svg"].decode()
    assert "Absorbed: ambience=." in drawn
    assert "Not absorbed" not in "".join(line for line in drawn.splitlines() if "session.ambience," in line)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("generated/realtime_sessions_api/api/default/mint_nested.py", b"import nothing_of_that_name"),
        ("wrapper/realtime_sessions/parameters/table.py", b"PARAMETERS = {}\nFIELDS = {}\n"),
        ("wrapper/realtime_sessions/parameters/types.py", b"class \xc3\xa9("),
    ],
)
def test_what_can_not_mint_replaces_nothing(prepared: recipe.Prepared, name: str, text: bytes) -> None:
    made: Any = prepared.made
    broken = type(made)(made.contract, made.table, {**made.texts, name: text}, made.provisional)
    with pytest.raises(GenerateError, match="can't be used"):
        recipe.prove(broken)


@pytest.mark.parametrize("label", ["", ".hidden", "../x", "a b", "²", "1" * 300, "x/y", "a\n"])
def test_a_label_that_can_not_be_kept_is_refused(label: str) -> None:
    source = fetch(str(NEWEST))
    with pytest.raises(DocumentError, match=r"^the revision .* names a file"):
        recipe.prepare(source, pin(source), label)


def test_a_label_that_another_document_has_is_refused_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def made(*_: object) -> None:
        pytest.fail("it went on")

    document = parse(fetch(str(NEWEST)))
    session_of(document)["field_of_no_document"] = {"type": "string"}
    (tmp_path / "spec.json").write_text(json.dumps(document))
    told = f"the revision '{NEWEST.stem}' is kept already"
    monkeypatch.setattr(update, "prepare", made)
    monkeypatch.setattr(update, "alone", lambda: journal.alone(tmp_path / "update"))  # one may be running these tests
    assert update.main([str(tmp_path / "spec.json"), "--revision", NEWEST.stem]) == 3
    assert told in capsys.readouterr().err
    for name in ("upstream", "history"):
        shutil.copytree(OPENAPI / name, tmp_path / name)
    assert pin_main([str(tmp_path / "spec.json"), "--revision", NEWEST.stem, "--openapi", str(tmp_path)]) == 3
    assert told in capsys.readouterr().err
    assert not (tmp_path / "pin.json").exists()


def test_a_label_is_good_for_the_document_that_has_it() -> None:
    for path in HISTORY.glob("*.yaml"):
        check_free(pin(fetch(str(path))), path.stem)


def test_what_a_session_shows_by_itself_is_new_and_nobodys_decision(prepared: recipe.Prepared) -> None:
    lines = [f"POST /x reply: {place}: added (string)" for place in ("session.model", "session.dropped", "usage")]
    other = replace(prepared, reports=[replace(prepared.reports[-1], moved=lines)])
    assert other.shown == lines[:1]
    assert lines[0] in other.told()["New, and usable at once"]
    assert set(other.decisions) - set(prepared.decisions) == {
        f"{line}. Look whether wrapper/realtime_sessions/session.py should show it." for line in lines[1:]
    }


def test_what_is_refused_from_now_on_is_told(prepared: recipe.Prepared) -> None:
    reports = [replace(found, narrower=["session.speed: maximum 2 → 1"]) for found in prepared.reports[-1:]]
    (line,) = set(replace(prepared, reports=reports).decisions) - set(prepared.decisions)
    assert line.startswith("session.speed: maximum 2 → 1. Calls that were taken are refused from now on")


def test_what_a_call_has_to_say_itself_is_told(prepared: recipe.Prepared) -> None:
    table = replace(prepared.made.table, left_to_calls=["session.audio.input.device"])
    other = replace(prepared, made=replace(prepared.made, table=table))
    (line,) = set(other.decisions) - set(prepared.decisions)
    assert line.startswith("session.audio.input.device is demanded wherever its part of a request stands")


def test_a_name_that_would_stand_for_another_place_stops(
    prepared: recipe.Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = prepared.made.table.kinds["realtime"]
    moved = {**rows, "instructions": replace(rows["instructions"], nested=("session", "elsewhere"))}
    del moved["tracing"]
    table = replace(prepared.made.table, kinds={**prepared.made.table.kinds, "realtime": moved})
    monkeypatch.setattr(recipe, "make", lambda _: replace(prepared.made, table=table))
    source = fetch(str(NEWEST))
    with pytest.raises(GenerateError) as caught:
        recipe.prepare(source, pin(source), "2099-01-01")
    assert "instructions in create is session.instructions, and would be session.elsewhere: " in str(caught.value)
    assert "tracing in create is session.tracing, and would be nothing: " in str(caught.value)


def test_a_session_without_a_type_is_told(prepared: recipe.Prepared) -> None:
    table = replace(prepared.made.table, unnamed=["an object with mode"])
    other = replace(prepared, made=replace(prepared.made, table=table))
    (line,) = set(other.decisions) - set(prepared.decisions)
    assert line.startswith("sessions of no type of their own (an object with mode): nothing mints one")


def test_names_that_python_or_a_file_can_not_have_stop_nothing() -> None:
    document = parse(fetch(str(NEWEST)))
    names = ["self", "__init__", "_private", "type_", "class", "a" * 300, "", "\u2028"]
    session = session_of(document)
    session |= {name: {"type": "string", "enum": ["x", "y"]} for name in names}
    deep = {"type": "object", "properties": {"c": {"type": "object", "properties": {"d": {"type": "string"}}}}}
    session |= {"b" * 300: deep, "from": deep}
    source = Source("spec.json", json.dumps(document).encode())
    decisions = recipe.prepare(source, pin(source), "2099-01-01").decisions
    assert any(line.startswith("session.self is session_self in create: one of x, y") for line in decisions)


def test_a_new_kind_of_session_is_told_and_nobody_has_it_yet() -> None:
    document = parse(fetch(str(NEWEST)))
    document["components"]["schemas"]["New"] = {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": ["translation"]}, "target": {"type": "string"}},
    }
    for schema in document["components"]["schemas"].values():
        sessions = schema.get("properties", {}).get("session", {})
        for word in {"anyOf", "oneOf"} & sessions.keys():
            sessions[word].append({"$ref": "#/components/schemas/New"})
    source = Source("spec.json", json.dumps(document).encode())
    decisions = recipe.prepare(source, pin(source), "2099-01-01").decisions
    assert any("no method mints one; write create_translation" in line for line in decisions)
    assert not any("in create_translation: " in line for line in decisions)
