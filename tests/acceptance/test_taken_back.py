"""What was public and may not be told any more, or is not published yet: no address tells it, at no instant.

A party made private, a victim and a harmed person no longer named, a docket number, a link and a statement
withdrawn, and a draft with all it brings: each has a made-up name of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from kit.filtering import stamp
from people.models import OtherName, Party
from proceedings.models import (
    Case,
    ChargeLink,
    Citation,
    Defendant,
    HarmedPerson,
    Participation,
    PressFact,
    Source,
)
from proceedings.record import services
from proceedings.record.history import last_instant
from tests.acceptance.addresses import lists, telling
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    ClaimFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    SourceFactory,
    happen,
)
from tests.proceedings.website.records.matter import Matter, invent

pytestmark = pytest.mark.django_db  # each test nests in the transaction that holds the matter

PRIVATE, VICTIM, HARMED = "Quaxaprivo", "Quaxavicto", "Quaxaharmo"
DOCKET, LINK, STATEMENT, DRAFT = "QUAXADOCKO", "quaxalinko", "Quaxastato", "Quaxadrafto"
WITHDRAWN = (PRIVATE, VICTIM, HARMED, DOCKET, LINK, STATEMENT)
REASON = "Invented: the papers name them."


@dataclass(frozen=True, slots=True)
class World:
    """The rows tests name, and an instant when all was public that is taken back, and the draft was one."""

    matter: Matter
    private: Defendant
    rows: dict[str, Any]
    then: str


@pytest.fixture(scope="module")
def world(held: Path) -> World:
    """Record the matter with something of every kind that may be withdrawn, and a draft."""
    matter = invent()
    private = _accused(matter)
    rows = {PRIVATE: private.party, **_others(matter)}
    _draft(matter)
    return World(matter, private, rows, stamp(last_instant()))


def _accused(matter: Matter) -> Defendant:
    party = PartyFactory(name=f"Testa {PRIVATE}", sort_name=f"{PRIVATE}, Testa", key="testa-private")
    services.record(party, parts=[OtherName(party=party, name=f"{PRIVATE} the Kid")])
    defendant = DefendantFactory(case=matter.second, party=party, name_as_printed=f"T. {PRIVATE}", position=9)
    happen(
        ChargeFactory(defendant=defendant, offence=f"Whistling with {PRIVATE}", count_label="Count 7"),
        "indicted",
        "2024-01-19",
        kind="filing",
        type="indictment",
        what=f"{PRIVATE} is indicted.",
    )
    own = CaseFactory(caption=f"State of Nowhere v. {PRIVATE}", incident=matter.incident)
    counted = ChargeFactory(defendant=DefendantFactory(case=own, party=party))
    happen(counted, "filed", "2024-02-01", kind="filing")
    matter.second.caption = f"State of Nowhere v. Mockingbird, {PRIVATE}"
    services.record(matter.second)
    return defendant


def _others(matter: Matter) -> dict[str, Any]:
    victim = Participation(
        case=matter.second, party=PartyFactory(name=f"Testa {VICTIM}"), role="victim", named_because=REASON
    )
    harmed = HarmedPerson(
        incident=matter.incident,
        party=PartyFactory(name=f"Testa {HARMED}"),
        harm="wounded",
        named_because=REASON,
    )
    statement = PressFact(
        incident=matter.incident,
        source=SourceFactory(title="Another account"),
        number=8,
        fact=f"{STATEMENT} was heard.",
    )
    numbered = CaseFactory(caption="State of Nowhere v. Whimbrel", docket_number=f"{DOCKET}-78")
    source = SourceFactory(title="A report", url=f"https://gazette.example/{LINK}")
    with services.writing():
        services.record(victim)
        services.record(matter.incident, parts=[harmed, statement])
        counted = ChargeFactory(defendant=DefendantFactory(case=numbered))
        happen(counted, "filed", "2024-02-01", kind="filing", source=source)
    return {VICTIM: victim, HARMED: harmed, STATEMENT: statement, DOCKET: numbered, LINK: source}


def _draft(matter: Matter) -> None:
    """Record a draft filing with all that a draft can bring to a public case."""
    source = SourceFactory(
        publisher=f"The {DRAFT} Gazette", title=f"On {DRAFT}", url=f"https://{DRAFT}.example/"
    )
    charge = ChargeFactory(
        defendant=matter.tried,
        count_label=f"Count {DRAFT}",
        offence=f"Arson with {DRAFT}",
        statute=f"§ {DRAFT}",
        note=f"On {DRAFT}.",
    )
    services.record(ChargeLink(charge=charge, other=matter.charge, kind="amends"))
    services.record(charge, parts=[Citation(charge=charge, source=source)])
    claim = ClaimFactory(defendant=matter.sued, label=f"A claim of {DRAFT}", note=f"On {DRAFT}.")
    for count, outcome in ((charge, "filed"), (claim, "claim_filed")):
        happen(
            count,
            outcome,
            "2024-03-01",
            kind="filing",
            what=f"{DRAFT} is filed.",
            source=source,
            judge=PartyFactory(name=f"Testa {DRAFT}"),
            publication="draft",
        )
    case = CaseFactory(caption=f"State of Nowhere v. {DRAFT}", incident=matter.incident)
    happen(
        ChargeFactory(defendant=DefendantFactory(case=case, party=PartyFactory(name=f"Testo {DRAFT}"))),
        "filed",
        "2024-03-01",
        kind="filing",
        publication="draft",
    )


def _set(row: Any, **values: Any) -> None:  # a row of any model
    for name, value in values.items():
        setattr(row, name, value)
    services.record(row)


TAKE_BACK: dict[str, Callable[[Any], None]] = {
    PRIVATE: lambda row: _set(Party.objects.get(pk=row.pk), private=True),
    VICTIM: lambda row: _set(Participation.objects.get(pk=row.pk), named_because=""),
    HARMED: lambda row: _set(HarmedPerson.objects.get(pk=row.pk), named_because=""),
    DOCKET: lambda row: _set(Case.objects.get(pk=row.pk), print_docket=False),
    LINK: lambda row: _set(Source.objects.get(pk=row.pk), link_public=False),
    STATEMENT: lambda row: _set(PressFact.objects.get(pk=row.pk), public=False),
}


@pytest.fixture
def taken_back(world: World) -> World:
    """Withdraw all that may be withdrawn."""
    for name, take in TAKE_BACK.items():
        take(world.rows[name])
    return world


def records(world: World) -> Iterator[str]:
    """Yield the addresses of the records, as somebody who knew them before would type them."""
    matter, private = world.matter, world.private
    for one in (matter.tried, private, matter.sued):
        stem = f"/defendants/{one.pk}-testa-{PRIVATE.lower()}"
        yield from (f"{stem}/", f"{stem}.txt", f"{stem}.csl.json", f"/api/v1/defendants/{one.pk}/")
    last = private.party.defendants.latest("pk")
    for case in (matter.second, matter.suit, last.case, world.rows[DOCKET]):
        stem = f"/cases/{case.pk}-state-of-nowhere-v-{PRIVATE.lower()}"
        yield from (f"{stem}/", f"{stem}.bib", f"/api/v1/cases/{case.pk}/")
    yield f"/incidents/{matter.incident.key}/"
    for party in (matter.tried.party_id, matter.judge.party_id, private.party_id):
        yield from (f"/people/{party}/", f"/api/v1/people/{party}/")


def unclocked(world: World) -> Iterator[str]:
    """Yield the addresses that know one instant only: the present."""
    private = f"/defendants/{world.private.pk}-testa-{PRIVATE.lower()}"
    yield from (f"{private}.atom", f"{private}/changes/", f"{private}/report/")
    case = f"/cases/{world.matter.second.pk}-x"
    yield from (f"{case}.atom", f"{case}/changes/", f"{case}/report/", f"{case}.ics")
    yield from (
        "/",
        "/corrections/",
        "/corrections.atom",
        "/data/casetracker.zip",
        "/data/casetracker.sqlite",
    )
    yield from (f"/sitemap-{part}.xml" for part in ("defendants", "cases", "incidents", "people"))
    yield from ("/defendants/quaxa", "/cases/quaxa", "/incidents/quaxa")


def at(addresses: Iterator[str], known: str) -> Iterator[str]:
    """Yield the addresses as they are asked for an instant."""
    return (f"{each}{'&' if '?' in each else '?'}known={known}" for each in addresses)


def test_everything_is_told_before_it_is_taken_back(client: Client, world: World) -> None:
    """Else the other tests would find nothing in any code."""
    told = telling(client, iter([*records(world), "/cases/", "/defendants.csv"]), WITHDRAWN)

    assert {name for _address, name in told} == set(WITHDRAWN)


def test_nothing_taken_back_is_told_now(client: Client, taken_back: World) -> None:
    files = [f"/defendants.{ending}" for ending in ("json", "xlsx", "cite.txt")]
    asked = [*records(taken_back), *lists(), *files, *unclocked(taken_back)]

    assert telling(client, iter(asked), (*WITHDRAWN, DRAFT)) == []


def test_nothing_taken_back_is_told_at_an_instant_when_it_was_public(
    client: Client, taken_back: World
) -> None:
    asked = at(iter([*records(taken_back), *lists()]), taken_back.then)

    assert telling(client, asked, (*WITHDRAWN, DRAFT)) == []


def test_what_a_draft_brings_is_public_with_it(client: Client, world: World) -> None:
    for event in world.matter.second.events.filter(publication="draft"):
        services.publish(event)

    told = telling(client, iter([f"/cases/{world.matter.second.pk}-x/", "/charges/"]), (DRAFT,))
    assert {address for address, _name in told} == {f"/cases/{world.matter.second.pk}-x/", "/charges/"}


@pytest.mark.parametrize("address", ["defendants", "api/v1/charges"])
def test_a_publisher_is_known_by_what_is_public_only(client: Client, world: World, address: str) -> None:
    sealed = SourceFactory(publisher="The Sealed Gazette")
    case = CaseFactory(caption="State of Nowhere v. Sealed")
    happen(
        ChargeFactory(defendant=DefendantFactory(case=case)),
        "filed",
        "2024-01-01",
        kind="filing",
        source=sealed,
    )
    RestrictionFactory(case=case)
    named = SourceFactory(publisher=f"The {PRIVATE} Family Blog")
    happen(world.matter.charge, "concerns", "2024-03-03", source=named)
    TAKE_BACK[PRIVATE](world.private.party)

    for publisher in (
        f"The {DRAFT} Gazette",
        "The Sealed Gazette",
        f"The {PRIVATE} Family Blog",
        "No Gazette",
    ):
        assert client.get(f"/{address}/", {"publisher": publisher}).status_code == 400, publisher
    assert client.get(f"/{address}/", {"publisher": "The Mirror"}).status_code == 200
    offered = client.get("/defendants/").text
    assert "The Mirror" in offered
    assert not [name for name in (DRAFT, "The Sealed", PRIVATE) if name in offered]


def places(client: Client, address: str) -> list[int]:
    """Walk through all pages of a list of the API; return the numbers in order, and try every way back."""
    found: list[int] = []
    asked: str | None = address
    while asked:
        page = client.get(asked).json()
        found += [row["id"] for row in page["results"]]
        if page["previous"]:
            before = client.get(page["previous"]).json()
            assert [row["id"] for row in before["results"]] == found[: -len(page["results"])][-2:]
        asked = page["next"]
    return found


@pytest.mark.parametrize("known", ["now", "then"])
@pytest.mark.parametrize("slug", ["defendants", "cases"])
def test_no_place_in_a_list_tells_a_name(client: Client, taken_back: World, slug: str, known: str) -> None:
    withheld = {
        "defendants": sorted(one.pk for one in taken_back.private.party.defendants.all()),
        "cases": sorted(one.case_id for one in taken_back.private.party.defendants.all()),
    }[slug]
    end = f"&known={taken_back.then}" if known == "then" else ""
    with override_settings(PAGE_SIZE=2):
        up = places(client, f"/api/v1/{slug}/?sort=name{end}")
        down = places(client, f"/api/v1/{slug}/?sort=-name{end}")

    assert up[: len(withheld)] == withheld
    assert up == down[::-1]
    assert len(set(up)) == len(up) > len(withheld)


def test_a_cursor_names_public_cases_only(client: Client, world: World) -> None:
    drafted = Case.objects.get(caption__endswith=DRAFT)
    closed = world.rows[DOCKET]
    assert client.get("/api/v1/cases/", {"after": f"~{closed.pk}"}).status_code == 200
    RestrictionFactory(case=closed)

    for pk in (drafted.pk, closed.pk, 99999):
        assert client.get("/api/v1/cases/", {"after": f"~{pk}"}).status_code == 400, pk
        assert client.get("/cases/", {"before": f"~{pk}"}).status_code == 400, pk


def test_a_private_defendant_has_a_page_under_no_name(client: Client, taken_back: World) -> None:
    old = f"/defendants/{taken_back.private.pk}-testa-{PRIVATE.lower()}/"
    new = f"/defendants/{taken_back.private.pk}-name-withheld/"

    assert client.get(old)["Location"] == new
    assert "[name withheld]" in client.get(new).text
    assert client.get(f"/people/{taken_back.private.party_id}/").status_code == 404
