"""`realtime-sessions create`: options from the table, a masked key, and an exit status for each class of error."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from realtime_sessions import Voice, cli, errors
from realtime_sessions.cli import create, options
from realtime_sessions.explaining.refusal import for_status
from realtime_sessions.parameters.table import PARAMETERS
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.test_retries import answer_nested, server

API_KEY = "sk-test-command-00000000"
ROWS = PARAMETERS["realtime"]


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    with Sandbox(profile="both") as found:
        monkeypatch.setenv("OPENAI_API_KEY", API_KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", found.base_url)
        yield found


def test_a_key_is_minted_and_masked(box: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["create", "--voice", "marin", "--input-audio-transcription", "null"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert re.search(r"^value +\*\*\*  \(--show-secret prints it\)$", told.out, re.MULTILINE)
    assert re.search(r"^voice +marin$", told.out, re.MULTILINE)
    assert "ek_" not in told.out
    assert box.requests[-1].body["session"]["audio"] == {
        "output": {"voice": "marin"},
        "input": {"transcription": None},
    }


def test_the_key_is_shown_to_who_asks(box: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["create", "--show-secret", "--json", "--expires-after", "60"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert box.check(told["value"]) == "valid"
    assert set(told) == {"value", "expires_at", "request_id", "session"}
    assert told["session"]["endpoint"] == "nested"
    assert cli.main(["create", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["value"] == "***"


def test_what_the_server_did_not_say_has_no_row(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", API_KEY)
    with server(answer_nested) as url:
        assert cli.main(["create", "--base-url", url]) == 0
    told = capsys.readouterr().out
    assert "value" in told
    assert "request_id" not in told


def test_a_row_of_a_table(box: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["create", "--table", "--instructions", 'say "a, b"']) == 0
    ((status, reply),) = csv.reader(io.StringIO(capsys.readouterr().out))
    assert status == "200"
    assert json.loads(reply)["session"]["instructions"] == 'say "a, b"'
    box.fail_next(400, code="invalid_value", param="voice")
    assert cli.main(["create", "--table"]) == 11
    ((status, reply),) = csv.reader(io.StringIO(capsys.readouterr().out))
    assert (status, json.loads(reply)["error"]["code"]) == ("400", "invalid_value")
    assert cli.main(["create", "--table", "--speed", "9"]) == 3
    ((status, reply),) = csv.reader(io.StringIO(capsys.readouterr().out))
    assert (status, json.loads(reply)["error"]["param"]) == ("", "speed")


@pytest.mark.parametrize("endpoint", ["flat", "nested"])
def test_an_endpoint_is_chosen(box: Sandbox, endpoint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["create", "--endpoint", endpoint, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["session"]["endpoint"] == endpoint


def test_a_dry_run_sends_nothing_and_needs_no_key(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert (
        cli.main(["create", "--dry-run", "--voice", "marin", "--temperature", "0.7", "--safety-identifier", "u1"]) == 0
    )
    told = capsys.readouterr()
    assert json.loads(told.out) == {
        "method": "POST",
        "path": "/realtime/client_secrets",
        "headers": {"OpenAI-Safety-Identifier": "u1"},
        "body": {"session": {"type": "realtime", "model": "gpt-realtime-2.1", "audio": {"output": {"voice": "marin"}}}},
    }
    assert "no place for temperature" in told.err
    assert cli.main(["create", "--dry-run", "--temperature", "0.7", "--endpoint", "flat"]) == 0
    told = capsys.readouterr()
    assert (json.loads(told.out)["body"]["temperature"], told.err) == (0.7, "")


def test_a_secret_among_the_parameters_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    tools = [{"type": "mcp", "server_label": "a", "authorization": "hush-hush", "headers": {"X": "hush-hush"}}]
    assert cli.main(["create", "--dry-run", "--tools", json.dumps(tools)]) == 0
    told = json.loads(capsys.readouterr().out)["body"]["session"]["tools"][0]
    assert (told["authorization"], told["headers"]) == ("***", {"X": "***"})
    assert cli.main(["create", "--dry-run", "--show-secret", "--tools", json.dumps(tools)]) == 0
    assert json.loads(capsys.readouterr().out)["body"]["session"]["tools"] == tools


@pytest.mark.parametrize(
    "body",
    [{"voice": "marin", "speed": 1.1}, {"session": {"type": "realtime", "audio": {"output": {"voice": "marin", "speed": 1.1}}}}],
)  # fmt: skip
@pytest.mark.parametrize("where", ["file", "input"])
def test_a_body_is_read_and_options_lie_over_it(
    body: Any, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "body.json"
    path.write_text(json.dumps(body), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(body)))
    assert cli.main(["create", "--dry-run", "--body", str(path) if where == "file" else "-", "--speed", "1.5"]) == 0
    sent = json.loads(capsys.readouterr().out)["body"]["session"]
    assert sent["audio"]["output"] == {"voice": "marin", "speed": 1.5}


@pytest.mark.parametrize(
    ("text", "status"), [(b"{", 3), (b"[]", 3), (b'{"voise": 1}', 3), (b"\xff\xfe{", 3), (b"[" * 100_000, 3), (None, 2)]
)
def test_a_body_that_is_none_is_one_line(
    text: bytes | None, status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "body.json"
    if text is not None:
        path.write_bytes(text)
    assert cli.main(["create", "--dry-run", "--body", str(path)]) == status
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)


def every(cls: type[errors.RealtimeSessionsError]) -> Iterator[type[errors.RealtimeSessionsError]]:
    yield cls
    for one in cls.__subclasses__():
        yield from every(one)


def test_every_class_of_error_has_an_exit_status_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    own = {cls for cls in every(errors.RealtimeSessionsError) if cls.__module__ == errors.__name__}
    assert set(create.EXITS) == own
    assert len(set(create.EXITS.values())) == len(own)
    assert not set(create.EXITS.values()) & {0, 2}
    with pytest.raises(SystemExit):
        cli.main(["create", "--help"])
    shown = capsys.readouterr().out
    for cls, status in create.EXITS.items():
        assert re.search(rf"^ +{status}  {cls.__name__}$", shown, re.MULTILINE)


def test_a_class_without_one_has_that_of_the_class_above() -> None:
    class NewError(errors.RateLimitError):
        pass

    assert create.exit_status(NewError("new")) == create.EXITS[errors.RateLimitError]


@pytest.mark.parametrize("status", [400, 401, 403, 409, 418, 422, 429, 500])
def test_a_refusal_ends_with_its_class_s_status(box: Sandbox, status: int, capsys: pytest.CaptureFixture[str]) -> None:
    box.fail_next(status, {"retry-after": None, "x-should-retry": "false"}, times=3, message="No.")
    expected = for_status(status)
    assert cli.main(["create", "--json"]) == create.EXITS[expected]
    told = capsys.readouterr()
    assert json.loads(told.out)["error"]["class"] == expected.__name__
    assert told.err.startswith(f"realtime-sessions: {expected.__name__}: ")
    assert told.err.count("\n") == 1
    assert API_KEY not in told.out + told.err


def test_no_server_and_no_key(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", API_KEY)
    base_url = "http://127.0.0.1:9/v1"
    assert cli.main(["create", "--base-url", base_url, "--timeout", "5"]) == create.EXITS[errors.APIConnectionError]
    monkeypatch.delenv("OPENAI_API_KEY")
    assert cli.main(["create", "--base-url", base_url]) == create.EXITS[errors.ConfigurationError]
    assert "OPENAI_API_KEY" in capsys.readouterr().err


def test_every_parameter_is_an_option_with_its_description(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["create", "--help"])
    assert caught.value.code == 0
    shown = " ".join(capsys.readouterr().out.split())
    for name, row in ROWS.items():
        assert options.option(name) in shown
        first = row["schema"].get("description", "").split(".")[0].split("None")[0]
        assert first.replace("-", "") in shown.replace("- ", "").replace("-", ""), name
    assert "from 0.25 to 1.5" in shown
    assert all(voice.value in shown for voice in Voice)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("voice", "marin", "marin"),
        ("voice", '{"id": "voice_1"}', {"id": "voice_1"}),
        ("voice", "null", "null"),
        ("instructions", "42", "42"),
        ("instructions", "[1]", "[1]"),
        ("speed", "1", 1),
        ("speed", "1.25", 1.25),
        ("speed", "fast", "fast"),
        ("max_response_output_tokens", "inf", "inf"),
        ("max_response_output_tokens", "200", 200),
        ("turn_detection", "null", None),
        ("tracing", "auto", "auto"),
        ("tracing", "null", None),
        ("modalities", "audio,text", ["audio", "text"]),
        ("modalities", '["text"]', ["text"]),
        ("parallel_tool_calls", "false", False),
    ],
)
def test_a_value_is_read_as_its_schema_has_it(name: str, text: str, value: Any) -> None:
    schema = ROWS[name]["schema"]
    found = options.read(schema, text)
    assert (found, type(found)) == (value, type(value))
    assert options.read(schema, options.write(schema, value)) == value


def test_help_and_a_dry_run_are_quick() -> None:
    """Neither loads what sends: an import is what takes the time."""
    code = """
import contextlib, io, sys
from realtime_sessions import cli
def loaded(*words):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        cli.main(words)
    return sorted({"httpx", "realtime_sessions_api", "uvicorn", "realtime_sessions.parameters.table"} & set(sys.modules))
print(loaded("--help"), loaded("sandbox", "--help"), loaded("create", "--help"), loaded("create", "--dry-run"))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] [] ['realtime_sessions.parameters.table'] ['realtime_sessions.parameters.table']"


def test_a_body_that_is_not_there_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["create", "--body", "nowhere.json"]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "realtime-sessions: can't read nowhere.json: No such file or directory\n")


def test_what_an_endpoint_cannot_express_is_said_beside_the_key(
    box: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    detection = json.dumps({"type": "server_vad", "idle_timeout_ms": 6000})
    assert cli.main(["create", "--endpoint", "flat", "--turn-detection", detection]) == 0
    assert "the flat endpoint can't express turn_detection.idle_timeout_ms" in capsys.readouterr().err


@pytest.mark.parametrize("body", [{"voice": "ash", "expires_after": 30}, {"voice": "ash", "safety_identifier": "u"}])
def test_a_body_may_have_the_options_names(
    body: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "body.json"
    file.write_text(json.dumps(body))
    assert cli.main(["create", "--dry-run", "--body", str(file)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["body"]["session"]["audio"]["output"]["voice"] == "ash"
    assert told["body"].get("expires_after", {}).get("seconds") == body.get("expires_after")
    assert told["headers"].get("OpenAI-Safety-Identifier") == body.get("safety_identifier")


@pytest.mark.parametrize("options", [["--dry-run"], ["--dry-run", "--temperature", "9"]])
def test_a_reader_that_leaves_is_no_traceback(options: list[str]) -> None:
    command = [sys.executable, "-m", "realtime_sessions.cli", "create", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert "Traceback" not in said
    assert (process.returncode, said) == (8, "") if len(options) == 1 else process.returncode == 3


@pytest.mark.parametrize("command", ["create --show-secret", "create --dry-run", "sandbox", "gateway --dev --port 0"])
def test_an_output_that_is_closed_is_no_success(box: Sandbox, command: str) -> None:
    """The key would be lost in silence."""
    words = f"{shlex.quote(sys.executable)} -m realtime_sessions.cli {command}"
    done = subprocess.run(["sh", "-c", f"{words} >&-"], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (8, "")
    assert done.stderr == "realtime-sessions: the output can't be written: it is closed\n"


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full"])
def test_a_remark_that_nobody_can_read_is_not_in_the_output(box: Sandbox, closed: str) -> None:
    words = f"{shlex.quote(sys.executable)} -m realtime_sessions.cli create --json --temperature 1 --endpoint nested"
    done = subprocess.run(["sh", "-c", f"{words} {closed}"], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, json.loads(done.stdout)["value"]) == (0, "***")
    done = subprocess.run(["sh", "-c", f"{words} --speed 9 {closed}"], capture_output=True, text=True, check=False)
    assert (done.returncode, list(json.loads(done.stdout))) == (3, ["error"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("create --voise marin", "--voise isn't taken; did you mean --voice? ("),
        ("create --base_url=x", "--base_url=x isn't taken; did you mean --base-url? ("),
        ("create voice", "voice isn't taken ("),
        ("create --json --table", "not allowed with argument --json"),
        ("create --timeout soon", "invalid float value: 'soon'"),
        ("sandbox --prot 1", "--prot isn't taken; did you mean --port? ("),
        ("gateway --port 65536", "'65536' is not a port: 0 to 65535"),
        ("gateway --developer", "--developer isn't taken; did you mean --dev? ("),
        ("mint", "invalid choice: 'mint'"),
    ],
)
def test_a_command_that_can_not_be_read_is_one_line(words: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(words.split())
    told = capsys.readouterr()
    assert (caught.value.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert said in told.err
    assert "--help says what it takes" in told.err


def test_what_only_a_program_can_do_is_not_told_at_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "body.json"
    for body, said in (('{"voise": 1}', "did you mean voice?"), ('{"speed": null}', "leave it out")):
        file.write_text(body)
        assert cli.main(["create", "--dry-run", "--json", "--body", str(file)]) == 3
        told = "".join(capsys.readouterr())
        assert said in told
        assert "extra_body" not in told
        assert "OMITTED" not in told


def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    code = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (0, 0)); from realtime_sessions import cli; "
    command = [sys.executable, "-c", f"{code} raise SystemExit(cli.main(['create', '--dry-run']))"]
    own = {name: value for name, value in os.environ.items() if not name.startswith("COV")}  # coverage writes files too
    with (tmp_path / "full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=own)
    assert (done.returncode, done.stderr.count("\n")) == (8, 1)
    assert "can't be written" in done.stderr
