from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.tool_choice_mcp_type import ToolChoiceMcpType, check_tool_choice_mcp_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="ToolChoiceMcp")


@_attrs_define
class ToolChoiceMcp:
    """
    Attributes:
        server_label (str):
        type_ (ToolChoiceMcpType):
        name (None | str | Unset):
    """

    server_label: str
    type_: ToolChoiceMcpType
    name: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        server_label = self.server_label

        type_: str = self.type_

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "server_label": server_label,
                "type": type_,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        server_label = d.pop("server_label")

        type_ = check_tool_choice_mcp_type(d.pop("type"))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        tool_choice_mcp = cls(
            server_label=server_label,
            type_=type_,
            name=name,
        )

        return tool_choice_mcp
