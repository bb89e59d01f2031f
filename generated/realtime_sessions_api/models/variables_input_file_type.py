from typing import Literal

VariablesInputFileType = Literal["input_file"]

VARIABLES_INPUT_FILE_TYPE_VALUES: set[VariablesInputFileType] = {
    "input_file",
}


def check_variables_input_file_type(value: str) -> VariablesInputFileType:
    if value in VARIABLES_INPUT_FILE_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {VARIABLES_INPUT_FILE_TYPE_VALUES!r}"
    )
