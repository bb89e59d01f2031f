from typing import Literal

NestedReplySessionTypeType1 = Literal["realtime"]

NESTED_REPLY_SESSION_TYPE_TYPE_1_VALUES: set[NestedReplySessionTypeType1] = {
    "realtime",
}


def check_nested_reply_session_type_type_1(value: str) -> NestedReplySessionTypeType1:
    if value in NESTED_REPLY_SESSION_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {NESTED_REPLY_SESSION_TYPE_TYPE_1_VALUES!r}"
    )
