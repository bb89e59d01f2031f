from typing import Literal

InputFormatTypeType1 = Literal["audio/pcm"]

INPUT_FORMAT_TYPE_TYPE_1_VALUES: set[InputFormatTypeType1] = {
    "audio/pcm",
}


def check_input_format_type_type_1(value: str) -> InputFormatTypeType1:
    if value in INPUT_FORMAT_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {INPUT_FORMAT_TYPE_TYPE_1_VALUES!r}"
    )
