from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.flat_audio_format import FlatAudioFormat
from ..models.flat_request_modality import FlatRequestModality
from ..models.flat_request_tool_choice_mode import FlatRequestToolChoiceMode
from ..models.tracing_mode import TracingMode
from ..models.truncation_mode import TruncationMode
from ..models.unbounded import Unbounded
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.custom_voice import CustomVoice
    from ..models.flat_server_vad import FlatServerVad
    from ..models.flat_transcription import FlatTranscription
    from ..models.function_tool import FunctionTool
    from ..models.key_life import KeyLife
    from ..models.named_tool_choice import NamedToolChoice
    from ..models.noise_reduction import NoiseReduction
    from ..models.prompt_reference import PromptReference
    from ..models.retention_ratio import RetentionRatio
    from ..models.semantic_vad import SemanticVad
    from ..models.tracing_parts import TracingParts


T = TypeVar("T", bound="FlatRequest")


@_attrs_define
class FlatRequest:
    """
    Attributes:
        client_secret (KeyLife | Unset):
        include (list[Literal['item.input_audio_transcription.logprobs']] | Unset):
        input_audio_format (FlatAudioFormat | Unset):
        input_audio_noise_reduction (NoiseReduction | None | Unset):
        input_audio_transcription (FlatTranscription | None | Unset):
        instructions (str | Unset):
        max_response_output_tokens (int | Unbounded | Unset):
        modalities (list[FlatRequestModality] | Unset):
        model (str | Unset):
        output_audio_format (FlatAudioFormat | Unset):
        prompt (None | PromptReference | Unset):
        speed (float | Unset):
        temperature (float | Unset):
        tool_choice (FlatRequestToolChoiceMode | NamedToolChoice | Unset):
        tools (list[FunctionTool] | Unset):
        tracing (None | TracingMode | TracingParts | Unset):
        truncation (RetentionRatio | TruncationMode | Unset):
        turn_detection (FlatServerVad | None | SemanticVad | Unset):
        voice (CustomVoice | str | Unset):
    """

    client_secret: KeyLife | Unset = UNSET
    include: list[Literal["item.input_audio_transcription.logprobs"]] | Unset = UNSET
    input_audio_format: FlatAudioFormat | Unset = UNSET
    input_audio_noise_reduction: NoiseReduction | None | Unset = UNSET
    input_audio_transcription: FlatTranscription | None | Unset = UNSET
    instructions: str | Unset = UNSET
    max_response_output_tokens: int | Unbounded | Unset = UNSET
    modalities: list[FlatRequestModality] | Unset = UNSET
    model: str | Unset = UNSET
    output_audio_format: FlatAudioFormat | Unset = UNSET
    prompt: None | PromptReference | Unset = UNSET
    speed: float | Unset = UNSET
    temperature: float | Unset = UNSET
    tool_choice: FlatRequestToolChoiceMode | NamedToolChoice | Unset = UNSET
    tools: list[FunctionTool] | Unset = UNSET
    tracing: None | TracingMode | TracingParts | Unset = UNSET
    truncation: RetentionRatio | TruncationMode | Unset = UNSET
    turn_detection: FlatServerVad | None | SemanticVad | Unset = UNSET
    voice: CustomVoice | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.custom_voice import CustomVoice
        from ..models.flat_server_vad import FlatServerVad
        from ..models.flat_transcription import FlatTranscription
        from ..models.noise_reduction import NoiseReduction
        from ..models.prompt_reference import PromptReference
        from ..models.semantic_vad import SemanticVad
        from ..models.tracing_parts import TracingParts

        client_secret: dict[str, Any] | Unset = UNSET
        if not isinstance(self.client_secret, Unset):
            client_secret = self.client_secret.to_dict()

        include: list[Literal["item.input_audio_transcription.logprobs"]] | Unset = (
            UNSET
        )
        if not isinstance(self.include, Unset):
            include = self.include

        input_audio_format: str | Unset = UNSET
        if not isinstance(self.input_audio_format, Unset):
            input_audio_format = self.input_audio_format.value

        input_audio_noise_reduction: dict[str, Any] | None | Unset
        if isinstance(self.input_audio_noise_reduction, Unset):
            input_audio_noise_reduction = UNSET
        elif isinstance(self.input_audio_noise_reduction, NoiseReduction):
            input_audio_noise_reduction = self.input_audio_noise_reduction.to_dict()
        else:
            input_audio_noise_reduction = self.input_audio_noise_reduction

        input_audio_transcription: dict[str, Any] | None | Unset
        if isinstance(self.input_audio_transcription, Unset):
            input_audio_transcription = UNSET
        elif isinstance(self.input_audio_transcription, FlatTranscription):
            input_audio_transcription = self.input_audio_transcription.to_dict()
        else:
            input_audio_transcription = self.input_audio_transcription

        instructions = self.instructions

        max_response_output_tokens: int | str | Unset
        if isinstance(self.max_response_output_tokens, Unset):
            max_response_output_tokens = UNSET
        elif isinstance(self.max_response_output_tokens, Unbounded):
            max_response_output_tokens = self.max_response_output_tokens.value
        else:
            max_response_output_tokens = self.max_response_output_tokens

        modalities: list[str] | Unset = UNSET
        if not isinstance(self.modalities, Unset):
            modalities = []
            for modalities_item_data in self.modalities:
                modalities_item = modalities_item_data.value
                modalities.append(modalities_item)

        model = self.model

        output_audio_format: str | Unset = UNSET
        if not isinstance(self.output_audio_format, Unset):
            output_audio_format = self.output_audio_format.value

        prompt: dict[str, Any] | None | Unset
        if isinstance(self.prompt, Unset):
            prompt = UNSET
        elif isinstance(self.prompt, PromptReference):
            prompt = self.prompt.to_dict()
        else:
            prompt = self.prompt

        speed = self.speed

        temperature = self.temperature

        tool_choice: dict[str, Any] | str | Unset
        if isinstance(self.tool_choice, Unset):
            tool_choice = UNSET
        elif isinstance(self.tool_choice, FlatRequestToolChoiceMode):
            tool_choice = self.tool_choice.value
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
        elif isinstance(self.tracing, TracingMode):
            tracing = self.tracing.value
        elif isinstance(self.tracing, TracingParts):
            tracing = self.tracing.to_dict()
        else:
            tracing = self.tracing

        truncation: dict[str, Any] | str | Unset
        if isinstance(self.truncation, Unset):
            truncation = UNSET
        elif isinstance(self.truncation, TruncationMode):
            truncation = self.truncation.value
        else:
            truncation = self.truncation.to_dict()

        turn_detection: dict[str, Any] | None | Unset
        if isinstance(self.turn_detection, Unset):
            turn_detection = UNSET
        elif isinstance(self.turn_detection, FlatServerVad) or isinstance(
            self.turn_detection, SemanticVad
        ):
            turn_detection = self.turn_detection.to_dict()
        else:
            turn_detection = self.turn_detection

        voice: dict[str, Any] | str | Unset
        if isinstance(self.voice, Unset):
            voice = UNSET
        elif isinstance(self.voice, CustomVoice):
            voice = self.voice.to_dict()
        else:
            voice = self.voice

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if client_secret is not UNSET:
            field_dict["client_secret"] = client_secret
        if include is not UNSET:
            field_dict["include"] = include
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
        if prompt is not UNSET:
            field_dict["prompt"] = prompt
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
        if truncation is not UNSET:
            field_dict["truncation"] = truncation
        if turn_detection is not UNSET:
            field_dict["turn_detection"] = turn_detection
        if voice is not UNSET:
            field_dict["voice"] = voice

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.custom_voice import CustomVoice
        from ..models.flat_server_vad import FlatServerVad
        from ..models.flat_transcription import FlatTranscription
        from ..models.function_tool import FunctionTool
        from ..models.key_life import KeyLife
        from ..models.named_tool_choice import NamedToolChoice
        from ..models.noise_reduction import NoiseReduction
        from ..models.prompt_reference import PromptReference
        from ..models.retention_ratio import RetentionRatio
        from ..models.semantic_vad import SemanticVad
        from ..models.tracing_parts import TracingParts

        d = dict(src_dict)
        _client_secret = d.pop("client_secret", UNSET)
        client_secret: KeyLife | Unset
        if isinstance(_client_secret, Unset):
            client_secret = UNSET
        else:
            client_secret = KeyLife.from_dict(_client_secret)

        _include = d.pop("include", UNSET)
        include: list[Literal["item.input_audio_transcription.logprobs"]] | Unset = (
            UNSET
        )
        if _include is not UNSET:
            include = []
            for include_item_data in _include:
                include_item = cast(
                    Literal["item.input_audio_transcription.logprobs"],
                    include_item_data,
                )
                if include_item != "item.input_audio_transcription.logprobs":
                    raise ValueError(
                        f"include_item must match const 'item.input_audio_transcription.logprobs', got '{include_item}'"
                    )
                include.append(include_item)

        _input_audio_format = d.pop("input_audio_format", UNSET)
        input_audio_format: FlatAudioFormat | Unset
        if isinstance(_input_audio_format, Unset):
            input_audio_format = UNSET
        else:
            input_audio_format = FlatAudioFormat(_input_audio_format)

        def _parse_input_audio_noise_reduction(
            data: object,
        ) -> NoiseReduction | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                input_audio_noise_reduction_type_0 = NoiseReduction.from_dict(data)

                return input_audio_noise_reduction_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NoiseReduction | None | Unset, data)

        input_audio_noise_reduction = _parse_input_audio_noise_reduction(
            d.pop("input_audio_noise_reduction", UNSET)
        )

        def _parse_input_audio_transcription(
            data: object,
        ) -> FlatTranscription | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                input_audio_transcription_flat_transcription = (
                    FlatTranscription.from_dict(data)
                )

                return input_audio_transcription_flat_transcription
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatTranscription | None | Unset, data)

        input_audio_transcription = _parse_input_audio_transcription(
            d.pop("input_audio_transcription", UNSET)
        )

        instructions = d.pop("instructions", UNSET)

        def _parse_max_response_output_tokens(data: object) -> int | Unbounded | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_token_limit_unbounded = Unbounded(data)

                return componentsschemas_token_limit_unbounded
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(int | Unbounded | Unset, data)

        max_response_output_tokens = _parse_max_response_output_tokens(
            d.pop("max_response_output_tokens", UNSET)
        )

        _modalities = d.pop("modalities", UNSET)
        modalities: list[FlatRequestModality] | Unset = UNSET
        if _modalities is not UNSET:
            modalities = []
            for modalities_item_data in _modalities:
                modalities_item = FlatRequestModality(modalities_item_data)

                modalities.append(modalities_item)

        model = d.pop("model", UNSET)

        _output_audio_format = d.pop("output_audio_format", UNSET)
        output_audio_format: FlatAudioFormat | Unset
        if isinstance(_output_audio_format, Unset):
            output_audio_format = UNSET
        else:
            output_audio_format = FlatAudioFormat(_output_audio_format)

        def _parse_prompt(data: object) -> None | PromptReference | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_stored_prompt_type_0 = PromptReference.from_dict(data)

                return componentsschemas_stored_prompt_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PromptReference | Unset, data)

        prompt = _parse_prompt(d.pop("prompt", UNSET))

        speed = d.pop("speed", UNSET)

        temperature = d.pop("temperature", UNSET)

        def _parse_tool_choice(
            data: object,
        ) -> FlatRequestToolChoiceMode | NamedToolChoice | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tool_choice_tool_choice_mode = FlatRequestToolChoiceMode(data)

                return tool_choice_tool_choice_mode
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            tool_choice_named_tool_choice = NamedToolChoice.from_dict(data)

            return tool_choice_named_tool_choice

        tool_choice = _parse_tool_choice(d.pop("tool_choice", UNSET))

        _tools = d.pop("tools", UNSET)
        tools: list[FunctionTool] | Unset = UNSET
        if _tools is not UNSET:
            tools = []
            for tools_item_data in _tools:
                tools_item = FunctionTool.from_dict(tools_item_data)

                tools.append(tools_item)

        def _parse_tracing(data: object) -> None | TracingMode | TracingParts | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_tracing_tracing_mode = TracingMode(data)

                return componentsschemas_tracing_tracing_mode
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_tracing_type_2 = TracingParts.from_dict(data)

                return componentsschemas_tracing_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TracingMode | TracingParts | Unset, data)

        tracing = _parse_tracing(d.pop("tracing", UNSET))

        def _parse_truncation(data: object) -> RetentionRatio | TruncationMode | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_truncation_truncation_mode = TruncationMode(data)

                return componentsschemas_truncation_truncation_mode
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_truncation_type_1 = RetentionRatio.from_dict(data)

            return componentsschemas_truncation_type_1

        truncation = _parse_truncation(d.pop("truncation", UNSET))

        def _parse_turn_detection(
            data: object,
        ) -> FlatServerVad | None | SemanticVad | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                turn_detection_flat_server_vad = FlatServerVad.from_dict(data)

                return turn_detection_flat_server_vad
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                turn_detection_type_1 = SemanticVad.from_dict(data)

                return turn_detection_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatServerVad | None | SemanticVad | Unset, data)

        turn_detection = _parse_turn_detection(d.pop("turn_detection", UNSET))

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

        flat_request = cls(
            client_secret=client_secret,
            include=include,
            input_audio_format=input_audio_format,
            input_audio_noise_reduction=input_audio_noise_reduction,
            input_audio_transcription=input_audio_transcription,
            instructions=instructions,
            max_response_output_tokens=max_response_output_tokens,
            modalities=modalities,
            model=model,
            output_audio_format=output_audio_format,
            prompt=prompt,
            speed=speed,
            temperature=temperature,
            tool_choice=tool_choice,
            tools=tools,
            tracing=tracing,
            truncation=truncation,
            turn_detection=turn_detection,
            voice=voice,
        )

        return flat_request
