from typing import Literal

VariablesInputImageType = Literal["input_image"]

VARIABLES_INPUT_IMAGE_TYPE_VALUES: set[VariablesInputImageType] = {
    "input_image",
}


def check_variables_input_image_type(value: str) -> VariablesInputImageType:
    if value in VARIABLES_INPUT_IMAGE_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {VARIABLES_INPUT_IMAGE_TYPE_VALUES!r}"
    )
