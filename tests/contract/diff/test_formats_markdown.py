"""The comment: markup of ours only, nobody mentioned, and never longer than GitHub takes."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from scripts.contract_diff.report import as_markdown
from scripts.contract_diff.report.formats import write
from tests.contract.diff.reports import BREAKING, EVIL, HOSTILE, RISKY, SAFE, agreement, settled

cmarkgfm = pytest.importorskip("cmarkgfm", reason="GitHub's own renderer isn't installed")


class Tags(HTMLParser):
    """The elements, and the text outside of code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.text = ""
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.code += tag in {"code", "pre"}

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag in {"code", "pre"}

    def handle_data(self, data: str) -> None:
        if not self.code:
            self.text += data


def rendered(markdown: str) -> Tags:
    tags = Tags()
    tags.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, cmarkgfm.Options.CMARK_OPT_UNSAFE))
    assert tags.code == 0
    return tags


def test_hostile_text_makes_no_markup() -> None:
    tags = rendered(
        write(
            "markdown", settled(BREAKING, EVIL, RISKY, agreements=(replace(agreement(EVIL), why=HOSTILE, who=HOSTILE),))
        )
    )
    assert tags.found == {"h2", "h3", "p", "br", "code", "pre", "strong", "ul", "li", "details", "summary"}
    assert "<script>" in tags.text  # as text, to be read
    assert not re.search(r"@\w|#\w|://|\bwww\.", tags.text)


@pytest.mark.parametrize(
    "text",
    ["# a", "- a", "1. a", "> a", "a\n---\n", "    a", "~~~", "```", "a | b\n--|--", "[a](b)", "![a](b)", "<b>", "&lt;b&gt;", "*a*", "__a__", "~~a~~", "a`b", "\\", "www.a.de", "a@b.de", "mailto:a@b.de", "ftp://a.de", "GH-12", "$a$", "[^1]", ":tada:"],
)  # fmt: skip
def test_any_text_stays_text(text: str) -> None:
    tags = rendered(f"x {as_markdown.plain(text)}")  # it never begins a line
    assert tags.found <= {"p"}
    assert " ".join(tags.text.replace("\u200b", "").split()) == " ".join(f"x {text}".split())


@pytest.mark.parametrize("text", ["a", "`", "``", "a`b``c", " a ", "`a`", "```\na", "<b>", "", "\\"])
def test_any_text_stays_code(text: str) -> None:
    out = cmarkgfm.github_flavored_markdown_to_html(f"- x {as_markdown.code(text)} y")
    found = re.search(r"<code>(.*)</code>", out, re.DOTALL)
    assert found
    assert html.unescape(found[1]).strip() == text.replace("\n", "\\n").strip()


def test_the_first_line_marks_the_comment() -> None:
    assert write("markdown", settled()).splitlines()[0] == as_markdown.MARK


def test_a_payload_is_folded() -> None:
    text = write("markdown", settled(BREAKING))
    assert "<details><summary>" in text
    assert text.count("<details>") == text.count("</details>") == 1


def test_it_fits_and_says_what_is_missing() -> None:
    many = [replace(EVIL, id=f"id{number}", message="x" * 500 + "\U0001f600" * 300) for number in range(400)]
    text = write("markdown", settled(*many, *[replace(SAFE, id=f"s{number}") for number in range(20)]))
    assert len(text.encode("utf-16-le")) // 2 <= 65_536
    told = re.search(r"\*\*(\d+) more findings don't fit here", text)
    assert told
    assert int(told[1]) + text.count("\n- id ") == 420
    assert text.count("<details>") == text.count("</details>")
    rendered(text)


def test_one_large_fragment_is_cut() -> None:
    large = replace(BREAKING, old={f"k{number}": number for number in range(10_000)}, new=["x" * 100_000])
    text = write("markdown", settled(large))
    assert len(text) < 10_000
    assert "more lines" in text


def test_the_verdict_fits_even_when_no_finding_does() -> None:
    text = as_markdown.write(settled(BREAKING, SAFE), threshold=None, colour=False, most=500)
    assert "breaking (practical)" in text
    assert "**2 more findings don't fit here.**" in text
