"""What a record says of hearings without an outcome, of refilings, and of a sentence in numbers."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client

from proceedings.models import CaseLink, Charge, Event
from proceedings.record import services
from proceedings.website.records.time_to_serve import Term
from tests.factories import CaseFactory, ChargeFactory, DefendantFactory, RestrictionFactory, happen
from tests.proceedings.website.records.matter import Matter

pytestmark = pytest.mark.django_db


def section(client: Client, address: str, heading: str = "") -> str:
    """Return the words of a page, or of the section under a heading."""
    response = client.get(address, follow=True)
    assert response.status_code == 200
    page = response.content.decode()
    if heading:
        page = page.partition(f'aria-labelledby="{heading}"')[2].partition("</section>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def a_hearing(charge: Charge, outcome: str = "scheduled") -> Event:
    hearing = Event(
        case=charge.defendant.case,
        kind="hearing",
        type="status",
        date="2024-03-04",
        scheduled_on=date(2024, 3, 4),
        outcome=outcome,
        what="A status conference is set.",
        publication="published",
    )
    services.record(hearing)
    return hearing


@pytest.mark.parametrize("page", ["defendants", "cases"])
def test_a_hearing_that_passed_with_no_outcome_is_said_with_when_somebody_last_looked(
    client: Client, page: str
) -> None:
    charge = ChargeFactory(defendant__case__reviewed_on=date(2024, 5, 1))
    happen(charge, "filed", "2024-01-01", kind="filing")
    a_hearing(charge)
    address = f"/{page}/{charge.defendant_id if page == 'defendants' else charge.defendant.case_id}/"
    said = "No outcome recorded; hearing was set for 4 March 2024; last checked 1 May 2024."
    assert said in section(client, address)
    assert said not in section(client, f"{address}?on=2024-03-04")


@pytest.mark.parametrize("outcome", ["held", "continued", "vacated"])
def test_a_hearing_with_an_outcome_is_not_said_to_lack_one(client: Client, outcome: str) -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2024-01-01", kind="filing")
    a_hearing(charge, outcome)
    assert "No outcome recorded" not in section(client, f"/defendants/{charge.defendant_id}/")


def test_three_cases_of_one_charge_are_one_line_in_order(client: Client) -> None:
    first = ChargeFactory(defendant__case__caption="Nowhere v. One")
    party = first.defendant.party
    second, third = (
        ChargeFactory(defendant=DefendantFactory(party=party, case=CaseFactory(caption=f"Nowhere v. {name}")))
        for name in ("Two", "Three")
    )
    for charge, day in ((first, "2021-01-01"), (second, "2022-01-01"), (third, "2023-01-01")):
        happen(charge, "filed", day, kind="filing")
    services.record(CaseLink(case=first.defendant.case, other=second.defendant.case, kind="refiled_as"))
    services.record(CaseLink(case=second.defendant.case, other=third.defendant.case, kind="refiled_as"))
    line = (
        "Nowhere v. One (2021) .* Refiled as → Nowhere v. Two (2022) .* Refiled as → Nowhere v. Three (2023)"
    )
    pattern = line.replace("(", r"\(").replace(")", r"\)")
    for charge in (first, second, third):
        for address in (f"/defendants/{charge.defendant_id}/", f"/cases/{charge.defendant.case_id}/"):
            assert re.search(pattern, section(client, address, "chain-heading")), address
    RestrictionFactory(case=third.defendant.case)
    assert "Three" not in section(client, f"/defendants/{first.defendant_id}/")


def test_the_line_says_where_the_defendant_stands_in_each(client: Client, matter: Matter) -> None:
    words = section(client, f"/defendants/{matter.dropped.pk}/", "chain-heading")
    assert "Dismissed without prejudice since 21 April 2023 Refiled as →" in words
    assert "UNPRINTED" not in words


def sentenced(components: list[dict[str, Any]]) -> Charge:
    charge = ChargeFactory()
    happen(charge, "filed", "2023-01-01", kind="filing")
    happen(charge, "found_guilty", "2024-01-01", type="verdict")
    happen(charge, "sentenced", "2024-02-01", kind="sentence", components=components)
    return charge


def custody(months: int, **more: Any) -> dict[str, Any]:
    return {"kind": "imprisonment", "maximum": Decimal(months), "unit": "months", **more}


@pytest.mark.parametrize(
    ("components", "served"),
    [
        ([custody(18)], "18 months"),
        ([custody(18, suspended=Decimal(12), credit=Decimal(30))], "6 months, less 30 days of credit"),
        ([custody(6, suspended=Decimal(6))], "nothing, while the suspension stands"),
        ([custody(18, relation="consecutive"), custody(6, relation="consecutive")], "2 years"),
        ([custody(18, relation="concurrent"), custody(6, relation="concurrent")], "18 months"),
        ([custody(18), custody(6)], "between 18 months (together) and 2 years (one after the other)"),
        ([custody(18), custody(99, confidence="C", dispute="One text only.")], "18 months"),
    ],
    ids=["plain", "part and credit", "suspended", "consecutive", "concurrent", "not stated", "disputed"],
)
def test_a_sentence_says_what_would_be_served_if_all_of_it_stands(
    client: Client, components: list[dict[str, Any]], served: str
) -> None:
    charge = sentenced(components)
    words = section(client, f"/defendants/{charge.defendant_id}/", "sentence-heading")
    assert f"To be served if all of it stands {served} Longest term" in words


def test_what_is_not_stated_is_said_so(client: Client) -> None:
    charge = sentenced([custody(18), custody(6)])
    words = section(client, f"/defendants/{charge.defendant_id}/", "sentence-heading")
    assert "Of which suspended nothing Credit not stated How the terms are served Not stated" in words
    assert "completion is never taken from it" in words


def test_months_and_days_are_never_turned_into_each_other() -> None:
    assert (Term.of(Decimal(1), "years") + Term.of(Decimal(10), "days")).words() == "12 months and 10 days"
