"""Mint keys in Flask: threads share one client. Run it with `flask --app flask_app run`."""

from typing import Any

from flask import Flask

from realtime_sessions import RealtimeSessions, RealtimeSessionsError, Voice

app = Flask(__name__)
client = RealtimeSessions()  # OPENAI_API_KEY from the environment


@app.post("/realtime-key")  # behind your own login: whoever gets an answer can talk at your expense
def realtime_key() -> dict[str, Any]:
    session = client.create(voice=Voice.MARIN, expires_after=60)
    return {"client_secret": session.client_secret.to_dict(), "session": session.to_dict()}


@app.errorhandler(RealtimeSessionsError)
def no_key(error: RealtimeSessionsError) -> tuple[dict[str, str], int]:
    app.logger.error("no key could be minted: %s", error)  # an error's text shows no key
    return {"detail": "no key could be minted"}, 502
