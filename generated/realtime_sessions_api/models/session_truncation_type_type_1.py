from typing import Literal

SessionTruncationTypeType1 = Literal["retention_ratio"]

SESSION_TRUNCATION_TYPE_TYPE_1_VALUES: set[SessionTruncationTypeType1] = {
    "retention_ratio",
}


def check_session_truncation_type_type_1(value: str) -> SessionTruncationTypeType1:
    if value in SESSION_TRUNCATION_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_TRUNCATION_TYPE_TYPE_1_VALUES!r}"
    )
