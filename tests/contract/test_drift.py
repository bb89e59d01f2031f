"""The wrapper's words are the document's: enums, parameters, attributes. What fails says which line to add."""

from __future__ import annotations

from typing import Any

import pytest

from realtime_sessions.config import SHAPES
from scripts.conformance.cases import CASES
from scripts.conformance.drift import drift
from scripts.pipeline.paths import OPENAPI
from scripts.pipeline.slices import OPERATIONS, load, slice_file

NESTED = tuple(OPERATIONS)[1]
Slices = dict[str, dict[str, Any]]


@pytest.fixture
def slices() -> Slices:
    return {operation: load(slice_file(OPENAPI, operation)) for operation in OPERATIONS}


@pytest.fixture
def contract() -> dict[str, Any]:
    return load(OPENAPI / "contract.yaml")


def test_the_wrapper_has_the_words_of_the_pinned_document(slices: Slices, contract: dict[str, Any]) -> None:
    lines = drift(slices, contract)
    assert not lines, "\n\n" + "\n\n".join(lines)


def test_every_parameter_has_cases() -> None:
    assert CASES.keys() == SHAPES.keys(), "scripts/conformance/cases.py: CASES has one entry for each parameter"


def _schemas(slices: Slices) -> dict[str, Any]:
    schemas: dict[str, Any] = slices[NESTED]["components"]["schemas"]
    return schemas


def _session(slices: Slices) -> dict[str, Any]:
    properties: dict[str, Any] = _schemas(slices)["RealtimeSessionCreateRequestGA"]["properties"]
    return properties


def test_a_new_value_is_named_with_its_line(slices: Slices, contract: dict[str, Any]) -> None:
    _schemas(slices)["NoiseReductionType"]["enum"].append("mid-field")
    assert drift(slices, contract) == [
        'add to class NoiseReduction in wrapper/realtime_sessions/values.py:\n    MID_FIELD = "mid-field"'
    ]


def test_a_value_that_is_gone_is_named(slices: Slices, contract: dict[str, Any]) -> None:
    _schemas(slices)["NoiseReductionType"]["enum"].remove("far_field")
    [line] = drift(slices, contract)
    assert "no 'far_field' any more" in line


def test_a_new_field_is_named_with_its_line(slices: Slices, contract: dict[str, Any]) -> None:
    _session(slices)["locale"] = {"type": "string"}
    [line] = drift(slices, contract)
    assert "create() has no parameter for session.locale (string)" in line
    assert '"locale": ("locale",),' in line


def test_a_field_that_is_gone_is_named(slices: Slices, contract: dict[str, Any]) -> None:
    del _session(slices)["truncation"]
    [line] = drift(slices, contract)
    assert "no session.truncation any more" in line


def test_a_new_key_of_a_part_is_named(slices: Slices, contract: dict[str, Any]) -> None:
    _schemas(slices)["MCPTool"]["properties"]["region"] = {"type": "string"}
    [line] = drift(slices, contract)
    assert "create(tools=) has no session.tools[].region (string)" in line


def test_a_new_field_of_a_reply_is_named(slices: Slices, contract: dict[str, Any]) -> None:
    _schemas(slices)["RealtimeSessionCreateResponseGA"]["properties"]["started_at"] = {"type": "integer"}
    [line] = drift(slices, contract)
    assert "Session doesn't show session.started_at (integer)" in line
    assert "started_at: ... | None = None" in line


def test_a_new_format_is_named(slices: Slices, contract: dict[str, Any]) -> None:
    _schemas(slices)["RealtimeAudioFormats"]["anyOf"].append({"properties": {"type": {"enum": ["audio/opus"]}}})
    assert any("audio/opus" in line for line in drift(slices, contract))
    contract["components"]["schemas"]["FlatAudioFormat"]["enum"].append("opus")
    assert any("'opus' isn't in all of" in line for line in drift(slices, contract))
