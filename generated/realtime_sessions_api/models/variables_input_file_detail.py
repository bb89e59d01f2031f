from typing import Literal

VariablesInputFileDetail = Literal["auto", "high", "low"]

VARIABLES_INPUT_FILE_DETAIL_VALUES: set[VariablesInputFileDetail] = {
    "auto",
    "high",
    "low",
}


def check_variables_input_file_detail(value: str) -> VariablesInputFileDetail:
    if value in VARIABLES_INPUT_FILE_DETAIL_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {VARIABLES_INPUT_FILE_DETAIL_VALUES!r}"
    )
