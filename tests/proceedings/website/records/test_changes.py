"""What changed on a page: court events and corrections of ours, from history; not who, and no drafts."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import User
from django.test import Client

from proceedings.models import Case, Event
from proceedings.record import services
from proceedings.record.history import last_instant
from tests.factories import ChargeFactory, DefendantFactory, PartyFactory, RestrictionFactory, happen
from tests.proceedings.website.records.matter import Matter

ATOM = "{http://www.w3.org/2005/Atom}"


def words_of(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def told(client: Client, matter: Matter, query: str = "") -> str:
    """Return the words of the page with every change of the dropped case's defendant."""
    response = client.get(f"/defendants/{matter.dropped.pk}-testa-mockingbird/changes/{query}")
    assert response.status_code == 200
    return words_of(response)


def test_a_court_event_is_told_once_when_it_is_published(client: Client, matter: Matter) -> None:
    words = told(client, matter)
    assert "3 recorded changes, newest first." in words
    assert "Court event 21 April 2023, Notice: Invented: dismissed_without_prejudice." in words
    assert "Count 1: Dismissed without prejudice by the prosecution" in words


def test_a_draft_is_not_told_before_it_is_published_nor_what_was_changed_of_it(
    client: Client, matter: Matter
) -> None:
    draft = happen(
        matter.dropped.charges.get(), "concerns", "2023-05-05", publication="draft", what="Secret draft."
    )
    draft.what = "Secret second draft."
    services.record(draft)
    assert "Secret" not in told(client, matter)
    draft.what = "Said in the open."
    services.publish(draft)
    words = told(client, matter)
    assert "Said in the open." in words
    assert "Secret" not in words


def test_a_changed_event_is_a_correction_with_before_and_after(client: Client, matter: Matter) -> None:
    event = Event.objects.get(pk=matter.dismissal.pk)
    effect = event.effects.get()
    event.date, effect.details = "2023-04-22", {"by": "court"}
    services.record(event, parts=[effect])
    words = told(client, matter)
    assert "4 recorded changes, newest first; 1 corrects what stood here." in words
    assert "Correction of ours 22 April 2023, Notice" in words
    assert "Date Was: 21 April 2023 → Now: 22 April 2023" in words
    assert "Was: Count 1: Dismissed without prejudice by the prosecution → Now: Count 1: Dismissed" in words


def test_a_withdrawal_tells_its_reason_and_putting_back_is_told_too(client: Client, matter: Matter) -> None:
    event = Event.objects.get(pk=matter.dismissal.pk)
    instant = last_instant()
    services.withdraw(event, because="It never happened.")
    assert "Withdrawn: It never happened." in told(client, matter)
    services.put_back(event, instant=instant)
    assert "Put back: it counts again." in told(client, matter)


def test_who_made_a_change_and_their_reason_are_shown_nowhere(client: Client, matter: Matter) -> None:
    editor = User.objects.create_user("Testa Editorwren")
    event = Event.objects.get(pk=matter.dismissal.pk)
    event.what = "Put otherwise."
    services.record(event, by=editor, reason="An inner reason")
    page = told(client, matter) + words_of(client.get(f"/defendants/{matter.dropped.pk}-testa-mockingbird/"))
    assert "Put otherwise." in page
    assert "Editorwren" not in page
    assert "inner reason" not in page


def test_a_changed_charge_and_case_are_corrections_and_an_unprinted_number_is_not_shown(
    client: Client, matter: Matter
) -> None:
    charge = matter.charge
    charge.offence = "Whistling at dawn"
    services.record(charge)
    case = Case.objects.get(pk=matter.second.pk)
    case.docket_number, case.caption = "X-3-UNPRINTED", "State of Nowhere v. Mockingbyrd"
    services.record(case)
    words = words_of(client.get(f"/cases/{case.pk}-state-of-nowhere-v-mockingbyrd/changes/"))
    assert "Now: Whistling at dawn" in words or "Now: Whistling at dawn" in told(client, matter)
    assert "Was: State of Nowhere v. Mockingbird → Now: State of Nowhere v. Mockingbyrd" in words
    assert "UNPRINTED" not in words


def test_the_page_shows_the_newest_changes_and_leads_to_all(client: Client, matter: Matter) -> None:
    for day in range(1, 13):
        happen(matter.dropped.charges.get(), "concerns", f"2023-02-{day:02}", what=f"Step {day:02}.")
    page = f"/defendants/{matter.dropped.pk}-testa-mockingbird/"
    section = words_of(client.get(page)).partition("What changed on this page")[2]
    assert "Step 12." in section
    assert "Step 01." not in section
    assert f'href="{page}changes/"' in client.get(page).content.decode()
    assert "Step 01." in told(client, matter)


def test_at_an_earlier_instant_only_what_was_written_by_then_is_told(client: Client, matter: Matter) -> None:
    then = last_instant().astimezone(UTC) + timedelta(microseconds=1)
    services.withdraw(Event.objects.get(pk=matter.dismissal.pk), because="It never happened.")
    words = told(client, matter, f"?known={then:%Y-%m-%dT%H:%M:%S.%fZ}")
    assert "3 recorded changes" in words
    assert "It never happened." not in words


def test_the_feed_tells_events_from_corrections_under_lasting_ids(client: Client, matter: Matter) -> None:
    services.withdraw(Event.objects.get(pk=matter.dismissal.pk), because="It never happened.")
    response = client.get(f"/defendants/{matter.dropped.pk}-testa-mockingbird.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    entries = ET.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314  # we wrote it ourselves
    kinds = [entry.find(f"{ATOM}category").get("term") for entry in entries]  # type: ignore[union-attr]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert kinds == ["correction", "court-event", "court-event", "court-event"]
    assert str(ids[2]).endswith(f"defendant/{matter.dropped.pk}/event/{matter.dismissal.pk}")
    assert len(set(ids)) == len(ids)
    assert client.get(f"/cases/{matter.first.pk}-state-of-nowhere-v-mockingbird.atom").status_code == 200


def test_a_sealed_person_is_in_no_change_no_feed_and_no_citation(client: Client, matter: Matter) -> None:
    party = PartyFactory(name="Testa Canarina", sort_name="Canarina, Testa")
    beside = DefendantFactory(case=matter.first, party=party, position=9)
    event = happen(
        [ChargeFactory(defendant=beside, offence="Conspiring to hum")],
        "indicted",
        "2024-01-19",
        kind="filing",
        what="Testa Canarina is indicted as well.",
    )
    event.what = "Testa Canarina is indicted, and so is Canarina's dog."
    services.record(event)
    stem = f"/cases/{matter.first.pk}-state-of-nowhere-v-mockingbird"
    other = f"/defendants/{matter.dropped.pk}-testa-mockingbird"
    addresses = [
        f"{one}{end}" for one in (stem, other) for end in ("/", "/changes/", ".atom", ".txt", "/report/")
    ]
    assert any("Canarina" in client.get(page).content.decode() for page in addresses)
    RestrictionFactory(party=party)
    for page in addresses:
        response = client.get(page)
        assert response.status_code == 200, page
        assert "canarina" not in response.content.decode().lower(), page
        assert "is indicted" not in response.content.decode(), page


@pytest.mark.parametrize("end", ["/changes/", ".atom", ".bib"])
def test_what_is_not_understood_is_refused(client: Client, matter: Matter, end: str) -> None:
    page = f"/defendants/{matter.dropped.pk}-testa-mockingbird{end}"
    assert client.get(f"{page}?x=1").status_code == 400
    assert client.get(f"/defendants/999999-x{end}").status_code == 404
