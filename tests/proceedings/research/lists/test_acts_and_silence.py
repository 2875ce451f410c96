"""Whose acts events are, and whose record has long been silent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from proceedings.law.rules import calendar_qualifiers
from proceedings.models import Event, Participation
from proceedings.record import services
from proceedings.research.query.conditions import last_day_of
from tests.factories import ChargeFactory, PartyFactory, happen
from tests.proceedings.research.lists.desk import ids
from tests.proceedings.website.records.matter import Matter


def _hearing(matter: Matter, day: str, **more: object) -> int:
    hearing = Event(
        case=matter.second,
        kind="hearing",
        type="status",
        date=day,
        what="A conference is held.",
        publication="published",
        **more,
    )
    services.record(hearing)
    return hearing.pk


def _take_part(matter: Matter, key: str, role: str, since: str = "", until: str = "") -> None:
    party = PartyFactory(name=f"Testa {key.title()}", key=key)
    services.record(Participation(case=matter.second, party=party, role=role, since=since, until=until))


@pytest.mark.parametrize("role", ["prosecutor", "counsel"])
def test_an_event_is_an_act_only_within_the_period_of_the_part(
    client: Client, matter: Matter, role: str
) -> None:
    early, late = _hearing(matter, "2024-03-01"), _hearing(matter, "2024-08-01")
    code = {"prosecutor": "special_prosecutor", "counsel": "defence_attorney"}[role]
    _take_part(matter, "first", code, until="2024-03")
    _take_part(matter, "second", code, since="2024-04-15")
    assert early in ids(client, "hearings", "csv", f"{role}=first")
    assert late not in ids(client, "hearings", "csv", f"{role}=first")
    assert ids(client, "hearings", "csv", f"{role}=second")[0] == late
    assert early not in ids(client, "hearings", "csv", f"{role}=second")
    assert ids(client, "sentences", "csv", f"{role}=first") == []
    assert ids(client, "sentences", "csv", f"{role}=second") != []
    assert ids(client, "rulings", "csv", f"{role}=first") == []


def test_a_hearing_belongs_to_the_judge_it_names(client: Client, matter: Matter) -> None:
    _take_part(matter, "once", "judge", since="2024-07-09", until="2024-07-09")
    named = _hearing(matter, "2024-07-09", judge=matter.judge.party)
    assert named in ids(client, "hearings", "csv", f"judge={matter.judge.party.key}")
    assert named not in ids(client, "hearings", "csv", "judge=once")


@pytest.mark.parametrize("asked", ["qualifier=stale", "silent=12"])
def test_what_has_long_been_silent_can_be_asked_for(client: Client, matter: Matter, asked: str) -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2023-03-07", kind="filing")
    pk = charge.defendant_id
    assert pk not in ids(client, "defendants", "csv", f"{asked}&on=2024-03-07")
    assert pk in ids(client, "defendants", "csv", f"{asked}&on=2024-03-08")
    assert charge.defendant.case_id in ids(client, "cases", "csv", f"{asked}&on=2024-03-08")
    # A statement about the case is heard too; so is an event that acts on nobody.
    said = Event(
        case=charge.defendant.case,
        kind="statement",
        date="2024-01-01",
        what="Somebody says something.",
        publication="published",
    )
    services.record(said)
    assert pk not in ids(client, "defendants", "csv", f"{asked}&on=2024-03-08")
    assert pk in ids(client, "defendants", "csv", f"{asked}&on=2025-03-08")


def test_what_has_ended_is_not_called_silent(client: Client, matter: Matter) -> None:
    assert matter.dropped.pk not in ids(client, "defendants", "csv", "silent=1")
    assert matter.tried.pk in ids(client, "defendants", "csv", "silent=1")


def test_a_projected_end_that_has_passed_can_be_asked_for(client: Client, matter: Matter) -> None:
    asked = "qualifier=projected_end_passed"
    assert ids(client, "defendants", "csv", f"{asked}&on=2024-12-01") == []
    told = client.get("/api/v1/defendants/?on=2026-11-30").json()["results"]
    passed = [
        row["id"]
        for row in told
        if "projected_end_passed" in {one["code"] for one in row["status"]["qualifiers"]}
    ]
    assert ids(client, "defendants", "csv", f"{asked}&on=2026-11-30") == passed == [matter.tried.pk]


@pytest.mark.parametrize("asked", ["silent=0", "silent=601", "silent=-1", "silent=twelve", "silent=1.5"])
def test_months_are_whole_and_few(client: Client, db: None, asked: str) -> None:
    assert client.get(f"/defendants/?{asked}").status_code == 400


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 1, 1)))
def test_the_last_day_of_silence_is_the_one_the_rules_count_from(on: date) -> None:
    class Charged:
        code = "charged"
        qualifiers = ()

    def is_stale(last: date) -> bool:
        return bool(calendar_qualifiers(Charged(), on=on, last_event_on=last))

    last = last_day_of(12, on)
    assert is_stale(last)
    assert not is_stale(last + timedelta(days=1))
