from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.realtime_reasoning_effort import (
    RealtimeReasoningEffort,
    check_realtime_reasoning_effort,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="RealtimeReasoning")


@_attrs_define
class RealtimeReasoning:
    """How much the model thinks before it answers. Newer models only.

    Attributes:
        effort (RealtimeReasoningEffort | Unset): How much it thinks.
    """

    effort: RealtimeReasoningEffort | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        effort: str | Unset = UNSET
        if not isinstance(self.effort, Unset):
            effort = self.effort

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if effort is not UNSET:
            field_dict["effort"] = effort

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        _effort = d.pop("effort", UNSET)
        effort: RealtimeReasoningEffort | Unset
        if isinstance(_effort, Unset):
            effort = UNSET
        else:
            effort = check_realtime_reasoning_effort(_effort)

        realtime_reasoning = cls(
            effort=effort,
        )

        return realtime_reasoning
