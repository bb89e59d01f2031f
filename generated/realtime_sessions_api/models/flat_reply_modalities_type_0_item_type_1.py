from typing import Literal

FlatReplyModalitiesType0ItemType1 = Literal["audio", "text"]

FLAT_REPLY_MODALITIES_TYPE_0_ITEM_TYPE_1_VALUES: set[
    FlatReplyModalitiesType0ItemType1
] = {
    "audio",
    "text",
}


def check_flat_reply_modalities_type_0_item_type_1(
    value: str,
) -> FlatReplyModalitiesType0ItemType1:
    if value in FLAT_REPLY_MODALITIES_TYPE_0_ITEM_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLAT_REPLY_MODALITIES_TYPE_0_ITEM_TYPE_1_VALUES!r}"
    )
