"""Mint a key from the command line: `realtime-sessions create`.

The key is masked unless it is asked for. What goes wrong is one line on standard error, and an exit status that tells
one class of error from another.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import warnings
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any, Final

from realtime_sessions import errors, shapes
from realtime_sessions.config import SessionConfig
from realtime_sessions.endpoints import PATHS, Endpoint
from realtime_sessions.given import DEFAULTS, known
from realtime_sessions.redaction import MASK

from . import options
from .masking import without_secrets
from .terminal import UNWRITABLE, fail, say, say_beside

LIFE: Final = "expires_after"  # an object in an endpoint's shape

DESCRIPTION: Final = (
    "Mint a key for a session. The server's own key comes from OPENAI_API_KEY, the address from OPENAI_BASE_URL."
)

EXITS: Final[dict[type[errors.RealtimeSessionsError], int]] = {
    errors.RealtimeSessionsError: 1,
    errors.InvalidParameterError: 3,  # 2 is argparse's, for a command that can't be read
    errors.ConfigurationError: 4,
    errors.APIConnectionError: 5,
    errors.APITimeoutError: 6,
    errors.UnexpectedReplyError: 7,
    errors.APIStatusError: 10,
    errors.BadRequestError: 11,
    errors.AuthenticationError: 12,
    errors.PermissionDeniedError: 13,
    errors.NotFoundError: 14,
    errors.EndpointRetiredError: 15,
    errors.ConflictError: 16,
    errors.UnprocessableEntityError: 17,
    errors.RateLimitError: 18,
    errors.InternalServerError: 19,
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.formatter_class = RawDescriptionHelpFormatter
    others = {0: "a key was minted", 2: "the command can't be read", UNWRITABLE: "the output can't be written"}
    named = sorted({**others, **{status: cls.__name__ for cls, status in EXITS.items()}}.items())
    parser.epilog = "exit status:\n" + "\n".join(f"  {status:2}  {told}" for status, told in named)
    parser.add_argument(
        "--endpoint",
        choices=[endpoint.value for endpoint in Endpoint],
        default=Endpoint.AUTO.value,
        help="where to mint (default: %(default)s, which finds out what the server speaks)",
    )
    parser.add_argument("--base-url", metavar="URL", help="the server's address (default: OPENAI_BASE_URL)")
    parser.add_argument("--timeout", type=float, default=10.0, metavar="SECONDS", help="default: %(default)s")
    parser.add_argument("--safety-identifier", metavar="TEXT", help="a stable, hashed id of your end user")
    parser.add_argument(
        "--body",
        metavar="FILE",
        help="parameters as JSON, by these names or in an endpoint's shape; - for standard input",
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="print the reply as JSON")
    shown.add_argument("--table", action="store_true", help="print status and reply as one row of CSV")
    parser.add_argument("--dry-run", action="store_true", help="print what would be sent, as JSON; send nothing")
    parser.add_argument("--show-secret", action="store_true", help="print the key itself, not a mask")
    options.add(parser)


def run(chosen: Namespace) -> int:
    """Run the command; return its exit status."""
    found: errors.RealtimeSessionsError
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always", errors.RealtimeSessionsWarning)
            status, reply = _dry(chosen) if chosen.dry_run else _mint(chosen)
    except errors.InvalidParameterError as error:  # told without the step, which is for programs
        found = errors.InvalidParameterError(error.parameter, error.value, error.bound)
    except errors.RealtimeSessionsError as error:
        found = error
    except OSError as error:
        return fail(f"can't read {chosen.body}: {error.strerror or error}", 2)
    else:
        for warning in warned:
            say_beside(str(warning.message))
        _print(chosen, status, reply)
        return 0
    _print_error(chosen, found)
    return fail(f"{type(found).__name__}: {found}", exit_status(found))


def exit_status(error: errors.RealtimeSessionsError) -> int:
    """The exit status for an error: its own class's, or that of the nearest class above it."""
    return next(EXITS[cls] for cls in type(error).__mro__ if cls in EXITS)


def _asked(chosen: Namespace) -> SessionConfig:
    """The session that is asked for: the options over the body."""
    given = _config(_body(chosen.body)) if chosen.body else SessionConfig()
    words = options.given(vars(chosen))
    if chosen.safety_identifier is not None:
        words["safety_identifier"] = chosen.safety_identifier
    return given.merge(SessionConfig(**words))


def _config(body: Any) -> SessionConfig:
    """The config of a body by the options' names, or in an endpoint's shape."""
    is_ours = isinstance(body, dict) and body.keys() <= {*known()} and not isinstance(body.get(LIFE), dict)
    return SessionConfig(**body) if is_ours else SessionConfig.from_dict(body)


def _body(name: str) -> Any:
    try:
        return json.loads(sys.stdin.read() if name == "-" else Path(name).read_bytes())
    except (ValueError, RecursionError) as error:  # among them: it is no text
        raise errors.InvalidParameterError("body", name, f"JSON: {type(error).__name__}: {error}") from None


def _dry(chosen: Namespace) -> tuple[None, dict[str, Any]]:
    """What would be sent, with secrets masked unless they are asked for."""
    endpoint = Endpoint(chosen.endpoint)
    endpoint = Endpoint.NESTED if endpoint is Endpoint.AUTO else endpoint
    given = {**DEFAULTS, **_asked(chosen).given()}
    encoded = shapes.encode(given if chosen.show_secret else without_secrets(given), endpoint)
    for name in encoded.dropped:
        say_beside(f"the {endpoint} endpoint has no place for {name}: it would be left out")
    headers = {"OpenAI-Safety-Identifier": given["safety_identifier"]} if "safety_identifier" in given else {}
    return None, {"method": "POST", "path": PATHS[endpoint], "headers": headers, "body": encoded.body}


def _mint(chosen: Namespace) -> tuple[int, dict[str, Any]]:
    from realtime_sessions.client import RealtimeSessions  # noqa: PLC0415 - a dry run needs no client

    asked = _asked(chosen)
    endpoint = Endpoint(chosen.endpoint)
    with RealtimeSessions(base_url=chosen.base_url, endpoint=endpoint, timeout=chosen.timeout) as client:
        session = client.create(asked)
    secret = session.client_secret.to_dict()
    if not chosen.show_secret:
        secret["value"] = MASK
    about = session.to_dict()
    del about["expires_at"]
    reply = {**secret, "request_id": session.request_id, "session": about}
    return 200, reply


def _print(chosen: Namespace, status: int | None, reply: dict[str, Any]) -> None:
    if chosen.table:
        _row(status, reply)
    elif chosen.json or chosen.dry_run:
        say(json.dumps(reply, indent=2, ensure_ascii=False))
    else:
        hint = "" if chosen.show_secret else "  (--show-secret prints it)"
        rows = {**reply, **reply["session"], "value": f"{reply['value']}{hint}"}
        del rows["session"]
        width = max(map(len, rows))
        for name, value in rows.items():
            if value is not None:
                text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                say(f"{name:{width}}  {text}")


def _print_error(chosen: Namespace, error: errors.RealtimeSessionsError) -> None:
    """The error on standard output, for a program that reads it there."""
    told = {"class": type(error).__name__, "message": str(error)}
    told |= {name: value for name in ("code", "param", "request_id") if (value := getattr(error, name)) is not None}
    if chosen.table:
        _row(error.status_code, {"error": told})
    elif chosen.json:
        say(json.dumps({"error": told}, indent=2, ensure_ascii=False))


def _row(status: int | None, reply: dict[str, Any]) -> None:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(
        ["" if status is None else status, json.dumps(reply, ensure_ascii=False)]
    )
    say(line.getvalue())
