"""The same rows come out of every format: whole, typed, never as a formula."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.tables import (
    RENDERINGS,
    csv_chunks,
    json_chunks,
    unguarded,
    xlsx_chunks,
)
from kit.tables.xlsx_file import MOST_LETTERS, TooManyRowsError
from tests.kit.tables.sheet import about, column, read_xlsx
from tests.kit.tables.test_values import HARMLESS, RUN

TEXT = [column("name")]
COLUMNS = [column("name"), column("count", "integer"), column("since", "date"), column("known", "datetime")]
ROW: dict[str, Any] = {
    "name": 'Mockingbird, Testa "T"\nsecond line',
    "count": -2,
    "since": date(2024, 2, 29),
    "known": datetime(2024, 7, 1, 0, 0, 0, 123456, tzinfo=UTC),
}
EMPTY: dict[str, Any] = dict.fromkeys(ROW)


def read_csv(pieces: Iterator[bytes]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(pieces).decode(), newline=""), strict=True))


def test_csv_has_the_keys_first_and_crlf_after_each_row() -> None:
    text = b"".join(csv_chunks(COLUMNS, [ROW, EMPTY], about(2)))
    assert text.startswith(b"name,count,since,known\r\n")
    assert text.endswith(b"\r\n,,,\r\n")


def test_csv_reads_back_with_its_quotes_and_line_breaks() -> None:
    assert read_csv(csv_chunks(COLUMNS, [ROW], about(1)))[1] == [
        'Mockingbird, Testa "T"\nsecond line',
        "-2",
        "2024-02-29",
        "2024-07-01T00:00:00.123456Z",
    ]


def test_csv_states_total_cap_and_dates_in_its_first_lines_when_asked() -> None:
    lines = read_csv(csv_chunks(COLUMNS, [ROW], about(5, cap=1), preamble=True))
    told = dict(line[0].removeprefix("# ").split(": ", 1) for line in lines if line[0].startswith("# "))
    assert told["total"] == "5"
    assert (told["cap"], told["complete"], told["total_is_exact"]) == ("1", "false", "true")
    assert (told["on"], told["known"]) == ("2024-06-30", "2024-07-01T00:00:00.000000Z")
    assert told["address"] == "https://tracker.example/rows/?on=2024-06-30"
    assert lines[len(told)] == ["name", "count", "since", "known"]


@pytest.mark.parametrize("text", RUN)
def test_csv_never_holds_a_text_a_spreadsheet_runs(text: str) -> None:
    (cell,) = read_csv(csv_chunks(TEXT, [{"name": text}], about(1)))[1]
    assert cell == f"'{text}"


@pytest.mark.parametrize(
    "text", [*RUN, *(text for text in HARMLESS if text), "_x0041_", "https://tracker.example/"]
)
def test_xlsx_holds_text_as_text(text: str) -> None:
    (cell,) = read_xlsx(xlsx_chunks(TEXT, [{"name": text}], about(1)))[0][1]
    assert not cell.formula
    assert cell.type in {"s", "inlineStr"}
    assert cell.text == text


def test_xlsx_holds_numbers_and_days_as_such_and_instants_as_text() -> None:
    (_head, (name, count, since, known)), _about = read_xlsx(xlsx_chunks(COLUMNS, [ROW], about(1)))
    assert name.text == ROW["name"]
    assert (count.type, float(count.text)) == ("n", -2)
    assert (since.type, since.style != "0") == ("n", True)
    assert date(1899, 12, 30) + timedelta(days=int(since.text)) == ROW["since"]
    assert (known.type, known.text) == ("inlineStr", "2024-07-01T00:00:00.123456Z")


def test_xlsx_writes_a_day_no_spreadsheet_holds_exactly_as_text() -> None:
    rows = [{"since": date(1900, 2, 28)}, {"since": date(1900, 3, 1)}]
    (_head, (early,), (late,)), _about = read_xlsx(xlsx_chunks([column("since", "date")], rows, about(2)))
    assert (early.type, early.text) == ("inlineStr", "1900-02-28")
    assert (late.type, late.text) == ("n", "61")


def test_xlsx_says_that_a_text_was_cut() -> None:
    (_head, (cell,)), _about = read_xlsx(xlsx_chunks(TEXT, [{"name": "\U0001d51f" * 20_000}], about(1)))
    assert len(cell.text.encode("utf-16-le")) // 2 <= MOST_LETTERS
    assert cell.text.endswith("the CSV has it whole]")


def test_xlsx_writes_a_number_too_long_for_a_cell_as_text() -> None:
    (_head, (cell,)), _about = read_xlsx(xlsx_chunks(TEXT, [{"name": 12345678901234567890}], about(1)))
    assert cell.text == "12345678901234567890"


def test_xlsx_explains_itself_and_its_columns_on_the_second_sheet() -> None:
    _rows, sheet = read_xlsx(xlsx_chunks(COLUMNS, [ROW], about(5, cap=1)))
    lines = [[cell.text for cell in line] for line in sheet]
    assert ["total", "5"] in lines
    assert ["cap", "1"] in lines
    assert ["since", "Since", "date", "The since"] in lines


def test_xlsx_of_the_same_rows_is_the_same_file() -> None:
    first, second = (b"".join(xlsx_chunks(COLUMNS, [ROW], about(1))) for _time in range(2))
    assert first == second


def test_xlsx_refuses_more_rows_than_a_sheet_holds() -> None:
    with pytest.raises(TooManyRowsError):
        xlsx_chunks(COLUMNS, [ROW], about(1, cap=1_048_576))


def test_json_is_one_document_with_head_columns_rows_and_count() -> None:
    document = json.loads(b"".join(json_chunks(COLUMNS, [ROW, EMPTY], about(2))))
    assert list(document) == ["about", "columns", "rows", "count"]
    assert document["about"]["total"] == 2
    assert document["about"]["on"] == "2024-06-30"
    assert document["columns"][2] == {
        "key": "since",
        "label": "Since",
        "type": "date",
        "meaning": "The since",
    }
    assert document["rows"][0] == {
        "name": ROW["name"],
        "count": -2,
        "since": "2024-02-29",
        "known": "2024-07-01T00:00:00.123456Z",
    }
    assert document["rows"][1] == EMPTY
    assert document["count"] == 2


def test_json_writes_a_decimal_as_a_number() -> None:
    rows = [{"name": Decimal("0.10")}, {"name": Decimal("1E+2")}]
    assert [row["name"] for row in json.loads(b"".join(json_chunks(TEXT, rows, about(2))))["rows"]] == [
        0.1,
        100,
    ]


@pytest.mark.parametrize("format", RENDERINGS)
def test_a_file_of_no_rows_is_whole(format: str) -> None:  # noqa: A002  # the word people use
    content = b"".join(RENDERINGS[format](COLUMNS, [], about(0)))
    if format == "csv":
        assert content == b"name,count,since,known\r\n"
    elif format == "json":
        assert json.loads(content)["rows"] == []
    else:
        assert len(read_xlsx([content])[0]) == 1


@pytest.mark.parametrize("format", RENDERINGS)
def test_no_more_rows_than_the_cap_are_taken(format: str) -> None:  # noqa: A002  # the same
    taken = []

    def rows() -> Iterator[dict[str, Any]]:
        for number in range(10):
            taken.append(number)
            yield {"name": f"row {number}"}

    content = b"".join(RENDERINGS[format](TEXT, rows(), about(10, cap=3)))
    assert taken == [0, 1, 2]
    assert content


@pytest.mark.parametrize("format", RENDERINGS)
def test_a_row_that_lacks_a_column_is_an_error(format: str) -> None:  # noqa: A002  # the same
    with pytest.raises(KeyError):
        b"".join(RENDERINGS[format](COLUMNS, [{"name": "x"}], about(1)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_every_text_comes_back_from_csv_and_json(texts: list[str]) -> None:
    rows = [{"name": text} for text in texts]
    read = json.loads(b"".join(json_chunks(TEXT, rows, about(4))))
    assert [row["name"] for row in read["rows"]] == texts
    cells = read_csv(csv_chunks([column("name"), column("name")], rows, about(4)))[1:]
    assert [unguarded(cell[0]) for cell in cells] == [text.replace("\0", "") for text in texts]


@pytest.mark.parametrize("format", RENDERINGS)
def test_memory_does_not_grow_with_the_rows(format: str) -> None:  # noqa: A002  # the same
    def peak(count: int) -> int:
        rows = ({"name": f"Testa Mockingbird {number} " * 4} for number in range(count))
        tracemalloc.start()
        for _piece in RENDERINGS[format](TEXT, rows, about(count, cap=count)):
            pass
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)  # what is imported and compiled once does not count
    assert peak(20_000) < peak(2_000) + 300_000
