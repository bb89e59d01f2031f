from typing import Literal

SessionToolsTypeType1 = Literal["mcp"]

SESSION_TOOLS_TYPE_TYPE_1_VALUES: set[SessionToolsTypeType1] = {
    "mcp",
}


def check_session_tools_type_type_1(value: str) -> SessionToolsTypeType1:
    if value in SESSION_TOOLS_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_TOOLS_TYPE_TYPE_1_VALUES!r}"
    )
