from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.input_turn_detection_type_type_1 import (
    InputTurnDetectionTypeType1,
    check_input_turn_detection_type_type_1,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="InputTurnDetection")


@_attrs_define
class InputTurnDetection:
    """
    Attributes:
        create_response (bool | None | Unset):
        idle_timeout_ms (int | None | Unset):
        interrupt_response (bool | None | Unset):
        prefix_padding_ms (int | None | Unset):
        silence_duration_ms (int | None | Unset):
        threshold (float | None | Unset):
        type_ (InputTurnDetectionTypeType1 | None | str | Unset):
    """

    create_response: bool | None | Unset = UNSET
    idle_timeout_ms: int | None | Unset = UNSET
    interrupt_response: bool | None | Unset = UNSET
    prefix_padding_ms: int | None | Unset = UNSET
    silence_duration_ms: int | None | Unset = UNSET
    threshold: float | None | Unset = UNSET
    type_: InputTurnDetectionTypeType1 | None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        create_response: bool | None | Unset
        if isinstance(self.create_response, Unset):
            create_response = UNSET
        else:
            create_response = self.create_response

        idle_timeout_ms: int | None | Unset
        if isinstance(self.idle_timeout_ms, Unset):
            idle_timeout_ms = UNSET
        else:
            idle_timeout_ms = self.idle_timeout_ms

        interrupt_response: bool | None | Unset
        if isinstance(self.interrupt_response, Unset):
            interrupt_response = UNSET
        else:
            interrupt_response = self.interrupt_response

        prefix_padding_ms: int | None | Unset
        if isinstance(self.prefix_padding_ms, Unset):
            prefix_padding_ms = UNSET
        else:
            prefix_padding_ms = self.prefix_padding_ms

        silence_duration_ms: int | None | Unset
        if isinstance(self.silence_duration_ms, Unset):
            silence_duration_ms = UNSET
        else:
            silence_duration_ms = self.silence_duration_ms

        threshold: float | None | Unset
        if isinstance(self.threshold, Unset):
            threshold = UNSET
        else:
            threshold = self.threshold

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
        if idle_timeout_ms is not UNSET:
            field_dict["idle_timeout_ms"] = idle_timeout_ms
        if interrupt_response is not UNSET:
            field_dict["interrupt_response"] = interrupt_response
        if prefix_padding_ms is not UNSET:
            field_dict["prefix_padding_ms"] = prefix_padding_ms
        if silence_duration_ms is not UNSET:
            field_dict["silence_duration_ms"] = silence_duration_ms
        if threshold is not UNSET:
            field_dict["threshold"] = threshold
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

        def _parse_idle_timeout_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        idle_timeout_ms = _parse_idle_timeout_ms(d.pop("idle_timeout_ms", UNSET))

        def _parse_interrupt_response(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        interrupt_response = _parse_interrupt_response(
            d.pop("interrupt_response", UNSET)
        )

        def _parse_prefix_padding_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        prefix_padding_ms = _parse_prefix_padding_ms(d.pop("prefix_padding_ms", UNSET))

        def _parse_silence_duration_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        silence_duration_ms = _parse_silence_duration_ms(
            d.pop("silence_duration_ms", UNSET)
        )

        def _parse_threshold(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        threshold = _parse_threshold(d.pop("threshold", UNSET))

        def _parse_type_(
            data: object,
        ) -> InputTurnDetectionTypeType1 | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_1 = check_input_turn_detection_type_type_1(data)

                return type_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InputTurnDetectionTypeType1 | None | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        input_turn_detection = cls(
            create_response=create_response,
            idle_timeout_ms=idle_timeout_ms,
            interrupt_response=interrupt_response,
            prefix_padding_ms=prefix_padding_ms,
            silence_duration_ms=silence_duration_ms,
            threshold=threshold,
            type_=type_,
        )

        input_turn_detection.additional_properties = d
        return input_turn_detection

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
