"""The command line: every outcome has its exit code, and the report alone goes to standard output."""

from __future__ import annotations

import errno
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from scripts.contract_diff.__main__ import main
from scripts.contract_diff.report.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
BASE = """\
openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /mint:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                speed: {type: number, maximum: 2}
                voice: {type: string, enum: [ash, sage]}
      responses: {"200": {description: fine}}
  /other:
    get:
      responses: {"200": {description: fine}}
"""
HEAD = BASE.replace("maximum: 2", "maximum: 1.5")


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "CONTRACT_DIFF_TRACEBACK", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("base.yaml").write_text(BASE)
    Path("head.yaml").write_text(HEAD)
    Path("head.json").write_text(json.dumps(yaml.safe_load(HEAD)))
    Path("broken.yaml").write_text("error code: 524")


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "scripts.contract_diff", *arguments],
        capture_output=True, text=True, check=False, env=environment | options.pop("env", {}), **options,
    )  # fmt: skip


def test_clean() -> None:
    done = run("base.yaml", "base.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "safe (practical) · safe (strict)" in done.stdout


def test_breaking() -> None:
    done = run("base.yaml", "head.yaml")
    assert (done.returncode, done.stderr) == (1, "")
    assert "BREAKING  POST /mint · request" in done.stdout
    assert "head.yaml:13" in done.stdout


def test_the_way_back_is_clean() -> None:
    assert run("head.json", "base.yaml").returncode == 0


@pytest.mark.parametrize(("fail_on", "code"), [("breaking", 1), ("risky", 1), ("never", 0)])
def test_threshold(fail_on: str, code: int) -> None:
    assert main(["base.yaml", "head.yaml", "--fail-on", fail_on]) == code


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_of_a_real_comparison(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["base.yaml", "head.json", "--format", form]) == 1
    assert "POST /mint" in capfd.readouterr().out


def test_only_some_operations(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["base.yaml", "head.yaml", "--operation", "get /other"]) == 0
    assert (
        main(["base.yaml", "head.yaml", "--operation", "GET /other", "--operation", "POST /mint", "--format", "json"])
        == 1
    )
    out = capfd.readouterr().out
    assert sorted(json.loads(out[out.index("{") :])["operations"]) == ["GET /other", "POST /mint"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["base.yaml"], "required: HEAD"),
        (["base.yaml", "head.yaml", "--format", "pdf"], "invalid choice: 'pdf'"),
        (["base.yaml", "head.yaml", "--form", "json"], "unrecognized arguments"),
        (["base.yaml", "head.yaml", "--operation", "/mint"], 'or "webhook METHOD name", not /mint'),
        (["base.yaml", "head.yaml", "--operation", "POST /gone"], "neither document has the operation POST /gone"),
        (["base.yaml", "head.yaml", "--operation", "PUT /mint"], "neither document has the operation PUT /mint"),
        (["base.yaml", "head.yaml", "--accept", "gone.yaml"], "gone.yaml: can't be read"),
        (["base.yaml", "head.yaml", "--accept", "broken.yaml"], "expected one list named `accepted`"),
        (["base.yaml", "head.yaml", "--output", "gone/report"], "gone/report: can't be written"),
        (["base.yaml", "head.yaml", "--output", "."], ".: can't be written"),
    ],
)
def test_usage(arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


@pytest.mark.parametrize(
    "names", [("broken.yaml", "head.yaml"), ("base.yaml", "broken.yaml"), ("gone.yaml", "base.yaml")]
)
def test_unreadable(names: tuple[str, str]) -> None:
    done = run(*names)
    assert (done.returncode, done.stdout) == (3, "")
    assert len(done.stderr.splitlines()) == 1


ITEMS = """\
openapi: 3.2.0
paths:
  /a: {summary: s, parameters: [], get: null, additionalOperations: {COPY: {responses: {}}}}
  /b: {$ref: "#/paths/~1a", put: {responses: {}}}
"""


WANTED = {"COPY /a": 0, "copy /b": 0, "PUT /b": 0, "PARAMETERS /a": 2, "SUMMARY /a": 2, "GET /a": 2}


@pytest.mark.parametrize(("operation", "code"), WANTED.items())
def test_only_an_operation_can_be_asked_for(operation: str, code: int, capfd: pytest.CaptureFixture[str]) -> None:
    Path("items.yaml").write_text(ITEMS)
    assert main(["items.yaml", "items.yaml", "--operation", operation]) == code
    assert ("1 operation compared" in capfd.readouterr().out) == (code == 0)


def test_a_path_item_that_refers_to_itself() -> None:
    Path("loop.yaml").write_text("openapi: 3.1.0\npaths:\n  /a: {$ref: '#/paths/~1a'}\n")
    assert main(["loop.yaml", "base.yaml", "--operation", "GET /a"]) == 2


def test_internal_errors(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a payload \x1b[31m was missed\nmore")

    monkeypatch.setattr("scripts.contract_diff.compare.full_report", broken)
    assert main(["base.yaml", "head.yaml"]) == 4
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "contract_diff: internal error: RuntimeError: a payload \\x1b[31m was missed"
        " (set CONTRACT_DIFF_TRACEBACK=1 to see where)\n"
    )
    monkeypatch.setenv("CONTRACT_DIFF_TRACEBACK", "1")
    assert main(["base.yaml", "head.yaml"]) == 4
    assert "Traceback" in capfd.readouterr().err


def test_an_agreement_lets_it_pass(capfd: pytest.CaptureFixture[str]) -> None:
    main(["base.yaml", "head.yaml", "--format", "json"])
    findings = json.loads(capfd.readouterr().out)["findings"]
    Path("accepted.yaml").write_text(
        json.dumps(
            {
                "accepted": [
                    {"id": one["id"], "digest": one["digest"], "who": "Ada", "why": "fine", "until": "2999-01-01"}
                    for one in findings
                ]
            }
        )
    )
    done = run("base.yaml", "head.yaml", "--accept", "accepted.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "BREAKING (accepted)" in done.stdout
    stale = run("base.yaml", "base.yaml", "--accept", "accepted.yaml")
    assert stale.returncode == 0
    assert "matches no finding" in stale.stdout


def test_output_to_a_file() -> None:
    done = run("base.yaml", "head.yaml", "--format", "sarif", "--output", "report.sarif")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert json.loads(Path("report.sarif").read_text())["version"] == "2.1.0"


def test_more_forms_from_one_comparison(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["base.yaml", "head.yaml", "--also", "json=a.json", "--also", "markdown=b.md"]) == 1
    assert json.loads(Path("a.json").read_text())["verdict"]["strict"] == "breaking"
    assert Path("b.md").read_text().startswith("<!-- contract-diff -->")
    assert "BREAKING" in capfd.readouterr().out


@pytest.mark.parametrize("given", ["json", "json=", "pdf=x", "=x"])
def test_forms_that_are_none(given: str) -> None:
    assert main(["base.yaml", "head.yaml", "--also", given]) == 2


def test_whoever_reads_may_stop_reading() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "scripts.contract_diff", "base.yaml", "head.yaml"],
        stdout=writer, stderr=subprocess.PIPE, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_terminal_without_unicode() -> None:
    done = run(
        "base.yaml", "head.yaml", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (1, "")


def on_a_terminal(*arguments: str, **environment: str) -> str:
    control, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.contract_diff", *arguments],
        stdout=terminal, stderr=terminal, env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"} | environment,
    )  # fmt: skip
    os.close(terminal)
    out = b"".join(chunks(control))
    os.close(control)
    process.wait()
    return out.decode()


def chunks(control: int) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(control, 65536)
        except OSError as error:  # how Linux says that the other end is closed
            if error.errno != errno.EIO:
                raise
            return
        if not chunk:
            return
        yield chunk


def test_colour_on_a_terminal_only() -> None:
    assert "\x1b[31;1mBREAKING" in on_a_terminal("base.yaml", "head.yaml")
    assert "\x1b[" not in on_a_terminal("base.yaml", "head.yaml", NO_COLOR="1")
    assert "\x1b[" not in on_a_terminal("base.yaml", "head.yaml", TERM="dumb")
    assert "\x1b[" not in on_a_terminal("base.yaml", "head.yaml", "--format", "json")
    assert "\x1b[" not in run("base.yaml", "head.yaml").stdout


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_documents(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    evil = "\x1b[2J</script>\r\n::error::x\u202e`@all"
    documents = {
        name: {
            "openapi": "3.1.0",
            "paths": {
                f"/{evil}": {
                    "post": {
                        "requestBody": {
                            "content": {"application/json": {"schema": {"properties": {evil: {"enum": values}}}}}
                        },
                        "responses": {"200": {"description": evil}},
                    }
                }
            },
        }
        for name, values in (("evil-base.json", [evil, f"{evil}2"]), ("evil-head.json", [evil]))
    }
    for name, data in documents.items():
        Path(name).write_text(json.dumps(data))
    assert main(["evil-base.json", "evil-head.json", "--format", form]) == 1
    out = capfd.readouterr().out
    assert {char for char in out if not char.isprintable()} <= {"\n"}
    assert not [line for line in out.splitlines() if line.strip().startswith("::error::x")]


def test_no_connection_is_ever_made() -> None:
    # whatever would open a socket ends the process with another code
    guard = "import sys; sys.addaudithook(lambda event, _: sys.exit(9) if event.startswith('socket.') else None)"
    code = f"{guard}; from scripts.contract_diff.__main__ import main; sys.exit(main(['base.yaml', 'head.yaml']))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert (done.returncode, done.stderr) == (1, b"")
