from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.session_tools_allowed_callers_type_0_item_type_1 import (
    SessionToolsAllowedCallersType0ItemType1,
    check_session_tools_allowed_callers_type_0_item_type_1,
)
from ..models.session_tools_connector_id_type_1 import (
    SessionToolsConnectorIdType1,
    check_session_tools_connector_id_type_1,
)
from ..models.session_tools_require_approval_type_2 import (
    SessionToolsRequireApprovalType2,
    check_session_tools_require_approval_type_2,
)
from ..models.session_tools_type_type_1 import (
    SessionToolsTypeType1,
    check_session_tools_type_type_1,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.session_tools_headers_type_0 import SessionToolsHeadersType0
    from ..models.tools_allowed_tools import ToolsAllowedTools
    from ..models.tools_require_approval import ToolsRequireApproval


T = TypeVar("T", bound="SessionTools")


@_attrs_define
class SessionTools:
    """
    Attributes:
        allowed_callers (list[SessionToolsAllowedCallersType0ItemType1 | str] | None | Unset):
        allowed_tools (list[str] | None | ToolsAllowedTools | Unset):
        authorization (None | str | Unset):
        connector_id (None | SessionToolsConnectorIdType1 | str | Unset):
        defer_loading (bool | None | Unset):
        headers (None | SessionToolsHeadersType0 | Unset):
        require_approval (None | SessionToolsRequireApprovalType2 | str | ToolsRequireApproval | Unset):
        server_description (None | str | Unset):
        server_label (None | str | Unset):
        server_url (None | str | Unset):
        tunnel_id (None | str | Unset):
        type_ (None | SessionToolsTypeType1 | str | Unset):
    """

    allowed_callers: (
        list[SessionToolsAllowedCallersType0ItemType1 | str] | None | Unset
    ) = UNSET
    allowed_tools: list[str] | None | ToolsAllowedTools | Unset = UNSET
    authorization: None | str | Unset = UNSET
    connector_id: None | SessionToolsConnectorIdType1 | str | Unset = UNSET
    defer_loading: bool | None | Unset = UNSET
    headers: None | SessionToolsHeadersType0 | Unset = UNSET
    require_approval: (
        None | SessionToolsRequireApprovalType2 | str | ToolsRequireApproval | Unset
    ) = UNSET
    server_description: None | str | Unset = UNSET
    server_label: None | str | Unset = UNSET
    server_url: None | str | Unset = UNSET
    tunnel_id: None | str | Unset = UNSET
    type_: None | SessionToolsTypeType1 | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.session_tools_headers_type_0 import SessionToolsHeadersType0
        from ..models.tools_allowed_tools import ToolsAllowedTools
        from ..models.tools_require_approval import ToolsRequireApproval

        allowed_callers: list[str] | None | Unset
        if isinstance(self.allowed_callers, Unset):
            allowed_callers = UNSET
        elif isinstance(self.allowed_callers, list):
            allowed_callers = []
            for allowed_callers_type_0_item_data in self.allowed_callers:
                allowed_callers_type_0_item: str
                if isinstance(allowed_callers_type_0_item_data, str):
                    allowed_callers_type_0_item = allowed_callers_type_0_item_data
                else:
                    allowed_callers_type_0_item = allowed_callers_type_0_item_data
                allowed_callers.append(allowed_callers_type_0_item)

        else:
            allowed_callers = self.allowed_callers

        allowed_tools: dict[str, Any] | list[str] | None | Unset
        if isinstance(self.allowed_tools, Unset):
            allowed_tools = UNSET
        elif isinstance(self.allowed_tools, list):
            allowed_tools = self.allowed_tools

        elif isinstance(self.allowed_tools, ToolsAllowedTools):
            allowed_tools = self.allowed_tools.to_dict()
        else:
            allowed_tools = self.allowed_tools

        authorization: None | str | Unset
        if isinstance(self.authorization, Unset):
            authorization = UNSET
        else:
            authorization = self.authorization

        connector_id: None | str | Unset
        if isinstance(self.connector_id, Unset):
            connector_id = UNSET
        elif isinstance(self.connector_id, str):
            connector_id = self.connector_id
        else:
            connector_id = self.connector_id

        defer_loading: bool | None | Unset
        if isinstance(self.defer_loading, Unset):
            defer_loading = UNSET
        else:
            defer_loading = self.defer_loading

        headers: dict[str, Any] | None | Unset
        if isinstance(self.headers, Unset):
            headers = UNSET
        elif isinstance(self.headers, SessionToolsHeadersType0):
            headers = self.headers.to_dict()
        else:
            headers = self.headers

        require_approval: dict[str, Any] | None | str | Unset
        if isinstance(self.require_approval, Unset):
            require_approval = UNSET
        elif isinstance(self.require_approval, ToolsRequireApproval):
            require_approval = self.require_approval.to_dict()
        elif isinstance(self.require_approval, str):
            require_approval = self.require_approval
        else:
            require_approval = self.require_approval

        server_description: None | str | Unset
        if isinstance(self.server_description, Unset):
            server_description = UNSET
        else:
            server_description = self.server_description

        server_label: None | str | Unset
        if isinstance(self.server_label, Unset):
            server_label = UNSET
        else:
            server_label = self.server_label

        server_url: None | str | Unset
        if isinstance(self.server_url, Unset):
            server_url = UNSET
        else:
            server_url = self.server_url

        tunnel_id: None | str | Unset
        if isinstance(self.tunnel_id, Unset):
            tunnel_id = UNSET
        else:
            tunnel_id = self.tunnel_id

        type_: None | str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        elif isinstance(self.type_, str):
            type_ = self.type_
        else:
            type_ = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if allowed_callers is not UNSET:
            field_dict["allowed_callers"] = allowed_callers
        if allowed_tools is not UNSET:
            field_dict["allowed_tools"] = allowed_tools
        if authorization is not UNSET:
            field_dict["authorization"] = authorization
        if connector_id is not UNSET:
            field_dict["connector_id"] = connector_id
        if defer_loading is not UNSET:
            field_dict["defer_loading"] = defer_loading
        if headers is not UNSET:
            field_dict["headers"] = headers
        if require_approval is not UNSET:
            field_dict["require_approval"] = require_approval
        if server_description is not UNSET:
            field_dict["server_description"] = server_description
        if server_label is not UNSET:
            field_dict["server_label"] = server_label
        if server_url is not UNSET:
            field_dict["server_url"] = server_url
        if tunnel_id is not UNSET:
            field_dict["tunnel_id"] = tunnel_id
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.session_tools_headers_type_0 import SessionToolsHeadersType0
        from ..models.tools_allowed_tools import ToolsAllowedTools
        from ..models.tools_require_approval import ToolsRequireApproval

        d = dict(src_dict)

        def _parse_allowed_callers(
            data: object,
        ) -> list[SessionToolsAllowedCallersType0ItemType1 | str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                allowed_callers_type_0 = []
                _allowed_callers_type_0 = data
                for allowed_callers_type_0_item_data in _allowed_callers_type_0:

                    def _parse_allowed_callers_type_0_item(
                        data: object,
                    ) -> SessionToolsAllowedCallersType0ItemType1 | str:
                        try:
                            if not isinstance(data, str):
                                raise TypeError()
                            allowed_callers_type_0_item_type_1 = (
                                check_session_tools_allowed_callers_type_0_item_type_1(
                                    data
                                )
                            )

                            return allowed_callers_type_0_item_type_1
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(
                            SessionToolsAllowedCallersType0ItemType1 | str, data
                        )

                    allowed_callers_type_0_item = _parse_allowed_callers_type_0_item(
                        allowed_callers_type_0_item_data
                    )

                    allowed_callers_type_0.append(allowed_callers_type_0_item)

                return allowed_callers_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                list[SessionToolsAllowedCallersType0ItemType1 | str] | None | Unset,
                data,
            )

        allowed_callers = _parse_allowed_callers(d.pop("allowed_callers", UNSET))

        def _parse_allowed_tools(
            data: object,
        ) -> list[str] | None | ToolsAllowedTools | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                allowed_tools_type_0 = cast(list[str], data)

                return allowed_tools_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                allowed_tools_type_1 = ToolsAllowedTools.from_dict(data)

                return allowed_tools_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | ToolsAllowedTools | Unset, data)

        allowed_tools = _parse_allowed_tools(d.pop("allowed_tools", UNSET))

        def _parse_authorization(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        authorization = _parse_authorization(d.pop("authorization", UNSET))

        def _parse_connector_id(
            data: object,
        ) -> None | SessionToolsConnectorIdType1 | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                connector_id_type_1 = check_session_tools_connector_id_type_1(data)

                return connector_id_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionToolsConnectorIdType1 | str | Unset, data)

        connector_id = _parse_connector_id(d.pop("connector_id", UNSET))

        def _parse_defer_loading(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        defer_loading = _parse_defer_loading(d.pop("defer_loading", UNSET))

        def _parse_headers(data: object) -> None | SessionToolsHeadersType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                headers_type_0 = SessionToolsHeadersType0.from_dict(data)

                return headers_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionToolsHeadersType0 | Unset, data)

        headers = _parse_headers(d.pop("headers", UNSET))

        def _parse_require_approval(
            data: object,
        ) -> (
            None | SessionToolsRequireApprovalType2 | str | ToolsRequireApproval | Unset
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                require_approval_type_1 = ToolsRequireApproval.from_dict(data)

                return require_approval_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, str):
                    raise TypeError()
                require_approval_type_2 = check_session_tools_require_approval_type_2(
                    data
                )

                return require_approval_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                None
                | SessionToolsRequireApprovalType2
                | str
                | ToolsRequireApproval
                | Unset,
                data,
            )

        require_approval = _parse_require_approval(d.pop("require_approval", UNSET))

        def _parse_server_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        server_description = _parse_server_description(
            d.pop("server_description", UNSET)
        )

        def _parse_server_label(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        server_label = _parse_server_label(d.pop("server_label", UNSET))

        def _parse_server_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        server_url = _parse_server_url(d.pop("server_url", UNSET))

        def _parse_tunnel_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        tunnel_id = _parse_tunnel_id(d.pop("tunnel_id", UNSET))

        def _parse_type_(data: object) -> None | SessionToolsTypeType1 | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_1 = check_session_tools_type_type_1(data)

                return type_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionToolsTypeType1 | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        session_tools = cls(
            allowed_callers=allowed_callers,
            allowed_tools=allowed_tools,
            authorization=authorization,
            connector_id=connector_id,
            defer_loading=defer_loading,
            headers=headers,
            require_approval=require_approval,
            server_description=server_description,
            server_label=server_label,
            server_url=server_url,
            tunnel_id=tunnel_id,
            type_=type_,
        )

        session_tools.additional_properties = d
        return session_tools

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
