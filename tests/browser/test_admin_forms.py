"""The form of a ruling in a real browser: by keyboard, narrow and wide, light and dark, under the policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from proceedings.models import Charge, Ruling, StatusSpan
from proceedings.querysets import today
from proceedings.roles import Role, group_of
from tests.factories import ChargeFactory, SourceFactory, happen
from tests.proceedings.admin.conftest import page as address
from tests.proceedings.admin.conftest import signed_in

pytestmark = pytest.mark.browser
NARROW, WIDE = 360, 1280
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Each width and each scheme once: neither changes what the other may break.
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((NARROW, "light"), (WIDE, "dark"))


@pytest.fixture
def charge(transactional_db: None) -> Charge:
    """Record a charge that was filed, and a source to cite."""
    count: Charge = ChargeFactory()
    happen(count, "filed", "2023-01-31", kind="filing")
    SourceFactory(title="The invented order")
    return count


@contextmanager
def desk(chromium: Browser, server: LiveServer, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """Sign an editor in, and note every error the browser reports: scripts, policies, files not found."""
    editor = User.objects.create_user("Testa Editor", is_staff=True)
    editor.groups.add(group_of(Role.PUBLISHER))
    client = signed_in(editor)
    context = chromium.new_context(base_url=server.url, **options)
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": server.url,
            }
        ]
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.extend([message.text] * (message.type in {"error", "warning"})))
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield page, errors
    finally:
        context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on an element, as somebody without a mouse does."""
    for _ in range(120):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached by Tab")


def test_a_ruling_is_entered_by_keyboard_alone(
    chromium: Browser, live_server: LiveServer, charge: Charge
) -> None:
    with desk(chromium, live_server, viewport={"width": WIDE, "height": 900}) as (page, errors):
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
    chromium: Browser, live_server: LiveServer, charge: Charge, scheme: Literal["light", "dark"], width: int
) -> None:
    ruling = happen(charge, "dismissed_with_prejudice", "2024-07-12", type="dismissal", what="Dismissed.")
    size = {"width": width, "height": 900}
    with desk(chromium, live_server, viewport=size, color_scheme=scheme) as (page, errors):
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
            wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wider) <= 0, where


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_we_add_to_the_admin_is_accessible(
    chromium: Browser, live_server: LiveServer, charge: Charge, scheme: Literal["light", "dark"]
) -> None:
    ruling = happen(charge, "dismissed_with_prejudice", "2024-07-12", type="dismissal", what="Dismissed.")
    with desk(chromium, live_server, color_scheme=scheme) as (page, _errors):
        for where in (
            address("ruling", "history", ruling.pk),
            address("ruling", "change", ruling.pk),
            address("case", "change", ruling.case_id),
        ):
            page.goto(where)
            found = Axe().run(page, context="#content", options={"runOnly": ["wcag2a", "wcag2aa"]})
            assert found.violations_count == 0, (where, found.generate_report())
