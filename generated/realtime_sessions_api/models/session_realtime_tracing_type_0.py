from typing import Literal

SessionRealtimeTracingType0 = Literal["auto"]

SESSION_REALTIME_TRACING_TYPE_0_VALUES: set[SessionRealtimeTracingType0] = {
    "auto",
}


def check_session_realtime_tracing_type_0(value: str) -> SessionRealtimeTracingType0:
    if value in SESSION_REALTIME_TRACING_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_REALTIME_TRACING_TYPE_0_VALUES!r}"
    )
