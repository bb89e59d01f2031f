from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.nested_reply_session_include_type_0_item_type_1 import (
    NestedReplySessionIncludeType0ItemType1,
    check_nested_reply_session_include_type_0_item_type_1,
)
from ..models.nested_reply_session_max_output_tokens_type_2 import (
    NestedReplySessionMaxOutputTokensType2,
    check_nested_reply_session_max_output_tokens_type_2,
)
from ..models.nested_reply_session_model_type_1 import (
    NestedReplySessionModelType1,
    check_nested_reply_session_model_type_1,
)
from ..models.nested_reply_session_object_type_1 import (
    NestedReplySessionObjectType1,
    check_nested_reply_session_object_type_1,
)
from ..models.nested_reply_session_output_modalities_type_0_item_type_1 import (
    NestedReplySessionOutputModalitiesType0ItemType1,
    check_nested_reply_session_output_modalities_type_0_item_type_1,
)
from ..models.nested_reply_session_tool_choice_type_1 import (
    NestedReplySessionToolChoiceType1,
    check_nested_reply_session_tool_choice_type_1,
)
from ..models.nested_reply_session_tracing_type_1 import (
    NestedReplySessionTracingType1,
    check_nested_reply_session_tracing_type_1,
)
from ..models.nested_reply_session_truncation_type_1 import (
    NestedReplySessionTruncationType1,
    check_nested_reply_session_truncation_type_1,
)
from ..models.nested_reply_session_type_type_1 import (
    NestedReplySessionTypeType1,
    check_nested_reply_session_type_type_1,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flat_reply_tool_choice import FlatReplyToolChoice
    from ..models.flat_reply_tools import FlatReplyTools
    from ..models.flat_reply_tracing import FlatReplyTracing
    from ..models.session_audio import SessionAudio
    from ..models.session_client_secret import SessionClientSecret
    from ..models.session_prompt import SessionPrompt
    from ..models.session_reasoning import SessionReasoning
    from ..models.session_tool_choice import SessionToolChoice
    from ..models.session_tools import SessionTools
    from ..models.session_truncation import SessionTruncation


T = TypeVar("T", bound="NestedReplySession")


@_attrs_define
class NestedReplySession:
    """
    Attributes:
        audio (None | SessionAudio | Unset):
        id (None | str | Unset):
        include (list[NestedReplySessionIncludeType0ItemType1 | str] | None | Unset):
        instructions (None | str | Unset):
        max_output_tokens (int | NestedReplySessionMaxOutputTokensType2 | None | str | Unset):
        model (NestedReplySessionModelType1 | None | str | Unset):
        object_ (NestedReplySessionObjectType1 | None | str | Unset):
        output_modalities (list[NestedReplySessionOutputModalitiesType0ItemType1 | str] | None | Unset):
        prompt (None | SessionPrompt | Unset):
        reasoning (None | SessionReasoning | Unset):
        tool_choice (FlatReplyToolChoice | NestedReplySessionToolChoiceType1 | None | SessionToolChoice | str | Unset):
        tools (list[FlatReplyTools | SessionTools] | None | Unset):
        tracing (FlatReplyTracing | NestedReplySessionTracingType1 | None | str | Unset):
        truncation (NestedReplySessionTruncationType1 | None | SessionTruncation | str | Unset):
        type_ (NestedReplySessionTypeType1 | None | str | Unset):
        client_secret (None | SessionClientSecret | Unset):
    """

    audio: None | SessionAudio | Unset = UNSET
    id: None | str | Unset = UNSET
    include: list[NestedReplySessionIncludeType0ItemType1 | str] | None | Unset = UNSET
    instructions: None | str | Unset = UNSET
    max_output_tokens: (
        int | NestedReplySessionMaxOutputTokensType2 | None | str | Unset
    ) = UNSET
    model: NestedReplySessionModelType1 | None | str | Unset = UNSET
    object_: NestedReplySessionObjectType1 | None | str | Unset = UNSET
    output_modalities: (
        list[NestedReplySessionOutputModalitiesType0ItemType1 | str] | None | Unset
    ) = UNSET
    prompt: None | SessionPrompt | Unset = UNSET
    reasoning: None | SessionReasoning | Unset = UNSET
    tool_choice: (
        FlatReplyToolChoice
        | NestedReplySessionToolChoiceType1
        | None
        | SessionToolChoice
        | str
        | Unset
    ) = UNSET
    tools: list[FlatReplyTools | SessionTools] | None | Unset = UNSET
    tracing: FlatReplyTracing | NestedReplySessionTracingType1 | None | str | Unset = (
        UNSET
    )
    truncation: (
        NestedReplySessionTruncationType1 | None | SessionTruncation | str | Unset
    ) = UNSET
    type_: NestedReplySessionTypeType1 | None | str | Unset = UNSET
    client_secret: None | SessionClientSecret | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.flat_reply_tool_choice import FlatReplyToolChoice
        from ..models.flat_reply_tools import FlatReplyTools
        from ..models.flat_reply_tracing import FlatReplyTracing
        from ..models.session_audio import SessionAudio
        from ..models.session_client_secret import SessionClientSecret
        from ..models.session_prompt import SessionPrompt
        from ..models.session_reasoning import SessionReasoning
        from ..models.session_tool_choice import SessionToolChoice
        from ..models.session_truncation import SessionTruncation

        audio: dict[str, Any] | None | Unset
        if isinstance(self.audio, Unset):
            audio = UNSET
        elif isinstance(self.audio, SessionAudio):
            audio = self.audio.to_dict()
        else:
            audio = self.audio

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        include: list[str] | None | Unset
        if isinstance(self.include, Unset):
            include = UNSET
        elif isinstance(self.include, list):
            include = []
            for include_type_0_item_data in self.include:
                include_type_0_item: str
                if isinstance(include_type_0_item_data, str):
                    include_type_0_item = include_type_0_item_data
                else:
                    include_type_0_item = include_type_0_item_data
                include.append(include_type_0_item)

        else:
            include = self.include

        instructions: None | str | Unset
        if isinstance(self.instructions, Unset):
            instructions = UNSET
        else:
            instructions = self.instructions

        max_output_tokens: int | None | str | Unset
        if isinstance(self.max_output_tokens, Unset):
            max_output_tokens = UNSET
        elif isinstance(self.max_output_tokens, str):
            max_output_tokens = self.max_output_tokens
        else:
            max_output_tokens = self.max_output_tokens

        model: None | str | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        elif isinstance(self.model, str):
            model = self.model
        else:
            model = self.model

        object_: None | str | Unset
        if isinstance(self.object_, Unset):
            object_ = UNSET
        elif isinstance(self.object_, str):
            object_ = self.object_
        else:
            object_ = self.object_

        output_modalities: list[str] | None | Unset
        if isinstance(self.output_modalities, Unset):
            output_modalities = UNSET
        elif isinstance(self.output_modalities, list):
            output_modalities = []
            for output_modalities_type_0_item_data in self.output_modalities:
                output_modalities_type_0_item: str
                if isinstance(output_modalities_type_0_item_data, str):
                    output_modalities_type_0_item = output_modalities_type_0_item_data
                else:
                    output_modalities_type_0_item = output_modalities_type_0_item_data
                output_modalities.append(output_modalities_type_0_item)

        else:
            output_modalities = self.output_modalities

        prompt: dict[str, Any] | None | Unset
        if isinstance(self.prompt, Unset):
            prompt = UNSET
        elif isinstance(self.prompt, SessionPrompt):
            prompt = self.prompt.to_dict()
        else:
            prompt = self.prompt

        reasoning: dict[str, Any] | None | Unset
        if isinstance(self.reasoning, Unset):
            reasoning = UNSET
        elif isinstance(self.reasoning, SessionReasoning):
            reasoning = self.reasoning.to_dict()
        else:
            reasoning = self.reasoning

        tool_choice: dict[str, Any] | None | str | Unset
        if isinstance(self.tool_choice, Unset):
            tool_choice = UNSET
        elif isinstance(self.tool_choice, str):
            tool_choice = self.tool_choice
        elif isinstance(self.tool_choice, FlatReplyToolChoice) or isinstance(
            self.tool_choice, SessionToolChoice
        ):
            tool_choice = self.tool_choice.to_dict()
        else:
            tool_choice = self.tool_choice

        tools: list[dict[str, Any]] | None | Unset
        if isinstance(self.tools, Unset):
            tools = UNSET
        elif isinstance(self.tools, list):
            tools = []
            for tools_type_0_item_data in self.tools:
                tools_type_0_item: dict[str, Any]
                if isinstance(tools_type_0_item_data, FlatReplyTools):
                    tools_type_0_item = tools_type_0_item_data.to_dict()
                else:
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

        truncation: dict[str, Any] | None | str | Unset
        if isinstance(self.truncation, Unset):
            truncation = UNSET
        elif isinstance(self.truncation, str):
            truncation = self.truncation
        elif isinstance(self.truncation, SessionTruncation):
            truncation = self.truncation.to_dict()
        else:
            truncation = self.truncation

        type_: None | str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        elif isinstance(self.type_, str):
            type_ = self.type_
        else:
            type_ = self.type_

        client_secret: dict[str, Any] | None | Unset
        if isinstance(self.client_secret, Unset):
            client_secret = UNSET
        elif isinstance(self.client_secret, SessionClientSecret):
            client_secret = self.client_secret.to_dict()
        else:
            client_secret = self.client_secret

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if audio is not UNSET:
            field_dict["audio"] = audio
        if id is not UNSET:
            field_dict["id"] = id
        if include is not UNSET:
            field_dict["include"] = include
        if instructions is not UNSET:
            field_dict["instructions"] = instructions
        if max_output_tokens is not UNSET:
            field_dict["max_output_tokens"] = max_output_tokens
        if model is not UNSET:
            field_dict["model"] = model
        if object_ is not UNSET:
            field_dict["object"] = object_
        if output_modalities is not UNSET:
            field_dict["output_modalities"] = output_modalities
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
        if type_ is not UNSET:
            field_dict["type"] = type_
        if client_secret is not UNSET:
            field_dict["client_secret"] = client_secret

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.flat_reply_tool_choice import FlatReplyToolChoice
        from ..models.flat_reply_tools import FlatReplyTools
        from ..models.flat_reply_tracing import FlatReplyTracing
        from ..models.session_audio import SessionAudio
        from ..models.session_client_secret import SessionClientSecret
        from ..models.session_prompt import SessionPrompt
        from ..models.session_reasoning import SessionReasoning
        from ..models.session_tool_choice import SessionToolChoice
        from ..models.session_tools import SessionTools
        from ..models.session_truncation import SessionTruncation

        d = dict(src_dict)

        def _parse_audio(data: object) -> None | SessionAudio | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                audio_type_0 = SessionAudio.from_dict(data)

                return audio_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionAudio | Unset, data)

        audio = _parse_audio(d.pop("audio", UNSET))

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_include(
            data: object,
        ) -> list[NestedReplySessionIncludeType0ItemType1 | str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                include_type_0 = []
                _include_type_0 = data
                for include_type_0_item_data in _include_type_0:

                    def _parse_include_type_0_item(
                        data: object,
                    ) -> NestedReplySessionIncludeType0ItemType1 | str:
                        try:
                            if not isinstance(data, str):
                                raise TypeError()
                            include_type_0_item_type_1 = (
                                check_nested_reply_session_include_type_0_item_type_1(
                                    data
                                )
                            )

                            return include_type_0_item_type_1
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(NestedReplySessionIncludeType0ItemType1 | str, data)

                    include_type_0_item = _parse_include_type_0_item(
                        include_type_0_item_data
                    )

                    include_type_0.append(include_type_0_item)

                return include_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                list[NestedReplySessionIncludeType0ItemType1 | str] | None | Unset, data
            )

        include = _parse_include(d.pop("include", UNSET))

        def _parse_instructions(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        instructions = _parse_instructions(d.pop("instructions", UNSET))

        def _parse_max_output_tokens(
            data: object,
        ) -> int | NestedReplySessionMaxOutputTokensType2 | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                max_output_tokens_type_2 = (
                    check_nested_reply_session_max_output_tokens_type_2(data)
                )

                return max_output_tokens_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                int | NestedReplySessionMaxOutputTokensType2 | None | str | Unset, data
            )

        max_output_tokens = _parse_max_output_tokens(d.pop("max_output_tokens", UNSET))

        def _parse_model(
            data: object,
        ) -> NestedReplySessionModelType1 | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                model_type_1 = check_nested_reply_session_model_type_1(data)

                return model_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NestedReplySessionModelType1 | None | str | Unset, data)

        model = _parse_model(d.pop("model", UNSET))

        def _parse_object_(
            data: object,
        ) -> NestedReplySessionObjectType1 | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                object_type_1 = check_nested_reply_session_object_type_1(data)

                return object_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NestedReplySessionObjectType1 | None | str | Unset, data)

        object_ = _parse_object_(d.pop("object", UNSET))

        def _parse_output_modalities(
            data: object,
        ) -> (
            list[NestedReplySessionOutputModalitiesType0ItemType1 | str] | None | Unset
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                output_modalities_type_0 = []
                _output_modalities_type_0 = data
                for output_modalities_type_0_item_data in _output_modalities_type_0:

                    def _parse_output_modalities_type_0_item(
                        data: object,
                    ) -> NestedReplySessionOutputModalitiesType0ItemType1 | str:
                        try:
                            if not isinstance(data, str):
                                raise TypeError()
                            output_modalities_type_0_item_type_1 = check_nested_reply_session_output_modalities_type_0_item_type_1(
                                data
                            )

                            return output_modalities_type_0_item_type_1
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(
                            NestedReplySessionOutputModalitiesType0ItemType1 | str, data
                        )

                    output_modalities_type_0_item = (
                        _parse_output_modalities_type_0_item(
                            output_modalities_type_0_item_data
                        )
                    )

                    output_modalities_type_0.append(output_modalities_type_0_item)

                return output_modalities_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                list[NestedReplySessionOutputModalitiesType0ItemType1 | str]
                | None
                | Unset,
                data,
            )

        output_modalities = _parse_output_modalities(d.pop("output_modalities", UNSET))

        def _parse_prompt(data: object) -> None | SessionPrompt | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                prompt_type_0 = SessionPrompt.from_dict(data)

                return prompt_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionPrompt | Unset, data)

        prompt = _parse_prompt(d.pop("prompt", UNSET))

        def _parse_reasoning(data: object) -> None | SessionReasoning | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                reasoning_type_0 = SessionReasoning.from_dict(data)

                return reasoning_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionReasoning | Unset, data)

        reasoning = _parse_reasoning(d.pop("reasoning", UNSET))

        def _parse_tool_choice(
            data: object,
        ) -> (
            FlatReplyToolChoice
            | NestedReplySessionToolChoiceType1
            | None
            | SessionToolChoice
            | str
            | Unset
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tool_choice_type_1 = check_nested_reply_session_tool_choice_type_1(data)

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
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                tool_choice_type_3 = SessionToolChoice.from_dict(data)

                return tool_choice_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                FlatReplyToolChoice
                | NestedReplySessionToolChoiceType1
                | None
                | SessionToolChoice
                | str
                | Unset,
                data,
            )

        tool_choice = _parse_tool_choice(d.pop("tool_choice", UNSET))

        def _parse_tools(
            data: object,
        ) -> list[FlatReplyTools | SessionTools] | None | Unset:
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

                    def _parse_tools_type_0_item(
                        data: object,
                    ) -> FlatReplyTools | SessionTools:
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            tools_type_0_item_type_0 = FlatReplyTools.from_dict(data)

                            return tools_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        if not isinstance(data, dict):
                            raise TypeError()
                        tools_type_0_item_type_1 = SessionTools.from_dict(data)

                        return tools_type_0_item_type_1

                    tools_type_0_item = _parse_tools_type_0_item(tools_type_0_item_data)

                    tools_type_0.append(tools_type_0_item)

                return tools_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[FlatReplyTools | SessionTools] | None | Unset, data)

        tools = _parse_tools(d.pop("tools", UNSET))

        def _parse_tracing(
            data: object,
        ) -> FlatReplyTracing | NestedReplySessionTracingType1 | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tracing_type_1 = check_nested_reply_session_tracing_type_1(data)

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
                FlatReplyTracing | NestedReplySessionTracingType1 | None | str | Unset,
                data,
            )

        tracing = _parse_tracing(d.pop("tracing", UNSET))

        def _parse_truncation(
            data: object,
        ) -> NestedReplySessionTruncationType1 | None | SessionTruncation | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                truncation_type_1 = check_nested_reply_session_truncation_type_1(data)

                return truncation_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                truncation_type_2 = SessionTruncation.from_dict(data)

                return truncation_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                NestedReplySessionTruncationType1
                | None
                | SessionTruncation
                | str
                | Unset,
                data,
            )

        truncation = _parse_truncation(d.pop("truncation", UNSET))

        def _parse_type_(
            data: object,
        ) -> NestedReplySessionTypeType1 | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_1 = check_nested_reply_session_type_type_1(data)

                return type_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NestedReplySessionTypeType1 | None | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        def _parse_client_secret(data: object) -> None | SessionClientSecret | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                client_secret_type_0 = SessionClientSecret.from_dict(data)

                return client_secret_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionClientSecret | Unset, data)

        client_secret = _parse_client_secret(d.pop("client_secret", UNSET))

        nested_reply_session = cls(
            audio=audio,
            id=id,
            include=include,
            instructions=instructions,
            max_output_tokens=max_output_tokens,
            model=model,
            object_=object_,
            output_modalities=output_modalities,
            prompt=prompt,
            reasoning=reasoning,
            tool_choice=tool_choice,
            tools=tools,
            tracing=tracing,
            truncation=truncation,
            type_=type_,
            client_secret=client_secret,
        )

        nested_reply_session.additional_properties = d
        return nested_reply_session

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
