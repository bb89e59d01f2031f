"""Two promises for every input, not for the ones we thought of.

A reply with a key in it costs nobody the key, and a config loses nothing on the way through both
shapes but what is named. EXAMPLES sets how many are tried: `make test-full` tries 4,000, the same ones each time, and
`EXAMPLES=20000 make test-full EXPLORE=1` more, and others each time.
"""

from __future__ import annotations

import os
import warnings
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from realtime_sessions import services
from realtime_sessions.client import RealtimeSessions
from realtime_sessions.config import SessionConfig
from realtime_sessions.endpoints import Endpoint
from realtime_sessions.errors import DroppedParameterWarning, InvalidParameterError
from realtime_sessions.given import known
from realtime_sessions.parameters.table import FIELDS as SHOWN
from realtime_sessions.parameters.table import PARAMETERS
from realtime_sessions.redaction import MASK, Secret, redact
from realtime_sessions.sandbox import Sandbox
from realtime_sessions.sending.request import URL, Headers
from realtime_sessions.shapes import encode, flat_view
from scripts.conformance.samples import session_of

pytestmark = pytest.mark.generated
EXAMPLES = int(os.environ.get("EXAMPLES", "75"))
EVERY = settings(
    max_examples=EXAMPLES,
    deadline=None,  # no timing decides a test
    derandomize=not os.environ.get("EXPLORE"),  # a change isn't refused for what its neighbour would have found
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
KEY = "ek_property_0123456789"
NAMES = (
    *SHOWN,
    "type",
    "expires_at",
    "audio",
    "output_modalities",
    "max_output_tokens",
)


def _text(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=["Cs"]), min_size=schema.get("minLength", 0), max_size=12)


TEXT, NAME = _text({}), _text({"minLength": 1})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
AUDIO = st.fixed_dictionaries(
    {},
    optional={
        side: JSON
        | st.dictionaries(st.sampled_from(["format", "voice", "speed", "transcription", "turn_detection"]), JSON)
        for side in ("input", "output")
    },
)
SESSION = st.dictionaries(st.sampled_from(NAMES) | TEXT, JSON, max_size=6) | st.fixed_dictionaries(
    {"audio": AUDIO | JSON, "voice": JSON}
)
REPLY = st.one_of(
    SESSION,
    st.fixed_dictionaries(
        {"session": SESSION | JSON}, optional={"value": JSON, "expires_at": JSON, "client_secret": JSON}
    ),
    st.fixed_dictionaries({"client_secret": JSON | st.dictionaries(st.sampled_from(["value", "expires_at"]), JSON)}),
)


def _with_key(reply: dict[str, Any], place: str) -> dict[str, Any]:
    if place == "value":
        return {**reply, "value": KEY}
    holder = reply.get("session") if place == "session" else reply
    secret = holder.get("client_secret") if isinstance(holder, dict) else None
    filled = {
        **(holder if isinstance(holder, dict) else {}),
        "client_secret": {**(secret if isinstance(secret, dict) else {}), "value": KEY},
    }
    return {**reply, "session": filled} if place == "session" else filled


@EVERY
@given(reply=REPLY, endpoint=st.sampled_from([Endpoint.FLAT, Endpoint.NESTED]))
def test_any_object_is_a_session_or_none(reply: dict[str, Any], endpoint: Endpoint) -> None:
    session = session_of(reply, endpoint)
    if session is None:
        return
    assert session.client_secret.value.strip()
    assert session.client_secret.expires_at.tzinfo is not None


@EVERY
@given(
    reply=REPLY,
    endpoint=st.sampled_from([Endpoint.FLAT, Endpoint.NESTED]),
    place=st.sampled_from(["value", "client_secret", "session"]),
)
def test_a_key_anywhere_is_never_lost_and_never_printed(reply: dict[str, Any], endpoint: Endpoint, place: str) -> None:
    session = session_of(_with_key(reply, place), endpoint)
    assert session is not None
    others = [reply.get("value"), reply.get("client_secret"), *_values(reply)]
    assert session.client_secret.value == KEY or session.client_secret.value in others
    assert KEY not in repr(session)
    assert KEY not in str(session.raw)


def _values(reply: Any) -> list[Any]:
    places = [reply, reply.get("session")]
    secrets = [place.get("client_secret") for place in places if isinstance(place, dict)]
    return [*secrets, *(secret.get("value") for secret in secrets if isinstance(secret, dict))]


PART = st.dictionaries(TEXT, JSON, max_size=3)
WIDER: dict[str, st.SearchStrategy[Any]] = {  # beside what the table's own schemas give
    "model": NAME,
    "instructions": TEXT,
    "voice": NAME | st.fixed_dictionaries({"id": NAME}),
    "temperature": st.floats(0.6, 1.2),
    "speed": st.floats(0.25, 1.5),
    "max_response_output_tokens": st.integers(1, 4096) | st.just("inf"),
    "expires_after": st.integers(10, 7200),
    "turn_detection": st.fixed_dictionaries(
        {"type": st.just("server_vad")},
        optional={
            "threshold": st.floats(0, 1),
            "prefix_padding_ms": st.integers(0),
            "silence_duration_ms": st.integers(0),
        },
    ),
    "tools": st.lists(
        st.fixed_dictionaries({"type": st.just("function"), "name": TEXT}, optional={"parameters": PART}), max_size=3
    ),
    "tracing": st.fixed_dictionaries({}, optional={"workflow_name": TEXT, "group_id": TEXT, "metadata": PART}),
    "prompt": st.fixed_dictionaries(
        {"id": TEXT}, optional={"version": st.none() | TEXT, "variables": st.none() | st.dictionaries(TEXT, TEXT)}
    ),
}


def _of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a schema in normal form."""
    kind = schema.get("type")
    if "anyOf" in schema or isinstance(kind, list):
        return st.one_of(*map(_of, schema.get("anyOf") or [{**schema, "type": one} for one in kind or ()]))
    if "enum" in schema and kind != "null":
        return st.sampled_from([value for value in schema["enum"] if value is not None])
    found: st.SearchStrategy[Any] = MAKERS[kind](schema)
    return found


def _object(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    inner = schema.get("additionalProperties")
    if "properties" not in schema:
        return st.dictionaries(TEXT, _of(inner) if isinstance(inner, dict) else JSON, max_size=2)
    parts = {name: _of(part) for name, part in schema["properties"].items()}
    required = {name: parts.pop(name) for name in schema.get("required", ())}
    return st.fixed_dictionaries(required, optional=parts)


def _list(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    least, unique = schema.get("minItems", 0), schema.get("uniqueItems", False)
    return st.lists(_of(schema["items"]), min_size=least, max_size=3, unique=unique)


MAKERS: dict[Any, Any] = {
    "object": _object,
    "array": _list,
    "string": lambda schema: (
        st.from_regex(schema["pattern"].replace("$", r"\Z")) if "pattern" in schema else _text(schema)
    ),
    "integer": lambda schema: st.integers(schema.get("minimum"), schema.get("maximum")),
    "number": lambda schema: st.floats(schema.get("minimum"), schema.get("maximum")),
    "boolean": lambda _: st.booleans(),
    "null": lambda _: st.none(),
    None: lambda _: JSON,
}
FIELDS = {name: _of(row["schema"]) | WIDER.get(name, st.nothing()) for name, row in PARAMETERS["realtime"].items()}
FIELDS["safety_identifier"] = st.just("user-1")
assert FIELDS.keys() == set(known())
CONFIGS = st.fixed_dictionaries({}, optional=FIELDS).map(lambda values: SessionConfig(**values))


def _flat_again(nested: dict[str, Any]) -> SessionConfig:
    view = flat_view(nested["session"])
    life = {"expires_after": nested["expires_after"]["seconds"]} if "expires_after" in nested else {}
    return SessionConfig(**view, **life)


@EVERY
@given(config=CONFIGS)
def test_flat_to_nested_to_flat_loses_only_what_is_named(config: SessionConfig) -> None:
    flat = config.to_dict(Endpoint.FLAT)
    nested = encode(SessionConfig.from_dict(flat).given(), Endpoint.NESTED)
    assert _flat_again(nested.body).to_dict(Endpoint.FLAT) == {
        name: value for name, value in flat.items() if name not in nested.dropped
    }


@EVERY
@given(config=CONFIGS)
def test_each_endpoint_has_every_parameter_or_names_it(config: SessionConfig) -> None:
    wanted = config.given()
    wanted.pop("safety_identifier", None)  # a header
    for endpoint in (Endpoint.FLAT, Endpoint.NESTED):
        encoded = encode(config.given(), endpoint)
        back = _flat_again(encoded.body) if endpoint is Endpoint.NESTED else SessionConfig.from_dict(encoded.body)
        named = {name.partition(".")[0] for name in encoded.dropped}
        assert {name for name in wanted if name not in named} <= back.given().keys()
        for name in wanted.keys() - named - {"modalities"}:
            assert _sent(name, back.given()[name], endpoint) == _sent(name, wanted[name], endpoint)


def _sent(name: str, value: Any, endpoint: Endpoint) -> Any:
    """A value as the endpoint has it; an audio format has two ways to be said."""
    kind = value.get("type") if isinstance(value, dict) and name.endswith("audio_format") else None
    short = {"audio/pcm": "pcm16", "audio/pcmu": "g711_ulaw", "audio/pcma": "g711_alaw"}
    return encode({name: short.get(str(kind), value)}, endpoint).body


def test_temperature_on_the_nested_endpoint_warns_once_and_is_named() -> None:
    with (
        Sandbox("current") as box,
        RealtimeSessions(api_key="sk-test", base_url=box.base_url, endpoint=Endpoint.NESTED) as client,
    ):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            session = client.create(temperature=0.8)
        assert [item.category for item in caught] == [DroppedParameterWarning]
        assert session.dropped == ("temperature",)
    with (
        Sandbox("current") as box,
        RealtimeSessions(api_key="sk-test", base_url=box.base_url, endpoint=Endpoint.NESTED, strict=True) as client,
        pytest.raises(InvalidParameterError, match="temperature"),
    ):
        client.create(temperature=0.8)
    assert box.requests == []


@EVERY
@given(st.from_regex(services._PLAIN_URL, fullmatch=True))
def test_a_plain_url_is_what_httpx_makes_of_it(plain: str) -> None:
    """That URL is taken without httpx, since it would change nothing."""
    assume(int(services._PLAIN_URL.fullmatch(plain)[1] or 0) <= services._LAST_PORT)  # type: ignore[index]
    by_httpx, ours = httpx.URL(plain), URL.of(plain)
    assert str(by_httpx) == plain == str(ours).removesuffix("" if plain.count("/") > 2 else "/")
    assert by_httpx.raw_path.decode() == ours.target
    assert (by_httpx.scheme, by_httpx.host, by_httpx.port) == (ours.scheme, ours.host, ours.port)
    assert by_httpx.netloc.decode() == ours.netloc


NAMED = st.dictionaries(
    st.sampled_from(["Host", "host", "X-A", "x-a", "X-B", "Authorization", "api-key", "Content-Length"]),
    st.none() | st.sampled_from(["", "a", "b", "Bearer sk-test-property-0123456789"]),
)


@EVERY
@given(st.lists(NAMED, max_size=4))
def test_headers_laid_over_each_other_are_sent_as_if_they_were_one(layers: list[dict[str, str | None]]) -> None:
    laid, expected = Headers({}), dict[str, tuple[str, str | None]]()
    for layer in layers:
        laid = laid.laid(Secret(layer))
        for name, value in layer.items():
            expected[name.lower()] = (name, value)
        expected = {name: pair for name, pair in expected.items() if pair[1] is not None}
        one = Headers({name: (spelt, str(value)) for name, (spelt, value) in expected.items()})
        assert laid.lines().value == one.lines().value
        assert [key.value for key in laid.keys] == [key.value for key in one.keys]


@EVERY
@given(
    st.lists(st.sampled_from(["-", "", " ", "ek_", "sk-test-abcdef", "word", "k3y-1234", "é", "sk-"]), max_size=6),
    st.lists(st.sampled_from(["k3y-1234", "word", "sk-test-abcdef", "a key of no known form"]), max_size=2),
)
def test_a_text_is_masked_as_in_a_list(pieces: list[str], keys: list[str]) -> None:
    """A text alone is looked at before a pattern is made for it."""
    text, secrets = "".join(pieces), [Secret(key) for key in keys]
    assert [redact(text, secrets)] == redact([text], secrets)
    assert redact(f"{text} sk-test-abcdef", secrets).endswith(f" {MASK}")
