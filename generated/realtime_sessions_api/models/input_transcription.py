from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.input_transcription_delay import (
    InputTranscriptionDelay,
    check_input_transcription_delay,
)
from ..models.input_transcription_model_type_1 import (
    InputTranscriptionModelType1,
    check_input_transcription_model_type_1,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="InputTranscription")


@_attrs_define
class InputTranscription:
    """
    Attributes:
        delay (InputTranscriptionDelay | Unset): How long the model may wait for more audio before it writes.
        keywords (list[str] | Unset): Words to expect.
        language (str | Unset): The language that is spoken, as ISO-639-1, such as en.
        languages (list[str] | Unset): The languages that may be spoken.
        model (InputTranscriptionModelType1 | str | Unset): The model that transcribes.
        prompt (str | Unset): Words or names to expect, in the model's own form.
    """

    delay: InputTranscriptionDelay | Unset = UNSET
    keywords: list[str] | Unset = UNSET
    language: str | Unset = UNSET
    languages: list[str] | Unset = UNSET
    model: InputTranscriptionModelType1 | str | Unset = UNSET
    prompt: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        delay: str | Unset = UNSET
        if not isinstance(self.delay, Unset):
            delay = self.delay

        keywords: list[str] | Unset = UNSET
        if not isinstance(self.keywords, Unset):
            keywords = self.keywords

        language = self.language

        languages: list[str] | Unset = UNSET
        if not isinstance(self.languages, Unset):
            languages = self.languages

        model: str | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        elif isinstance(self.model, str):
            model = self.model
        else:
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
        delay: InputTranscriptionDelay | Unset
        if isinstance(_delay, Unset):
            delay = UNSET
        else:
            delay = check_input_transcription_delay(_delay)

        keywords = cast(list[str], d.pop("keywords", UNSET))

        language = d.pop("language", UNSET)

        languages = cast(list[str], d.pop("languages", UNSET))

        def _parse_model(data: object) -> InputTranscriptionModelType1 | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                model_type_1 = check_input_transcription_model_type_1(data)

                return model_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InputTranscriptionModelType1 | str | Unset, data)

        model = _parse_model(d.pop("model", UNSET))

        prompt = d.pop("prompt", UNSET)

        input_transcription = cls(
            delay=delay,
            keywords=keywords,
            language=language,
            languages=languages,
            model=model,
            prompt=prompt,
        )

        return input_transcription
