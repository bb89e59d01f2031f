from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TruncationTokenLimits")


@_attrs_define
class TruncationTokenLimits:
    """
    Attributes:
        post_instructions (int | None | Unset):
    """

    post_instructions: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        post_instructions: int | None | Unset
        if isinstance(self.post_instructions, Unset):
            post_instructions = UNSET
        else:
            post_instructions = self.post_instructions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if post_instructions is not UNSET:
            field_dict["post_instructions"] = post_instructions

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_post_instructions(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        post_instructions = _parse_post_instructions(d.pop("post_instructions", UNSET))

        truncation_token_limits = cls(
            post_instructions=post_instructions,
        )

        truncation_token_limits.additional_properties = d
        return truncation_token_limits

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
