"""Dates as people write them are read, said back, and refused in words."""

from __future__ import annotations

from datetime import date

import pytest

from kit.partial_dates import PartialDate, UnreadableDateError
from kit.typed_dates import AmbiguousDateError, read_date

TODAY = date(2024, 3, 7)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2024-03-06", "2024-03-06"),
        ("[2024-05-13,2024-05-14]", "[2024-05-13,2024-05-14]"),
        ("6 March 2024", "2024-03-06"),
        ("6 Mar 2024", "2024-03-06"),
        ("  6th of  march, 2024 ", "2024-03-06"),
        ("March 6, 2024", "2024-03-06"),
        ("Mar. 6 2024", "2024-03-06"),
        ("Wed 6 Mar 2024", "2024-03-06"),
        ("Wednesday, March 6, 2024", "2024-03-06"),
        ("Sept. 2023", "2023-09"),
        ("March 2024", "2024-03"),
        ("in 2024", "2024"),
        ("13 or 14 May 2024", "[2024-05-13,2024-05-14]"),
        ("May 13 or 14, 2024", "[2024-05-13,2024-05-14]"),
        ("12, 13 or 14 May 2024", "[2024-05-12,2024-05-13,2024-05-14]"),
        ("31 May or 1 June 2024", "[2024-05-31,2024-06-01]"),
        ("May or June 2024", "[2024-05,2024-06]"),
        ("between 19 January and 1 February 2023", "[2023-01-19..2023-02-01]"),
        ("between 2022-12-30 and 2 January 2023", "[2022-12-30..2023-01-02]"),
        ("on or before 1 February 2023", "[..2023-02-01]"),
        ("by Feb 2023", "[..2023-02]"),
        ("on or after 1 Feb 2023", "[2023-02-01..]"),
        ("about March 2024", "2024-03~"),
        ("6 March 2024?", "2024-03-06?"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("7/7/2024", "2024-07-07"),
        ("2024/3/6", "2024-03-06"),
        ("today", "2024-03-07"),
        ("yesterday", "2024-03-06"),
    ],
)
def test_a_date_is_read_as_it_is_written(typed: str, kept: str) -> None:
    assert read_date(typed, today=TODAY).text == kept


@pytest.mark.parametrize(
    "kept",
    [
        "2024-03-06",
        "2024-03",
        "2024",
        "[2024-05-13,2024-05-14]",
        "[2023-01-19..2023-02-01]",
        "[..2023-02-01]",
    ],
)
def test_what_is_said_back_can_be_typed_again(kept: str) -> None:
    assert read_date(PartialDate.parse(kept).words(), today=TODAY).text == kept


def test_figures_that_read_as_two_days_are_refused_with_both() -> None:
    with pytest.raises(AmbiguousDateError, match=r"12 July 2024 or 7 December 2024"):
        read_date("12/07/2024", today=TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "31 February 2024",
        "6 March",
        "March",
        "6 March 24",
        "6 6 March 2024",
        "13 or 14",
        "between 2 March 2024 and 1 March 2024",
        "5 Ma 2024",
        "13/13/2024",
        "32/12/2024",
        "2024/13/40",
        "or",
        "between and",
        "? ",
        "6 March 2024 or",
    ],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableDateError):
        read_date(typed, today=TODAY)


def test_a_refusal_says_how_to_write_a_date() -> None:
    with pytest.raises(UnreadableDateError, match=r"“soon” is not a date\. Write it as 6 March 2024"):
        read_date("soon", today=TODAY)
