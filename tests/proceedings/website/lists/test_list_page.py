"""The page of a list: a clean address, its sides, its panel, and what other lists find."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from proceedings.research.lists.definitions import LISTS
from tests.proceedings.research.lists.desk import desk
from tests.proceedings.website.records.matter import Matter
from tests.worlds import again


@pytest.fixture
def matter(db: None) -> Matter:
    """Put the invented matter into the database."""
    return again(desk)


def page(client: Client, address: str) -> str:
    """Return the page at an address, which must answer."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_an_address_without_what_nobody_asked(client: Client, matter: Matter) -> None:
    answer = client.get("/defendants/?q=testa&on=&known=&sort=-since&match=certain&phase=guilty&status=")
    assert answer.headers["Location"] == "/defendants/?q=testa&phase=guilty"
    assert client.get("/defendants/?on=&sort=-since").headers["Location"] == "/defendants/"
    assert client.get("/defendants/?q=testa&sort=-since").status_code == 200


def test_what_was_refused_is_told_before_anything_is_left_out(client: Client, matter: Matter) -> None:
    assert client.get("/defendants/?nonsense=1&on=").status_code == 400


def test_criminal_civil_and_all_are_told_apart_and_counted(client: Client, matter: Matter) -> None:
    text = page(client, "/defendants/").partition('class="list-sides"')[2].partition("</ul>")[0]
    sides = re.findall(r'<li><a href="([^"]+)"( aria-current="true")?>([^<]+)</a></li>', text)
    assert [words for _href, _chosen, words in sides] == ["Criminal 2", "Civil 1", "All 3"]
    assert [bool(chosen) for _href, chosen, _words in sides] == [False, False, True]
    civil = page(client, "/defendants/" + sides[1][0].replace("&amp;", "&").partition("#")[0])
    assert "Fictional Corp" in civil
    assert "Testa Mockingbird" not in civil
    assert 'aria-current="true">Civil 1' in civil


def test_a_panel_shows_no_value_that_nothing_has(client: Client, matter: Matter) -> None:
    text = page(client, "/defendants/")
    assert 'name="status" value="sentenced_custody"' in re.sub(r"\s+", " ", text)
    assert 'value="abated_by_death"' not in text
    # One that is asked stays, so that it can be taken off.
    assert 'value="abated_by_death"' in page(client, "/defendants/?status=abated_by_death")


@pytest.mark.parametrize("slug", LISTS)
def test_the_form_keeps_what_has_no_field_in_its_panel(client: Client, matter: Matter, slug: str) -> None:
    text = page(client, f"/{slug}/?ruled_from=2020-01-01&type=criminal")
    assert re.search(r'name="ruled_from"\s+(type="date" )?value="2020-01-01"', text)
    assert re.search(r'<input type="hidden" name="type" value="criminal">', text)


def test_another_list_keeps_the_text_and_the_clocks(client: Client, matter: Matter) -> None:
    text = page(client, "/defendants/?q=testa&on=2024-08-01&phase=guilty")
    assert 'href="/charges/?q=testa&amp;on=2024-08-01"' in text


def test_a_list_that_finds_nothing_names_those_that_do(client: Client, matter: Matter) -> None:
    text = page(client, "/people/?q=humming")
    assert re.search(r'<a href="/charges/\?q=humming">Charges</a> \(1\)', text)
    assert "Other lists find something" not in page(client, "/people/?q=xyzzy")


def test_the_title_says_what_is_asked(client: Client, matter: Matter) -> None:
    text = page(client, "/defendants/?phase=guilty&on=2024-12-01")
    assert '<meta property="og:title" content="Defendants: Guilty or convicted, 1 December 2024">' in text


def test_rows_warn_of_what_may_be_out_of_date(client: Client, matter: Matter) -> None:
    text = page(client, "/defendants/?on=2026-11-30")
    assert "Projected end passed" in text
    assert "Nothing recorded since 1 October 2024" in text
    assert "row-warning" not in page(client, "/defendants/?on=2024-12-01&type=criminal")


def test_convictions_say_who_of_what_how_and_the_sentence(client: Client, matter: Matter) -> None:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page(client, "/convictions/")))
    assert "Whistling after dark" in text
    assert "18 months in custody" in text
    assert "Disputed, not counted: a fine of $5,000" in text
    assert "12 July 2024" in text
    assert "Humming" not in text
    assert "No conviction matches" in page(client, "/convictions/?on=2024-07-11")


def test_the_page_of_a_judge_leads_to_what_the_judge_did(client: Client, matter: Matter) -> None:
    party = matter.judge.party
    text = client.get(f"/people/{party.pk}/", follow=True).content.decode()
    address = f"/events/?judge={party.key}&amp;incident=invented-matter"
    assert f'href="{address}"' in text
    assert client.get(address.replace("&amp;", "&")).status_code == 200
    assert f'href="/events.atom?judge={party.key}&amp;incident=invented-matter"' in text
    accused = client.get(f"/people/{matter.tried.party_id}/", follow=True).content.decode()
    assert "/events/?" not in accused
