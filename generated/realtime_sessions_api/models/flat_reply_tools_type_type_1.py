from typing import Literal

FlatReplyToolsTypeType1 = Literal["function"]

FLAT_REPLY_TOOLS_TYPE_TYPE_1_VALUES: set[FlatReplyToolsTypeType1] = {
    "function",
}


def check_flat_reply_tools_type_type_1(value: str) -> FlatReplyToolsTypeType1:
    if value in FLAT_REPLY_TOOLS_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REPLY_TOOLS_TYPE_TYPE_1_VALUES!r}"
    )
