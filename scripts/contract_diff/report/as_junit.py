"""Write the report as JUnit XML, in the subset that both common schemas of it allow.

A finding is a test case: failed where it reaches the threshold, else skipped with its reason.
An operation without findings is a test case that passed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from scripts.contract_diff.report import as_text
from scripts.contract_diff.report.view import rows, shown
from scripts.documents.text import printable

if TYPE_CHECKING:
    from scripts.contract_diff.report.accept import Settled
    from scripts.contract_diff.report.model import Level
    from scripts.contract_diff.report.view import Shown


def write(settled: Settled, *, threshold: Level | None, colour: bool) -> str:
    """One suite with a case for each finding and each operation without any."""
    del colour
    report = settled.report
    found = [shown(settled, finding) for finding in report.findings]
    failing = {one.finding.id for one in found if threshold is not None and settled.reaches(one.finding, threshold)}
    quiet = [name for name in report.operations if name not in {one.finding.operation for one in found}]

    root = Element("testsuites")
    suite = SubElement(
        root,
        "testsuite",
        name="contract diff",
        package="contract_diff",
        id="0",
        hostname="localhost",
        timestamp=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        time="0",
        tests=str(len(found) + len(quiet)),
        failures=str(len(failing)),
        errors="0",
        skipped=str(len(found) - len(failing)),
    )
    properties = SubElement(suite, "properties")
    for name, value in {
        "base": report.base,
        "head": report.head,
        "policy": report.policy,
        "verdict.strict": report.verdict("strict"),
        "verdict.practical": report.verdict("practical"),
    }.items():
        SubElement(properties, "property", name=name, value=printable(value))
    for one in found:
        _case(suite, one, failed=one.finding.id in failing)
    for name in quiet:
        SubElement(suite, "testcase", name="no difference", classname=_token(name), time="0")
    SubElement(suite, "system-out").text = as_text.write(settled, threshold=threshold, colour=False)
    SubElement(suite, "system-err").text = ""
    indent(root)
    body = tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _case(suite: Element, one: Shown, *, failed: bool) -> None:
    case = SubElement(
        suite,
        "testcase",
        # the id keeps apart what happens twice in one field
        name=_token(f"{one.finding.field}: {one.finding.cause} [{one.finding.id}]"),
        classname=_token(one.where),
        time="0",
    )
    state = "accepted" if one.accepted else one.level
    result = SubElement(case, "failure" if failed else "skipped", message=f"{state}: {one.title}", type=state)
    result.text = "\n".join(f"{label:<9} {text}" for label, text in rows(one))


def _token(text: str) -> str:
    return " ".join(printable(text).split())
