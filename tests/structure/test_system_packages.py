"""What a target needs of the system is installed where it is missing, and only there."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {"redis": ("redis-server", "redis-server"), "test-browser": ("chromium", "chromium")}
OTHERS = {"redis": ["valkey-server"], "test-browser": ["chromium-browser", "google-chrome"]}
APT = """#!/bin/sh
echo "apt-get $*" >> "$LOG"
test -z "$FAILS" || exit 100
test "$1" = update || { for last; do :; done; printf '#!/bin/sh\\n' > "$TOOLS/$last"; chmod +x "$TOOLS/$last"; }
"""
SUDO = """#!/bin/sh
echo "sudo" >> "$LOG"
exec "$@"
"""


class Machine:
    """A folder with the Makefile, and a PATH on which there is nothing but what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.tools, self.log = folder, folder / "tools", folder / "log"
        self.tools.mkdir()
        (folder / ".venv" / "bin").mkdir(parents=True)
        shutil.copy(ROOT / "Makefile", folder)
        for stamp in ("pyproject.toml", "constraints.txt", ".venv/pyvenv.cfg", ".venv/run.stamp", ".venv/dev.stamp"):
            (folder / stamp).touch()
        for name in ("sh", "chmod", "make"):
            (self.tools / name).symlink_to(shutil.which(name) or name)
        self.has("python3", where=folder / ".venv" / "bin" / "python")
        self.has("id", "#!/bin/sh\necho 0\n")

    def has(self, name: str, program: str = "#!/bin/sh\n", where: Path | None = None) -> None:
        path = where or self.tools / name
        path.write_text(program)
        path.chmod(0o755)

    def make(self, target: str, **environment: str) -> subprocess.CompletedProcess[str]:
        told = {"PATH": str(self.tools), "LOG": str(self.log), "TOOLS": str(self.tools), **environment}
        command = [str(self.tools / "make"), target]
        return subprocess.run(
            command, cwd=self.folder, env=told, capture_output=True, text=True, timeout=60, check=False
        )

    @property
    def done(self) -> list[str]:
        return self.log.read_text("utf-8").splitlines() if self.log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    if os.name != "posix":
        pytest.skip("make and apt-get are of other systems")
    return Machine(tmp_path)


@pytest.mark.parametrize("target", NEEDED)
def test_what_is_missing_is_installed_once(machine: Machine, target: str) -> None:
    program, package = NEEDED[target]
    machine.has("apt-get", APT)
    run = machine.make(target)
    assert run.returncode == 0, run.stderr
    assert machine.done == ["apt-get update -qq", f"apt-get install -y -qq --no-install-recommends {package}"]
    assert (machine.tools / program).exists()
    assert machine.make(target).returncode == 0
    assert len(machine.done) == 2


@pytest.mark.parametrize("target", NEEDED)
def test_what_is_there_is_left_alone(machine: Machine, target: str) -> None:
    machine.has("apt-get", APT)
    for name in (NEEDED[target][0], *OTHERS[target]):
        machine.has(name)
        assert machine.make(target).returncode == 0
        (machine.tools / name).unlink()
    assert machine.done == []


@pytest.mark.parametrize("target", NEEDED)
def test_who_isnt_root_asks_to_be(machine: Machine, target: str) -> None:
    machine.has("apt-get", APT)
    machine.has("sudo", SUDO)
    machine.has("id", "#!/bin/sh\necho 1000\n")
    assert machine.make(target).returncode == 0
    assert [line.partition(" ")[0] for line in machine.done] == ["sudo", "apt-get"] * 2


@pytest.mark.parametrize("target", NEEDED)
def test_what_cannot_be_installed_stops_the_target(machine: Machine, target: str) -> None:
    run = machine.make(target)
    assert run.returncode == 2
    assert f"{NEEDED[target][1]} is needed, and there is no apt-get" in run.stderr
    machine.has("apt-get", APT)
    assert machine.make(target, FAILS="1").returncode == 2
    assert machine.done == ["apt-get update -qq"]
