"""Write the call that the form describes as code, in every language that the page shows.

The code runs as it is. What a server runs reads its API key from the environment, and what a browser runs asks the
gateway, so that no snippet holds a key; secrets inside the parameters are masked.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from realtime_sessions import shapes
from realtime_sessions.cli import options
from realtime_sessions.cli.masking import without_secrets
from realtime_sessions.endpoints import PATHS, Endpoint
from realtime_sessions.errors import InvalidParameterError
from realtime_sessions.given import DEFAULTS, checked
from realtime_sessions.options import BASE_URL
from realtime_sessions.parameters.table import PARAMETERS

_WIDTH: Final = 66  # characters: what the page shows of a line on a screen of the usual width


class Asked(NamedTuple):
    """What a snippet is written for."""

    given: dict[str, Any]
    """Checked parameters by their flat names, without secrets."""
    gateway: str
    """The gateway's URL, with a slash at its end."""


def problems(config: Mapping[str, Any]) -> list[dict[str, str]]:
    """What is wrong with each parameter, as `create` would say it: its path, and the message."""
    found = []
    for name, value in config.items():
        try:
            checked({name: value})
        except InvalidParameterError as error:
            found.append({"param": error.parameter, "message": f"must be {error.bound}"})
    return found


def snippets(config: Mapping[str, Any], gateway: str) -> dict[str, str]:
    """The call in every language, by the language's name.

    Raises:
        InvalidParameterError: a parameter is unknown, or out of its bounds.
    """
    asked = Asked(without_secrets(checked(config)), gateway)
    return {name: write(asked) for name, write in LANGUAGES.items()}


def _python(asked: Asked) -> str:
    return f"""\
from realtime_sessions import RealtimeSessions

# reads OPENAI_API_KEY
with RealtimeSessions() as client:
    {_called("session = client.create", asked.given, "    ")}

print(session.client_secret.value)  # for the browser
print("good until", session.client_secret.expires_at)
"""


def _python_async(asked: Asked) -> str:
    return f"""\
import asyncio

from realtime_sessions import AsyncRealtimeSessions


async def main() -> None:
    # reads OPENAI_API_KEY
    async with AsyncRealtimeSessions() as client:
        {_called("session = await client.create", asked.given, "        ")}

    print(session.client_secret.value)  # for the browser
    print("good until", session.client_secret.expires_at)


asyncio.run(main())
"""


def _curl(asked: Asked) -> str:
    body, dropped = shapes.encode({**DEFAULTS, **asked.given}, Endpoint.NESTED)
    notes = "".join(f"# {name} is left out: this endpoint has no place for it\n" for name in dropped)
    return f"""\
{notes}base_url="${{OPENAI_BASE_URL:-{BASE_URL}}}"
curl --silent --show-error --fail-with-body \\
  "${{base_url}}{PATHS[Endpoint.NESTED]}" \\
  --header "Authorization: Bearer ${{OPENAI_API_KEY}}" \\
  --header "Content-Type: application/json" \\
  --data-binary @- <<'JSON'
{_json(body)}
JSON
"""


def _command_line(asked: Asked) -> str:
    words = [_option(name, value) for name, value in asked.given.items()]
    return " \\\n  ".join(["realtime-sessions create --show-secret", *words]) + "\n"


def _option(name: str, value: Any) -> str:
    text = options.write(PARAMETERS[options.KIND][name]["schema"], value)
    return f"{options.option(name)}{'=' if text.startswith('-') else ' '}{shlex.quote(text)}"


def _javascript(asked: Asked) -> str:
    return f"""\
// In the browser. The gateway holds the API key.
{_asking(asked)}
const reply = await fetch({json.dumps(asked.gateway + "session")}, {{
  method: "POST",
  headers,
  body: JSON.stringify(config),
}});
{_ANSWERED}
const key = answer.value;  // opens a session
const until = answer.expires_at;  // Unix seconds
"""


def _web_rtc(asked: Asked) -> str:
    return f"""\
// In the browser. The gateway makes the call, and can end it.
{_asking(asked)}
const peer = new RTCPeerConnection();
const speaker = new Audio();
speaker.autoplay = true;
peer.ontrack = ({{ streams }}) => {{
  speaker.srcObject = streams[0];
}};

const {{ mediaDevices }} = navigator;
const voice = await mediaDevices.getUserMedia({{ audio: true }});
const [track] = voice.getAudioTracks();
peer.addTrack(track, voice);

const events = peer.createDataChannel("oai-events");
events.onmessage = ({{ data }}) => console.log(JSON.parse(data));

await peer.setLocalDescription();
const {{ sdp }} = peer.localDescription;
const reply = await fetch({json.dumps(asked.gateway + "call")}, {{
  method: "POST",
  headers,
  body: JSON.stringify({{ sdp, config }}),
}});
{_ANSWERED}
const remote = {{ type: "answer", sdp: answer.sdp }};
await peer.setRemoteDescription(remote);

const call = {json.dumps(asked.gateway + "call/")} + answer.call_id;
const hangUp = {{ method: "DELETE", headers, keepalive: true }};
addEventListener("pagehide", () => fetch(call, hangUp));
"""


def _asking(asked: Asked) -> str:
    """What both calls of a browser begin with."""
    return f"""const token = "";  // your user's token for the gateway
const headers = {{ "Content-Type": "application/json" }};
if (token) headers.Authorization = `Bearer ${{token}}`;
const config = {_json(asked.given, "const config = ")};"""


_ANSWERED: Final = """const answer = await reply.json();
if (!reply.ok) {
  throw new Error(`${reply.status}: ${answer.error.message}`);
}
"""


LANGUAGES: Final[dict[str, Callable[[Asked], str]]] = {
    "Python": _python,
    "Python async": _python_async,
    "curl": _curl,
    "Command line": _command_line,
    "JavaScript": _javascript,
    "WebRTC": _web_rtc,
}


def _json(value: Any, before: str = "") -> str:
    return _laid_out(value, "", _JSON, before)


def _called(function: str, given: Mapping[str, Any], indent: str) -> str:
    """A call with keywords: on one line where it is short, else a line for each."""
    inner = f"{indent}    "
    words = [f"{name}={_laid_out(value, inner, _PYTHON, f'{name}=')}" for name, value in given.items()]
    line = f"{function}({', '.join(words)})"
    if len(indent + line) <= _WIDTH and "\n" not in line:
        return line
    return f"{function}(\n" + "".join(f"{inner}{word},\n" for word in words) + f"{indent})"


class _Style(NamedTuple):
    """How a language writes JSON's values."""

    scalar: Callable[[Any], str]
    step: str
    last: str
    """What stands behind the last item of a list that takes several lines."""


def _quoted(value: Any) -> str:
    """A scalar as Python writes it, a string in double quotes where that needs no more escapes."""
    written = repr(value)
    return written if not isinstance(value, str) or written[0] == '"' or '"' in value else f'"{written[1:-1]}"'


_PYTHON: Final = _Style(_quoted, "    ", ",")
_JSON: Final = _Style(lambda value: json.dumps(value, ensure_ascii=False), "  ", "")


def _laid_out(value: Any, indent: str, style: _Style, before: str = "") -> str:
    """A value on one line where it is short, with what stands before it there; else an item a line."""
    if not isinstance(value, dict | list):
        return style.scalar(value)
    inner = indent + style.step
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    named = [(style.scalar(key), item) for key, item in value.items()] if isinstance(value, dict) else []
    items = (
        [f"{key}: {_laid_out(item, inner, style, f'{key}: ')}" for key, item in named]
        if named
        else [_laid_out(item, inner, style) for item in value]
    )
    line = opening + ", ".join(items) + closing
    is_short = len(indent + before + line + ",") <= _WIDTH and "\n" not in line
    if is_short or not items or len(indent) > _WIDTH // 2:
        return line  # so deep inside nobody reads, and every level more would make each line longer
    return f"{opening}\n{inner}" + f",\n{inner}".join(items) + f"{style.last}\n{indent}{closing}"
