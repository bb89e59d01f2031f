from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.format_audio_pcmu_type import (
    FormatAudioPcmuType,
    check_format_audio_pcmu_type,
)

T = TypeVar("T", bound="FormatAudioPcmu")


@_attrs_define
class FormatAudioPcmu:
    """
    Attributes:
        type_ (FormatAudioPcmuType):
    """

    type_: FormatAudioPcmuType

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        type_ = check_format_audio_pcmu_type(d.pop("type"))

        format_audio_pcmu = cls(
            type_=type_,
        )

        return format_audio_pcmu
