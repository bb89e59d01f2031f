from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlatRequestInputAudioTranscription")


@_attrs_define
class FlatRequestInputAudioTranscription:
    """
    Attributes:
        language (str | Unset):
        model (str | Unset):
        prompt (str | Unset):
    """

    language: str | Unset = UNSET
    model: str | Unset = UNSET
    prompt: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        language = self.language

        model = self.model

        prompt = self.prompt

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if language is not UNSET:
            field_dict["language"] = language
        if model is not UNSET:
            field_dict["model"] = model
        if prompt is not UNSET:
            field_dict["prompt"] = prompt

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        language = d.pop("language", UNSET)

        model = d.pop("model", UNSET)

        prompt = d.pop("prompt", UNSET)

        flat_request_input_audio_transcription = cls(
            language=language,
            model=model,
            prompt=prompt,
        )

        return flat_request_input_audio_transcription
