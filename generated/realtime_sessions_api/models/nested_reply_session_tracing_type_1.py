from typing import Literal

NestedReplySessionTracingType1 = Literal["auto"]

NESTED_REPLY_SESSION_TRACING_TYPE_1_VALUES: set[NestedReplySessionTracingType1] = {
    "auto",
}


def check_nested_reply_session_tracing_type_1(
    value: str,
) -> NestedReplySessionTracingType1:
    if value in NESTED_REPLY_SESSION_TRACING_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {NESTED_REPLY_SESSION_TRACING_TYPE_1_VALUES!r}"
    )
