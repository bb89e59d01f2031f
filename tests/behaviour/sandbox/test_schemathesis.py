"""Generated requests against the running sandbox, with every check that schemathesis has.

Valid ones must be accepted, invalid ones refused, and nothing may be a server error, an undocumented status or a
refusal without its header. `make test` runs some dozen cases per operation; with the environment variable
EXAMPLES=4000 it is a thousand, and a thousand more that put each value of each field at its bounds: that is
`make test-full`, and `make test-full EXPLORE=1` has a new seed each time.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from realtime_sessions.parameters.enums import TranscriptionModel
from realtime_sessions.sandbox import Sandbox
from realtime_sessions.sandbox.contract import contract_path
from tests.behaviour.sandbox.support import KEY

if TYPE_CHECKING:
    from pathlib import Path

# Of some seeds the generator makes a mutation of the schema for which it can't generate values, and gives its whole run
# up. That says nothing of the sandbox: the next seed is tried, and so many refusals in a row are a failure.
GIVES_UP = "Schemathesis does not support"
SEEDS = 5
CASES = int(os.environ.get("EXAMPLES", "150")) // 4
PHASES = "examples,coverage,fuzzing" if CASES > 100 else "fuzzing"
SEED = random.randrange(2**32) if os.environ.get("EXPLORE") else 1
# The command without its console script, which need not be on the PATH of whoever runs the tests.
PROGRAM = "import sys; from schemathesis.cli import schemathesis; sys.exit(schemathesis())"


class Everything:
    """A schema takes any name for a model or a voice, and so must the sandbox that is held against it."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)


def document(folder: Path) -> Path:
    """The contract without the models that lack a feature, of which no schema tells; test_refusals.py has those."""
    text = contract_path().read_text("utf-8")
    for name in (TranscriptionModel.GPT_LIVE_TRANSCRIBE, TranscriptionModel.GPT_REALTIME_WHISPER):
        text, removed = re.subn(rf"^ *- {name}\n", "", text, flags=re.MULTILINE)
        assert removed > 0
    path = folder / "contract.yaml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.generated
@pytest.mark.timeout(300 + CASES)
@pytest.mark.parametrize("operation", ["mint_flat", "mint_nested"])
def test_no_generated_request_finds_a_failure(operation: str, tmp_path: Path) -> None:
    with Sandbox(profile="both", models=Everything(), voices=Everything()) as box:
        seed, run = settled(tmp_path, operation, box.base_url)
        statuses = len(box.requests)
    assert run.returncode == 0, f"seed {seed}\n{run.stdout}\n{run.stderr}"
    counted = re.search(r"(\d+) generated, (\d+) passed", run.stdout)
    assert counted is not None, run.stdout
    assert int(counted[1]) == int(counted[2]) >= CASES, run.stdout
    assert statuses >= CASES


def settled(tmp_path: Path, operation: str, url: str) -> tuple[int, subprocess.CompletedProcess[str]]:
    """The first seed on which the generator doesn't give up, or the last that is tried, and its run."""
    for seed in range(SEED, SEED + SEEDS - 1):
        run = seeded(tmp_path, operation, url, seed)
        if run.returncode == 0 or not gave_up(run.stdout):
            return seed, run
    last = SEED + SEEDS - 1
    return last, seeded(tmp_path, operation, url, last)


def seeded(tmp_path: Path, operation: str, url: str, seed: int) -> subprocess.CompletedProcess[str]:
    folder = tmp_path / str(seed)  # of its own: the generator replays what it finds kept where it runs
    folder.mkdir()
    return generated(document(folder), operation, url, seed)


def generated(contract: Path, operation: str, url: str, seed: int) -> subprocess.CompletedProcess[str]:
    arguments = ["--url", url, "--header", f"Authorization: Bearer {KEY}"]
    arguments += ["--include-operation-id", operation, "--checks", "all", "--mode", "all", "--phases", PHASES]
    arguments += ["--max-examples", str(CASES), "--seed", str(seed), "--no-color", "--continue-on-failure"]
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, "run", str(contract), *arguments],
        cwd=contract.parent,
        env={name: value for name, value in os.environ.items() if not name.startswith("COV")},
        capture_output=True,
        text=True,
        check=False,
    )


def gave_up(printed: str) -> bool:
    """Whether the generator's own limit is all that went wrong: nothing failed, and what was sent has passed."""
    counted = re.search(r"(\d+) generated, (\d+) passed", printed)
    assert counted is not None, printed
    errors = re.findall(r"^Schema Error$", printed, re.MULTILINE)
    return counted[1] == counted[2] and "FAILURES" not in printed and printed.count(GIVES_UP) == len(errors) == 1


def test_only_the_generator_giving_up_alone_asks_for_another_seed() -> None:
    alone = f"Schema Error\n{GIVES_UP} a `not`\n 950 generated, 950 passed"
    assert gave_up(alone)
    assert not gave_up(alone.replace("950 passed", "949 passed"))
    assert not gave_up("=== FAILURES ===\n" + alone)
    assert not gave_up(alone + "\nSchema Error\nanother")
    assert not gave_up("950 generated, 950 passed")
