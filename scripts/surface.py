"""Compare the wrapper's public names, signatures and types with their record, or record them anew.

The record (`tests/structure/public_surface.json`) is a flat table that a reviewer can read: a name, a
member, a parameter or a return, and its type and default. What vanishes from it or reads otherwise
breaks callers, and so does a new parameter without a default; what is added doesn't. A break is allowed
once the changelog names it under Changed or Removed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys

from scripts.conformance.public import surface
from scripts.documents.write import replace_all
from scripts.pipeline.paths import ROOT

RECORD = ROOT / "tests" / "structure" / "public_surface.json"
CHANGELOG = ROOT / "CHANGELOG.md"


def breaking(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """What would break a caller: the public name that it concerns, and what happened."""
    said: dict[str, str] = {}
    for name, was in before.items():
        now = after.get(name)
        if now is None:
            said[name] = f"{name} is gone (it was {was})"
        elif now != was and not _widened(was, now):
            said[name] = f"{name} was {was}, is {now}"
    for name, now in after.items():
        called = name.partition("(")[0] in {known.partition("(")[0] for known in before}
        if name not in before and name.endswith(")") and not name.endswith("()") and called and " = " not in now:
            said[name] = f"{name} is required, and callers don't pass it ({now})"
        if name not in before and now.startswith("key: Required[") and name.partition(".")[0] in before:
            said[name] = f"{name} is required, and callers don't pass it ({now})"
    return said


def _widened(was: str, now: str) -> bool:
    """Whether what callers pass may be more than it was: values that the provider added, another type beside one."""
    if not was.startswith(("alias: ", "key: ")):
        return False
    before, after = (set(re.findall(r"[\w./-]+", text)) for text in (was, now))
    return before <= after and "Required" not in after - before


def released(changelog: str) -> list[str]:
    """The versions that users have, newest first."""
    return re.findall(r"(?m)^## \[(\d[^\]]*)\]", changelog)


def unannounced(said: dict[str, str], changelog: str) -> list[str]:
    """Those breaks that the newest part of the changelog doesn't name under Changed or Removed."""
    newest = re.split(r"(?m)^## ", changelog)[1] if "\n## " in changelog else ""
    parts = re.split(r"(?m)^### ", newest)[1:]
    told = " ".join(part for part in parts if part.startswith(("Changed", "Removed")))
    return [text for name, text in said.items() if f"`{name.partition('(')[0]}`" not in told]


def recorded() -> dict[str, str]:
    """The stored record."""
    stored: dict[str, str] = json.loads(RECORD.read_text(encoding="utf-8"))
    return stored


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 when nothing breaks or all is announced, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="surface", description="Compare the public surface with its record.")
    parser.add_argument("--record", action="store_true", help="write the record anew, if no break is unannounced")
    options = parser.parse_args(arguments)
    now = surface()
    before = recorded() if RECORD.exists() else {}
    changelog = CHANGELOG.read_text(encoding="utf-8")
    wrong = unannounced(breaking(before, now), changelog)
    if options.record and not released(changelog):
        wrong = []  # nobody calls what was never released
    for line in wrong:
        print(f"breaks callers: {line}", file=sys.stderr)
    if wrong:
        print("name each in CHANGELOG.md under Changed or Removed, in backticks, or take it back", file=sys.stderr)
        return 1
    if options.record:
        changed = replace_all({RECORD: json.dumps(now, indent=2, ensure_ascii=False) + "\n"})
        print(f"{'wrote' if changed else 'unchanged'}  {RECORD.relative_to(ROOT)}: {len(now)} lines")
    else:
        print(f"nothing breaks; {len(now.keys() - before.keys())} additions aren't recorded yet")
    return 0


if __name__ == "__main__":
    sys.exit(main())
