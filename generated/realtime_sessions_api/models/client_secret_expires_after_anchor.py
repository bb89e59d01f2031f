from typing import Literal

ClientSecretExpiresAfterAnchor = Literal["created_at"]

CLIENT_SECRET_EXPIRES_AFTER_ANCHOR_VALUES: set[ClientSecretExpiresAfterAnchor] = {
    "created_at",
}


def check_client_secret_expires_after_anchor(
    value: str,
) -> ClientSecretExpiresAfterAnchor:
    if value in CLIENT_SECRET_EXPIRES_AFTER_ANCHOR_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CLIENT_SECRET_EXPIRES_AFTER_ANCHOR_VALUES!r}"
    )
