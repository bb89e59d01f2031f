from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.audio_input_turn_detection_eagerness_type_1 import (
    AudioInputTurnDetectionEagernessType1,
    check_audio_input_turn_detection_eagerness_type_1,
)
from ..models.audio_input_turn_detection_type_type_1 import (
    AudioInputTurnDetectionTypeType1,
    check_audio_input_turn_detection_type_type_1,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="AudioInputTurnDetection")


@_attrs_define
class AudioInputTurnDetection:
    """
    Attributes:
        create_response (bool | None | Unset):
        eagerness (AudioInputTurnDetectionEagernessType1 | None | str | Unset):
        interrupt_response (bool | None | Unset):
        type_ (AudioInputTurnDetectionTypeType1 | None | str | Unset):
    """

    create_response: bool | None | Unset = UNSET
    eagerness: AudioInputTurnDetectionEagernessType1 | None | str | Unset = UNSET
    interrupt_response: bool | None | Unset = UNSET
    type_: AudioInputTurnDetectionTypeType1 | None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        create_response: bool | None | Unset
        if isinstance(self.create_response, Unset):
            create_response = UNSET
        else:
            create_response = self.create_response

        eagerness: None | str | Unset
        if isinstance(self.eagerness, Unset):
            eagerness = UNSET
        elif isinstance(self.eagerness, str):
            eagerness = self.eagerness
        else:
            eagerness = self.eagerness

        interrupt_response: bool | None | Unset
        if isinstance(self.interrupt_response, Unset):
            interrupt_response = UNSET
        else:
            interrupt_response = self.interrupt_response

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
        if create_response is not UNSET:
            field_dict["create_response"] = create_response
        if eagerness is not UNSET:
            field_dict["eagerness"] = eagerness
        if interrupt_response is not UNSET:
            field_dict["interrupt_response"] = interrupt_response
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_create_response(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        create_response = _parse_create_response(d.pop("create_response", UNSET))

        def _parse_eagerness(
            data: object,
        ) -> AudioInputTurnDetectionEagernessType1 | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                eagerness_type_1 = check_audio_input_turn_detection_eagerness_type_1(
                    data
                )

                return eagerness_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                AudioInputTurnDetectionEagernessType1 | None | str | Unset, data
            )

        eagerness = _parse_eagerness(d.pop("eagerness", UNSET))

        def _parse_interrupt_response(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        interrupt_response = _parse_interrupt_response(
            d.pop("interrupt_response", UNSET)
        )

        def _parse_type_(
            data: object,
        ) -> AudioInputTurnDetectionTypeType1 | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_1 = check_audio_input_turn_detection_type_type_1(data)

                return type_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AudioInputTurnDetectionTypeType1 | None | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        audio_input_turn_detection = cls(
            create_response=create_response,
            eagerness=eagerness,
            interrupt_response=interrupt_response,
            type_=type_,
        )

        audio_input_turn_detection.additional_properties = d
        return audio_input_turn_detection

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
