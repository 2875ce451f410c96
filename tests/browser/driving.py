"""How tests drive a browser: open it, let somebody in, walk by Tab, and look a page over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from proceedings.record.roles import Role
from tests.proceedings.admin.entry.conftest import browser as client_of

Scheme = Literal["light", "dark"]
NARROW, WIDE = 360, 1280
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Each width and each scheme once: neither changes what the other may break.
LOOKS: tuple[tuple[int, Scheme], ...] = ((NARROW, "light"), (WIDE, "dark"))
# Of Django's own pages we answer for what we add, and for the rules that make it accessible.
CONTENT = "#content"
RULES = {"runOnly": ["wcag2a", "wcag2aa"]}
MOST_STEPS = 150  # far above what a page has on the way


@contextmanager
def opened(chromium: Browser, server: LiveServer, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """Open a browser, and note every error it reports: scripts, policies, files not found."""
    context = chromium.new_context(base_url=server.url, **options)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.extend([message.text] * (message.type in {"error", "warning"})))
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield page, errors
    finally:
        context.close()


@contextmanager
def at_desk(
    chromium: Browser, server: LiveServer, role: Role = Role.PUBLISHER, **options: Any
) -> Iterator[tuple[Page, list[str]]]:
    """Open the browser of somebody with a role, signed in, second factor and all."""
    name = settings.SESSION_COOKIE_NAME
    cookie = client_of(role).cookies[name].value
    with opened(chromium, server, **options) as (page, errors):
        page.context.add_cookies([{"name": name, "value": cookie, "url": server.url}])
        yield page, errors


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on an element, as somebody without a mouse does."""
    for _step in range(MOST_STEPS):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{page.url}: {selector} cannot be reached by Tab")


def wait_for_focus(page: Page, selector: str) -> None:
    """Wait until the page has put the focus where the work begins."""
    page.wait_for_function("(wanted) => document.activeElement.matches(wanted)", arg=selector)


def enter(page: Page, selector: str, words: str) -> None:
    """Go to a field and type; in a list, that chooses."""
    tab_to(page, selector)
    page.keyboard.type(words)


def send(page: Page) -> None:
    """Press Enter, and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def follow(page: Page, selector: str) -> None:
    """Go to a link or a button, and press it."""
    tab_to(page, selector)
    send(page)


def visit(page: Page, errors: list[str], address: str) -> None:
    """Go to an address; a status of refusal or absence is what some addresses are for."""
    page.goto(address)
    kept = [
        error for error in errors if not error.startswith("Failed to load resource: the server responded")
    ]
    assert not kept, f"{address}: {kept}"


def refuse_sideways(page: Page) -> None:
    """Refuse a page that is wider than its window."""
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0, f"{page.url} scrolls sideways"


def refuse_violations(page: Page, part: str | None = None) -> None:
    """Refuse a page, or a part of one, in which axe finds something that is not for everyone."""
    found = Axe().run(page, context=part, options=RULES if part else None)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


def refuse_small_buttons(page: Page) -> None:
    """Refuse a button of ours that is lower than the 24 pixels a finger needs (WCAG 2.2, 2.5.8)."""
    low = """[...document.querySelectorAll("#content :is(button, input[type=submit])")]
        .filter(one => one.checkVisibility() && !one.matches(".entry-first"))
        .filter(one => one.getBoundingClientRect().height < 24).map(one => one.name || one.textContent)"""
    assert page.evaluate(low) == [], page.url
