from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.turn_detection_semantic_vad_eagerness import (
    TurnDetectionSemanticVadEagerness,
    check_turn_detection_semantic_vad_eagerness,
)
from ..models.turn_detection_semantic_vad_type import (
    TurnDetectionSemanticVadType,
    check_turn_detection_semantic_vad_type,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="TurnDetectionSemanticVad")


@_attrs_define
class TurnDetectionSemanticVad:
    """
    Attributes:
        type_ (TurnDetectionSemanticVadType):
        create_response (bool | Unset):
        eagerness (TurnDetectionSemanticVadEagerness | Unset):
        interrupt_response (bool | Unset):
    """

    type_: TurnDetectionSemanticVadType
    create_response: bool | Unset = UNSET
    eagerness: TurnDetectionSemanticVadEagerness | Unset = UNSET
    interrupt_response: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        create_response = self.create_response

        eagerness: str | Unset = UNSET
        if not isinstance(self.eagerness, Unset):
            eagerness = self.eagerness

        interrupt_response = self.interrupt_response

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
            }
        )
        if create_response is not UNSET:
            field_dict["create_response"] = create_response
        if eagerness is not UNSET:
            field_dict["eagerness"] = eagerness
        if interrupt_response is not UNSET:
            field_dict["interrupt_response"] = interrupt_response

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        type_ = check_turn_detection_semantic_vad_type(d.pop("type"))

        create_response = d.pop("create_response", UNSET)

        _eagerness = d.pop("eagerness", UNSET)
        eagerness: TurnDetectionSemanticVadEagerness | Unset
        if isinstance(_eagerness, Unset):
            eagerness = UNSET
        else:
            eagerness = check_turn_detection_semantic_vad_eagerness(_eagerness)

        interrupt_response = d.pop("interrupt_response", UNSET)

        turn_detection_semantic_vad = cls(
            type_=type_,
            create_response=create_response,
            eagerness=eagerness,
            interrupt_response=interrupt_response,
        )

        return turn_detection_semantic_vad
