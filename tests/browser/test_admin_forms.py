"""The form of a ruling in a real browser: by keyboard, narrow and wide, light and dark, under the policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from proceedings.models import Charge, Ruling, StatusSpan
from proceedings.models.status_span_queries import today
from tests.browser.driving import (
    CONTENT,
    LOOKS,
    SCHEMES,
    WIDE,
    Scheme,
    at_desk,
    refuse_sideways,
    refuse_small_buttons,
    refuse_violations,
    tab_to,
)
from tests.factories import ChargeFactory, SourceFactory, happen
from tests.proceedings.admin.conftest import page as address

pytestmark = pytest.mark.browser


@pytest.fixture
def charge(transactional_db: None) -> Charge:
    """Record a charge that was filed, and a source to cite."""
    count: Charge = ChargeFactory()
    happen(count, "filed", "2023-01-31", kind="filing")
    SourceFactory(title="The invented order")
    return count


def test_a_ruling_is_entered_by_keyboard_alone(
    chromium: Browser, live_server: LiveServer, charge: Charge
) -> None:
    with at_desk(chromium, live_server, viewport={"width": WIDE, "height": 900}) as (page, errors):
        page.goto(address("ruling", "add") + f"?case={charge.defendant.case_id}")
        tab_to(page, "#id_type")
        page.keyboard.type("Dismissal")
        tab_to(page, "#id_what")
        page.keyboard.type("The court dismissed the charge.")
        tab_to(page, "#id_date")
        page.keyboard.type("2024-07-12")
        tab_to(page, "#effects-group .add-row a")
        page.keyboard.press("Enter")
        page.locator("#id_effects-0-target").wait_for()
        page.keyboard.press("Shift+Tab")
        for _ in range(20):
            if page.evaluate("() => document.activeElement.id") == "id_effects-0-target":
                break
            page.keyboard.press("Shift+Tab")
        page.keyboard.type(charge.count_label)
        tab_to(page, "#id_effects-0-outcome")
        page.keyboard.type("Dismissed with prej")
        tab_to(page, "#citations-group .add-row a")
        page.keyboard.press("Enter")
        page.locator("#citations-0 .select2-selection").wait_for()
        for _ in range(20):
            page.keyboard.press("Shift+Tab")
            if page.evaluate("() => document.activeElement.matches('#citations-0 .select2-selection')"):
                break
        page.keyboard.press("Enter")
        page.keyboard.type("invented order")
        page.locator(".select2-results__option", has_text="The invented order").wait_for()
        page.keyboard.press("Enter")
        tab_to(page, "#id_publication")
        page.keyboard.type("Published")
        tab_to(page, "[name=_save]")
        page.keyboard.press("Enter")
        page.locator(".messagelist").wait_for()

        assert "Dismissed with prejudice" in page.locator(".messagelist").inner_text()
        assert errors == []
    ruling = Ruling.objects.get()
    assert (ruling.effects.get().charge, ruling.type, ruling.publication) == (
        charge,
        "dismissal",
        "published",
    )
    assert ruling.citations.get().source.title == "The invented order"
    assert StatusSpan.objects.live().on(today()).get().status == "dismissed_with_prejudice"


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_pages_of_a_ruling_keep_to_the_policy_and_to_the_window(
    chromium: Browser, live_server: LiveServer, charge: Charge, scheme: Scheme, width: int
) -> None:
    ruling = happen(charge, "dismissed_with_prejudice", "2024-07-12", type="dismissal", what="Dismissed.")
    size = {"width": width, "height": 900}
    with at_desk(chromium, live_server, viewport=size, color_scheme=scheme) as (page, errors):
        for where in (
            address("ruling", "add"),
            address("ruling", "add") + f"?case={ruling.case_id}",
            address("ruling", "change", ruling.pk),
            address("ruling", "history", ruling.pk),
            address("case", "change", ruling.case_id),
            address("defendant", "change", charge.defendant_id),
        ):
            page.goto(where)
            page.wait_for_load_state("networkidle")
            assert errors == [], where
            refuse_sideways(page)
            refuse_small_buttons(page)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_we_add_to_the_admin_is_accessible(
    chromium: Browser, live_server: LiveServer, charge: Charge, scheme: Scheme
) -> None:
    ruling = happen(charge, "dismissed_with_prejudice", "2024-07-12", type="dismissal", what="Dismissed.")
    with at_desk(chromium, live_server, color_scheme=scheme) as (page, _errors):
        for where in (
            address("ruling", "history", ruling.pk),
            address("ruling", "change", ruling.pk),
            address("case", "change", ruling.case_id),
        ):
            page.goto(where)
            refuse_violations(page, CONTENT)
