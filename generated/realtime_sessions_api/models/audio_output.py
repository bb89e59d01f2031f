from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.audio_output_voice_type_1 import (
    AudioOutputVoiceType1,
    check_audio_output_voice_type_1,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flat_request_voice import FlatRequestVoice
    from ..models.format_audio_pcm import FormatAudioPcm
    from ..models.format_audio_pcma import FormatAudioPcma
    from ..models.format_audio_pcmu import FormatAudioPcmu


T = TypeVar("T", bound="AudioOutput")


@_attrs_define
class AudioOutput:
    """
    Attributes:
        format_ (FormatAudioPcm | FormatAudioPcma | FormatAudioPcmu | Unset): How the model's audio is encoded.
        speed (float | Unset): How fast the model speaks; 1 is its own pace.
        voice (AudioOutputVoiceType1 | FlatRequestVoice | str | Unset): A voice's name, or an object with the id of a
            custom voice. Fixed once the session has produced audio.
    """

    format_: FormatAudioPcm | FormatAudioPcma | FormatAudioPcmu | Unset = UNSET
    speed: float | Unset = UNSET
    voice: AudioOutputVoiceType1 | FlatRequestVoice | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.flat_request_voice import FlatRequestVoice
        from ..models.format_audio_pcm import FormatAudioPcm
        from ..models.format_audio_pcmu import FormatAudioPcmu

        format_: dict[str, Any] | Unset
        if isinstance(self.format_, Unset):
            format_ = UNSET
        elif isinstance(self.format_, FormatAudioPcm) or isinstance(
            self.format_, FormatAudioPcmu
        ):
            format_ = self.format_.to_dict()
        else:
            format_ = self.format_.to_dict()

        speed = self.speed

        voice: dict[str, Any] | str | Unset
        if isinstance(self.voice, Unset):
            voice = UNSET
        elif isinstance(self.voice, str):
            voice = self.voice
        elif isinstance(self.voice, FlatRequestVoice):
            voice = self.voice.to_dict()
        else:
            voice = self.voice

        field_dict: dict[str, Any] = {}

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
        from ..models.flat_request_voice import FlatRequestVoice
        from ..models.format_audio_pcm import FormatAudioPcm
        from ..models.format_audio_pcma import FormatAudioPcma
        from ..models.format_audio_pcmu import FormatAudioPcmu

        d = dict(src_dict)

        def _parse_format_(
            data: object,
        ) -> FormatAudioPcm | FormatAudioPcma | FormatAudioPcmu | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                format_type_0 = FormatAudioPcm.from_dict(data)

                return format_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                format_type_1 = FormatAudioPcmu.from_dict(data)

                return format_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            format_type_2 = FormatAudioPcma.from_dict(data)

            return format_type_2

        format_ = _parse_format_(d.pop("format", UNSET))

        speed = d.pop("speed", UNSET)

        def _parse_voice(
            data: object,
        ) -> AudioOutputVoiceType1 | FlatRequestVoice | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                voice_type_1 = check_audio_output_voice_type_1(data)

                return voice_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                voice_type_2 = FlatRequestVoice.from_dict(data)

                return voice_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AudioOutputVoiceType1 | FlatRequestVoice | str | Unset, data)

        voice = _parse_voice(d.pop("voice", UNSET))

        audio_output = cls(
            format_=format_,
            speed=speed,
            voice=voice,
        )

        return audio_output
