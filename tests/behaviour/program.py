"""A program as a user might write it: it names no endpoint and no revision. What it prints is the same everywhere."""

import os

from realtime_sessions import Endpoint, Modality, Model, RealtimeSessions, SemanticVad, UnexpectedReplyError, Voice


def connect() -> RealtimeSessions:
    if resource := os.environ.get("AZURE_OPENAI_ENDPOINT"):
        preview = os.environ.get("AZURE_PREVIEW") == "1"
        return RealtimeSessions.azure(resource, api_key="azure", endpoint=Endpoint.FLAT if preview else Endpoint.NESTED)
    return RealtimeSessions()  # OPENAI_API_KEY and OPENAI_BASE_URL


def main() -> None:
    with connect() as client:
        try:
            session = client.create(
                model=Model.GPT_REALTIME_2_1,
                voice=Voice.MARIN,
                modalities=[Modality.AUDIO, Modality.TEXT],
                instructions="Be brief.",
                turn_detection=SemanticVad(eagerness="low"),
                input_audio_transcription={"model": "whisper-1"},
                expires_after=600,
            )
        except UnexpectedReplyError as error:
            print("no key:", error)
            return
    secret = session.client_secret
    print(session.model, session.voice, *(session.modalities or ()))
    print("instructions:", session.instructions, "turns:", (session.turn_detection or {}).get("eagerness"))
    print(
        "key:",
        secret.value[:3],
        "expired:",
        secret.is_expired(leeway=30),
        "minutes:",
        round(secret.expires_in.total_seconds() / 60),
    )


if __name__ == "__main__":
    main()
