"""Sealed defendants beside public ones: a reader who follows every link never meets their names.

Three made-up names, one for each way of closing a record: the defendant itself, the case, the party. All of
them were public once, named in every text that others wrote about them, and went into a frozen release.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client

from casetracker.kit.filtering import stamp
from people.models import OtherName
from proceedings import addresses, services
from proceedings.ledger import last_instant
from proceedings.lists.kinds import LISTS
from proceedings.models import (
    Case,
    Charge,
    Citation,
    Correction,
    Defendant,
    DisputedClaim,
    Event,
    Participation,
    PressFact,
    SentenceComponent,
    Source,
)
from tests.acceptance.answers import HOST, body
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    SourceFactory,
    happen,
)
from tests.proceedings.pages.matter import Matter, invent

pytestmark = pytest.mark.django_db  # each test nests in the transaction that holds the matter

BY_ITSELF, BY_CASE, BY_PARTY = "Canarina", "Canarossa", "Canaverde"
CANARIES = (BY_ITSELF, BY_CASE, BY_PARTY)
BEGINNING = "canar"  # of two names; what a reader types may be shown again
MOST_QUESTIONS = 1  # addresses with a query, followed at each path beside the one without
MOST_ANSWERS = 900  # far above what there is; a crawl that has no end fails
NOT_OURS = ("/admin/", "/static/")
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
LINK = re.compile(rf"""(?:href|src|action)=["']([^"']+)["']|({re.escape(HOST)}[^\s"'<>\\]+)""")


@dataclass(frozen=True, slots=True)
class World:
    """What was sealed, and the last instant at which all of it was public."""

    matter: Matter
    sealed: dict[str, Defendant]
    then: str


@pytest.fixture(scope="module")
def world(held: Path) -> World:
    """Record the matter and the three, freeze a release of it, and remember the instant."""
    matter = invent()
    with services.writing():
        sealed = {name: _accused(matter, name) for name in CANARIES}
        _told_by_others(matter)
    call_command("make_release", stdout=io.StringIO())
    return World(matter, sealed, stamp(last_instant()))


@pytest.fixture
def closed(world: World) -> World:
    """Close each of the three records in its own way."""
    RestrictionFactory(defendant=world.sealed[BY_ITSELF])
    RestrictionFactory(case=world.sealed[BY_CASE].case)
    RestrictionFactory(party=world.sealed[BY_PARTY].party)
    return world


def _accused(matter: Matter, name: str) -> Defendant:
    """Charge somebody in a case of the matter, among others unless the case will be closed."""
    party = PartyFactory(
        key=f"testa-{name.lower()}", name=f"Testa {name}", sort_name=f"{name}, Testa", note=f"{name} sings."
    )
    services.record(party, parts=[OtherName(party=party, name=f"{name} the Whistler")])
    case = matter.second
    if name == BY_CASE:
        case = CaseFactory(
            key=f"nowhere-v-{name.lower()}",
            caption=f"State of Nowhere v. {name}",
            docket_number=f"{name}-7",
            incident=matter.incident,
            court=matter.second.court,
            note=f"Only {name} is charged here.",
        )
    defendant = DefendantFactory(case=case, party=party, name_as_printed=f"T. {name.upper()}", position=9)
    charge = ChargeFactory(defendant=defendant, offence=f"Whistling with {name}", count_label=f"Count {name}")
    told = SourceFactory(
        title=f"Verdict on {name}", url=f"https://gazette.example/testa-{name.lower()}", note=f"On {name}."
    )
    happen(
        charge,
        "indicted",
        "2024-01-19",
        kind="filing",
        type="indictment",
        what=f"{name} is indicted.",
        source=told,
    )
    happen(charge, "found_guilty", "2024-07-12", type="verdict", what=f"{name} is found guilty.", source=told)
    fine: dict[str, Any] = {"kind": "fine", "amount": 7, "currency": "USD", "dispute": f"{name} denies it."}
    happen(
        charge,
        "sentenced",
        "2024-09-01",
        kind="sentence",
        what=f"{name} is sentenced.",
        components=[fine],
        source=told,
    )
    _hearing(case, f"{name} is to be heard.")
    return defendant


def _hearing(case: Case, what: str) -> None:
    services.record(
        Event(
            case=case,
            kind="hearing",
            type="status",
            date="2024-10-01",
            scheduled_on=date(2099, 1, 2),
            what=what,
            outcome="scheduled",
            publication="published",
        )
    )


def _told_by_others(matter: Matter) -> None:
    """Name all three in every kind of text that stays public."""
    names = ", ".join(CANARIES)
    second, suit, incident = matter.second, matter.suit, matter.incident
    second.caption, second.note = f"State of Nowhere v. Mockingbird, {names}", f"With {names}."
    incident.summary, incident.note = f"{names} were there.", f"{names} left early."
    source = SourceFactory(title=f"What {names} did", publisher="The Fictional Gazette")
    for fact in (second, incident):
        services.record(fact)
    press = {"incident": incident, "source": source, "number": 7}
    services.record(
        incident,
        parts=[
            DisputedClaim(incident=incident, claim=f"Was {BY_PARTY} there", texts=f"{names}: two texts."),
            PressFact(fact=f"{names} hummed.", contradicted_by=f"{names} did not.", **press),
        ],
    )
    for name in CANARIES:
        party = Defendant.objects.get(party__key=f"testa-{name.lower()}").party
        if name == BY_PARTY:  # the others would be public as witnesses
            services.record(Participation(case=suit, party=party, role="witness", note=f"{name} saw it."))
    also = ChargeFactory(defendant=matter.tried, offence=f"Humming with {names}", count_label="Count 9")
    said = happen(also, "indicted", "2024-01-20", kind="filing", what=f"Humming with {names}.", source=source)
    cited = Citation.objects.get(event=said)
    cited.pinpoint, cited.differs = f"Under {BY_PARTY}", f"It names {names} first."
    services.record(said, parts=[cited])
    part = SentenceComponent.objects.filter(defendant=matter.tried).latest("pk")
    part.dispute = f"{names} say otherwise."
    services.record(part.event, parts=[part])
    _hearing(second, f"The motions of {names} are to be heard.")
    wrong = happen(also, "concerns", "2024-02-02", kind="notice", what=f"{names} waive.")
    services.withdraw(wrong, because=f"It was not {names}.")
    noted = {
        "case": second,
        "was": f"{names} were one.",
        "now": f"{names} are three.",
        "why": f"So say {names}.",
    }
    services.record(Correction(made_at=datetime.now(UTC), **noted))


# --- The crawl -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address gave: everything a reader can see of it, unpacked."""

    address: str
    status: int
    text: str

    @property
    def named(self) -> list[str]:
        """Return the names that are in it, however they are written."""
        text = unquote(html.unescape(self.text)).lower()
        return [name for name in CANARIES if name.lower() in text]


def ask(client: Client, address: str) -> Answer:
    """Ask for one address; archives and workbooks are unpacked, folded lines of calendars joined."""
    response = client.get(address)
    whole = body(response)
    parts = [whole]
    if whole.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    text = "\n".join(
        [*map(str, response.headers.items()), *(part.decode("utf-8", "replace") for part in parts)]
    )
    return Answer(address, response.status_code, re.sub(r"\r\n[ \t]", "", text))


def crawl(client: Client, starts: list[str]) -> Iterator[Answer]:
    """Follow every link of the site from some addresses on."""
    waiting, seen, questions = deque(starts), set(starts), Counter[str]()
    asked = 0
    while waiting:
        asked += 1
        assert asked < MOST_ANSWERS, f"no end; waiting: {list(waiting)[:20]}"
        answer = ask(client, waiting.popleft())
        yield answer
        for found, whole in LINK.findall(answer.text):
            link = urldefrag(urljoin(HOST + answer.address, html.unescape(found or whole)))[0]
            if not link.startswith(HOST + "/"):
                continue
            link = link.removeprefix(HOST)
            path, asks = urlsplit(link).path, bool(urlsplit(link).query)
            if link in seen or path.startswith(NOT_OURS) or (asks and questions[path] >= MOST_QUESTIONS):
                continue
            seen.add(link)
            questions[path] += asks
            waiting.append(link)


def own_addresses(defendant: Defendant, name: str) -> list[str]:
    """Return the addresses of a defendant, as somebody who knew them would type them."""
    record = addresses.defendant(defendant.pk, f"Testa {name}").rstrip("/")
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


# --- The tests -------------------------------------------------------------------------------------------


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
