from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.session_transcription_include_item import (
    SessionTranscriptionIncludeItem,
    check_session_transcription_include_item,
)
from ..models.session_transcription_type import (
    SessionTranscriptionType,
    check_session_transcription_type,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.transcription_audio import TranscriptionAudio


T = TypeVar("T", bound="SessionTranscription")


@_attrs_define
class SessionTranscription:
    """
    Attributes:
        type_ (SessionTranscriptionType):
        audio (TranscriptionAudio | Unset):
        include (list[SessionTranscriptionIncludeItem] | Unset): More to be sent with the session's events.
    """

    type_: SessionTranscriptionType
    audio: TranscriptionAudio | Unset = UNSET
    include: list[SessionTranscriptionIncludeItem] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        audio: dict[str, Any] | Unset = UNSET
        if not isinstance(self.audio, Unset):
            audio = self.audio.to_dict()

        include: list[str] | Unset = UNSET
        if not isinstance(self.include, Unset):
            include = []
            for include_item_data in self.include:
                include_item: str = include_item_data
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
        type_ = check_session_transcription_type(d.pop("type"))

        _audio = d.pop("audio", UNSET)
        audio: TranscriptionAudio | Unset
        if isinstance(_audio, Unset):
            audio = UNSET
        else:
            audio = TranscriptionAudio.from_dict(_audio)

        _include = d.pop("include", UNSET)
        include: list[SessionTranscriptionIncludeItem] | Unset = UNSET
        if _include is not UNSET:
            include = []
            for include_item_data in _include:
                include_item = check_session_transcription_include_item(
                    include_item_data
                )

                include.append(include_item)

        session_transcription = cls(
            type_=type_,
            audio=audio,
            include=include,
        )

        return session_transcription
