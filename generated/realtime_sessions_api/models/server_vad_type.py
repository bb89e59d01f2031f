from typing import Literal

ServerVadType = Literal["server_vad"]

SERVER_VAD_TYPE_VALUES: set[ServerVadType] = {
    "server_vad",
}


def check_server_vad_type(value: str) -> ServerVadType:
    if value in SERVER_VAD_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SERVER_VAD_TYPE_VALUES!r}"
    )
