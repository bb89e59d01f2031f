from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.client_secret_expires_after_anchor import (
    ClientSecretExpiresAfterAnchor,
    check_client_secret_expires_after_anchor,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="ClientSecretExpiresAfter")


@_attrs_define
class ClientSecretExpiresAfter:
    """
    Attributes:
        anchor (ClientSecretExpiresAfterAnchor):
        seconds (int | Unset):
    """

    anchor: ClientSecretExpiresAfterAnchor
    seconds: int | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        anchor: str = self.anchor

        seconds = self.seconds

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "anchor": anchor,
            }
        )
        if seconds is not UNSET:
            field_dict["seconds"] = seconds

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        anchor = check_client_secret_expires_after_anchor(d.pop("anchor"))

        seconds = d.pop("seconds", UNSET)

        client_secret_expires_after = cls(
            anchor=anchor,
            seconds=seconds,
        )

        return client_secret_expires_after
