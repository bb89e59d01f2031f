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

T = TypeVar("T", bound="PcmaAudio")


@_attrs_define
class PcmaAudio:
    """
    Attributes:
        type_ (Literal['audio/pcma']):
    """

    type_: Literal["audio/pcma"]

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

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
        type_ = cast(Literal["audio/pcma"], d.pop("type"))
        if type_ != "audio/pcma":
            raise ValueError(f"type must match const 'audio/pcma', got '{type_}'")

        pcma_audio = cls(
            type_=type_,
        )

        return pcma_audio
