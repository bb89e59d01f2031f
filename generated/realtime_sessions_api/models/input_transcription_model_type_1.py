from typing import Literal

InputTranscriptionModelType1 = Literal[
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

INPUT_TRANSCRIPTION_MODEL_TYPE_1_VALUES: set[InputTranscriptionModelType1] = {
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


def check_input_transcription_model_type_1(value: str) -> InputTranscriptionModelType1:
    if value in INPUT_TRANSCRIPTION_MODEL_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {INPUT_TRANSCRIPTION_MODEL_TYPE_1_VALUES!r}"
    )
