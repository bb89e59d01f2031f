"""OpenAPI Overlay 1.0, with an account of what each correction did.

Protects against a correction that silently does nothing: because its target moved, or because the
document was mended upstream. A correction is the actions that share one `x-name`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import jsonpath

State = Literal["applied", "already satisfied", "no target"]


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
        OverlayError: an action has no name, no reason, a target that isn't JSONPath, or neither update nor remove.
    """
    result = copy.deepcopy(document)
    outcomes = []
    for name, actions in _corrections(overlay):
        before = copy.deepcopy(result)
        missed = tuple(action["target"] for action in actions if not _act(result, name, action))
        changed = result != before
        state: State = "applied" if changed else "no target" if len(missed) == len(actions) else "already satisfied"
        outcomes.append(Outcome(name, state, missed))
    return result, outcomes


def _corrections(overlay: dict[str, Any]) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    if not str(overlay.get("overlay", "")).startswith("1.0"):
        raise OverlayError("the overlay is not of version 1.0")
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
        if ("update" in action) == (action.get("remove") is True):
            raise OverlayError(f"{name}: an action either updates or removes")
        if name in groups and name != last:
            raise OverlayError(f"{name}: the actions of one correction stand together")
        groups.setdefault(name, []).append(action)
        last = name
    return groups.items()


def _act(document: dict[str, Any], name: str, action: dict[str, Any]) -> int:
    """Apply one action in place; give how many places it matched."""
    try:
        found = jsonpath.finditer(action["target"], document)
        matches = list({match.path: match for match in found}.values())  # a path may name one place twice
    except jsonpath.JSONPathError as error:
        raise OverlayError(f"{name}: the target {action['target']!r} isn't JSONPath ({error})") from error
    for match in reversed(matches):  # from the end, so that positions in lists stay true
        if action.get("remove") is True:
            if match.parent is None:
                raise OverlayError(f"{name}: removes the whole document")
            _delete(match.parent.obj, match.parts[-1])
        elif isinstance(match.obj, dict) and isinstance(action["update"], dict):
            _merge(match.obj, copy.deepcopy(action["update"]))
        elif isinstance(match.obj, list):  # the standard appends one item
            match.obj.append(copy.deepcopy(action["update"]))
        else:
            raise OverlayError(f"{name}: an update's target is an array, or an object to be merged with an object")
    return len(matches)


def _delete(container: Any, key: str | int) -> None:
    del container[key]


def _merge(target: dict[str, Any], update: dict[str, Any]) -> None:
    for key, value in update.items():
        if isinstance(value, dict) and isinstance(target.get(key), dict):
            _merge(target[key], value)
        elif isinstance(value, list) and isinstance(target.get(key), list):
            target[key].extend(item for item in value if item not in target[key])
        else:
            target[key] = value
