from typing import Literal

VariablesInputTextType = Literal["input_text"]

VARIABLES_INPUT_TEXT_TYPE_VALUES: set[VariablesInputTextType] = {
    "input_text",
}


def check_variables_input_text_type(value: str) -> VariablesInputTextType:
    if value in VARIABLES_INPUT_TEXT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {VARIABLES_INPUT_TEXT_TYPE_VALUES!r}"
    )
