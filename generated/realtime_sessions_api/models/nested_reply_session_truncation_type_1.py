from typing import Literal

NestedReplySessionTruncationType1 = Literal["auto", "disabled"]

NESTED_REPLY_SESSION_TRUNCATION_TYPE_1_VALUES: set[
    NestedReplySessionTruncationType1
] = {
    "auto",
    "disabled",
}


def check_nested_reply_session_truncation_type_1(
    value: str,
) -> NestedReplySessionTruncationType1:
    if value in NESTED_REPLY_SESSION_TRUNCATION_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {NESTED_REPLY_SESSION_TRUNCATION_TYPE_1_VALUES!r}"
    )
