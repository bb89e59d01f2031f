"""`make verify` and `make generate`, run in a copy of the project: each way the tree can be wrong is named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import generate as command
from scripts.pipeline.client import GenerateError, generate
from scripts.pipeline.contract import Contract
from scripts.pipeline.paths import ROOT
from tests.contract.test_pin import Snapshot, snapshot

CLIENT = "generated/realtime_sessions_api"
PARAMETERS = "wrapper/realtime_sessions/parameters"
PARTS = ("openapi", "generated", "scripts", "wrapper")
IDENTITY = ["-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false"]


class Project:
    """A copy of what generating needs, in a git repository of its own; it shares this project's interpreter."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._home = folder / ".git" / "home"

    def make(self) -> None:
        for name in PARTS:
            shutil.copytree(ROOT / name, self.folder / name, ignore=shutil.ignore_patterns("*.pyc.*", ".*"))
        shutil.copy(ROOT / ".gitignore", self.folder)
        self.git("init", "--quiet")
        self._home.mkdir()
        self.commit()

    def git(self, *words: str) -> str:
        environment = {**os.environ, "HOME": str(self._home), "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", *IDENTITY, *words], cwd=self.folder, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "copy")

    def run(self, *words: str, module: str = "scripts.generate") -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join(str(self.folder / name) for name in (".", "wrapper", "generated"))
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=self.folder,
            env={name: value for name, value in environment.items() if not name.startswith("COV")},
            check=False,
            capture_output=True,
            text=True,
        )

    def verify(self) -> str:
        """The complaint: empty where all is well."""
        done = self.run("--check")
        assert done.returncode == (1 if done.stderr else 0), done.stdout + done.stderr
        assert ("the overlay fits" in done.stdout) is (done.returncode == 0)
        return done.stderr

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{name} doesn't say {old!r}"
        (self.folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def products(self) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for part in ("generated", PARAMETERS):
            files = snapshot(self.folder / part).items()
            found |= {f"{part}/{name}": content for name, (content, _) in files if "__pycache__" not in name}
        return found | {"contract": (self.folder / "openapi/contract.yaml").read_bytes()}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Project:
    whole = Project(tmp_path_factory.mktemp("generate") / "copy")
    whole.make()
    whole.git("repack", "-qad")  # two files to copy in place of hundreds
    whole.git("prune-packed", "-q")
    return whole


@pytest.fixture
def project(copy: Project, tmp_path: Path) -> Project:
    return Project(shutil.copytree(copy.folder, tmp_path / "copy"))


def one_byte(project: Project) -> None:
    file = project.folder / CLIENT / "models" / "flat_request.py"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def test_each_thing_that_is_wrong_is_named_and_generating_mends_it(project: Project) -> None:
    clean = project.products()
    one_byte(project)
    (project.folder / CLIENT / "models" / "left_over.py").write_text("")
    (project.folder / "generated" / "left_over.txt").write_text("")
    (project.folder / CLIENT / ".coverage").write_text("")
    (project.folder / CLIENT / "client.py").unlink()
    (project.folder / PARAMETERS / "left_over.py").write_text("")
    (project.folder / PARAMETERS / "enums.py").unlink()
    (project.folder / PARAMETERS / "fields.py").write_text("class Broken(:\n")
    project.replace(f"{PARAMETERS}/table.py", "7200", "7201")
    project.replace("openapi/contract.yaml", "maximum: 7200", "maximum: 7201")
    project.commit()
    complaint = project.verify()
    for part in (
        f"{CLIENT}/models/flat_request.py: differs",
        f"{CLIENT}/models/left_over.py: isn't generated; it doesn't belong there",
        "generated/left_over.txt: isn't generated",
        f"{CLIENT}/.coverage: isn't generated",
        f"{CLIENT}/client.py: is missing",
        f"{PARAMETERS}/left_over.py: isn't generated",
        f"{PARAMETERS}/enums.py: is missing",
        f"{PARAMETERS}/fields.py: differs",
        f"{PARAMETERS}/table.py: differs",
        "openapi/contract.yaml: differs",
        "maximum: 7201",
        "`make generate` writes them anew",
    ):
        assert part in complaint

    done = project.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("applied ") > 10
    assert project.products() == clean
    assert "not committed:" in project.verify()
    project.commit()
    assert project.verify() == ""


def test_a_correction_that_no_longer_fits_is_named(project: Project) -> None:
    project.replace("openapi/overlay.yaml", "FlatRequest.properties.temperature\n", "FlatRequest.properties.warmth\n")
    idle = "  - {x-name: idle, description: x., target: $.paths, update: {}}\n"
    overlay = project.folder / "openapi/overlay.yaml"
    overlay.write_text(overlay.read_text(encoding="utf-8") + idle, encoding="utf-8")
    named = [
        "flat-temperature: nothing matches its target $.components.schemas.FlatRequest.properties.warmth",
        "idle: changes nothing any more",
    ]
    done = project.run()
    assert done.returncode == 1
    assert all(f"needs a person: {line}" in done.stderr for line in named)
    assert "no target          flat-temperature" in done.stdout
    assert "already satisfied  idle" in done.stdout


def test_a_repository_that_git_cannot_read_is_no_clean_tree(project: Project) -> None:
    (project.folder / ".git" / "HEAD").unlink()
    assert "git can't say what is committed" in project.verify()


def test_an_overlay_that_is_wrong_leaves_everything_as_it_was(project: Project) -> None:
    with (project.folder / "openapi/overlay.yaml").open("a") as file:
        file.write("\n  - {x-name: wrong, description: x, target: '$.a[', remove: true}\n")
    before = project.products()
    done = project.run()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("generate: wrong: '$.a[' isn't JSONPath")
    assert project.products() == before


def test_a_contract_that_cannot_be_written_leaves_the_client_as_it_was(project: Project) -> None:
    project.replace("openapi/overlay.yaml", "title: ServerVad", "title: ServerDetection")
    contract = project.folder / "openapi/contract.yaml"
    contract.unlink()
    contract.mkdir()
    before = snapshot(project.folder / "generated")
    done = project.run()
    assert (done.returncode, done.stderr) == (1, "generate: can't write (Is a directory); nothing was changed\n")
    assert snapshot(project.folder / "generated") == before


def test_an_update_that_is_refused_changes_nothing(project: Project, tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text("error code: 524")

    def tree() -> Snapshot:
        return {name: state for part in PARTS for name, state in snapshot(project.folder / part).items()}

    before = tree()
    done = project.run(str(tmp_path / "spec.yaml"), "--revision", "2030-01-01", module="scripts.update")
    assert done.returncode == 3
    assert "spec.yaml: " in done.stderr
    assert "nothing was changed" in done.stderr
    assert tree() == before


def test_what_the_generator_refuses_is_an_error_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(GenerateError, match="the generator doesn't take the contract"):
        generate({"openapi": "3.1.0", "components": {"schemas": {}}}, tmp_path / "client")


def test_a_generator_that_refuses_leaves_everything_as_it_was(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(contract: Contract) -> None:
        raise GenerateError("the generator doesn't take the contract:\nWarning")

    monkeypatch.setattr(command, "make", refuse)
    monkeypatch.setattr(command, "write", lambda made: pytest.fail("it wrote"))
    assert command.main([]) == 1
    assert capsys.readouterr().err == "generate: the generator doesn't take the contract:\nWarning\n"


def test_the_makefile_does_not_run_its_tools_without_their_arguments(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv").mkdir()
    for name in ("pyvenv.cfg", "run.stamp", "dev.stamp"):
        (tmp_path / ".venv" / name).touch()
    for target in ("pin", "update"):
        done = subprocess.run(["make", target], cwd=tmp_path, check=False, capture_output=True, text=True)
        assert done.returncode == 2
        assert f"usage: make {target} SPEC=<file or https URL> REVISION=<label>" in done.stderr
