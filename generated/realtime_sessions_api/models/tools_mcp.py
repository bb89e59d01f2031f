from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.tools_mcp_allowed_callers_type_0_item import (
    ToolsMcpAllowedCallersType0Item,
    check_tools_mcp_allowed_callers_type_0_item,
)
from ..models.tools_mcp_connector_id import (
    ToolsMcpConnectorId,
    check_tools_mcp_connector_id,
)
from ..models.tools_mcp_require_approval_type_1 import (
    ToolsMcpRequireApprovalType1,
    check_tools_mcp_require_approval_type_1,
)
from ..models.tools_mcp_type import ToolsMcpType, check_tools_mcp_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.mcp_allowed_tools import McpAllowedTools
    from ..models.mcp_require_approval import McpRequireApproval
    from ..models.tools_mcp_headers_type_0 import ToolsMcpHeadersType0


T = TypeVar("T", bound="ToolsMcp")


@_attrs_define
class ToolsMcp:
    """
    Attributes:
        server_label (str): A name for the server, used in calls.
        type_ (ToolsMcpType):
        allowed_callers (list[ToolsMcpAllowedCallersType0Item] | None | Unset): Who may call them.
        allowed_tools (list[str] | McpAllowedTools | None | Unset): Which of its tools may be called; all where left
            out.
        authorization (str | Unset): An OAuth token that the server is sent. A secret.
        connector_id (ToolsMcpConnectorId | Unset): One of the provider's own connectors.
        defer_loading (bool | Unset): Whether its tools are loaded only when they are looked for.
        headers (None | ToolsMcpHeadersType0 | Unset): Headers that the server is sent. They may carry secrets.
        require_approval (McpRequireApproval | None | ToolsMcpRequireApprovalType1 | Unset): Which calls have to be
            approved first.
        server_description (str | Unset): What the server is for, for the model.
        server_url (str | Unset): The server's URL. Either this or a connector or tunnel.
        tunnel_id (str | Unset): A tunnel to a server in a private network.
    """

    server_label: str
    type_: ToolsMcpType
    allowed_callers: list[ToolsMcpAllowedCallersType0Item] | None | Unset = UNSET
    allowed_tools: list[str] | McpAllowedTools | None | Unset = UNSET
    authorization: str | Unset = UNSET
    connector_id: ToolsMcpConnectorId | Unset = UNSET
    defer_loading: bool | Unset = UNSET
    headers: None | ToolsMcpHeadersType0 | Unset = UNSET
    require_approval: (
        McpRequireApproval | None | ToolsMcpRequireApprovalType1 | Unset
    ) = UNSET
    server_description: str | Unset = UNSET
    server_url: str | Unset = UNSET
    tunnel_id: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.mcp_allowed_tools import McpAllowedTools
        from ..models.mcp_require_approval import McpRequireApproval
        from ..models.tools_mcp_headers_type_0 import ToolsMcpHeadersType0

        server_label = self.server_label

        type_: str = self.type_

        allowed_callers: list[str] | None | Unset
        if isinstance(self.allowed_callers, Unset):
            allowed_callers = UNSET
        elif isinstance(self.allowed_callers, list):
            allowed_callers = []
            for allowed_callers_type_0_item_data in self.allowed_callers:
                allowed_callers_type_0_item: str = allowed_callers_type_0_item_data
                allowed_callers.append(allowed_callers_type_0_item)

        else:
            allowed_callers = self.allowed_callers

        allowed_tools: dict[str, Any] | list[str] | None | Unset
        if isinstance(self.allowed_tools, Unset):
            allowed_tools = UNSET
        elif isinstance(self.allowed_tools, list):
            allowed_tools = self.allowed_tools

        elif isinstance(self.allowed_tools, McpAllowedTools):
            allowed_tools = self.allowed_tools.to_dict()
        else:
            allowed_tools = self.allowed_tools

        authorization = self.authorization

        connector_id: str | Unset = UNSET
        if not isinstance(self.connector_id, Unset):
            connector_id = self.connector_id

        defer_loading = self.defer_loading

        headers: dict[str, Any] | None | Unset
        if isinstance(self.headers, Unset):
            headers = UNSET
        elif isinstance(self.headers, ToolsMcpHeadersType0):
            headers = self.headers.to_dict()
        else:
            headers = self.headers

        require_approval: dict[str, Any] | None | str | Unset
        if isinstance(self.require_approval, Unset):
            require_approval = UNSET
        elif isinstance(self.require_approval, McpRequireApproval):
            require_approval = self.require_approval.to_dict()
        elif isinstance(self.require_approval, str):
            require_approval = self.require_approval
        else:
            require_approval = self.require_approval

        server_description = self.server_description

        server_url = self.server_url

        tunnel_id = self.tunnel_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "server_label": server_label,
                "type": type_,
            }
        )
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
        if server_url is not UNSET:
            field_dict["server_url"] = server_url
        if tunnel_id is not UNSET:
            field_dict["tunnel_id"] = tunnel_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.mcp_allowed_tools import McpAllowedTools
        from ..models.mcp_require_approval import McpRequireApproval
        from ..models.tools_mcp_headers_type_0 import ToolsMcpHeadersType0

        d = dict(src_dict)
        server_label = d.pop("server_label")

        type_ = check_tools_mcp_type(d.pop("type"))

        def _parse_allowed_callers(
            data: object,
        ) -> list[ToolsMcpAllowedCallersType0Item] | None | Unset:
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
                    allowed_callers_type_0_item = (
                        check_tools_mcp_allowed_callers_type_0_item(
                            allowed_callers_type_0_item_data
                        )
                    )

                    allowed_callers_type_0.append(allowed_callers_type_0_item)

                return allowed_callers_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ToolsMcpAllowedCallersType0Item] | None | Unset, data)

        allowed_callers = _parse_allowed_callers(d.pop("allowed_callers", UNSET))

        def _parse_allowed_tools(
            data: object,
        ) -> list[str] | McpAllowedTools | None | Unset:
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
                allowed_tools_type_1 = McpAllowedTools.from_dict(data)

                return allowed_tools_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | McpAllowedTools | None | Unset, data)

        allowed_tools = _parse_allowed_tools(d.pop("allowed_tools", UNSET))

        authorization = d.pop("authorization", UNSET)

        _connector_id = d.pop("connector_id", UNSET)
        connector_id: ToolsMcpConnectorId | Unset
        if isinstance(_connector_id, Unset):
            connector_id = UNSET
        else:
            connector_id = check_tools_mcp_connector_id(_connector_id)

        defer_loading = d.pop("defer_loading", UNSET)

        def _parse_headers(data: object) -> None | ToolsMcpHeadersType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                headers_type_0 = ToolsMcpHeadersType0.from_dict(data)

                return headers_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ToolsMcpHeadersType0 | Unset, data)

        headers = _parse_headers(d.pop("headers", UNSET))

        def _parse_require_approval(
            data: object,
        ) -> McpRequireApproval | None | ToolsMcpRequireApprovalType1 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                require_approval_type_0 = McpRequireApproval.from_dict(data)

                return require_approval_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, str):
                    raise TypeError()
                require_approval_type_1 = check_tools_mcp_require_approval_type_1(data)

                return require_approval_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                McpRequireApproval | None | ToolsMcpRequireApprovalType1 | Unset, data
            )

        require_approval = _parse_require_approval(d.pop("require_approval", UNSET))

        server_description = d.pop("server_description", UNSET)

        server_url = d.pop("server_url", UNSET)

        tunnel_id = d.pop("tunnel_id", UNSET)

        tools_mcp = cls(
            server_label=server_label,
            type_=type_,
            allowed_callers=allowed_callers,
            allowed_tools=allowed_tools,
            authorization=authorization,
            connector_id=connector_id,
            defer_loading=defer_loading,
            headers=headers,
            require_approval=require_approval,
            server_description=server_description,
            server_url=server_url,
            tunnel_id=tunnel_id,
        )

        return tools_mcp
