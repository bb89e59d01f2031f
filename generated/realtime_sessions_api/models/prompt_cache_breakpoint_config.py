from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.prompt_cache_breakpoint_config_mode import PromptCacheBreakpointConfigMode

T = TypeVar("T", bound="PromptCacheBreakpointConfig")


@_attrs_define
class PromptCacheBreakpointConfig:
    """
    Attributes:
        mode (PromptCacheBreakpointConfigMode):  Default: PromptCacheBreakpointConfigMode.EXPLICIT.
    """

    mode: PromptCacheBreakpointConfigMode = PromptCacheBreakpointConfigMode.EXPLICIT

    def to_dict(self) -> dict[str, Any]:
        mode = self.mode.value

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
        mode = PromptCacheBreakpointConfigMode(d.pop("mode"))

        prompt_cache_breakpoint_config = cls(
            mode=mode,
        )

        return prompt_cache_breakpoint_config
