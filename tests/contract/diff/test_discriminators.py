"""Schemas that only a discriminator leads to, and callbacks: what is reached by no reference isn't overlooked."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document

S, I = {"type": "string"}, {"type": "integer"}  # noqa: E741
DONE = {"responses": {"200": {"description": ""}}}
BASE = "#/components/schemas/Base"


def document(operation: Any, **components: Any) -> Document:
    data: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {},
        "paths": {"/x/{id}": {"post": operation}},
        "components": components,
    }
    return Document("made", data)


def sent(schema: Any) -> dict[str, Any]:
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}, **DONE}


def heirs(mapped: dict[str, str] | None = None, **more: Any) -> Document:
    """An operation that takes a base schema, whose variants extend it."""
    discriminator = {"propertyName": "kind", **({"mapping": mapped} if mapped else {})}
    base = {"type": "object", "properties": {"kind": S}, "required": ["kind"], "discriminator": discriminator}
    return document(sent({"$ref": BASE}), schemas={"Base": base, **more})


def extending(schema: Any, **more: Any) -> dict[str, Any]:
    return {"allOf": [{"$ref": BASE}, {"type": "object", "properties": {"n": schema}}], **more}


PAIRS = {
    "an heir that is mapped": (heirs({"d": "Dog"}, Dog={"properties": {"n": I}}), heirs({"d": "Dog"}, Dog={"properties": {"n": S}})),
    "an heir by its name": (heirs(Dog=extending(I)), heirs(Dog=extending(S))),
    "what an heir refers to": (
        heirs(Dog=extending({"$ref": "#/components/schemas/N"}), N=I),
        heirs(Dog=extending({"$ref": "#/components/schemas/N"}), N=S),
    ),
    "an heir that is no mapping": (heirs({"d": "Dog"}, Dog=True), heirs({"d": "Dog"}, Dog=False)),
    "an heir that leads nowhere": (heirs({"d": "Dog"}, Dog={"$ref": "#/gone"}), heirs({"d": "Dog"}, Dog=S)),
    "an heir that is gone": (heirs(Dog=extending(I), Cat=extending(S)), heirs(Dog=extending(I))),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_a_schema_that_only_a_discriminator_leads_to_is_told(name: str) -> None:
    old, new = PAIRS[name]
    for pair in ((old, new), (new, old)):
        (finding,) = compare(*pair).findings
        assert (finding.cause, finding.levels["practical"]) == ("discriminator-changed", "risky")


def test_words_about_an_heir_are_silent() -> None:
    assert compare(heirs(Dog=extending(I)), heirs(Dog=extending(I, description="a dog"))).findings == ()


def test_what_changes_in_the_base_isn_t_told_of_each_heir() -> None:
    new = heirs(Dog=extending(I))
    schemas: Any = copy.deepcopy(new.data["components"])
    schemas["schemas"]["Base"]["required"] = []
    data = {**new.data, "components": schemas}
    (finding,) = compare(Document("made", data), new).findings
    assert (finding.cause, finding.field) == ("property-made-required", "request body > kind")


def called(url: str, operation: Any) -> Document:
    return document({**DONE, "callbacks": {"done": {url: {"post": operation}}}})


def test_the_expression_of_a_callback_is_not_a_template() -> None:
    report = compare(called("{$request.body#/url}", DONE), called("{$request.query.url}", DONE))
    assert [finding.cause for finding in report.findings] == ["operation-removed", "operation-added"]


def test_a_callback_of_a_callback_is_compared() -> None:
    old, new = (called("{$url}", {**DONE, "callbacks": {"then": {"{$url}": {"post": sent(one)}}}}) for one in (S, I))
    for operations in ((), ("POST /x/{id}",)):
        (finding,) = compare(old, new, operations=operations).findings
        assert (finding.cause, finding.levels["strict"]) == ("type-removed", "breaking")
        assert finding.operation == "POST /x/{id}, callback done: POST {$url}, callback then: POST {$url}"


def test_a_callback_that_promises_itself_ends() -> None:
    def looped(schema: Any) -> Document:
        again = {"d": {"$ref": "#/components/callbacks/D"}, "e": {"$ref": "#/components/callbacks/E"}}
        callbacks = {
            "D": {"{$url}": {"post": {**DONE, "callbacks": again}}},
            "E": {"{$url}": {"post": {**sent(schema), "callbacks": again}}},
        }
        return document({**DONE, "callbacks": {"d": again["d"]}}, callbacks=callbacks)

    assert compare(looped(S), looped(S)).findings == ()
    assert compare(looped(S), looped(I)).verdict("strict") == "breaking"
