from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.input_text_content_type import InputTextContentType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.prompt_cache_breakpoint_config import PromptCacheBreakpointConfig


T = TypeVar("T", bound="InputTextContent")


@_attrs_define
class InputTextContent:
    """
    Attributes:
        text (str):
        type_ (InputTextContentType):  Default: InputTextContentType.INPUT_TEXT.
        prompt_cache_breakpoint (PromptCacheBreakpointConfig | Unset):
    """

    text: str
    type_: InputTextContentType = InputTextContentType.INPUT_TEXT
    prompt_cache_breakpoint: PromptCacheBreakpointConfig | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        type_ = self.type_.value

        prompt_cache_breakpoint: dict[str, Any] | Unset = UNSET
        if not isinstance(self.prompt_cache_breakpoint, Unset):
            prompt_cache_breakpoint = self.prompt_cache_breakpoint.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
                "type": type_,
            }
        )
        if prompt_cache_breakpoint is not UNSET:
            field_dict["prompt_cache_breakpoint"] = prompt_cache_breakpoint

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.prompt_cache_breakpoint_config import PromptCacheBreakpointConfig

        d = dict(src_dict)
        text = d.pop("text")

        type_ = InputTextContentType(d.pop("type"))

        _prompt_cache_breakpoint = d.pop("prompt_cache_breakpoint", UNSET)
        prompt_cache_breakpoint: PromptCacheBreakpointConfig | Unset
        if isinstance(_prompt_cache_breakpoint, Unset):
            prompt_cache_breakpoint = UNSET
        else:
            prompt_cache_breakpoint = PromptCacheBreakpointConfig.from_dict(
                _prompt_cache_breakpoint
            )

        input_text_content = cls(
            text=text,
            type_=type_,
            prompt_cache_breakpoint=prompt_cache_breakpoint,
        )

        return input_text_content
