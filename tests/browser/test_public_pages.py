"""Every public page works for everyone: no axe violation, no sideways scroll, by keyboard, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from proceedings.law.codes import ReportKind
from proceedings.website.reader_reports import services
from tests.browser.driving import LOOKS, WIDE, Scheme, opened, refuse_sideways, refuse_violations, visit
from tests.factories import RestrictionFactory
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

pytestmark = pytest.mark.browser


@pytest.fixture
def matter(transactional_db: None) -> Matter:
    """Record an invented matter where the live server sees it."""
    return again(invent)


def pages(matter: Matter) -> list[str]:
    """Return an address of every public page, refusals, absences and empty lists included."""
    closed = invent("closed-")
    RestrictionFactory(case=closed.suit)
    report = services.file_report(
        matter.tried, kind=ReportKind.ERROR, text="An invented mistake.", address="/"
    )
    return [
        "/",
        "/defendants/",
        "/defendants/?q=mockingbird&status=sentenced_custody&on=2024-12-01",
        "/defendants/?status=abated_by_death",
        "/defendants/?statuss=x",
        f"/defendants/{matter.tried.pk}-testa-mockingbird/",
        f"/defendants/{matter.dropped.pk}-testa-mockingbird/?on=2023-01-15",
        "/cases/",
        f"/cases/{matter.second.pk}-state-of-nowhere-v-mockingbird/",
        f"/cases/{matter.suit.pk}-whimbrel-v-fictional-corp/",
        f"/defendants/{matter.dropped.pk}-testa-mockingbird/changes/",
        f"/defendants/{matter.dropped.pk}-testa-mockingbird/report/",
        "/incidents/invented-matter/",
        f"/people/{matter.tried.party_id}-testa-mockingbird/",
        f"/reports/{report.reference}/",
        "/charges/?charged=Humming&counted=yes",
        "/claims/",
        "/sentences/",
        "/hearings/",
        "/hearings/calendar/",
        "/convictions/",
        "/events/?q=whistling",
        "/search/",
        "/search/?q=mockingbird",
        "/search/?q=xyzzy",
        "/search/?q=%25",
        "/people/?q=mokingbird",
        "/courts/?q=nowhere",
        "/data/",
        "/data/codebook/",
        "/api/v1/docs/",
        "/method/",
        "/statistics/",
        "/statistics/time/?unit=charges&on=2024-12-01",
        "/cases/?type=nonsense",
        "/nothing-here/",
        f"/cases/{closed.suit.pk}/",
    ]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_has_a_violation_or_scrolls_sideways(
    chromium: Browser, live_server: LiveServer, matter: Matter, scheme: Scheme, width: int
) -> None:
    size = {"width": width, "height": 800}
    with opened(chromium, live_server, viewport=size, color_scheme=scheme) as (page, errors):
        for address in pages(matter):
            visit(page, errors, address)
            refuse_violations(page)
            refuse_sideways(page)


def test_no_page_needs_a_script(chromium: Browser, live_server: LiveServer, matter: Matter) -> None:
    with opened(chromium, live_server, java_script_enabled=False) as (page, errors):
        for address in pages(matter):
            visit(page, errors, address)
            assert page.locator("h1").count() == 1, address
        page.goto("/")
        page.get_by_role("searchbox").fill("mockingbird")
        page.get_by_role("button", name="Search").click()
        assert "q=mockingbird" in page.url
        page.locator("main a[href^='/defendants/']", has_text="Testa Mockingbird").first.click()
        page.get_by_text("The same as a table").click()
        assert (
            page.get_by_role("cell", name="Dismissed")
            .or_(page.get_by_role("cell", name="Convicted"))
            .first.is_visible()
        )


def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    chromium: Browser, live_server: LiveServer, matter: Matter
) -> None:
    with opened(chromium, live_server, viewport={"width": WIDE, "height": 800}) as (page, errors):
        for address in (f"/defendants/{matter.tried.pk}-testa-mockingbird/", "/defendants/"):
            visit(page, errors, address)
            ways = "a[href], button, input, select, summary, [tabindex='0']"
            wanted = page.evaluate(
                f"[...document.querySelectorAll({ways!r})].filter(e => e.checkVisibility()).length"
            )
            reached = 0
            for _step in range(wanted + 5):
                page.keyboard.press("Tab")
                if page.evaluate("document.activeElement === document.body"):
                    break
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none", page.evaluate("document.activeElement.outerHTML")
                reached += 1
            # Some have more stops than one: a field for a day has one for its day, its month and its year.
            assert reached >= wanted, address


def test_the_skip_link_leads_to_the_record(
    chromium: Browser, live_server: LiveServer, matter: Matter
) -> None:
    with opened(chromium, live_server) as (page, errors):
        visit(page, errors, "/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_the_picture_says_what_it_is_to_who_cannot_see_it(
    chromium: Browser, live_server: LiveServer, matter: Matter
) -> None:
    with opened(chromium, live_server) as (page, errors):
        visit(page, errors, f"/defendants/{matter.tried.pk}-testa-mockingbird/")
        assert page.get_by_role("img", name="Charges over time").count() == 1
