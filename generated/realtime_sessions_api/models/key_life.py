from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.expires_after import ExpiresAfter


T = TypeVar("T", bound="KeyLife")


@_attrs_define
class KeyLife:
    """
    Attributes:
        expires_after (ExpiresAfter | Unset):
    """

    expires_after: ExpiresAfter | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        expires_after: dict[str, Any] | Unset = UNSET
        if not isinstance(self.expires_after, Unset):
            expires_after = self.expires_after.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if expires_after is not UNSET:
            field_dict["expires_after"] = expires_after

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.expires_after import ExpiresAfter

        d = dict(src_dict)
        _expires_after = d.pop("expires_after", UNSET)
        expires_after: ExpiresAfter | Unset
        if isinstance(_expires_after, Unset):
            expires_after = UNSET
        else:
            expires_after = ExpiresAfter.from_dict(_expires_after)

        key_life = cls(
            expires_after=expires_after,
        )

        return key_life
