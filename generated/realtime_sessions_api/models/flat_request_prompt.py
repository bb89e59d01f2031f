from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flat_request_prompt_variables_type_0 import (
        FlatRequestPromptVariablesType0,
    )


T = TypeVar("T", bound="FlatRequestPrompt")


@_attrs_define
class FlatRequestPrompt:
    """
    Attributes:
        id (str):
        variables (FlatRequestPromptVariablesType0 | None | Unset):
        version (None | str | Unset):
    """

    id: str
    variables: FlatRequestPromptVariablesType0 | None | Unset = UNSET
    version: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.flat_request_prompt_variables_type_0 import (
            FlatRequestPromptVariablesType0,
        )

        id = self.id

        variables: dict[str, Any] | None | Unset
        if isinstance(self.variables, Unset):
            variables = UNSET
        elif isinstance(self.variables, FlatRequestPromptVariablesType0):
            variables = self.variables.to_dict()
        else:
            variables = self.variables

        version: None | str | Unset
        if isinstance(self.version, Unset):
            version = UNSET
        else:
            version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
            }
        )
        if variables is not UNSET:
            field_dict["variables"] = variables
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.flat_request_prompt_variables_type_0 import (
            FlatRequestPromptVariablesType0,
        )

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_variables(
            data: object,
        ) -> FlatRequestPromptVariablesType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                variables_type_0 = FlatRequestPromptVariablesType0.from_dict(data)

                return variables_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlatRequestPromptVariablesType0 | None | Unset, data)

        variables = _parse_variables(d.pop("variables", UNSET))

        def _parse_version(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        version = _parse_version(d.pop("version", UNSET))

        flat_request_prompt = cls(
            id=id,
            variables=variables,
            version=version,
        )

        return flat_request_prompt
