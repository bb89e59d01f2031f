from typing import Literal

FormatAudioPcmuType = Literal["audio/pcmu"]

FORMAT_AUDIO_PCMU_TYPE_VALUES: set[FormatAudioPcmuType] = {
    "audio/pcmu",
}


def check_format_audio_pcmu_type(value: str) -> FormatAudioPcmuType:
    if value in FORMAT_AUDIO_PCMU_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FORMAT_AUDIO_PCMU_TYPE_VALUES!r}"
    )
