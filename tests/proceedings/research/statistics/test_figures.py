"""Every figure counts what the rules say, in every unit, on any day, as known at any instant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import Client

from kit.filtering import stamp
from proceedings.models import Charge, StatusSpan
from proceedings.record import services
from proceedings.record.history import last_instant
from proceedings.research.lists.definitions import LISTS
from proceedings.research.query.list_query import ListQuery
from proceedings.research.statistics.units import Unit
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    happen,
)
from tests.proceedings.research.statistics.conftest import Table, numbers
from tests.proceedings.website.records.matter import Matter, invent


def test_criminal_and_civil_are_counted_apart(matter: Matter, table: Table) -> None:
    rows = table("status")
    assert numbers(rows, "criminal", "place") == {
        ("sentenced_custody",): 1,
        ("dismissed_without_prejudice",): 1,
        ("total",): 2,
    }
    assert numbers(rows, "civil", "place") == {("civil_settled",): 1, ("total",): 1}


def test_a_person_with_two_cases_counts_once_in_the_total(matter: Matter, table: Table) -> None:
    rows = table("status?unit=people")
    assert numbers(rows, "criminal", "place") == {
        ("sentenced_custody",): 1,
        ("dismissed_without_prejudice",): 1,
        ("total",): 1,
    }


def test_charges_count_by_where_each_stands_itself(matter: Matter, table: Table) -> None:
    assert numbers(table("status?unit=charges"), "criminal", "place") == {
        ("dismissed",): 1,
        ("convicted",): 1,
        ("acquitted",): 1,
        ("total",): 3,
    }


def test_a_case_with_two_defendants_is_one_case(matter: Matter, table: Table) -> None:
    beside = DefendantFactory(case=matter.second, party=PartyFactory())
    happen(ChargeFactory(defendant=beside), "indicted", "2024-01-19", kind="filing")
    assert numbers(table("status?unit=cases"), "criminal", "place")["total",] == 2
    assert numbers(table("status"), "criminal", "place")["total",] == 3


def test_a_figure_can_be_asked_of_any_day(matter: Matter, table: Table) -> None:
    rows = table("status?on=2024-07-10")
    assert numbers(rows, "criminal", "place") == {
        ("on_trial",): 1,
        ("dismissed_without_prejudice",): 1,
        ("total",): 2,
    }


def test_a_figure_as_published_earlier_stays_as_it_was(matter: Matter, table: Table) -> None:
    known = stamp(last_instant())
    before = {key: table(f"{key}?known={known}") for key in FIGURES}
    services.withdraw(matter.dismissal, because="An invented mistake.")
    late = ChargeFactory(defendant=matter.dropped, offence="Yodelling")
    happen(late, "filed", "2024-02-02", kind="filing")
    assert {key: table(f"{key}?known={known}") for key in FIGURES} == before
    assert table("status") != before["status"]
    assert "Yodelling" in {row["group"] for row in table("offence")}


def test_over_time_each_point_agrees_with_the_figure_of_that_day(matter: Matter, table: Table) -> None:
    for unit in Unit:
        points = table(f"time?unit={unit.value}")
        assert len({row["day"] for row in points}) > 5
        for day in {row["day"] for row in points}:
            here = [row for row in points if row["day"] == day]
            for side in ("criminal", "civil"):
                totals = numbers(table(f"status?unit={unit.value}&on={day}"), side, "place")
                assert numbers(here, side, "place").get(("total",), 0) == totals.get(("total",), 0)


def test_by_court_by_phase(matter: Matter, table: Table) -> None:
    held = numbers(table("court"), "criminal", "group_label", "place")
    assert held["First Fictional Court", "guilty"] == 1
    assert held["First Fictional Court", "ended_without_conviction"] == 1
    assert held["First Fictional Court", "total"] == 2


def test_the_year_of_filing_is_that_of_the_latest_day_it_can_have_been(matter: Matter, table: Table) -> None:
    new_year = ChargeFactory()
    happen(new_year, "filed", "[2020-12-20..2021-01-05]", kind="filing")
    held = numbers(table("year"), "criminal", "group", "place")
    assert held["2021", "open"] == 1
    assert ("2020", "total") not in held
    assert held["2023", "total"] == held["2024", "total"] == 1


def test_by_offence_each_defendant_counts_once_in_a_line(matter: Matter, table: Table) -> None:
    again = ChargeFactory(defendant=matter.dropped, offence="Whistling after dark")
    happen(again, "filed", "2023-01-20", kind="filing")
    assert numbers(table("offence"), "criminal", "group", "place")["Whistling after dark", "total"] == 1
    held = numbers(table("offence?unit=charges"), "criminal", "group", "place")
    assert held["Whistling after dark", "total"] == 2


@pytest.mark.parametrize("unit", [unit.value for unit in Unit])
def test_by_offence_a_charge_counts_by_its_own_state(matter: Matter, table: Table, unit: str) -> None:
    held = numbers(table(f"offence?unit={unit}"), "criminal", "group", "place")
    # Of the two counts against one defendant one ended in a conviction, the other in an acquittal.
    assert held["Humming at noon", "ended_without_conviction"] == 1
    assert ("Humming at noon", "guilty") not in held


def test_by_offence_a_charge_that_another_replaced_is_not_counted(matter: Matter, table: Table) -> None:
    before = numbers(table("offence?unit=charges"), "criminal", "group", "place")
    charge = ChargeFactory(defendant=matter.dropped, offence="Yodelling")
    happen(charge, "filed", "2023-01-20", kind="filing")
    assert numbers(table("offence?unit=charges"), "criminal", "group", "place") != before
    happen(charge, "superseded", "2023-01-21", kind="filing")
    assert numbers(table("offence?unit=charges"), "criminal", "group", "place") == before


def test_a_charge_no_published_event_rests_on_is_no_charge(matter: Matter, table: Table) -> None:
    draft = ChargeFactory(defendant=matter.tried, offence="Rehearsed whistling")
    happen(draft, "filed", "2024-02-02", kind="filing", publication="draft")
    known = stamp(last_instant())
    for asked in ("offence", f"offence?known={known}"):
        assert "Rehearsed whistling" not in {row["group"] for row in table(asked)}


def test_a_duration_runs_from_filing_to_the_outcome_that_stands(matter: Matter, table: Table) -> None:
    rows = {row["place"]: row for row in table("duration")}
    assert int(rows["ended_without_conviction"]["least"]) == (date(2023, 4, 21) - date(2023, 1, 20)).days
    # Found guilty is the outcome; the sentence that follows does not begin another.
    assert int(rows["guilty"]["most"]) == (date(2024, 7, 12) - date(2024, 1, 19)).days
    assert int(rows["civil_ended"]["least"]) == (date(2025, 3, 3) - date(2022, 2, 2)).days


def test_an_uncertain_date_counts_with_its_latest_day_and_is_said(matter: Matter, table: Table) -> None:
    rows = {row["place"]: row for row in table("duration")}
    assert rows["ended_without_conviction"]["uncertain"] == "1"
    assert rows["guilty"]["uncertain"] == "0"


def test_who_is_still_open_is_counted_beside_the_durations(
    matter: Matter, table: Table, client: Client
) -> None:
    assert {row["place"]: row["number"] for row in table("duration")}["open"] == "0"
    happen(ChargeFactory(), "filed", "2024-02-02", kind="filing")
    assert {row["place"]: row["number"] for row in table("duration")}["open"] == "1"
    assert "1 is still open: left out." in client.get("/statistics/duration/").content.decode()


def test_guilty_in_part_with_charges_undecided_is_still_open(db: None, table: Table) -> None:
    one = ChargeFactory()
    two = ChargeFactory(defendant=one.defendant)
    happen([one, two], "indicted", "2024-01-01", kind="filing")
    happen(one, "found_guilty", "2024-03-01")
    rows = {row["place"]: row for row in table("duration")}
    assert rows["open"]["number"] == "1"
    assert "guilty" not in rows


def test_a_case_reinstated_and_ended_again_is_measured_to_the_end_that_stands(db: None, table: Table) -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2024-01-01", kind="filing")
    happen(charge, "dismissed_without_prejudice", "2024-02-01")
    happen(charge, "reinstated", "2024-03-01")
    happen(charge, "dismissed_with_prejudice", "2024-04-01")
    rows = {row["place"]: row for row in table("duration")}
    assert rows["ended_without_conviction"]["least"] == str((date(2024, 4, 1) - date(2024, 1, 1)).days)


def test_sentences_keep_the_courts_own_units(matter: Matter, table: Table) -> None:
    other = ChargeFactory(offence=Charge.objects.get(pk=matter.charge.pk).offence)
    happen(other, "indicted", "2024-01-01", kind="filing")
    happen(other, "found_guilty", "2024-02-01")
    years = {"kind": "imprisonment", "maximum": Decimal(2), "unit": "years"}
    happen(other, "sentenced", "2024-03-01", kind="sentence", components=[years])
    rows = {(row["part"], row["unit"]): row for row in table("sentences")}
    assert Decimal(rows["imprisonment", "months"]["least"]) == 18
    assert Decimal(rows["imprisonment", "years"]["least"]) == 2
    assert rows["imprisonment", "months"]["median"] == ""
    assert "547" not in str(rows)


def test_a_disputed_part_of_a_sentence_is_left_out_and_said(
    matter: Matter, table: Table, client: Client
) -> None:
    assert "fine" not in {row["part"] for row in table("sentences")}
    assert "reported on weak grounds only" in client.get("/statistics/sentences/").content.decode()


def test_a_sentence_that_another_replaced_no_longer_counts(matter: Matter, table: Table) -> None:
    months = {"kind": "imprisonment", "maximum": Decimal(6), "unit": "months"}
    happen(matter_count(matter), "sentence_modified", "2025-01-01", components=[months])
    held = [Decimal(row["most"]) for row in table("sentences") if row["part"] == "imprisonment"]
    assert held == [Decimal(6)]


def matter_count(matter: Matter) -> Charge:
    return Charge.objects.get(defendant=matter.tried, count_label="Count 1")


FIGURES = ("status", "time", "court", "year", "offence", "duration", "sentences")


@pytest.mark.parametrize("key", ["status", "time", "court", "duration"])
def test_every_number_leads_to_as_many_rows(matter: Matter, table: Table, key: str) -> None:
    invent("more-")
    happen(ChargeFactory(), "filed", "2023-02-02", kind="filing")
    for asked in ("", "?on=2024-07-10", "?type=criminal", "?phase=guilty&phase=open", "?status=charged"):
        for row in table(f"{key}{asked}"):
            if row["rows"]:
                query = ListQuery(LISTS["defendants"], QueryDict(urlsplit(row["rows"]).query))
                assert not query.refusals
                assert query.count().value == int(row["number"]), row


def test_a_sealed_defendant_is_counted_nowhere_at_no_instant(matter: Matter, table: Table) -> None:
    before = {key: strip(table(key)) for key in FIGURES}
    party = PartyFactory(name="Testa Canarina")
    sealed = DefendantFactory(case=CaseFactory(court=matter.first.court), party=party)
    count = ChargeFactory(defendant=sealed, offence="Canarina whistling")
    happen(count, "indicted", "2024-01-19", kind="filing")
    happen(count, "found_guilty", "2024-02-02")
    prison = {"kind": "imprisonment", "maximum": Decimal(9), "unit": "years"}
    happen(count, "sentenced", "2024-03-03", kind="sentence", components=[prison])
    known = stamp(last_instant())
    assert {key: strip(table(key)) for key in FIGURES} != before
    RestrictionFactory(party=party)
    assert StatusSpan.objects.filter(party=party).exists()
    assert {key: strip(table(key)) for key in FIGURES} == before
    past = {key: strip(table(f"{key}?known={known}")) for key in FIGURES}
    assert {key: [without_rows(row) for row in rows] for key, rows in past.items()} == {
        key: [without_rows(row) for row in rows] for key, rows in before.items()
    }


def strip(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Leave out the instant, which moves with every write."""
    return [{key: value for key, value in row.items() if key != "known"} for row in rows]


def without_rows(row: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in row.items() if key != "rows"}
