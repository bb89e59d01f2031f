from typing import Literal

FlatRequestModality = Literal["audio", "text"]

FLAT_REQUEST_MODALITY_VALUES: set[FlatRequestModality] = {
    "audio",
    "text",
}


def check_flat_request_modality(value: str) -> FlatRequestModality:
    if value in FLAT_REQUEST_MODALITY_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REQUEST_MODALITY_VALUES!r}"
    )
