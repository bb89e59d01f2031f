"""Every request that the wrapper makes goes through the generated client unchanged.

Under the stability suite the client is that of another revision: what its contract knows must go
through, and what it doesn't know must be refused aloud, never dropped.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from realtime_sessions import _api
from realtime_sessions.errors import ConfigurationError
from scripts.conformance.cases import ENDPOINT, Case, corpus
from scripts.conformance.requests import refused
from scripts.pipeline.paths import OPENAPI
from scripts.pipeline.slices import load

CONTRACT = Path(os.environ.get("REALTIME_SESSIONS_CONTRACT", OPENAPI / "contract.yaml"))


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    return load(CONTRACT)


@pytest.mark.parametrize("operation", ENDPOINT)
def test_what_the_contract_knows_goes_through(operation: str, contract: dict[str, Any]) -> None:
    cannot = refused(contract, operation)
    assert not cannot or CONTRACT.parent != OPENAPI, "the pinned contract knows everything that the wrapper sends"
    changed = [case for case in corpus(operation) if case not in cannot and _through(case) != case.body]
    assert not changed


@pytest.mark.parametrize("operation", ENDPOINT)
def test_nothing_is_dropped_in_silence(operation: str) -> None:
    said = {str(error) for case in corpus(operation) for error in [_error(case)] if error is not None}
    assert all("the generated client" in text for text in said)


def _error(case: Case) -> ConfigurationError | None:
    try:
        assert _through(case) == case.body
    except ConfigurationError as error:
        return error
    return None


def _through(case: Case) -> Any:
    return _api.request(ENDPOINT[case.operation], case.body)["json"]
