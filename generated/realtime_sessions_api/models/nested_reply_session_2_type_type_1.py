from typing import Literal

NestedReplySession2TypeType1 = Literal["transcription"]

NESTED_REPLY_SESSION_2_TYPE_TYPE_1_VALUES: set[NestedReplySession2TypeType1] = {
    "transcription",
}


def check_nested_reply_session_2_type_type_1(
    value: str,
) -> NestedReplySession2TypeType1:
    if value in NESTED_REPLY_SESSION_2_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {NESTED_REPLY_SESSION_2_TYPE_TYPE_1_VALUES!r}"
    )
