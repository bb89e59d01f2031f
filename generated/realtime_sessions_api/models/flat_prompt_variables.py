from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.prompt_content import PromptContent


T = TypeVar("T", bound="FlatPromptVariables")


@_attrs_define
class FlatPromptVariables:
    additional_properties: dict[str, PromptContent | str] = _attrs_field(
        init=False, factory=dict
    )

    def to_dict(self) -> dict[str, Any]:
        from ..models.prompt_content import PromptContent

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            if isinstance(prop, PromptContent):
                field_dict[prop_name] = prop.to_dict()
            else:
                field_dict[prop_name] = prop

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.prompt_content import PromptContent

        d = dict(src_dict)
        flat_prompt_variables = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():

            def _parse_additional_property(data: object) -> PromptContent | str:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    additional_property_prompt_content = PromptContent.from_dict(data)

                    return additional_property_prompt_content
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                return cast(PromptContent | str, data)

            additional_property = _parse_additional_property(prop_dict)

            additional_properties[prop_name] = additional_property

        flat_prompt_variables.additional_properties = additional_properties
        return flat_prompt_variables

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> PromptContent | str:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: PromptContent | str) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
