from typing import Literal

FlatReplyToolChoiceType1 = Literal["auto", "none", "required"]

FLAT_REPLY_TOOL_CHOICE_TYPE_1_VALUES: set[FlatReplyToolChoiceType1] = {
    "auto",
    "none",
    "required",
}


def check_flat_reply_tool_choice_type_1(value: str) -> FlatReplyToolChoiceType1:
    if value in FLAT_REPLY_TOOL_CHOICE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REPLY_TOOL_CHOICE_TYPE_1_VALUES!r}"
    )
