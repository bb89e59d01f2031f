from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.noise_reduction import NoiseReduction
    from ..models.pcm_audio import PcmAudio
    from ..models.pcma_audio import PcmaAudio
    from ..models.pcmu_audio import PcmuAudio
    from ..models.semantic_vad import SemanticVad
    from ..models.server_vad import ServerVad
    from ..models.transcription import Transcription


T = TypeVar("T", bound="AudioInput")


@_attrs_define
class AudioInput:
    """
    Attributes:
        format_ (PcmaAudio | PcmAudio | PcmuAudio | Unset):
        noise_reduction (NoiseReduction | None | Unset):
        transcription (None | Transcription | Unset):
        turn_detection (None | SemanticVad | ServerVad | Unset):
    """

    format_: PcmaAudio | PcmAudio | PcmuAudio | Unset = UNSET
    noise_reduction: NoiseReduction | None | Unset = UNSET
    transcription: None | Transcription | Unset = UNSET
    turn_detection: None | SemanticVad | ServerVad | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.noise_reduction import NoiseReduction
        from ..models.pcm_audio import PcmAudio
        from ..models.pcmu_audio import PcmuAudio
        from ..models.semantic_vad import SemanticVad
        from ..models.server_vad import ServerVad
        from ..models.transcription import Transcription

        format_: dict[str, Any] | Unset
        if isinstance(self.format_, Unset):
            format_ = UNSET
        elif isinstance(self.format_, PcmAudio) or isinstance(self.format_, PcmuAudio):
            format_ = self.format_.to_dict()
        else:
            format_ = self.format_.to_dict()

        noise_reduction: dict[str, Any] | None | Unset
        if isinstance(self.noise_reduction, Unset):
            noise_reduction = UNSET
        elif isinstance(self.noise_reduction, NoiseReduction):
            noise_reduction = self.noise_reduction.to_dict()
        else:
            noise_reduction = self.noise_reduction

        transcription: dict[str, Any] | None | Unset
        if isinstance(self.transcription, Unset):
            transcription = UNSET
        elif isinstance(self.transcription, Transcription):
            transcription = self.transcription.to_dict()
        else:
            transcription = self.transcription

        turn_detection: dict[str, Any] | None | Unset
        if isinstance(self.turn_detection, Unset):
            turn_detection = UNSET
        elif isinstance(self.turn_detection, ServerVad) or isinstance(
            self.turn_detection, SemanticVad
        ):
            turn_detection = self.turn_detection.to_dict()
        else:
            turn_detection = self.turn_detection

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if format_ is not UNSET:
            field_dict["format"] = format_
        if noise_reduction is not UNSET:
            field_dict["noise_reduction"] = noise_reduction
        if transcription is not UNSET:
            field_dict["transcription"] = transcription
        if turn_detection is not UNSET:
            field_dict["turn_detection"] = turn_detection

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.noise_reduction import NoiseReduction
        from ..models.pcm_audio import PcmAudio
        from ..models.pcma_audio import PcmaAudio
        from ..models.pcmu_audio import PcmuAudio
        from ..models.semantic_vad import SemanticVad
        from ..models.server_vad import ServerVad
        from ..models.transcription import Transcription

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

        def _parse_noise_reduction(data: object) -> NoiseReduction | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                noise_reduction_type_0 = NoiseReduction.from_dict(data)

                return noise_reduction_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NoiseReduction | None | Unset, data)

        noise_reduction = _parse_noise_reduction(d.pop("noise_reduction", UNSET))

        def _parse_transcription(data: object) -> None | Transcription | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                transcription_type_0 = Transcription.from_dict(data)

                return transcription_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Transcription | Unset, data)

        transcription = _parse_transcription(d.pop("transcription", UNSET))

        def _parse_turn_detection(
            data: object,
        ) -> None | SemanticVad | ServerVad | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                turn_detection_type_0 = ServerVad.from_dict(data)

                return turn_detection_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                turn_detection_type_1 = SemanticVad.from_dict(data)

                return turn_detection_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SemanticVad | ServerVad | Unset, data)

        turn_detection = _parse_turn_detection(d.pop("turn_detection", UNSET))

        audio_input = cls(
            format_=format_,
            noise_reduction=noise_reduction,
            transcription=transcription,
            turn_detection=turn_detection,
        )

        return audio_input
