"""The tests run on every Python that the package says it is for."""

from __future__ import annotations

import re
import tomllib

import yaml

from scripts.pipeline.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_workflow_has_each_version_from_the_oldest_on() -> None:
    (job,) = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8"))["jobs"].values()
    versions = job["strategy"]["matrix"]["python"]
    oldest = int(PROJECT["requires-python"].removeprefix(">=3."))
    assert versions == [f"3.{minor}" for minor in range(oldest, 15)]
    named = [text.rpartition(" ")[2] for text in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", text)]
    assert set(named) <= set(versions)


def test_it_runs_what_continuous_integration_runs() -> None:
    (job,) = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8"))["jobs"].values()
    ran = [step["run"].split()[1] for step in job["steps"] if "run" in step]
    assert ran == re.findall(r"^make (.+)$", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)
