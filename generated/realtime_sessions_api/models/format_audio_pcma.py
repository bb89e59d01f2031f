from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.format_audio_pcma_type import (
    FormatAudioPcmaType,
    check_format_audio_pcma_type,
)

T = TypeVar("T", bound="FormatAudioPcma")


@_attrs_define
class FormatAudioPcma:
    """
    Attributes:
        type_ (FormatAudioPcmaType):
    """

    type_: FormatAudioPcmaType

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
        type_ = check_format_audio_pcma_type(d.pop("type"))

        format_audio_pcma = cls(
            type_=type_,
        )

        return format_audio_pcma
