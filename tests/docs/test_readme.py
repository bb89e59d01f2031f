"""README.md says what is true: its examples run and print what stands below them, its commands and links exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from realtime_sessions.sandbox import Sandbox
from scripts.pipeline.paths import ROOT

README = ROOT / "README.md"
LINES = README.read_text(encoding="utf-8").splitlines()


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the line of its opening fence (the first line is 1), and its text."""

    language: str
    line: int
    text: str

    @property
    def end(self) -> int:
        return self.line + self.text.count("\n") + 1


def _blocks(lines: list[str]) -> Iterator[Block]:
    opened: tuple[str, int] | None = None
    for number, line in enumerate(lines, start=1):
        if line.startswith("```"):
            if opened is None:
                opened = line.removeprefix("```").strip(), number
            else:
                yield Block(opened[0], opened[1], "".join(f"{each}\n" for each in lines[opened[1] : number - 1]))
                opened = None
    assert opened is None, f"a block has no end: {opened}"


BLOCKS = list(_blocks(LINES))
PROGRAMS = [number for number, block in enumerate(BLOCKS) if block.language == "python"]

# What differs between two runs, and what stands for it when the two are compared. Nothing else may differ.
VARYING = [
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)"), "<time>"),
    (re.compile(r"\bsess_\w+"), "<session>"),
    (re.compile(r"\breq_\w+"), "<request>"),
    (re.compile(r"\b127\.0\.0\.1:\d+"), "<server>"),
    (re.compile(r"\b\d+(\.\d+)? s\b"), "<seconds>"),
]


def normal(text: str) -> list[str]:
    for pattern, name in VARYING:
        text = pattern.sub(name, text)
    return [line.rstrip() for line in text.strip().splitlines()]


def run(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """As a user runs it, but that the environment's key and URL are those of a local server."""
    with Sandbox(profile="current") as box:
        environment = {"OPENAI_API_KEY": "sk-test-0123456789abcdef", "OPENAI_BASE_URL": box.base_url}
        return subprocess.run(
            [sys.executable, "-W", "error", "-c", program],
            cwd=folder,
            env={**os.environ, **environment},
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )


@pytest.mark.parametrize("number", PROGRAMS, ids=[f"line {BLOCKS[number].line}" for number in PROGRAMS])
def test_an_example_runs_and_prints_what_stands_below_it(number: int, tmp_path: Path) -> None:
    block = BLOCKS[number]
    done = run(block.text, tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), f"README.md line {block.line}:\n{done.stderr}"
    below = BLOCKS[number + 1] if number + 1 < len(BLOCKS) else None
    shown = below.text if below and below.language == "text" and below.line == block.end + 2 else ""
    assert normal(done.stdout) == normal(shown), (
        f"README.md line {block.line} prints something else than stands below it"
    )


def test_there_are_examples_and_outputs() -> None:
    languages = [block.language for block in BLOCKS]
    assert languages.count("python") >= 3
    assert languages.count("text") >= 3


def test_the_rule_for_what_varies_hides_nothing_else() -> None:
    assert normal("a 2026-11-21T11:32:10+00:00 sess_1 9.5 s\n") == ["a <time> <session> <seconds>"]
    shown = [block.text for block in BLOCKS if block.language == "text"]
    assert all(re.sub(r"<\w+>", "", "".join(normal(text))).strip() for text in shown)


def test_the_first_twenty_lines_have_claim_install_and_one_complete_example() -> None:
    assert LINES[0] == "# realtime-sessions"
    claim = next(line for line in LINES[1:] if line)
    assert claim.endswith(".")
    assert claim.count(". ") == 0
    install = next(number for number, line in enumerate(LINES, start=1) if line.startswith("    pip install"))
    program, output = BLOCKS[:2]
    assert (program.language, output.language) == ("python", "text")
    assert "client.create(" in program.text
    assert output.text.strip()
    assert LINES.index(claim) < install < program.line < output.line < output.end <= 20


def test_it_shows_the_arrow_and_the_three_uses() -> None:
    text = README.read_text(encoding="utf-8")
    (arrow,) = [block.text for block in BLOCKS if "──pin──▶" in block.text]
    assert all(word in arrow for word in ("openapi/upstream", "openapi/contract", "generated/", "_api.py", "wrapper/"))
    assert re.findall(r"^- \*\*(Regenerate|Import|Diff)\*\*", text, re.MULTILINE) == ["Regenerate", "Import", "Diff"]


def documents() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / name for name in done.stdout.splitlines()]


def test_every_make_target_that_a_document_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, re.MULTILINE))
    named = {
        (file.name, target)
        for file in documents()
        for code in re.findall(r"`([^`\n]+)`|^ {4}(.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        for target in re.findall(r"\bmake ([a-z][a-z-]*)", " ".join(code))
    }
    assert {"demo", "test", "help"} <= {target for _, target in named}
    assert [(file, target) for file, target in sorted(named) if target not in targets] == []


def anchors(file: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_has_no_link_that_only_works_here() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README.read_text(encoding="utf-8"))
    assert [link for link in links if not link.startswith("https://")] == []


def test_every_file_that_the_readme_names_exists() -> None:
    named = re.findall(r"`((?:docs|examples|openapi|wrapper)/[\w./-]*|[A-Z]+\.md)`", README.read_text(encoding="utf-8"))
    assert len(named) >= 6
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_relative_link_of_a_document_leads_somewhere() -> None:
    links = [
        (file, link)
        for file in documents()
        for link in re.findall(r"\]\(([^)\s]+)\)", file.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:", link)
    ]
    assert links
    for file, link in links:
        name, _, anchor = link.partition("#")
        target = file.parent / name if name else file
        assert target.exists(), f"{file.name}: {link}"
        assert target.resolve().is_relative_to(ROOT), f"{file.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{file.name}: {link}"
