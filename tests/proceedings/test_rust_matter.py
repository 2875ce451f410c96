"""The first matter: each defendant, on each date, asked of the API.

The rows are the acceptance table of the record; the facts are those of seeds/rust.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from proceedings.models import Case, Event, PressFact
from proceedings.record import status_check

pytestmark = pytest.mark.django_db  # each test nests in the transaction that holds the matter

FIRST = "nm-v-baldwin-2023"
SECOND = "nm-v-baldwin-2024"
ARMORER = "nm-v-gutierrez-2023"
ASSISTANT = "nm-v-halls-2023"
STATE_SUIT = "baldwin-v-morrissey"
FEDERAL_SUIT = "baldwin-v-morrissey-dnm"
SVETNOY = "svetnoy-v-rust"


@pytest.fixture(scope="module", autouse=True)
def matter(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the seeds once for all tests of this module, and take them back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_cases", "seeds/rust", stdout=StringIO())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as a server does by itself, a moment after
        yield
        transaction.set_rollback(True)


def standing(case: str, name: str, on: str, **asked: str) -> dict[str, Any]:
    """Return the row of the one defendant of that name in that case."""
    answer = Client().get("/api/v1/defendants/", {"q": name, "on": on, **asked}).json()
    key = Case.objects.get(key=case).pk
    # The name stands in captions as well, and captions are searched.
    (row,) = (row for row in answer["results"] if row["case"]["id"] == key and name in row["name"])
    assert isinstance(row, dict)
    return row


def qualifiers(row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what is said beside or inside a status, by code."""
    return {qualifier["code"]: qualifier for qualifier in row["status"]["qualifiers"]}


@pytest.mark.parametrize(
    ("case", "name", "on", "code", "rule"),
    [
        (FIRST, "Baldwin", "2023-02-01", "charged", 11),
        (FIRST, "Baldwin", "2023-04-22", "dismissed_without_prejudice", 22),
        (FIRST, "Baldwin", "2024-02-01", "dismissed_without_prejudice", 22),
        (SECOND, "Baldwin", "2024-02-01", "awaiting_trial", 10),
        (SECOND, "Baldwin", "2024-05-25", "awaiting_trial", 10),
        (SECOND, "Baldwin", "2024-07-11", "on_trial", 7),
        (SECOND, "Baldwin", "2024-07-12", "dismissed_with_prejudice", 20),
        (SECOND, "Baldwin", "2024-12-01", "dismissed_with_prejudice", 20),
        (SECOND, "Baldwin", "2025-01-01", "dismissed_with_prejudice", 20),
        (ARMORER, "Gutierrez-Reed", "2023-04-22", "charged", 11),
        (ARMORER, "Gutierrez-Reed", "2024-02-23", "on_trial", 7),
        (ARMORER, "Gutierrez-Reed", "2024-03-07", "found_guilty_awaiting_sentence", 3),
        (ARMORER, "Gutierrez-Reed", "2024-04-16", "sentenced_custody", 4),
        (ARMORER, "Gutierrez-Reed", "2024-10-01", "sentenced_custody", 4),
        (ASSISTANT, "Halls", "2023-04-01", "sentenced_suspended", 4),
        (ASSISTANT, "Halls", "2024-06-01", "sentenced_suspended", 4),
        (SVETNOY, "Baldwin", "2024-12-10", "civil_paused", 2),
        (SVETNOY, "Baldwin", "2026-05-01", "civil_pending", 3),
    ],
)
def test_where_each_defendant_stood(case: str, name: str, on: str, code: str, rule: int) -> None:
    status = standing(case, name, on)["status"]
    assert (status["code"], status["rule"]) == (code, rule)


def test_before_the_filing_no_charge_is_recorded_and_lists_leave_it_out() -> None:
    row = standing(FIRST, "Baldwin", "2023-01-25", status="not_charged")
    assert row["status"]["code"] == "not_charged"
    unasked = Client().get("/api/v1/defendants/", {"q": "Baldwin", "on": "2023-01-25"}).json()
    assert Case.objects.get(key=FIRST).pk not in {found["case"]["id"] for found in unasked["results"]}


def test_a_refiling_is_told_in_both_cases() -> None:
    first, second = (Case.objects.get(key=key).pk for key in (FIRST, SECOND))
    old = qualifiers(standing(FIRST, "Baldwin", "2024-02-01"))
    new = qualifiers(standing(SECOND, "Baldwin", "2024-02-01"))
    assert [case["id"] for case in old["refiled_as"]["cases"]] == [second]
    assert [case["id"] for case in new["refiled_from"]["cases"]] == [first]
    assert "refiled_as" not in qualifiers(standing(FIRST, "Baldwin", "2023-04-22"))


def test_a_denied_motion_moves_nothing() -> None:
    row = standing(SECOND, "Baldwin", "2024-05-25")
    assert row["status"]["since"] == "2024-01-19"
    assert row["why"][0]["date"] == "2024-01-19"
    assert row["status"]["last_event"]["date"] == "2024-05-24"


def test_the_dismissal_is_decided_by_the_oral_ruling() -> None:
    row = standing(SECOND, "Baldwin", "2024-12-01")
    assert (row["why"][0]["kind"], row["why"][0]["date"], row["status"]["since"]) == (
        "ruling",
        "2024-07-12",
        "2024-07-12",
    )
    assert row["why"][0]["sources"]


def test_the_appeal_of_the_state_is_pending_until_it_is_withdrawn() -> None:
    assert qualifiers(standing(SECOND, "Baldwin", "2024-12-01"))["appeal_pending"]["by"] == ["prosecution"]
    assert "appeal_pending" not in qualifiers(standing(SECOND, "Baldwin", "2025-01-01"))


def test_a_conviction_stands_beside_an_acquittal() -> None:
    found = standing(ARMORER, "Gutierrez-Reed", "2024-03-07")
    assert qualifiers(found)["acquitted_on"] == {**qualifiers(found)["acquitted_on"], "count": 1, "of": 2}
    counts = found["status"]["counts"]
    assert {kind: number for kind, number in counts.items() if number} == {
        "charges": 2,
        "guilty": 1,
        "acquitted": 1,
    }


def test_why_leads_with_the_verdict_of_guilty_and_tells_what_came_beside_it() -> None:
    found = standing(ARMORER, "Gutierrez-Reed", "2024-03-07")
    told = [reason["what"] for reason in found["why"]]
    assert told[0].startswith("The jury finds Gutierrez-Reed guilty of involuntary manslaughter")
    assert any("not guilty of tampering" in what for what in told[1:])
    appealed = standing(ARMORER, "Gutierrez-Reed", "2024-06-01")["why"]
    assert "appeals her conviction" in appealed[-1]["what"]


def test_an_appeal_whose_day_is_not_certain_is_told_as_uncertain_on_the_first_day_it_may_be_pending() -> None:
    [found] = [
        one
        for one in qualifiers(standing(ARMORER, "Gutierrez-Reed", "2024-05-13")).values()
        if one["code"] == "date_uncertain"
    ]
    assert (found["from"], found["until"], found["beside"]) == (
        "2024-05-13",
        "2024-05-14",
        ["appeal_pending"],
    )


def test_the_fine_one_source_reports_is_shown_as_disputed_and_not_counted() -> None:
    row = standing(ARMORER, "Gutierrez-Reed", "2024-04-16")
    assert "18 months" in row["status"]["words"]
    assert "fine" not in row["status"]["words"]
    kinds = [part["kind"] for part in qualifiers(row)["component_disputed"]["components"]]
    assert "fine" in kinds


def test_the_defence_appeal_is_pending() -> None:
    assert qualifiers(standing(ARMORER, "Gutierrez-Reed", "2024-10-01"))["appeal_pending"]["by"] == [
        "defence"
    ]


def test_a_plea_of_no_contest_with_its_projected_end() -> None:
    soon, later = (standing(ASSISTANT, "Halls", on) for on in ("2023-04-01", "2024-06-01"))
    assert "no contest" in soon["status"]["words"]
    assert "projected_end_passed" not in qualifiers(soon)
    assert qualifiers(later)["projected_end_passed"]["on"] == "2023-09-30"


@pytest.mark.parametrize(
    "name",
    ["Morrissey", "Carmack-Altwies", "Reeb", "Padgett", "Hancock", "Poppell", "Brandle", "Santa Fe County"],
)
def test_the_defendants_of_the_2025_suit_are_sued_and_then_elsewhere(name: str) -> None:
    sued = standing(STATE_SUIT, name, "2025-02-01")["status"]
    assert sued["code"] == "civil_pending"
    assert "harged" not in sued["words"]
    assert standing(STATE_SUIT, name, "2025-12-01")["status"]["code"] == "civil_transferred"


def test_the_suit_goes_on_in_federal_court() -> None:
    row = standing(FEDERAL_SUIT, "Morrissey", "2025-12-01")
    assert row["status"]["code"] == "civil_pending"
    assert [case["id"] for case in qualifiers(row)["continued_from"]["cases"]] == [
        Case.objects.get(key=STATE_SUIT).pk
    ]


def test_a_docket_number_that_is_not_confirmed_is_never_printed() -> None:
    number = Case.objects.get(key=SECOND).docket_number
    row = standing(SECOND, "Baldwin", "2024-12-01")
    assert number
    assert row["case"]["docket_number"] is None
    for address in (row["url"], row["case"]["url"], "/defendants/", "/cases/", "/api/v1/defendants/"):
        assert number not in Client().get(address.removeprefix("http://testserver")).content.decode()


def test_every_case_and_event_of_the_facts_is_entered() -> None:
    assert Case.objects.count() == 16
    assert Event.objects.values("key").distinct().count() >= 104
    assert PressFact.objects.count() == 36
    assert set(PressFact.objects.filter(public=False).values_list("number", flat=True)) == {35, 36}


def test_events_on_weak_grounds_alone_are_drafts() -> None:
    assert set(Event.objects.filter(confidence="C").values_list("publication", flat=True)) == {"draft"}


def test_the_stored_statuses_are_what_the_facts_give() -> None:
    assert [str(difference) for difference in status_check.differences()] == []
