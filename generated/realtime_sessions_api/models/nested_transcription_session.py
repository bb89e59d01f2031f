from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.nested_transcription_session_include_item import (
    NestedTranscriptionSessionIncludeItem,
)
from ..models.nested_transcription_session_type import NestedTranscriptionSessionType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.transcription_audio import TranscriptionAudio


T = TypeVar("T", bound="NestedTranscriptionSession")


@_attrs_define
class NestedTranscriptionSession:
    """
    Attributes:
        type_ (NestedTranscriptionSessionType):
        audio (TranscriptionAudio | Unset):
        include (list[NestedTranscriptionSessionIncludeItem] | Unset):
    """

    type_: NestedTranscriptionSessionType
    audio: TranscriptionAudio | Unset = UNSET
    include: list[NestedTranscriptionSessionIncludeItem] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_.value

        audio: dict[str, Any] | Unset = UNSET
        if not isinstance(self.audio, Unset):
            audio = self.audio.to_dict()

        include: list[str] | Unset = UNSET
        if not isinstance(self.include, Unset):
            include = []
            for include_item_data in self.include:
                include_item = include_item_data.value
                include.append(include_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
            }
        )
        if audio is not UNSET:
            field_dict["audio"] = audio
        if include is not UNSET:
            field_dict["include"] = include

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.transcription_audio import TranscriptionAudio

        d = dict(src_dict)
        type_ = NestedTranscriptionSessionType(d.pop("type"))

        _audio = d.pop("audio", UNSET)
        audio: TranscriptionAudio | Unset
        if isinstance(_audio, Unset):
            audio = UNSET
        else:
            audio = TranscriptionAudio.from_dict(_audio)

        _include = d.pop("include", UNSET)
        include: list[NestedTranscriptionSessionIncludeItem] | Unset = UNSET
        if _include is not UNSET:
            include = []
            for include_item_data in _include:
                include_item = NestedTranscriptionSessionIncludeItem(include_item_data)

                include.append(include_item)

        nested_transcription_session = cls(
            type_=type_,
            audio=audio,
            include=include,
        )

        return nested_transcription_session
