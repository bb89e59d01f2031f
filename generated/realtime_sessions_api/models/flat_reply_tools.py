from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.flat_reply_tools_type_type_1 import (
    FlatReplyToolsTypeType1,
    check_flat_reply_tools_type_type_1,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flat_reply_tools_parameters_type_0 import (
        FlatReplyToolsParametersType0,
    )


T = TypeVar("T", bound="FlatReplyTools")


@_attrs_define
class FlatReplyTools:
    """
    Attributes:
        description (None | str | Unset):
        name (None | str | Unset):
        parameters (FlatReplyToolsParametersType0 | None | Unset):
        type_ (FlatReplyToolsTypeType1 | None | str | Unset):
    """

    description: None | str | Unset = UNSET
    name: None | str | Unset = UNSET
    parameters: FlatReplyToolsParametersType0 | None | Unset = UNSET
    type_: FlatReplyToolsTypeType1 | None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.flat_reply_tools_parameters_type_0 import (
            FlatReplyToolsParametersType0,
        )

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        parameters: dict[str, Any] | None | Unset
        if isinstance(self.parameters, Unset):
            parameters = UNSET
        elif isinstance(self.parameters, FlatReplyToolsParametersType0):
            parameters = self.parameters.to_dict()
        else:
            parameters = self.parameters

        type_: None | str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        elif isinstance(self.type_, str):
            type_ = self.type_
        else:
            type_ = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
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
        from ..models.flat_reply_tools_parameters_type_0 import (
            FlatReplyToolsParametersType0,
        )

        d = dict(src_dict)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_parameters(
            data: object,
        ) -> FlatReplyToolsParametersType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                parameters_type_0 = FlatReplyToolsParametersType0.from_dict(data)

                return parameters_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatReplyToolsParametersType0 | None | Unset, data)

        parameters = _parse_parameters(d.pop("parameters", UNSET))

        def _parse_type_(data: object) -> FlatReplyToolsTypeType1 | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_1 = check_flat_reply_tools_type_type_1(data)

                return type_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatReplyToolsTypeType1 | None | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        flat_reply_tools = cls(
            description=description,
            name=name,
            parameters=parameters,
            type_=type_,
        )

        flat_reply_tools.additional_properties = d
        return flat_reply_tools

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
