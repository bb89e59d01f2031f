from enum import StrEnum


class TracingMode(StrEnum):
    AUTO = "auto"

    def __str__(self) -> str:
        return str(self.value)
