"""Hold the request that every client sends.

Imports nothing: it is loaded in programs whose start is measured.
"""

KEY = "sk-test-0123456789abcdef"
MODEL = "gpt-realtime-2.1"
BASE_PATH = "/v1"
PATH = "/realtime/client_secrets"
BODY = {"session": {"type": "realtime", "model": MODEL}}
