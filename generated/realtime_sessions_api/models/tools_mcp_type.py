from typing import Literal

ToolsMcpType = Literal["mcp"]

TOOLS_MCP_TYPE_VALUES: set[ToolsMcpType] = {
    "mcp",
}


def check_tools_mcp_type(value: str) -> ToolsMcpType:
    if value in TOOLS_MCP_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TOOLS_MCP_TYPE_VALUES!r}"
    )
