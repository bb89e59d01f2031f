from typing import Literal

AudioInputTranscriptionModelType1 = Literal[
    "gpt-4o-mini-transcribe",
    "gpt-4o-mini-transcribe-2025-12-15",
    "gpt-4o-transcribe",
    "gpt-4o-transcribe-diarize",
    "gpt-4o-transcribe-latest",
    "gpt-live-transcribe",
    "gpt-realtime-whisper",
    "gpt-transcribe",
    "whisper-1",
]

AUDIO_INPUT_TRANSCRIPTION_MODEL_TYPE_1_VALUES: set[
    AudioInputTranscriptionModelType1
] = {
    "gpt-4o-mini-transcribe",
    "gpt-4o-mini-transcribe-2025-12-15",
    "gpt-4o-transcribe",
    "gpt-4o-transcribe-diarize",
    "gpt-4o-transcribe-latest",
    "gpt-live-transcribe",
    "gpt-realtime-whisper",
    "gpt-transcribe",
    "whisper-1",
}


def check_audio_input_transcription_model_type_1(
    value: str,
) -> AudioInputTranscriptionModelType1:
    if value in AUDIO_INPUT_TRANSCRIPTION_MODEL_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {AUDIO_INPUT_TRANSCRIPTION_MODEL_TYPE_1_VALUES!r}"
    )
