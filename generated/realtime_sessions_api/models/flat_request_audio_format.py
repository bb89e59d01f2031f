from typing import Literal

FlatRequestAudioFormat = Literal["g711_alaw", "g711_ulaw", "pcm16"]

FLAT_REQUEST_AUDIO_FORMAT_VALUES: set[FlatRequestAudioFormat] = {
    "g711_alaw",
    "g711_ulaw",
    "pcm16",
}


def check_flat_request_audio_format(value: str) -> FlatRequestAudioFormat:
    if value in FLAT_REQUEST_AUDIO_FORMAT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REQUEST_AUDIO_FORMAT_VALUES!r}"
    )
