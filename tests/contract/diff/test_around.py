"""What stands around the schemas is compared by what it says: through references, under any name, without its prose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document

if TYPE_CHECKING:
    from scripts.contract_diff.report.model import Finding

S, I = {"type": "string"}, {"type": "integer"}  # noqa: E741
KEY, OTHER = ({"type": "apiKey", "in": "header", "name": name} for name in ("key", "other"))
PLAIN = {"responses": {"200": {"description": ""}}}


def document(operation: Any, path: str = "/x", **more: Any) -> Document:
    """A document of one operation."""
    item = {"post": {**PLAIN, **operation}}
    data = {"openapi": "3.2.0", "info": {"title": "t", "version": "1"}, "paths": {path: item}, **more}
    return Document("made", data)


def told(old: Document, new: Document) -> set[tuple[str, str]]:
    """The causes of what is told, with their levels under strict and practical."""
    return {(f.cause, f.levels["strict"][0] + f.levels["practical"][0]) for f in findings(old, new)}


def findings(old: Document, new: Document) -> list[Finding]:
    """What is told."""
    return list(compare(old, new).findings)


def secured(schemes: Any, *alternatives: Any) -> Document:
    """An operation that asks for one of some alternatives."""
    return document({"security": [*alternatives]}, components={"securitySchemes": schemes})


def flows(url: str, scopes: tuple[str, ...] = ("r",)) -> Any:
    """An OAuth scheme whose tokens come from an address."""
    flow = {"tokenUrl": f"https://{url}.example.test/", "scopes": dict.fromkeys(scopes, "prose")}
    return {"type": "oauth2", "flows": {"clientCredentials": flow}}


def key(where: str, name: str) -> Any:
    """A key with a name."""
    return {"k": {"type": "apiKey", "in": where, "name": name}}


K: Any = {"k": []}
O: Any = {"o": ["r"]}  # noqa: E741
NONE: Any = {"o": []}
BY_REFERENCE: Any = {"#/components/securitySchemes/k": []}
TIGHTER, ADDRESS = {("security-tightened", "bb"), ("security-loosened", "ss")}, {("flow-address-changed", "rr")}
SECURITY: dict[str, tuple[Document, Document, set[tuple[str, str]]]] = {
    "name of a key in a query": (secured(key("query", "Key"), K), secured(key("query", "key"), K), TIGHTER),
    "name of a key in a cookie": (secured(key("cookie", "Key"), K), secured(key("cookie", "key"), K), TIGHTER),
    "name of a key in a header": (secured(key("header", "Key"), K), secured(key("header", "key"), K), set()),
    "flows of a scheme under another name": (
        secured({"o": flows("a")}, O), secured({"p": flows("b")}, {"p": ["r"]}), ADDRESS,
    ),
    "the same flows under another name": (secured({"o": flows("a")}, O), secured({"p": flows("a")}, {"p": ["r"]}), set()),
    "another one of two schemes": (
        secured({"o": flows("a"), "p": flows("b")}, O), secured({"o": flows("a"), "p": flows("b")}, {"p": ["r"]}), ADDRESS,
    ),
    "one of two OAuth schemes gone": (
        secured({"o": flows("a"), "p": flows("b")}, O, {"p": ["r"]}), secured({"o": flows("a"), "p": flows("b")}, O),
        {("security-tightened", "bb")},
    ),
    "what a reference in place of a name leads to": (
        secured({"k": KEY}, BY_REFERENCE), secured({"k": OTHER}, BY_REFERENCE), TIGHTER,
    ),
    "a reference in place of a name": (secured({"k": KEY}, BY_REFERENCE), secured({"k": KEY}, K), set()),
}  # fmt: skip


@pytest.mark.parametrize("name", SECURITY)
def test_credentials_are_what_a_request_carries_and_where_it_comes_from(name: str) -> None:
    old, new, wanted = SECURITY[name]
    assert told(old, new) == wanted
    assert bool(told(new, old)) == bool(wanted)


def webhook(item: Any = None, **operation: Any) -> Document:
    """A document of one webhook."""
    hook = {"post": {**PLAIN, **operation}, **(item or {})}
    schemes = {"k": KEY, "o": OTHER}
    return document({}, webhooks={"w": hook}, components={"securitySchemes": schemes})


SERVERS = ([{"url": "https://a.example.test"}], [{"url": "https://b.example.test"}])


def test_what_the_provider_shows_and_where_it_calls_is_told() -> None:
    old, new = (webhook(security=[given]) for given in (K, NONE))
    assert told(old, new) == {("security-changed", "rr"), ("security-narrowed", "ss")}
    assert told(webhook(), old) == {("security-narrowed", "ss")}
    assert told(old, webhook()) == {("security-changed", "rr")}
    for old, new in ([webhook(servers=one) for one in SERVERS], [webhook({"servers": one}) for one in SERVERS]):
        assert told(old, new) == {("not-compared", "rr")}


def test_the_place_of_a_parameter_in_the_path_counts_and_not_its_name() -> None:
    parameters = [{"in": "path", "name": name, "required": True, "schema": kind} for name, kind in (("a", I), ("b", S))]
    forth, back = (document({"parameters": parameters}, path) for path in ("/{a}/{b}", "/{b}/{a}"))
    assert ("type-removed", "bb") in told(forth, back)
    assert ("type-removed", "bb") in told(back, forth)


def linked(link: Any, shared: Any = None) -> Document:
    """A reply with a link."""
    reply = {"200": {"description": "", "links": {"l": link}}}
    return document({"responses": reply}, components={"links": {"A": shared or {}}})


def test_what_a_link_refers_to_is_compared() -> None:
    shared = {"$ref": "#/components/links/A"}
    assert told(linked(shared, {"operationId": "a"}), linked(shared, {"operationId": "b"})) == {("not-compared", "rr")}
    assert told(linked(shared, {"operationId": "a"}), linked({"operationId": "a"})) == set()
    assert told(linked({"description": "a", "x-a": 1}), linked({"description": "b"})) == set()
    named = [linked({"parameters": {"description": value}}) for value in ("a", "b")]
    assert told(*named) == {("not-compared", "rr")}


def encoded(header: Any, shared: Any = None) -> Document:
    """A form whose part has a header."""
    media = {"schema": {"type": "object"}, "encoding": {"f": {"headers": {"H": header}}}}
    return document(
        {"requestBody": {"content": {"multipart/form-data": media}}}, components={"headers": {"A": shared or {}}}
    )


def test_what_the_header_of_a_part_refers_to_is_compared() -> None:
    shared = {"$ref": "#/components/headers/A"}
    assert told(encoded(shared, {"schema": S}), encoded(shared, {"schema": I})) == {("encoding-changed", "rr")}
    assert told(encoded({"schema": S, "description": "a"}), encoded({"schema": S, "example": "b"})) == set()


@pytest.mark.parametrize("word", ["method", "thing"])
def test_an_unknown_part_of_a_path_is_told_whatever_its_kind(word: str) -> None:
    items: list[Any] = [{"/x": {"post": PLAIN, word: {"a": value}}} for value in (1, 2)]
    old, new = (Document("made", {"openapi": "3.1.0", "info": {}, "paths": item}) for item in items)
    assert told(old, new) == {("not-compared", "rr")}


def test_what_stands_beside_the_reference_of_a_path_counts() -> None:
    def referring(own: Any, shared: Any, parameters: Any = ()) -> Document:
        item = {"$ref": "#/components/pathItems/P", "put": body(own), "parameters": [*parameters]}
        shared = {"pathItems": {"P": {"post": body(shared)}}}
        data: Any = {"openapi": "3.1.0", "info": {}, "paths": {"/x": item}, "components": shared}
        return Document("made", data)

    def body(schema: Any) -> Any:
        return {**PLAIN, "requestBody": {"content": {"application/json": {"schema": schema}}}}

    required = {"in": "query", "name": "q", "required": True, "schema": S}
    assert told(referring(S, S), referring(S, S)) == set()
    assert told(referring(S, S), referring(I, S)) == {("type-removed", "bb")}
    assert told(referring(S, S), referring(S, I)) == {("type-removed", "bb")}
    assert told(referring(S, S), referring(S, S, [required])) == {("required-parameter-added", "bb")}


def typed(**content: Any) -> tuple[Document, Document]:
    """An operation that takes some media types, and one that replies them."""
    body = {"content": {f"{media.replace('_', '/')}": {"schema": schema} for media, schema in content.items()}}
    every = body["content"].pop("any", None)
    if every:
        body["content"]["*/*"] = every
    return document({"requestBody": body}), document({"responses": {"200": {"description": "", **body}}})


def test_a_media_type_and_the_range_that_stood_for_it_are_compared() -> None:
    alone, both = typed(any=S), typed(any=S, application_json=I)
    assert ("type-removed", "bb") in told(alone[0], both[0])
    assert ("type-removed", "bb") in told(both[0], alone[0])
    assert ("type-added", "bb") in told(alone[1], both[1])
    assert ("type-added", "bb") in told(both[1], alone[1])
    assert told(alone[0], typed(any=S, application_json=S)[0]) == set()


SPELLINGS = {
    "a charset of JSON": ("application/json", "application/json; charset=utf-8", True),
    "a charset of other JSON": ("application/problem+json;charset=UTF-8", "application/problem+json", True),
    "a charset in quotes and capitals": ('text/plain; Charset="UTF-8"', "Text/Plain;charset=utf-8", True),
    "parameters in another order": ("a/b;x=1;y=2", "a/b; y=2; x=1", True),
    "a boundary": ("multipart/mixed; boundary=a", "multipart/mixed", True),
    "a charset of text": ("text/plain", "text/plain; charset=utf-8", False),
    "a profile": ("application/json; profile=a", "application/json", False),
    "another version": ("application/json; version=1", "application/json; version=2", False),
    "another value in capitals": ("application/json; profile=A", "application/json; profile=a", False),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_media_type_is_what_its_parameters_mean(name: str) -> None:
    *medias, same = SPELLINGS[name]
    for side in (0, 1):
        old, new = (typed(**{str(media).replace("/", "_"): S})[side] for media in medias)
        assert (told(old, new) == set()) is (told(new, old) == set()) is same
    changed = typed(**{str(medias[1]).replace("/", "_"): I})[0]
    assert not same or ("type-removed", "bb") in told(typed(**{str(medias[0]).replace("/", "_"): S})[0], changed)
    for where in ("query", "header"):
        old, new = (valued(str(media), where) for media in medias)
        assert (told(old, new) == set()) is same


def valued(media: str, where: str) -> Document:
    """A parameter or a reply header of one media type."""
    content = {"content": {media: {"schema": S}}}
    if where == "header":
        return document({"responses": {"200": {"description": "", "headers": {"H": content}}}})
    return document({"parameters": [{"in": "query", "name": "q", **content}]})


def test_of_two_spellings_of_a_media_type_the_same_one_is_compared() -> None:
    def twice(first: str, second: str) -> tuple[Document, Document]:
        return typed(**{f"application_json{first}": S, f"application_json{second}": I})

    for one, other in zip(twice("", ";charset=utf-8"), twice(" ", ";charset=utf-8"), strict=True):
        assert told(one, other) == told(other, one) == set()


def parameter(where: str, schema: Any, **more: Any) -> Document:
    """An operation with one parameter."""
    return document({"parameters": [{"in": where, "name": "p", "schema": schema, **more}]}, "/{p}")


LIST, OBJECT = {"type": "array", "items": S}, {"type": "object"}
EXPLODED: dict[str, tuple[str, Any, dict[str, Any], bool]] = {
    "a text": ("query", S, {}, True),
    "a text or null": ("query", {"type": ["string", "null"]}, {}, True),
    "a list": ("query", LIST, {}, False),
    "an object": ("query", OBJECT, {}, False),
    "anything": ("query", {}, {}, False),
    "a nested object": ("query", OBJECT, {"style": "deepObject"}, True),
    "a list between bars": ("query", LIST, {"style": "pipeDelimited"}, False),
    "a list in a header": ("header", LIST, {}, True),
    "an object in a header": ("header", OBJECT, {}, False),
    "a list in a path": ("path", LIST, {"required": True}, True),
    "a list behind a dot": ("path", LIST, {"required": True, "style": "label"}, False),
}


@pytest.mark.parametrize("name", EXPLODED)
def test_whether_values_are_joined_counts_only_where_there_are_several(name: str) -> None:
    where, schema, more, same = EXPLODED[name]
    joined, apart = (parameter(where, schema, **more, explode=explode) for explode in (False, True))
    for old, new in ((joined, apart), (apart, joined)):
        assert told(old, new) == (set() if same else {("parameter-style-changed", "rr")})


@pytest.mark.parametrize(("schema", "same"), [(LIST, True), (OBJECT, False)])
def test_whether_the_values_of_a_reply_header_are_joined(schema: Any, same: bool) -> None:
    old, new = (
        document({"responses": {"200": {"description": "", "headers": {"H": {"schema": schema, "explode": explode}}}}})
        for explode in (False, True)
    )
    assert told(old, new) == told(new, old) == (set() if same else {("header-style-changed", "rr")})


def test_a_part_of_the_path_is_always_sent() -> None:
    bare, loose, strict = document({}, "/{p}"), parameter("path", S), parameter("path", S, required=True)
    assert told(loose, strict) == told(strict, loose) == set()
    assert told(bare, strict) == {("parameter-added", "ss")}
    assert ("type-removed", "bb") in told(loose, parameter("path", I, required=True))


def test_the_content_type_among_the_headers_of_a_reply_says_nothing() -> None:
    reply = {"200": {"description": "", "headers": {"Content-Type": {"schema": {"const": "a/b"}, "required": True}}}}
    assert told(document({"responses": reply}), document({})) == set()
    assert told(document({}), document({"responses": reply})) == set()


def served(*servers: Any) -> Document:
    """A document with servers."""
    return document({}, servers=list(servers))


def region(name: str, prose: str) -> Any:
    """A server with a variable."""
    return {"url": f"https://{{{name}}}.example.test", "variables": {name: {"default": "eu", "description": prose}}}


def test_servers_are_the_addresses_that_they_have() -> None:
    assert told(served({"url": "https://A.example.test/"}), served({"url": "https://a.example.test"})) == set()
    assert told(served({"url": "https://a.example.test/A"}), served({"url": "https://a.example.test/a"}))
    assert told(served(region("r", "one")), served(region("q", "two"))) == set()
    assert told(served({"url": "/", "new": 1}), served({"url": "/", "new": 2})) == {("not-compared", "rr")}
