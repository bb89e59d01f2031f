from typing import Literal

SessionRealtimeTruncationType0 = Literal["auto", "disabled"]

SESSION_REALTIME_TRUNCATION_TYPE_0_VALUES: set[SessionRealtimeTruncationType0] = {
    "auto",
    "disabled",
}


def check_session_realtime_truncation_type_0(
    value: str,
) -> SessionRealtimeTruncationType0:
    if value in SESSION_REALTIME_TRUNCATION_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_REALTIME_TRUNCATION_TYPE_0_VALUES!r}"
    )
