from enum import StrEnum


class Unbounded(StrEnum):
    INF = "inf"

    def __str__(self) -> str:
        return str(self.value)
