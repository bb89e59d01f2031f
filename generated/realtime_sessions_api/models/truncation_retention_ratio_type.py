from typing import Literal

TruncationRetentionRatioType = Literal["retention_ratio"]

TRUNCATION_RETENTION_RATIO_TYPE_VALUES: set[TruncationRetentionRatioType] = {
    "retention_ratio",
}


def check_truncation_retention_ratio_type(value: str) -> TruncationRetentionRatioType:
    if value in TRUNCATION_RETENTION_RATIO_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TRUNCATION_RETENTION_RATIO_TYPE_VALUES!r}"
    )
