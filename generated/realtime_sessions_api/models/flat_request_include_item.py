from typing import Literal

FlatRequestIncludeItem = Literal["item.input_audio_transcription.logprobs"]

FLAT_REQUEST_INCLUDE_ITEM_VALUES: set[FlatRequestIncludeItem] = {
    "item.input_audio_transcription.logprobs",
}


def check_flat_request_include_item(value: str) -> FlatRequestIncludeItem:
    if value in FLAT_REQUEST_INCLUDE_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REQUEST_INCLUDE_ITEM_VALUES!r}"
    )
