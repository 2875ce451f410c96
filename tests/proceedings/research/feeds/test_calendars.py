"""A calendar program reads our hearings as what they are, and keeps up with what is recorded later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proceedings.law.codes import HearingOutcome
from proceedings.research.feeds.calendars import (
    STATUS,
    CalendarHead,
    CalendarHearing,
    calendar,
)

TODAY = date(2024, 7, 1)
HEAD = CalendarHead(
    name="Hearings to come", host="tracker.example", address="https://tracker.example/hearings.ics", on=TODAY
)
HEARING = CalendarHearing(
    id=12,
    day=date(2024, 7, 10),
    at=time(9, 30),
    time_zone="America/Denver",
    title="Trial",
    case="State of Nowhere v. Mockingbird",
    docket="D-000-CR-0000",
    court="District Court of Nowhere",
    place="Nowhere",
    outcome="",
    what="The trial is set to begin.",
    address="https://tracker.example/cases/3-state-of-nowhere-v-mockingbird/",
    recorded=datetime(2024, 6, 1, 12, 0, 0, 123456, tzinfo=UTC),
    changes=0,
)


def read(*hearings: CalendarHearing) -> Any:  # the library's values are of thirty types
    """Return the calendar as a program reads it back."""
    return icalendar.Calendar.from_ical(calendar(HEAD, hearings))


def only(hearing: CalendarHearing) -> Any:  # the same
    """Return the one event of a calendar."""
    (event,) = read(hearing).events
    assert not event.errors
    return event


def test_the_calendar_says_what_it_is_and_where_it_comes_from() -> None:
    book = read(HEARING)
    assert (book["version"], book["method"]) == ("2.0", "PUBLISH")
    assert book["x-wr-calname"] == book["name"] == "Hearings to come"
    assert book["source"] == "https://tracker.example/hearings.ics"
    assert book["refresh-interval"].dt == timedelta(hours=12)


def test_a_calendar_without_hearings_is_still_one() -> None:
    assert read().events == []


def test_a_hearing_is_at_the_courts_own_time_and_the_file_describes_its_zone() -> None:
    event = only(HEARING)
    assert event.start == datetime(2024, 7, 10, 15, 30, tzinfo=UTC)
    assert event["dtstart"].params["TZID"] == "America/Denver"
    assert b"DTSTART;TZID=America/Denver:20240710T093000\r\n" in calendar(HEAD, [HEARING])
    assert [zone.tz_name for zone in read(HEARING).timezones] == ["America/Denver"]
    assert read(HEARING).get_missing_tzids() == set()


def test_each_court_keeps_its_zone() -> None:
    london = replace(HEARING, id=13, time_zone="Europe/London")
    assert {zone.tz_name for zone in read(HEARING, london).timezones} == {"America/Denver", "Europe/London"}


def test_a_hearing_whose_time_is_not_known_takes_the_day() -> None:
    event = only(replace(HEARING, at=None))
    assert event["dtstart"].dt == date(2024, 7, 10)
    assert b"DTSTART;VALUE=DATE:20240710\r\n" in calendar(HEAD, [replace(HEARING, at=None)])
    assert "The time is not known." in event["description"]


def test_a_hearing_takes_no_time_from_the_readers_day_and_claims_no_end() -> None:
    event = only(HEARING)
    assert event["transp"] == "TRANSPARENT"
    assert "dtend" not in event
    assert "duration" not in event


def test_a_correction_keeps_the_uid_and_raises_the_sequence() -> None:
    moved = replace(HEARING, day=date(2024, 8, 1), changes=1, recorded=HEARING.recorded + timedelta(days=3))
    before, after = only(HEARING), only(moved)
    assert before["uid"] == after["uid"] == "hearing-12@tracker.example"
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert before["dtstamp"].dt == datetime(2024, 6, 1, 12, tzinfo=UTC)
    assert after["dtstamp"].dt == after["last-modified"].dt == datetime(2024, 6, 4, 12, tzinfo=UTC)


def test_the_same_record_gives_the_same_file() -> None:
    assert calendar(HEAD, [HEARING]) == calendar(HEAD, [HEARING])


@pytest.mark.parametrize(
    ("outcome", "status", "summary"),
    [
        pytest.param("", "CONFIRMED", "Trial: ", id="none yet"),
        pytest.param("scheduled", "CONFIRMED", "Trial: ", id="scheduled"),
        pytest.param("held", "CONFIRMED", "Held: Trial: ", id="held"),
        pytest.param("trial_effective", "CONFIRMED", "Began as set: Trial: ", id="trial started"),
        pytest.param("continued", "CANCELLED", "Continued: Trial: ", id="put off"),
        pytest.param("vacated", "CANCELLED", "Vacated: Trial: ", id="vacated"),
        pytest.param("cancelled", "CANCELLED", "Canceled: Trial: ", id="cancelled"),
        pytest.param("waived", "CANCELLED", "Waived: Trial: ", id="waived"),
        pytest.param("trial_cracked", "CANCELLED", "Cracked trial: Trial: ", id="cracked"),
        pytest.param("trial_ineffective", "CANCELLED", "Ineffective trial: Trial: ", id="ineffective"),
    ],
)
def test_the_status_follows_the_outcome(outcome: str, status: str, summary: str) -> None:
    event = only(replace(HEARING, outcome=outcome))
    assert event["status"] == status
    assert event["summary"] == f"{summary}State of Nowhere v. Mockingbird"


def test_every_outcome_has_a_status() -> None:
    assert set(STATUS) == set(HearingOutcome)


@pytest.mark.parametrize("outcome", ["", "scheduled"])
def test_a_hearing_that_has_passed_with_no_outcome_is_not_said_to_have_been_held(outcome: str) -> None:
    passed = only(replace(HEARING, day=TODAY - timedelta(days=1), outcome=outcome))
    assert passed["status"] == "TENTATIVE"
    assert passed["summary"].startswith("No outcome recorded: ")
    assert only(replace(HEARING, day=TODAY, outcome=outcome))["status"] == "CONFIRMED"


ANY_TEXT = st.text(alphabet=st.characters(codec="utf-8"))


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_no_text_adds_a_line_of_its_own(text: str) -> None:
    said = f"{text}\r\nEND:VEVENT\nX-INJECTED:1; a, b\\n"
    hearing = replace(
        HEARING, what=said, case=said, court=said, place=said, title=said, address=f"https://x/{said}"
    )
    raw = calendar(HEAD, [hearing])
    assert b"\nX-INJECTED" not in raw
    assert raw.count(b"\r\nEND:VEVENT\r\n") == 1
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert "X-INJECTED:1; a, b\\n" in only(hearing)["description"]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_mistyped_year_breaks_no_calendar(day: date) -> None:
    assert only(replace(HEARING, day=day, at=None))["dtstart"].dt == day
