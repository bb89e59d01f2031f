from typing import Literal

SessionToolsAllowedCallersType0ItemType1 = Literal["direct", "programmatic"]

SESSION_TOOLS_ALLOWED_CALLERS_TYPE_0_ITEM_TYPE_1_VALUES: set[
    SessionToolsAllowedCallersType0ItemType1
] = {
    "direct",
    "programmatic",
}


def check_session_tools_allowed_callers_type_0_item_type_1(
    value: str,
) -> SessionToolsAllowedCallersType0ItemType1:
    if value in SESSION_TOOLS_ALLOWED_CALLERS_TYPE_0_ITEM_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_TOOLS_ALLOWED_CALLERS_TYPE_0_ITEM_TYPE_1_VALUES!r}"
    )
