from typing import Literal

FlatRequestInputAudioNoiseReductionNoiseReduction = Literal["far_field", "near_field"]

FLAT_REQUEST_INPUT_AUDIO_NOISE_REDUCTION_NOISE_REDUCTION_VALUES: set[
    FlatRequestInputAudioNoiseReductionNoiseReduction
] = {
    "far_field",
    "near_field",
}


def check_flat_request_input_audio_noise_reduction_noise_reduction(
    value: str,
) -> FlatRequestInputAudioNoiseReductionNoiseReduction:
    if value in FLAT_REQUEST_INPUT_AUDIO_NOISE_REDUCTION_NOISE_REDUCTION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REQUEST_INPUT_AUDIO_NOISE_REDUCTION_NOISE_REDUCTION_VALUES!r}"
    )
