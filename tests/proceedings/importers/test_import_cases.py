"""One run of import_cases after another: nothing doubles, what changes is told anew, what was known stays."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest

from proceedings.importers.formats import Refusal
from proceedings.importers.report import ImportReport
from proceedings.law.codes import Publication
from proceedings.models import Case, Citation, Event, Source, StatusSpan
from proceedings.record import services
from proceedings.record.history import last_instant
from tests.proceedings.importers.cook_county_matter import STATUSES, extract, imported, make, ran
from tests.proceedings.importers.cook_county_tables import (
    Rows,
    decided,
    empty,
    filed,
    person,
    received,
    written,
)
from tests.worlds import again

pytestmark = pytest.mark.django_db

ONE = "cook-county-participant-900101"


def one_case(**more: str) -> Rows:
    """Return an extract of May 2019 with one case, of one charge."""
    rows = empty()
    received(rows, person("99", received_date="2019-05-01"), status="Rejected")
    received(rows, person("01"))
    filed(rows, person("01"), **more)
    return rows


def small() -> str:
    """Import one case, published."""
    return imported(one_case(), "--publish")


def status(*, known: dt.datetime | None = None) -> str:
    spans = StatusSpan.objects.filter(defendant__party__key=ONE)
    spans = spans.live() if known is None else spans.filter(recorded_at__lte=known, superseded_at__gt=known)
    last = spans.order_by("valid_from").last()
    assert last is not None
    return str(last.status)


def later() -> Rows:
    """Return the one case as a newer extract tells it: a disposition, and a row more before it."""
    rows = one_case()
    received(rows, person("02"))
    rows["intake"].reverse()
    filed(rows, person("02"))
    rows["initiation"].reverse()
    decided(rows, person("01"), "Nolle Prosecution")
    return rows


def test_a_second_run_changes_nothing() -> None:
    again(make)
    before = last_instant()
    report = imported(extract(), "--publish")
    assert f"{len(STATUSES)} cases: 0 added, 0 changed, {len(STATUSES)} unchanged, 0 refused." in report
    assert last_instant() == before


def test_a_dry_run_says_what_it_would_do_and_writes_nothing() -> None:
    report = imported(one_case(), "--dry-run")
    assert "1 cases: 1 added" in report
    assert "A dry run: nothing was written." in report
    assert not Case.objects.exists()
    assert not Source.objects.exists()


def test_without_publish_everything_waits_as_a_draft() -> None:
    imported(one_case())
    assert set(Event.objects.values_list("publication", flat=True)) == {Publication.DRAFT.value}
    assert not StatusSpan.objects.exists()
    assert "1 changed" in imported(one_case(), "--publish")
    assert status() == "awaiting_trial"


def test_a_newer_extract_adds_events_and_leaves_what_was_known() -> None:
    again(small)
    known = last_instant()
    report = imported(later(), "--publish")
    assert "2 cases: 1 added, 1 changed, 0 unchanged, 0 refused." in report
    assert status() == "dismissed_without_prejudice"
    assert status(known=known) == "awaiting_trial"


def test_a_fact_that_a_newer_extract_repeats_keeps_the_version_it_cites() -> None:
    again(small)
    imported(later(), "--publish")
    cited = Citation.objects.filter(event__case__key="cook-county-90001").values_list(
        "event__key", "source__key", "pinpoint"
    )
    old, new = "cook-county-sao-2019-05-01", "cook-county-sao-2019-06-03"
    assert set(cited) == {
        ("filed-900101", old, "initiation.csv, row 2"),
        ("preliminary-hearing-900101", old, "initiation.csv, row 2"),
        ("arraignment-900101", old, "initiation.csv, row 2"),
        ("nolle-prosecution-900101-2019-06-03", new, "dispositions.csv, row 2"),
    }


def test_what_a_newer_extract_dates_otherwise_is_changed_with_an_instant_of_its_own() -> None:
    again(small)
    known = last_instant()
    imported(one_case(on="2019-02-12"), "--publish")
    event = Event.objects.get(key="preliminary-hearing-900101")
    assert event.date == "2019-02-12"
    past = event.history.as_of(known)
    assert past.date == "2019-02-10"


def test_what_a_newer_extract_leaves_out_is_withdrawn_and_comes_back() -> None:
    imported(later(), "--publish")
    imported(one_case(), "--publish")
    event = Event.objects.get(key="nolle-prosecution-900101-2019-06-03")
    assert event.publication == Publication.WITHDRAWN
    assert event.withdrawal_reason.startswith("No longer in the data set")
    assert status() == "awaiting_trial"
    imported(later(), "--publish")
    event.refresh_from_db()
    assert (event.publication, event.withdrawal_reason) == (Publication.PUBLISHED, "")


def test_what_an_editor_withdrew_or_added_stays() -> None:
    again(small)
    hearing = Event.objects.get(key="arraignment-900101")
    services.withdraw(hearing, because="It was another person's.")
    own = Event(case=hearing.case, kind="hearing", type="status", date="2019-05-05", what="A status hearing.")
    own.publication = Publication.PUBLISHED.value
    services.record(own)
    report = imported(one_case(), "--publish")
    assert "1 unchanged" in report
    assert f"event cook-county-90001/{own.key}" in report
    hearing.refresh_from_db()
    assert hearing.withdrawal_reason == "It was another person's."


def test_published_facts_do_not_change_unless_told_so() -> None:
    again(small)
    before = last_instant()
    report = imported(one_case(on="2019-02-12"))
    assert "1 refused" in report
    assert "it would change published facts" in report
    assert report.endswith("ERROR Something was refused; see above. Everything else is in.")
    assert last_instant() == before


def test_new_events_of_a_published_case_wait_as_drafts() -> None:
    again(small)
    rows = one_case()
    decided(rows, person("01"), "Nolle Prosecution")
    # Neither judge nor place: nothing of the published case itself changes.
    rows["dispositions"][0] |= {"judge": "", "court_name": "", "court_facility": ""}
    assert "1 changed" in imported(rows)
    assert Event.objects.get(key="nolle-prosecution-900101-2019-06-03").publication == Publication.DRAFT
    assert status() == "awaiting_trial"


def test_a_case_that_cannot_be_read_is_refused_with_its_row_and_the_others_are_in() -> None:
    rows = one_case()
    received(rows, person("02"))
    filed(rows, person("02"), offence=("X" * 500, "720", "5", "99-1(a)", "4"))
    report = imported(rows, "--publish")
    assert "2 cases: 1 added, 0 changed, 0 unchanged, 1 refused." in report
    assert (
        "initiation.csv, row 3: cases[cook-county-90002].defendants[cook-county-participant-900102]" in report
    )
    assert "expected at most 400 characters" in report
    assert "ERROR" in report
    assert Case.objects.get().key == "cook-county-90001"


def test_a_second_row_for_one_charge_is_refused_and_named() -> None:
    rows = one_case()
    rows["initiation"] *= 2
    report = imported(rows)
    assert "initiation.csv, row 3: a second row for what initiation tells once" in report
    assert "1 added" in report


@pytest.mark.parametrize("table", ["intake", "initiation", "dispositions", "sentencing"])
def test_a_table_without_a_column_is_named(table: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = written(one_case(), Path(name))
        (folder / f"{table}.csv").write_text("case_id\n9001\n", encoding="utf-8")
        report = ran("import_cases", folder)
    assert f"{table}.csv: no column case_participant_id" in report
    assert not Case.objects.exists()


def several() -> Rows:
    """Return an extract with five cases, the third of which no case file can hold."""
    rows = one_case()
    for number in ("02", "03", "04", "05"):
        received(rows, person(number))
        if number == "03":
            filed(rows, person(number), offence=("X" * 500, "720", "5", "99-1(a)", "4"))
        else:
            filed(rows, person(number))
    return rows


def test_one_refused_case_keeps_no_other_of_its_batch_out() -> None:
    report = imported(several(), "--publish")
    assert "5 cases: 4 added, 0 changed, 0 unchanged, 1 refused." in report
    assert not Case.objects.filter(key="cook-county-90003").exists()
    assert StatusSpan.objects.live().values("defendant").distinct().count() == 4


def test_new_cases_are_written_together() -> None:
    rows = one_case()
    for number in ("02", "03", "04", "05"):
        received(rows, person(number))
        filed(rows, person(number))
    imported(rows, "--publish")
    assert StatusSpan.objects.values("recorded_at").distinct().count() == 1


def test_one_changed_case_among_unchanged_ones_is_told_and_written() -> None:
    rows = one_case()
    for number in ("02", "03", "04", "05"):
        received(rows, person(number))
        filed(rows, person(number))
    imported(rows, "--publish")
    decided(rows, person("03"), "Nolle Prosecution", on="2019-04-01")
    for flags in (["--publish", "--dry-run"], ["--publish"]):
        assert "5 cases: 0 added, 1 changed, 4 unchanged, 0 refused." in imported(rows, *flags)
    assert Event.objects.filter(key__startswith="nolle-prosecution").count() == 1


def test_equal_refusals_are_told_once_with_how_often_and_hide_no_other() -> None:
    report = ImportReport()
    report.refused = [
        *(Refusal(f"row {number}", "the same made-up reason") for number in range(500)),
        Refusal("row 501", "another made-up reason"),
    ]
    lines = list(report.lines())
    assert "Refused: 501" in lines
    assert "  row 0: the same made-up reason (500 times; this is the first)" in lines
    assert "  row 501: another made-up reason" in lines
