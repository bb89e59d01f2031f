"""Name the places of the documents, the contract and the generated client."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OPENAPI = ROOT / "openapi"
CONTRACT = OPENAPI / "contract.yaml"
HISTORY = OPENAPI / "history"
PACKAGE = ROOT / "generated" / "realtime_sessions_api"
PARAMETERS = ROOT / "wrapper" / "realtime_sessions" / "parameters"
SIGNATURES = ROOT / "wrapper" / "realtime_sessions" / "base.py"
