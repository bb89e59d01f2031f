from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flat_request_input_audio_noise_reduction import (
        FlatRequestInputAudioNoiseReduction,
    )
    from ..models.format_audio_pcm import FormatAudioPcm
    from ..models.format_audio_pcma import FormatAudioPcma
    from ..models.format_audio_pcmu import FormatAudioPcmu
    from ..models.input_transcription import InputTranscription
    from ..models.server_vad import ServerVad
    from ..models.turn_detection_semantic_vad import TurnDetectionSemanticVad


T = TypeVar("T", bound="AudioInput")


@_attrs_define
class AudioInput:
    """
    Attributes:
        format_ (FormatAudioPcm | FormatAudioPcma | FormatAudioPcmu | Unset): How the user's audio is encoded.
        noise_reduction (FlatRequestInputAudioNoiseReduction | None | Unset): What cleans the user's audio before the
            model hears it. None turns it off.
        transcription (InputTranscription | None | Unset): What transcribes the user's audio. None turns it off.
        turn_detection (None | ServerVad | TurnDetectionSemanticVad | Unset): What tells that the user has finished.
            None leaves that to the caller, who then asks for each answer.
    """

    format_: FormatAudioPcm | FormatAudioPcma | FormatAudioPcmu | Unset = UNSET
    noise_reduction: FlatRequestInputAudioNoiseReduction | None | Unset = UNSET
    transcription: InputTranscription | None | Unset = UNSET
    turn_detection: None | ServerVad | TurnDetectionSemanticVad | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.flat_request_input_audio_noise_reduction import (
            FlatRequestInputAudioNoiseReduction,
        )
        from ..models.format_audio_pcm import FormatAudioPcm
        from ..models.format_audio_pcmu import FormatAudioPcmu
        from ..models.input_transcription import InputTranscription
        from ..models.server_vad import ServerVad
        from ..models.turn_detection_semantic_vad import TurnDetectionSemanticVad

        format_: dict[str, Any] | Unset
        if isinstance(self.format_, Unset):
            format_ = UNSET
        elif isinstance(self.format_, FormatAudioPcm) or isinstance(
            self.format_, FormatAudioPcmu
        ):
            format_ = self.format_.to_dict()
        else:
            format_ = self.format_.to_dict()

        noise_reduction: dict[str, Any] | None | Unset
        if isinstance(self.noise_reduction, Unset):
            noise_reduction = UNSET
        elif isinstance(self.noise_reduction, FlatRequestInputAudioNoiseReduction):
            noise_reduction = self.noise_reduction.to_dict()
        else:
            noise_reduction = self.noise_reduction

        transcription: dict[str, Any] | None | Unset
        if isinstance(self.transcription, Unset):
            transcription = UNSET
        elif isinstance(self.transcription, InputTranscription):
            transcription = self.transcription.to_dict()
        else:
            transcription = self.transcription

        turn_detection: dict[str, Any] | None | Unset
        if isinstance(self.turn_detection, Unset):
            turn_detection = UNSET
        elif isinstance(self.turn_detection, ServerVad) or isinstance(
            self.turn_detection, TurnDetectionSemanticVad
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
        from ..models.flat_request_input_audio_noise_reduction import (
            FlatRequestInputAudioNoiseReduction,
        )
        from ..models.format_audio_pcm import FormatAudioPcm
        from ..models.format_audio_pcma import FormatAudioPcma
        from ..models.format_audio_pcmu import FormatAudioPcmu
        from ..models.input_transcription import InputTranscription
        from ..models.server_vad import ServerVad
        from ..models.turn_detection_semantic_vad import TurnDetectionSemanticVad

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

        def _parse_noise_reduction(
            data: object,
        ) -> FlatRequestInputAudioNoiseReduction | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                noise_reduction_type_0 = FlatRequestInputAudioNoiseReduction.from_dict(
                    data
                )

                return noise_reduction_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatRequestInputAudioNoiseReduction | None | Unset, data)

        noise_reduction = _parse_noise_reduction(d.pop("noise_reduction", UNSET))

        def _parse_transcription(data: object) -> InputTranscription | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                transcription_type_0 = InputTranscription.from_dict(data)

                return transcription_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InputTranscription | None | Unset, data)

        transcription = _parse_transcription(d.pop("transcription", UNSET))

        def _parse_turn_detection(
            data: object,
        ) -> None | ServerVad | TurnDetectionSemanticVad | Unset:
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
                turn_detection_type_1 = TurnDetectionSemanticVad.from_dict(data)

                return turn_detection_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ServerVad | TurnDetectionSemanticVad | Unset, data)

        turn_detection = _parse_turn_detection(d.pop("turn_detection", UNSET))

        audio_input = cls(
            format_=format_,
            noise_reduction=noise_reduction,
            transcription=transcription,
            turn_detection=turn_detection,
        )

        return audio_input
