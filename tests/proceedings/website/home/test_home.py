from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.factories import RestrictionFactory
from tests.proceedings.website.records.matter import Matter, invent

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter() -> Matter:
    """Record an invented matter."""
    return invent()


def accused(client: Client) -> list[str]:
    """Return the rows of the first page in words."""
    page = client.get("/").content.decode()
    block = page[page.index('<ul class="accused') : page.index("Latest in court")]
    rows = block.split("<li>")[1:]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_everyone_accused_in_a_matter_has_one_row_with_the_case_that_stands(
    client: Client, matter: Matter
) -> None:
    [row] = [row for row in accused(client) if row.startswith("Testa Mockingbird")]
    assert "Guilty of whistling after dark" in row
    assert "18 months in custody" in row
    assert "Refiled" not in row


def test_who_is_sued_is_not_shown_as_accused(client: Client, matter: Matter) -> None:
    assert not any(row.startswith("Fictional Corp") for row in accused(client))


def test_a_closed_case_is_neither_a_row_nor_among_the_latest(client: Client, matter: Matter) -> None:
    case = matter.second
    before = client.get("/").content.decode()
    assert f"/cases/{case.pk}-" in before
    assert f"/defendants/{matter.tried.pk}-" in before
    RestrictionFactory(case=case)
    after = client.get("/").content.decode()
    assert f"/cases/{case.pk}-" not in after
    assert f"/defendants/{matter.tried.pk}-" not in after


def test_the_latest_stand_in_the_order_of_the_days_in_court(client: Client, matter: Matter) -> None:
    page = client.get("/").content.decode()
    latest = page[page.index('id="lately-heading"') : page.index('id="to-come-heading"')]
    years = re.findall(r'days-day">[^<]*?(\d{4})<', latest)
    assert years
    assert years == sorted(years, reverse=True)
