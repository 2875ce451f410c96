"""A file says how many rows there are, and never that it is whole when it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kit.tables import FileMetadata

ABOUT = FileMetadata(
    title="Defendants in cases",
    address="https://tracker.example/defendants/?q=Ærø b&on=2024-06-30",
    on=date(2024, 6, 30),
    known="2024-07-01T00:00:00.000000Z",
    total=1204,
    cap=200_000,
)


@pytest.mark.parametrize(
    ("changes", "complete", "words"),
    [
        pytest.param({}, True, "1,204 rows; all of them are in this file.", id="all"),
        pytest.param({"total": 1}, True, "1 row; it is in this file.", id="one"),
        pytest.param({"total": 0}, True, "0 rows; all of them are in this file.", id="none"),
        pytest.param({"total": 200_000}, True, "200,000 rows; all of them", id="exactly the cap"),
        pytest.param({"total": 250_000}, False, "250,000 rows; this file holds the first 200,000", id="cut"),
        pytest.param(
            {"total": 10_000, "at_least": True},
            None,
            "More than 10,000 rows; this file holds at most the first 200,000",
            id="counted only so far",
        ),
        pytest.param(
            {"total": 300_000, "at_least": True},
            False,
            "More than 300,000 rows; this file holds the first 200,000",
            id="counted so far, and cut",
        ),
    ],
)
def test_the_extent_is_told(changes: dict[str, Any], complete: bool | None, words: str) -> None:
    about = replace(ABOUT, **changes)
    assert about.is_complete is complete
    assert about.extent.startswith(words)


def test_headers_are_ascii_and_say_the_same() -> None:
    headers = replace(ABOUT, total=250_000, cite="https://tracker.example/cite?a=b>\r\nX: y").headers()
    assert headers["X-Total-Count"] == "250000"
    assert (headers["X-Row-Limit"], headers["X-Complete"]) == ("200000", "no")
    assert (headers["X-On"], headers["X-Known"]) == ("2024-06-30", "2024-07-01T00:00:00.000000Z")
    assert headers["Link"].endswith('>; rel="cite-as"')
    for value in headers.values():
        assert value.isascii()
        assert not {"\r", "\n"} & set(value)


def test_a_file_that_is_cut_says_so_in_its_name() -> None:
    assert ABOUT.file_name("defendants", "csv") == "defendants-on-2024-06-30.csv"
    cut = replace(ABOUT, total=250_000)
    assert cut.file_name("defendants", "csv") == "defendants-on-2024-06-30-first-200000.csv"
