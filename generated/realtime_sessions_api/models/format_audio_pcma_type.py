from typing import Literal

FormatAudioPcmaType = Literal["audio/pcma"]

FORMAT_AUDIO_PCMA_TYPE_VALUES: set[FormatAudioPcmaType] = {
    "audio/pcma",
}


def check_format_audio_pcma_type(value: str) -> FormatAudioPcmaType:
    if value in FORMAT_AUDIO_PCMA_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FORMAT_AUDIO_PCMA_TYPE_VALUES!r}"
    )
