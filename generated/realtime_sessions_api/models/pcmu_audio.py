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

T = TypeVar("T", bound="PcmuAudio")


@_attrs_define
class PcmuAudio:
    """
    Attributes:
        type_ (Literal['audio/pcmu']):
    """

    type_: Literal["audio/pcmu"]

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
        type_ = cast(Literal["audio/pcmu"], d.pop("type"))
        if type_ != "audio/pcmu":
            raise ValueError(f"type must match const 'audio/pcmu', got '{type_}'")

        pcmu_audio = cls(
            type_=type_,
        )

        return pcmu_audio
