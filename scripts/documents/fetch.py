"""Reading a published document without trusting it.

Protects everything behind it from what a fetch can really bring: an error page in place of the
document, half of it, one that is far too large, one that expands without end, or one that says the
same thing twice. Whatever is wrong is one `DocumentError` with one line, before anything is written.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import yaml

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

MAX_BYTES = 64 * 1024 * 1024  # the published document has 3 MB: twenty times that isn't it
MAX_NODES = 4_000_000  # after aliases are expanded; the published document has 140,000
MAX_DEPTH = 200  # the published document has 30
FETCH_SECONDS = 60.0  # without a byte
FETCH_TOTAL_SECONDS = 600.0
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class DocumentError(Exception):
    """The source isn't a document that can be used; the text is one line for the user.

    Names, URLs and a parser's words come from outside: nothing in them may break the line or steer a terminal.
    """

    def __init__(self, text: str) -> None:
        line = " ".join(text.split())
        super().__init__("".join(c if c.isprintable() else ascii(c)[1:-1] for c in line))


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a document and where they came from."""

    name: str  # a file's name, or a URL without credentials and query
    content: bytes

    @property
    def sha256(self) -> str:
        """The digest of the bytes as they came."""
        return hashlib.sha256(self.content).hexdigest()


def fetch(spec: str) -> Source:
    """Read a file, or an https URL (http on loopback only).

    Raises:
        DocumentError: it can't be read, is too large, is cut short, or is an HTML page.
    """
    source = _from_url(spec) if re.match(r"[a-z][a-z0-9+.-]*://", spec, re.IGNORECASE) else _from_file(Path(spec))
    if not source.content.strip():
        raise DocumentError(f"{source.name}: is empty")
    head = source.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if head.startswith((b"<!", b"<html", b"<head", b"<body", b"<?xml")):
        raise DocumentError(f"{source.name}: is an HTML or XML page, not an OpenAPI document")
    return source


def _from_file(path: Path) -> Source:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(f"{path.name}: has {size:,} bytes; more than {MAX_BYTES:,} isn't read")
        with path.open("rb") as file:  # a pipe has no size: never read more than the limit
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DocumentError(f"{path.name or path}: can't be read ({error.strerror or error})") from error
    if len(content) > MAX_BYTES:
        raise DocumentError(f"{path.name}: has more than {MAX_BYTES:,} bytes, which isn't read")
    return Source(path.name, content)


def _from_url(url: str) -> Source:
    import httpx  # noqa: PLC0415 - only a fetch needs it

    name = _checked_url(url)

    def check_hop(request: httpx.Request) -> None:  # before every request, so that no hop of a redirect is left out
        if not _may_fetch(request.url.scheme, request.url.host):
            raise DocumentError(f"{name}: redirects to a URL that isn't https")

    options: dict[str, Any] = {
        "follow_redirects": True,
        "timeout": FETCH_SECONDS,
        "event_hooks": {"request": [check_hop]},
        "headers": {"Accept-Encoding": "identity"},  # the end of a cut compressed stream goes unnoticed
    }
    chunks: list[bytes] = []
    received = 0
    until = time.monotonic() + FETCH_TOTAL_SECONDS
    try:
        with httpx.Client(**options) as client, client.stream("GET", url) as response:
            _check_head(name, response.status_code, response.headers)
            for chunk in response.iter_bytes():
                received += len(chunk)
                if time.monotonic() > until:
                    raise DocumentError(f"{name}: isn't here after {FETCH_TOTAL_SECONDS:.0f} seconds")
                if received > MAX_BYTES:
                    raise DocumentError(f"{name}: has more than {MAX_BYTES:,} bytes, which isn't read")
                chunks.append(chunk)
    except httpx.RemoteProtocolError as error:
        raise DocumentError(f"{name}: stopped after {received:,} bytes, before its end") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        what = f"stopped after {received:,} bytes" if received else "can't be fetched"
        raise DocumentError(f"{name}: {what} ({type(error).__name__})") from error
    return Source(name, b"".join(chunks))


def _checked_url(url: str) -> str:
    """The URL's name, without credentials and query."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise DocumentError(f"the URL can't be read ({error})") from error
    name = f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
    if not parts.hostname:
        raise DocumentError(f"{name}: names no host")
    if not _may_fetch(parts.scheme, parts.hostname):
        raise DocumentError(f"{name}: only https URLs are fetched")
    return name


def _check_head(name: str, status: int, headers: Mapping[str, str]) -> None:
    kind = headers.get("content-type", "")
    if status != HTTPStatus.OK:
        raise DocumentError(f"{name}: answered with status {status}")
    if "html" in kind:
        raise DocumentError(f"{name}: answered with a page ({kind}), not an OpenAPI document")
    if headers.get("content-encoding", "identity") != "identity":
        raise DocumentError(f"{name}: answered compressed, though it was asked not to")
    if "content-length" not in headers and "transfer-encoding" not in headers:
        raise DocumentError(f"{name}: gave no length, so that half a document couldn't be told from a whole")


def _may_fetch(scheme: str, host: str | None) -> bool:
    return scheme == "https" or (scheme == "http" and host in LOOPBACK)


def parse(source: Source) -> dict[str, Any]:
    """The document as JSON values: strings as keys, dates as strings, true and false alone as booleans.

    Raises:
        DocumentError: not text, not YAML or JSON, a key twice, an alias bomb, too deep, or no mapping at its root.
    """
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{source.name}: isn't UTF-8 text (byte {error.start})") from error
    load = _json if text.lstrip()[:1] in {"{", "["} else _yaml
    try:
        data = load(text)
        _check_expansion(data)
    except _DuplicateKeyError as error:
        raise DocumentError(f"{source.name}: has the key {error} twice") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        raise DocumentError(
            f"{source.name}: isn't YAML or JSON{where}: {getattr(error, 'problem', None) or error}"
        ) from error
    except json.JSONDecodeError as error:
        raise DocumentError(f"{source.name}: isn't JSON (line {error.lineno}): {error.msg}") from error
    except RecursionError as error:
        raise DocumentError(f"{source.name}: is nested too deeply") from error
    except _BombError as error:
        raise DocumentError(f"{source.name}: {error}") from error
    except ValueError as error:  # an integer of ten thousand digits, half a surrogate pair
        raise DocumentError(f"{source.name}: has a value that can't be read ({error})") from error
    if not isinstance(data, dict):
        raise DocumentError(f"{source.name}: isn't an OpenAPI document (its root is no mapping)")
    return data


def check_openapi(source: Source, data: dict[str, Any]) -> None:
    """Refuse what isn't an OpenAPI 3.0 or 3.1 document.

    Raises:
        DocumentError: names what it is instead.
    """
    version = data.get("openapi")
    if not isinstance(version, str) or not re.fullmatch(r"3\.[01]\.\d+(-.+)?", version):
        what = f"its version is {version!r}" if "openapi" in data else "it has no key 'openapi'"
        raise DocumentError(f"{source.name}: isn't an OpenAPI 3.0 or 3.1 document ({what})"[:300])
    if not isinstance(data.get("paths"), dict):
        raise DocumentError(f"{source.name}: isn't a usable OpenAPI document (it has no paths)")


class _DuplicateKeyError(Exception):
    """Carries the key."""


class _BombError(Exception):
    """Carries the rest of the sentence."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _DuplicateKeyError(next(repr(key) for key in keys if keys.count(key) > 1))
    return result


def _json(text: str) -> Any:
    data = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_finite)
    if re.search(r"\\u[dD][89a-fA-F]", text):  # an escape may stand for half a character, which no file can hold
        json.dumps(data, ensure_ascii=False).encode()
    return data


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text} is too large a number")
    return value


class _Loader(yaml.CSafeLoader):
    """YAML 1.2's core types: no dates, no `on` and `no` as booleans; a key twice is an error."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own shape
    yaml_constructors = {  # noqa: RUF012 - PyYAML's own shape
        tag: construct
        for tag, construct in yaml.CSafeLoader.yaml_constructors.items()
        if tag is None or tag.rpartition(":")[2] in {"null", "str", "seq"}  # what JSON has; the rest stands below
    }


class _Dumper(yaml.CSafeDumper):
    """Never writes an alias: a shared value is written out where it stands."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
):
    for _class in (_Loader, _Dumper):  # what would be read as something else than a string is written in quotes
        _class.add_implicit_resolver(
            f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), ["" if c == "\0" else c for c in _first]
        )


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    def refuse(what: str, where: yaml.Node) -> yaml.YAMLError:
        return yaml.constructor.ConstructorError(None, None, what, where.start_mark)

    if not isinstance(node, yaml.MappingNode):
        raise refuse("something that is no mapping but says so", node)
    pairs: list[tuple[str, Any]] = []
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise refuse("a key that is no scalar", key_node)
        if key_node.value == "<<" and key_node.style not in {"'", '"'}:
            raise refuse("a merge key (<<), which YAML 1.2 doesn't have", key_node)
        loader.construct_object(key_node, deep=True)  # its tag must be one that is known
        pairs.append((key_node.value, loader.construct_object(value_node, deep=True)))  # 1.10 stays 1.10
    return _unique(pairs)


def _construct_bool(loader: _Loader, node: yaml.ScalarNode) -> bool:
    text = str(loader.construct_scalar(node)).lower()
    if text not in {"true", "false"}:
        raise ValueError(f"{text!r} is neither true nor false")
    return text == "true"


def _construct_float(loader: _Loader, node: yaml.ScalarNode) -> float:
    return _finite(str(loader.construct_scalar(node)))


def _construct_int(loader: _Loader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    return int(text, 0) if text[:2] in {"0x", "0o"} else int(text)


_Loader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)
_Loader.add_constructor("tag:yaml.org,2002:bool", _construct_bool)
_Loader.add_constructor("tag:yaml.org,2002:int", _construct_int)
_Loader.add_constructor("tag:yaml.org,2002:float", _construct_float)


def _yaml(text: str) -> Any:
    _check_events(text)
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader's subclass
    except yaml.constructor.ConstructorError as error:
        if error.problem == "found unconstructable recursive node":
            raise _BombError("has an alias that contains itself") from error
        raise


def _check_events(text: str) -> None:
    """Look for depth before anything recursive runs: libyaml's composer would exhaust the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _BombError("is nested too deeply")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _check_expansion(data: Any) -> None:
    """Count the nodes, and how deep they go, as if every alias were written out, without writing them out."""
    measured: dict[int, tuple[int, int]] = {}

    def measure(node: Any) -> tuple[int, int]:
        if not isinstance(node, dict | list):
            return 1, 0
        known = measured.get(id(node))
        if known is None:
            size, depth = 1, 0
            for child in node.values() if isinstance(node, dict) else node:
                child_size, child_depth = measure(child)
                size, depth = size + child_size, max(depth, child_depth)
            known = size, depth + 1
            if size > MAX_NODES:
                raise _BombError(f"expands to more than {MAX_NODES:,} nodes (an alias bomb)")
            if known[1] > MAX_DEPTH:
                raise _BombError("is nested too deeply")
            measured[id(node)] = known
        return known

    measure(data)


def resolve(document: dict[str, Any], reference: str) -> Any:
    """What a reference inside the document points to.

    Raises:
        DocumentError: it points outside the document, or to nothing.
    """
    if not str(reference).startswith("#/"):
        raise DocumentError(f"the reference {reference!r} leaves the document; only references inside it are followed")
    target: Any = document
    for part in reference[2:].split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(target, list) and key.isdigit() and int(key) < len(target):
            target = target[int(key)]
        elif isinstance(target, dict) and key in target:
            target = target[key]
        else:
            raise DocumentError(f"the reference {reference!r} points to nothing in the document")
    return target


def walk(node: Any, visit: Callable[[dict[str, Any]], None]) -> None:
    """Call `visit` on every mapping of a tree, outermost first."""
    stack = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            visit(item)
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def references(node: Any) -> Iterator[str]:
    """Every `$ref` in a tree, and every target of a discriminator's mapping."""
    found: list[str] = []

    def collect(mapping: dict[str, Any]) -> None:
        if isinstance(mapping.get("$ref"), str):
            found.append(mapping["$ref"])
        discriminator = mapping.get("discriminator")
        if isinstance(discriminator, dict) and isinstance(discriminator.get("mapping"), dict):
            found.extend(value for value in discriminator["mapping"].values() if str(value).startswith("#/"))

    walk(node, collect)
    return iter(found)


def dump(document: dict[str, Any]) -> str:
    """The one way a document is written: sorted keys, block style, a newline at the end."""
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=True, allow_unicode=True, width=120)
    return text
