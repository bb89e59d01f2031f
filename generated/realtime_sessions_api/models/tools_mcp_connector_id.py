from typing import Literal

ToolsMcpConnectorId = Literal[
    "connector_dropbox",
    "connector_gmail",
    "connector_googlecalendar",
    "connector_googledrive",
    "connector_microsoftteams",
    "connector_outlookcalendar",
    "connector_outlookemail",
    "connector_sharepoint",
]

TOOLS_MCP_CONNECTOR_ID_VALUES: set[ToolsMcpConnectorId] = {
    "connector_dropbox",
    "connector_gmail",
    "connector_googlecalendar",
    "connector_googledrive",
    "connector_microsoftteams",
    "connector_outlookcalendar",
    "connector_outlookemail",
    "connector_sharepoint",
}


def check_tools_mcp_connector_id(value: str) -> ToolsMcpConnectorId:
    if value in TOOLS_MCP_CONNECTOR_ID_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TOOLS_MCP_CONNECTOR_ID_VALUES!r}"
    )
