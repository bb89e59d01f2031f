from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.variables_input_file import VariablesInputFile
    from ..models.variables_input_image import VariablesInputImage
    from ..models.variables_input_text import VariablesInputText


T = TypeVar("T", bound="FlatRequestPromptVariablesType0")


@_attrs_define
class FlatRequestPromptVariablesType0:
    additional_properties: dict[
        str, str | VariablesInputFile | VariablesInputImage | VariablesInputText
    ] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.variables_input_file import VariablesInputFile
        from ..models.variables_input_image import VariablesInputImage
        from ..models.variables_input_text import VariablesInputText

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            if (
                isinstance(prop, VariablesInputText)
                or isinstance(prop, VariablesInputImage)
                or isinstance(prop, VariablesInputFile)
            ):
                field_dict[prop_name] = prop.to_dict()
            else:
                field_dict[prop_name] = prop

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.variables_input_file import VariablesInputFile
        from ..models.variables_input_image import VariablesInputImage
        from ..models.variables_input_text import VariablesInputText

        d = dict(src_dict)
        flat_request_prompt_variables_type_0 = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():

            def _parse_additional_property(
                data: object,
            ) -> str | VariablesInputFile | VariablesInputImage | VariablesInputText:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    additional_property_type_1 = VariablesInputText.from_dict(data)

                    return additional_property_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    additional_property_type_2 = VariablesInputImage.from_dict(data)

                    return additional_property_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    additional_property_type_3 = VariablesInputFile.from_dict(data)

                    return additional_property_type_3
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                return cast(
                    str | VariablesInputFile | VariablesInputImage | VariablesInputText,
                    data,
                )

            additional_property = _parse_additional_property(prop_dict)

            additional_properties[prop_name] = additional_property

        flat_request_prompt_variables_type_0.additional_properties = (
            additional_properties
        )
        return flat_request_prompt_variables_type_0

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(
        self, key: str
    ) -> str | VariablesInputFile | VariablesInputImage | VariablesInputText:
        return self.additional_properties[key]

    def __setitem__(
        self,
        key: str,
        value: str | VariablesInputFile | VariablesInputImage | VariablesInputText,
    ) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
