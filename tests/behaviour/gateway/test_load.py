"""Many users at once while the provider fails: every request gets one answer, and no key goes out twice."""

from __future__ import annotations

import sys

from scripts.bench.gateway.__main__ import serving
from scripts.bench.gateway.soak import soak


def test_no_answer_is_lost_and_no_key_goes_out_twice() -> None:
    command = [sys.executable, "-m", "scripts.bench.gateway.our_app"]
    told = soak(lambda url: serving(command, url), seconds=6, users=60)
    assert told["keys"] > 20
    assert (told["lost"], told["double"], told["wrong"]) == (0, 0, 0)
    assert set(told["answers"]) <= {"200", "429", "500", "502", "503", "504"}
