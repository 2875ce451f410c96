"""What search engines find and what they do not; what a reader who is lost is shown; no cookies."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import Party
from proceedings.models import Case, Defendant, Participation
from proceedings.record import services
from proceedings.research.lists.definitions import LISTS
from proceedings.website.discovery.sitemaps import SITEMAPS
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    happen,
)
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

CANARY = "Canarina"
PAGES = ("/statistics/", "/data/", "/data/codebook/", "/data/releases/", "/corrections/", "/method/")
SITE = "http://testserver"


@pytest.fixture
def matter(db: None) -> Matter:
    """Put the invented matter into the database."""
    return again(invent)


def accused(name: str, **kept_out: Any) -> Defendant:
    """Return somebody charged in a case of their own."""
    party = PartyFactory(name=name, noindex=kept_out.get("party", False))
    case = CaseFactory(caption=f"State of Nowhere v. {name}", noindex=kept_out.get("case", False))
    row = DefendantFactory(case=case, party=party, noindex=kept_out.get("defendant", False))
    happen(ChargeFactory(defendant=row), "filed", "2024-02-02", kind="filing")
    return row


def listed(client: Client) -> list[str]:
    """Return every address of every sitemap, as the index leads to them."""
    index = client.get("/sitemap.xml")
    assert index.status_code == 200
    assert index["Content-Type"] == "application/xml"
    found: list[str] = []
    for sitemap in re.findall(r"<loc>(.*?)</loc>", index.content.decode()):
        answer = client.get(sitemap.removeprefix(SITE))
        assert answer.status_code == 200
        found += re.findall(r"<loc>(.*?)</loc>", answer.content.decode())
    return [address.removeprefix(SITE) for address in found]


def is_kept_out(client: Client, address: str) -> bool:
    """Tell whether a page asks search engines to keep away, in its head and in its headers alike."""
    return says_keep_out(client.get(address, follow=True))


def says_keep_out(answer: Any) -> bool:
    """Tell whether an answer asks search engines to keep away, in its head and in its headers alike."""
    told = '<meta name="robots" content="noindex">' in answer.content.decode()
    assert told is ("noindex" in answer.headers.get("X-Robots-Tag", "")), answer.request["PATH_INFO"]
    return told


def every_record() -> list[str]:
    """Return the address of every record, public or not."""
    return [
        *(f"/defendants/{pk}/" for pk in Defendant.objects.values_list("pk", flat=True)),
        *(f"/cases/{pk}/" for pk in Case.objects.values_list("pk", flat=True)),
        *(f"/people/{pk}/" for pk in Party.objects.values_list("pk", flat=True)),
    ]


def test_a_sitemap_lists_the_pages_that_may_be_kept_and_no_other(client: Client, matter: Matter) -> None:
    accused("Testa Openly")
    for what in ("party", "case", "defendant"):
        accused(f"Testa Hidden {what}", **{what: True})
    closed = accused(f"Testa {CANARY}")
    RestrictionFactory(party=closed.party)

    found = listed(client)

    assert len(found) == len(set(found))
    assert {"/", *PAGES, *(f"/{slug}/" for slug in LISTS)} <= set(found)
    for address in found:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not says_keep_out(answer), address
        assert f'<link rel="canonical" href="{SITE}{address}">' in answer.content.decode(), address
    for address in every_record():
        answer = client.get(address, follow=True)
        if answer.status_code == 200:
            kept = answer.redirect_chain[-1][0]
            assert (kept in found) is not says_keep_out(answer), kept
    assert "hidden" not in " ".join(found)
    assert CANARY.lower() not in " ".join(found)


@pytest.mark.parametrize("what", ["party", "case", "defendant"])
def test_what_is_closed_or_marked_is_out_at_once(client: Client, what: str, db: None) -> None:
    row = accused(f"Testa {CANARY}")
    targets: dict[str, Any] = {"party": row.party, "case": row.case, "defendant": row}
    assert sum(CANARY.lower() in address for address in listed(client)) == 2

    targets[what].noindex = True
    services.record(targets[what])
    assert CANARY.lower() not in " ".join(listed(client))
    targets[what].noindex = False
    services.record(targets[what])
    assert sum(CANARY.lower() in address for address in listed(client)) == 2

    RestrictionFactory(**{what: targets[what]})
    assert CANARY.lower() not in " ".join(listed(client))


def test_a_page_about_another_matter_than_the_office_is_in_no_sitemap(client: Client, matter: Matter) -> None:
    holder = PartyFactory(name="Testa Officer")
    elsewhere = accused("Testa Elsewhere").case
    services.record(Participation(case=matter.second, party=holder, role="witness"))
    services.record(Participation(case=elsewhere, party=holder, role="judge"))

    addresses = listed(client)

    assert not [address for address in addresses if "officer" in address]
    assert [address for address in addresses if address.startswith("/people/") and address != "/people/"] == [
        f"/people/{matter.judge.party_id}-testa-judge/"
    ]


def test_a_sitemap_is_paged_by_numbers_and_each_page_costs_the_same(
    client: Client, matter: Matter, settings: Any
) -> None:
    whole = listed(client)
    settings.SITEMAP_SIZE = 2
    assert sorted(listed(client)) == sorted(whole)

    for section in SITEMAPS:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/sitemap-{section}.xml")
        assert len(captured) <= 7, section
    assert client.get("/sitemap-cases.xml?p=999").status_code == 404
    assert client.get("/sitemap-cases.xml?p=x").status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404
    assert client.get("/sitemap-cases.xml?q=1").status_code == 400
    assert client.get("/sitemap.xml?p=1").status_code == 400


def test_robots_are_told_of_the_sitemap_and_read_what_they_must_not_keep(client: Client, db: None) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert [line for line in lines if line.startswith("Disallow")] == ["Disallow: /admin/"]


def test_an_address_that_asks_something_is_kept_out_and_leads_to_the_page_itself(
    client: Client, matter: Matter
) -> None:
    known = "2026-01-01"
    pages = {
        **dict.fromkeys((f"/{slug}/" for slug in LISTS), f"q=testa&known={known}"),
        f"/defendants/{matter.tried.pk}-testa-mockingbird/": "on=2024-08-01",
        f"/cases/{matter.second.pk}-state-of-nowhere-v-mockingbird/": "on=2024-08-01",
        "/incidents/invented-matter/": "on=2024-08-01",
        "/statistics/": "on=2024-08-01",
    }
    for page, asked in pages.items():
        assert not is_kept_out(client, page), page
        assert is_kept_out(client, f"{page}?{asked}"), page
        told = client.get(f"{page}?{asked}").content.decode()
        assert "application/ld+json" not in told
        if page.strip("/") in LISTS:
            # Whoever shares a list shares what is asked of it.
            address = f"{SITE}{page}?{asked}".replace("&", "&amp;")
            assert f'<link rel="canonical" href="{address}">' in told
            assert f'<meta property="og:url" content="{address}">' in told
        else:
            assert f'<link rel="canonical" href="{SITE}{page}">' in told
            assert "og:url" not in told


def test_files_errors_and_the_api_are_kept_out(client: Client, matter: Matter) -> None:
    row = accused("Testa Gone")
    RestrictionFactory(defendant=row)
    for address in ("/api/v1/", "/data/codebook.json", "/corrections.atom", "/nothing/", "/?x=1"):
        assert "noindex" in client.get(address).headers["X-Robots-Tag"], address
    assert client.get(f"/defendants/{row.pk}/").headers["X-Robots-Tag"] == "noindex"


def linked_data(client: Client, address: str) -> dict[str, Any]:
    """Return what a page tells programs, by type; one of each."""
    page = client.get(address).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) <= 1
    told = json.loads(found[0]) if found else {"@graph": []}
    return {node["@type"]: node for node in told["@graph"]}


def test_pages_tell_programs_the_site_the_way_the_data_and_hearings(client: Client, matter: Matter) -> None:
    site = linked_data(client, "/")["WebSite"]
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{SITE}/search/?q={{search_term_string}}"
    data = linked_data(client, "/data/")["Dataset"]
    assert [part["contentUrl"] for part in data["distribution"]] == [
        SITE + reverse("data-zip"),
        SITE + reverse("data-sqlite"),
    ]
    way = linked_data(client, f"/defendants/{matter.tried.pk}-testa-mockingbird/")["BreadcrumbList"]
    assert [step["item"] for step in way["itemListElement"]] == [
        f"{SITE}/",
        f"{SITE}/incidents/invented-matter/",
        f"{SITE}/cases/{matter.second.pk}-state-of-nowhere-v-mockingbird/",
        f"{SITE}/defendants/{matter.tried.pk}-testa-mockingbird/",
    ]
    suit = f"/cases/{matter.suit.pk}-whimbrel-v-fictional-corp/"
    hearing = linked_data(client, suit)["Event"]
    assert hearing["startDate"] == "2099-01-01"
    assert hearing["location"]["name"] == "First Fictional Court"
    assert hearing["url"].startswith(f"{SITE}{suit}#event-")


def test_nobody_is_described_as_a_person(client: Client, matter: Matter) -> None:
    for address in listed(client):
        assert '"Person"' not in client.get(address).content.decode(), address


def test_a_name_cannot_leave_the_block_of_linked_data(client: Client, db: None) -> None:
    row = accused("</script><script>alert('Testa & Co')</script><!--")
    page = client.get(f"/defendants/{row.pk}/", follow=True)
    assert "<script>alert" not in page.content.decode()
    way = linked_data(client, page.redirect_chain[-1][0])["BreadcrumbList"]
    assert way["itemListElement"][-1]["name"] == "</script><script>alert('Testa & Co')</script><!--"


def test_a_shared_page_has_a_title_a_description_and_its_timeline(client: Client, matter: Matter) -> None:
    page = client.get(f"/defendants/{matter.tried.pk}-testa-mockingbird/").content.decode()
    assert '<meta property="og:title" content="Testa Mockingbird' in page
    assert '<meta property="og:description" content="Testa Mockingbird: Guilty of' in page
    assert (
        f'<meta property="og:url" content="{SITE}/defendants/{matter.tried.pk}-testa-mockingbird/">' in page
    )
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert '/timeline.png">' in page
    assert "og:image" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/defendants/999999-testa-mockingbird/", "Testa Mockingbird"),
        ("/people/999999-testa-mokingbird/", "Testa Mockingbird"),
        ("/mockingbird", "Testa Mockingbird"),
        ("/cases/999999-fictional-corp/", "Whimbrel v. Fictional Corp"),
        ("/cases/C-1", "Whimbrel v. Fictional Corp"),
        ("/incidents/the-invented-mater/", "The invented matter"),
    ],
)
def test_who_is_lost_is_shown_what_is_near(client: Client, matter: Matter, path: str, shown: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert len(captured) <= 11
    near = page.partition("near-heading")[2].partition("</section>")[0]
    assert f">{shown}</a>" in near
    assert 'id="lost-q"' in page
    for link in re.findall(r'href="([^"]+)"', near):
        assert client.get(link).status_code == 200


@pytest.mark.parametrize("path", ["/defendants/1-%00/", "/%F0%9F%97%BF/", "/" + "a-" * 300, "/---/", "/%25/"])
def test_junk_is_not_found_and_no_error(client: Client, matter: Matter, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("what", ["party", "case", "defendant"])
def test_what_is_closed_is_near_nothing(client: Client, db: None, what: str) -> None:
    row = accused(f"Testa {CANARY}")
    assert CANARY in client.get(f"/defendants/999999-testa-{CANARY.lower()}/").content.decode()
    RestrictionFactory(**{what: {"party": row.party, "case": row.case, "defendant": row}[what]})
    for path in (f"/defendants/999999-{CANARY.lower()}/", f"/cases/{CANARY.lower()}", "/people/canarena/"):
        page = client.get(path).content.decode()
        assert CANARY not in page
        assert "near-heading" not in page


def test_readers_get_no_cookie(client: Client, matter: Matter) -> None:
    closed = accused(f"Testa {CANARY}")
    RestrictionFactory(defendant=closed)
    files = [
        "/robots.txt",
        "/sitemap.xml",
        "/sitemap-cases.xml",
        "/api/v1/",
        "/api/v1/defendants/",
        "/healthz",
    ]
    files += ["/corrections.atom", "/data/codebook.json", "/data/codebook-codes.csv"]
    asked = ["/defendants/?q=testa", "/defendants/?x=1", "/nothing/", f"/defendants/{closed.pk}/"]
    for address in (*listed(client), *files, *asked):
        answer = client.get(address)
        assert not answer.cookies, address
        assert "Set-Cookie" not in answer.headers, address
    assert not client.cookies


def test_an_editor_s_desk_may_have_cookies(client: Client, db: None) -> None:
    User.objects.create_superuser("Testa Keeper", password="made-up")  # noqa: S106  # a test's
    assert client.get(reverse("account_login")).cookies
