from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="McpAllowedTools")


@_attrs_define
class McpAllowedTools:
    """
    Attributes:
        read_only (bool | Unset):
        tool_names (list[str] | Unset):
    """

    read_only: bool | Unset = UNSET
    tool_names: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        read_only = self.read_only

        tool_names: list[str] | Unset = UNSET
        if not isinstance(self.tool_names, Unset):
            tool_names = self.tool_names

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if read_only is not UNSET:
            field_dict["read_only"] = read_only
        if tool_names is not UNSET:
            field_dict["tool_names"] = tool_names

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        read_only = d.pop("read_only", UNSET)

        tool_names = cast(list[str], d.pop("tool_names", UNSET))

        mcp_allowed_tools = cls(
            read_only=read_only,
            tool_names=tool_names,
        )

        return mcp_allowed_tools
