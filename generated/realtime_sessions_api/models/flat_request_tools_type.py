from typing import Literal

FlatRequestToolsType = Literal["function"]

FLAT_REQUEST_TOOLS_TYPE_VALUES: set[FlatRequestToolsType] = {
    "function",
}


def check_flat_request_tools_type(value: str) -> FlatRequestToolsType:
    if value in FLAT_REQUEST_TOOLS_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REQUEST_TOOLS_TYPE_VALUES!r}"
    )
