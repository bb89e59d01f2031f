from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.noise_reduction_noise_reduction_type import (
    NoiseReductionNoiseReductionType,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="NoiseReduction")


@_attrs_define
class NoiseReduction:
    """
    Attributes:
        type_ (NoiseReductionNoiseReductionType | Unset):
    """

    type_: NoiseReductionNoiseReductionType | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_: str | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_.value

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        _type_ = d.pop("type", UNSET)
        type_: NoiseReductionNoiseReductionType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = NoiseReductionNoiseReductionType(_type_)

        noise_reduction = cls(
            type_=type_,
        )

        return noise_reduction
