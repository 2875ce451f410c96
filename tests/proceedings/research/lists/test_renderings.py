"""Every list in every rendering: the same rows in the same order, said what they are, and nothing closed."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kit.filtering import stamp
from proceedings.models import Defendant, Event
from proceedings.record import services
from proceedings.record.history import last_instant
from proceedings.research.feeds import entries
from proceedings.research.lists.definitions import LISTS
from proceedings.research.lists.list_definition import via_exists
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    RestrictionFactory,
    happen,
)
from tests.proceedings.research.lists.desk import (
    CANARY,
    SLUGS,
    body,
    crowded_desk,
    desk,
    ids,
    seal,
)
from tests.proceedings.website.records.matter import Matter
from tests.worlds import again, for_a_while

TABLES = ("csv", "json", "xlsx")
CITATIONS = ("cite.txt", "cite.bib", "cite.json", "cite.ris")
ENDINGS = {
    "defendants": r'href="/defendants/(\d+)-[a-z0-9-]+/',
    "cases": r'<th scope="row">\s*<a class="row-line name" href="/cases/(\d+)-',
    "charges": r'<th scope="row">\s*<a class="row-line name" href="[^"]*#charge-(\d+)"',
    "rulings": r'#event-(\d+)"',
    "hearings": r'#event-(\d+)"',
    "people": r'<th scope="row">\s*<a class="row-line name" href="/people/(\d+)-',
}


def on_the_page(client: Client, slug: str, query: str = "") -> list[int]:
    """Return the numbers of the rows a page shows, in order."""
    page = body(client, f"/{slug}/?{query}").decode()
    return [int(key) for key in re.findall(ENDINGS[slug], page)]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_file_has_the_same_rows_in_the_same_order(client: Client, matter: Matter, slug: str) -> None:
    orders = [order for order, _words in LISTS[slug].sorts]
    asked = [*product(orders[:1], ("", "on=2024-08-01", "match=possible")), *product(orders[1:], ("",))]
    for order, when in asked:
        query = f"sort={order}&{when}"
        rows = ids(client, slug, "csv", query)
        assert rows or (slug, when) == ("sentences", "on=2024-08-01")
        assert ids(client, slug, "json", query) == rows
        assert ids(client, slug, "xlsx", query) == rows
        if slug in ENDINGS:
            assert on_the_page(client, slug, query) == rows


@pytest.mark.parametrize("slug", SLUGS)
def test_a_file_is_read_in_steps_without_losing_or_doubling_a_row(
    client: Client, db: None, settings: Any, slug: str
) -> None:
    again(crowded_desk)
    whole = ids(client, slug, "csv")
    settings.EXPORT_BATCH = 2
    assert ids(client, slug, "csv") == whole
    assert len(set(whole)) == len(whole) > 2


@pytest.mark.parametrize("slug", SLUGS)
def test_a_file_that_is_not_whole_says_so(client: Client, db: None, settings: Any, slug: str) -> None:
    again(crowded_desk)
    settings.EXPORT_LIMIT = 1
    response = client.get(f"/{slug}.csv")
    assert response["X-Row-Limit"] == "1"
    assert response["X-Complete"] == "no"
    assert len(list(csv.reader(io.StringIO(response.getvalue().decode())))) == 2


@pytest.mark.parametrize("slug", SLUGS)
def test_each_row_has_its_address_and_both_clocks(client: Client, matter: Matter, slug: str) -> None:
    about = json.loads(body(client, f"/{slug}.json?on=2025-06-01"))
    for row in about["rows"]:
        assert row["on"] == "2025-06-01"
        assert row["known"] == about["about"]["known"]
        assert client.get(row["url"].partition("#")[0]).status_code == 200, row["url"]
    assert about["about"]["total"] == about["count"] == len(about["rows"])


def formulas() -> None:
    """Record a case whose texts a spreadsheet would calculate."""
    charge = ChargeFactory(
        defendant=DefendantFactory(case=CaseFactory(caption="=1+1 v. Invented")), offence="=cmd()"
    )
    happen(charge, "filed", "2024-01-01", kind="filing")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_text_that_reads_like_a_formula_is_not_one(client: Client, db: None, slug: str) -> None:
    again(formulas)
    text = body(client, f"/{slug}.csv").decode()
    assert not re.search(r"(^|,)\"?[=+@]", text, re.MULTILINE)


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_sealed_is_in_any_rendering(client: Client, matter: Matter, slug: str) -> None:
    before = {ending: ids(client, slug, ending) for ending in TABLES}
    sealed = seal(matter)
    everywhere = [*(f".{ending}" for ending in (*TABLES, *CITATIONS, "atom")), "/", "/?on=2024-12-01"]
    if slug == "hearings":
        everywhere += [".ics", "/calendar/?hearing_from=2024-12-01"]
    for ending in everywhere:
        assert CANARY.lower() not in body(client, f"/{slug}{ending}").decode(errors="replace").lower(), ending
    for order, _words in LISTS[slug].sorts:
        page = body(client, f"/{slug}/?sort={order}").decode()
        assert CANARY.lower() not in page.lower()
    after = {ending: ids(client, slug, ending) for ending in TABLES}
    assert after == before
    assert sealed.pk not in after["csv"] or slug != "defendants"


def test_a_caption_that_repeats_in_its_matter_has_the_year_it_began(client: Client, matter: Matter) -> None:
    for address in ("/defendants.csv", "/cases.csv", "/charges.csv", "/defendants/", "/cases/"):
        text = body(client, address).decode()
        for year in ("2023", "2024"):
            assert f"State of Nowhere v. Mockingbird ({year})" in text, address
        assert "Whimbrel v. Fictional Corp (" not in text
    names = [row["case"]["name"] for row in client.get("/api/v1/defendants/").json()["results"]]
    assert "State of Nowhere v. Mockingbird (2024)" in names
    past = body(client, f"/defendants.csv?known={stamp(last_instant())}").decode()
    assert "State of Nowhere v. Mockingbird (2024)" in past


def test_a_sealed_case_of_the_same_caption_brings_no_year(client: Client, matter: Matter) -> None:
    seal(matter)
    twin = CaseFactory(caption=matter.suit.caption, incident=matter.incident, court=matter.suit.court)
    happen(ChargeFactory(defendant=DefendantFactory(case=twin)), "filed", "2024-01-01", kind="filing")
    assert "Whimbrel v. Fictional Corp (20" in body(client, "/cases.csv").decode()
    RestrictionFactory(case=twin)
    assert "Whimbrel v. Fictional Corp (20" not in body(client, "/cases.csv").decode()


def test_the_order_by_caption_carries_no_caption_in_its_addresses(
    client: Client, matter: Matter, settings: Any
) -> None:
    sealed: Defendant = seal(matter)
    beside = CaseFactory(caption=f"State of Nowhere v. {CANARY} and Another", court=sealed.case.court)
    happen(ChargeFactory(defendant=DefendantFactory(case=beside)), "filed", "2024-01-01", kind="filing")
    settings.PAGE_SIZE = 1
    address, seen = "/cases/", []
    for _page in range(9):
        page = body(client, address).decode()
        assert CANARY.lower() not in page.lower()
        seen += [int(key) for key in re.findall(ENDINGS["cases"], page)]
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if following is None:
            break
        address = "/cases/" + following[1].replace("&amp;", "&")
    assert seen == ids(client, "cases", "csv")
    assert beside.pk in seen


@pytest.mark.parametrize("slug", SLUGS)
def test_a_citation_names_the_rows_and_opens_as_it_was(client: Client, matter: Matter, slug: str) -> None:
    text = body(client, f"/{slug}.cite.txt?on=2025-06-01").decode()
    found = re.search(r"https?://\S+hash=[0-9a-f]{12}", text)
    assert found, text
    page = client.get(found[0])
    assert page.status_code == 200
    assert "As cited" in page.content.decode()
    altered = client.get(found[0][:-12] + "0" * 12).content.decode()
    assert "Not as it was cited" in altered
    assert "As cited" not in altered
    again = body(client, f"/{slug}.cite.txt?{found[0].partition('?')[2]}").decode()
    assert found[0].rpartition("hash=")[2] in again


@pytest.mark.parametrize("slug", SLUGS)
def test_a_feed_tells_court_events(client: Client, matter: Matter, slug: str) -> None:
    feed = body(client, f"/{slug}.atom").decode()
    assert feed.count("<entry>") > 0
    assert 'term="court-event"' in feed


def partly_withdrawn_desk() -> None:
    """Record the desk, with a dismissal that is withdrawn and a canary that is sealed."""
    matter = desk()
    matter.dismissal.publication, matter.dismissal.withdrawal_reason = "withdrawn", "A made-up mistake."
    services.record(matter.dismissal)
    seal(matter)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_feed_tells_the_same_found_among_the_newest_or_looked_up(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, slug: str
) -> None:
    again(partly_withdrawn_desk)
    among = body(client, f"/{slug}.atom").decode()
    assert among.count("<entry>") > 0
    monkeypatch.setattr(entries, "via_in", via_exists)
    assert body(client, f"/{slug}.atom").decode() == among


def test_a_calendar_holds_the_hearings_of_one_case(client: Client, matter: Matter) -> None:
    calendar = body(client, f"/cases/{matter.suit.pk}-whimbrel-v-fictional-corp.ics").decode()
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "BEGIN:VEVENT" in body(client, "/hearings.ics").decode()
    assert body(client, f"/cases/{matter.first.pk}-x.ics").decode().count("BEGIN:VEVENT") == 0


def test_the_calendar_page_shows_a_month(client: Client, matter: Matter) -> None:
    page = body(client, "/hearings/calendar/?hearing_from=2024-07-01").decode()
    assert "Tuesday 9 July 2024" in page
    assert (
        "No hearing is recorded in this month"
        in body(client, "/hearings/calendar/?hearing_from=1999-01-01").decode()
    )


def test_a_setting_that_came_about_and_its_sitting_are_one_line(client: Client, matter: Matter) -> None:
    setting = Event(
        case=matter.suit,
        kind="hearing",
        type="trial",
        date="2024-06-01",
        scheduled_on=date(2024, 9, 2),
        outcome="trial_effective",
        what="The trial is set.",
        publication="published",
    )
    services.record(setting)
    assert setting.pk in ids(client, "hearings", "csv")
    sitting = Event(
        case=matter.suit,
        kind="hearing",
        type="trial",
        date="2024-09-02",
        outcome="held",
        what="The trial begins.",
        publication="published",
    )
    services.record(sitting)
    assert sitting.pk in ids(client, "hearings", "csv")
    assert setting.pk not in ids(client, "hearings", "csv")


def test_days_of_verdict_and_sentencing_are_in_the_calendar(client: Client, matter: Matter) -> None:
    calendar = body(client, "/hearings.ics?hearing_from=2024-07-01&hearing_until=2024-12-31").decode()
    assert "X-WR-CALNAME:Hearings: 1 July 2024" in calendar
    for day, words in (("20240712", "Held: Verdict"), ("20240901", "Held: Sentencing")):
        assert f"DTSTART;VALUE=DATE:{day}" in calendar
        assert words in calendar
    assert "Verdict" not in body(client, "/hearings.ics?hearing_from=2024-08-01").decode()
    assert "Verdict" not in body(client, "/hearings.ics?hearing=trial").decode()
    page = body(client, "/hearings/calendar/?hearing_from=2024-09-01").decode()
    assert "Sentencing" in page
    assert 'href="webcal://' in page


@pytest.mark.parametrize("slug", SLUGS)
def test_a_file_has_no_pages_and_refuses_a_place(client: Client, matter: Matter, slug: str) -> None:
    assert client.get(f"/{slug}.csv?after=2024-01-01~1").status_code == 400
    assert client.get(f"/{slug}.csv?nonsense=1").status_code == 400


@pytest.mark.parametrize("slug", SLUGS)
def test_a_feed_costs_the_same_for_more_rows(client: Client, db: None, slug: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            body(client, f"/{slug}.atom")
        return len(captured)

    with for_a_while(desk):
        few = cost()
    with for_a_while(crowded_desk):
        many = cost()
    assert many <= few <= 12


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_calendar_ends_where_the_days_do(client: Client, matter: Matter, day: str) -> None:
    assert client.get("/hearings/calendar/", {"hearing_from": day}).status_code == 200
