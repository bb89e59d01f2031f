from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.custom_voice import CustomVoice
    from ..models.pcm_audio import PcmAudio
    from ..models.pcma_audio import PcmaAudio
    from ..models.pcmu_audio import PcmuAudio


T = TypeVar("T", bound="AudioOutput")


@_attrs_define
class AudioOutput:
    """
    Attributes:
        format_ (PcmaAudio | PcmAudio | PcmuAudio | Unset):
        speed (float | Unset):
        voice (CustomVoice | str | Unset):
    """

    format_: PcmaAudio | PcmAudio | PcmuAudio | Unset = UNSET
    speed: float | Unset = UNSET
    voice: CustomVoice | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.custom_voice import CustomVoice
        from ..models.pcm_audio import PcmAudio
        from ..models.pcmu_audio import PcmuAudio

        format_: dict[str, Any] | Unset
        if isinstance(self.format_, Unset):
            format_ = UNSET
        elif isinstance(self.format_, PcmAudio) or isinstance(self.format_, PcmuAudio):
            format_ = self.format_.to_dict()
        else:
            format_ = self.format_.to_dict()

        speed = self.speed

        voice: dict[str, Any] | str | Unset
        if isinstance(self.voice, Unset):
            voice = UNSET
        elif isinstance(self.voice, CustomVoice):
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
        from ..models.custom_voice import CustomVoice
        from ..models.pcm_audio import PcmAudio
        from ..models.pcma_audio import PcmaAudio
        from ..models.pcmu_audio import PcmuAudio

        d = dict(src_dict)

        def _parse_format_(data: object) -> PcmaAudio | PcmAudio | PcmuAudio | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_audio_format_pcm_audio = PcmAudio.from_dict(data)

                return componentsschemas_audio_format_pcm_audio
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_audio_format_pcmu_audio = PcmuAudio.from_dict(data)

                return componentsschemas_audio_format_pcmu_audio
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_audio_format_pcma_audio = PcmaAudio.from_dict(data)

            return componentsschemas_audio_format_pcma_audio

        format_ = _parse_format_(d.pop("format", UNSET))

        speed = d.pop("speed", UNSET)

        def _parse_voice(data: object) -> CustomVoice | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_voice_custom_voice = CustomVoice.from_dict(data)

                return componentsschemas_voice_custom_voice
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CustomVoice | str | Unset, data)

        voice = _parse_voice(d.pop("voice", UNSET))

        audio_output = cls(
            format_=format_,
            speed=speed,
            voice=voice,
        )

        return audio_output
