"""Reports made by hand, so that the writers are tested without the judge."""

from __future__ import annotations

from datetime import date

from scripts.contract_diff.report.accept import Agreement, Settled, settle
from scripts.contract_diff.report.model import Finding, Policy, Report, Witness

TODAY = date(2026, 11, 21)
HOSTILE = (
    "\x1b[31m</script><script>alert(1)</script>\r\n::error::pwned%0A##[add-mask]x\u202e\ud800\x00"
    "]]>&<b>`code`` @octocat #12 https://evil.example <!-- --> | [a](b) {{ 7*7 }} ${{ github.token }}"
)

BREAKING = Finding(
    id="b1c2d3e4f5",
    digest="0123456789ab",
    direction="request",
    operation="POST /realtime/sessions",
    pointer="/paths/~1realtime~1sessions/post/requestBody/content/application~1json/schema/properties/speed/maximum",
    field="request body > speed",
    steps=("speed",),
    cause="maximum-lowered",
    message="the largest value went from 2 to 1.5",
    levels={"strict": "breaking", "practical": "breaking"},
    old={"type": "number", "maximum": 2},
    new={"type": "number", "maximum": 1.5},
    base_line=12,
    head_line=14,
    witness=Witness(
        body={"speed": 1.6},
        accepted_by="base",
        keyword="maximum",
        at="/speed",
        curl="""curl -X POST https://example.test/realtime/sessions -d '{"speed": 1.6}'""",
    ),
    wrapper="needs work",
)
RISKY = Finding(
    id="r1c2d3e4f5",
    digest="111111111111",
    direction="reply",
    operation="POST /realtime/sessions",
    pointer="/components/schemas/Voice",
    field="reply > 200 > voice",
    steps=("voice",),
    cause="undecided",
    message="the pattern may have become narrower",
    levels={"strict": "breaking", "practical": "risky"},
    old={"pattern": "^a"},
    new={"pattern": "^b"},
    base_line=20,
    head_line=None,
    wrapper="absorbed",
    reason="patterns aren't compared",
)
SAFE = Finding(
    id="s1c2d3e4f5",
    digest="222222222222",
    direction="operation",
    operation="GET /models",
    pointer="/paths/~1models/get",
    field="operation",
    cause="operation-added",
    message="new operation",
    levels={"strict": "safe", "practical": "safe"},
    old=None,
    new={"responses": {}},
    head_line=40,
    wrapper="not used",
)
EVIL = Finding(
    id="e1c2d3e4f5",
    digest="333333333333",
    direction="request",
    operation=f"POST /{HOSTILE}",
    pointer=f"/{HOSTILE}",
    field=HOSTILE,
    cause="enum-value-removed",
    message=HOSTILE,
    levels={"strict": "breaking", "practical": "breaking"},
    old={HOSTILE: [HOSTILE, "```\n# heading"]},
    new=HOSTILE,
    base_line=1,
    head_line=1,
    witness=Witness(body={HOSTILE: HOSTILE}, accepted_by="head", keyword=HOSTILE, at=HOSTILE, curl=f"curl '{HOSTILE}'"),
    wrapper="absorbed",
    reason=HOSTILE,
)


def report(*findings: Finding, policy: Policy = "practical") -> Report:
    return Report(
        base="git:main:openapi/contract.yaml",
        head="openapi/contract.yaml",
        base_file="openapi/contract.yaml",
        head_file="openapi/contract.yaml",
        policy=policy,
        operations=("GET /models", "POST /realtime/sessions", "GET /quiet"),
        findings=findings,
    )


def agreement(finding: Finding, *, until: str = "2026-12-31", digest: str | None = None) -> Agreement:
    return Agreement(
        id=finding.id,
        digest=finding.digest if digest is None else digest,
        who="Ada",
        why="nobody sends more than 1.5",
        until=date.fromisoformat(until),
    )


def settled(*findings: Finding, agreements: tuple[Agreement, ...] = (), policy: Policy = "practical") -> Settled:
    return settle(report(*findings, policy=policy), agreements, TODAY)
