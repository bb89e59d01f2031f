from typing import Literal

SessionReasoningEffortType1 = Literal["high", "low", "medium", "minimal", "xhigh"]

SESSION_REASONING_EFFORT_TYPE_1_VALUES: set[SessionReasoningEffortType1] = {
    "high",
    "low",
    "medium",
    "minimal",
    "xhigh",
}


def check_session_reasoning_effort_type_1(value: str) -> SessionReasoningEffortType1:
    if value in SESSION_REASONING_EFFORT_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_REASONING_EFFORT_TYPE_1_VALUES!r}"
    )
