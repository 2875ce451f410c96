from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from pathlib import Path

from kit.slots import Slots

HOLDER = """
import sys, time
from pathlib import Path
from kit.slots import Slots
slot = Slots(Path(sys.argv[1]), 2, 2).take(0)
print(slot is not None, flush=True)
time.sleep(60)
"""


def test_so_many_places_and_no_more(tmp_path: Path) -> None:
    slots = Slots(tmp_path, most=2, in_process=9)
    held = [slots.take(0), slots.take(0)]

    assert None not in held
    assert slots.take(0) is None
    held[0].release()  # type: ignore[union-attr]  # just seen
    assert slots.take(0) is not None


def test_whoever_waits_gets_the_place_that_is_given_back(tmp_path: Path) -> None:
    slots = Slots(tmp_path, most=1, in_process=9)
    held = slots.take(0)
    assert held is not None
    threading.Timer(0.3, held.release).start()
    began = time.monotonic()

    assert slots.take(5) is not None
    assert 0.2 < time.monotonic() - began < 4


def test_a_process_waits_with_so_many_threads_only(tmp_path: Path) -> None:
    slots = Slots(tmp_path, most=1, in_process=2)
    held = slots.take(0)
    waiting = threading.Thread(target=slots.take, args=(1,))
    waiting.start()
    time.sleep(0.2)
    began = time.monotonic()

    assert slots.take(5) is None
    assert time.monotonic() - began < 0.5
    waiting.join()
    assert held is not None


def test_a_place_that_is_let_go_of_is_given_back(tmp_path: Path) -> None:
    slots = Slots(tmp_path, most=1, in_process=1)
    held = slots.take(0)
    del held
    gc.collect()

    assert slots.take(0) is not None


def test_other_processes_count_and_a_killed_one_holds_nothing(tmp_path: Path) -> None:
    slots = Slots(tmp_path, most=2, in_process=9)
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:  # noqa: S603  # our own words
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        mine = slots.take(0)
        assert mine is not None
        assert slots.take(0) is None
        other.kill()
        other.wait()
    assert slots.take(0) is not None
