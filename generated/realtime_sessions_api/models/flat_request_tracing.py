from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flat_request_tracing_metadata import FlatRequestTracingMetadata


T = TypeVar("T", bound="FlatRequestTracing")


@_attrs_define
class FlatRequestTracing:
    """
    Attributes:
        group_id (str | Unset):
        metadata (FlatRequestTracingMetadata | Unset):
        workflow_name (str | Unset):
    """

    group_id: str | Unset = UNSET
    metadata: FlatRequestTracingMetadata | Unset = UNSET
    workflow_name: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        group_id = self.group_id

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        workflow_name = self.workflow_name

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if group_id is not UNSET:
            field_dict["group_id"] = group_id
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if workflow_name is not UNSET:
            field_dict["workflow_name"] = workflow_name

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.flat_request_tracing_metadata import FlatRequestTracingMetadata

        d = dict(src_dict)
        group_id = d.pop("group_id", UNSET)

        _metadata = d.pop("metadata", UNSET)
        metadata: FlatRequestTracingMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = FlatRequestTracingMetadata.from_dict(_metadata)

        workflow_name = d.pop("workflow_name", UNSET)

        flat_request_tracing = cls(
            group_id=group_id,
            metadata=metadata,
            workflow_name=workflow_name,
        )

        return flat_request_tracing
