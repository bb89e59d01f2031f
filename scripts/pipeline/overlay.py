"""Apply an OpenAPI Overlay 1.1, and account for what each correction did.

A correction is the actions that share one `x-name`; they stand together and are reported together. A correction
that no longer does anything is never silent: its target moved, or the document was mended upstream. Beside the
standard's actions, an update with `x-existing` changes only what is there; a name that isn't is a target missed.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import jsonpath

State = Literal["applied", "already satisfied", "no target"]
VERBS = ("update", "copy", "remove")


class OverlayError(Exception):
    """The overlay itself is wrong; the text names the correction."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one correction did to a document."""

    name: str
    state: State
    missed: tuple[str, ...]  # targets that matched nothing, also where other actions of the correction did

    @property
    def misses(self) -> list[str]:
        """A line for each target that matched nothing."""
        return [f"{self.name}: nothing matches its target {target}" for target in self.missed]

    @property
    def needed(self) -> bool:
        """Whether every action found its target and the whole changed something."""
        return self.state == "applied" and not self.missed


def apply(document: dict[str, Any], overlay: dict[str, Any]) -> tuple[dict[str, Any], list[Outcome]]:
    """The corrected document, and an outcome per correction in the overlay's order; the input stays as it is.

    Raises:
        OverlayError: an action has no name, no reason, a target that isn't JSONPath, or not just one verb.
    """
    result = copy.deepcopy(document)
    outcomes = []
    for name, actions in _corrections(overlay):
        missed: list[str] = []
        changed = False
        puts_back = len({action.get("remove") is True for action in actions}) > 1
        before = copy.deepcopy(result) if puts_back else None  # what is removed may be put back as it was
        for action in actions:
            change = _Change(result, name, action)
            change.make()
            missed += change.missed
            changed |= change.changed > 0
        changed = before != result if puts_back else changed
        whole = len(missed) == len(actions) and not changed
        state: State = "applied" if changed else "no target" if whole else "already satisfied"
        outcomes.append(Outcome(name, state, tuple(missed)))
    return result, outcomes


def _corrections(overlay: dict[str, Any]) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    if not str(overlay.get("overlay", "")).startswith(("1.0", "1.1")):
        raise OverlayError("the overlay is not of version 1.0 or 1.1")
    groups: dict[str, list[dict[str, Any]]] = {}
    last = None
    actions = overlay.get("actions")
    if not isinstance(actions, list) or not all(isinstance(action, dict) for action in actions):
        raise OverlayError("the overlay's actions are no list of mappings")
    for number, action in enumerate(actions, start=1):
        name = action.get("x-name")
        if not name or not action.get("description") or not action.get("target"):
            raise OverlayError(
                f"action {number} ({name or 'unnamed'}) needs an x-name, a description that says why, and a target"
            )
        if sum(action.get(verb, False) is not False for verb in VERBS) != 1:
            raise OverlayError(f"{name}: an action updates, copies or removes")
        if name in groups and name != last:
            raise OverlayError(f"{name}: the actions of one correction stand together")
        groups.setdefault(name, []).append(action)
        last = name
    return groups.items()


@cache
def _compiled(path: str) -> jsonpath.CompoundJSONPath | jsonpath.JSONPath:
    return jsonpath.compile(path)


class _Change:
    """One action on a document, in place."""

    def __init__(self, document: dict[str, Any], name: str, action: dict[str, Any]) -> None:
        self._document, self._name, self._action = document, name, action
        self.missed: list[str] = []
        self.changed = 0

    def make(self) -> None:
        matches = self._find(self._action["target"])
        if not matches:
            self.missed.append(self._action["target"])
        for match in reversed(matches):  # from the end, so that positions in lists stay true
            if self._action.get("remove") is True:
                self._remove(match)
            else:
                self._update(match)

    def _find(self, path: str) -> list[jsonpath.JSONPathMatch]:
        try:
            found = _compiled(path).finditer(self._document)
            return list({match.path: match for match in found}.values())  # a path may name one place twice
        except jsonpath.JSONPathError as error:
            raise OverlayError(f"{self._name}: {path!r} isn't JSONPath ({error})") from error

    def _remove(self, match: jsonpath.JSONPathMatch) -> None:
        if match.parent is None:
            raise OverlayError(f"{self._name}: removes the whole document")
        container: Any = match.parent.obj
        del container[match.parts[-1]]
        self.changed += 1

    def _update(self, match: jsonpath.JSONPathMatch) -> None:
        update = copy.deepcopy(self._action["update"] if "update" in self._action else self._copied())
        if update is None:
            return
        if isinstance(match.obj, dict) and isinstance(update, dict):
            if self._action.get("x-existing"):
                self.missed += [f"{match.path}.{name}" for name in update if name not in match.obj]
                update = {name: value for name, value in update.items() if name in match.obj}
            self._merge(match.obj, update)
        elif isinstance(match.obj, list):  # the standard appends one item
            match.obj.append(update)
            self.changed += 1
        else:
            raise OverlayError(
                f"{self._name}: an update's target is an array, or an object to be merged with an object"
            )

    def _copied(self) -> Any:
        sources = self._find(self._action["copy"])
        if len(sources) == 1:
            return sources[0].obj
        self.missed.append(self._action["copy"])
        return None

    def _merge(self, target: dict[str, Any], update: dict[str, Any]) -> None:
        for key, value in update.items():
            old = target.get(key)
            if isinstance(value, dict) and isinstance(old, dict):
                self._merge(old, value)
            elif isinstance(value, list) and isinstance(old, list):
                new = [item for item in value if item not in old]
                old.extend(new)
                self.changed += len(new)
            elif key not in target or type(old) is not type(value) or old != value:
                target[key] = value
                self.changed += 1
