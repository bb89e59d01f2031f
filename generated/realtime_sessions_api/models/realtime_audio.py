from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.audio_input import AudioInput
    from ..models.audio_output import AudioOutput


T = TypeVar("T", bound="RealtimeAudio")


@_attrs_define
class RealtimeAudio:
    """
    Attributes:
        input_ (AudioInput | Unset):
        output (AudioOutput | Unset):
    """

    input_: AudioInput | Unset = UNSET
    output: AudioOutput | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        input_: dict[str, Any] | Unset = UNSET
        if not isinstance(self.input_, Unset):
            input_ = self.input_.to_dict()

        output: dict[str, Any] | Unset = UNSET
        if not isinstance(self.output, Unset):
            output = self.output.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if input_ is not UNSET:
            field_dict["input"] = input_
        if output is not UNSET:
            field_dict["output"] = output

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.audio_input import AudioInput
        from ..models.audio_output import AudioOutput

        d = dict(src_dict)
        _input_ = d.pop("input", UNSET)
        input_: AudioInput | Unset
        if isinstance(_input_, Unset):
            input_ = UNSET
        else:
            input_ = AudioInput.from_dict(_input_)

        _output = d.pop("output", UNSET)
        output: AudioOutput | Unset
        if isinstance(_output, Unset):
            output = UNSET
        else:
            output = AudioOutput.from_dict(_output)

        realtime_audio = cls(
            input_=input_,
            output=output,
        )

        return realtime_audio
