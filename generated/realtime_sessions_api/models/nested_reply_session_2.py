from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.nested_reply_session_2_include_type_0_item_type_1 import (
    NestedReplySession2IncludeType0ItemType1,
    check_nested_reply_session_2_include_type_0_item_type_1,
)
from ..models.nested_reply_session_2_type_type_1 import (
    NestedReplySession2TypeType1,
    check_nested_reply_session_2_type_type_1,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.nested_reply_session_audio import NestedReplySessionAudio


T = TypeVar("T", bound="NestedReplySession2")


@_attrs_define
class NestedReplySession2:
    """
    Attributes:
        audio (NestedReplySessionAudio | None | Unset):
        id (None | str | Unset):
        include (list[NestedReplySession2IncludeType0ItemType1 | str] | None | Unset):
        object_ (None | str | Unset):
        type_ (NestedReplySession2TypeType1 | None | str | Unset):
    """

    audio: NestedReplySessionAudio | None | Unset = UNSET
    id: None | str | Unset = UNSET
    include: list[NestedReplySession2IncludeType0ItemType1 | str] | None | Unset = UNSET
    object_: None | str | Unset = UNSET
    type_: NestedReplySession2TypeType1 | None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.nested_reply_session_audio import NestedReplySessionAudio

        audio: dict[str, Any] | None | Unset
        if isinstance(self.audio, Unset):
            audio = UNSET
        elif isinstance(self.audio, NestedReplySessionAudio):
            audio = self.audio.to_dict()
        else:
            audio = self.audio

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        include: list[str] | None | Unset
        if isinstance(self.include, Unset):
            include = UNSET
        elif isinstance(self.include, list):
            include = []
            for include_type_0_item_data in self.include:
                include_type_0_item: str
                if isinstance(include_type_0_item_data, str):
                    include_type_0_item = include_type_0_item_data
                else:
                    include_type_0_item = include_type_0_item_data
                include.append(include_type_0_item)

        else:
            include = self.include

        object_: None | str | Unset
        if isinstance(self.object_, Unset):
            object_ = UNSET
        else:
            object_ = self.object_

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
        if audio is not UNSET:
            field_dict["audio"] = audio
        if id is not UNSET:
            field_dict["id"] = id
        if include is not UNSET:
            field_dict["include"] = include
        if object_ is not UNSET:
            field_dict["object"] = object_
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.nested_reply_session_audio import NestedReplySessionAudio

        d = dict(src_dict)

        def _parse_audio(data: object) -> NestedReplySessionAudio | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                audio_type_0 = NestedReplySessionAudio.from_dict(data)

                return audio_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NestedReplySessionAudio | None | Unset, data)

        audio = _parse_audio(d.pop("audio", UNSET))

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_include(
            data: object,
        ) -> list[NestedReplySession2IncludeType0ItemType1 | str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                include_type_0 = []
                _include_type_0 = data
                for include_type_0_item_data in _include_type_0:

                    def _parse_include_type_0_item(
                        data: object,
                    ) -> NestedReplySession2IncludeType0ItemType1 | str:
                        try:
                            if not isinstance(data, str):
                                raise TypeError()
                            include_type_0_item_type_1 = (
                                check_nested_reply_session_2_include_type_0_item_type_1(
                                    data
                                )
                            )

                            return include_type_0_item_type_1
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(
                            NestedReplySession2IncludeType0ItemType1 | str, data
                        )

                    include_type_0_item = _parse_include_type_0_item(
                        include_type_0_item_data
                    )

                    include_type_0.append(include_type_0_item)

                return include_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                list[NestedReplySession2IncludeType0ItemType1 | str] | None | Unset,
                data,
            )

        include = _parse_include(d.pop("include", UNSET))

        def _parse_object_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        object_ = _parse_object_(d.pop("object", UNSET))

        def _parse_type_(
            data: object,
        ) -> NestedReplySession2TypeType1 | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_1 = check_nested_reply_session_2_type_type_1(data)

                return type_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NestedReplySession2TypeType1 | None | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        nested_reply_session_2 = cls(
            audio=audio,
            id=id,
            include=include,
            object_=object_,
            type_=type_,
        )

        nested_reply_session_2.additional_properties = d
        return nested_reply_session_2

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
