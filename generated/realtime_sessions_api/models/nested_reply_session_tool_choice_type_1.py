from typing import Literal

NestedReplySessionToolChoiceType1 = Literal["auto", "none", "required"]

NESTED_REPLY_SESSION_TOOL_CHOICE_TYPE_1_VALUES: set[
    NestedReplySessionToolChoiceType1
] = {
    "auto",
    "none",
    "required",
}


def check_nested_reply_session_tool_choice_type_1(
    value: str,
) -> NestedReplySessionToolChoiceType1:
    if value in NESTED_REPLY_SESSION_TOOL_CHOICE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {NESTED_REPLY_SESSION_TOOL_CHOICE_TYPE_1_VALUES!r}"
    )
