from typing import Literal

ToolChoiceMcpType = Literal["mcp"]

TOOL_CHOICE_MCP_TYPE_VALUES: set[ToolChoiceMcpType] = {
    "mcp",
}


def check_tool_choice_mcp_type(value: str) -> ToolChoiceMcpType:
    if value in TOOL_CHOICE_MCP_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TOOL_CHOICE_MCP_TYPE_VALUES!r}"
    )
