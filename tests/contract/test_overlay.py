"""The overlay: how corrections are applied and accounted for, and that each of ours repairs what it says."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from scripts.documents.pointers import resolve
from scripts.documents.write import dump
from scripts.pipeline.client import needs_a_person
from scripts.pipeline.contract import build
from scripts.pipeline.overlay import Outcome, OverlayError, apply
from scripts.pipeline.paths import HISTORY, OPENAPI
from scripts.pipeline.slices import OPERATIONS, load
from tests.contract.documents import FLAT, NESTED
from tests.contract.schemas import contract, published, reply, request, takes

STATUSES = ["400", "401", "403", "404", "409", "422", "429", "500"]
CORRECTIONS = load(OPENAPI / "overlay.yaml")


EXISTING: dict[str, Any] = {"x-existing": True}


def action(target: str, name: str = "one", **what: Any) -> dict[str, Any]:
    return {"x-name": name, "description": "because", "target": target, **what}


def overlay(*actions: dict[str, Any]) -> dict[str, Any]:
    return {"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": list(actions)}


def result(document: dict[str, Any], *actions: dict[str, Any]) -> dict[str, Any]:
    return apply(document, overlay(*actions))[0]


class TestApplying:
    def test_an_update_merges_into_an_object_at_every_level(self) -> None:
        document = {"a": {"kept": 1, "changed": 1, "inner": {"kept": 2}}}
        update = {"changed": 2, "inner": {"new": 3}, "added": {"x": None}}
        assert result(document, action("$.a", update=update)) == {
            "a": {"kept": 1, "changed": 2, "inner": {"kept": 2, "new": 3}, "added": {"x": None}}
        }

    def test_an_update_concatenates_lists_inside_objects(self) -> None:
        document = {"a": {"enum": ["one", "two"]}}
        assert result(document, action("$.a", update={"enum": ["two", "three"]})) == {
            "a": {"enum": ["one", "two", "three"]}
        }

    def test_an_update_of_another_kind_replaces(self) -> None:
        assert result({"a": {"type": ["x"]}}, action("$.a", update={"type": "y"})) == {"a": {"type": "y"}}

    def test_an_update_of_a_list_appends(self) -> None:
        assert result({"a": [1]}, action("$.a", update={"x": 2})) == {"a": [1, {"x": 2}]}

    def test_an_update_goes_to_every_match_without_sharing(self) -> None:
        document, _ = apply({"a": {}, "b": {}}, overlay(action("$.*", update={"list": []})))
        document["a"]["list"].append(1)
        assert document == {"a": {"list": [1]}, "b": {"list": []}}

    def test_a_remove_takes_away_every_match(self) -> None:
        document = {"a": [{"x": 1}, {"y": 1}, {"x": 2}], "b": {"x": 3}}
        assert result(document, action("$.a[?@.x]", remove=True), action("$.b", remove=True)) == {"a": [{"y": 1}]}

    def test_a_remove_takes_away_what_is_nested_in_each_other(self) -> None:
        assert result({"a": {"x": {"x": 1}, "y": 1}}, action("$..x", remove=True)) == {"a": {"y": 1}}

    def test_a_target_that_names_one_place_twice_counts_once(self) -> None:
        assert result({"a": [1]}, action("$['a','a']", update=2)) == {"a": [1, 2]}
        assert result({"a": 1, "b": 1}, action("$['a','a']", remove=True)) == {"b": 1}

    def test_actions_build_on_each_other(self) -> None:
        actions = [action("$", update={"a": {}}), action("$.a", update={"b": 1}), action("$.a.b", remove=True)]
        assert result({}, *actions) == {"a": {}}

    def test_a_copy_merges_what_stands_elsewhere_without_sharing(self) -> None:
        document = {"a": {"kept": 1, "changed": 1}, "b": {"changed": 2, "list": [3]}}
        copied, _ = apply(document, overlay(action("$.a", copy="$.b")))
        copied["a"]["list"].append(4)
        assert copied == {"a": {"kept": 1, "changed": 2, "list": [3, 4]}, "b": {"changed": 2, "list": [3]}}

    @pytest.mark.parametrize("source", ["$.c", "$.*"])
    def test_a_copy_of_nothing_or_of_two_things_is_a_target_missed(self, source: str) -> None:
        document = {"a": {"x": 1}, "b": {"y": 1}}
        copied, outcomes = apply(document, overlay(action("$.a", copy=source)))
        assert copied == document
        assert outcomes == [Outcome("one", "no target", (source,))]

    def test_an_update_of_what_exists_adds_nothing_and_names_what_is_missed(self) -> None:
        updated, outcomes = apply({"a": {"x": {}}}, overlay(action("$.a", update={"x": {"y": 1}, "z": 1}, **EXISTING)))
        assert updated == {"a": {"x": {"y": 1}}}
        assert outcomes == [Outcome("one", "applied", ("$['a'].z",))]

    def test_the_input_stays_as_it_is(self) -> None:
        document, correction = {"a": {"b": [1]}}, overlay(action("$.a", update={"b": [2]}))
        before = copy.deepcopy((document, correction))
        apply(document, correction)
        assert (document, correction) == before


class TestTheAccount:
    @pytest.mark.parametrize(
        ("actions", "outcome", "needed"),
        [
            ([action("$.a", update={"y": 1})], Outcome("one", "applied", ()), True),
            ([action("$.a", update={"x": 1})], Outcome("one", "already satisfied", ()), False),
            ([action("$.b", update={"x": 1})], Outcome("one", "no target", ("$.b",)), False),
            ([action("$.b", remove=True)], Outcome("one", "no target", ("$.b",)), False),
            (
                [action("$.a", update={"y": 1}), action("$.b", remove=True)],
                Outcome("one", "applied", ("$.b",)),
                False,
            ),
            (
                [action("$.a.x", remove=True), action("$.a", update={"x": 1})],
                Outcome("one", "already satisfied", ()),
                False,
            ),
        ],
    )
    def test_of_one_correction(self, actions: list[dict[str, Any]], outcome: Outcome, needed: bool) -> None:
        _, outcomes = apply({"a": {"x": 1}}, overlay(*actions))
        assert outcomes == [outcome]
        assert outcomes[0].needed is needed
        assert bool(needs_a_person(outcomes)) is not needed

    def test_is_per_correction_and_in_order(self) -> None:
        _, outcomes = apply({}, overlay(action("$", "z", update={"a": 1}), action("$.b", "a", remove=True)))
        assert [(outcome.name, outcome.state) for outcome in outcomes] == [("z", "applied"), ("a", "no target")]

    def test_names_the_correction_and_the_target_to_a_person(self) -> None:
        lines = needs_a_person([Outcome("gone", "no target", ("$.b",)), Outcome("idle", "already satisfied", ())])
        assert lines[0] == "gone: nothing matches its target $.b"
        assert lines[1].startswith("idle: changes nothing any more")


class TestErrors:
    @pytest.mark.parametrize(
        ("actions", "words"),
        [
            ([{"target": "$", "update": {}, "description": "x"}], r"action 1 \(unnamed\) needs an x-name"),
            ([{"x-name": "one", "target": "$", "update": {}}], r"action 1 \(one\) needs .* a description"),
            ([{"x-name": "one", "description": "x", "update": {}}], r"action 1 \(one\) needs .* a target"),
            ([action("$")], "one: an action updates, copies or removes"),
            ([action("$", update={}, remove=True)], "one: an action updates, copies or removes"),
            ([action("$", remove=False)], "one: an action updates, copies or removes"),
            ([action("$.a[", update={})], r"one: '\$\.a\[' isn't JSONPath"),
            ([action("", update={})], r"action 1 \(one\) needs"),
            ([action("$", remove=True)], "one: removes the whole document"),
            ([action("$.a.x", update={})], "one: an update's target is an array, or an object"),
            ([action("$.a", update=[1])], "one: an update's target is an array, or an object"),
            (
                [action("$.a", update={}), action("$.a", "two", update={}), action("$.a", update={})],
                "one: the actions of one correction stand together",
            ),
            ([5], "the overlay's actions are no list of mappings"),
        ],
    )
    def test_of_an_action_name_it(self, actions: list[Any], words: str) -> None:
        with pytest.raises(OverlayError, match=words):
            apply({"a": {"x": 1}}, overlay(*actions))

    @pytest.mark.parametrize("malformed", [{}, {"overlay": "2.0.0"}, {"overlay": None}])
    def test_of_another_version(self, malformed: dict[str, Any]) -> None:
        with pytest.raises(OverlayError, match=r"not of version 1\.0 or 1\.1"):
            apply({}, malformed)

    @pytest.mark.parametrize("actions", [None, {}, "x"])
    def test_of_no_actions(self, actions: Any) -> None:
        with pytest.raises(OverlayError, match="no list of mappings"):
            apply({}, {"overlay": "1.0.0", "actions": actions})


class TestOurs:
    def test_every_action_has_a_reason_of_its_own(self) -> None:
        assert len(CORRECTIONS["actions"]) > 30
        for each in CORRECTIONS["actions"]:
            assert each["description"].endswith("."), each["x-name"]
            assert each["description"].strip(), each["x-name"]

    def test_every_correction_is_needed_on_the_pinned_document(self) -> None:
        outcomes = contract().outcomes
        assert [outcome.name for outcome in outcomes if outcome.needed] == [outcome.name for outcome in outcomes]
        assert {outcome.name for outcome in outcomes} == {each["x-name"] for each in CORRECTIONS["actions"]}

    def test_every_action_does_something_by_itself(self, tmp_path: Path) -> None:
        alone = [{**each, "x-name": f"{each['x-name']} {number}"} for number, each in enumerate(CORRECTIONS["actions"])]
        (tmp_path / "overlay.yaml").write_text(dump({**CORRECTIONS, "actions": alone}))
        outcomes = build(OPENAPI, tmp_path / "overlay.yaml").outcomes
        assert len(outcomes) == len(CORRECTIONS["actions"])
        assert [outcome.name for outcome in outcomes if not outcome.needed] == []

    def test_a_target_that_is_gone_is_named(self, tmp_path: Path) -> None:
        actions = [{**each} for each in CORRECTIONS["actions"]]
        (last,) = [each for each in actions if each["x-name"] == "flat-temperature"]
        last["target"] = last["target"].replace("temperature", "warmth")
        (tmp_path / "overlay.yaml").write_text(dump({**CORRECTIONS, "actions": actions}))
        lines = needs_a_person(build(OPENAPI, tmp_path / "overlay.yaml").outcomes)
        assert lines == [f"flat-temperature: nothing matches its target {last['target']}"]


class TestTheKnownDefects:
    """Each stands in the document as published, and not in the contract."""

    def test_1_the_flat_request_is_the_old_reply(self) -> None:
        newest, _ = published(FLAT)
        assert newest["required"] == ["client_secret"]
        assert not {"model", "input_audio_noise_reduction"} & newest["properties"].keys()
        key = {"client_secret": {"value": "made up", "expires_at": 1}}
        assert takes(newest, key)
        assert not takes(newest, {})

        assert not takes(request(FLAT), key)
        for body in (
            {},
            {"model": "any"},
            {"input_audio_noise_reduction": {"type": "near_field"}},
            {"turn_detection": {"type": "semantic_vad", "eagerness": "low"}},
            {"client_secret": {"expires_after": {"anchor": "created_at", "seconds": 600}}},
        ):
            assert takes(request(FLAT), body), body

    def test_2_the_flat_reply_has_no_key(self) -> None:
        assert "client_secret" not in published(FLAT)[1]["properties"]
        assert "client_secret" in reply(FLAT)["required"]

    @pytest.mark.parametrize("field", ["turn_detection", "input_audio_transcription", "tracing"])
    def test_3_what_is_turned_off_with_null_is_not_nullable_in_the_flat_request(self, field: str) -> None:
        assert not takes(published(FLAT)[0]["properties"][field], None)
        assert takes(request(FLAT), {field: None})

    def test_3_nor_is_transcription_in_the_nested_one(self) -> None:
        off = {"session": {"type": "realtime", "audio": {"input": {"transcription": None}}}}
        assert takes(published(NESTED)[0], {"session": {"type": "realtime", "audio": {"input": {}}}})
        assert not takes(published(NESTED)[0], off)
        assert takes(request(NESTED), off)

    @pytest.mark.parametrize("operation", OPERATIONS)
    def test_4_a_reply_fails_on_null(self, operation: str) -> None:
        known = published(operation)[1]
        nothing = dict.fromkeys([*known["properties"], "new"])
        assert not takes(known, nothing)
        key = {"client_secret": {"value": "ek", "expires_at": None}} if operation == FLAT else {"value": "ek"}
        assert takes(reply(operation), {**nothing, **key})

    @pytest.mark.parametrize("operation", OPERATIONS)
    def test_a_reply_promises_the_key_and_nothing_else(self, operation: str) -> None:
        key = {"client_secret": {"value": "ek"}} if operation == FLAT else {"value": "ek"}
        assert takes(reply(operation), {**key, "voice": "new", "session": {"type": "new", "audio": None}})
        assert not takes(reply(operation), {})
        assert not takes(reply(operation), dict.fromkeys(key))

    @pytest.mark.parametrize("operation", OPERATIONS)
    def test_5_only_200_is_documented(self, operation: str) -> None:
        method, path = operation.split()
        newest = load(HISTORY / "2026-08-21.yaml")  # a later document may well name others
        assert list(newest["paths"][path][method.lower()]["responses"]) == ["200"]
        document = contract().document
        assert sorted(document["paths"][path][method.lower()]["responses"]) == ["200", *STATUSES]
        for status in STATUSES:
            node = document["paths"][path][method.lower()]["responses"][status]["content"]["application/json"]["schema"]
            schema = resolve(document, node["$ref"])
            assert "error" in schema["properties"]
            for envelope in (
                {"error": {"message": "m", "type": "t", "param": None, "code": None}},
                {"error": {"message": "m", "type": "t", "param": "p", "code": "c", "more": 1}},
                {"error": None},
                {"detail": "from a proxy"},
            ):
                assert takes(schema, envelope)
