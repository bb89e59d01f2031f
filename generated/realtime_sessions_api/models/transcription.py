from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.transcription_transcription_delay import TranscriptionTranscriptionDelay
from ..types import UNSET, Unset

T = TypeVar("T", bound="Transcription")


@_attrs_define
class Transcription:
    """
    Attributes:
        delay (TranscriptionTranscriptionDelay | Unset):
        keywords (list[str] | Unset):
        language (str | Unset):
        languages (list[str] | Unset):
        model (str | Unset):
        prompt (str | Unset):
    """

    delay: TranscriptionTranscriptionDelay | Unset = UNSET
    keywords: list[str] | Unset = UNSET
    language: str | Unset = UNSET
    languages: list[str] | Unset = UNSET
    model: str | Unset = UNSET
    prompt: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        delay: str | Unset = UNSET
        if not isinstance(self.delay, Unset):
            delay = self.delay.value

        keywords: list[str] | Unset = UNSET
        if not isinstance(self.keywords, Unset):
            keywords = self.keywords

        language = self.language

        languages: list[str] | Unset = UNSET
        if not isinstance(self.languages, Unset):
            languages = self.languages

        model = self.model

        prompt = self.prompt

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if delay is not UNSET:
            field_dict["delay"] = delay
        if keywords is not UNSET:
            field_dict["keywords"] = keywords
        if language is not UNSET:
            field_dict["language"] = language
        if languages is not UNSET:
            field_dict["languages"] = languages
        if model is not UNSET:
            field_dict["model"] = model
        if prompt is not UNSET:
            field_dict["prompt"] = prompt

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        _delay = d.pop("delay", UNSET)
        delay: TranscriptionTranscriptionDelay | Unset
        if isinstance(_delay, Unset):
            delay = UNSET
        else:
            delay = TranscriptionTranscriptionDelay(_delay)

        keywords = cast(list[str], d.pop("keywords", UNSET))

        language = d.pop("language", UNSET)

        languages = cast(list[str], d.pop("languages", UNSET))

        model = d.pop("model", UNSET)

        prompt = d.pop("prompt", UNSET)

        transcription = cls(
            delay=delay,
            keywords=keywords,
            language=language,
            languages=languages,
            model=model,
            prompt=prompt,
        )

        return transcription
