from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.tool_choice_function_type import ToolChoiceFunctionType

T = TypeVar("T", bound="ToolChoiceFunction")


@_attrs_define
class ToolChoiceFunction:
    """
    Attributes:
        name (str):
        type_ (ToolChoiceFunctionType):
    """

    name: str
    type_: ToolChoiceFunctionType

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        type_ = self.type_.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "type": type_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        type_ = ToolChoiceFunctionType(d.pop("type"))

        tool_choice_function = cls(
            name=name,
            type_=type_,
        )

        return tool_choice_function
