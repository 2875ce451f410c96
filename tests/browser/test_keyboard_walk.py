"""Search, filter, open and cite with the keyboard alone; and no axe violation on any page or in any state."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from kit.filtering import stamp
from proceedings.record import services
from proceedings.record.history import last_instant
from proceedings.research.lists.definitions import LISTS
from tests.browser.driving import (
    SCHEMES,
    WIDE,
    Scheme,
    follow,
    opened,
    refuse_violations,
    send,
    tab_to,
    visit,
)
from tests.factories import RestrictionFactory
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

pytestmark = pytest.mark.browser


@pytest.fixture
def matter(transactional_db: None) -> Matter:
    """Record an invented matter where the live server sees it."""
    return again(invent)


def test_the_keyboard_walks_from_search_over_a_filter_and_a_record_to_its_citation(
    chromium: Browser, live_server: LiveServer, matter: Matter
) -> None:
    with opened(chromium, live_server, viewport={"width": WIDE, "height": 800}) as (page, errors):
        visit(page, errors, "/")
        tab_to(page, "main input[name=q]")
        page.keyboard.type("mockingbird")
        send(page)
        assert page.url.startswith(f"{live_server.url}/search/?q=mockingbird")
        visit(page, errors, "/defendants/?q=mockingbird")
        assert page.locator("table.leaves tbody tr").count() == 2

        tab_to(page, ".filter-panel > summary")
        page.keyboard.press("Enter")
        tab_to(page, "summary:has(+ fieldset input[name=status])")
        page.keyboard.press("Enter")
        tab_to(page, "input[name=status][value=sentenced_custody]")
        page.keyboard.press("Space")
        send(page)
        assert "status=sentenced_custody" in page.url
        assert page.locator("table.leaves tbody tr").count() == 1

        follow(page, "table.leaves a.name")
        assert page.url.startswith(f"{live_server.url}/defendants/{matter.tried.pk}-testa-mockingbird/")

        tab_to(page, "section:has(#cite-heading) summary, #cite-heading ~ details summary")
        page.keyboard.press("Enter")
        cited = page.locator("pre.cited").first
        assert cited.is_visible()
        assert "known=" in cited.inner_text()
        assert "hash=" in cited.inner_text()
        assert not errors


def addresses(matter: Matter) -> list[str]:
    """Return an address of every page and state that the tests of the public pages do not visit already."""
    closed = invent("closed-")
    then = stamp(last_instant())
    services.withdraw(matter.dismissal, because="It was another case's.")
    RestrictionFactory(case=closed.suit)
    record = f"/defendants/{matter.dropped.pk}-testa-mockingbird/"
    case = f"/cases/{matter.second.pk}-state-of-nowhere-v-mockingbird/"
    return [
        *(f"/{slug}/" for slug in LISTS if slug not in {"defendants", "cases"}),
        "/rulings/?q=nobody",  # an empty list
        "/charges/?severity=nonsense",  # a refused question
        "/hearings/calendar/?hearing_from=2099-01-01",
        f"{record}?on=2023-05-01&known={then}",  # as it was published, corrected since
        f"{case}?known={then}",
        f"/defendants/?known={then}",
        f"{record}changes/",
        f"{record}?hash=nonsense",
        f"{case}report/",
        "/corrections/",
        "/data/",
        "/data/codebook/",
        "/data/releases/",
        "/api/v1/docs/",
        "/defendants/999999/",
        f"/cases/{closed.suit.pk}/",  # closed: 410
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_page_and_no_state_has_a_violation(
    chromium: Browser, live_server: LiveServer, matter: Matter, scheme: Scheme
) -> None:
    size = {"width": WIDE, "height": 800}
    with opened(chromium, live_server, viewport=size, color_scheme=scheme) as (page, errors):
        for address in addresses(matter):
            visit(page, errors, address)
            refuse_violations(page)
