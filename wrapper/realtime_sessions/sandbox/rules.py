"""Refuse what the contract's schemas take and the service doesn't: each rule with its fact.

A schema leaves models and voices open, because new ones appear every few weeks. The service knows them, and so the
sandbox takes those that the generated enums have, and those of which a test says that they exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from realtime_sessions.parameters.enums import Model, TranscriptionModel, Voice
from realtime_sessions.parameters.table import PARAMETERS

from .refusals import dotted, expectation
from .replies import Refusal, Refused

if TYPE_CHECKING:
    from collections.abc import Container

Path = tuple[str, ...]

_MODELS: Final = frozenset(Model.values())
_VOICES: Final = frozenset(Voice.values())
_TRANSCRIPTION_MODELS: Final = frozenset(TranscriptionModel.values())
_PLACES: Final[dict[str, dict[str, Path]]] = {
    shape: {
        name: PARAMETERS["realtime"][name][shape]
        for name in ("model", "voice", "input_audio_transcription", "turn_detection")
    }
    for shape in ("flat", "nested")
}
_WITHOUT_TURNS: Final = TranscriptionModel.GPT_LIVE_TRANSCRIBE
_WITHOUT_PROMPT: Final = TranscriptionModel.GPT_REALTIME_WHISPER
_SHOWN_CHARACTERS: Final = 100
_NEW: Final = "; the sandbox knows no other unless it was started with it (--{0} NAME, or {0}s=[NAME])"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one server, and the names of which a test says that they exist."""

    models: Container[str] = ()
    voices: Container[str] = ()
    deployments: bool = False
    """Whether a model is a deployment's name, which only its owner knows."""

    def check(self, shape: str, body: Mapping[str, Any]) -> None:
        """Check a body that its schema takes, of the `flat` or the `nested` shape.

        Raises:
            Refused: the service would refuse it.
        """
        places = _PLACES[shape]
        model = _at(body, places["model"])
        if model is not None and not self._is_model(model, _MODELS) and not Model(model).minted_only:
            # `invalid_model` with a 400 is what this endpoint was seen to answer for a model that it doesn't mint for;
            # `model_not_found` was only seen later, when a session with the key was opened.
            message = f"there is no model {model[:_SHOWN_CHARACTERS]!r}{_NEW.format('model')}"
            raise _refused(places["model"], message, "invalid_model")
        voice = _at(body, places["voice"])
        if isinstance(voice, str) and voice not in _VOICES and voice not in self.voices:  # else a custom one, by its id
            supported = [*Voice.values(), *_listed(self.voices)]
            raise _refused(places["voice"], expectation("invalid_value", supported) + _NEW.format("voice"))
        transcription = _at(body, places["input_audio_transcription"])
        if transcription is not None:
            self._check_transcription(transcription, body, places)

    def _check_transcription(
        self, transcription: Mapping[str, Any], body: Mapping[str, Any], places: Mapping[str, Path]
    ) -> None:
        where, model = places["input_audio_transcription"], transcription.get("model")
        if model is not None and not self._is_model(model, _TRANSCRIPTION_MODELS):
            supported = [*TranscriptionModel.values(), *_listed(self.models)]
            raise _refused((*where, "model"), expectation("invalid_value", supported) + _NEW.format("model"))
        if not hears_turns(transcription) and _at(body, places["turn_detection"]) is not None:
            raise _refused(places["turn_detection"], "this transcription model doesn't detect turns; send null")
        if model == _WITHOUT_PROMPT and "prompt" in transcription:
            raise _refused((*where, "prompt"), "this transcription model takes no prompt")

    def _is_model(self, name: str, known: Container[str]) -> bool:
        return self.deployments or name in known or name in self.models


def hears_turns(transcription: Mapping[str, Any] | None) -> bool:
    """Whether turns can be detected beside this transcription."""
    return transcription is None or transcription.get("model") != _WITHOUT_TURNS


def _at(body: Any, path: Path) -> Any:
    for step in path:
        body = body.get(step)
        if body is None:
            return None
    return body


def _listed(names: Container[str]) -> Iterable[str]:
    return names if isinstance(names, Iterable) else ()


def _refused(path: Path, message: str, code: str = "invalid_value") -> Refused:
    param = dotted(path)
    return Refused(Refusal(400, f"'{param}': {message}.", code=code, param=param))
