"""Apply an OpenAPI Overlay 1.0, and account for what each correction did.

A correction is the actions that share one `x-name`. One that does nothing is reported, whether its
target is gone or the document was mended upstream.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import jsonpath

if TYPE_CHECKING:
    from jsonpath import CompoundJSONPath, JSONPath

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
    """Correct a document; give an outcome for each correction, in the overlay's order.

    The input stays as it is. What no correction changes, the result shares with it.

    Raises:
        OverlayError: an action has no name, no reason, a target that isn't JSONPath, or neither update nor remove.
    """
    result: Any = document
    outcomes = []
    for name, actions in _corrections(overlay):
        before, missed = result, []
        for action in actions:
            places = _places(result, name, action["target"])
            missed += [] if places else [action["target"]]
            for place in places:
                result = _changed(result, place, name, action)
        changed = result is not before and result != before  # equal parts are shared, so this is quick
        state: State = "applied" if changed else "no target" if len(missed) == len(actions) else "already satisfied"
        outcomes.append(Outcome(name, state, tuple(missed)))
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


@cache
def _compiled(target: str) -> CompoundJSONPath | JSONPath:
    return jsonpath.compile(target)


def _places(document: Any, name: str, target: str) -> list[tuple[str | int, ...]]:
    """Find what a target matches, each place once, from the end: what goes first doesn't move what follows."""
    try:
        found = {match.parts: None for match in _compiled(target).finditer(document)}
    except jsonpath.JSONPathError as error:
        raise OverlayError(f"{name}: the target {target!r} isn't JSONPath ({error})") from error
    return list(found)[::-1]


def _changed(node: Any, place: tuple[str | int, ...], name: str, action: dict[str, Any]) -> Any:
    """Copy a tree along the way to a place, and apply an action there."""
    removing = action.get("remove") is True
    if removing and not place:
        raise OverlayError(f"{name}: removes the whole document")
    if not place:
        return _updated(node, name, action["update"])
    step, *rest = place
    changed = node.copy()
    if removing and not rest:
        del changed[step]
    else:
        changed[step] = _changed(node[step], tuple(rest), name, action)
    return changed


def _updated(node: Any, name: str, update: Any) -> Any:
    if isinstance(node, dict) and isinstance(update, dict):
        return _merged(node, update)
    if isinstance(node, list):  # the standard appends one item
        return [*node, copy.deepcopy(update)]
    raise OverlayError(f"{name}: an update's target is an array, or an object to be merged with an object")


def _merged(node: dict[str, Any], update: dict[str, Any]) -> dict[str, Any]:
    merged = dict(node)
    for key, value in update.items():
        old = node.get(key)
        if isinstance(value, dict) and isinstance(old, dict):
            merged[key] = _merged(old, value)
        elif isinstance(value, list) and isinstance(old, list):
            merged[key] = list(old)
            for item in value:
                if item not in merged[key]:
                    merged[key].append(copy.deepcopy(item))
        else:
            merged[key] = copy.deepcopy(value)
    return merged
