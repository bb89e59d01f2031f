from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.session_reasoning_effort_type_1 import (
    SessionReasoningEffortType1,
    check_session_reasoning_effort_type_1,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="SessionReasoning")


@_attrs_define
class SessionReasoning:
    """
    Attributes:
        effort (None | SessionReasoningEffortType1 | str | Unset):
    """

    effort: None | SessionReasoningEffortType1 | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        effort: None | str | Unset
        if isinstance(self.effort, Unset):
            effort = UNSET
        elif isinstance(self.effort, str):
            effort = self.effort
        else:
            effort = self.effort

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if effort is not UNSET:
            field_dict["effort"] = effort

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_effort(
            data: object,
        ) -> None | SessionReasoningEffortType1 | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                effort_type_1 = check_session_reasoning_effort_type_1(data)

                return effort_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionReasoningEffortType1 | str | Unset, data)

        effort = _parse_effort(d.pop("effort", UNSET))

        session_reasoning = cls(
            effort=effort,
        )

        session_reasoning.additional_properties = d
        return session_reasoning

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
