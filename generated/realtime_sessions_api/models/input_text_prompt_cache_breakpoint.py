from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.input_text_prompt_cache_breakpoint_mode import (
    InputTextPromptCacheBreakpointMode,
    check_input_text_prompt_cache_breakpoint_mode,
)

T = TypeVar("T", bound="InputTextPromptCacheBreakpoint")


@_attrs_define
class InputTextPromptCacheBreakpoint:
    """
    Attributes:
        mode (InputTextPromptCacheBreakpointMode):
    """

    mode: InputTextPromptCacheBreakpointMode

    def to_dict(self) -> dict[str, Any]:
        mode: str = self.mode

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "mode": mode,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        mode = check_input_text_prompt_cache_breakpoint_mode(d.pop("mode"))

        input_text_prompt_cache_breakpoint = cls(
            mode=mode,
        )

        return input_text_prompt_cache_breakpoint
