from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PcmAudio")


@_attrs_define
class PcmAudio:
    """
    Attributes:
        type_ (Literal['audio/pcm']):
        rate (Literal[24000] | Unset):
    """

    type_: Literal["audio/pcm"]
    rate: Literal[24000] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

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
        type_ = cast(Literal["audio/pcm"], d.pop("type"))
        if type_ != "audio/pcm":
            raise ValueError(f"type must match const 'audio/pcm', got '{type_}'")

        rate = cast(Literal[24000] | Unset, d.pop("rate", UNSET))
        if rate != 24000 and not isinstance(rate, Unset):
            raise ValueError(f"rate must match const 24000, got '{rate}'")

        pcm_audio = cls(
            type_=type_,
            rate=rate,
        )

        return pcm_audio
