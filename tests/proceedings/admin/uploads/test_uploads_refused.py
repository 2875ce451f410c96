"""An import that is refused: it tells what is wrong, row by row, and what the other rows would do."""

from __future__ import annotations

import io
import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from people.models import Party
from proceedings.admin.uploads import forms, parsed_upload
from proceedings.admin.uploads.import_result import RowChange
from proceedings.importers.tables.kinds import BY_NAME
from proceedings.models import Event, Upload
from proceedings.record.roles import Role
from tests.factories import RestrictionFactory
from tests.proceedings.admin.conftest import context_of, signed_in, somebody
from tests.proceedings.admin.sending import CASE, CASE_FILE, NEW_TRIAL, SEND, confirm, look, refused, send
from tests.proceedings.importers.tables import import_tables, load_example, table
from tests.worlds import again, stored

pytestmark = pytest.mark.django_db

CASES, CHARGES = 25, 4
BAD = 37
OUTCOMES = ("found_guilty", "not_guilty_jury", "dismissed_without_prejudice")


def test_refused_rows_are_told_by_row_column_and_value_and_nothing_can_be_imported(publisher: Client) -> None:
    again(load_example)
    bad = NEW_TRIAL.replace(b"new_trial_granted", b"granted").replace(b"2024-06-01", b"June 1")
    address = send(publisher, bad, "rulings.csv", publish="on")
    before = dict(stored())

    answer = publisher.get(address)
    pushed = publisher.post(address, {"_import": "1", "seen": look(publisher, address)["preview"].instant})

    assert refused(publisher, bad) == [(2, "column date", "June 1"), (2, "column outcome", "granted")]
    assert "_import" not in answer.text
    assert pushed.status_code == 200
    assert {name: rows for name, rows in stored() if name != "proceedings_upload"} == {
        name: rows for name, rows in before.items() if name != "proceedings_upload"
    }


def test_beside_refused_rows_it_is_told_what_the_others_would_do(publisher: Client) -> None:
    again(load_example)
    case, before = "nowhere-v-mockingbird", dict(stored())
    rows = table(
        "case,id,type,date,charges,outcome,what,sources",
        [case, "new-trial", "motion_order", "2024-06-01", "whistling", "new_trial_granted", "", ""],
        [case, "verdict", "verdict", "2024-03-06", "whistling", "granted", "", ""],
        [case, "order", "motion_order", "2024-06-02", "yodelling", "concerns", "", ""],
    )

    shown = look(publisher, send(publisher, rows, "rulings.csv", publish="on"))

    assert {problem.line for problem, _value in shown["problems"]} == {3, 4}
    (result,) = shown["preview"].result.rows
    assert (result.row.number, result.change) == (2, RowChange.ADDED)
    answer = publisher.get(send(publisher, rows, "rulings.csv", publish="on")).text
    assert "The other rows" in answer
    assert "Added: 1" in answer
    assert "_import" not in answer
    assert {name: rows for name, rows in stored() if name != "proceedings_upload"} == before


def test_rows_that_need_a_refused_row_are_not_among_the_others(publisher: Client) -> None:
    again(load_example)
    book = Workbook()
    for name, headings, row in (
        ("parties", ("id", "kind", "name"), ("testa-new", "bird", "Testa New")),
        ("defendants", ("case", "party"), (CASE, "testa-new")),
    ):
        sheet = book.create_sheet(name)
        sheet.append(headings)
        sheet.append(row)
    del book[book.sheetnames[0]]
    content = io.BytesIO()
    book.save(content)

    shown = look(publisher, send(publisher, content.getvalue(), "all.xlsx"))

    assert [problem.place for problem, _value in shown["problems"]] == ["column kind"]
    assert shown["preview"].result.rows == ()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("rulings.txt", b"a", "ends in"), ("rulings.csv", bytes(11), "At most"), ("rulings.csv", b"", "empty")],
    ids=["suffix", "size", "empty"],
)
def test_a_file_of_no_known_sort_or_size_is_not_taken(
    name: str, content: bytes, words: str, contributor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "LARGEST_UPLOAD", 10)

    answer = contributor.post(reverse(SEND), {"file": SimpleUploadedFile(name, content)})

    assert words in str(context_of(answer)["form"].errors["file"])
    assert not Upload.objects.exists()


def test_a_table_of_more_rows_than_a_preview_takes_is_refused(
    publisher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsed_upload, "MOST_ROWS", 0)

    assert refused(publisher, NEW_TRIAL) == [(1, "the file", "")]


def test_a_case_file_is_refused_line_by_line(publisher: Client) -> None:
    wrong = CASE_FILE.replace("new_trial_granted", "granted")

    found = refused(publisher, wrong.encode(), "case.yaml")

    assert (11, "cases[nowhere-v-mockingbird].events[new-trial].outcomes[1].outcome", "granted") in found


def test_records_that_are_closed_are_neither_told_nor_written(publisher: Client) -> None:
    again(load_example)
    RestrictionFactory(party=Party.objects.get(key="testa-mockingbird"))
    parties = table("id,kind,name", ["testa-mockingbird", "person", "Testa Other"])

    assert refused(publisher, parties, "parties.csv") == [(2, "column id", "testa-mockingbird")]
    assert [row for row, *_rest in refused(publisher, NEW_TRIAL)] == [2]
    assert refused(publisher, CASE_FILE.encode(), "case.yaml") == [(3, "id", "nowhere-v-mockingbird")]
    page = publisher.get(send(publisher, NEW_TRIAL, "rulings.csv")).text
    assert "Testa Mockingbird" not in page
    keeper = signed_in(somebody(Role.ADMINISTRATOR))
    assert not refused(keeper, NEW_TRIAL)


def load_many() -> None:
    """Load some made-up cases with some charges each, filed."""
    numbers, counts, offence = range(CASES), range(1, CHARGES + 1), "Whistling after dark"
    filed = ("information", "2023-02-01", ";".join(f"c{k}" for k in counts), "filed")
    at = "mock-court"
    import_tables(
        {
            "courts.csv": table("id,name,timezone", ["mock-court", "Mock Court", "America/Denver"]),
            "parties.csv": table("id,kind,name", *([f"testa-{n}", "person", f"Testa {n}"] for n in numbers)),
            "cases.csv": table(
                "id,court,docket_number,caption,type",
                *([f"mock-{n}", at, f"X-2023-{n:05d}", f"Mockland v. {n}", "criminal"] for n in numbers),
            ),
            "charges.csv": table(
                "case,defendant,id,count_label,offence",
                *([f"mock-{n}", f"testa-{n}", f"c{k}", f"{k}", offence] for n in numbers for k in counts),
            ),
            "filings.csv": table(
                "case,type,date,charges,outcome",
                *([f"mock-{n}", *filed] for n in numbers),
            ),
        }
    )


def many_rulings(*, bad: int = 0) -> bytes:
    """Return a ruling a charge, some rows of them wrong in one cell."""
    rows = [
        [f"X-2023-{n:05d}", f"ruling-{k}", "judgment", "2023-07-12", f"c{k}", OUTCOMES[(n + k) % 3]]
        for n in range(CASES)
        for k in range(1, CHARGES + 1)
    ]
    wrong = ((0, "X-9999"), (3, "12/07/2023"), (4, "c9"), (5, "guilty"), (2, "=1+1"))
    for turn, place in enumerate(random.Random(37).sample(range(len(rows)), bad)):
        column, value = wrong[turn % len(wrong)]
        rows[place][column] = value
    return table("docket_number,id,type,date,charges,outcome", *rows)


def test_a_file_with_37_bad_rows_is_refused_twice_and_goes_in_once_mended(publisher: Client) -> None:
    again(load_many)
    events = Event.objects.count()

    for _time in range(2):
        found = refused(publisher, many_rulings(bad=BAD), publish="on")
        assert len(found) == len({row for row, *_rest in found}) == BAD
    assert Event.objects.count() == events
    address = send(publisher, many_rulings(), "rulings.csv", publish="on")
    shown = look(publisher, address)
    assert shown["preview"].result.counts == {RowChange.ADDED: CASES * CHARGES}
    assert len(shown["preview"].statuses.changes) == CASES
    confirm(publisher, address)

    assert Event.objects.count() == events + CASES * CHARGES
    assert not look(publisher, send(publisher, many_rulings(), "rulings.csv"))["preview"].changes_anything


def test_a_table_may_have_any_name_when_its_kind_is_said(publisher: Client) -> None:
    again(load_example)

    assert [place for _row, place, _value in refused(publisher, NEW_TRIAL, "export.csv")] == ["the file"]
    assert not refused(publisher, NEW_TRIAL, "export.csv", kind=BY_NAME["rulings"].name)
