"""What a row of a list says about itself: disputed parts, settings of hearings, when a case began, courts."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from proceedings.models import Event
from proceedings.record import services
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    CourtFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    happen,
)

pytestmark = pytest.mark.django_db


def accuse(name: str, offence: str = "Whistling", **case: Any) -> Any:
    """Return a charge, filed, against a made-up person."""
    defendant = DefendantFactory(party=PartyFactory(name=name), case=CaseFactory(**case))
    charge = ChargeFactory(defendant=defendant, offence=offence)
    happen(charge, "filed", "2023-01-31", kind="filing")
    return charge


def rows(client: Client, address: str) -> list[dict[str, str]]:
    """Return the rows of a file."""
    response = client.get(address)
    assert response.status_code == 200, response.content
    return list(csv.DictReader(io.StringIO(response.getvalue().decode())))


def page(client: Client, address: str) -> str:
    """Return a page."""
    return client.get(address).content.decode()


def test_a_disputed_part_of_a_sentence_says_so_first_and_is_not_counted(client: Client) -> None:
    charge = accuse("Testa Mockingbird")
    happen(charge, "found_guilty", "2024-03-06", type="verdict")
    parts = [
        {"kind": "imprisonment", "maximum": 18, "unit": "months"},
        {
            "kind": "fine",
            "amount": 5000,
            "currency": "USD",
            "confidence": "C",
            "dispute": "One source has it.",
        },
    ]
    happen(charge, "sentenced", "2024-04-15", kind="sentence", components=parts)

    told = {row["kind"]: row for row in rows(client, "/sentences.csv")}
    assert told["fine"]["counted"] == "no"
    assert told["fine"]["words"].startswith("Disputed, not counted: ")
    assert told["imprisonment"]["counted"] == "yes"
    assert "Disputed" not in told["imprisonment"]["words"]
    shown = page(client, "/sentences/")
    assert shown.count("Disputed, not counted: ") == 1
    assert "Disputed parts are marked and not counted in any figure." in shown
    answer = client.get("/api/v1/sentences/").json()["results"]
    assert {row["kind"]: row["counted"] for row in answer} == {"fine": "no", "imprisonment": "yes"}


def test_a_hearing_set_on_another_day_says_when_it_was_set(client: Client) -> None:
    case = accuse("Testa Mockingbird").defendant.case
    for what, day in (("Trial is set.", "2024-02-01"), ("Trial begins.", "2024-07-09")):
        hearing = Event(
            case=case,
            kind="hearing",
            type="trial",
            date=day,
            scheduled_on="2024-07-09",
            outcome="trial_effective",
            what=what,
            publication="published",
        )
        services.record(hearing)

    shown = page(client, "/hearings/")
    assert "Set on 1 February 2024: Trial is set." in shown
    assert "Set on 9 July 2024" not in shown
    assert "Began as set" in shown
    assert "a day that was set and held is one" in shown


def test_a_statement_begins_no_case(client: Client) -> None:
    case = accuse("Testa Mockingbird").defendant.case
    announced = CaseFactory(caption="Announced only")
    for one in (case, announced):
        statement = Event(
            case=one, kind="statement", date="2021-10-21", what="An announcement.", publication="published"
        )
        services.record(statement)

    begun = {row["case"]: row["begun"] for row in rows(client, "/cases.csv?sort=begun")}
    assert begun == {"Announced only": "2021-10-21", case.caption: "2023-01-31"}


def test_a_charge_is_found_under_its_offence_and_its_defendant(client: Client) -> None:
    accuse("Testa Mockingbird", "Unlawful whistling")
    accuse("Testa Nightjar", "Loitering with a kite")

    assert [row["defendant"] for row in rows(client, "/charges.csv?q=kite")] == ["Testa Nightjar"]
    assert [row["defendant"] for row in rows(client, "/charges.csv?q=mockingbird")] == ["Testa Mockingbird"]
    assert "one row is one charge as brought; alternatives of one count have a row each" in page(
        client, "/charges/"
    )


def test_an_offence_finds_nothing_by_a_name_that_is_withheld(client: Client) -> None:
    accuse("Testa Mockingbird", "Whistling at Testa Canarina")
    RestrictionFactory(party=PartyFactory(name="Testa Canarina"))

    assert rows(client, "/charges.csv?q=canarina") == rows(client, "/charges.csv?offence=canarina") == []
    assert len(rows(client, "/charges.csv?q=whistling")) == 1


def test_only_courts_with_somebody_before_them_are_offered(client: Client) -> None:
    court = CourtFactory(key="busy", name="Busy Fictional Court", country="US")
    accuse("Testa Mockingbird", court=court)
    CourtFactory(key="idle", name="Idle Fictional Court", country="FR")

    shown = " ".join(page(client, "/defendants/").split())
    assert 'value="busy"' in shown
    assert 'value="idle"' not in shown
    assert 'name="jurisdiction" value="US"' in shown
    assert 'name="jurisdiction" value="FR"' not in shown
    assert rows(client, "/cases.csv?court=idle") == []
