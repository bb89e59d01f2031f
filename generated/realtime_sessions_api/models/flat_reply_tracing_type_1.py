from typing import Literal

FlatReplyTracingType1 = Literal["auto"]

FLAT_REPLY_TRACING_TYPE_1_VALUES: set[FlatReplyTracingType1] = {
    "auto",
}


def check_flat_reply_tracing_type_1(value: str) -> FlatReplyTracingType1:
    if value in FLAT_REPLY_TRACING_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REPLY_TRACING_TYPE_1_VALUES!r}"
    )
