"""What a list says beside its rows: why one is found, when a charge was brought, where hearings are."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils.html import strip_tags

from people.models import OtherName, Party
from proceedings.models import Event, HarmedPerson
from proceedings.record import services
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    IncidentFactory,
    PartyFactory,
    RestrictionFactory,
    happen,
)
from tests.worlds import again


def matter() -> dict[str, int]:
    """Record a case about a matter that harmed somebody who is named, against somebody with two names."""
    incident = IncidentFactory(title="The invented Whimbrel Bridge")
    harmed = PartyFactory(name="Harmeda Nightjar")
    named = HarmedPerson(incident=incident, party=harmed, named_because="Invented.")
    services.record(incident, parts=[named])
    accused = PartyFactory(name="Testa Mockingbird")
    services.record(accused, parts=[OtherName(party=accused, name="The Piper")])
    case = CaseFactory(incident=incident, caption="Nowhere v. Mockingbird")
    charge = ChargeFactory(defendant=DefendantFactory(case=case, party=accused), offence="Humming")
    happen(charge, "filed", "[2023-01-01..2023-01-31]", kind="filing")
    hearing = Event(case=case, kind="hearing", type="trial", date="2023-05-05", scheduled_on=date(2023, 5, 5))
    hearing.publication, hearing.what = "published", "Invented: a trial is set."
    services.record(hearing)
    return {"harmed": harmed.pk, "accused": accused.pk}


@pytest.fixture
def found(db: None) -> dict[str, int]:
    """Put the matter into the database."""
    return again(matter)


def text_of(client: Client, address: str) -> str:
    """Return what a page says, without its markup."""
    return " ".join(strip_tags(client.get(address).content.decode()).split())


HARMED = "Found by a person the matter harmed: Harmeda Nightjar"
TITLE = "Found by the matter: The invented Whimbrel Bridge"


@pytest.mark.parametrize("slug", ["defendants", "cases", "charges"])
def test_a_row_says_why_it_is_found_where_it_does_not_print_the_words(
    client: Client, found: dict[str, int], slug: str
) -> None:
    said = {
        "nightjar": HARMED,
        "nightjer": HARMED,
        "bridge": TITLE,
        "mockingbird bri": TITLE,
        "piper": "Found by another name of the defendant",
    }
    for text, reason in said.items():
        assert reason in text_of(client, f"/{slug}/?q={text}"), (slug, text)
    for text in ("mockingbird", "testa", "nowhere"):
        assert "Found by" not in text_of(client, f"/{slug}/?q={text}"), (slug, text)


def test_somebody_closed_to_the_public_is_no_reason(client: Client, found: dict[str, int]) -> None:
    RestrictionFactory(party=Party.objects.get(pk=found["harmed"]))
    assert "Nightjar" not in client.get("/defendants/?q=mockingbird nightjar").content.decode()
    assert "Harmeda" not in client.get("/defendants/?q=nightjar").content.decode()


def test_an_uncertain_day_a_charge_was_brought_is_no_exact_day(client: Client, found: dict[str, int]) -> None:
    assert "31 January 2023 at the latest" in text_of(client, "/charges/")


def test_the_calendar_opens_where_the_nearest_hearing_is(client: Client, found: dict[str, int]) -> None:
    late = text_of(client, "/hearings/calendar/?on=2024-07-02")
    assert "Hearings in May 2023" in late
    assert "No hearing is recorded in July 2024 or later; this is the last month with one." in late
    assert "Hearings in May 2023" in text_of(client, "/hearings/calendar/?on=2023-02-02")
    early = text_of(client, "/hearings/calendar/?on=2023-02-02")
    assert "No hearing is recorded in February 2023; this is the next month with one." in early
    empty = " ".join(client.get("/hearings/calendar/?hearing_from=2024-01-01").content.decode().split())
    assert "No hearing is recorded in this month. The nearest month with one:" in empty
    assert 'href="/hearings/calendar/?hearing_from=2023-05-01"' in empty


def test_with_no_hearing_at_all_the_calendar_is_that_of_the_day(client: Client, db: None) -> None:
    assert "Hearings in July 2024" in text_of(client, "/hearings/calendar/?on=2024-07-02")
