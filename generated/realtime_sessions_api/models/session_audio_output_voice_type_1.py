from typing import Literal

SessionAudioOutputVoiceType1 = Literal[
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

SESSION_AUDIO_OUTPUT_VOICE_TYPE_1_VALUES: set[SessionAudioOutputVoiceType1] = {
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


def check_session_audio_output_voice_type_1(value: str) -> SessionAudioOutputVoiceType1:
    if value in SESSION_AUDIO_OUTPUT_VOICE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_AUDIO_OUTPUT_VOICE_TYPE_1_VALUES!r}"
    )
