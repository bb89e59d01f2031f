from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.session_truncation_type_type_1 import (
    SessionTruncationTypeType1,
    check_session_truncation_type_type_1,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.truncation_token_limits import TruncationTokenLimits


T = TypeVar("T", bound="SessionTruncation")


@_attrs_define
class SessionTruncation:
    """
    Attributes:
        retention_ratio (float | None | Unset):
        token_limits (None | TruncationTokenLimits | Unset):
        type_ (None | SessionTruncationTypeType1 | str | Unset):
    """

    retention_ratio: float | None | Unset = UNSET
    token_limits: None | TruncationTokenLimits | Unset = UNSET
    type_: None | SessionTruncationTypeType1 | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.truncation_token_limits import TruncationTokenLimits

        retention_ratio: float | None | Unset
        if isinstance(self.retention_ratio, Unset):
            retention_ratio = UNSET
        else:
            retention_ratio = self.retention_ratio

        token_limits: dict[str, Any] | None | Unset
        if isinstance(self.token_limits, Unset):
            token_limits = UNSET
        elif isinstance(self.token_limits, TruncationTokenLimits):
            token_limits = self.token_limits.to_dict()
        else:
            token_limits = self.token_limits

        type_: None | str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        elif isinstance(self.type_, str):
            type_ = self.type_
        else:
            type_ = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if retention_ratio is not UNSET:
            field_dict["retention_ratio"] = retention_ratio
        if token_limits is not UNSET:
            field_dict["token_limits"] = token_limits
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.truncation_token_limits import TruncationTokenLimits

        d = dict(src_dict)

        def _parse_retention_ratio(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        retention_ratio = _parse_retention_ratio(d.pop("retention_ratio", UNSET))

        def _parse_token_limits(data: object) -> None | TruncationTokenLimits | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                token_limits_type_0 = TruncationTokenLimits.from_dict(data)

                return token_limits_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TruncationTokenLimits | Unset, data)

        token_limits = _parse_token_limits(d.pop("token_limits", UNSET))

        def _parse_type_(
            data: object,
        ) -> None | SessionTruncationTypeType1 | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_1 = check_session_truncation_type_type_1(data)

                return type_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionTruncationTypeType1 | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        session_truncation = cls(
            retention_ratio=retention_ratio,
            token_limits=token_limits,
            type_=type_,
        )

        session_truncation.additional_properties = d
        return session_truncation

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
