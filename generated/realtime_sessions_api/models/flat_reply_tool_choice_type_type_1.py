from typing import Literal

FlatReplyToolChoiceTypeType1 = Literal["function"]

FLAT_REPLY_TOOL_CHOICE_TYPE_TYPE_1_VALUES: set[FlatReplyToolChoiceTypeType1] = {
    "function",
}


def check_flat_reply_tool_choice_type_type_1(
    value: str,
) -> FlatReplyToolChoiceTypeType1:
    if value in FLAT_REPLY_TOOL_CHOICE_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REPLY_TOOL_CHOICE_TYPE_TYPE_1_VALUES!r}"
    )
