from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.mcp_tool_connector_id import MCPToolConnectorId
from ..models.mcp_tool_mcp_approval_mode import MCPToolMcpApprovalMode
from ..models.mcp_tool_mcp_caller import MCPToolMcpCaller
from ..models.mcp_tool_type import MCPToolType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.mcp_approval import McpApproval
    from ..models.mcp_headers import McpHeaders
    from ..models.mcp_tool_filter import MCPToolFilter


T = TypeVar("T", bound="MCPTool")


@_attrs_define
class MCPTool:
    """
    Attributes:
        server_label (str):
        type_ (MCPToolType):
        allowed_callers (list[MCPToolMcpCaller] | None | Unset):
        allowed_tools (list[str] | MCPToolFilter | None | Unset):
        authorization (str | Unset):
        connector_id (MCPToolConnectorId | Unset):
        defer_loading (bool | Unset):
        headers (McpHeaders | None | Unset):
        require_approval (McpApproval | MCPToolMcpApprovalMode | None | Unset):
        server_description (str | Unset):
        server_url (str | Unset):
        tunnel_id (str | Unset):
    """

    server_label: str
    type_: MCPToolType
    allowed_callers: list[MCPToolMcpCaller] | None | Unset = UNSET
    allowed_tools: list[str] | MCPToolFilter | None | Unset = UNSET
    authorization: str | Unset = UNSET
    connector_id: MCPToolConnectorId | Unset = UNSET
    defer_loading: bool | Unset = UNSET
    headers: McpHeaders | None | Unset = UNSET
    require_approval: McpApproval | MCPToolMcpApprovalMode | None | Unset = UNSET
    server_description: str | Unset = UNSET
    server_url: str | Unset = UNSET
    tunnel_id: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.mcp_approval import McpApproval
        from ..models.mcp_headers import McpHeaders
        from ..models.mcp_tool_filter import MCPToolFilter

        server_label = self.server_label

        type_ = self.type_.value

        allowed_callers: list[str] | None | Unset
        if isinstance(self.allowed_callers, Unset):
            allowed_callers = UNSET
        elif isinstance(self.allowed_callers, list):
            allowed_callers = []
            for allowed_callers_type_0_item_data in self.allowed_callers:
                allowed_callers_type_0_item = allowed_callers_type_0_item_data.value
                allowed_callers.append(allowed_callers_type_0_item)

        else:
            allowed_callers = self.allowed_callers

        allowed_tools: dict[str, Any] | list[str] | None | Unset
        if isinstance(self.allowed_tools, Unset):
            allowed_tools = UNSET
        elif isinstance(self.allowed_tools, list):
            allowed_tools = self.allowed_tools

        elif isinstance(self.allowed_tools, MCPToolFilter):
            allowed_tools = self.allowed_tools.to_dict()
        else:
            allowed_tools = self.allowed_tools

        authorization = self.authorization

        connector_id: str | Unset = UNSET
        if not isinstance(self.connector_id, Unset):
            connector_id = self.connector_id.value

        defer_loading = self.defer_loading

        headers: dict[str, Any] | None | Unset
        if isinstance(self.headers, Unset):
            headers = UNSET
        elif isinstance(self.headers, McpHeaders):
            headers = self.headers.to_dict()
        else:
            headers = self.headers

        require_approval: dict[str, Any] | None | str | Unset
        if isinstance(self.require_approval, Unset):
            require_approval = UNSET
        elif isinstance(self.require_approval, McpApproval):
            require_approval = self.require_approval.to_dict()
        elif isinstance(self.require_approval, MCPToolMcpApprovalMode):
            require_approval = self.require_approval.value
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
        from ..models.mcp_approval import McpApproval
        from ..models.mcp_headers import McpHeaders
        from ..models.mcp_tool_filter import MCPToolFilter

        d = dict(src_dict)
        server_label = d.pop("server_label")

        type_ = MCPToolType(d.pop("type"))

        def _parse_allowed_callers(
            data: object,
        ) -> list[MCPToolMcpCaller] | None | Unset:
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
                    allowed_callers_type_0_item = MCPToolMcpCaller(
                        allowed_callers_type_0_item_data
                    )

                    allowed_callers_type_0.append(allowed_callers_type_0_item)

                return allowed_callers_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[MCPToolMcpCaller] | None | Unset, data)

        allowed_callers = _parse_allowed_callers(d.pop("allowed_callers", UNSET))

        def _parse_allowed_tools(
            data: object,
        ) -> list[str] | MCPToolFilter | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                allowed_tools_type_0_type_0 = cast(list[str], data)

                return allowed_tools_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                allowed_tools_type_0_type_1 = MCPToolFilter.from_dict(data)

                return allowed_tools_type_0_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | MCPToolFilter | None | Unset, data)

        allowed_tools = _parse_allowed_tools(d.pop("allowed_tools", UNSET))

        authorization = d.pop("authorization", UNSET)

        _connector_id = d.pop("connector_id", UNSET)
        connector_id: MCPToolConnectorId | Unset
        if isinstance(_connector_id, Unset):
            connector_id = UNSET
        else:
            connector_id = MCPToolConnectorId(_connector_id)

        defer_loading = d.pop("defer_loading", UNSET)

        def _parse_headers(data: object) -> McpHeaders | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                headers_mcp_headers = McpHeaders.from_dict(data)

                return headers_mcp_headers
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(McpHeaders | None | Unset, data)

        headers = _parse_headers(d.pop("headers", UNSET))

        def _parse_require_approval(
            data: object,
        ) -> McpApproval | MCPToolMcpApprovalMode | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                require_approval_type_0_mcp_approval = McpApproval.from_dict(data)

                return require_approval_type_0_mcp_approval
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, str):
                    raise TypeError()
                require_approval_type_0_mcp_approval_mode = MCPToolMcpApprovalMode(data)

                return require_approval_type_0_mcp_approval_mode
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(McpApproval | MCPToolMcpApprovalMode | None | Unset, data)

        require_approval = _parse_require_approval(d.pop("require_approval", UNSET))

        server_description = d.pop("server_description", UNSET)

        server_url = d.pop("server_url", UNSET)

        tunnel_id = d.pop("tunnel_id", UNSET)

        mcp_tool = cls(
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

        return mcp_tool
