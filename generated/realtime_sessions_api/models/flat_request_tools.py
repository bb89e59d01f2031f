from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.flat_request_tools_type import (
    FlatRequestToolsType,
    check_flat_request_tools_type,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flat_request_tools_parameters import FlatRequestToolsParameters


T = TypeVar("T", bound="FlatRequestTools")


@_attrs_define
class FlatRequestTools:
    """
    Attributes:
        name (str):
        description (str | Unset):
        parameters (FlatRequestToolsParameters | Unset):
        type_ (FlatRequestToolsType | Unset):
    """

    name: str
    description: str | Unset = UNSET
    parameters: FlatRequestToolsParameters | Unset = UNSET
    type_: FlatRequestToolsType | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        description = self.description

        parameters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.parameters, Unset):
            parameters = self.parameters.to_dict()

        type_: str | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if parameters is not UNSET:
            field_dict["parameters"] = parameters
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.flat_request_tools_parameters import FlatRequestToolsParameters

        d = dict(src_dict)
        name = d.pop("name")

        description = d.pop("description", UNSET)

        _parameters = d.pop("parameters", UNSET)
        parameters: FlatRequestToolsParameters | Unset
        if isinstance(_parameters, Unset):
            parameters = UNSET
        else:
            parameters = FlatRequestToolsParameters.from_dict(_parameters)

        _type_ = d.pop("type", UNSET)
        type_: FlatRequestToolsType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = check_flat_request_tools_type(_type_)

        flat_request_tools = cls(
            name=name,
            description=description,
            parameters=parameters,
            type_=type_,
        )

        return flat_request_tools
