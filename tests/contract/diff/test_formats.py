"""Every form shows everything, and no document can break out of any of them."""

from __future__ import annotations

import html
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from scripts.contract_diff.report.formats import FORMATS, write
from tests.contract.diff.reports import BREAKING, EVIL, RISKY, SAFE, agreement, settled

EVERYTHING = (BREAKING, RISKY, SAFE)
TOOLS = tuple(form for form in FORMATS if form != "changelog")  # for maintainers; a changelog is for users of the API


def written(form: str, *, evil: bool = False) -> str:
    findings = (*EVERYTHING, EVIL) if evil else EVERYTHING
    agreements = (agreement(RISKY), agreement(SAFE, digest="other"), agreement(BREAKING, until="2026-01-01"))
    return write(form, settled(*findings, agreements=agreements))


def readable(form: str) -> str:
    """What a reader of the form sees, in one line and with markup taken away."""
    text = written(form)
    if form in {"json", "sarif"}:
        data = json.loads(text)
        text = "\n".join(strings(data))
    elif form == "junit":
        root = ET.fromstring(text)
        text = "\n".join(" ".join([*element.attrib.values(), element.text or ""]) for element in root.iter())
    elif form == "html":
        text = html.unescape(re.sub(r"<[^>]*>", " ", text))
    elif form == "markdown":
        text = html.unescape(text)
    elif form == "github":
        text = text.replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    return " ".join(text.split())


def strings(data: object) -> list[str]:
    if isinstance(data, dict):
        return [line for key, value in data.items() for line in [f"{key}: {value}", *strings(value)]]
    if isinstance(data, list):
        return [line for value in data for line in strings(value)]
    return [str(data)]


@pytest.mark.parametrize("form", TOOLS)
@pytest.mark.parametrize(
    "told",
    [
        # what it is about
        "POST /realtime/sessions", "GET /models", "speed in the request body", "voice in the 200 reply", BREAKING.pointer,
        "the largest value went from 2 to 1.5", "the pattern may have become narrower", "new operation",
        # what it was and is, and where
        "maximum", "12", "14", "20", "openapi/contract.yaml",
        # the proof
        "1.6", "/speed", "curl -X POST https://example.test/realtime/sessions",
        # what it means
        "needs work", "absorbed", "not used", "patterns aren't compared",
        # to agree on it, and what was agreed
        "b1c2d3e4f5", "0123456789ab", "Ada", "2026-12-31", "nobody sends more than 1.5", "2026-01-01", SAFE.id,
    ],
)  # fmt: skip
def test_every_form_tells(form: str, told: str) -> None:
    assert told in readable(form)


@pytest.mark.parametrize("form", TOOLS)
def test_every_form_tells_both_verdicts(form: str) -> None:
    only_strict = replace(RISKY, levels={"strict": "breaking", "practical": "safe"})
    text = write(form, settled(only_strict))
    assert re.search(r"safe \(practical\)|practical\W+safe|practical.{0,60}safe", text, re.DOTALL)
    assert re.search(r"breaking \(strict\)|strict\W+breaking|strict.{0,60}breaking", text, re.DOTALL)


@pytest.mark.parametrize("form", TOOLS)
def test_a_report_without_findings(form: str) -> None:
    assert "safe" in write(form, settled())


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_reaches_no_reader_as_it_is(form: str) -> None:
    text = written(form, evil=True)
    text.encode("utf-8")  # no lone surrogates
    odd = {char for char in text if not char.isprintable()} - {"\n"}
    assert odd == set()
    assert "##[" not in text or form in {"github", "markdown", "html", "junit"}
    lines = [line.strip() for line in text.splitlines()]
    assert [
        line
        for line in lines
        if line.startswith("::") and not re.match(r"::(error|warning|notice) (file|title)=", line)
    ] == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_command_that_breaks_lines_stays_on_its_own(form: str) -> None:
    evil = replace(BREAKING, witness=replace(BREAKING.witness, curl="curl \\\n  -X POST '\n::error::x'"))  # type: ignore[type-var]
    assert not re.search(r"^\s*::error::x", write(form, settled(evil)), re.MULTILINE)


@pytest.mark.parametrize("form", FORMATS)
def test_writing_again_gives_the_same(form: str) -> None:
    first, again = (re.sub(r'timestamp="[^"]*"', "", written(form)) for _ in range(2))
    assert first == again


def test_a_changelog_has_plain_sentences_and_nothing_of_the_tool() -> None:
    text = html.unescape(written("changelog"))
    assert text.splitlines()[0].startswith("# What changed from ")
    told = [line for line in text.splitlines() if line]
    assert told[1:] == [
        "## Breaking changes", "`POST /realtime/sessions`",
        "- speed in the request body: the largest value went from 2 to 1.5",
        "## May need a look", "`POST /realtime/sessions`",
        "- voice in the 200 reply: the pattern may have become narrower",
        "## New", "`GET /models`", "- operation: new operation",
    ]  # fmt: skip


def test_a_changelog_leaves_out_what_nobody_notices() -> None:
    ruled = replace(BREAKING, levels={"strict": "breaking", "practical": "safe"}, reason="open objects: nobody")
    assert "Nothing that a user of the API notices." in write("changelog", settled(ruled))


def test_operations_that_changed_alike_are_told_together() -> None:
    text = write("changelog", settled(replace(BREAKING, operations=("GET /a", "GET /b"))))
    assert "`GET /a`, `GET /b`" in text
    assert text.count("largest") == 1


def test_colour_only_where_asked() -> None:
    assert "\x1b[" not in write("text", settled(*EVERYTHING))
    assert "\x1b[31;1mBREAKING" in write("text", settled(*EVERYTHING), colour=True)


def test_json_has_what_the_contract_promises() -> None:
    data = json.loads(written("json"))
    assert data["verdict"] == {"strict": "breaking", "practical": "breaking"}
    assert data["policy"] == "practical"
    assert data["counts"] == {"breaking": 1, "risky": 1, "safe": 1}
    assert data["fails"] is True
    breaking, risky, _ = data["findings"]
    assert {"id", "level", "direction", "operation", "pointer", "message", "witness", "wrapper"} <= breaking.keys()
    assert breaking["witness"] == {
        "body": {"speed": 1.6},
        "accepted_by": "base",
        "refused_by": "head",
        "keyword": "maximum",
        "at": "/speed",
        "curl": BREAKING.witness and BREAKING.witness.curl,
    }
    assert risky["accepted"]["who"] == "Ada"
    assert [one["id"] for one in data["agreements"]["expired"]] == [BREAKING.id]
    assert [one["id"] for one in data["agreements"]["stale"]] == [SAFE.id]


def test_json_keeps_hostile_text_as_data() -> None:
    data = json.loads(written("json", evil=True))
    evil = next(one for one in data["findings"] if one["id"] == EVIL.id)
    assert evil["message"] == EVIL.message
    assert evil["old"] == EVIL.old


def test_annotations() -> None:
    first, _, _, *annotations = written("github", evil=True).splitlines()
    assert first.startswith("::notice title=Contract diff::breaking (practical)")
    assert annotations[0].startswith(
        "::error file=openapi/contract.yaml,line=14,title=breaking%3A POST /realtime/sessions · request::"
    )
    assert [line.split(" ")[0] for line in annotations] == ["::error", "::error", "::notice", "::notice"]
    evil = annotations[1]
    properties = evil.removeprefix("::error ").split("::", 1)[0]
    assert properties.count(",") == 2  # file, line, title: a comma in a title would begin another
    assert "%0A::" not in evil.replace("%250A", "")


@pytest.mark.parametrize("form", ["text", "markdown", "github", "html", "junit"])
def test_the_rules_of_the_policy_are_named_and_counted(form: str) -> None:
    read_otherwise = replace(SAFE, levels={"strict": "breaking", "practical": "safe"}, reason="open objects: nobody")
    text = html.unescape(write(form, settled(read_otherwise, replace(read_otherwise, id="another"), RISKY)))
    assert "open objects (2)" in text
    assert "patterns aren't compared (1)" in text
