"""Times of day as people write them."""

from __future__ import annotations

from datetime import time

import pytest

from kit.typed_times import UnreadableTimeError, read_time


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9am", time(9)),
        ("9 AM", time(9)),
        ("9:30 a.m.", time(9, 30)),
        ("9.30 pm", time(21, 30)),
        ("12 a.m.", time(0)),
        ("12pm", time(12)),
        ("13:30", time(13, 30)),
        ("13:30:00", time(13, 30)),
        ("9:00", time(9)),
        ("noon", time(12)),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, read: time) -> None:
    assert read_time(text) == read


@pytest.mark.parametrize("text", ["9", "25:00", "9:75", "9m", "13pm", "soon"])
def test_what_is_no_time_or_two_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTimeError):
        read_time(text)
