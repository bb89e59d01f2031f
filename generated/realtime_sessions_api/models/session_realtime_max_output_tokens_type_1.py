from typing import Literal

SessionRealtimeMaxOutputTokensType1 = Literal["inf"]

SESSION_REALTIME_MAX_OUTPUT_TOKENS_TYPE_1_VALUES: set[
    SessionRealtimeMaxOutputTokensType1
] = {
    "inf",
}


def check_session_realtime_max_output_tokens_type_1(
    value: str,
) -> SessionRealtimeMaxOutputTokensType1:
    if value in SESSION_REALTIME_MAX_OUTPUT_TOKENS_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_REALTIME_MAX_OUTPUT_TOKENS_TYPE_1_VALUES!r}"
    )
