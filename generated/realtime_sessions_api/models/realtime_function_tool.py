from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.realtime_function_tool_type import RealtimeFunctionToolType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.realtime_function_tool_parameters import (
        RealtimeFunctionToolParameters,
    )


T = TypeVar("T", bound="RealtimeFunctionTool")


@_attrs_define
class RealtimeFunctionTool:
    """
    Attributes:
        description (str | Unset):
        name (str | Unset):
        parameters (RealtimeFunctionToolParameters | Unset):
        type_ (RealtimeFunctionToolType | Unset):
    """

    description: str | Unset = UNSET
    name: str | Unset = UNSET
    parameters: RealtimeFunctionToolParameters | Unset = UNSET
    type_: RealtimeFunctionToolType | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        description = self.description

        name = self.name

        parameters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.parameters, Unset):
            parameters = self.parameters.to_dict()

        type_: str | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_.value

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if description is not UNSET:
            field_dict["description"] = description
        if name is not UNSET:
            field_dict["name"] = name
        if parameters is not UNSET:
            field_dict["parameters"] = parameters
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.realtime_function_tool_parameters import (
            RealtimeFunctionToolParameters,
        )

        d = dict(src_dict)
        description = d.pop("description", UNSET)

        name = d.pop("name", UNSET)

        _parameters = d.pop("parameters", UNSET)
        parameters: RealtimeFunctionToolParameters | Unset
        if isinstance(_parameters, Unset):
            parameters = UNSET
        else:
            parameters = RealtimeFunctionToolParameters.from_dict(_parameters)

        _type_ = d.pop("type", UNSET)
        type_: RealtimeFunctionToolType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = RealtimeFunctionToolType(_type_)

        realtime_function_tool = cls(
            description=description,
            name=name,
            parameters=parameters,
            type_=type_,
        )

        return realtime_function_tool
