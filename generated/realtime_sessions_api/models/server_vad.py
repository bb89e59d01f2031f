from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.server_vad_type import ServerVadType, check_server_vad_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="ServerVad")


@_attrs_define
class ServerVad:
    """
    Attributes:
        type_ (ServerVadType): The kind of turn detection.
        create_response (bool | Unset): Whether the model answers when a turn ends.
        idle_timeout_ms (int | None | Unset): Milliseconds of silence after which the model speaks by itself. None for
            never. Nested endpoint only.
        interrupt_response (bool | Unset): Whether speech interrupts an answer.
        prefix_padding_ms (int | Unset): Milliseconds of audio kept from before speech began.
        silence_duration_ms (int | Unset): Milliseconds of silence that end a turn.
        threshold (float | Unset): How loud speech must be; more for a noisy room.
    """

    type_: ServerVadType
    create_response: bool | Unset = UNSET
    idle_timeout_ms: int | None | Unset = UNSET
    interrupt_response: bool | Unset = UNSET
    prefix_padding_ms: int | Unset = UNSET
    silence_duration_ms: int | Unset = UNSET
    threshold: float | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        create_response = self.create_response

        idle_timeout_ms: int | None | Unset
        if isinstance(self.idle_timeout_ms, Unset):
            idle_timeout_ms = UNSET
        else:
            idle_timeout_ms = self.idle_timeout_ms

        interrupt_response = self.interrupt_response

        prefix_padding_ms = self.prefix_padding_ms

        silence_duration_ms = self.silence_duration_ms

        threshold = self.threshold

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
            }
        )
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

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        type_ = check_server_vad_type(d.pop("type"))

        create_response = d.pop("create_response", UNSET)

        def _parse_idle_timeout_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        idle_timeout_ms = _parse_idle_timeout_ms(d.pop("idle_timeout_ms", UNSET))

        interrupt_response = d.pop("interrupt_response", UNSET)

        prefix_padding_ms = d.pop("prefix_padding_ms", UNSET)

        silence_duration_ms = d.pop("silence_duration_ms", UNSET)

        threshold = d.pop("threshold", UNSET)

        server_vad = cls(
            type_=type_,
            create_response=create_response,
            idle_timeout_ms=idle_timeout_ms,
            interrupt_response=interrupt_response,
            prefix_padding_ms=prefix_padding_ms,
            silence_duration_ms=silence_duration_ms,
            threshold=threshold,
        )

        return server_vad
