from typing import Literal

SessionRealtimeModality = Literal["audio", "text"]

SESSION_REALTIME_MODALITY_VALUES: set[SessionRealtimeModality] = {
    "audio",
    "text",
}


def check_session_realtime_modality(value: str) -> SessionRealtimeModality:
    if value in SESSION_REALTIME_MODALITY_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_REALTIME_MODALITY_VALUES!r}"
    )
