"""Open enums and the sentinel."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, date, datetime
from typing import Any

import pytest

from realtime_sessions import AudioFormat, Eagerness, Modality, Model, NoiseReduction, TranscriptionModel, Voice
from realtime_sessions import values as values_module
from realtime_sessions.values import OMITTED, Omitted, OpenEnum

ENUMS = [AudioFormat, Eagerness, Modality, Model, NoiseReduction, TranscriptionModel, Voice]


@pytest.mark.parametrize("enum", ENUMS)
def test_a_known_value_is_its_member(enum: type[OpenEnum]) -> None:
    for value in enum.values():
        assert enum(value) is enum(value)
        assert enum(value).known
        assert enum(value) == value
        assert {enum(value): 1}[enum(value)] == 1
    assert enum.values() == [member.value for member in enum]
    assert len(enum.values()) >= 2


@pytest.mark.parametrize("enum", ENUMS)
def test_any_other_string_is_kept(enum: type[OpenEnum]) -> None:
    new = enum("tomorrow's value")
    assert isinstance(new, enum)
    assert not new.known
    assert new == "tomorrow's value"
    assert str(new) == f"{new}" == new.value == "tomorrow's value"
    assert json.dumps(new) == '"tomorrow\'s value"'
    assert {new: 1}["tomorrow's value"] == 1  # type: ignore[index]
    assert new not in list(enum)
    assert "tomorrow's value" not in enum.values()
    for again in (copy.copy(new), copy.deepcopy(new), pickle.loads(pickle.dumps(new))):
        assert again == new
        assert not again.known
        assert isinstance(again, enum)


@pytest.mark.parametrize("enum", ENUMS)
def test_what_is_no_string_is_no_value(enum: type[OpenEnum]) -> None:
    wrongs: list[Any] = [1, None, ["a"]]
    for wrong in wrongs:
        with pytest.raises(ValueError, match="not a valid"):
            enum(wrong)


def test_a_name_of_a_member_is_not_its_value() -> None:
    assert not Voice("MARIN").known
    assert Voice("marin") is Voice.MARIN


class _Clock(datetime):
    today_is = date(2026, 11, 21)

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return datetime.combine(cls.today_is, datetime.min.time(), UTC)


def test_models_know_when_they_retire(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values_module, "datetime", _Clock)
    assert Model.GPT_4O_REALTIME_PREVIEW.retires_on == date(2026, 5, 7)
    assert Model.GPT_4O_REALTIME_PREVIEW.retired
    assert Model.GPT_REALTIME.retires_on == date(2027, 1, 20)
    assert not Model.GPT_REALTIME.retired
    assert Model.GPT_REALTIME_2_1.retires_on is None
    assert not Model("a-deployment").retired
    monkeypatch.setattr(_Clock, "today_is", date(2027, 1, 20))
    assert Model.GPT_REALTIME.retired


def test_the_sentinel_is_one_and_false() -> None:
    assert not OMITTED
    assert repr(OMITTED) == "OMITTED"
    assert copy.copy(OMITTED) is copy.deepcopy(OMITTED) is pickle.loads(pickle.dumps(OMITTED)) is OMITTED
    assert isinstance(OMITTED, Omitted)
