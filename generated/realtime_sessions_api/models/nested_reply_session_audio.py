from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.nested_reply_session_audio_input import NestedReplySessionAudioInput


T = TypeVar("T", bound="NestedReplySessionAudio")


@_attrs_define
class NestedReplySessionAudio:
    """
    Attributes:
        input_ (NestedReplySessionAudioInput | None | Unset):
    """

    input_: NestedReplySessionAudioInput | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.nested_reply_session_audio_input import (
            NestedReplySessionAudioInput,
        )

        input_: dict[str, Any] | None | Unset
        if isinstance(self.input_, Unset):
            input_ = UNSET
        elif isinstance(self.input_, NestedReplySessionAudioInput):
            input_ = self.input_.to_dict()
        else:
            input_ = self.input_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if input_ is not UNSET:
            field_dict["input"] = input_

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.nested_reply_session_audio_input import (
            NestedReplySessionAudioInput,
        )

        d = dict(src_dict)

        def _parse_input_(data: object) -> NestedReplySessionAudioInput | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                input_type_0 = NestedReplySessionAudioInput.from_dict(data)

                return input_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NestedReplySessionAudioInput | None | Unset, data)

        input_ = _parse_input_(d.pop("input", UNSET))

        nested_reply_session_audio = cls(
            input_=input_,
        )

        nested_reply_session_audio.additional_properties = d
        return nested_reply_session_audio

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
