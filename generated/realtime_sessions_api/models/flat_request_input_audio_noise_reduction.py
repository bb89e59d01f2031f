from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.flat_request_input_audio_noise_reduction_noise_reduction import (
    FlatRequestInputAudioNoiseReductionNoiseReduction,
    check_flat_request_input_audio_noise_reduction_noise_reduction,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="FlatRequestInputAudioNoiseReduction")


@_attrs_define
class FlatRequestInputAudioNoiseReduction:
    """
    Attributes:
        type_ (FlatRequestInputAudioNoiseReductionNoiseReduction | Unset):
    """

    type_: FlatRequestInputAudioNoiseReductionNoiseReduction | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_: str | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        _type_ = d.pop("type", UNSET)
        type_: FlatRequestInputAudioNoiseReductionNoiseReduction | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = check_flat_request_input_audio_noise_reduction_noise_reduction(
                _type_
            )

        flat_request_input_audio_noise_reduction = cls(
            type_=type_,
        )

        return flat_request_input_audio_noise_reduction
