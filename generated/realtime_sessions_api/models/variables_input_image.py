from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.variables_input_image_detail import (
    VariablesInputImageDetail,
    check_variables_input_image_detail,
)
from ..models.variables_input_image_type import (
    VariablesInputImageType,
    check_variables_input_image_type,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.input_text_prompt_cache_breakpoint import (
        InputTextPromptCacheBreakpoint,
    )


T = TypeVar("T", bound="VariablesInputImage")


@_attrs_define
class VariablesInputImage:
    """
    Attributes:
        detail (VariablesInputImageDetail):
        type_ (VariablesInputImageType):
        file_id (None | str | Unset):
        image_url (None | str | Unset):
        prompt_cache_breakpoint (InputTextPromptCacheBreakpoint | Unset):
    """

    detail: VariablesInputImageDetail
    type_: VariablesInputImageType
    file_id: None | str | Unset = UNSET
    image_url: None | str | Unset = UNSET
    prompt_cache_breakpoint: InputTextPromptCacheBreakpoint | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        detail: str = self.detail

        type_: str = self.type_

        file_id: None | str | Unset
        if isinstance(self.file_id, Unset):
            file_id = UNSET
        else:
            file_id = self.file_id

        image_url: None | str | Unset
        if isinstance(self.image_url, Unset):
            image_url = UNSET
        else:
            image_url = self.image_url

        prompt_cache_breakpoint: dict[str, Any] | Unset = UNSET
        if not isinstance(self.prompt_cache_breakpoint, Unset):
            prompt_cache_breakpoint = self.prompt_cache_breakpoint.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "detail": detail,
                "type": type_,
            }
        )
        if file_id is not UNSET:
            field_dict["file_id"] = file_id
        if image_url is not UNSET:
            field_dict["image_url"] = image_url
        if prompt_cache_breakpoint is not UNSET:
            field_dict["prompt_cache_breakpoint"] = prompt_cache_breakpoint

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.input_text_prompt_cache_breakpoint import (
            InputTextPromptCacheBreakpoint,
        )

        d = dict(src_dict)
        detail = check_variables_input_image_detail(d.pop("detail"))

        type_ = check_variables_input_image_type(d.pop("type"))

        def _parse_file_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        file_id = _parse_file_id(d.pop("file_id", UNSET))

        def _parse_image_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        image_url = _parse_image_url(d.pop("image_url", UNSET))

        _prompt_cache_breakpoint = d.pop("prompt_cache_breakpoint", UNSET)
        prompt_cache_breakpoint: InputTextPromptCacheBreakpoint | Unset
        if isinstance(_prompt_cache_breakpoint, Unset):
            prompt_cache_breakpoint = UNSET
        else:
            prompt_cache_breakpoint = InputTextPromptCacheBreakpoint.from_dict(
                _prompt_cache_breakpoint
            )

        variables_input_image = cls(
            detail=detail,
            type_=type_,
            file_id=file_id,
            image_url=image_url,
            prompt_cache_breakpoint=prompt_cache_breakpoint,
        )

        return variables_input_image
