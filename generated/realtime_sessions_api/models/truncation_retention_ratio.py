from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.truncation_retention_ratio_type import (
    TruncationRetentionRatioType,
    check_truncation_retention_ratio_type,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.retention_ratio_token_limits import RetentionRatioTokenLimits


T = TypeVar("T", bound="TruncationRetentionRatio")


@_attrs_define
class TruncationRetentionRatio:
    """
    Attributes:
        retention_ratio (float):
        type_ (TruncationRetentionRatioType):
        token_limits (RetentionRatioTokenLimits | Unset):
    """

    retention_ratio: float
    type_: TruncationRetentionRatioType
    token_limits: RetentionRatioTokenLimits | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        retention_ratio = self.retention_ratio

        type_: str = self.type_

        token_limits: dict[str, Any] | Unset = UNSET
        if not isinstance(self.token_limits, Unset):
            token_limits = self.token_limits.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "retention_ratio": retention_ratio,
                "type": type_,
            }
        )
        if token_limits is not UNSET:
            field_dict["token_limits"] = token_limits

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.retention_ratio_token_limits import RetentionRatioTokenLimits

        d = dict(src_dict)
        retention_ratio = d.pop("retention_ratio")

        type_ = check_truncation_retention_ratio_type(d.pop("type"))

        _token_limits = d.pop("token_limits", UNSET)
        token_limits: RetentionRatioTokenLimits | Unset
        if isinstance(_token_limits, Unset):
            token_limits = UNSET
        else:
            token_limits = RetentionRatioTokenLimits.from_dict(_token_limits)

        truncation_retention_ratio = cls(
            retention_ratio=retention_ratio,
            type_=type_,
            token_limits=token_limits,
        )

        return truncation_retention_ratio
