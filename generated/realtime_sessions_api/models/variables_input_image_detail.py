from typing import Literal

VariablesInputImageDetail = Literal["auto", "high", "low", "original"]

VARIABLES_INPUT_IMAGE_DETAIL_VALUES: set[VariablesInputImageDetail] = {
    "auto",
    "high",
    "low",
    "original",
}


def check_variables_input_image_detail(value: str) -> VariablesInputImageDetail:
    if value in VARIABLES_INPUT_IMAGE_DETAIL_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {VARIABLES_INPUT_IMAGE_DETAIL_VALUES!r}"
    )
