from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.tools_allowed_tools import ToolsAllowedTools


T = TypeVar("T", bound="ToolsRequireApproval")


@_attrs_define
class ToolsRequireApproval:
    """
    Attributes:
        always (None | ToolsAllowedTools | Unset):
        never (None | ToolsAllowedTools | Unset):
    """

    always: None | ToolsAllowedTools | Unset = UNSET
    never: None | ToolsAllowedTools | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.tools_allowed_tools import ToolsAllowedTools

        always: dict[str, Any] | None | Unset
        if isinstance(self.always, Unset):
            always = UNSET
        elif isinstance(self.always, ToolsAllowedTools):
            always = self.always.to_dict()
        else:
            always = self.always

        never: dict[str, Any] | None | Unset
        if isinstance(self.never, Unset):
            never = UNSET
        elif isinstance(self.never, ToolsAllowedTools):
            never = self.never.to_dict()
        else:
            never = self.never

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if always is not UNSET:
            field_dict["always"] = always
        if never is not UNSET:
            field_dict["never"] = never

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.tools_allowed_tools import ToolsAllowedTools

        d = dict(src_dict)

        def _parse_always(data: object) -> None | ToolsAllowedTools | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                always_type_0 = ToolsAllowedTools.from_dict(data)

                return always_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ToolsAllowedTools | Unset, data)

        always = _parse_always(d.pop("always", UNSET))

        def _parse_never(data: object) -> None | ToolsAllowedTools | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                never_type_0 = ToolsAllowedTools.from_dict(data)

                return never_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ToolsAllowedTools | Unset, data)

        never = _parse_never(d.pop("never", UNSET))

        tools_require_approval = cls(
            always=always,
            never=never,
        )

        tools_require_approval.additional_properties = d
        return tools_require_approval

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
