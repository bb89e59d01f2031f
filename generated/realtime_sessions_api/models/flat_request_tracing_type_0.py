from typing import Literal

FlatRequestTracingType0 = Literal["auto"]

FLAT_REQUEST_TRACING_TYPE_0_VALUES: set[FlatRequestTracingType0] = {
    "auto",
}


def check_flat_request_tracing_type_0(value: str) -> FlatRequestTracingType0:
    if value in FLAT_REQUEST_TRACING_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REQUEST_TRACING_TYPE_0_VALUES!r}"
    )
