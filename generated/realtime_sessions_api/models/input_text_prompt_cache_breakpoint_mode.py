from typing import Literal

InputTextPromptCacheBreakpointMode = Literal["explicit"]

INPUT_TEXT_PROMPT_CACHE_BREAKPOINT_MODE_VALUES: set[
    InputTextPromptCacheBreakpointMode
] = {
    "explicit",
}


def check_input_text_prompt_cache_breakpoint_mode(
    value: str,
) -> InputTextPromptCacheBreakpointMode:
    if value in INPUT_TEXT_PROMPT_CACHE_BREAKPOINT_MODE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {INPUT_TEXT_PROMPT_CACHE_BREAKPOINT_MODE_VALUES!r}"
    )
