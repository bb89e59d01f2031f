"""Write documents, and several files at once.

What is written reads back the same. Of several files either all change or none does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import yaml

from scripts.documents.scratch import beside


def replace_all(texts: Mapping[Path, str], stale: Iterable[Path] = ()) -> list[Path]:
    """Write every file beside its place first, then rename; whatever fails leaves all of them as they were.

    Files that are stale go last, and empty folders with them.

    Returns:
        The files whose content changed.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    changed = [path for path, text in texts.items() if before[path] != text.encode()]
    gone = [path for path in stale if path.exists()]
    with ExitStack() as temporary:

        def laid(path: Path, content: bytes) -> Path:
            """A file beside another, gone in the end unless it was renamed."""
            found = beside(path, content)
            temporary.callback(found.unlink, missing_ok=True)
            return found

        new = [laid(path, texts[path].encode()) for path in changed]
        old = [None if (content := before[path]) is None else laid(path, content) for path in changed]
        done: list[int] = []
        try:
            for number, path in enumerate(changed):
                new[number].replace(path)
                done.append(number)
        except BaseException:
            for number in done:  # the old contents lie ready: going back needs no space
                _put_back(old[number], changed[number])
            raise
    for path in gone:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
    return [*changed, *gone]


def _put_back(old: Path | None, path: Path) -> None:
    if old is None:
        path.unlink()
    else:
        old.replace(path)


# what would be read as something else than a string, so that such a string is written in quotes
_RESOLVED = (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ("~", "n", "N", "")),
    ("int", r"[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
    ("float", r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+."),
)


class _Dumper(yaml.CSafeDumper):
    """Never writes an alias: a shared value is written out where it stands."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


for _tag, _pattern, _first in _RESOLVED:
    _Dumper.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


def dump(document: dict[str, Any]) -> str:
    """The one way a document is written: sorted keys, block style, a newline at the end."""
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=True, allow_unicode=True, width=120)
    return text
