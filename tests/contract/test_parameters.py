"""The table of parameters: names from places, what only one endpoint can express, and where each fact comes from."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from scripts.conformance.samples import ENDPOINTS, requests
from scripts.documents.write import dump
from scripts.pipeline.algebra import Schema
from scripts.pipeline.client import GenerateError, make
from scripts.pipeline.contract import NAMES, Contract, bodies, build, undecided
from scripts.pipeline.parameters import Parameter, Table, derive
from scripts.pipeline.paths import HISTORY, OPENAPI, SIGNATURES
from scripts.pipeline.python import reserved
from scripts.pipeline.slices import OPERATIONS, followed, load, slice_file
from scripts.revisions.fields import fields
from tests.contract.documents import FLAT, NESTED
from tests.contract.schemas import contract

STRING, NUMBER = {"type": "string"}, {"type": "number"}


def closed(required: tuple[str, ...] = (), /, **properties: Any) -> Schema:
    demanded = {"required": [*required]} if required else {}
    return {"type": "object", "properties": properties, "additionalProperties": False, **demanded}


def values(*known: str, **more: Any) -> Schema:
    return {"type": "string", "enum": [*known], **more}


def table(flat: Schema, nested: Schema, taken: tuple[str, ...] = ()) -> Table:
    """The table of two requests, whose replies say nothing."""
    replies = {"FlatReply": closed(), "NestedReply": closed(session=closed())}
    return derive({"FlatRequest": flat, "NestedRequest": nested, **replies}, taken)


def derived(
    flat: Schema | None = None, session: dict[str, Any] | None = None, taken: tuple[str, ...] = (), **beside: Any
) -> Table:
    """The table of a small contract with one kind of session."""
    inner = closed(("type",), type=values("realtime"), **(session or {}))
    return table(flat or closed(), closed(session=inner, **beside), taken)


def realtime(*arguments: Any, **named: Any) -> dict[str, Parameter]:
    return derived(*arguments, **named).kinds["realtime"]


class TestNames:
    @pytest.mark.parametrize(
        ("place", "name"),
        [
            (("mood",), "mood"),
            (("audio", "input", "gain"), "input_audio_gain"),
            (("audio", "output", "gain"), "output_audio_gain"),
            (("audio", "gain"), "audio_gain"),
        ],
    )
    def test_a_name_follows_from_the_place(self, place: tuple[str, ...], name: str) -> None:
        known: Any = {"voice": {**STRING, "x-parameter": "voice"}}
        session: dict[str, Any] = {"audio": closed(input=closed(**known), output=closed(**known))}
        holder = session
        for step in place[:-1]:
            holder = holder[step]["properties"]
        holder[place[-1]] = NUMBER
        found = realtime(session=session)
        assert found[name].nested == ("session", *place)
        assert found[name].schema == NUMBER

    def test_a_part_in_which_no_name_of_ours_stands_is_one_parameter(self) -> None:
        found = realtime(session={"tracing": closed(name=STRING)})
        assert found["tracing"].schema == closed(name=STRING)
        assert list(found) == ["tracing"]

    def test_a_name_of_ours_goes_before_the_place(self) -> None:
        found = realtime(session={"output_modalities": {**STRING, "x-parameter": "modalities"}})
        assert (found["modalities"].nested, found["modalities"].schema) == (("session", "output_modalities"), STRING)

    def test_a_name_that_is_wanted_twice_is_the_sessions(self) -> None:
        found = realtime(session={"label": STRING}, label=NUMBER)
        assert found["label"].nested == ("session", "label")
        assert found["request_label"].nested == ("label",)

    def test_a_name_of_ours_is_taken_by_nothing_that_is_new(self) -> None:
        found = realtime(
            closed(modes=STRING),
            {"modes": NUMBER, "life": NUMBER, "output_modes": {**STRING, "x-parameter": "modes"}},
            end=closed(seconds={**NUMBER, "x-parameter": "life"}),
        )
        assert (found["modes"].flat, found["modes"].nested) == (("modes",), ("session", "output_modes"))
        assert found["request_modes"].nested == ("session", "modes")
        assert found["life"].nested == ("end", "seconds")
        assert found["request_life"].nested == ("session", "life")

    def test_a_name_that_a_call_has_for_itself_is_said_otherwise(self) -> None:
        found = realtime(closed(timeout=NUMBER), {"timeout": NUMBER}, ("timeout",))
        assert (found["session_timeout"].flat, found["session_timeout"].nested) == (
            ("timeout",),
            ("session", "timeout"),
        )

    @pytest.mark.parametrize(
        ("name", "written"),
        [
            ("from", "from_"),
            ("x-y z", "x_y_z"),
            ("24khz", "x24khz"),
            ("_private", "private"),
            ("__class__", "class_"),
            ("\uff49\uff4d\uff50\uff4f\uff52\uff54", "import_"),
            ("ünï", "ünï"),
            ("$", "unnamed"),
            ("", "unnamed"),
        ],
    )
    def test_a_name_that_python_can_not_write_is_much_like_it(self, name: str, written: str) -> None:
        assert realtime(session={name: STRING})[written].nested == ("session", name)

    def test_names_that_python_reads_alike_stay_apart(self) -> None:
        found = realtime(session={"a-b": STRING, "a_b": NUMBER, "a b": STRING})
        assert {row.nested[-1] for row in found.values() if row.nested} == {"a-b", "a_b", "a b"}

    def test_the_names_of_a_call_are_those_that_the_wrapper_has(self) -> None:
        own = reserved(SIGNATURES.parent)
        assert {"timeout", "headers", "max_retries", "extra_body", "config", "safety_identifier", "merge"} <= own
        assert not own & {name for kind in derive(contract().bodies).kinds.values() for name in kind}


class TestEndpoints:
    def test_a_parameter_of_both_takes_what_either_takes(self) -> None:
        flat = closed(pace={"type": "number", "minimum": 1, "maximum": 2}, only=STRING)
        found = realtime(flat, {"pace": {"type": "number", "minimum": 0, "maximum": 1.5}, "new": STRING})
        assert found["pace"].schema == {"type": "number", "minimum": 0, "maximum": 2}
        assert (found["only"].flat, found["only"].nested) == (("only",), None)
        assert (found["new"].flat, found["new"].nested) == (None, ("session", "new"))

    @pytest.mark.parametrize(
        ("flat", "nested", "cut"),
        [
            (closed(a=STRING), closed(a=STRING, b=STRING), {"at": [], "key": "b"}),
            (closed(a=closed()), closed(a=closed(b=STRING)), {"at": ["a"], "key": "b"}),
            ({"type": "array", "items": closed(kind=values("a"))},
             {"type": "array", "items": {"anyOf": [closed(kind=values("a")), closed(kind=values("b"))]}},
             {"at": ["*"], "tag": ["kind", "b"]}),
            ({"anyOf": [closed(kind=values("a")), closed(kind=values("c"))]},
             {"anyOf": [closed(kind=values("a"), n=NUMBER), closed(kind=values("c"))]},
             {"at": [], "key": "n", "of": ["kind", "a"]}),
            (values("a"), values("a", "b"), {"at": [], "values": ["b"]}),
            (STRING, {"anyOf": [STRING, closed(id=STRING)]}, {"at": [], "type": "object"}),
        ],
    )  # fmt: skip
    def test_what_the_flat_endpoint_has_no_place_for_is_cut(self, flat: Schema, nested: Schema, cut: Any) -> None:
        assert realtime(closed(part=flat), {"part": nested})["part"].cuts == [cut]

    @pytest.mark.parametrize("schema", [STRING, closed(a=STRING), values("a"), {}])
    def test_what_both_have_is_not_cut(self, schema: Schema) -> None:
        assert realtime(closed(part=schema), {"part": schema})["part"].cuts == []
        assert realtime(closed(part={}), {"part": schema})["part"].cuts == []

    def test_a_constant_that_is_demanded_with_a_parameter_stands_beside_it(self) -> None:
        life = closed(("anchor",), anchor=values("created"), seconds={**NUMBER, "x-parameter": "life"})
        found = realtime(closed(client_secret=closed(expires_after=life)), {"mood": STRING}, expires_after=life)
        assert list(found) == ["mood", "life"]
        assert found["life"].flat == ("client_secret", "expires_after", "seconds")
        assert found["life"].nested == ("expires_after", "seconds")
        assert found["life"].beside == {
            ("nested", "expires_after", "anchor"): "created",
            ("flat", "client_secret", "expires_after", "anchor"): "created",
        }

    def test_what_is_demanded_in_a_part_stands_beside_it_by_default(self) -> None:
        part = closed(
            ("mode", "unit", "kind"),
            mode={**values("a", "b"), "default": "a"},
            unit=values("s"),
            kind=STRING,
            gain={**NUMBER, "x-parameter": "gain"},
        )
        found = derived(session={"audio": part, "mood": STRING})
        rows = found.kinds["realtime"]
        place = ("nested", "session", "audio")
        assert rows["gain"].beside == {(*place, "mode"): "a", (*place, "unit"): "s"}
        assert rows["audio_mode"].beside == {(*place, "unit"): "s"}
        assert rows["mood"].beside == {}
        assert found.left_to_calls == ["session.audio.kind"]
        assert found.demanded == []


class TestKindsOfSessions:
    def derived(self, *sessions: Schema) -> Table:
        return table(closed(), closed(session={"anyOf": [*sessions]}))

    def test_one_that_no_type_tells_from_the_others_is_listed(self) -> None:
        realtime = closed(("type",), type=values("realtime"))
        other = closed(("mode",), mode=values("translate"), target=STRING)
        found = self.derived(other, realtime, STRING, closed(type=values("a", "b")))
        assert list(found.kinds) == ["realtime"]
        assert found.unnamed == ["an object with mode, target", "a string", "an object with type"]

    def test_two_of_one_type_are_one_kind_with_the_parameters_of_both(self) -> None:
        one = closed(("type", "engine"), type=values("realtime"), engine=values("a"), depth=NUMBER)
        two = closed(("type", "engine"), type=values("realtime"), engine=values("b"), width=NUMBER)
        found = self.derived(one, two)
        assert found.unnamed == []
        assert set(found.kinds["realtime"]) == {"engine", "depth", "width"}
        assert found.demanded == ["session.engine"]


class TestWhatIsDemanded:
    """A request that can't be made is noticed before anything is generated."""

    def test_of_a_body_is_listed_by_its_place(self) -> None:
        session = closed(("type", "locale"), type=values("realtime"), locale=STRING)
        nested = closed(("session", "ticket"), session=session, ticket=STRING)
        found = table(closed(("region",), region=STRING), nested)
        assert found.demanded == ["region", "ticket", "session.locale"]

    @pytest.mark.parametrize(
        ("schema", "value"),
        [
            (values("x"), "x"),
            ({"type": ["string", "null"], "enum": ["x", None]}, "x"),
            ({"type": "integer", "enum": [0]}, 0),
            ({"type": "boolean", "default": False}, False),
        ],
    )
    def test_what_has_one_value_or_a_default_is_in_every_request(self, schema: Schema, value: Any) -> None:
        session = closed(("type", "grade"), type=values("realtime"), grade=schema)
        nested = closed(("session", "grade"), session=session, grade=schema)
        found = table(closed(("grade",), grade=schema), nested)
        assert found.demanded == []
        assert found.always["realtime"] == {
            ("nested", "session", "type"): "realtime",
            ("flat", "grade"): value,
            ("nested", "grade"): value,
            ("nested", "session", "grade"): value,
        }

    @pytest.mark.parametrize("schema", [{}, STRING, values("x", "y"), {"default": None}, {"default": ["x"]}])
    def test_what_has_several_values_or_a_structure_for_one_needs_a_person(self, schema: Schema) -> None:
        session = closed(("type", "grade"), type=values("realtime"), grade=schema)
        assert table(closed(), closed(("session",), session=session)).demanded == ["session.grade"]

    def test_of_ours_is_nothing(self) -> None:
        assert derive(contract().bodies).demanded == []
        assert undecided(contract()) == []

    def test_stops_what_is_generated_and_says_what_to_decide(self) -> None:
        found = contract()
        nested = found.bodies["NestedRequest"]
        spoilt = Contract(found.document, {**found.bodies, "NestedRequest": {**nested, "required": ["ticket"]}}, [])
        with pytest.raises(GenerateError, match=r"every request must have ticket: .*overlay\.yaml"):
            make(spoilt)

    @pytest.mark.parametrize(
        ("change", "line"),
        [
            ({"parameters": [{"name": "Edition", "in": "header", "required": True}]}, "demands the header Edition"),
            ({"parameters": [{"name": "e", "in": "query", "required": True, "schema": {}}]}, "demands the query e"),
            ({"parameters": [{"name": "e", "in": "cookie", "required": True, "schema": {"enum": ["x"]}}]},
             "demands the cookie e"),
        ],
    )  # fmt: skip
    def test_beside_the_body_is_told(self, change: Any, line: str) -> None:
        found = contract()
        paths = {**found.document["paths"]}
        paths["/realtime/client_secrets"] = {"post": {**paths["/realtime/client_secrets"]["post"], **change}}
        (told,) = undecided(Contract({**found.document, "paths": paths}, found.bodies, []))
        assert told.startswith(f"{NESTED} {line}: ")

    def test_a_key_that_moved_is_told(self) -> None:
        found = contract()
        reply = {name: value for name, value in found.bodies["NestedReply"].items() if name != "required"}
        (told,) = undecided(Contract(found.document, {**found.bodies, "NestedReply": reply}, []))
        assert told.startswith(f"{NESTED} promises its key neither as value nor as client_secret")


@pytest.fixture(scope="module")
def ours() -> Table:
    return derive(contract().bodies)


class TestOurs:
    def test_every_request_that_the_wrapper_can_make_is_one_of_the_contract(self) -> None:
        for operation in ENDPOINTS:
            takes = Draft202012Validator(contract().bodies[f"{NAMES[operation]}Request"])
            assert len(requests(operation)) > 150
            refused = [sample for sample in requests(operation) if not takes.is_valid(sample.body)]
            assert refused == []

    @pytest.mark.parametrize("operation", OPERATIONS)
    def test_every_field_of_a_request_is_a_parameter_or_a_part_of_one(self, operation: str, ours: Table) -> None:
        body = contract().bodies[f"{NAMES[operation]}Request"]
        known = {path for kind in ours.kinds for path in places(ours, kind, operation)}
        assert [path for path in fields(body) if path not in known] == []

    def test_what_only_an_earlier_revision_had_is_in_the_table(self, ours: Table) -> None:
        told = "session.audio.input.transcription.model: the value 'gpt-4o-transcribe-latest'"
        assert f"NestedRequest.{told}" in contract().kept
        assert "gpt-4o-transcribe-latest" in ours.enums["TranscriptionModel"]


def places(table: Table, kind: str, operation: str) -> set[str]:
    """Every path that a kind of session's parameters can write in an operation's body, and what is around them."""
    found = {"session.type", "session"} if operation == NESTED else set()
    for parameter in table.kinds[kind].values():
        place = parameter.nested if operation == NESTED else parameter.flat
        if place:
            path = ".".join(place)
            found |= {".".join(place[:length]) for length in range(1, len(place) + 1)}
            found |= {f"{path}.{inner}".replace(".[]", "[]") for inner in fields(parameter.schema)}
            found |= {".".join(way) for _, *way in parameter.beside}
    return found


@cache
def published(operation: str) -> frozenset[str]:
    """What the pinned document's request has, or a kept one's: paths, and types of a path."""
    record = followed(OPENAPI)[operation]
    documents = [load(slice_file(OPENAPI, operation))]
    if "keeps_from" in record:
        documents += [load(path) for path in HISTORY.glob("*.yaml") if path.stem >= record["keeps_from"]]
    known: set[str] = set()
    for document in documents:
        for path, item in fields(bodies(document, operation, [])[0]).items():
            known |= {path, *(f"{path}: {kind}" for kind in item.types or ["anything"])}
    return frozenset(known)


def added(operation: str, overlay: Path | None = None) -> set[str]:
    """What only the overlay brings to a request: whole fields by their path, and types of the others."""
    known = published(operation)
    built = contract() if overlay is None else build(OPENAPI, overlay)
    found = fields(built.bodies[f"{NAMES[operation]}Request"])
    whole = found.keys() - known
    typed = {path: item.types for path, item in found.items() if path in known and f"{path}: anything" not in known}
    return whole | {f"{path}: {kind}" for path, kinds in typed.items() for kind in kinds} - known


# What stands in a request by the overlay's doing alone, by the correction that says why.
BY_THE_OVERLAY = {
    NESTED: {"transcription-off": {"session.audio.input.transcription: null"}},
    FLAT: {
        "transcription-off": {"input_audio_transcription: null"},
        "flat-voice": {"voice: object", "voice.id"},
        "flat-tool-choice": {"tool_choice: object", "tool_choice.name", "tool_choice.type"},
        "flat-turn-detection": {"turn_detection: null"},
        "flat-tracing": {"tracing: null"},
        "flat-newer-fields": {
            *("include", "include[]", "prompt", "prompt.id", "prompt.variables", "prompt.version", "truncation"),
            *("truncation.type", "truncation.retention_ratio", "truncation.token_limits"),
            "truncation.token_limits.post_instructions",
        },
    },
}


class TestWhereEachFactComesFrom:
    @pytest.mark.parametrize("operation", OPERATIONS)
    def test_only_what_is_listed_is_the_overlays(self, operation: str) -> None:
        listed = set().union(*BY_THE_OVERLAY[operation].values())
        assert added(operation) == listed
        if operation == NESTED:
            assert [told for told in listed if ": " not in told] == []  # no field of the nested request is ours

    @pytest.mark.parametrize("name", sorted({name for known in BY_THE_OVERLAY.values() for name in known}))
    def test_the_correction_is_the_reason(self, name: str, tmp_path: Path) -> None:
        whole = load(OPENAPI / "overlay.yaml")
        rest = [action for action in whole["actions"] if action["x-name"] != name]
        assert len(rest) < len(whole["actions"])
        (tmp_path / "overlay.yaml").write_text(dump({**whole, "actions": rest}))
        for operation in OPERATIONS:
            gone = added(operation) - added(operation, tmp_path / "overlay.yaml")
            assert gone == BY_THE_OVERLAY[operation].get(name, set())
