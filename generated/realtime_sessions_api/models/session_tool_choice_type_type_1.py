from typing import Literal

SessionToolChoiceTypeType1 = Literal["mcp"]

SESSION_TOOL_CHOICE_TYPE_TYPE_1_VALUES: set[SessionToolChoiceTypeType1] = {
    "mcp",
}


def check_session_tool_choice_type_type_1(value: str) -> SessionToolChoiceTypeType1:
    if value in SESSION_TOOL_CHOICE_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_TOOL_CHOICE_TYPE_TYPE_1_VALUES!r}"
    )
