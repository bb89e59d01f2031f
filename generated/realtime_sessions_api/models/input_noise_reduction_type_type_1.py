from typing import Literal

InputNoiseReductionTypeType1 = Literal["far_field", "near_field"]

INPUT_NOISE_REDUCTION_TYPE_TYPE_1_VALUES: set[InputNoiseReductionTypeType1] = {
    "far_field",
    "near_field",
}


def check_input_noise_reduction_type_type_1(value: str) -> InputNoiseReductionTypeType1:
    if value in INPUT_NOISE_REDUCTION_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {INPUT_NOISE_REDUCTION_TYPE_TYPE_1_VALUES!r}"
    )
