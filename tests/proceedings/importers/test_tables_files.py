"""What a table may look like as a file, and what is refused in words."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook

from proceedings.casefiles.problems import Problem, UnreadableCaseFilesError
from proceedings.importers.tables import csv_reader, workbook
from proceedings.importers.tables.file_discovery import read_tables
from proceedings.importers.tables.kinds import BY_NAME, KINDS

COURTS = "id,name,timezone\nmock-court,Möckland Court,America/Denver\n"


def rows(content: bytes, name: str = "courts.csv") -> list[dict[str, str]]:
    sheets, problems = read_tables({name: content})
    assert not problems
    return [row.cells for sheet in sheets for row in sheet.rows]


def refused(content: bytes, name: str = "courts.csv") -> Problem:
    with pytest.raises(UnreadableCaseFilesError) as error:
        read_tables({name: content})
    return error.value.problems[0]


def problems(content: bytes) -> list[Problem]:
    return read_tables({"courts.csv": content})[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_utf_8_is_read_with_or_without_a_mark_and_with_any_separator(encoding: str, separator: str) -> None:
    (row,) = rows(COURTS.replace(",", separator).encode(encoding))

    assert row == {"id": "mock-court", "name": "Möckland Court", "timezone": "America/Denver"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (COURTS.encode("utf-16"), "UTF-16"),
        (COURTS.encode("utf-16-le"), "UTF-16"),
        (COURTS.encode("latin-1"), "Latin-1"),
        (b"PK\x03\x04" + bytes(40), "zip"),
        (b"\xd0\xcf\x11\xe0" + bytes(40), "old Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"", "headings in the first row"),
        (b'id,name,timezone\n"mock', "a row of CSV"),
    ],
    ids=["utf-16", "utf-16 unmarked", "latin-1", "zip", "xls", "pdf", "empty", "quote"],
)
def test_what_is_no_csv_in_utf_8_is_refused_in_words(content: bytes, words: str) -> None:
    assert words in refused(content).expected


@pytest.mark.parametrize(
    ("headings", "place", "words"),
    [
        ("id,name,timezone,zeal", "column zeal", "one of the columns id, name"),
        ("id,name,timezoen", "column timezoen", "the column timezone"),
        ("id,name", "column timezone", "every row needs"),
        ("id,name,timezone,name", "column name", "each column once"),
    ],
    ids=["unknown", "misspelt", "missing", "twice"],
)
def test_headings_are_those_of_the_kind(headings: str, place: str, words: str) -> None:
    problem = refused(headings.encode())

    assert (problem.line, problem.place) == (1, place)
    assert words in problem.expected


def test_a_table_is_named_after_its_kind_or_its_kind_is_said() -> None:
    assert "courts" in refused(COURTS.encode(), "export (3).csv").expected

    sheets, _problems = read_tables({"export (3).csv": COURTS.encode()}, kind="courts")
    assert sheets[0].kind is BY_NAME["courts"]


def test_a_row_of_another_width_is_refused_by_its_number() -> None:
    short, long = problems(b"id,name,timezone\na,b\n\nc,d,e,f\n")

    assert (short.line, long.line, long.value) == (2, 4, "f")


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-SUM(1)", "\uff1d1"])
def test_a_formula_is_refused(cell: str) -> None:
    (problem,) = problems(f'id,name,timezone\na,"{cell}",America/Denver\n'.encode())

    assert (problem.line, problem.place, problem.value) == (2, "column name", cell)
    assert "not a formula" in problem.expected


@pytest.mark.parametrize("cell", ["- a dash (and a bracket)", "+1 505 555 0100", "@home", "a=b", "-5"])
def test_what_only_looks_a_little_like_a_formula_is_text(cell: str) -> None:
    (row,) = rows(f'id,name,timezone\na,"{cell}",America/Denver\n'.encode())

    assert row["name"] == cell


def test_the_apostrophe_of_our_own_downloads_is_taken_off() -> None:
    (row,) = rows(b"id,name,timezone\na,'-5 Court,America/Denver\n")

    assert row["name"] == "-5 Court"


def test_a_file_or_a_table_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proceedings.importers.tables.table.MOST_ROWS", 1)
    assert "at most 1 rows" in refused(COURTS.encode() * 1 + b"b,c,d\n").expected
    monkeypatch.setattr(csv_reader, "LARGEST_FILE", 10)
    assert "split the table" in refused(COURTS.encode()).expected


def book(*lines: list[Any], title: str = "hearings") -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = title
    for line in lines:
        sheet.append(line)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


HEADINGS = ["case", "type", "scheduled_on", "scheduled_at", "note"]


def test_the_cells_of_a_workbook_become_what_a_csv_would_say() -> None:
    lines = [["mock", "trial", datetime(2024, 3, 4), time(9, 30), 7.0], ["mock", "bail", date(2024, 3, 5)]]  # noqa: DTZ001  # a cell knows no zone

    first, second = rows(book(HEADINGS, *lines), "all.xlsx")

    assert (first["scheduled_on"], first["scheduled_at"], first["note"]) == ("2024-03-04", "09:30", "7")
    assert second == {"case": "mock", "type": "bail", "scheduled_on": "2024-03-05"}


def test_a_formula_in_a_workbook_is_refused_by_sheet_row_and_column() -> None:
    _sheets, (problem,) = read_tables({"all.xlsx": book(HEADINGS, ["mock", "trial", "=TODAY()"])})

    assert (problem.file, problem.line, problem.place) == (
        "all.xlsx, sheet hearings",
        2,
        "column scheduled_on",
    )
    assert problem.value == "=TODAY()"


def test_a_sheet_named_after_no_kind_is_refused() -> None:
    assert "one of courts" in refused(book(HEADINGS, title="Sheet1"), "all.xlsx").expected


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_x", ".x"), content)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no zip at all", "no zip, or a damaged one"),
        (book(HEADINGS)[:-200], "no zip, or a damaged one"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "locked"),
        (zipped(readme=b"Hello."), "a zip of something else"),
        (zipped(xl__workbook_xml=b"<no", xl__vbaProject=b""), "a workbook that can be opened"),
        (zipped(xl__workbook_xml=bytes(20_000_000)), "unpacks to far more"),
    ],
    ids=["text", "cut off", "locked", "another zip", "broken inside", "bomb"],
)
def test_what_is_no_workbook_is_refused_in_words(content: bytes, words: str) -> None:
    assert words in refused(content, "all.xlsx").expected


def test_a_workbook_with_macros_or_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with_macros = io.BytesIO(book(HEADINGS))
    with zipfile.ZipFile(with_macros, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"")
    assert "without macros" in refused(with_macros.getvalue(), "all.xlsx").expected
    monkeypatch.setattr(workbook, "LARGEST_FILE", 10)
    assert "split it by case" in refused(book(HEADINGS), "all.xlsx").expected


def test_texts_that_would_fill_the_memory_are_refused_though_they_pack_like_any_others() -> None:
    texts = os.urandom(workbook.LARGEST_SHARED_TEXTS // 2 + 1).hex().encode()
    content = zipped(xl__workbook_xml=b"<no", xl__sharedStrings_xml=texts)
    assert "8 MiB of it texts" in refused(content, "all.xlsx").expected


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_column_of_every_kind_has_a_meaning_and_a_place(kind: Any) -> None:
    assert len(set(kind.names)) == len(kind.names)
    for heading in kind.headings:
        assert kind.meaning(heading), heading.name
