"""The picture of a record can be taken away: a file with title, day and source in it, and nothing closed."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from django.test import Client

from proceedings.website.records import timeline_file
from tests.factories import RestrictionFactory
from tests.proceedings.website.records.matter import Matter, invent

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter() -> Matter:
    """Record an invented matter."""
    return invent()


def address(matter: Matter, ending: str = "svg") -> str:
    """Return the address of a picture."""
    return f"/defendants/{matter.tried.pk}-testa-mockingbird/timeline.{ending}"


def test_a_picture_says_what_it_shows_of_which_day_and_where_it_is_from(
    client: Client, matter: Matter
) -> None:
    response = client.get(address(matter), {"on": "2024-08-01"})
    words = " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
    assert response["Content-Type"] == "image/svg+xml"
    assert "Testa Mockingbird, State of Nowhere v. Mockingbird (2024)" in words
    assert "On 1 August 2024." in words
    assert f"http://testserver/defendants/{matter.tried.pk}-testa-mockingbird/?on=2024-08-01" in words
    assert "as published by" in words


def test_the_style_of_a_picture_is_the_one_its_policy_allows(client: Client, matter: Matter) -> None:
    response = client.get(address(matter))
    style = re.search(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "page", ["cases/{0.second.pk}-state-of-nowhere-v-mockingbird", "incidents/invented-matter"]
)
def test_a_case_and_a_matter_have_one_too(client: Client, matter: Matter, page: str) -> None:
    response = client.get(f"/{page.format(matter)}/timeline.svg")
    assert response.status_code == 200
    assert b"<title" in response.content


def test_png_is_drawn_where_the_library_is_and_shown_with_links(
    client: Client, matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    png = client.get(address(matter, "png"))
    assert png.content.startswith(b"\x89PNG")
    page = client.get(f"/defendants/{matter.tried.pk}-testa-mockingbird/").content.decode()
    assert f'<meta property="og:image" content="http://testserver{address(matter, "png")}">' in page

    monkeypatch.setattr(timeline_file, "can_draw_png", lambda: False)
    assert client.get(address(matter, "png")).status_code == 404
    page = client.get(f"/defendants/{matter.tried.pk}-testa-mockingbird/").content.decode()
    assert "og:image" not in page
    assert address(matter) in page


def test_a_closed_record_has_no_picture(client: Client, matter: Matter) -> None:
    RestrictionFactory(case=matter.second)
    for ending in ("svg", "png"):
        response = client.get(address(matter, ending))
        assert response.status_code == 410
        assert b"Mockingbird" not in response.content


def test_a_wrong_slug_leads_to_the_right_picture(client: Client, matter: Matter) -> None:
    response = client.get(f"/defendants/{matter.tried.pk}-someone/timeline.svg?on=2024-08-01")
    assert response.status_code == 301
    assert response["Location"] == f"{address(matter)}?on=2024-08-01"
