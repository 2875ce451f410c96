"""An address as a citation carries it is understood by the API too."""

from __future__ import annotations

import pytest
from django.test import Client

from kit.filtering import stamp
from proceedings.record.history import last_instant
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

DIGITS = "0123456789ab"


@pytest.fixture
def matter(db: None) -> Matter:
    """Put the invented matter into the database."""
    return again(invent)


def test_a_record_and_a_list_take_the_hash_beside_both_clocks(client: Client, matter: Matter) -> None:
    clocks = f"on=2024-12-01&known={stamp(last_instant())}"
    for address in (f"/api/v1/defendants/{matter.tried.pk}/", f"/api/v1/cases/{matter.second.pk}/"):
        assert (
            client.get(f"{address}?{clocks}&hash={DIGITS}").json() == client.get(f"{address}?{clocks}").json()
        )
    rows = client.get(f"/api/v1/charges/?{clocks}&hash={DIGITS}").json()["results"]
    assert rows == client.get(f"/api/v1/charges/?{clocks}").json()["results"]
    assert rows


@pytest.mark.parametrize("asked", [f"hash={DIGITS}", "on=2024-12-01&known=2026-01-01&hash=nonsense"])
def test_a_hash_without_clocks_or_shape_is_refused(client: Client, matter: Matter, asked: str) -> None:
    for address in (f"/api/v1/defendants/{matter.tried.pk}/", "/api/v1/charges/"):
        response = client.get(f"{address}?{asked}")
        assert response.status_code == 400
        assert [error["parameter"] for error in response.json()["errors"]] == ["hash"]


def test_every_page_and_the_data_lead_to_the_description(client: Client, db: None) -> None:
    assert client.get("/method/").content.decode().count('href="/api/v1/docs/"') == 1
    assert client.get("/data/").content.decode().count('href="/api/v1/docs/"') == 2
