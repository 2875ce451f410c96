"""Signing in in a real browser: by keyboard, 360 pixels wide, under the strict policy; by app, by passkey."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from proceedings.record.roles import Role
from tests.accounts.conftest import PASSWORD, person
from tests.browser.driving import NARROW, opened, refuse_sideways, refuse_violations

pytestmark = pytest.mark.browser


@pytest.fixture
def door(transactional_db: None, chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Open the way in for a publisher who has no second factor yet; fail on what the browser reports."""
    person(Role.PUBLISHER)
    size = {"width": NARROW, "height": 740}
    with opened(chromium, live_server, viewport=size, color_scheme="dark") as (page, errors):
        page.goto("/admin/")
        yield page
    assert errors == []


def looked_at(page: Page) -> None:
    """Refuse a page that scrolls sideways, or that is not for everyone."""
    refuse_sideways(page)
    refuse_violations(page)


def sign_in(page: Page) -> None:
    """Type name and password, and send them with the keyboard."""
    looked_at(page)
    page.get_by_label("Name or e-mail address").focus()
    page.keyboard.type("testa")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def test_a_publisher_adds_an_app_by_keyboard_and_is_let_in(door: Page) -> None:
    sign_in(door)
    door.wait_for_url("**/account/second-factor/**")
    looked_at(door)
    door.get_by_role("link", name="An authenticator app").focus()
    door.keyboard.press("Enter")
    door.wait_for_url("**/totp/activate/**")
    looked_at(door)
    assert door.evaluate("document.querySelector('.entrance-qr').naturalWidth") > 0
    secret = door.get_by_label("Secret").input_value()
    door.get_by_label("Code").focus()
    door.keyboard.type(f"{hotp_value(secret, int(time.time()) // 30):06d}")
    door.keyboard.press("Enter")
    door.wait_for_url("**/recovery-codes/**")
    looked_at(door)
    assert len(re.findall(r"\d{8}", door.get_by_label("Unused codes").input_value())) == 10
    door.get_by_role("link", name="To the admin").focus()
    door.keyboard.press("Enter")
    door.wait_for_url("**/admin/")
    for address in ("/account/factors/", "/account/factors/reauthenticate/", "/account/password/"):
        door.goto(address)
        looked_at(door)


def test_a_publisher_adds_a_passkey_and_signs_in_with_it_alone(door: Page) -> None:
    tools = door.context.new_cdp_session(door)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    sign_in(door)
    door.get_by_role("link", name="A passkey or security key").click()
    door.wait_for_url("**/webauthn/add/**")
    looked_at(door)
    door.get_by_label("Passwordless").check()
    door.get_by_role("button", name="Add").click()
    door.wait_for_url("**/recovery-codes/**")
    assert Authenticator.objects.filter(type="webauthn").count() == 1

    door.context.clear_cookies()
    door.goto("/admin/")
    door.get_by_role("button", name="Sign in with a passkey").click()
    door.wait_for_url("**/admin/")
    assert door.title().startswith("The desk")
