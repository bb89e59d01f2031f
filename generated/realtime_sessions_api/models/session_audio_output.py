from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.session_audio_output_voice_type_1 import (
    SessionAudioOutputVoiceType1,
    check_session_audio_output_voice_type_1,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.audio_input_format import AudioInputFormat
    from ..models.input_format import InputFormat
    from ..models.session_audio_input_format import SessionAudioInputFormat


T = TypeVar("T", bound="SessionAudioOutput")


@_attrs_define
class SessionAudioOutput:
    """
    Attributes:
        format_ (AudioInputFormat | InputFormat | None | SessionAudioInputFormat | Unset):
        speed (float | None | Unset):
        voice (None | SessionAudioOutputVoiceType1 | str | Unset):
    """

    format_: AudioInputFormat | InputFormat | None | SessionAudioInputFormat | Unset = (
        UNSET
    )
    speed: float | None | Unset = UNSET
    voice: None | SessionAudioOutputVoiceType1 | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.audio_input_format import AudioInputFormat
        from ..models.input_format import InputFormat
        from ..models.session_audio_input_format import SessionAudioInputFormat

        format_: dict[str, Any] | None | Unset
        if isinstance(self.format_, Unset):
            format_ = UNSET
        elif (
            isinstance(self.format_, InputFormat)
            or isinstance(self.format_, AudioInputFormat)
            or isinstance(self.format_, SessionAudioInputFormat)
        ):
            format_ = self.format_.to_dict()
        else:
            format_ = self.format_

        speed: float | None | Unset
        if isinstance(self.speed, Unset):
            speed = UNSET
        else:
            speed = self.speed

        voice: None | str | Unset
        if isinstance(self.voice, Unset):
            voice = UNSET
        elif isinstance(self.voice, str):
            voice = self.voice
        else:
            voice = self.voice

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if format_ is not UNSET:
            field_dict["format"] = format_
        if speed is not UNSET:
            field_dict["speed"] = speed
        if voice is not UNSET:
            field_dict["voice"] = voice

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.audio_input_format import AudioInputFormat
        from ..models.input_format import InputFormat
        from ..models.session_audio_input_format import SessionAudioInputFormat

        d = dict(src_dict)

        def _parse_format_(
            data: object,
        ) -> AudioInputFormat | InputFormat | None | SessionAudioInputFormat | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                format_type_0 = InputFormat.from_dict(data)

                return format_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                format_type_1 = AudioInputFormat.from_dict(data)

                return format_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                format_type_2 = SessionAudioInputFormat.from_dict(data)

                return format_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                AudioInputFormat | InputFormat | None | SessionAudioInputFormat | Unset,
                data,
            )

        format_ = _parse_format_(d.pop("format", UNSET))

        def _parse_speed(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        speed = _parse_speed(d.pop("speed", UNSET))

        def _parse_voice(
            data: object,
        ) -> None | SessionAudioOutputVoiceType1 | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                voice_type_1 = check_session_audio_output_voice_type_1(data)

                return voice_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionAudioOutputVoiceType1 | str | Unset, data)

        voice = _parse_voice(d.pop("voice", UNSET))

        session_audio_output = cls(
            format_=format_,
            speed=speed,
            voice=voice,
        )

        session_audio_output.additional_properties = d
        return session_audio_output

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
