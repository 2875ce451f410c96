"""A sealed record beside every public page: its name appears nowhere, its address answers 410."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from proceedings.models import Case, Charge, Defendant
from proceedings.record.history import last_instant
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    happen,
)
from tests.proceedings.website.records.matter import Matter

CANARY = "Canarina"


@pytest.fixture
def sealed(matter: Matter) -> Defendant:
    """Record a co-defendant of the tried case and an own case, both under a name no page may show."""
    party = PartyFactory(name=f"Testa {CANARY}", sort_name=f"{CANARY}, Testa")
    beside = DefendantFactory(case=matter.second, party=party, position=9)
    happen(
        ChargeFactory(defendant=beside, offence="Conspiring to hum"),
        "indicted",
        "2024-01-19",
        kind="filing",
        what=f"Testa {CANARY} is indicted as well.",
    )
    case = CaseFactory(
        caption=f"State of Nowhere v. {CANARY}", docket_number=f"{CANARY}-7", incident=matter.incident
    )
    own = DefendantFactory(case=case, party=party)
    happen(ChargeFactory(defendant=own), "filed", "2024-02-02", kind="filing", what=f"{CANARY} is charged.")
    return own


def addresses(matter: Matter) -> list[str]:
    """Return one address of every public page, and lists asked in several ways."""
    return [
        "/",
        "/defendants/",
        f"/defendants/?q={CANARY.lower()[:4]}",
        "/defendants/?on=2024-03-01&sort=name",
        f"/defendants/{matter.tried.pk}-testa-mockingbird/",
        f"/defendants/{matter.dropped.pk}-testa-mockingbird/",
        "/cases/",
        f"/cases/{matter.second.pk}/",
        f"/cases/{matter.suit.pk}/",
        "/incidents/invented-matter/",
        f"/people/{matter.tried.party_id}/",
        f"/people/{matter.judge.party_id}/",
        "/method/",
        "/statistics/",
        "/statistics/offence.csv",
        "/statistics/court.svg",
    ]


def test_the_name_shows_as_long_as_nothing_is_sealed(
    client: Client, matter: Matter, sealed: Defendant
) -> None:
    shown = [page for page in addresses(matter) if CANARY in client.get(page, follow=True).content.decode()]
    assert {"/", "/defendants/", "/cases/", "/incidents/invented-matter/"} <= set(shown)
    assert f"/cases/{matter.second.pk}/" in shown


@pytest.mark.parametrize("known", ["now", "then"])
def test_a_sealed_party_is_named_on_no_page(
    client: Client, matter: Matter, sealed: Defendant, known: str
) -> None:
    then = (last_instant() + timedelta(microseconds=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    RestrictionFactory(party=sealed.party)
    for page in addresses(matter):
        takes_clocks = page not in ("/", "/cases/", "/method/")
        mark = "&" if "?" in page else "?"
        asked = f"{page}{mark}known={then}" if known == "then" and takes_clocks else page
        response = client.get(asked, follow=True)
        hidden = response.content.decode().replace(f'value="{CANARY.lower()[:4]}"', "")
        assert CANARY.lower() not in hidden.lower(), asked


def closed_by(what: str, sealed: Defendant) -> dict[str, Any]:
    """Return the target of a restriction."""
    targets: dict[str, Any] = {"party": sealed.party, "case": sealed.case, "defendant": sealed}
    return {what: targets[what]}


@pytest.mark.parametrize("what", ["party", "case", "defendant"])
def test_a_closed_record_answers_410_and_names_nobody(
    client: Client, matter: Matter, sealed: Defendant, what: str
) -> None:
    RestrictionFactory(**closed_by(what, sealed))
    pages = [
        f"/defendants/{sealed.pk}/",
        f"/defendants/{sealed.pk}-testa-canarina/",
        f"/cases/{sealed.case_id}/",
    ]
    pages += [f"/people/{sealed.party_id}/"] * (what == "party")
    for page in pages:
        response = client.get(page)
        assert response.status_code == 410, page
        assert CANARY not in response.content.decode()


def test_a_closed_part_is_not_shown(client: Client, matter: Matter) -> None:
    hidden = Charge.objects.get(defendant=matter.tried, count_label="Count 2")
    page = f"/defendants/{matter.tried.pk}-testa-mockingbird/"
    assert "Humming at noon" in client.get(page).content.decode()
    RestrictionFactory(charge=hidden)
    assert "Humming at noon" not in client.get(page).content.decode()
    assert "Humming at noon" not in client.get(f"/cases/{matter.second.pk}/", follow=True).content.decode()


def test_a_record_that_never_was_is_not_found(client: Client, db: None) -> None:
    for page in ("/defendants/999999/", "/cases/999999/", "/people/999999/", "/incidents/nothing/"):
        assert client.get(page).status_code == 404


def test_a_draft_is_not_found(client: Client, matter: Matter) -> None:
    draft = CaseFactory(caption="State of Nowhere v. Draft")
    charge = ChargeFactory(defendant=DefendantFactory(case=draft))
    happen(charge, "filed", "2024-01-01", kind="filing", publication="draft")
    assert client.get(f"/cases/{draft.pk}/").status_code == 404
    assert client.get(f"/defendants/{charge.defendant_id}/").status_code == 404
    assert Case.objects.filter(pk=draft.pk).exists()
