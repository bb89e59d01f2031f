from typing import Literal

NestedReplySessionMaxOutputTokensType2 = Literal["inf"]

NESTED_REPLY_SESSION_MAX_OUTPUT_TOKENS_TYPE_2_VALUES: set[
    NestedReplySessionMaxOutputTokensType2
] = {
    "inf",
}


def check_nested_reply_session_max_output_tokens_type_2(
    value: str,
) -> NestedReplySessionMaxOutputTokensType2:
    if value in NESTED_REPLY_SESSION_MAX_OUTPUT_TOKENS_TYPE_2_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {NESTED_REPLY_SESSION_MAX_OUTPUT_TOKENS_TYPE_2_VALUES!r}"
    )
