from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.variables_input_text_type import (
    VariablesInputTextType,
    check_variables_input_text_type,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.input_text_prompt_cache_breakpoint import (
        InputTextPromptCacheBreakpoint,
    )


T = TypeVar("T", bound="VariablesInputText")


@_attrs_define
class VariablesInputText:
    """
    Attributes:
        text (str):
        type_ (VariablesInputTextType):
        prompt_cache_breakpoint (InputTextPromptCacheBreakpoint | Unset):
    """

    text: str
    type_: VariablesInputTextType
    prompt_cache_breakpoint: InputTextPromptCacheBreakpoint | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        type_: str = self.type_

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
        from ..models.input_text_prompt_cache_breakpoint import (
            InputTextPromptCacheBreakpoint,
        )

        d = dict(src_dict)
        text = d.pop("text")

        type_ = check_variables_input_text_type(d.pop("type"))

        _prompt_cache_breakpoint = d.pop("prompt_cache_breakpoint", UNSET)
        prompt_cache_breakpoint: InputTextPromptCacheBreakpoint | Unset
        if isinstance(_prompt_cache_breakpoint, Unset):
            prompt_cache_breakpoint = UNSET
        else:
            prompt_cache_breakpoint = InputTextPromptCacheBreakpoint.from_dict(
                _prompt_cache_breakpoint
            )

        variables_input_text = cls(
            text=text,
            type_=type_,
            prompt_cache_breakpoint=prompt_cache_breakpoint,
        )

        return variables_input_text
