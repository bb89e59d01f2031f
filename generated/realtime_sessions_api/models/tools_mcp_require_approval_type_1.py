from typing import Literal

ToolsMcpRequireApprovalType1 = Literal["always", "never"]

TOOLS_MCP_REQUIRE_APPROVAL_TYPE_1_VALUES: set[ToolsMcpRequireApprovalType1] = {
    "always",
    "never",
}


def check_tools_mcp_require_approval_type_1(value: str) -> ToolsMcpRequireApprovalType1:
    if value in TOOLS_MCP_REQUIRE_APPROVAL_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TOOLS_MCP_REQUIRE_APPROVAL_TYPE_1_VALUES!r}"
    )
