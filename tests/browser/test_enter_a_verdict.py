"""A verdict entered by keyboard alone in a real browser: found, previewed, saved, and right in public."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from proceedings.models import CustodyEvent, Ruling
from proceedings.roles import Role
from tests.proceedings.entry.conftest import Scene, address, browser, set_up
from tests.worlds import again

pytestmark = pytest.mark.browser
NARROW, WIDE = 360, 1280
SECONDS = 90


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    """Put a case that awaits trial on two counts into the database."""
    return again(set_up)


@contextmanager
def publisher_at(chromium: Browser, server: LiveServer, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """Sign a publisher in, and note every error the browser reports: scripts, policies, files not found."""
    cookie = browser(Role.PUBLISHER).cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(base_url=server.url, **options)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.url}])
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
    for _ in range(60):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached by Tab")


def wait_for_focus(page: Page, selector: str) -> None:
    """Wait until the page has put the focus where the work begins."""
    page.wait_for_function("(wanted) => document.activeElement.matches(wanted)", arg=selector)


def enter(page: Page, selector: str, words: str) -> None:
    """Go to a field and type; in a list, that chooses."""
    tab_to(page, selector)
    page.keyboard.type(words)


def enter_the_verdict(page: Page, scene: Scene) -> None:
    """Find the case by another style of its number, and say what the jury found."""
    page.goto(address("ruling"))
    wait_for_focus(page, "#q")
    page.keyboard.type("x-101-cr-2023-00040")
    page.keyboard.press("Enter")
    page.locator("#id_type").wait_for()
    enter(page, "#id_type", "Verdict")
    enter(page, "#id_date", "6 Mar 2024")
    enter(page, "#id_what", "The jury finds her guilty on count 1 and not guilty on count 2.")
    enter(page, "#id_by", "The jury")
    enter(page, f"#id_charge-{scene.one.pk}-outcome", "Found guilty")
    enter(page, f"#id_charge-{scene.two.pk}-outcome", "Found not guilty by jury")
    enter(page, f"#id_custody-{scene.defendant.pk}-custody", "is taken")
    enter(page, "#id_sources-0-url", "https://gazette.example/verdict")
    tab_to(page, "#preview-button")
    page.keyboard.press("Enter")
    page.locator("#preview").wait_for()


def test_a_verdict_is_entered_by_keyboard_and_the_public_page_is_right(
    chromium: Browser, live_server: LiveServer, scene: Scene
) -> None:
    with publisher_at(chromium, live_server, viewport={"width": WIDE, "height": 900}) as (page, errors):
        began = time.monotonic()
        enter_the_verdict(page, scene)
        said = page.locator(".entry-preview").inner_text()
        assert "Awaiting trial" in said
        assert "Found guilty on 1 of 2 charges" in said
        assert not Ruling.objects.exists()
        wait_for_focus(page, "[name=_save]")
        page.keyboard.press("Enter")
        page.locator(".messagelist").wait_for()
        took = time.monotonic() - began

        page.goto(f"/defendants/{scene.defendant.pk}-testa-mockingbird/")
        public = page.locator("main").inner_text()
        assert errors == []
    assert took < SECONDS
    assert "Found guilty on 1 of 2 charges" in public
    assert "acquitted on 1 of 2" in public
    assert "The jury finds her guilty on count 1 and not guilty on count 2." in public
    assert "Testa Mockingbird is taken into custody." in public
    assert Ruling.objects.get().citations.get().source == scene.source
    assert CustodyEvent.objects.get().type == "remand"


@pytest.mark.parametrize(("scheme", "width"), [("light", NARROW), ("dark", WIDE)])
def test_the_screens_are_accessible_and_keep_to_the_window(
    chromium: Browser, live_server: LiveServer, scene: Scene, scheme: Literal["light", "dark"], width: int
) -> None:
    size = {"width": width, "height": 900}
    with publisher_at(chromium, live_server, viewport=size, color_scheme=scheme) as (page, errors):

        def look(where: str) -> None:
            assert errors == [], where
            found = Axe().run(page, context="#content", options={"runOnly": ["wcag2a", "wcag2aa"]})
            assert found.violations_count == 0, (where, found.generate_report())
            wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wider) <= 0, where
            errors.clear()  # the checker itself adds styles, which the policy blocks

        page.goto(address("ruling") + "?q=mockingbird+state")
        look("the case is picked")
        page.goto(address("filing", scene.case))
        look("a filing")
        page.goto(address("ruling", scene.case))
        page.locator("#preview-button").click()
        page.locator(".errornote").wait_for()
        look("what is wrong")
        enter_the_verdict(page, scene)
        look("the preview")
