from typing import Literal

ToolsMcpAllowedCallersType0Item = Literal["direct", "programmatic"]

TOOLS_MCP_ALLOWED_CALLERS_TYPE_0_ITEM_VALUES: set[ToolsMcpAllowedCallersType0Item] = {
    "direct",
    "programmatic",
}


def check_tools_mcp_allowed_callers_type_0_item(
    value: str,
) -> ToolsMcpAllowedCallersType0Item:
    if value in TOOLS_MCP_ALLOWED_CALLERS_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TOOLS_MCP_ALLOWED_CALLERS_TYPE_0_ITEM_VALUES!r}"
    )
