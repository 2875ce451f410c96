"""Sealed defendants beside public ones: a reader who follows every link never meets their names.

Three made-up names, one for each way of closing a record: the defendant itself, the case, the party. All of
them were public once, named in every text that others wrote about them, and went into a frozen release.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client

from kit.filtering import stamp
from proceedings.models import Charge, Defendant, Event, SentenceComponent, Source
from proceedings.record import record_urls
from proceedings.record.history import last_instant
from proceedings.research.lists.definitions import LISTS
from tests.acceptance.canaries import BY_CASE, BY_ITSELF, BY_PARTY, CANARIES, World, record_canaries
from tests.acceptance.crawl import Answer, ask, crawl
from tests.factories import RestrictionFactory
from tests.proceedings.website.records.matter import invent

pytestmark = pytest.mark.django_db  # each test nests in the transaction that holds the matter

BEGINNING = "canar"  # of two names; what a reader types may be shown again
STARTS = (
    "/",
    "/sitemap.xml",
    "/robots.txt",
    "/api/",
    "/api/v1/",
    "/api/v1/docs/",
    "/api/v1/openapi.json",
    "/data/",
    "/data/releases/",
    "/corrections/",
    "/corrections.atom",
    "/statistics/",
    "/hearings.ics",
    "/hearings/calendar/",
    "/hearings/calendar/?hearing_from=2099-01-01",
)


@pytest.fixture(scope="module")
def world(held: Path) -> World:
    """Record the matter and the three, freeze a release of it, and remember the instant."""
    matter = invent()
    sealed = record_canaries(matter)
    call_command("make_release", stdout=io.StringIO())
    return World(matter, sealed, stamp(last_instant()))


@pytest.fixture
def closed(world: World) -> World:
    """Close each of the three records in its own way."""
    RestrictionFactory(defendant=world.sealed[BY_ITSELF])
    RestrictionFactory(case=world.sealed[BY_CASE].case)
    RestrictionFactory(party=world.sealed[BY_PARTY].party)
    return world


def own_addresses(defendant: Defendant, name: str) -> list[str]:
    """Return the addresses of a defendant, as somebody who knew them would type them."""
    record = record_urls.defendant(defendant.pk, f"Testa {name}").rstrip("/")
    return [
        f"/defendants/{defendant.pk}/",
        f"{record}/",
        f"/defendants/{defendant.pk}-x/",
        f"{record}/?on=2024-08-01",
        f"{record}/changes/",
        f"{record}/report/",
        *(f"{record}.{ending}" for ending in ("atom", "txt", "bib", "ris", "csl.json")),
        f"/api/v1/defendants/{defendant.pk}/",
    ]


def other_addresses(world: World) -> list[str]:
    """Return the addresses of what is closed along with the three: counts, events, the case, the party."""
    case = world.sealed[BY_CASE].case
    named = f"/cases/{case.pk}-state-of-nowhere-v-{BY_CASE.lower()}"
    charges = Charge.objects.filter(defendant__in=[one.pk for one in world.sealed.values()])
    events = Event.objects.filter(case=case)
    rulings, hearings = (events.filter(kind=kind) for kind in ("ruling", "hearing"))
    parts = SentenceComponent.objects.filter(event__in=events)
    return [
        f"/cases/{case.pk}/",
        f"{named}/",
        f"{named}/changes/",
        f"{named}/report/",
        *(f"{named}.{ending}" for ending in ("ics", "atom", "txt", "bib", "ris", "csl.json")),
        f"/api/v1/cases/{case.pk}/",
        f"/people/{world.sealed[BY_PARTY].party_id}/",
        f"/api/v1/people/{world.sealed[BY_PARTY].party_id}/",
        *(f"/api/v1/charges/{charge.pk}/" for charge in charges),
        *(f"/api/v1/rulings/{event.pk}/" for event in rulings),
        *(f"/api/v1/hearings/{event.pk}/" for event in hearings),
        *(f"/api/v1/sentences/{part.pk}/" for part in parts),
    ]


def searches(world: World) -> list[str]:
    """Return questions that lead to the three, without their whole names: what is typed is shown again."""
    docket = world.sealed[BY_CASE].case.docket_number[:-3]
    asked = [f"q={BEGINNING}", f"q={docket[:7]}", "q=canarin", "offence=canar", "status=sentenced_financial"]
    return [
        f"{page}?{one}" for one in asked for page in ("/defendants/", "/api/v1/defendants/", "/charges.csv")
    ]


@pytest.mark.parametrize("name", CANARIES)
def test_the_name_is_everywhere_before_it_is_sealed(client: Client, world: World, name: str) -> None:
    party = world.sealed[name].party
    shown = [
        "/",
        "/defendants/",
        "/cases.csv",
        "/charges.json",
        "/corrections/",
        "/hearings.ics",
        "/sitemap-defendants.xml",
    ]

    asked = [ask(client, page) for page in [*shown, f"/defendants/{world.sealed[name].pk}-x/"]]
    assert [answer.address for answer in asked if answer.status == 200 and name not in answer.named] == []
    assert Source.objects.filter(title__contains=name).exists()
    assert party.name.endswith(name)


def test_no_address_of_the_site_names_what_is_sealed(client: Client, closed: World) -> None:
    files = [f"/{slug}.{ending}" for slug in LISTS for ending in ("csv", "json", "xlsx", "atom", "cite.txt")]
    answers = list(crawl(client, [*STARTS, *files, *searches(closed)]))

    assert [(answer.address, answer.named) for answer in answers if answer.named] == []
    assert [answer.address for answer in answers if answer.status not in {200, 301, 302, 404}] == []
    # The crawl has seen the site: every kind of page, file and record.
    paths = {urlsplit(answer.address).path for answer in answers if answer.status == 200}
    for wanted in (*STARTS[:14], "/data/casetracker.zip", "/data/casetracker.sqlite", "/api/v1/charges/"):
        assert wanted in paths or wanted == "/api/v1/docs/", wanted
    for wanted in (
        r"/defendants/\d+-[\w-]+/changes/",
        r"/cases/\d+-[\w-]+\.ics",
        r"/people/\d+-",
        r"/data/releases/.",
    ):
        assert any(re.match(wanted, path) for path in paths), wanted


def test_no_address_names_it_at_an_instant_when_it_was_public(client: Client, closed: World) -> None:
    then = f"known={closed.then}"
    records = [f"/defendants/{closed.matter.tried.pk}/", f"/cases/{closed.matter.second.pk}/"]
    records += [f"/incidents/{closed.matter.incident.key}/", f"/people/{closed.matter.tried.party_id}/"]
    lists = [f"/{slug}{ending}" for slug in LISTS for ending in ("/", ".csv", ".atom", ".cite.txt")]
    lists += [f"/api/v1/{slug}/" for slug in LISTS]
    lists += ["/hearings.ics", "/hearings/calendar/", "/statistics/", "/corrections/"]
    asked = [f"{page}?{then}" for page in (*records, *lists)] + [
        f"{page}&{then}" for page in searches(closed)
    ]

    answers = [ask(client, address) for address in asked]
    answers += [ask(client, _way(answer)) for answer in answers if answer.status in {301, 302}]
    assert [(answer.address, answer.named) for answer in answers if answer.named] == []
    assert sum(answer.status == 200 for answer in answers) > len(lists)


def _way(answer: Answer) -> str:
    [way] = re.findall(r"\('Location', '([^']+)'\)", answer.text)
    return str(way)


@pytest.mark.parametrize("known", ["", "known"])
def test_the_addresses_of_what_is_sealed_answer_410_without_a_name(
    client: Client, closed: World, known: str
) -> None:
    owned = [page for name, one in closed.sealed.items() for page in own_addresses(one, name)]
    asked = owned + other_addresses(closed)
    if known:
        asked = [
            f"{page}{'&' if '?' in page else '?'}known={closed.then}"
            for page in asked
            if (page.endswith("/") and not page.endswith(("/changes/", "/report/"))) or "?" in page
        ]
    answers = [ask(client, address) for address in asked]

    assert [(answer.address, answer.status) for answer in answers if answer.status != 410] == []
    assert [(answer.address, answer.named) for answer in answers if answer.named] == []


def test_no_count_and_no_search_tells_that_there_was_somebody(client: Client, closed: World) -> None:
    for address in searches(closed):
        if not address.startswith("/api/"):
            continue
        for asked in (address, f"{address}&known={closed.then}"):
            answer = client.get(asked).json()
            found = {row["id"] for row in answer["results"]}
            assert not found & {one.pk for one in closed.sealed.values()}, asked
            assert answer["count"]["value"] == len(answer["results"]), asked
