from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.nested_session_include_item import NestedSessionIncludeItem
from ..models.nested_session_modality import NestedSessionModality
from ..models.nested_session_model_type_1 import NestedSessionModelType1
from ..models.nested_session_type import NestedSessionType
from ..models.tool_choice_options import ToolChoiceOptions
from ..models.tracing_mode import TracingMode
from ..models.truncation_mode import TruncationMode
from ..models.unbounded import Unbounded
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.audio import Audio
    from ..models.mcp_tool import MCPTool
    from ..models.prompt_reference import PromptReference
    from ..models.realtime_function_tool import RealtimeFunctionTool
    from ..models.reasoning import Reasoning
    from ..models.retention_ratio import RetentionRatio
    from ..models.tool_choice_function import ToolChoiceFunction
    from ..models.tool_choice_mcp import ToolChoiceMCP
    from ..models.tracing_parts import TracingParts


T = TypeVar("T", bound="NestedSession")


@_attrs_define
class NestedSession:
    """
    Attributes:
        type_ (NestedSessionType):
        audio (Audio | Unset):
        include (list[NestedSessionIncludeItem] | Unset):
        instructions (str | Unset):
        max_output_tokens (int | Unbounded | Unset):
        model (NestedSessionModelType1 | str | Unset):
        output_modalities (list[NestedSessionModality] | Unset):
        parallel_tool_calls (bool | Unset):
        prompt (None | PromptReference | Unset):
        reasoning (Reasoning | Unset):
        tool_choice (ToolChoiceFunction | ToolChoiceMCP | ToolChoiceOptions | Unset):  Default: ToolChoiceOptions.AUTO.
        tools (list[MCPTool | RealtimeFunctionTool] | Unset):
        tracing (None | TracingMode | TracingParts | Unset):
        truncation (RetentionRatio | TruncationMode | Unset):
    """

    type_: NestedSessionType
    audio: Audio | Unset = UNSET
    include: list[NestedSessionIncludeItem] | Unset = UNSET
    instructions: str | Unset = UNSET
    max_output_tokens: int | Unbounded | Unset = UNSET
    model: NestedSessionModelType1 | str | Unset = UNSET
    output_modalities: list[NestedSessionModality] | Unset = UNSET
    parallel_tool_calls: bool | Unset = UNSET
    prompt: None | PromptReference | Unset = UNSET
    reasoning: Reasoning | Unset = UNSET
    tool_choice: ToolChoiceFunction | ToolChoiceMCP | ToolChoiceOptions | Unset = (
        ToolChoiceOptions.AUTO
    )
    tools: list[MCPTool | RealtimeFunctionTool] | Unset = UNSET
    tracing: None | TracingMode | TracingParts | Unset = UNSET
    truncation: RetentionRatio | TruncationMode | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.prompt_reference import PromptReference
        from ..models.realtime_function_tool import RealtimeFunctionTool
        from ..models.tool_choice_function import ToolChoiceFunction
        from ..models.tracing_parts import TracingParts

        type_ = self.type_.value

        audio: dict[str, Any] | Unset = UNSET
        if not isinstance(self.audio, Unset):
            audio = self.audio.to_dict()

        include: list[str] | Unset = UNSET
        if not isinstance(self.include, Unset):
            include = []
            for include_item_data in self.include:
                include_item = include_item_data.value
                include.append(include_item)

        instructions = self.instructions

        max_output_tokens: int | str | Unset
        if isinstance(self.max_output_tokens, Unset):
            max_output_tokens = UNSET
        elif isinstance(self.max_output_tokens, Unbounded):
            max_output_tokens = self.max_output_tokens.value
        else:
            max_output_tokens = self.max_output_tokens

        model: str | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        elif isinstance(self.model, NestedSessionModelType1):
            model = self.model.value
        else:
            model = self.model

        output_modalities: list[str] | Unset = UNSET
        if not isinstance(self.output_modalities, Unset):
            output_modalities = []
            for output_modalities_item_data in self.output_modalities:
                output_modalities_item = output_modalities_item_data.value
                output_modalities.append(output_modalities_item)

        parallel_tool_calls = self.parallel_tool_calls

        prompt: dict[str, Any] | None | Unset
        if isinstance(self.prompt, Unset):
            prompt = UNSET
        elif isinstance(self.prompt, PromptReference):
            prompt = self.prompt.to_dict()
        else:
            prompt = self.prompt

        reasoning: dict[str, Any] | Unset = UNSET
        if not isinstance(self.reasoning, Unset):
            reasoning = self.reasoning.to_dict()

        tool_choice: dict[str, Any] | str | Unset
        if isinstance(self.tool_choice, Unset):
            tool_choice = UNSET
        elif isinstance(self.tool_choice, ToolChoiceOptions):
            tool_choice = self.tool_choice.value
        elif isinstance(self.tool_choice, ToolChoiceFunction):
            tool_choice = self.tool_choice.to_dict()
        else:
            tool_choice = self.tool_choice.to_dict()

        tools: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.tools, Unset):
            tools = []
            for tools_item_data in self.tools:
                tools_item: dict[str, Any]
                if isinstance(tools_item_data, RealtimeFunctionTool):
                    tools_item = tools_item_data.to_dict()
                else:
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
        from ..models.audio import Audio
        from ..models.mcp_tool import MCPTool
        from ..models.prompt_reference import PromptReference
        from ..models.realtime_function_tool import RealtimeFunctionTool
        from ..models.reasoning import Reasoning
        from ..models.retention_ratio import RetentionRatio
        from ..models.tool_choice_function import ToolChoiceFunction
        from ..models.tool_choice_mcp import ToolChoiceMCP
        from ..models.tracing_parts import TracingParts

        d = dict(src_dict)
        type_ = NestedSessionType(d.pop("type"))

        _audio = d.pop("audio", UNSET)
        audio: Audio | Unset
        if isinstance(_audio, Unset):
            audio = UNSET
        else:
            audio = Audio.from_dict(_audio)

        _include = d.pop("include", UNSET)
        include: list[NestedSessionIncludeItem] | Unset = UNSET
        if _include is not UNSET:
            include = []
            for include_item_data in _include:
                include_item = NestedSessionIncludeItem(include_item_data)

                include.append(include_item)

        instructions = d.pop("instructions", UNSET)

        def _parse_max_output_tokens(data: object) -> int | Unbounded | Unset:
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

        max_output_tokens = _parse_max_output_tokens(d.pop("max_output_tokens", UNSET))

        def _parse_model(data: object) -> NestedSessionModelType1 | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                model_type_1 = NestedSessionModelType1(data)

                return model_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NestedSessionModelType1 | str | Unset, data)

        model = _parse_model(d.pop("model", UNSET))

        _output_modalities = d.pop("output_modalities", UNSET)
        output_modalities: list[NestedSessionModality] | Unset = UNSET
        if _output_modalities is not UNSET:
            output_modalities = []
            for output_modalities_item_data in _output_modalities:
                output_modalities_item = NestedSessionModality(
                    output_modalities_item_data
                )

                output_modalities.append(output_modalities_item)

        parallel_tool_calls = d.pop("parallel_tool_calls", UNSET)

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

        _reasoning = d.pop("reasoning", UNSET)
        reasoning: Reasoning | Unset
        if isinstance(_reasoning, Unset):
            reasoning = UNSET
        else:
            reasoning = Reasoning.from_dict(_reasoning)

        def _parse_tool_choice(
            data: object,
        ) -> ToolChoiceFunction | ToolChoiceMCP | ToolChoiceOptions | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tool_choice_type_0 = ToolChoiceOptions(data)

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
            tool_choice_type_2 = ToolChoiceMCP.from_dict(data)

            return tool_choice_type_2

        tool_choice = _parse_tool_choice(d.pop("tool_choice", UNSET))

        _tools = d.pop("tools", UNSET)
        tools: list[MCPTool | RealtimeFunctionTool] | Unset = UNSET
        if _tools is not UNSET:
            tools = []
            for tools_item_data in _tools:

                def _parse_tools_item(data: object) -> MCPTool | RealtimeFunctionTool:
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        tools_item_type_0 = RealtimeFunctionTool.from_dict(data)

                        return tools_item_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    if not isinstance(data, dict):
                        raise TypeError()
                    tools_item_type_1 = MCPTool.from_dict(data)

                    return tools_item_type_1

                tools_item = _parse_tools_item(tools_item_data)

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

        nested_session = cls(
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

        return nested_session
