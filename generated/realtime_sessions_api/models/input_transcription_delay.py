from typing import Literal

InputTranscriptionDelay = Literal["high", "low", "medium", "minimal", "xhigh"]

INPUT_TRANSCRIPTION_DELAY_VALUES: set[InputTranscriptionDelay] = {
    "high",
    "low",
    "medium",
    "minimal",
    "xhigh",
}


def check_input_transcription_delay(value: str) -> InputTranscriptionDelay:
    if value in INPUT_TRANSCRIPTION_DELAY_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {INPUT_TRANSCRIPTION_DELAY_VALUES!r}"
    )
