from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.file_content import FileContent
    from ..models.image_content import ImageContent
    from ..models.text_content import TextContent


T = TypeVar("T", bound="PromptVariables")


@_attrs_define
class PromptVariables:
    additional_properties: dict[str, FileContent | ImageContent | str | TextContent] = (
        _attrs_field(init=False, factory=dict)
    )

    def to_dict(self) -> dict[str, Any]:
        from ..models.file_content import FileContent
        from ..models.image_content import ImageContent
        from ..models.text_content import TextContent

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            if (
                isinstance(prop, TextContent)
                or isinstance(prop, ImageContent)
                or isinstance(prop, FileContent)
            ):
                field_dict[prop_name] = prop.to_dict()
            else:
                field_dict[prop_name] = prop

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.file_content import FileContent
        from ..models.image_content import ImageContent
        from ..models.text_content import TextContent

        d = dict(src_dict)
        prompt_variables = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():

            def _parse_additional_property(
                data: object,
            ) -> FileContent | ImageContent | str | TextContent:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    additional_property_type_1 = TextContent.from_dict(data)

                    return additional_property_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    additional_property_type_2 = ImageContent.from_dict(data)

                    return additional_property_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    additional_property_type_3 = FileContent.from_dict(data)

                    return additional_property_type_3
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                return cast(FileContent | ImageContent | str | TextContent, data)

            additional_property = _parse_additional_property(prop_dict)

            additional_properties[prop_name] = additional_property

        prompt_variables.additional_properties = additional_properties
        return prompt_variables

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> FileContent | ImageContent | str | TextContent:
        return self.additional_properties[key]

    def __setitem__(
        self, key: str, value: FileContent | ImageContent | str | TextContent
    ) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
