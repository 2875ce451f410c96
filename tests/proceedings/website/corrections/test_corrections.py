from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from proceedings.models import Correction, Defendant, Event
from proceedings.record import services
from proceedings.website.corrections import log
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    happen,
)
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

CANARY = "Canarina"
DAY = datetime(2025, 5, 5, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
BUDGET = 12


@pytest.fixture
def matter(db: None) -> Matter:
    """Put the invented matter into the database."""
    return again(invent)


@pytest.fixture
def canary(matter: Matter) -> Defendant:
    """Record a defendant whose record had to be corrected: by a note, and by taking an event back."""
    party = PartyFactory(key="party-c", name=f"Testa {CANARY}", sort_name=f"{CANARY}, Testa")
    defendant = DefendantFactory(case=CaseFactory(caption=f"State of Nowhere v. {CANARY}"), party=party)
    charge = ChargeFactory(defendant=defendant)
    happen(charge, "filed", "2024-02-02", kind="filing")
    mistake = happen(charge, "indicted", "2024-03-03", kind="filing", what=f"{CANARY} is indicted.")
    services.withdraw(mistake, because=f"It was not {CANARY}.")
    note(case=defendant.case, was=f"{CANARY} was said to whistle.")
    return defendant


def note(*, was: str = "Wrong.", now: str = "Right.", made_at: datetime = DAY, **about: Any) -> Correction:
    correction = Correction(was=was, now=now, why="A slip.", made_at=made_at, **about)
    services.record(correction)
    return correction


def read(client: Client, asked: str = "") -> str:
    response = client.get(f"/corrections/{asked}")
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_log_says_so(client: Client, db: None) -> None:
    assert "Nothing has had to be corrected yet." in read(client)


def test_a_note_is_shown_with_before_after_reason_and_instant(client: Client, matter: Matter) -> None:
    note(case=matter.first, was="Two counts.", now="One count.")
    shown = read(client)
    for words in ("Two counts.", "One count.", "A slip.", "5 May 2025", matter.first.caption):
        assert words in shown


def test_a_withdrawn_event_is_shown_with_its_reason_at_the_instant_it_was_withdrawn(
    client: Client, matter: Matter
) -> None:
    services.withdraw(matter.dismissal, because="It never happened.")
    instant = matter.dismissal.history.latest().history_date
    assert "It never happened." in read(client)
    matter.dismissal.note = "A later edit."
    services.record(matter.dismissal)
    (entry,) = log.page(size=9).entries
    assert entry.place.made_at == instant


def test_an_event_put_back_is_no_longer_in_the_log_and_one_withdrawn_again_is_newly_dated(
    client: Client, matter: Matter
) -> None:
    before = matter.dismissal.history.latest().history_date
    services.withdraw(matter.dismissal, because="It never happened.")
    services.put_back(matter.dismissal, instant=before)
    assert "It never happened." not in read(client)
    event = Event.objects.get(pk=matter.dismissal.pk)
    services.withdraw(event, because="It never did happen.")
    (entry,) = log.page(size=9).entries
    assert entry.place.made_at == event.history.latest().history_date


def test_a_draft_that_was_given_up_was_never_public_and_is_not_in_the_log(
    client: Client, matter: Matter
) -> None:
    draft = happen(
        ChargeFactory(defendant=matter.tried), "filed", "2024-02-02", kind="filing", publication="draft"
    )
    services.withdraw(draft, because="A draft given up.")
    assert "A draft given up." not in read(client)


def test_the_log_names_the_canary_as_long_as_nothing_closes_it(client: Client, canary: Defendant) -> None:
    assert read(client).count(CANARY) >= 4
    assert CANARY in client.get("/corrections.atom").content.decode()


@pytest.mark.parametrize("what", ["party", "case", "defendant"])
def test_what_concerns_a_closed_record_keeps_its_place_and_names_nobody(
    client: Client, canary: Defendant, what: str
) -> None:
    target = {"party": canary.party, "case": canary.case, "defendant": canary}[what]
    RestrictionFactory(**{what: target})
    for page in ("/corrections/", "/corrections.atom"):
        shown = client.get(page).content.decode()
        assert CANARY.lower() not in shown.lower()
        assert shown.count("About a record that is closed to the public") == 2


def test_an_entry_about_a_closed_event_says_nothing(client: Client, matter: Matter) -> None:
    note(event=matter.dismissal, was="Said too much.")
    services.withdraw(matter.dismissal, because="Said too much as well.")
    RestrictionFactory(event=matter.dismissal)
    assert "Said too much" not in read(client)


def test_a_closed_name_is_taken_out_of_the_notes_of_other_records(client: Client, canary: Defendant) -> None:
    open_case = CaseFactory(caption="State of Nowhere v. Nightjar")
    happen(ChargeFactory(defendant=DefendantFactory(case=open_case)), "filed", "2024-01-01", kind="filing")
    note(case=open_case, was=f"{CANARY} was named as a witness.")
    RestrictionFactory(party=canary.party)
    assert "[name withheld] was named as a witness." in read(client)


def test_a_note_about_a_matter_links_it(client: Client, matter: Matter) -> None:
    note(incident=matter.incident)
    assert f'href="/incidents/{matter.incident.key}/"' in read(client)


def test_a_correction_of_what_was_never_public_is_not_told(client: Client, db: None) -> None:
    case = CaseFactory(caption="State of Nowhere v. Draft")
    note(case=case, was="Said wrongly.")
    shown = read(client)
    assert "Said wrongly." not in shown
    assert "v. Draft" not in shown


def test_pages_walk_every_entry_once_forward_and_back(matter: Matter) -> None:
    for number in range(5):
        note(case=matter.first, made_at=DAY + timedelta(days=number // 2))
    for event in list(Event.objects.filter(case=matter.second))[:4]:
        services.withdraw(event, because="Invented.")
    withdrawn = Event.objects.filter(publication="withdrawn").first()
    assert withdrawn is not None
    instant = next(e for e in log.page(size=99).entries if e.fact == withdrawn).place.made_at
    for _twin in range(2):
        note(case=matter.first, made_at=instant)
    everything = [entry.place for entry in log.page(size=99).entries]
    assert everything == sorted(everything, key=lambda place: place.rank, reverse=True)
    assert len(everything) == 11

    forward, page = [], log.page(size=3)
    while True:
        forward += [entry.place for entry in page.entries]
        if not page.next:
            break
        page = log.page(size=3, after=log.read_place(page.next))
    assert forward == everything

    back: list[log.LogCursor] = []
    while True:
        back = [entry.place for entry in page.entries] + back
        if not page.previous:
            break
        page = log.page(size=3, before=log.read_place(page.previous))
    assert back == everything


def test_the_page_links_the_next_and_the_previous(client: Client, matter: Matter, settings: Settings) -> None:
    settings.PAGE_SIZE = 2
    for number in range(3):
        note(case=matter.first, was=f"Slip {number}.", made_at=DAY + timedelta(days=number))
    first = client.get("/corrections/").context["page"]
    assert (first.next != "", first.previous) == (True, "")
    second = read(client, first.next)
    assert "Slip 0." in second
    assert "Slip 2." not in second
    assert 'name="robots" content="noindex"' in second


@pytest.mark.parametrize(
    "asked",
    [
        "?page=2",
        "?after=x",
        "?after=2024-01-01~note~1",
        "?after=2024-01-01T00:00Z~other~1",
        "?after=2024-01-01T00:00Z~note~1&before=2024-01-01T00:00Z~note~1",
        "?after=%00",
        f"?before={'9' * 10_000}",
        "?after=9999-99-99T00:00Z~note~1",
    ],
)
def test_what_is_not_understood_is_refused(client: Client, db: None, asked: str) -> None:
    assert client.get(f"/corrections/{asked}").status_code == 400


def test_the_feed_calls_each_entry_a_correction_and_points_to_it(client: Client, matter: Matter) -> None:
    correction = note(case=matter.first, was="Two counts.", now="One count.")
    response = client.get("/corrections.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    (entry,) = ET.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314  # our own feed
    assert entry.find(f"{ATOM}category").attrib["term"] == "correction"  # type: ignore[union-attr]
    assert entry.find(f"{ATOM}link").attrib["href"].endswith(f"/corrections/#note-{correction.pk}")  # type: ignore[union-attr]
    assert client.get("/corrections.atom?x=1").status_code == 400


def test_the_log_keeps_its_budget_however_long_it_is(client: Client, matter: Matter) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            read(client)
        return len(captured)

    note(case=matter.first)
    few = queries()
    for number in range(6):
        note(case=matter.second, made_at=DAY + timedelta(days=number))
        note(incident=matter.incident)
        note(event=matter.dismissal)
    services.withdraw(matter.dismissal, because="Invented.")
    assert queries() <= few <= BUDGET
