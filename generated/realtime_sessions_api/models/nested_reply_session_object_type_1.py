from typing import Literal

NestedReplySessionObjectType1 = Literal["realtime.session"]

NESTED_REPLY_SESSION_OBJECT_TYPE_1_VALUES: set[NestedReplySessionObjectType1] = {
    "realtime.session",
}


def check_nested_reply_session_object_type_1(
    value: str,
) -> NestedReplySessionObjectType1:
    if value in NESTED_REPLY_SESSION_OBJECT_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {NESTED_REPLY_SESSION_OBJECT_TYPE_1_VALUES!r}"
    )
