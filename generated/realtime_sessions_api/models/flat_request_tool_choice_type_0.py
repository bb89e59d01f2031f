from typing import Literal

FlatRequestToolChoiceType0 = Literal["auto", "none", "required"]

FLAT_REQUEST_TOOL_CHOICE_TYPE_0_VALUES: set[FlatRequestToolChoiceType0] = {
    "auto",
    "none",
    "required",
}


def check_flat_request_tool_choice_type_0(value: str) -> FlatRequestToolChoiceType0:
    if value in FLAT_REQUEST_TOOL_CHOICE_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REQUEST_TOOL_CHOICE_TYPE_0_VALUES!r}"
    )
