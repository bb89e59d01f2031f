"""The package as it is built: what the wheel has in it, and that it works where the source tree is out of reach."""

from __future__ import annotations

import email.message
import email.parser
import fcntl
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.pipeline.paths import ROOT

RUNTIME = ("attrs", "httpx", "python-dateutil")


def run(*words: object, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """A command far from the source tree, and from what measures or configures this test run."""
    unwanted = ("COV", "PYTEST", "PYTHON", "MYPY", "OPENAI")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env=environment, check=False, capture_output=True, text=True
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def needed(names: Iterable[str], extra: str = "") -> set[str]:
    """These distributions and everything that they require, as installed here."""
    found: set[str] = set()
    waiting = [(canonicalize_name(name), extra) for name in names]
    while waiting:
        name, extras = waiting.pop()
        for line in importlib.metadata.requires(name) or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extras}):
                inner = canonicalize_name(requirement.name)
                if inner not in found:
                    waiting += [(inner, each) for each in ["", *requirement.extras]]
        found.add(name)
    return found


class Built:
    """The wheel from the source tree, the source archive, the wheel from that archive, and places to install to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def wheel(self) -> Path:
        return next((self.folder / "wheel").glob("*.whl"))

    @property
    def archive(self) -> Path:
        return next((self.folder / "archive").glob("*.tar.gz"))

    @property
    def wheel_of_archive(self) -> Path:
        return next((self.folder / "archive").glob("*.whl"))

    def build(self) -> None:
        command = [sys.executable, "-m", "build", "--no-isolation", "--skip-dependency-check", "--quiet"]
        run(*command, "--wheel", "--outdir", self.folder / "wheel", ROOT, cwd=self.folder)
        run(
            *command, "--outdir", self.folder / "archive", ROOT, cwd=self.folder
        )  # a source archive, and a wheel from it

    def install(self, name: str, distributions: set[str]) -> Path:
        """A fresh environment with the wheel and nothing but these distributions; its interpreter."""
        place = self.folder / name
        venv.create(place, symlinks=True, with_pip=False)
        python = place / "bin/python"
        pip = [sys.executable, "-m", "pip", "--python", python, "--quiet", "--disable-pip-version-check"]
        run(*pip, "install", "--no-deps", "--no-index", self.wheel, cwd=self.folder)
        (site,) = place.glob("lib/python*/site-packages")
        for distribution in distributions:
            for file in importlib.metadata.files(distribution) or []:
                top = file.parts[0]
                if top != ".." and not (site / top).exists():
                    (site / top).symlink_to(Path(str(importlib.metadata.distribution(distribution).locate_file(top))))
        return python


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Built once, however many workers run these tests."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = Built(shared / "built")
        if not result.folder.exists():
            result.folder.mkdir()
            result.build()
    return result


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def metadata(wheel: Path) -> email.message.Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return email.parser.Parser().parsestr(archive.read(name).decode())


def tracked(folder: str) -> set[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", folder]  # an update adds files
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return {name for name in done.stdout.splitlines() if (ROOT / name).exists()}


class TestWhatIsInIt:
    def test_both_packages_the_marker_and_the_contract_and_nothing_else(self, built: Built) -> None:
        found = names(built.wheel)
        assert {name.partition("/")[0] for name in found} == {
            "realtime_sessions",
            "realtime_sessions_api",
            f"realtime_sessions-{metadata(built.wheel)['Version']}.dist-info",
        }
        source = {name.partition("/")[2] for name in tracked("wrapper") | tracked("generated")}
        packed = {name for name in found if ".dist-info/" not in name}
        assert packed == source | {"realtime_sessions/sandbox/contract.yaml"}
        assert {"realtime_sessions/py.typed", "realtime_sessions_api/client.py"} <= packed

    def test_the_contract_is_the_project_s(self, built: Built) -> None:
        with zipfile.ZipFile(built.wheel) as archive:
            packed = archive.read("realtime_sessions/sandbox/contract.yaml")
        assert packed == (ROOT / "openapi/contract.yaml").read_bytes()

    def test_what_it_says_of_itself(self, built: Built) -> None:
        says = metadata(built.wheel)
        assert says["Name"] == "realtime-sessions"
        assert says["License-Expression"] == "MIT"
        assert says["Requires-Python"] == ">=3.11"
        assert "Typing :: Typed" in says.get_all("Classifier", [])
        licence = says.get_all("License-File")
        assert licence == ["LICENSE"]
        body = says.get_payload()
        assert isinstance(body, str)
        assert body.strip() == (ROOT / "README.md").read_text(encoding="utf-8").strip()

    def test_it_requires_three_packages_and_more_only_by_extras(self, built: Built) -> None:
        requirements = [Requirement(line) for line in metadata(built.wheel).get_all("Requires-Dist", [])]
        plain = sorted(each.name for each in requirements if each.marker is None)
        assert plain == sorted(RUNTIME)
        extras = set(metadata(built.wheel).get_all("Provides-Extra", []))
        assert "sandbox" in extras
        assert extras <= {"sandbox", "gateway", "fast", "cli"}
        for each in requirements:
            assert each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras)

    def test_a_wheel_from_the_source_archive_is_the_same(self, built: Built) -> None:
        with zipfile.ZipFile(built.wheel) as one, zipfile.ZipFile(built.wheel_of_archive) as two:
            assert {name: one.read(name) for name in one.namelist()} == {
                name: two.read(name) for name in two.namelist()
            }

    def test_the_source_archive_has_what_it_builds_from(self, built: Built) -> None:
        with tarfile.open(built.archive) as archive:
            found = {name.partition("/")[2] for name in archive.getnames()}
        assert tracked("wrapper") | tracked("generated") | {"pyproject.toml", "LICENSE", "README.md"} <= found
        assert not [name for name in found if name.startswith((".venv", "tests", ".git/"))]


class TestInstalled:
    def test_it_mints_with_its_three_packages_and_what_they_need(self, built: Built, tmp_path: Path) -> None:
        python = built.install("runtime", needed(RUNTIME))
        code = """
import httpx, sys
from realtime_sessions import RealtimeSessions
answer = httpx.MockTransport(lambda request: httpx.Response(200, json={"value": "ek_1", "expires_at": 4102444800}))
with RealtimeSessions("sk-test", base_url="http://tiny.example/v1", transport=answer, endpoint="nested") as client:
    print(client.create().client_secret.value)
try:
    from realtime_sessions.sandbox import Sandbox
except ModuleNotFoundError as error:
    print(error)
try:
    from realtime_sessions.gateway import create_app
except ModuleNotFoundError as error:
    print(error)
import realtime_sessions, realtime_sessions_api
print(all(module.__file__.startswith(sys.prefix) for module in (realtime_sessions, realtime_sessions_api)))
"""
        lines = run(python, "-I", "-c", code, cwd=tmp_path).stdout.splitlines()
        assert lines[0] == "ek_1"
        assert "pip install 'realtime-sessions[sandbox]'" in lines[1]
        assert "pip install 'realtime-sessions[gateway]'" in lines[2]
        assert lines[3] == "True"

    def test_the_gateway_mints_with_what_its_extra_brings(self, built: Built, tmp_path: Path) -> None:
        requirements = [Requirement(line) for line in metadata(built.wheel).get_all("Requires-Dist", [])]
        gateway = [
            each.name for each in requirements if each.marker is None or each.marker.evaluate({"extra": "gateway"})
        ]
        python = built.install("gateway", needed(gateway, "crypto"))
        code = """
import asyncio, httpx
from realtime_sessions import AsyncRealtimeSessions
from realtime_sessions.gateway import BearerTokens, JwtTokens, Settings, create_app
answer = httpx.MockTransport(lambda request: httpx.Response(200, json={"value": "ek_1", "expires_at": 4102444800}))
client = AsyncRealtimeSessions("sk-test", base_url="http://tiny.example/v1", transport=answer, endpoint="nested")
tokens = BearerTokens.of({"alice": "a-token"})
app = create_app(Settings(authenticate=tokens, hosts=["gw.example"], secret="x" * 32, client=client))
async def mint():
    async with app.running(), httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gw.example") as user:
        return await user.post("/session", json={}, headers={"authorization": "Bearer a-token"})
print(asyncio.run(mint()).json()["value"])
"""
        assert run(python, "-I", "-c", code, cwd=tmp_path).stdout.splitlines() == ["ek_1"]

    def test_the_tests_of_the_public_names_pass_without_the_source(self, built: Built, tmp_path: Path) -> None:
        requirements = [Requirement(line) for line in metadata(built.wheel).get_all("Requires-Dist", [])]
        sandbox = [
            each.name for each in requirements if each.marker is None or each.marker.evaluate({"extra": "sandbox"})
        ]
        python = built.install("sandbox", needed(["pytest", *sandbox]))
        tests = shutil.copy(Path(__file__).with_name("public_api.py"), tmp_path / "test_public_api.py")
        done = run(
            python,
            "-I",
            "-m",
            "pytest",
            "-q",
            "-W",
            "error",
            "-p",
            "no:cacheprovider",
            tests,
            cwd=tmp_path,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert " passed" in done.stdout
        assert "skipped" not in done.stdout
        assert str(ROOT) not in run(python, "-I", "-c", "import sys; print(sys.path)", cwd=tmp_path).stdout

    def test_a_type_checker_reads_its_types(self, built: Built, tmp_path: Path) -> None:
        python = built.install("typed", needed(RUNTIME))
        (tmp_path / "use.py").write_text(
            "from realtime_sessions import RealtimeSessions, ServerVad\n"
            "session = RealtimeSessions('k').create(turn_detection=ServerVad(threshold=0.5))\n"
            "reveal_type(session.client_secret.value)\n"
            "RealtimeSessions('k').create(temperatur=1)\n"
        )
        checker = [sys.executable, "-m", "mypy", "--python-executable", python, "--strict", "--config-file="]
        done = run(*checker, "--cache-dir", tmp_path / "cache", "use.py", cwd=tmp_path, check=False)
        lines = [line for line in done.stdout.splitlines() if line.startswith("use.py")]
        assert lines[0] == 'use.py:3: note: Revealed type is "str"'
        assert 'Unexpected keyword argument "temperatur"' in lines[1]
        assert [line for line in lines if "error" in line] == lines[1:2]
