from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.flat_reply_max_response_output_tokens_type_2 import (
    FlatReplyMaxResponseOutputTokensType2,
    check_flat_reply_max_response_output_tokens_type_2,
)
from ..models.flat_reply_modalities_type_0_item_type_1 import (
    FlatReplyModalitiesType0ItemType1,
    check_flat_reply_modalities_type_0_item_type_1,
)
from ..models.flat_reply_tool_choice_type_1 import (
    FlatReplyToolChoiceType1,
    check_flat_reply_tool_choice_type_1,
)
from ..models.flat_reply_tracing_type_1 import (
    FlatReplyTracingType1,
    check_flat_reply_tracing_type_1,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flat_reply_client_secret import FlatReplyClientSecret
    from ..models.flat_reply_input_audio_transcription import (
        FlatReplyInputAudioTranscription,
    )
    from ..models.flat_reply_tool_choice import FlatReplyToolChoice
    from ..models.flat_reply_tools import FlatReplyTools
    from ..models.flat_reply_tracing import FlatReplyTracing
    from ..models.flat_reply_turn_detection import FlatReplyTurnDetection
    from ..models.flat_reply_voice import FlatReplyVoice


T = TypeVar("T", bound="FlatReply")


@_attrs_define
class FlatReply:
    """
    Attributes:
        client_secret (FlatReplyClientSecret):
        input_audio_format (None | str | Unset):
        input_audio_transcription (FlatReplyInputAudioTranscription | None | Unset):
        instructions (None | str | Unset):
        max_response_output_tokens (FlatReplyMaxResponseOutputTokensType2 | int | None | str | Unset):
        modalities (list[FlatReplyModalitiesType0ItemType1 | str] | None | Unset):
        output_audio_format (None | str | Unset):
        speed (float | None | Unset):
        temperature (float | None | Unset):
        tools (list[FlatReplyTools] | None | Unset):
        tracing (FlatReplyTracing | FlatReplyTracingType1 | None | str | Unset):
        turn_detection (FlatReplyTurnDetection | None | Unset):
        tool_choice (FlatReplyToolChoice | FlatReplyToolChoiceType1 | None | str | Unset):
        voice (FlatReplyVoice | None | str | Unset):
    """

    client_secret: FlatReplyClientSecret
    input_audio_format: None | str | Unset = UNSET
    input_audio_transcription: FlatReplyInputAudioTranscription | None | Unset = UNSET
    instructions: None | str | Unset = UNSET
    max_response_output_tokens: (
        FlatReplyMaxResponseOutputTokensType2 | int | None | str | Unset
    ) = UNSET
    modalities: list[FlatReplyModalitiesType0ItemType1 | str] | None | Unset = UNSET
    output_audio_format: None | str | Unset = UNSET
    speed: float | None | Unset = UNSET
    temperature: float | None | Unset = UNSET
    tools: list[FlatReplyTools] | None | Unset = UNSET
    tracing: FlatReplyTracing | FlatReplyTracingType1 | None | str | Unset = UNSET
    turn_detection: FlatReplyTurnDetection | None | Unset = UNSET
    tool_choice: FlatReplyToolChoice | FlatReplyToolChoiceType1 | None | str | Unset = (
        UNSET
    )
    voice: FlatReplyVoice | None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.flat_reply_input_audio_transcription import (
            FlatReplyInputAudioTranscription,
        )
        from ..models.flat_reply_tool_choice import FlatReplyToolChoice
        from ..models.flat_reply_tracing import FlatReplyTracing
        from ..models.flat_reply_turn_detection import FlatReplyTurnDetection
        from ..models.flat_reply_voice import FlatReplyVoice

        client_secret = self.client_secret.to_dict()

        input_audio_format: None | str | Unset
        if isinstance(self.input_audio_format, Unset):
            input_audio_format = UNSET
        else:
            input_audio_format = self.input_audio_format

        input_audio_transcription: dict[str, Any] | None | Unset
        if isinstance(self.input_audio_transcription, Unset):
            input_audio_transcription = UNSET
        elif isinstance(
            self.input_audio_transcription, FlatReplyInputAudioTranscription
        ):
            input_audio_transcription = self.input_audio_transcription.to_dict()
        else:
            input_audio_transcription = self.input_audio_transcription

        instructions: None | str | Unset
        if isinstance(self.instructions, Unset):
            instructions = UNSET
        else:
            instructions = self.instructions

        max_response_output_tokens: int | None | str | Unset
        if isinstance(self.max_response_output_tokens, Unset):
            max_response_output_tokens = UNSET
        elif isinstance(self.max_response_output_tokens, str):
            max_response_output_tokens = self.max_response_output_tokens
        else:
            max_response_output_tokens = self.max_response_output_tokens

        modalities: list[str] | None | Unset
        if isinstance(self.modalities, Unset):
            modalities = UNSET
        elif isinstance(self.modalities, list):
            modalities = []
            for modalities_type_0_item_data in self.modalities:
                modalities_type_0_item: str
                if isinstance(modalities_type_0_item_data, str):
                    modalities_type_0_item = modalities_type_0_item_data
                else:
                    modalities_type_0_item = modalities_type_0_item_data
                modalities.append(modalities_type_0_item)

        else:
            modalities = self.modalities

        output_audio_format: None | str | Unset
        if isinstance(self.output_audio_format, Unset):
            output_audio_format = UNSET
        else:
            output_audio_format = self.output_audio_format

        speed: float | None | Unset
        if isinstance(self.speed, Unset):
            speed = UNSET
        else:
            speed = self.speed

        temperature: float | None | Unset
        if isinstance(self.temperature, Unset):
            temperature = UNSET
        else:
            temperature = self.temperature

        tools: list[dict[str, Any]] | None | Unset
        if isinstance(self.tools, Unset):
            tools = UNSET
        elif isinstance(self.tools, list):
            tools = []
            for tools_type_0_item_data in self.tools:
                tools_type_0_item = tools_type_0_item_data.to_dict()
                tools.append(tools_type_0_item)

        else:
            tools = self.tools

        tracing: dict[str, Any] | None | str | Unset
        if isinstance(self.tracing, Unset):
            tracing = UNSET
        elif isinstance(self.tracing, str):
            tracing = self.tracing
        elif isinstance(self.tracing, FlatReplyTracing):
            tracing = self.tracing.to_dict()
        else:
            tracing = self.tracing

        turn_detection: dict[str, Any] | None | Unset
        if isinstance(self.turn_detection, Unset):
            turn_detection = UNSET
        elif isinstance(self.turn_detection, FlatReplyTurnDetection):
            turn_detection = self.turn_detection.to_dict()
        else:
            turn_detection = self.turn_detection

        tool_choice: dict[str, Any] | None | str | Unset
        if isinstance(self.tool_choice, Unset):
            tool_choice = UNSET
        elif isinstance(self.tool_choice, str):
            tool_choice = self.tool_choice
        elif isinstance(self.tool_choice, FlatReplyToolChoice):
            tool_choice = self.tool_choice.to_dict()
        else:
            tool_choice = self.tool_choice

        voice: dict[str, Any] | None | str | Unset
        if isinstance(self.voice, Unset):
            voice = UNSET
        elif isinstance(self.voice, FlatReplyVoice):
            voice = self.voice.to_dict()
        else:
            voice = self.voice

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "client_secret": client_secret,
            }
        )
        if input_audio_format is not UNSET:
            field_dict["input_audio_format"] = input_audio_format
        if input_audio_transcription is not UNSET:
            field_dict["input_audio_transcription"] = input_audio_transcription
        if instructions is not UNSET:
            field_dict["instructions"] = instructions
        if max_response_output_tokens is not UNSET:
            field_dict["max_response_output_tokens"] = max_response_output_tokens
        if modalities is not UNSET:
            field_dict["modalities"] = modalities
        if output_audio_format is not UNSET:
            field_dict["output_audio_format"] = output_audio_format
        if speed is not UNSET:
            field_dict["speed"] = speed
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if tools is not UNSET:
            field_dict["tools"] = tools
        if tracing is not UNSET:
            field_dict["tracing"] = tracing
        if turn_detection is not UNSET:
            field_dict["turn_detection"] = turn_detection
        if tool_choice is not UNSET:
            field_dict["tool_choice"] = tool_choice
        if voice is not UNSET:
            field_dict["voice"] = voice

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.flat_reply_client_secret import FlatReplyClientSecret
        from ..models.flat_reply_input_audio_transcription import (
            FlatReplyInputAudioTranscription,
        )
        from ..models.flat_reply_tool_choice import FlatReplyToolChoice
        from ..models.flat_reply_tools import FlatReplyTools
        from ..models.flat_reply_tracing import FlatReplyTracing
        from ..models.flat_reply_turn_detection import FlatReplyTurnDetection
        from ..models.flat_reply_voice import FlatReplyVoice

        d = dict(src_dict)
        client_secret = FlatReplyClientSecret.from_dict(d.pop("client_secret"))

        def _parse_input_audio_format(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        input_audio_format = _parse_input_audio_format(
            d.pop("input_audio_format", UNSET)
        )

        def _parse_input_audio_transcription(
            data: object,
        ) -> FlatReplyInputAudioTranscription | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                input_audio_transcription_type_0 = (
                    FlatReplyInputAudioTranscription.from_dict(data)
                )

                return input_audio_transcription_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatReplyInputAudioTranscription | None | Unset, data)

        input_audio_transcription = _parse_input_audio_transcription(
            d.pop("input_audio_transcription", UNSET)
        )

        def _parse_instructions(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        instructions = _parse_instructions(d.pop("instructions", UNSET))

        def _parse_max_response_output_tokens(
            data: object,
        ) -> FlatReplyMaxResponseOutputTokensType2 | int | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                max_response_output_tokens_type_2 = (
                    check_flat_reply_max_response_output_tokens_type_2(data)
                )

                return max_response_output_tokens_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                FlatReplyMaxResponseOutputTokensType2 | int | None | str | Unset, data
            )

        max_response_output_tokens = _parse_max_response_output_tokens(
            d.pop("max_response_output_tokens", UNSET)
        )

        def _parse_modalities(
            data: object,
        ) -> list[FlatReplyModalitiesType0ItemType1 | str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                modalities_type_0 = []
                _modalities_type_0 = data
                for modalities_type_0_item_data in _modalities_type_0:

                    def _parse_modalities_type_0_item(
                        data: object,
                    ) -> FlatReplyModalitiesType0ItemType1 | str:
                        try:
                            if not isinstance(data, str):
                                raise TypeError()
                            modalities_type_0_item_type_1 = (
                                check_flat_reply_modalities_type_0_item_type_1(data)
                            )

                            return modalities_type_0_item_type_1
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(FlatReplyModalitiesType0ItemType1 | str, data)

                    modalities_type_0_item = _parse_modalities_type_0_item(
                        modalities_type_0_item_data
                    )

                    modalities_type_0.append(modalities_type_0_item)

                return modalities_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                list[FlatReplyModalitiesType0ItemType1 | str] | None | Unset, data
            )

        modalities = _parse_modalities(d.pop("modalities", UNSET))

        def _parse_output_audio_format(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        output_audio_format = _parse_output_audio_format(
            d.pop("output_audio_format", UNSET)
        )

        def _parse_speed(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        speed = _parse_speed(d.pop("speed", UNSET))

        def _parse_temperature(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        temperature = _parse_temperature(d.pop("temperature", UNSET))

        def _parse_tools(data: object) -> list[FlatReplyTools] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tools_type_0 = []
                _tools_type_0 = data
                for tools_type_0_item_data in _tools_type_0:
                    tools_type_0_item = FlatReplyTools.from_dict(tools_type_0_item_data)

                    tools_type_0.append(tools_type_0_item)

                return tools_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[FlatReplyTools] | None | Unset, data)

        tools = _parse_tools(d.pop("tools", UNSET))

        def _parse_tracing(
            data: object,
        ) -> FlatReplyTracing | FlatReplyTracingType1 | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tracing_type_1 = check_flat_reply_tracing_type_1(data)

                return tracing_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                tracing_type_2 = FlatReplyTracing.from_dict(data)

                return tracing_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                FlatReplyTracing | FlatReplyTracingType1 | None | str | Unset, data
            )

        tracing = _parse_tracing(d.pop("tracing", UNSET))

        def _parse_turn_detection(
            data: object,
        ) -> FlatReplyTurnDetection | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                turn_detection_type_0 = FlatReplyTurnDetection.from_dict(data)

                return turn_detection_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatReplyTurnDetection | None | Unset, data)

        turn_detection = _parse_turn_detection(d.pop("turn_detection", UNSET))

        def _parse_tool_choice(
            data: object,
        ) -> FlatReplyToolChoice | FlatReplyToolChoiceType1 | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tool_choice_type_1 = check_flat_reply_tool_choice_type_1(data)

                return tool_choice_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                tool_choice_type_2 = FlatReplyToolChoice.from_dict(data)

                return tool_choice_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                FlatReplyToolChoice | FlatReplyToolChoiceType1 | None | str | Unset,
                data,
            )

        tool_choice = _parse_tool_choice(d.pop("tool_choice", UNSET))

        def _parse_voice(data: object) -> FlatReplyVoice | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                voice_type_1 = FlatReplyVoice.from_dict(data)

                return voice_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatReplyVoice | None | str | Unset, data)

        voice = _parse_voice(d.pop("voice", UNSET))

        flat_reply = cls(
            client_secret=client_secret,
            input_audio_format=input_audio_format,
            input_audio_transcription=input_audio_transcription,
            instructions=instructions,
            max_response_output_tokens=max_response_output_tokens,
            modalities=modalities,
            output_audio_format=output_audio_format,
            speed=speed,
            temperature=temperature,
            tools=tools,
            tracing=tracing,
            turn_detection=turn_detection,
            tool_choice=tool_choice,
            voice=voice,
        )

        flat_reply.additional_properties = d
        return flat_reply

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
