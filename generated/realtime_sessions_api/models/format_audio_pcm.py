from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.format_audio_pcm_type import (
    FormatAudioPcmType,
    check_format_audio_pcm_type,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="FormatAudioPcm")


@_attrs_define
class FormatAudioPcm:
    """
    Attributes:
        type_ (FormatAudioPcmType):
        rate (int | Unset):
    """

    type_: FormatAudioPcmType
    rate: int | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        rate = self.rate

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
            }
        )
        if rate is not UNSET:
            field_dict["rate"] = rate

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        type_ = check_format_audio_pcm_type(d.pop("type"))

        rate = d.pop("rate", UNSET)

        format_audio_pcm = cls(
            type_=type_,
            rate=rate,
        )

        return format_audio_pcm
