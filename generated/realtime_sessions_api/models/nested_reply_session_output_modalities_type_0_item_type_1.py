from typing import Literal

NestedReplySessionOutputModalitiesType0ItemType1 = Literal["audio", "text"]

NESTED_REPLY_SESSION_OUTPUT_MODALITIES_TYPE_0_ITEM_TYPE_1_VALUES: set[
    NestedReplySessionOutputModalitiesType0ItemType1
] = {
    "audio",
    "text",
}


def check_nested_reply_session_output_modalities_type_0_item_type_1(
    value: str,
) -> NestedReplySessionOutputModalitiesType0ItemType1:
    if value in NESTED_REPLY_SESSION_OUTPUT_MODALITIES_TYPE_0_ITEM_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {NESTED_REPLY_SESSION_OUTPUT_MODALITIES_TYPE_0_ITEM_TYPE_1_VALUES!r}"
    )
