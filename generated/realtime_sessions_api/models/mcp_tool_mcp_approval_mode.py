from enum import StrEnum


class MCPToolMcpApprovalMode(StrEnum):
    ALWAYS = "always"
    NEVER = "never"

    def __str__(self) -> str:
        return str(self.value)
