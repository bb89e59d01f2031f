from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.retained_tokens import RetainedTokens


T = TypeVar("T", bound="RetentionRatio")


@_attrs_define
class RetentionRatio:
    """
    Attributes:
        retention_ratio (float):
        type_ (Literal['retention_ratio']):
        token_limits (RetainedTokens | Unset):
    """

    retention_ratio: float
    type_: Literal["retention_ratio"]
    token_limits: RetainedTokens | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        retention_ratio = self.retention_ratio

        type_ = self.type_

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
        from ..models.retained_tokens import RetainedTokens

        d = dict(src_dict)
        retention_ratio = d.pop("retention_ratio")

        type_ = cast(Literal["retention_ratio"], d.pop("type"))
        if type_ != "retention_ratio":
            raise ValueError(f"type must match const 'retention_ratio', got '{type_}'")

        _token_limits = d.pop("token_limits", UNSET)
        token_limits: RetainedTokens | Unset
        if isinstance(_token_limits, Unset):
            token_limits = UNSET
        else:
            token_limits = RetainedTokens.from_dict(_token_limits)

        retention_ratio = cls(
            retention_ratio=retention_ratio,
            type_=type_,
            token_limits=token_limits,
        )

        return retention_ratio
