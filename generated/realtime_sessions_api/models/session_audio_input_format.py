from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.session_audio_input_format_type_type_1 import (
    SessionAudioInputFormatTypeType1,
    check_session_audio_input_format_type_type_1,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="SessionAudioInputFormat")


@_attrs_define
class SessionAudioInputFormat:
    """
    Attributes:
        type_ (None | SessionAudioInputFormatTypeType1 | str | Unset):
    """

    type_: None | SessionAudioInputFormatTypeType1 | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
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
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_type_(
            data: object,
        ) -> None | SessionAudioInputFormatTypeType1 | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_1 = check_session_audio_input_format_type_type_1(data)

                return type_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionAudioInputFormatTypeType1 | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        session_audio_input_format = cls(
            type_=type_,
        )

        session_audio_input_format.additional_properties = d
        return session_audio_input_format

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
