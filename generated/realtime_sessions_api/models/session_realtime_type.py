from typing import Literal

SessionRealtimeType = Literal["realtime"]

SESSION_REALTIME_TYPE_VALUES: set[SessionRealtimeType] = {
    "realtime",
}


def check_session_realtime_type(value: str) -> SessionRealtimeType:
    if value in SESSION_REALTIME_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_REALTIME_TYPE_VALUES!r}"
    )
