from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.flat_request_audio_format import (
    FlatRequestAudioFormat,
    check_flat_request_audio_format,
)
from ..models.flat_request_include_item import (
    FlatRequestIncludeItem,
    check_flat_request_include_item,
)
from ..models.flat_request_max_response_output_tokens_type_1 import (
    FlatRequestMaxResponseOutputTokensType1,
    check_flat_request_max_response_output_tokens_type_1,
)
from ..models.flat_request_modality import (
    FlatRequestModality,
    check_flat_request_modality,
)
from ..models.flat_request_tool_choice_type_0 import (
    FlatRequestToolChoiceType0,
    check_flat_request_tool_choice_type_0,
)
from ..models.flat_request_tracing_type_0 import (
    FlatRequestTracingType0,
    check_flat_request_tracing_type_0,
)
from ..models.flat_request_truncation_type_0 import (
    FlatRequestTruncationType0,
    check_flat_request_truncation_type_0,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flat_request_client_secret import FlatRequestClientSecret
    from ..models.flat_request_input_audio_noise_reduction import (
        FlatRequestInputAudioNoiseReduction,
    )
    from ..models.flat_request_input_audio_transcription import (
        FlatRequestInputAudioTranscription,
    )
    from ..models.flat_request_prompt import FlatRequestPrompt
    from ..models.flat_request_tools import FlatRequestTools
    from ..models.flat_request_tracing import FlatRequestTracing
    from ..models.flat_request_voice import FlatRequestVoice
    from ..models.tool_choice_function import ToolChoiceFunction
    from ..models.truncation_retention_ratio import TruncationRetentionRatio
    from ..models.turn_detection_semantic_vad import TurnDetectionSemanticVad
    from ..models.turn_detection_server_vad import TurnDetectionServerVad


T = TypeVar("T", bound="FlatRequest")


@_attrs_define
class FlatRequest:
    """
    Attributes:
        client_secret (FlatRequestClientSecret | Unset):
        input_audio_format (FlatRequestAudioFormat | Unset):
        input_audio_noise_reduction (FlatRequestInputAudioNoiseReduction | None | Unset):
        input_audio_transcription (FlatRequestInputAudioTranscription | None | Unset):
        instructions (str | Unset):
        max_response_output_tokens (FlatRequestMaxResponseOutputTokensType1 | int | Unset):
        modalities (list[FlatRequestModality] | Unset):
        model (str | Unset):
        output_audio_format (FlatRequestAudioFormat | Unset):
        speed (float | Unset):
        temperature (float | Unset): How freely the model chooses its words. Flat endpoint only.
        tool_choice (FlatRequestToolChoiceType0 | ToolChoiceFunction | Unset):
        tools (list[FlatRequestTools] | Unset):
        tracing (FlatRequestTracing | FlatRequestTracingType0 | None | Unset):
        turn_detection (None | TurnDetectionSemanticVad | TurnDetectionServerVad | Unset):
        voice (FlatRequestVoice | str | Unset):
        truncation (FlatRequestTruncationType0 | TruncationRetentionRatio | Unset):
        prompt (FlatRequestPrompt | None | Unset):
        include (list[FlatRequestIncludeItem] | Unset):
    """

    client_secret: FlatRequestClientSecret | Unset = UNSET
    input_audio_format: FlatRequestAudioFormat | Unset = UNSET
    input_audio_noise_reduction: FlatRequestInputAudioNoiseReduction | None | Unset = (
        UNSET
    )
    input_audio_transcription: FlatRequestInputAudioTranscription | None | Unset = UNSET
    instructions: str | Unset = UNSET
    max_response_output_tokens: (
        FlatRequestMaxResponseOutputTokensType1 | int | Unset
    ) = UNSET
    modalities: list[FlatRequestModality] | Unset = UNSET
    model: str | Unset = UNSET
    output_audio_format: FlatRequestAudioFormat | Unset = UNSET
    speed: float | Unset = UNSET
    temperature: float | Unset = UNSET
    tool_choice: FlatRequestToolChoiceType0 | ToolChoiceFunction | Unset = UNSET
    tools: list[FlatRequestTools] | Unset = UNSET
    tracing: FlatRequestTracing | FlatRequestTracingType0 | None | Unset = UNSET
    turn_detection: None | TurnDetectionSemanticVad | TurnDetectionServerVad | Unset = (
        UNSET
    )
    voice: FlatRequestVoice | str | Unset = UNSET
    truncation: FlatRequestTruncationType0 | TruncationRetentionRatio | Unset = UNSET
    prompt: FlatRequestPrompt | None | Unset = UNSET
    include: list[FlatRequestIncludeItem] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.flat_request_input_audio_noise_reduction import (
            FlatRequestInputAudioNoiseReduction,
        )
        from ..models.flat_request_input_audio_transcription import (
            FlatRequestInputAudioTranscription,
        )
        from ..models.flat_request_prompt import FlatRequestPrompt
        from ..models.flat_request_tracing import FlatRequestTracing
        from ..models.flat_request_voice import FlatRequestVoice
        from ..models.turn_detection_semantic_vad import TurnDetectionSemanticVad
        from ..models.turn_detection_server_vad import TurnDetectionServerVad

        client_secret: dict[str, Any] | Unset = UNSET
        if not isinstance(self.client_secret, Unset):
            client_secret = self.client_secret.to_dict()

        input_audio_format: str | Unset = UNSET
        if not isinstance(self.input_audio_format, Unset):
            input_audio_format = self.input_audio_format

        input_audio_noise_reduction: dict[str, Any] | None | Unset
        if isinstance(self.input_audio_noise_reduction, Unset):
            input_audio_noise_reduction = UNSET
        elif isinstance(
            self.input_audio_noise_reduction, FlatRequestInputAudioNoiseReduction
        ):
            input_audio_noise_reduction = self.input_audio_noise_reduction.to_dict()
        else:
            input_audio_noise_reduction = self.input_audio_noise_reduction

        input_audio_transcription: dict[str, Any] | None | Unset
        if isinstance(self.input_audio_transcription, Unset):
            input_audio_transcription = UNSET
        elif isinstance(
            self.input_audio_transcription, FlatRequestInputAudioTranscription
        ):
            input_audio_transcription = self.input_audio_transcription.to_dict()
        else:
            input_audio_transcription = self.input_audio_transcription

        instructions = self.instructions

        max_response_output_tokens: int | str | Unset
        if isinstance(self.max_response_output_tokens, Unset):
            max_response_output_tokens = UNSET
        elif isinstance(self.max_response_output_tokens, str):
            max_response_output_tokens = self.max_response_output_tokens
        else:
            max_response_output_tokens = self.max_response_output_tokens

        modalities: list[str] | Unset = UNSET
        if not isinstance(self.modalities, Unset):
            modalities = []
            for modalities_item_data in self.modalities:
                modalities_item: str = modalities_item_data
                modalities.append(modalities_item)

        model = self.model

        output_audio_format: str | Unset = UNSET
        if not isinstance(self.output_audio_format, Unset):
            output_audio_format = self.output_audio_format

        speed = self.speed

        temperature = self.temperature

        tool_choice: dict[str, Any] | str | Unset
        if isinstance(self.tool_choice, Unset):
            tool_choice = UNSET
        elif isinstance(self.tool_choice, str):
            tool_choice = self.tool_choice
        else:
            tool_choice = self.tool_choice.to_dict()

        tools: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.tools, Unset):
            tools = []
            for tools_item_data in self.tools:
                tools_item = tools_item_data.to_dict()
                tools.append(tools_item)

        tracing: dict[str, Any] | None | str | Unset
        if isinstance(self.tracing, Unset):
            tracing = UNSET
        elif isinstance(self.tracing, str):
            tracing = self.tracing
        elif isinstance(self.tracing, FlatRequestTracing):
            tracing = self.tracing.to_dict()
        else:
            tracing = self.tracing

        turn_detection: dict[str, Any] | None | Unset
        if isinstance(self.turn_detection, Unset):
            turn_detection = UNSET
        elif isinstance(self.turn_detection, TurnDetectionServerVad) or isinstance(
            self.turn_detection, TurnDetectionSemanticVad
        ):
            turn_detection = self.turn_detection.to_dict()
        else:
            turn_detection = self.turn_detection

        voice: dict[str, Any] | str | Unset
        if isinstance(self.voice, Unset):
            voice = UNSET
        elif isinstance(self.voice, FlatRequestVoice):
            voice = self.voice.to_dict()
        else:
            voice = self.voice

        truncation: dict[str, Any] | str | Unset
        if isinstance(self.truncation, Unset):
            truncation = UNSET
        elif isinstance(self.truncation, str):
            truncation = self.truncation
        else:
            truncation = self.truncation.to_dict()

        prompt: dict[str, Any] | None | Unset
        if isinstance(self.prompt, Unset):
            prompt = UNSET
        elif isinstance(self.prompt, FlatRequestPrompt):
            prompt = self.prompt.to_dict()
        else:
            prompt = self.prompt

        include: list[str] | Unset = UNSET
        if not isinstance(self.include, Unset):
            include = []
            for include_item_data in self.include:
                include_item: str = include_item_data
                include.append(include_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if client_secret is not UNSET:
            field_dict["client_secret"] = client_secret
        if input_audio_format is not UNSET:
            field_dict["input_audio_format"] = input_audio_format
        if input_audio_noise_reduction is not UNSET:
            field_dict["input_audio_noise_reduction"] = input_audio_noise_reduction
        if input_audio_transcription is not UNSET:
            field_dict["input_audio_transcription"] = input_audio_transcription
        if instructions is not UNSET:
            field_dict["instructions"] = instructions
        if max_response_output_tokens is not UNSET:
            field_dict["max_response_output_tokens"] = max_response_output_tokens
        if modalities is not UNSET:
            field_dict["modalities"] = modalities
        if model is not UNSET:
            field_dict["model"] = model
        if output_audio_format is not UNSET:
            field_dict["output_audio_format"] = output_audio_format
        if speed is not UNSET:
            field_dict["speed"] = speed
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if tool_choice is not UNSET:
            field_dict["tool_choice"] = tool_choice
        if tools is not UNSET:
            field_dict["tools"] = tools
        if tracing is not UNSET:
            field_dict["tracing"] = tracing
        if turn_detection is not UNSET:
            field_dict["turn_detection"] = turn_detection
        if voice is not UNSET:
            field_dict["voice"] = voice
        if truncation is not UNSET:
            field_dict["truncation"] = truncation
        if prompt is not UNSET:
            field_dict["prompt"] = prompt
        if include is not UNSET:
            field_dict["include"] = include

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.flat_request_client_secret import FlatRequestClientSecret
        from ..models.flat_request_input_audio_noise_reduction import (
            FlatRequestInputAudioNoiseReduction,
        )
        from ..models.flat_request_input_audio_transcription import (
            FlatRequestInputAudioTranscription,
        )
        from ..models.flat_request_prompt import FlatRequestPrompt
        from ..models.flat_request_tools import FlatRequestTools
        from ..models.flat_request_tracing import FlatRequestTracing
        from ..models.flat_request_voice import FlatRequestVoice
        from ..models.tool_choice_function import ToolChoiceFunction
        from ..models.truncation_retention_ratio import TruncationRetentionRatio
        from ..models.turn_detection_semantic_vad import TurnDetectionSemanticVad
        from ..models.turn_detection_server_vad import TurnDetectionServerVad

        d = dict(src_dict)
        _client_secret = d.pop("client_secret", UNSET)
        client_secret: FlatRequestClientSecret | Unset
        if isinstance(_client_secret, Unset):
            client_secret = UNSET
        else:
            client_secret = FlatRequestClientSecret.from_dict(_client_secret)

        _input_audio_format = d.pop("input_audio_format", UNSET)
        input_audio_format: FlatRequestAudioFormat | Unset
        if isinstance(_input_audio_format, Unset):
            input_audio_format = UNSET
        else:
            input_audio_format = check_flat_request_audio_format(_input_audio_format)

        def _parse_input_audio_noise_reduction(
            data: object,
        ) -> FlatRequestInputAudioNoiseReduction | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                input_audio_noise_reduction_type_0 = (
                    FlatRequestInputAudioNoiseReduction.from_dict(data)
                )

                return input_audio_noise_reduction_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatRequestInputAudioNoiseReduction | None | Unset, data)

        input_audio_noise_reduction = _parse_input_audio_noise_reduction(
            d.pop("input_audio_noise_reduction", UNSET)
        )

        def _parse_input_audio_transcription(
            data: object,
        ) -> FlatRequestInputAudioTranscription | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                input_audio_transcription_type_0 = (
                    FlatRequestInputAudioTranscription.from_dict(data)
                )

                return input_audio_transcription_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatRequestInputAudioTranscription | None | Unset, data)

        input_audio_transcription = _parse_input_audio_transcription(
            d.pop("input_audio_transcription", UNSET)
        )

        instructions = d.pop("instructions", UNSET)

        def _parse_max_response_output_tokens(
            data: object,
        ) -> FlatRequestMaxResponseOutputTokensType1 | int | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                max_response_output_tokens_type_1 = (
                    check_flat_request_max_response_output_tokens_type_1(data)
                )

                return max_response_output_tokens_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatRequestMaxResponseOutputTokensType1 | int | Unset, data)

        max_response_output_tokens = _parse_max_response_output_tokens(
            d.pop("max_response_output_tokens", UNSET)
        )

        _modalities = d.pop("modalities", UNSET)
        modalities: list[FlatRequestModality] | Unset = UNSET
        if _modalities is not UNSET:
            modalities = []
            for modalities_item_data in _modalities:
                modalities_item = check_flat_request_modality(modalities_item_data)

                modalities.append(modalities_item)

        model = d.pop("model", UNSET)

        _output_audio_format = d.pop("output_audio_format", UNSET)
        output_audio_format: FlatRequestAudioFormat | Unset
        if isinstance(_output_audio_format, Unset):
            output_audio_format = UNSET
        else:
            output_audio_format = check_flat_request_audio_format(_output_audio_format)

        speed = d.pop("speed", UNSET)

        temperature = d.pop("temperature", UNSET)

        def _parse_tool_choice(
            data: object,
        ) -> FlatRequestToolChoiceType0 | ToolChoiceFunction | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tool_choice_type_0 = check_flat_request_tool_choice_type_0(data)

                return tool_choice_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            tool_choice_type_1 = ToolChoiceFunction.from_dict(data)

            return tool_choice_type_1

        tool_choice = _parse_tool_choice(d.pop("tool_choice", UNSET))

        _tools = d.pop("tools", UNSET)
        tools: list[FlatRequestTools] | Unset = UNSET
        if _tools is not UNSET:
            tools = []
            for tools_item_data in _tools:
                tools_item = FlatRequestTools.from_dict(tools_item_data)

                tools.append(tools_item)

        def _parse_tracing(
            data: object,
        ) -> FlatRequestTracing | FlatRequestTracingType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tracing_type_0 = check_flat_request_tracing_type_0(data)

                return tracing_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                tracing_type_1 = FlatRequestTracing.from_dict(data)

                return tracing_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                FlatRequestTracing | FlatRequestTracingType0 | None | Unset, data
            )

        tracing = _parse_tracing(d.pop("tracing", UNSET))

        def _parse_turn_detection(
            data: object,
        ) -> None | TurnDetectionSemanticVad | TurnDetectionServerVad | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                turn_detection_type_0 = TurnDetectionServerVad.from_dict(data)

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
            return cast(
                None | TurnDetectionSemanticVad | TurnDetectionServerVad | Unset, data
            )

        turn_detection = _parse_turn_detection(d.pop("turn_detection", UNSET))

        def _parse_voice(data: object) -> FlatRequestVoice | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                voice_type_1 = FlatRequestVoice.from_dict(data)

                return voice_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatRequestVoice | str | Unset, data)

        voice = _parse_voice(d.pop("voice", UNSET))

        def _parse_truncation(
            data: object,
        ) -> FlatRequestTruncationType0 | TruncationRetentionRatio | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                truncation_type_0 = check_flat_request_truncation_type_0(data)

                return truncation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            truncation_type_1 = TruncationRetentionRatio.from_dict(data)

            return truncation_type_1

        truncation = _parse_truncation(d.pop("truncation", UNSET))

        def _parse_prompt(data: object) -> FlatRequestPrompt | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                prompt_type_0 = FlatRequestPrompt.from_dict(data)

                return prompt_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatRequestPrompt | None | Unset, data)

        prompt = _parse_prompt(d.pop("prompt", UNSET))

        _include = d.pop("include", UNSET)
        include: list[FlatRequestIncludeItem] | Unset = UNSET
        if _include is not UNSET:
            include = []
            for include_item_data in _include:
                include_item = check_flat_request_include_item(include_item_data)

                include.append(include_item)

        flat_request = cls(
            client_secret=client_secret,
            input_audio_format=input_audio_format,
            input_audio_noise_reduction=input_audio_noise_reduction,
            input_audio_transcription=input_audio_transcription,
            instructions=instructions,
            max_response_output_tokens=max_response_output_tokens,
            modalities=modalities,
            model=model,
            output_audio_format=output_audio_format,
            speed=speed,
            temperature=temperature,
            tool_choice=tool_choice,
            tools=tools,
            tracing=tracing,
            turn_detection=turn_detection,
            voice=voice,
            truncation=truncation,
            prompt=prompt,
            include=include,
        )

        return flat_request
