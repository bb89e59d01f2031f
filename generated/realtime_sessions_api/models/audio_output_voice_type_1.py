from typing import Literal

AudioOutputVoiceType1 = Literal[
    "alloy",
    "ash",
    "ballad",
    "cedar",
    "coral",
    "echo",
    "marin",
    "sage",
    "shimmer",
    "verse",
]

AUDIO_OUTPUT_VOICE_TYPE_1_VALUES: set[AudioOutputVoiceType1] = {
    "alloy",
    "ash",
    "ballad",
    "cedar",
    "coral",
    "echo",
    "marin",
    "sage",
    "shimmer",
    "verse",
}


def check_audio_output_voice_type_1(value: str) -> AudioOutputVoiceType1:
    if value in AUDIO_OUTPUT_VOICE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {AUDIO_OUTPUT_VOICE_TYPE_1_VALUES!r}"
    )
