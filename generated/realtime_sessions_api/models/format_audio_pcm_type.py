from typing import Literal

FormatAudioPcmType = Literal["audio/pcm"]

FORMAT_AUDIO_PCM_TYPE_VALUES: set[FormatAudioPcmType] = {
    "audio/pcm",
}


def check_format_audio_pcm_type(value: str) -> FormatAudioPcmType:
    if value in FORMAT_AUDIO_PCM_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FORMAT_AUDIO_PCM_TYPE_VALUES!r}"
    )
