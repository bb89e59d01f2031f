from enum import StrEnum


class NestedSessionType(StrEnum):
    REALTIME = "realtime"

    def __str__(self) -> str:
        return str(self.value)
