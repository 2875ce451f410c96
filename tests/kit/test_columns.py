from __future__ import annotations

from kit.columns import Column, record, table

COLUMNS = (
    Column[str]("word", "Word", "The word itself.", str),
    Column[str]("length", "Length", "Its letters.", len, "integer"),
)


def test_one_list_of_columns_serves_records_and_tables() -> None:
    assert record(COLUMNS, "gavel") == {"word": "gavel", "length": 5}
    assert list(table(COLUMNS, ["gavel", "writ"])) == [["word", "length"], ["gavel", 5], ["writ", 4]]
