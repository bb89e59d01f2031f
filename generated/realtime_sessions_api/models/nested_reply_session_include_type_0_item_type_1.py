from typing import Literal

NestedReplySessionIncludeType0ItemType1 = Literal[
    "item.input_audio_transcription.logprobs"
]

NESTED_REPLY_SESSION_INCLUDE_TYPE_0_ITEM_TYPE_1_VALUES: set[
    NestedReplySessionIncludeType0ItemType1
] = {
    "item.input_audio_transcription.logprobs",
}


def check_nested_reply_session_include_type_0_item_type_1(
    value: str,
) -> NestedReplySessionIncludeType0ItemType1:
    if value in NESTED_REPLY_SESSION_INCLUDE_TYPE_0_ITEM_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {NESTED_REPLY_SESSION_INCLUDE_TYPE_0_ITEM_TYPE_1_VALUES!r}"
    )
