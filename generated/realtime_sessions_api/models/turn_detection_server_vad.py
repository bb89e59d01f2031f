from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.turn_detection_server_vad_type import (
    TurnDetectionServerVadType,
    check_turn_detection_server_vad_type,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="TurnDetectionServerVad")


@_attrs_define
class TurnDetectionServerVad:
    """
    Attributes:
        create_response (bool | Unset):
        interrupt_response (bool | Unset):
        prefix_padding_ms (int | Unset):
        silence_duration_ms (int | Unset):
        threshold (float | Unset):
        type_ (TurnDetectionServerVadType | Unset):
    """

    create_response: bool | Unset = UNSET
    interrupt_response: bool | Unset = UNSET
    prefix_padding_ms: int | Unset = UNSET
    silence_duration_ms: int | Unset = UNSET
    threshold: float | Unset = UNSET
    type_: TurnDetectionServerVadType | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        create_response = self.create_response

        interrupt_response = self.interrupt_response

        prefix_padding_ms = self.prefix_padding_ms

        silence_duration_ms = self.silence_duration_ms

        threshold = self.threshold

        type_: str | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if create_response is not UNSET:
            field_dict["create_response"] = create_response
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
        create_response = d.pop("create_response", UNSET)

        interrupt_response = d.pop("interrupt_response", UNSET)

        prefix_padding_ms = d.pop("prefix_padding_ms", UNSET)

        silence_duration_ms = d.pop("silence_duration_ms", UNSET)

        threshold = d.pop("threshold", UNSET)

        _type_ = d.pop("type", UNSET)
        type_: TurnDetectionServerVadType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = check_turn_detection_server_vad_type(_type_)

        turn_detection_server_vad = cls(
            create_response=create_response,
            interrupt_response=interrupt_response,
            prefix_padding_ms=prefix_padding_ms,
            silence_duration_ms=silence_duration_ms,
            threshold=threshold,
            type_=type_,
        )

        return turn_detection_server_vad
