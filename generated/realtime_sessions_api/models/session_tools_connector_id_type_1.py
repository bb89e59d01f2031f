from typing import Literal

SessionToolsConnectorIdType1 = Literal[
    "connector_dropbox",
    "connector_gmail",
    "connector_googlecalendar",
    "connector_googledrive",
    "connector_microsoftteams",
    "connector_outlookcalendar",
    "connector_outlookemail",
    "connector_sharepoint",
]

SESSION_TOOLS_CONNECTOR_ID_TYPE_1_VALUES: set[SessionToolsConnectorIdType1] = {
    "connector_dropbox",
    "connector_gmail",
    "connector_googlecalendar",
    "connector_googledrive",
    "connector_microsoftteams",
    "connector_outlookcalendar",
    "connector_outlookemail",
    "connector_sharepoint",
}


def check_session_tools_connector_id_type_1(value: str) -> SessionToolsConnectorIdType1:
    if value in SESSION_TOOLS_CONNECTOR_ID_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_TOOLS_CONNECTOR_ID_TYPE_1_VALUES!r}"
    )
