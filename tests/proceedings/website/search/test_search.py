"""One search finds people, cases, charges, events and matters; nothing that is closed, private or a draft."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from people.models import Party
from proceedings.models import Event
from proceedings.record import services
from tests.factories import ChargeFactory, PartyFactory, happen
from tests.proceedings.research.lists.desk import CANARY, desk, seal
from tests.proceedings.website.records.matter import Matter
from tests.worlds import again


@pytest.fixture
def matter(db: None) -> Matter:
    """Put the invented matter into the database."""
    return again(desk)


def groups(client: Client, text: str) -> list[str]:
    """Return the names of the groups a search shows, in order."""
    response = client.get("/search/", {"q": text})
    assert response.status_code == 200
    return re.findall(r'<h2 id="found-(\w+)">', response.content.decode())


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Testa Judge", "people"),
        ("judge Testa Judge", "people"),
        ("mockingbird", "people"),
        ("whistling", "charges"),
        ("denies motion", "events"),
        ("fictional court", "courts"),
        ("fine was paid", "matters"),
        ("mokingbird", "people"),
    ],
)
def test_each_kind_of_word_finds_what_it_names_first(
    client: Client, matter: Matter, text: str, first: str
) -> None:
    assert groups(client, text)[0] == first


def test_a_docket_number_finds_its_case_and_defendant(client: Client, matter: Matter) -> None:
    assert {"defendants", "cases"} <= set(groups(client, "X-1"))
    assert "X-2-UNPRINTED" not in client.get("/search/?q=X-2-UNPRINTED").content.decode().replace(
        'value="X-2-UNPRINTED"', ""
    ).replace("Search: X-2-UNPRINTED", "").replace("“X-2-UNPRINTED”", "")
    assert "defendants" not in groups(client, "X-2-UNPRINTED")


def test_the_short_form_of_a_docket_number_finds_the_case(client: Client, matter: Matter) -> None:
    charge = ChargeFactory(defendant__case__docket_number="D-101-CR-2023-00040")
    other = ChargeFactory(defendant__case__docket_number="D-101-CV-2023-00040")
    for one in (charge, other):
        happen(one, "filed", "2023-01-31", kind="filing")
    page = client.get("/search/?q=CR-2023-40").content.decode()
    assert charge.defendant.case.caption in page
    assert other.defendant.case.caption not in page


def test_each_group_leads_to_its_list_with_the_text_kept(client: Client, matter: Matter) -> None:
    page = client.get("/search/?q=is").content.decode()
    found = re.findall(r'class="search-every">\s*<a href="([^"]+)"', page)
    assert all(href.endswith("?q=is") for href in found)
    for href in found:
        assert client.get(href).status_code == 200


def test_a_text_is_found_by_whole_beginnings_of_its_words(client: Client, matter: Matter) -> None:
    assert "events" in groups(client, "denie moti")
    assert "events" not in groups(client, "enies tion")


def test_nothing_sealed_is_found_by_any_word(client: Client, matter: Matter) -> None:
    assert groups(client, CANARY) == []
    seal(matter)
    assert groups(client, CANARY) == []
    for text in ("whistling", "sentenced", "Invented", "indicted", "X"):
        page = client.get("/search/", {"q": text}).content.decode()
        assert CANARY.lower() not in page.lower()


def test_a_draft_and_what_was_withdrawn_are_not_found(client: Client, matter: Matter) -> None:
    draft = Event(
        case=matter.second,
        kind="notice",
        date="2024-08-01",
        what="A rehearsal of yodelling.",
        publication="draft",
    )
    services.record(draft)
    assert groups(client, "yodelling") == []
    draft.publication = "published"
    services.record(draft)
    assert groups(client, "yodelling") == ["events"]
    services.withdraw(draft, because="An invented mistake.")
    assert groups(client, "yodelling") == []


def test_a_text_is_not_found_by_a_name_that_is_withheld_in_it(client: Client, matter: Matter) -> None:
    party = PartyFactory(name="Quenby Madeup", private=True)
    services.record(
        Event(
            case=matter.second,
            kind="notice",
            date="2024-08-01",
            what="Quenby Madeup reads a statement aloud.",
            publication="published",
        )
    )
    assert Party.objects.filter(pk=party.pk, private=True).exists()
    assert groups(client, "reads aloud") == ["events"]
    assert groups(client, "Quenby") == []
    assert "Quenby" not in client.get("/search/?q=reads+aloud").content.decode()


def test_nothing_is_found_and_said_so(client: Client, matter: Matter) -> None:
    page = client.get("/search/?q=xyzzy").content.decode()
    assert "Nothing is found under “xyzzy”" in page
    assert client.get("/search/").status_code == 200
    assert client.get("/search/?q=%25").status_code == 400
    assert client.get("/search/?nonsense=1").status_code == 400
    assert client.get("/search/?q=").headers["Location"] == "/search/"
