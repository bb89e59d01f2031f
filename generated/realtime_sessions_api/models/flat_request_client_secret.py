from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.client_secret_expires_after import ClientSecretExpiresAfter


T = TypeVar("T", bound="FlatRequestClientSecret")


@_attrs_define
class FlatRequestClientSecret:
    """
    Attributes:
        expires_after (ClientSecretExpiresAfter | Unset):
    """

    expires_after: ClientSecretExpiresAfter | Unset = UNSET

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
        from ..models.client_secret_expires_after import ClientSecretExpiresAfter

        d = dict(src_dict)
        _expires_after = d.pop("expires_after", UNSET)
        expires_after: ClientSecretExpiresAfter | Unset
        if isinstance(_expires_after, Unset):
            expires_after = UNSET
        else:
            expires_after = ClientSecretExpiresAfter.from_dict(_expires_after)

        flat_request_client_secret = cls(
            expires_after=expires_after,
        )

        return flat_request_client_secret
