"""A status tells what a closed event did, and none of its words."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import ChargeFactory, RestrictionFactory, happen

pytestmark = pytest.mark.django_db
WORDS = "Quuxwordsofthecourt"


@pytest.mark.parametrize("outcome", ["outcome_not_read", "stayed"])
def test_the_words_of_a_closed_event_stand_in_no_status(outcome: str) -> None:
    charge = ChargeFactory(offence="Imaginary trespass")
    happen(charge, "filed", "2024-01-10", kind="filing", type="information")
    event = happen(charge, outcome, "2024-02-01", type="judgment", details={"text": WORDS})
    of = charge.defendant
    pages = [
        f"/defendants/{of.pk}-x/",
        f"/cases/{of.case_id}-x/",
        "/defendants/",
        "/defendants.csv",
        "/api/v1/defendants/",
        f"/api/v1/defendants/{of.pk}/",
    ]

    def told() -> list[str]:
        return [each for each in pages if WORDS in Client().get(each, follow=True).getvalue().decode()]

    assert told() == pages
    RestrictionFactory(event=event)
    assert told() == []
    assert Client().get("/api/v1/defendants/").json()["results"][0]["status"]["code"] in {
        "outcome_not_read",
        "pending_inactive",
    }
