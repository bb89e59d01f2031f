from typing import Literal

FlatReplyMaxResponseOutputTokensType2 = Literal["inf"]

FLAT_REPLY_MAX_RESPONSE_OUTPUT_TOKENS_TYPE_2_VALUES: set[
    FlatReplyMaxResponseOutputTokensType2
] = {
    "inf",
}


def check_flat_reply_max_response_output_tokens_type_2(
    value: str,
) -> FlatReplyMaxResponseOutputTokensType2:
    if value in FLAT_REPLY_MAX_RESPONSE_OUTPUT_TOKENS_TYPE_2_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REPLY_MAX_RESPONSE_OUTPUT_TOKENS_TYPE_2_VALUES!r}"
    )
