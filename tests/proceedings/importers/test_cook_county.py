"""What Cook County's tables become: every word of theirs, every oddity, every row cited."""

from __future__ import annotations

import datetime as dt

import pytest

from proceedings.importers.cook_county.tables import day_of
from proceedings.models import Case, Charge, Citation, Defendant, Event, SentenceComponent, StatusSpan
from tests.proceedings.importers.cook_county_matter import STATUSES, make
from tests.worlds import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> str:
    return again(make)


def status(number: str) -> str:
    spans = StatusSpan.objects.live().filter(defendant__party__key=f"cook-county-participant-9001{number}")
    last = spans.order_by("valid_from").last()
    assert last is not None
    return str(last.status)


def events(number: str) -> dict[str, Event]:
    rows = Event.objects.filter(effects__defendant__party__key=f"cook-county-participant-9001{number}")
    return {row.key.replace(f"9001{number}", "#"): row for row in rows}


@pytest.mark.usefixtures("report")
def test_every_participant_stands_where_the_rows_lead() -> None:
    assert {number: status(number) for number in STATUSES} == STATUSES


@pytest.mark.usefixtures("report")
def test_who_was_never_charged_is_no_defendant() -> None:
    assert Defendant.objects.count() == len(STATUSES)
    assert not Defendant.objects.filter(party__key__endswith="900119").exists()


@pytest.mark.usefixtures("report")
def test_every_event_charge_and_case_cites_the_extract_and_its_rows() -> None:
    cited = Citation.objects.exclude(pinpoint="").filter(source__key="cook-county-sao-2019-09-02")
    for model, name in ((Event, "event"), (Charge, "charge"), (Case, "case")):
        assert set(cited.exclude(**{name: None}).values_list(name, flat=True)) == set(
            model._default_manager.values_list("pk", flat=True)
        )
    assert Citation.objects.exclude(source__key="cook-county-sao-2019-09-02").count() == 0


@pytest.mark.usefixtures("report")
def test_a_charge_that_changed_is_told_in_both_versions() -> None:
    old, new = Charge.objects.filter(defendant__party__key__endswith="900102")
    assert (old.degree, old.severity) == ("Class 4", "felony")
    assert (new.degree, new.severity, new.offence) == ("Class A", "misdemeanor", "IMAGINARY NUISANCE")
    assert [(link.kind, link.other) for link in new.links.all()] == [("amends", old)]


@pytest.mark.usefixtures("report")
def test_a_later_sentence_takes_the_place_of_the_earlier_by_a_new_event() -> None:
    outcomes = {
        key: [effect.outcome for effect in event.effects.all()]
        for key, event in events("02").items()
        if key.startswith("sentence")
    }
    assert outcomes == {
        "sentence-#-2019-06-03-original-sentencing": ["sentenced"],
        "sentence-#-2019-09-02-probation-violation-sentencing": ["probation_revoked"],
        "sentence-#-2019-09-02-probation-violation-sentencing-2": ["concerns"],
    }


@pytest.mark.parametrize(
    ("number", "event", "date", "given"),
    [
        ("06", "sentence-#-2019-06-01-original-sentencing", "[2019-06-01..2019-06-03]", "2019-06-01"),
        ("08", "sentence-#-2219-06-03-original-sentencing", "[2019-06-03..2019-09-02]", "2219-06-03"),
        ("09", "indictment-#", "[2019-02-01..2019-03-01]", "2109-02-10"),
    ],
)
@pytest.mark.usefixtures("report")
def test_a_day_that_cannot_be_is_noted_and_dates_nothing(
    number: str, event: str, date: str, given: str
) -> None:
    found = events(number)[event]
    assert found.date == date
    assert given in found.note
    assert found.citations.get().differs.startswith(f"Gives the day as {given}")


@pytest.mark.usefixtures("report")
def test_a_hearing_still_to_come_binds_nobody_over() -> None:
    hearing = events("12")["preliminary-hearing-#"]
    assert (hearing.kind, hearing.outcome, hearing.scheduled_on) == (
        "hearing",
        "scheduled",
        dt.date(2020, 1, 15),
    )


@pytest.mark.usefixtures("report")
def test_a_row_of_sentences_convicts_nobody_of_a_charge_that_was_dropped() -> None:
    (event,) = [event for key, event in events("15").items() if key.startswith("sentence")]
    assert "ended otherwise" in event.note
    assert not event.components.exists()


def test_words_nobody_knows_stay_as_source_text_and_are_listed(report: str) -> None:
    event = events("10")["charge-imagined-#-2019-06-03"]
    assert event.source_text == "Charge Imagined"
    assert [effect.outcome for effect in event.effects.all()] == ["outcome_not_read"]
    assert report.index("Outcomes that were not read; their cases stay drafts: 1") < report.index("Not recog")
    assert (
        "dispositions.charge_disposition: “Charge Imagined”, 1 times; first in dispositions.csv, row 11"
        in report
    )
    assert "“Prison / Probation”, 1 times" in report
    part = SentenceComponent.objects.get(defendant__party__key__endswith="900117")
    assert (part.kind, part.text) == ("other", "Prison, Probation, 18 Months")


@pytest.mark.usefixtures("report")
def test_nobody_has_a_name_and_search_engines_stay_away() -> None:
    for defendant in Defendant.objects.select_related("party", "case"):
        assert defendant.party.name == f"Participant {defendant.party.key[-6:]} (name not published)"
        assert defendant.noindex
        assert defendant.party.noindex
        assert defendant.case.noindex


@pytest.mark.usefixtures("report")
def test_oddities_do_not_make_a_record_inconsistent() -> None:
    marked = [
        span.defendant.party.key
        for span in StatusSpan.objects.live().select_related("defendant__party")
        if "inconsistent" in str(span.qualifiers)
    ]
    assert marked == []


@pytest.mark.parametrize(
    "text", ["2019-01-07T00:00:00", "01/07/2019 12:00:00 AM", "1/7/2019", "2019-01-07"], ids=str
)
def test_days_are_read_in_either_of_the_portals_manners(text: str) -> None:
    assert day_of(text) == dt.date(2019, 1, 7)


@pytest.mark.parametrize("text", ["", "soon", "2019-13-01", "13/13/2019"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_of(text) is None
