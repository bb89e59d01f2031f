"""What the sandbox refuses beyond the schema, and how: names it doesn't know, models that lack a feature, the envelope."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from realtime_sessions.parameters.enums import Model, TranscriptionModel, Voice
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.sandbox.support import AZURE_PREVIEW, FLAT, NESTED, ask, error_of

Case = dict[str, Any]
CASES: list[Case] = json.loads(Path(__file__).with_name("refusals.json").read_text("utf-8"))["cases"]
PATHS = {"flat": FLAT, "nested": NESTED, "azure-preview": AZURE_PREVIEW}
TRANSCRIBING = {"type": "transcription", "audio": {"input": {"transcription": {"model": "whisper-1"}}}}


Boxes = Callable[[Case], Sandbox]


@pytest.fixture(scope="module")
def boxes() -> Iterator[Boxes]:
    """A sandbox for each profile and each set of names, which keeps nothing of one case for the next."""
    known: dict[str, Sandbox] = {}
    with ExitStack() as running:

        def box(case: Case) -> Sandbox:
            names = {name: case[name] for name in ("models", "voices") if name in case}
            key = f"{case['profile']} {names}"
            if key not in known:
                known[key] = running.enter_context(Sandbox(case["profile"], **names))
            return known[key]

        yield box


def sent(case: Case, boxes: Boxes) -> httpx.Response:
    return ask(boxes(case), PATHS.get(str(case.get("endpoint", case["profile"])), NESTED), case["body"])


def test_the_table_has_both_outcomes_and_no_name_twice() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) > 40
    assert {case["status"] for case in CASES} == {200, 400}
    assert all(("code" in case and "param" in case) == (case["status"] == 400) for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_body_gets_its_answer(case: Case, boxes: Boxes) -> None:
    reply = sent(case, boxes)
    assert reply.status_code == case["status"], reply.text
    if case["status"] == 200:
        assert "ek_" in reply.text
        return
    error = error_of(reply)
    assert (error["code"], error["param"]) == (case["code"], case["param"])
    assert error["type"] == "invalid_request_error"


def session(**parts: Any) -> Case:
    return {"session": {"type": "realtime", **parts}}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("tool_choice", "any", "not supported; supported are none, auto, required."),
        ("tracing", "manual", "not supported; supported are auto."),
        ("truncation", "all", "not supported; supported are auto, disabled."),
        ("max_output_tokens", "all", "not supported; supported are inf."),
        ("max_output_tokens", 99_999, "out of bounds; the limit is 4096."),
    ],
)
def test_what_may_be_of_several_kinds_is_refused_for_the_kind_that_was_given(
    name: str, value: Any, told: str, boxes: Boxes
) -> None:
    error = error_of(ask(boxes({"profile": "current"}), NESTED, session(**{name: value})))
    assert error["message"] == f"'session.{name}': {told}"


def test_every_value_that_the_enums_know_is_taken() -> None:
    """The enums are generated: a value that a new document brings is known here without an edit."""
    bodies = [session(model=name) for name in Model.values()]
    bodies += [session(audio={"output": {"voice": name}}) for name in Voice.values()]
    bodies += [session(audio={"input": {"transcription": {"model": name}}}) for name in TranscriptionModel.values()]
    with Sandbox() as box:
        assert [ask(box, NESTED, body).status_code for body in bodies] == [200] * len(bodies)
    assert len(bodies) > 30


@pytest.mark.parametrize(
    ("body", "supported", "name"),
    [
        (session(model="gpt-9"), [], "model"),
        (session(audio={"output": {"voice": "zephyr"}}), [*Voice.values(), "boreas"], "voice"),
        (
            session(audio={"input": {"transcription": {"model": "m"}}}),
            [*TranscriptionModel.values(), "gpt-10"],
            "model",
        ),
    ],
)
def test_a_refusal_says_what_is_supported_and_how_to_add_to_it(body: Case, supported: list[str], name: str) -> None:
    with Sandbox(models=["gpt-10"], voices=["boreas"]) as box:
        message = error_of(ask(box, NESTED, body))["message"]
    assert ", ".join(supported) in message
    assert f"started with it (--{name} NAME, or {name}s=[NAME])" in message


def test_a_very_long_model_is_not_repeated_whole() -> None:
    with Sandbox() as box:
        reply = ask(box, NESTED, session(model="m" * 100_000))
    assert reply.status_code == 400
    assert len(reply.content) < 1_000


class Everything:
    """A test may know names by a rule."""

    def __contains__(self, name: object) -> bool:
        return str(name).startswith("ours-")


def test_names_may_be_told_by_anything_that_contains_them() -> None:
    with Sandbox(models=Everything(), voices=Everything()) as box:
        taken = session(model="ours-1", audio={"output": {"voice": "ours-2"}})
        assert ask(box, NESTED, taken).status_code == 200
        refused = error_of(ask(box, NESTED, session(audio={"output": {"voice": "theirs"}})))
    assert refused["param"] == "session.audio.output.voice"


@pytest.mark.parametrize("name", ["models", "voices"])
def test_one_string_is_no_list_of_names(name: str) -> None:
    names: dict[str, Any] = {name: "zephyr"}
    with pytest.raises(TypeError, match=rf"{name} are several names: \['zephyr'\]"):
        Sandbox(**names)


def test_transcription_sessions_are_minted_on_the_nested_endpoint_alone() -> None:
    with Sandbox("both") as box:
        assert ask(box, NESTED, {"session": TRANSCRIBING}).status_code == 200
        assert error_of(ask(box, FLAT, TRANSCRIBING))["code"] == "unknown_parameter"
        gone = ask(box, "/realtime/transcription_sessions", TRANSCRIBING)
    assert gone.status_code == 404
    assert error_of(gone)["message"] == "Invalid URL (POST /v1/realtime/transcription_sessions)"
