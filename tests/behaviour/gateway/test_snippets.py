"""The snippets run as they are, all mean the same call, and hold no secret."""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime_sessions import Endpoint
from realtime_sessions.cli import options
from realtime_sessions.errors import InvalidParameterError
from realtime_sessions.gateway.page.snippets import LANGUAGES, snippets
from realtime_sessions.given import DEFAULTS
from realtime_sessions.sandbox import Sandbox
from realtime_sessions.shapes import encode

GATEWAY = "https://gateway.example/"
CONFIGS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "words": {"voice": "marin", "speed": 1.25, "expires_after": 60, "parallel_tool_calls": False},
    "null": {"tracing": None, "input_audio_transcription": None},
    "nested": {
        "turn_detection": {"type": "server_vad", "threshold": 0.4, "idle_timeout_ms": None},
        "modalities": ["text"],
        "max_response_output_tokens": "inf",
        "tools": [{"type": "function", "name": "look_up", "parameters": {"type": "object", "properties": {"a": {}}}}],
    },
    "awkward": {"instructions": "It's \"quoted\": $HOME `date` \\ \n\tJSON\n'''\n#{x} </script> 中 😀 \u2028"},
    "options alike": {"tracing": {"workflow_name": "auto"}, "instructions": "null", "tool_choice": "none"},
}
RUN = {"Python": ".py", "Python async": ".py", "curl": ".sh", "Command line": ".sh"}


@pytest.mark.parametrize("language", RUN)
@pytest.mark.parametrize("name", CONFIGS)
def test_a_copied_snippet_mints(name: str, language: str, tmp_path: Path) -> None:
    """With nothing but the key in the environment; the sandbox's address is there as the provider's would be."""
    path = tmp_path / f"snippet{RUN[language]}"
    path.write_text(snippets(CONFIGS[name], GATEWAY)[language], encoding="utf-8")
    program = sys.executable if path.suffix == ".py" else "bash"
    folder = Path(sys.executable).parent  # where the command is installed
    with Sandbox() as box:
        environment = {
            **os.environ,
            "PATH": f"{folder}:{os.environ['PATH']}",
            "OPENAI_API_KEY": "sk-test-snippet-0000000",
            "OPENAI_BASE_URL": box.base_url,
        }
        done = subprocess.run(
            [program, str(path)], env=environment, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stderr
        key = re.search(r"\bek_\w+", done.stdout)
        assert key, done.stdout
        assert box.check(key[0]) == "valid"
        sent = box.requests[-1].body
    assert sent == encode({**DEFAULTS, **CONFIGS[name]}, Endpoint.NESTED).body


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80)  # no shell has a NUL
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
CONFIG = st.fixed_dictionaries(
    {},
    optional={
        "instructions": TEXT,
        "voice": TEXT.filter(bool),
        "turn_detection": st.none(),
        "tracing": st.none() | st.just("auto") | st.fixed_dictionaries({"metadata": st.dictionaries(TEXT, JSON)}),
        "max_response_output_tokens": st.just("inf") | st.integers(1, 4096),
        "speed": st.floats(0.25, 1.5),
        "include": st.lists(st.just("item.input_audio_transcription.logprobs"), max_size=2),
        "input_audio_transcription": st.none() | st.fixed_dictionaries({"keywords": st.lists(TEXT, max_size=3)}),
    },
)


def told(config: dict[str, Any]) -> str:
    """A config without its dull differences: 1.0 is 1."""
    return json.dumps(config, sort_keys=True)


@given(CONFIG)
def test_every_language_says_the_same(config: dict[str, Any]) -> None:
    found = snippets(config, GATEWAY)
    for name in ("Python", "Python async"):
        tree = ast.parse(found[name])
        call = next(
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "create"
        )
        said = {str(word.arg): ast.literal_eval(word.value) for word in call.keywords}
        assert told(said) == told(config), name
    body = json.loads(found["curl"].partition("<<'JSON'\n")[2].removesuffix("\nJSON\n"))
    assert told(body) == told(encode({**DEFAULTS, **config}, Endpoint.NESTED).body)
    for name in ("JavaScript", "WebRTC"):
        rest = found[name].partition("const config = ")[2]
        assert told(json.JSONDecoder().raw_decode(rest)[0]) == told(config), name
    parser = argparse.ArgumentParser()
    options.add(parser)
    words = shlex.split(found["Command line"].replace(" \\\n  --", " --"))  # it knows no continued lines
    assert words[:3] == ["realtime-sessions", "create", "--show-secret"]
    assert told(options.given(vars(parser.parse_args(words[3:])))) == told(config)


def test_no_snippet_has_a_secret() -> None:
    tool = {
        "type": "mcp",
        "server_label": "shop",
        "server_url": "https://shop.example/mcp",
        "authorization": "hush-hush-1",
        "headers": {"X-Key": "hush-hush-2"},
    }
    config = {"tools": [tool], "instructions": "Say sk-test-typed-by-mistake-0000."}
    found = snippets(config, GATEWAY)
    for name, text in found.items():
        assert "hush-hush" not in text, name
        assert "typed-by-mistake" not in text, name
        assert "***" in text, name
    assert config["tools"] == [tool], "the config itself stays"


def test_no_snippet_has_the_key_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-of-this-server-000")
    for text in snippets(CONFIGS["nested"], GATEWAY).values():
        assert "of-this-server" not in text


def test_what_an_endpoint_cannot_say_is_said() -> None:
    found = snippets({"temperature": 0.7}, GATEWAY)
    assert found["curl"].startswith("# temperature is left out: ")
    assert "temperature=0.7" in found["Python"]


def test_the_browsers_ask_the_gateway() -> None:
    found = snippets({}, "https://gateway.example/below/")
    assert '"https://gateway.example/below/session"' in found["JavaScript"]
    assert '"https://gateway.example/below/call"' in found["WebRTC"]
    assert all("gateway.example" not in found[name] for name in RUN)


def test_a_wrong_config_has_no_snippet() -> None:
    with pytest.raises(InvalidParameterError, match="speed must be"):
        snippets({"speed": 9}, GATEWAY)


def test_the_languages() -> None:
    assert list(LANGUAGES) == ["Python", "Python async", "curl", "Command line", "JavaScript", "WebRTC"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_the_page_shows(language: str) -> None:
    """But for a URL of the gateway's, which may be of any length."""
    for config in ({}, {"voice": "marin", "turn_detection": {"type": "semantic_vad", "eagerness": "low"}}):
        lines = snippets(config, "http://127.0.0.1:8080/")[language].splitlines()
        assert max(map(len, lines)) <= 66, max(lines, key=len)


def test_a_call_of_no_more_than_the_page_shows_of_a_line_stands_on_one() -> None:
    short, long = ({"voice": "marin", "speed": 1.2}, {"voice": "marin", "speed": 1.2, "turn_detection": None})
    for language in ("Python", "Python async"):
        assert "client.create(voice=" in snippets(short, GATEWAY)[language]
        code = snippets(long, GATEWAY)[language]
        assert "client.create(\n" in code
        assert max(len(line) for line in code.splitlines() if "=" in line) <= 66
