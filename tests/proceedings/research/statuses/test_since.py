"""Since when a status holds, what was recorded last, what a status is called: the same words everywhere."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from kit.filtering import stamp
from proceedings import wording
from proceedings.models import Charge, Claim, Event
from proceedings.models.status_span_queries import today
from proceedings.record import services
from proceedings.record.history import last_instant
from tests.factories import CaseFactory, ChargeFactory, ClaimFactory, DefendantFactory, PartyFactory, happen
from tests.worlds import again

LATEST = "31 December 2025 at the latest"


def test_a_day_that_is_certain_is_said_alone() -> None:
    day = date(2025, 12, 31)
    assert wording.since_words(day, day) == "31 December 2025"
    assert wording.since_words(day, date(2025, 5, 1)) == LATEST
    assert wording.since_words(date.min, date.min) == ""


@pytest.fixture
def settled(db: None) -> Claim:
    """Put a settled suit into the database."""
    return again(settled_suit)


def settled_suit() -> Claim:
    """Record a suit that was settled somewhen between May and December 2025."""
    case = CaseFactory(caption="Whimbrel v. Fictional Corp", type="civil")
    party = PartyFactory(name="Fictional Corp", kind="organisation")
    claim: Claim = ClaimFactory(defendant=DefendantFactory(case=case, party=party))
    happen(claim, "claim_filed", "2024", kind="filing")
    happen(claim, "claim_settled", "[2025-05-01..2025-12-31]")
    return claim


def text(client: Client, address: str) -> str:
    """Return the words of a page."""
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return " ".join(strip_tags(response.content.decode()).split())


def row(client: Client) -> dict[str, str]:
    """Return the only row of the file of defendants."""
    (only,) = csv.DictReader(io.StringIO(client.get("/defendants.csv").getvalue().decode()))
    return only


def status(client: Client, pk: int) -> dict[str, Any]:
    """Return the status of a defendant as programs read it."""
    found: dict[str, Any] = client.get(f"/api/v1/defendants/{pk}/").json()["status"]
    return found


@pytest.mark.parametrize("page", ["/defendants/", "defendant", "case", "person"])
def test_an_uncertain_date_is_nowhere_said_as_a_day(client: Client, settled: Claim, page: str) -> None:
    held = settled.defendant
    addresses = {
        "defendant": f"/defendants/{held.pk}/",
        "case": f"/cases/{held.case_id}/",
        "person": f"/people/{held.party_id}/",
    }
    assert LATEST in text(client, addresses.get(page, page))


def test_the_beginning_of_a_case_is_said_as_uncertain_as_it_is(client: Client, settled: Claim) -> None:
    assert "31 December 2024 at the latest" in text(client, "/cases/")


def test_programs_are_told_the_first_possible_day(client: Client, settled: Claim) -> None:
    told = status(client, settled.defendant_id)
    assert (told["since"], told["since_earliest"]) == ("2025-12-31", "2025-05-01")
    assert (row(client)["since"], row(client)["since_earliest"]) == ("2025-12-31", "2025-05-01")


def test_a_span_within_the_run_keeps_the_first_day_of_the_run(client: Client, settled: Claim) -> None:
    happen(settled, "claim_appeal_noticed", "2026-01-05", kind="filing")
    span = settled.defendant.spans.live().latest("valid_from")
    assert span.valid_from != span.since, "the present span must not be the one that begins the run"
    told = status(client, settled.defendant_id)
    assert (told["since"], told["since_earliest"]) == ("2025-12-31", "2025-05-01")
    assert LATEST in text(client, "/defendants/")


@pytest.fixture
def charge(db: None) -> Charge:
    """Put a dismissed charge into the database."""
    return again(dismissed_charge)


def dismissed_charge() -> Charge:
    """Record a charge that was dismissed."""
    accused = DefendantFactory(party=PartyFactory(name="Testa Mockingbird"))
    count: Charge = ChargeFactory(defendant=accused)
    happen(count, "filed", "2024-01-10", kind="filing")
    happen(count, "dismissed_with_prejudice", "2024-07-12")
    return count


def test_a_certain_date_is_the_same_day_twice(client: Client, charge: Charge) -> None:
    told = status(client, charge.defendant_id)
    assert (told["since"], told["since_earliest"]) == ("2024-07-12", "2024-07-12")
    assert "at the latest" not in text(client, f"/defendants/{charge.defendant_id}/")


def test_what_an_appeal_did_is_the_last_recorded_event(client: Client, charge: Charge) -> None:
    above = CaseFactory(caption="Fictional appeal", type="appeal")
    happen(charge, "appeal_noticed", "2024-10-24", kind="filing", case=above, details={"by": "prosecution"})
    assert "Last recorded event: 24 October 2024." in text(client, f"/defendants/{charge.defendant_id}/")
    last = happen(charge, "appeal_withdrawn", "2024-12-23", kind="ruling", case=above)
    assert "Last recorded event: 23 December 2024." in text(client, f"/defendants/{charge.defendant_id}/")
    assert status(client, charge.defendant_id)["last_event"]["event"] == last.pk


def test_what_an_appeal_did_to_somebody_else_is_not(client: Client, charge: Charge) -> None:
    above = CaseFactory(caption="Fictional appeal", type="appeal")
    other = ChargeFactory(defendant=DefendantFactory(case=charge.defendant.case))
    happen(other, "filed", "2024-01-10", kind="filing")
    happen(other, "appeal_noticed", "2024-10-24", kind="filing", case=above)
    assert "Last recorded event: 12 July 2024." in text(client, f"/defendants/{charge.defendant_id}/")
    assert status(client, charge.defendant_id)["last_event"]["date"] == "2024-07-12"


def test_a_pending_appeal_is_said_once_to_readers_and_kept_for_programs(
    client: Client, charge: Charge
) -> None:
    happen(charge, "appeal_noticed", "2024-10-24", kind="filing", details={"by": "prosecution"})
    page = text(client, f"/defendants/{charge.defendant_id}/")
    assert "appeal pending" in page
    assert "Not final: an appeal is pending" not in page
    codes = {one["code"] for one in status(client, charge.defendant_id)["qualifiers"]}
    assert {"appeal_pending", "not_final"} <= codes


@pytest.mark.django_db
def test_who_is_cited_is_nowhere_said_to_be_sued(client: Client) -> None:
    case = CaseFactory(caption="Fictional Agency v. Fictional Corp", type="administrative")
    claim = ClaimFactory(defendant=DefendantFactory(case=case))
    happen(claim, "claim_filed", "2024-01-10", kind="filing")
    happen(claim, "claim_settled", "2024-07-12")
    for page in (f"/defendants/{claim.defendant_id}/", "/defendants/"):
        assert "Citation settled" in text(client, page)
    assert "Suit settled" not in text(client, f"/defendants/{claim.defendant_id}/")
    assert row(client)["status_label"] == "Citation settled"
    assert status(client, claim.defendant_id)["label"] == "Citation settled"


def entry(case: Any, day: str) -> Event:
    """Record a hearing of the whole case: it names nobody."""
    hearing = Event(
        case=case,
        kind="hearing",
        type="status",
        outcome="held",
        date=day,
        what="Invented.",
        publication="published",
    )
    services.record(hearing)
    return hearing


def told_of(client: Client, pk: int, known: str = "") -> tuple[str, bool, bool, bool]:
    """Return the last event of a defendant for programs, and whether page, file and API call it stale."""
    asked = f"?known={known}" if known else ""
    found = client.get(f"/api/v1/defendants/{pk}/{asked}").json()["status"]
    lines = csv.DictReader(io.StringIO(client.get(f"/defendants.csv{asked}").getvalue().decode()))
    (line,) = (one for one in lines if one["id"] == str(pk))
    words = "may be out of date"
    return (
        found["last_event"]["date"],
        words in text(client, f"/defendants/{pk}/{asked}"),
        words in line["qualifiers"],
        any(one["code"] == "stale" for one in found["qualifiers"]),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("is_past", [False, True], ids=["now", "as known before"])
def test_what_happened_to_a_co_defendant_alone_is_not_the_last_event(client: Client, is_past: bool) -> None:
    case = CaseFactory()
    ours, theirs = (ChargeFactory(defendant=DefendantFactory(case=case)) for _each in range(2))
    happen([ours, theirs], "filed", "2020-01-10", kind="filing")
    day = (today() - timedelta(days=30)).isoformat()
    happen(theirs, "bound_over", day)
    known = stamp(last_instant()) if is_past else ""
    if is_past:
        entry(case, day)
    assert told_of(client, ours.defendant_id, known) == ("2020-01-10", True, True, True)
    assert told_of(client, theirs.defendant_id, known) == (day, False, False, False)


@pytest.mark.django_db
def test_what_names_nobody_is_the_last_event_of_everybody(client: Client) -> None:
    case = CaseFactory()
    charges = [ChargeFactory(defendant=DefendantFactory(case=case)) for _each in range(2)]
    happen(charges, "filed", "2020-01-10", kind="filing")
    day = (today() - timedelta(days=30)).isoformat()
    entry(case, day)
    for charge in charges:
        assert told_of(client, charge.defendant_id) == (day, False, False, False)
        page = text(client, f"/defendants/{charge.defendant_id}/")
        assert f"Last recorded event: {wording.since_words(date.fromisoformat(day))}." in page


def test_a_day_in_doubt_is_said_wherever_the_status_of_that_day_is(client: Client, settled: Claim) -> None:
    doubt = "Date uncertain: may have changed between 1 May 2025 and 31 December 2025"
    pk = settled.defendant_id
    lists = ("/defendants/", f"/cases/{settled.defendant.case_id}/")
    for address in (*lists, f"/defendants/{pk}/"):
        assert doubt in text(client, f"{address}?on=2025-06-30")
    for address in lists:  # the record's own page leads to the day it begins to be in doubt, and says so
        assert doubt not in text(client, f"{address}?on=2025-04-30")
    assert doubt in client.get("/defendants.csv?on=2025-06-30").getvalue().decode()
    for day, said in (("2025-06-30", [doubt]), ("2025-04-30", [])):
        told = client.get(f"/api/v1/defendants/{pk}/?on={day}").json()["status"]
        assert [one["words"] for one in told["qualifiers"]] == said
