from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.variables_input_file_detail import (
    VariablesInputFileDetail,
    check_variables_input_file_detail,
)
from ..models.variables_input_file_type import (
    VariablesInputFileType,
    check_variables_input_file_type,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.input_text_prompt_cache_breakpoint import (
        InputTextPromptCacheBreakpoint,
    )


T = TypeVar("T", bound="VariablesInputFile")


@_attrs_define
class VariablesInputFile:
    """
    Attributes:
        type_ (VariablesInputFileType):
        detail (VariablesInputFileDetail | Unset):
        file_data (str | Unset):
        file_id (None | str | Unset):
        file_url (str | Unset):
        filename (str | Unset):
        prompt_cache_breakpoint (InputTextPromptCacheBreakpoint | Unset):
    """

    type_: VariablesInputFileType
    detail: VariablesInputFileDetail | Unset = UNSET
    file_data: str | Unset = UNSET
    file_id: None | str | Unset = UNSET
    file_url: str | Unset = UNSET
    filename: str | Unset = UNSET
    prompt_cache_breakpoint: InputTextPromptCacheBreakpoint | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        detail: str | Unset = UNSET
        if not isinstance(self.detail, Unset):
            detail = self.detail

        file_data = self.file_data

        file_id: None | str | Unset
        if isinstance(self.file_id, Unset):
            file_id = UNSET
        else:
            file_id = self.file_id

        file_url = self.file_url

        filename = self.filename

        prompt_cache_breakpoint: dict[str, Any] | Unset = UNSET
        if not isinstance(self.prompt_cache_breakpoint, Unset):
            prompt_cache_breakpoint = self.prompt_cache_breakpoint.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
            }
        )
        if detail is not UNSET:
            field_dict["detail"] = detail
        if file_data is not UNSET:
            field_dict["file_data"] = file_data
        if file_id is not UNSET:
            field_dict["file_id"] = file_id
        if file_url is not UNSET:
            field_dict["file_url"] = file_url
        if filename is not UNSET:
            field_dict["filename"] = filename
        if prompt_cache_breakpoint is not UNSET:
            field_dict["prompt_cache_breakpoint"] = prompt_cache_breakpoint

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.input_text_prompt_cache_breakpoint import (
            InputTextPromptCacheBreakpoint,
        )

        d = dict(src_dict)
        type_ = check_variables_input_file_type(d.pop("type"))

        _detail = d.pop("detail", UNSET)
        detail: VariablesInputFileDetail | Unset
        if isinstance(_detail, Unset):
            detail = UNSET
        else:
            detail = check_variables_input_file_detail(_detail)

        file_data = d.pop("file_data", UNSET)

        def _parse_file_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        file_id = _parse_file_id(d.pop("file_id", UNSET))

        file_url = d.pop("file_url", UNSET)

        filename = d.pop("filename", UNSET)

        _prompt_cache_breakpoint = d.pop("prompt_cache_breakpoint", UNSET)
        prompt_cache_breakpoint: InputTextPromptCacheBreakpoint | Unset
        if isinstance(_prompt_cache_breakpoint, Unset):
            prompt_cache_breakpoint = UNSET
        else:
            prompt_cache_breakpoint = InputTextPromptCacheBreakpoint.from_dict(
                _prompt_cache_breakpoint
            )

        variables_input_file = cls(
            type_=type_,
            detail=detail,
            file_data=file_data,
            file_id=file_id,
            file_url=file_url,
            filename=filename,
            prompt_cache_breakpoint=prompt_cache_breakpoint,
        )

        return variables_input_file
