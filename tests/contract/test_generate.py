"""`make verify` and `make generate`, run in a copy of the project: each way the tree can be wrong is named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.pipeline.paths import ROOT
from tests.contract.test_pin import Snapshot, snapshot

CLIENT = "generated/realtime_sessions_api"


class Project:
    """A copy of what generating needs, in a git repository of its own; it shares this project's interpreter."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("openapi", "generated", "scripts"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        shutil.copy(ROOT / ".gitignore", folder)
        self._home = folder / ".git" / "home"
        self.git("init", "--quiet")
        self._home.mkdir()
        self.commit()

    def git(self, *words: str) -> str:
        identity = ["-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false"]
        environment = {**os.environ, "HOME": str(self._home), "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", *identity, *words], cwd=self.folder, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "copy")

    def run(self, *words: str, module: str = "scripts.generate") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
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

    def products(self) -> Snapshot:
        whole = {**snapshot(self.folder / "generated")}
        return whole | {"contract": ((self.folder / "openapi/contract.yaml").read_bytes(), 0)}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "copy")


def contents(products: Snapshot) -> dict[str, bytes]:
    return {name: content for name, (content, _) in products.items()}


def test_a_clean_tree_passes_and_generating_anew_changes_nothing(project: Project) -> None:
    assert project.verify() == ""
    before = contents(project.products())
    done = project.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(project.products()) == before
    assert project.git("status", "--porcelain", "--ignored") == ""
    assert done.stdout.count("applied ") == len(done.stdout.splitlines()) - 1


def one_byte(project: Project) -> None:
    file = project.folder / CLIENT / "models" / "flat_request.py"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def an_untracked_file(project: Project) -> None:
    (project.folder / CLIENT / "models" / "left_over.py").write_text("")


def a_file_beside_the_client(project: Project) -> None:
    (project.folder / "generated" / "left_over.txt").write_text("")


def an_ignored_file(project: Project) -> None:
    (project.folder / CLIENT / ".coverage").write_text("")


def a_deleted_file(project: Project) -> None:
    (project.folder / CLIENT / "client.py").unlink()


def an_edited_contract(project: Project) -> None:
    project.replace("openapi/contract.yaml", "maximum: 7200", "maximum: 7201")


def a_deleted_contract(project: Project) -> None:
    (project.folder / "openapi/contract.yaml").unlink()


def a_misspelt_target(project: Project) -> None:
    project.replace(
        "openapi/overlay.yaml", "'NestedSession'].properties.tracing", "'NestedSession'].properties.trasing"
    )


def a_target_beside_which_schemas_belong(project: Project) -> None:
    project.replace("openapi/overlay.yaml", "target: $.components\n", "target: $.componentsx\n")


def a_slice_that_was_mended(project: Project) -> None:
    project.replace(
        "openapi/upstream/realtime_sessions.yaml", "operationId: create-realtime-session", "operationId: mint_flat"
    )


COMPLAINTS: dict[Callable[[Project], None], list[str]] = {
    one_byte: [f"{CLIENT}/models/flat_request.py: differs", "\n-", "\n+"],
    an_untracked_file: [f"{CLIENT}/models/left_over.py: isn't generated"],
    a_file_beside_the_client: ["generated/left_over.txt: isn't generated"],
    an_ignored_file: [f"{CLIENT}/.coverage: isn't generated"],
    a_deleted_file: [f"{CLIENT}/client.py: is missing"],
    an_edited_contract: ["openapi/contract.yaml: differs", "\n-          maximum: 7201", "\n+          maximum: 7200"],
    a_deleted_contract: ["openapi/contract.yaml: is missing"],
    a_misspelt_target: [
        "openapi/overlay.yaml: nested-tracing: nothing matches its target",
        "'NestedSession'].properties.trasing",
    ],
    a_target_beside_which_schemas_belong: ["error-replies: nothing matches its target $.componentsx"],
    a_slice_that_was_mended: ["openapi/overlay.yaml: flat-operation-id: changes nothing any more"],
}


@pytest.mark.parametrize(
    "spoils",
    [
        [one_byte],
        [an_untracked_file],
        [a_misspelt_target],
        [an_edited_contract],
        [a_file_beside_the_client],
        [an_ignored_file, a_deleted_file],
        [a_deleted_contract, a_slice_that_was_mended],
    ],
)
def test_what_is_wrong_is_named(project: Project, spoils: list[Callable[[Project], None]]) -> None:
    for spoil in spoils:
        spoil(project)
    complaint = project.verify()
    for part in [part for spoil in spoils for part in COMPLAINTS[spoil]]:
        assert part in complaint
    assert "`make generate` writes both anew" in complaint


def test_a_misspelt_target_is_named_where_the_contract_can_not_even_be_built(project: Project) -> None:
    a_target_beside_which_schemas_belong(project)
    assert COMPLAINTS[a_target_beside_which_schemas_belong][0] in project.verify()


def test_what_is_wrong_and_committed_is_named_too(project: Project) -> None:
    for spoil in (one_byte, an_untracked_file, an_edited_contract):
        spoil(project)
    project.commit()
    complaint = project.verify()
    for spoil in (one_byte, an_untracked_file, an_edited_contract):
        assert COMPLAINTS[spoil][0] in complaint


def test_what_is_generated_but_not_committed_is_named(project: Project) -> None:
    project.replace("openapi/overlay.yaml", "maximum: 7200", "maximum: 7100")
    assert project.run().returncode == 0
    complaint = project.verify()
    assert "not committed:  M openapi/contract.yaml" in complaint
    assert f"not committed:  M {CLIENT}/" not in complaint  # bounds don't reach the client


def test_a_repository_that_git_cannot_read_is_no_clean_tree(project: Project) -> None:
    (project.folder / ".git" / "HEAD").unlink()
    assert "git can't say what is committed" in project.verify()


def test_a_generator_that_warns_leaves_contract_and_client_as_they_were(project: Project) -> None:
    """Two properties of one title would give two models of one name: the generator drops one, and warns."""
    project.replace(
        "openapi/overlay.yaml",
        "          client_secret:\n            title: KeyLife",
        "          second: {type: object, title: KeyLife, properties: {x: {type: string}}}\n"
        "          client_secret:\n            title: KeyLife",
    )
    before = project.products()
    done = project.run()
    assert done.returncode == 1
    assert "Attempted to generate duplicate models" in done.stderr
    assert "KeyLife" in done.stderr
    assert project.products() == before
    assert sorted(path.name for path in (project.folder / "generated").iterdir()) == ["realtime_sessions_api"]
    assert "Attempted to generate duplicate models" in project.run("--check").stderr


def test_an_overlay_that_is_wrong_leaves_contract_and_client_as_they_were(project: Project) -> None:
    with (project.folder / "openapi/overlay.yaml").open("a") as file:
        file.write("\n  - {x-name: wrong, description: x, target: '$.a[', remove: true}\n")
    before = project.products()
    done = project.run()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("generate: wrong: the target")
    assert project.products() == before


def test_a_contract_that_cannot_be_written_leaves_the_client_as_it_was(project: Project) -> None:
    project.replace("openapi/overlay.yaml", "title: KeyLife", "title: LifeOfKey")
    contract = project.folder / "openapi/contract.yaml"
    contract.unlink()
    contract.mkdir()
    before = snapshot(project.folder / "generated")
    done = project.run()
    assert (done.returncode, done.stderr) == (1, "generate: can't write (Is a directory); nothing was changed\n")
    assert snapshot(project.folder / "generated") == before
    contract.rmdir()
    assert project.run().returncode == 0
    assert f"{CLIENT.rpartition('/')[2]}/models/life_of_key.py" in snapshot(project.folder / "generated")


def test_a_stale_correction_is_named_when_generating_too(project: Project) -> None:
    a_slice_that_was_mended(project)
    done = project.run()
    assert done.returncode == 1
    assert "needs a person: flat-operation-id: changes nothing any more" in done.stderr
    assert "already satisfied  flat-operation-id" in done.stdout


def test_an_update_that_is_refused_changes_nothing_and_says_what_was_not_run(project: Project, tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text("error code: 524")
    before = snapshot(project.folder)
    done = project.run(str(tmp_path / "spec.yaml"), "--revision", "2030-01-01", module="scripts.update")
    assert done.returncode == 3
    assert "spec.yaml: not an OpenAPI document" in done.stderr
    summary = done.stdout.splitlines()
    assert summary[0].startswith("[1/3] pin")
    assert "update to 2030-01-01:" in summary
    assert any(line.startswith("  pin       stopped with status 3") for line in summary)
    assert "  not run: generate, test" in summary
    assert summary[-1] == "nothing changed"
    changed = {name for name, state in snapshot(project.folder).items() if before.get(name) != state}
    assert {name for name in changed if not name.startswith(".git/")} == set()


def test_the_makefile_does_not_run_its_tools_without_their_arguments(project: Project) -> None:
    shutil.copy(ROOT / "Makefile", project.folder)
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, project.folder)
    (project.folder / ".venv").mkdir()
    for name in ("pyvenv.cfg", "run.stamp", "dev.stamp"):
        (project.folder / ".venv" / name).touch()
    for target in ("pin", "update"):
        done = subprocess.run(["make", target], cwd=project.folder, check=False, capture_output=True, text=True)
        assert done.returncode == 2
        assert f"usage: make {target} SPEC=<file or https URL> REVISION=<label>" in done.stderr
