"""Reading a published document without trusting it.

Protects everything behind it from what a fetch can really bring: an error page in place of the
document, half of it, one that is far too large, one that expands without end, or one that says the
same thing twice. Whatever is wrong is one `DocumentError` with one line, before anything is written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import yaml

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

MAX_BYTES = 64 * 1024 * 1024  # the published document has 3 MB: twenty times that isn't it
MAX_NODES = 4_000_000  # after aliases are expanded; the published document has 140,000
MAX_DEPTH = 200  # the published document has 30
FETCH_SECONDS = 60.0
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class DocumentError(Exception):
    """The source isn't a document that can be used; the text is one line for the user."""


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
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")):
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

    parts = urlsplit(url)
    name = f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise DocumentError(f"{name}: only https URLs are fetched")
    chunks: list[bytes] = []
    received = 0
    try:
        with httpx.stream("GET", url, follow_redirects=True, timeout=FETCH_SECONDS) as response:
            if response.url.scheme != "https" and response.url.host not in LOOPBACK:
                raise DocumentError(f"{name}: redirects to a URL that isn't https")
            if response.status_code != httpx.codes.OK:
                raise DocumentError(f"{name}: answered with status {response.status_code}")
            kind = response.headers.get("content-type", "")
            if "html" in kind:
                raise DocumentError(f"{name}: answered with a page ({kind}), not an OpenAPI document")
            if not {"content-length", "transfer-encoding"} & response.headers.keys():
                raise DocumentError(f"{name}: gave no length, so that half a document couldn't be told from a whole")
            for chunk in response.iter_bytes():
                received += len(chunk)
                if received > MAX_BYTES:
                    raise DocumentError(f"{name}: has more than {MAX_BYTES:,} bytes, which isn't read")
                chunks.append(chunk)
    except httpx.RemoteProtocolError as error:
        raise DocumentError(f"{name}: stopped after {received:,} bytes, before its end") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        what = f"stopped after {received:,} bytes" if received else "can't be fetched"
        raise DocumentError(f"{name}: {what} ({type(error).__name__})") from error
    return Source(name, b"".join(chunks))


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
    except ValueError as error:  # an integer of ten thousand digits, an impossible code point
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
    return json.loads(text, object_pairs_hook=_unique)


class _Loader(yaml.CSafeLoader):
    """YAML 1.2's core types: no dates, no `on` and `no` as booleans; a key twice is an error."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own shape


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), ["" if c == "\0" else c for c in _first]
    )


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    pairs: list[tuple[str, Any]] = []
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if isinstance(key, bool) or key is None:
            key = key_node.value
        if not isinstance(key, str | int | float):
            raise yaml.constructor.ConstructorError(None, None, "a key that is no scalar", key_node.start_mark)
        pairs.append((str(key), loader.construct_object(value_node, deep=True)))
    return _unique(pairs)


def _construct_int(loader: _Loader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    return int(text, 0) if text[:2] in {"0x", "0o"} else int(text)


_Loader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)
_Loader.add_constructor("tag:yaml.org,2002:int", _construct_int)


def _yaml(text: str) -> Any:
    _check_events(text)
    data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader's subclass
    _check_expansion(data)
    return data


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
    """Count the nodes as if every alias were written out, without writing them out."""
    sizes: dict[int, int] = {}
    open_: set[int] = set()

    def size(node: Any) -> int:
        if not isinstance(node, dict | list):
            return 1
        known = sizes.get(id(node))
        if known is None:
            if id(node) in open_:
                raise _BombError("has an alias that contains itself")
            open_.add(id(node))
            known = 1 + sum(size(child) for child in (node.values() if isinstance(node, dict) else node))
            open_.remove(id(node))
            if known > MAX_NODES:
                raise _BombError(f"expands to more than {MAX_NODES:,} nodes (an alias bomb)")
            sizes[id(node)] = known
        return known

    size(data)


def resolve(document: dict[str, Any], reference: str) -> Any:
    """What a reference inside the document points to.

    Raises:
        DocumentError: it points outside the document, or to nothing.
    """
    if not reference.startswith("#/"):
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


class _Dumper(yaml.CSafeDumper):
    """Never writes an alias: a shared value is written out where it stands."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True
