"""Plain tables: loaded whole, added to what is recorded, refused by row and column, and never doubled."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from people.models import OtherName, Party
from proceedings.models import Case, Charge, Event, SentenceComponent, StatusSpan
from proceedings.record.history import last_instant
from tests.proceedings.importers.tables import (
    EXAMPLE,
    changed,
    example_files,
    import_tables,
    load_example,
    problems_of,
    table,
    told,
)
from tests.worlds import again, stored

pytestmark = pytest.mark.django_db
MOCKINGBIRD = "nowhere-v-mockingbird"
RULING = "docket_number,court,id,type,date,charges,defendant,outcome,sources"


def status(party: str, on: date) -> str:
    return str(StatusSpan.objects.live().on(on).get(defendant__party__key=party).status)


def imported(*arguments: Any) -> str:
    words = io.StringIO()
    call_command("import_cases", "--format", "csv", *map(str, arguments), stdout=words)
    return words.getvalue()


def test_the_example_is_imported_by_the_command_and_a_second_time_nothing_changes() -> None:
    first = imported("--publish", EXAMPLE)

    assert "2 cases: 2 added" in first
    assert status("testa-mockingbird", date(2024, 3, 5)) == "on_trial"
    assert status("testa-mockingbird", date(2024, 5, 1)) == "sentenced_custody"
    assert status("testo-nightjar", date(2023, 7, 1)) == "dismissed_without_prejudice"
    before = dict(stored())
    assert "2 cases: 0 added, 0 changed, 2 unchanged" in imported("--publish", EXAMPLE)
    assert dict(stored()) == before


def test_without_being_told_to_publish_the_command_records_drafts() -> None:
    imported(EXAMPLE)

    assert set(Event.objects.values_list("publication", flat=True)) == {"draft"}
    assert not StatusSpan.objects.exists()


def test_everything_a_row_says_is_recorded() -> None:
    again(load_example)

    hearing = Event.objects.get(case__key=MOCKINGBIRD, key="trial")
    term, fine = SentenceComponent.objects.filter(event__key="sentence")
    assert (hearing.date, str(hearing.scheduled_at), hearing.outcome) == ("2024-03-04", "09:00:00", "held")
    assert hearing.judge == Party.objects.get(key="testa-bench")
    assert (term.maximum, term.unit, term.suspended) == (Decimal(18), "months", Decimal(6))
    assert (fine.amount, fine.currency) == (Decimal(500), "USD")
    assert [name.name for name in OtherName.objects.all()] == ["T. Mockingbird", "Testa M."]
    assert Event.objects.get(case__key=MOCKINGBIRD, key="verdict").effects.count() == 2
    assert (
        Event.objects.get(key="imported-2023-06-30-ruling-dismissal").what
        == "Dismissal: dismissed without prejudice."
    )
    assert Case.objects.filter(key="fictional-district-x-2023-00018").exists()


def test_the_same_tables_twice_take_no_instant() -> None:
    again(load_example)
    before = last_instant()

    tally = import_tables(example_files())

    assert (+tally.added, +tally.changed, tally.only_here) == ({}, {}, [])
    assert last_instant() == before


def test_a_table_of_rulings_alone_adds_to_a_case_found_by_another_style_of_its_number() -> None:
    again(load_example)
    row = ["x 2023 17", "fictional-district", "new-trial", "motion_order", "2024-06-01", "whistling"]
    files = {"rulings.csv": table(RULING, [*row, "", "new_trial_granted", "fictional-docket"])}

    tally = import_tables(files)

    assert (+tally.added, +tally.changed) == ({"events": 1}, {})
    assert status("testa-mockingbird", date(2024, 6, 2)) == "awaiting_trial"
    assert not +import_tables(files).added


def test_a_count_is_named_beside_its_defendant_or_by_its_id() -> None:
    again(load_example)
    row = ["X-2023-17", "", "", "motion_order", "2024-06-01", "Count 2", "testa-mockingbird", "concerns", ""]

    import_tables({"rulings.csv": table(RULING, row)})

    (event,) = Event.objects.filter(key__startswith="imported-2024-06-01-ruling")
    assert event.effects.get().charge == Charge.objects.get(key="humming")


def test_an_empty_cell_leaves_what_is_recorded_and_nothing_is_taken_away() -> None:
    again(load_example)
    files = {
        "charges.csv": table(
            "case,defendant,id,count_label,offence,statute,degree",
            [MOCKINGBIRD, "testa-mockingbird", "whistling", "Count 1", "Whistling after dark", "", "third"],
        ),
        "rulings.csv": table(
            "case,id,type,date,charges,outcome,what,source_text",
            [MOCKINGBIRD, "verdict", "verdict", "2024-03-06", "humming", "judgment_of_acquittal", "", ""],
        ),
    }

    tally = import_tables(files)

    assert +tally.changed == {"charges": 1, "events": 1}
    charge, verdict = Charge.objects.get(key="whistling"), Event.objects.get(key="verdict")
    assert (charge.statute, charge.degree) == ("Nowhere Code 1-1", "third")
    assert verdict.what == "The jury returns its verdict."
    outcomes = verdict.effects.values_list("charge__key", "outcome")
    assert sorted(outcomes) == [("humming", "judgment_of_acquittal"), ("whistling", "found_guilty")]
    assert Charge.objects.count() == 3


def test_the_parts_of_a_sentence_are_those_of_its_newest_rows() -> None:
    again(load_example)
    headings = "case,id,date,charges,kind,maximum,unit"
    row = [MOCKINGBIRD, "sentence", "2024-04-15", "whistling", "imprisonment", "12", "months"]

    import_tables({"sentences.csv": table(headings, row)})

    assert list(SentenceComponent.objects.values_list("kind", "maximum")) == [("imprisonment", Decimal(12))]


DATE = "column date"
WRONG_CELLS = {
    "a code": ("rulings.csv", ("found_guilty", "guilty"), (2, "column outcome", "guilty")),
    "a date": ("filings.csv", ("2023-02-01", "1/2/2023"), (2, "column date", "1/2/2023")),
    "a charge": ("rulings.csv", ("humming", "yodelling"), (3, "column charges", "yodelling")),
    "a case": ("charges.csv", (MOCKINGBIRD, "nobody-v-nobody"), (2, "column case", "nobody-v-nobody")),
    "a number": ("charges.csv", ("00018", "00019"), (4, "column docket_number", "X-2023-00019")),
    "a court": ("cases.csv", ("fictional-district", "elsewhere"), (2, "column court", "elsewhere")),
    "a source": ("hearings.csv", ("fictional-docket", "hearsay"), (2, "column sources", "hearsay")),
    "a judge": ("rulings.csv", ("testa-bench", "nemo"), (2, "column judge", "nemo")),
    "a kind": ("parties.csv", ("person", "bird"), (2, "column kind", "bird")),
    "a need": ("parties.csv", ("Testa Bench,", ","), (4, "column name", "")),
    "a term": ("sentences.csv", (",18,", ",a year,"), (2, "column maximum", "a year")),
    "a unit": ("sentences.csv", ("months", ""), (2, "column unit", "")),
    "an hour": ("hearings.csv", ("09:00", "9 am"), (2, "column scheduled_on", "2024-03-04T9 am")),
    "a repeated id": ("parties.csv", ("testo-nightjar", "testa-bench"), (4, "column id", "testa-bench")),
    "a repeated charge": ("charges.csv", ("humming", "whistling"), (3, "column id", "whistling")),
    "a contradiction": ("sentences.csv", ("15,whistling,f", "9,whistling,f"), (3, DATE, "2024-04-9")),
    "a formula": ("parties.csv", ("Testo Nightjar", "=1+1"), (3, "column name", "=1+1")),
}  # fmt: skip


@pytest.mark.parametrize(("name", "change", "expected"), WRONG_CELLS.values(), ids=list(WRONG_CELLS))
def test_a_wrong_cell_is_named_by_row_column_and_value(name: str, change: Any, expected: Any) -> None:
    found = told(problems_of(changed(name, change)))

    assert (name, *expected) in found
    # What names a record that is not there is told as well, and nothing else is.
    assert {place for file, _row, place, _value in found if file != name} <= {
        "column charges",
        "column defendant",
    }


def test_all_problems_are_told_at_once_and_one_wrong_cell_once() -> None:
    files = changed("rulings.csv", ("2024-03-06", "6/3/2024"), ("dismissed_without_prejudice", "dropped"))
    files["parties.csv"] = files["parties.csv"].replace(b"person,Testa B", b"bird,Testa B")

    assert told(problems_of(files)) == [
        ("parties.csv", 4, "column kind", "bird"),
        ("rulings.csv", 2, "column date", "6/3/2024"),
        ("rulings.csv", 4, "column outcome", "dropped"),
    ]


def test_nothing_is_written_of_tables_with_a_problem() -> None:
    before = dict(stored())

    assert problems_of(changed("rulings.csv", ("found_guilty", "guilty")))

    assert dict(stored()) == before


def test_the_command_refuses_a_case_whole_and_loads_the_others(tmp_path: Path) -> None:
    for name, content in changed("rulings.csv", ("not_guilty_jury", "innocent")).items():
        (tmp_path / name).write_bytes(content)
    words = io.StringIO()

    with pytest.raises(CommandError):
        call_command("import_cases", "--format", "csv", str(tmp_path), stdout=words)

    assert "2 cases: 1 added, 0 changed, 0 unchanged, 1 refused" in words.getvalue()
    assert "rulings.csv, row 3: column outcome: “innocent”; expected one of" in words.getvalue()
    assert [case.key for case in Case.objects.all()] == ["fictional-district-x-2023-00018"]


def test_the_command_reads_nothing_of_a_table_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "parties.csv").write_bytes("id,kind,name\nü,person,Testa".encode("latin-1"))

    with pytest.raises(CommandError, match=r"parties.csv:2: the file: .*UTF-8.*Latin-1"):
        imported(tmp_path)


def test_a_sentence_for_several_charges_is_for_all_that_the_event_sentences() -> None:
    again(load_example)
    headings = "case,id,date,charges,kind,maximum,unit"
    both = [MOCKINGBIRD, "again", "2024-05-01", "whistling; humming", "probation", "2", "years"]
    one = [MOCKINGBIRD, "again", "2024-05-01", "humming", "community_service", "40", "hours"]

    assert not problems_of({"sentences.csv": table(headings, both, one)})

    third = [MOCKINGBIRD, "more", "2024-05-01", "whistling; humming", "probation", "2", "years"]
    other = [MOCKINGBIRD, "more", "2024-05-01", "yodelling", "fine", "", ""]
    (problem,) = problems_of({"sentences.csv": table(headings, third, other)})
    assert (problem.line, problem.place, problem.value) == (3, "column charges", "yodelling")
