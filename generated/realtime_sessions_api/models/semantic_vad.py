from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.semantic_vad_eagerness import SemanticVadEagerness
from ..types import UNSET, Unset

T = TypeVar("T", bound="SemanticVad")


@_attrs_define
class SemanticVad:
    """
    Attributes:
        type_ (Literal['semantic_vad']):
        create_response (bool | Unset):
        eagerness (SemanticVadEagerness | Unset):
        interrupt_response (bool | Unset):
    """

    type_: Literal["semantic_vad"]
    create_response: bool | Unset = UNSET
    eagerness: SemanticVadEagerness | Unset = UNSET
    interrupt_response: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        create_response = self.create_response

        eagerness: str | Unset = UNSET
        if not isinstance(self.eagerness, Unset):
            eagerness = self.eagerness.value

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
        type_ = cast(Literal["semantic_vad"], d.pop("type"))
        if type_ != "semantic_vad":
            raise ValueError(f"type must match const 'semantic_vad', got '{type_}'")

        create_response = d.pop("create_response", UNSET)

        _eagerness = d.pop("eagerness", UNSET)
        eagerness: SemanticVadEagerness | Unset
        if isinstance(_eagerness, Unset):
            eagerness = UNSET
        else:
            eagerness = SemanticVadEagerness(_eagerness)

        interrupt_response = d.pop("interrupt_response", UNSET)

        semantic_vad = cls(
            type_=type_,
            create_response=create_response,
            eagerness=eagerness,
            interrupt_response=interrupt_response,
        )

        return semantic_vad
