from typing import Literal

FlatRequestTruncationType0 = Literal["auto", "disabled"]

FLAT_REQUEST_TRUNCATION_TYPE_0_VALUES: set[FlatRequestTruncationType0] = {
    "auto",
    "disabled",
}


def check_flat_request_truncation_type_0(value: str) -> FlatRequestTruncationType0:
    if value in FLAT_REQUEST_TRUNCATION_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REQUEST_TRUNCATION_TYPE_0_VALUES!r}"
    )
