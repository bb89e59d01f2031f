from typing import Literal

SessionRealtimeToolChoiceType0 = Literal["auto", "none", "required"]

SESSION_REALTIME_TOOL_CHOICE_TYPE_0_VALUES: set[SessionRealtimeToolChoiceType0] = {
    "auto",
    "none",
    "required",
}


def check_session_realtime_tool_choice_type_0(
    value: str,
) -> SessionRealtimeToolChoiceType0:
    if value in SESSION_REALTIME_TOOL_CHOICE_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_REALTIME_TOOL_CHOICE_TYPE_0_VALUES!r}"
    )
