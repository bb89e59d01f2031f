"""The command line: a webhook is an operation that can be asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.contract_diff.__main__ import main

HOOK = """\
openapi: 3.1.0
info: {title: t, version: "1"}
webhooks:
  made:
    post: {requestBody: {content: {application/json: {schema: {type: string, maxLength: 5}}}}, responses: {}}
  order paid:
    post: {responses: {}}
"""


def test_a_webhook_can_be_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.yaml").write_text(HOOK)
    Path("new.yaml").write_text(HOOK.replace("maxLength: 5", "maxLength: 9"))
    assert main(["old.yaml", "new.yaml", "--operation", "webhook post made"]) == 1
    assert main(["old.yaml", "new.yaml", "--operation", "webhook POST order paid"]) == 0
    assert capfd.readouterr().out.count("1 operation compared") == 2
    for wrong in ("webhook POST gone", "webhook GET made", "POST /made"):
        assert main(["old.yaml", "new.yaml", "--operation", wrong]) == 2
        assert f"neither document has the operation {wrong}" in capfd.readouterr().err
