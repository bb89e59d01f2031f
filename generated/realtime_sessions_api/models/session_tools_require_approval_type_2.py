from typing import Literal

SessionToolsRequireApprovalType2 = Literal["always", "never"]

SESSION_TOOLS_REQUIRE_APPROVAL_TYPE_2_VALUES: set[SessionToolsRequireApprovalType2] = {
    "always",
    "never",
}


def check_session_tools_require_approval_type_2(
    value: str,
) -> SessionToolsRequireApprovalType2:
    if value in SESSION_TOOLS_REQUIRE_APPROVAL_TYPE_2_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_TOOLS_REQUIRE_APPROVAL_TYPE_2_VALUES!r}"
    )
