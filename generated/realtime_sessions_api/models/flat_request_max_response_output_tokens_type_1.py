from typing import Literal

FlatRequestMaxResponseOutputTokensType1 = Literal["inf"]

FLAT_REQUEST_MAX_RESPONSE_OUTPUT_TOKENS_TYPE_1_VALUES: set[
    FlatRequestMaxResponseOutputTokensType1
] = {
    "inf",
}


def check_flat_request_max_response_output_tokens_type_1(
    value: str,
) -> FlatRequestMaxResponseOutputTokensType1:
    if value in FLAT_REQUEST_MAX_RESPONSE_OUTPUT_TOKENS_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REQUEST_MAX_RESPONSE_OUTPUT_TOKENS_TYPE_1_VALUES!r}"
    )
