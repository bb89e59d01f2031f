from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.session_realtime_include_item import (
    SessionRealtimeIncludeItem,
    check_session_realtime_include_item,
)
from ..models.session_realtime_max_output_tokens_type_1 import (
    SessionRealtimeMaxOutputTokensType1,
    check_session_realtime_max_output_tokens_type_1,
)
from ..models.session_realtime_modality import (
    SessionRealtimeModality,
    check_session_realtime_modality,
)
from ..models.session_realtime_model_type_1 import (
    SessionRealtimeModelType1,
    check_session_realtime_model_type_1,
)
from ..models.session_realtime_tool_choice_type_0 import (
    SessionRealtimeToolChoiceType0,
    check_session_realtime_tool_choice_type_0,
)
from ..models.session_realtime_tracing_type_0 import (
    SessionRealtimeTracingType0,
    check_session_realtime_tracing_type_0,
)
from ..models.session_realtime_truncation_type_0 import (
    SessionRealtimeTruncationType0,
    check_session_realtime_truncation_type_0,
)
from ..models.session_realtime_type import (
    SessionRealtimeType,
    check_session_realtime_type,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flat_request_prompt import FlatRequestPrompt
    from ..models.flat_request_tools import FlatRequestTools
    from ..models.flat_request_tracing import FlatRequestTracing
    from ..models.realtime_audio import RealtimeAudio
    from ..models.realtime_reasoning import RealtimeReasoning
    from ..models.tool_choice_function import ToolChoiceFunction
    from ..models.tool_choice_mcp import ToolChoiceMcp
    from ..models.tools_mcp import ToolsMcp
    from ..models.truncation_retention_ratio import TruncationRetentionRatio


T = TypeVar("T", bound="SessionRealtime")


@_attrs_define
class SessionRealtime:
    """
    Attributes:
        type_ (SessionRealtimeType):
        audio (RealtimeAudio | Unset):
        include (list[SessionRealtimeIncludeItem] | Unset): More to be sent with the session's events.
        instructions (str | Unset): What the model is told before the conversation; the provider's own words where left
            out.
        max_output_tokens (int | SessionRealtimeMaxOutputTokensType1 | Unset): Tokens in one answer, tool calls
            included.
        model (SessionRealtimeModelType1 | str | Unset): The model; on Azure the deployment's name.
        output_modalities (list[SessionRealtimeModality] | Unset): What the model answers with. Audio comes with its
            transcript: ["audio", "text"] and ["audio"] mean the same.
        parallel_tool_calls (bool | Unset): Whether several tools may be called at once. Newer models only.
        prompt (FlatRequestPrompt | None | Unset): A stored prompt. None for none.
        reasoning (RealtimeReasoning | Unset): How much the model thinks before it answers. Newer models only.
        tool_choice (SessionRealtimeToolChoiceType0 | ToolChoiceFunction | ToolChoiceMcp | Unset): Whether the model
            calls a tool: a mode, or an object that names the tool.
        tools (list[FlatRequestTools | ToolsMcp] | Unset): What the model may call: functions of yours, and on the
            nested endpoint MCP servers.
        tracing (FlatRequestTracing | None | SessionRealtimeTracingType0 | Unset): How the session is traced in the
            provider's dashboard: auto, or names of your own. None turns it off.
        truncation (SessionRealtimeTruncationType0 | TruncationRetentionRatio | Unset): What happens to a conversation
            that grows too long.
    """

    type_: SessionRealtimeType
    audio: RealtimeAudio | Unset = UNSET
    include: list[SessionRealtimeIncludeItem] | Unset = UNSET
    instructions: str | Unset = UNSET
    max_output_tokens: int | SessionRealtimeMaxOutputTokensType1 | Unset = UNSET
    model: SessionRealtimeModelType1 | str | Unset = UNSET
    output_modalities: list[SessionRealtimeModality] | Unset = UNSET
    parallel_tool_calls: bool | Unset = UNSET
    prompt: FlatRequestPrompt | None | Unset = UNSET
    reasoning: RealtimeReasoning | Unset = UNSET
    tool_choice: (
        SessionRealtimeToolChoiceType0 | ToolChoiceFunction | ToolChoiceMcp | Unset
    ) = UNSET
    tools: list[FlatRequestTools | ToolsMcp] | Unset = UNSET
    tracing: FlatRequestTracing | None | SessionRealtimeTracingType0 | Unset = UNSET
    truncation: SessionRealtimeTruncationType0 | TruncationRetentionRatio | Unset = (
        UNSET
    )

    def to_dict(self) -> dict[str, Any]:
        from ..models.flat_request_prompt import FlatRequestPrompt
        from ..models.flat_request_tools import FlatRequestTools
        from ..models.flat_request_tracing import FlatRequestTracing
        from ..models.tool_choice_function import ToolChoiceFunction

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

        instructions = self.instructions

        max_output_tokens: int | str | Unset
        if isinstance(self.max_output_tokens, Unset):
            max_output_tokens = UNSET
        elif isinstance(self.max_output_tokens, str):
            max_output_tokens = self.max_output_tokens
        else:
            max_output_tokens = self.max_output_tokens

        model: str | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        elif isinstance(self.model, str):
            model = self.model
        else:
            model = self.model

        output_modalities: list[str] | Unset = UNSET
        if not isinstance(self.output_modalities, Unset):
            output_modalities = []
            for output_modalities_item_data in self.output_modalities:
                output_modalities_item: str = output_modalities_item_data
                output_modalities.append(output_modalities_item)

        parallel_tool_calls = self.parallel_tool_calls

        prompt: dict[str, Any] | None | Unset
        if isinstance(self.prompt, Unset):
            prompt = UNSET
        elif isinstance(self.prompt, FlatRequestPrompt):
            prompt = self.prompt.to_dict()
        else:
            prompt = self.prompt

        reasoning: dict[str, Any] | Unset = UNSET
        if not isinstance(self.reasoning, Unset):
            reasoning = self.reasoning.to_dict()

        tool_choice: dict[str, Any] | str | Unset
        if isinstance(self.tool_choice, Unset):
            tool_choice = UNSET
        elif isinstance(self.tool_choice, str):
            tool_choice = self.tool_choice
        elif isinstance(self.tool_choice, ToolChoiceFunction):
            tool_choice = self.tool_choice.to_dict()
        else:
            tool_choice = self.tool_choice.to_dict()

        tools: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.tools, Unset):
            tools = []
            for tools_item_data in self.tools:
                tools_item: dict[str, Any]
                if isinstance(tools_item_data, FlatRequestTools):
                    tools_item = tools_item_data.to_dict()
                else:
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

        truncation: dict[str, Any] | str | Unset
        if isinstance(self.truncation, Unset):
            truncation = UNSET
        elif isinstance(self.truncation, str):
            truncation = self.truncation
        else:
            truncation = self.truncation.to_dict()

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
        if instructions is not UNSET:
            field_dict["instructions"] = instructions
        if max_output_tokens is not UNSET:
            field_dict["max_output_tokens"] = max_output_tokens
        if model is not UNSET:
            field_dict["model"] = model
        if output_modalities is not UNSET:
            field_dict["output_modalities"] = output_modalities
        if parallel_tool_calls is not UNSET:
            field_dict["parallel_tool_calls"] = parallel_tool_calls
        if prompt is not UNSET:
            field_dict["prompt"] = prompt
        if reasoning is not UNSET:
            field_dict["reasoning"] = reasoning
        if tool_choice is not UNSET:
            field_dict["tool_choice"] = tool_choice
        if tools is not UNSET:
            field_dict["tools"] = tools
        if tracing is not UNSET:
            field_dict["tracing"] = tracing
        if truncation is not UNSET:
            field_dict["truncation"] = truncation

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.flat_request_prompt import FlatRequestPrompt
        from ..models.flat_request_tools import FlatRequestTools
        from ..models.flat_request_tracing import FlatRequestTracing
        from ..models.realtime_audio import RealtimeAudio
        from ..models.realtime_reasoning import RealtimeReasoning
        from ..models.tool_choice_function import ToolChoiceFunction
        from ..models.tool_choice_mcp import ToolChoiceMcp
        from ..models.tools_mcp import ToolsMcp
        from ..models.truncation_retention_ratio import TruncationRetentionRatio

        d = dict(src_dict)
        type_ = check_session_realtime_type(d.pop("type"))

        _audio = d.pop("audio", UNSET)
        audio: RealtimeAudio | Unset
        if isinstance(_audio, Unset):
            audio = UNSET
        else:
            audio = RealtimeAudio.from_dict(_audio)

        _include = d.pop("include", UNSET)
        include: list[SessionRealtimeIncludeItem] | Unset = UNSET
        if _include is not UNSET:
            include = []
            for include_item_data in _include:
                include_item = check_session_realtime_include_item(include_item_data)

                include.append(include_item)

        instructions = d.pop("instructions", UNSET)

        def _parse_max_output_tokens(
            data: object,
        ) -> int | SessionRealtimeMaxOutputTokensType1 | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                max_output_tokens_type_1 = (
                    check_session_realtime_max_output_tokens_type_1(data)
                )

                return max_output_tokens_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(int | SessionRealtimeMaxOutputTokensType1 | Unset, data)

        max_output_tokens = _parse_max_output_tokens(d.pop("max_output_tokens", UNSET))

        def _parse_model(data: object) -> SessionRealtimeModelType1 | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                model_type_1 = check_session_realtime_model_type_1(data)

                return model_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(SessionRealtimeModelType1 | str | Unset, data)

        model = _parse_model(d.pop("model", UNSET))

        _output_modalities = d.pop("output_modalities", UNSET)
        output_modalities: list[SessionRealtimeModality] | Unset = UNSET
        if _output_modalities is not UNSET:
            output_modalities = []
            for output_modalities_item_data in _output_modalities:
                output_modalities_item = check_session_realtime_modality(
                    output_modalities_item_data
                )

                output_modalities.append(output_modalities_item)

        parallel_tool_calls = d.pop("parallel_tool_calls", UNSET)

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

        _reasoning = d.pop("reasoning", UNSET)
        reasoning: RealtimeReasoning | Unset
        if isinstance(_reasoning, Unset):
            reasoning = UNSET
        else:
            reasoning = RealtimeReasoning.from_dict(_reasoning)

        def _parse_tool_choice(
            data: object,
        ) -> (
            SessionRealtimeToolChoiceType0 | ToolChoiceFunction | ToolChoiceMcp | Unset
        ):
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tool_choice_type_0 = check_session_realtime_tool_choice_type_0(data)

                return tool_choice_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                tool_choice_type_1 = ToolChoiceFunction.from_dict(data)

                return tool_choice_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            tool_choice_type_2 = ToolChoiceMcp.from_dict(data)

            return tool_choice_type_2

        tool_choice = _parse_tool_choice(d.pop("tool_choice", UNSET))

        _tools = d.pop("tools", UNSET)
        tools: list[FlatRequestTools | ToolsMcp] | Unset = UNSET
        if _tools is not UNSET:
            tools = []
            for tools_item_data in _tools:

                def _parse_tools_item(data: object) -> FlatRequestTools | ToolsMcp:
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        tools_item_type_0 = FlatRequestTools.from_dict(data)

                        return tools_item_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    if not isinstance(data, dict):
                        raise TypeError()
                    tools_item_type_1 = ToolsMcp.from_dict(data)

                    return tools_item_type_1

                tools_item = _parse_tools_item(tools_item_data)

                tools.append(tools_item)

        def _parse_tracing(
            data: object,
        ) -> FlatRequestTracing | None | SessionRealtimeTracingType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tracing_type_0 = check_session_realtime_tracing_type_0(data)

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
                FlatRequestTracing | None | SessionRealtimeTracingType0 | Unset, data
            )

        tracing = _parse_tracing(d.pop("tracing", UNSET))

        def _parse_truncation(
            data: object,
        ) -> SessionRealtimeTruncationType0 | TruncationRetentionRatio | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                truncation_type_0 = check_session_realtime_truncation_type_0(data)

                return truncation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            truncation_type_1 = TruncationRetentionRatio.from_dict(data)

            return truncation_type_1

        truncation = _parse_truncation(d.pop("truncation", UNSET))

        session_realtime = cls(
            type_=type_,
            audio=audio,
            include=include,
            instructions=instructions,
            max_output_tokens=max_output_tokens,
            model=model,
            output_modalities=output_modalities,
            parallel_tool_calls=parallel_tool_calls,
            prompt=prompt,
            reasoning=reasoning,
            tool_choice=tool_choice,
            tools=tools,
            tracing=tracing,
            truncation=truncation,
        )

        return session_realtime
