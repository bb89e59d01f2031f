from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.audio_input_format import AudioInputFormat
    from ..models.audio_input_transcription import AudioInputTranscription
    from ..models.audio_input_turn_detection import AudioInputTurnDetection
    from ..models.input_format import InputFormat
    from ..models.input_noise_reduction import InputNoiseReduction
    from ..models.input_turn_detection import InputTurnDetection
    from ..models.session_audio_input_format import SessionAudioInputFormat


T = TypeVar("T", bound="SessionAudioInput")


@_attrs_define
class SessionAudioInput:
    """
    Attributes:
        format_ (AudioInputFormat | InputFormat | None | SessionAudioInputFormat | Unset):
        noise_reduction (InputNoiseReduction | None | Unset):
        transcription (AudioInputTranscription | None | Unset):
        turn_detection (AudioInputTurnDetection | InputTurnDetection | None | Unset):
    """

    format_: AudioInputFormat | InputFormat | None | SessionAudioInputFormat | Unset = (
        UNSET
    )
    noise_reduction: InputNoiseReduction | None | Unset = UNSET
    transcription: AudioInputTranscription | None | Unset = UNSET
    turn_detection: AudioInputTurnDetection | InputTurnDetection | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.audio_input_format import AudioInputFormat
        from ..models.audio_input_transcription import AudioInputTranscription
        from ..models.audio_input_turn_detection import AudioInputTurnDetection
        from ..models.input_format import InputFormat
        from ..models.input_noise_reduction import InputNoiseReduction
        from ..models.input_turn_detection import InputTurnDetection
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

        noise_reduction: dict[str, Any] | None | Unset
        if isinstance(self.noise_reduction, Unset):
            noise_reduction = UNSET
        elif isinstance(self.noise_reduction, InputNoiseReduction):
            noise_reduction = self.noise_reduction.to_dict()
        else:
            noise_reduction = self.noise_reduction

        transcription: dict[str, Any] | None | Unset
        if isinstance(self.transcription, Unset):
            transcription = UNSET
        elif isinstance(self.transcription, AudioInputTranscription):
            transcription = self.transcription.to_dict()
        else:
            transcription = self.transcription

        turn_detection: dict[str, Any] | None | Unset
        if isinstance(self.turn_detection, Unset):
            turn_detection = UNSET
        elif isinstance(self.turn_detection, InputTurnDetection) or isinstance(
            self.turn_detection, AudioInputTurnDetection
        ):
            turn_detection = self.turn_detection.to_dict()
        else:
            turn_detection = self.turn_detection

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
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
        from ..models.audio_input_format import AudioInputFormat
        from ..models.audio_input_transcription import AudioInputTranscription
        from ..models.audio_input_turn_detection import AudioInputTurnDetection
        from ..models.input_format import InputFormat
        from ..models.input_noise_reduction import InputNoiseReduction
        from ..models.input_turn_detection import InputTurnDetection
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

        def _parse_noise_reduction(data: object) -> InputNoiseReduction | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                noise_reduction_type_0 = InputNoiseReduction.from_dict(data)

                return noise_reduction_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InputNoiseReduction | None | Unset, data)

        noise_reduction = _parse_noise_reduction(d.pop("noise_reduction", UNSET))

        def _parse_transcription(
            data: object,
        ) -> AudioInputTranscription | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                transcription_type_0 = AudioInputTranscription.from_dict(data)

                return transcription_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AudioInputTranscription | None | Unset, data)

        transcription = _parse_transcription(d.pop("transcription", UNSET))

        def _parse_turn_detection(
            data: object,
        ) -> AudioInputTurnDetection | InputTurnDetection | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                turn_detection_type_0 = InputTurnDetection.from_dict(data)

                return turn_detection_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                turn_detection_type_1 = AudioInputTurnDetection.from_dict(data)

                return turn_detection_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                AudioInputTurnDetection | InputTurnDetection | None | Unset, data
            )

        turn_detection = _parse_turn_detection(d.pop("turn_detection", UNSET))

        session_audio_input = cls(
            format_=format_,
            noise_reduction=noise_reduction,
            transcription=transcription,
            turn_detection=turn_detection,
        )

        session_audio_input.additional_properties = d
        return session_audio_input

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
