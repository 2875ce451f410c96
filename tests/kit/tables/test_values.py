"""No spreadsheet runs a text, and the text can be had back exactly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from kit.tables import UnwritableValueError, guarded, unguarded
from kit.tables.values import as_text, plain
from tests.kit.tables.sheet import column

RUN = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff20x",
    "-",
    "=cmd|' /C x'!A0",
]
HARMLESS = ["", "Testa Mockingbird", "'t Testa", "1 = 1", "D-000-CR-0000", "(a) - b", "'", "a\n=b"]


@pytest.mark.parametrize("text", RUN)
def test_a_text_that_would_run_has_an_apostrophe_before_it(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n a\uff1d")) | st.text())
def test_the_guard_can_be_taken_off_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_an_instant_is_written_in_utc_to_the_microsecond() -> None:
    east = datetime(2024, 7, 1, 2, 0, 0, 5, tzinfo=timezone(timedelta(hours=2)))
    assert as_text(east) == "2024-07-01T00:00:00.000005Z"


def test_translated_text_becomes_text() -> None:
    assert type(plain(column("status"), gettext_lazy("Acquitted"))) is str


@pytest.mark.parametrize(
    "value",
    [
        ["a"],
        {"a": 1},
        b"a",
        float("nan"),
        float("-inf"),
        datetime(2024, 7, 1, tzinfo=UTC).replace(tzinfo=None),
    ],
    ids=["list", "mapping", "bytes", "not a number", "infinity", "no time zone"],
)
def test_what_is_no_single_value_is_refused_by_the_name_of_its_column(value: Any) -> None:
    with pytest.raises(UnwritableValueError, match="column status"):
        plain(column("status"), value)
