"""The verdict of 6 March 2024, entered by keyboard alone into a copy of the case that ends before it.

In a real browser, by the publisher whom `make run` creates: signed in for the first time, second factor and
all; found, previewed, published, and right in public. The facts are those of seeds/rust.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from django.core.management import call_command
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from proceedings.models import Case, CustodyEvent, Defendant, Ruling, Source
from tests.browser.driving import (
    CONTENT,
    LOOKS,
    WIDE,
    Scheme,
    at_desk,
    enter,
    follow,
    opened,
    refuse_sideways,
    refuse_small_buttons,
    refuse_violations,
    send,
    tab_to,
    wait_for_focus,
)
from tests.proceedings.admin.entry.conftest import address
from tests.worlds import again

pytestmark = pytest.mark.browser
SECONDS = 90
SEEDS = Path(__file__).parents[2] / "seeds" / "rust"
VERDICT = "  - id: 2024-03-06-verdict-manslaughter\n"
PRESS = re.compile(r"^  press:\n.*?(?=^\S)", re.MULTILINE | re.DOTALL)
COPY = (
    ("- id: nm-v-gutierrez-2023\n", "- id: copy-of-nm-v-gutierrez-2023\n"),
    ("docket: D-101-CR-2023-00040\n", "docket: COPY-101-CR-2023-00040\n"),
    ("  links:\n  - {kind: codefendant, case: nm-v-halls-2023}\n", ""),
)
WHAT = "The jury finds Gutierrez-Reed guilty of involuntary manslaughter and not guilty of tampering."
STATUS = "Found guilty on 1 of 2 charges; awaiting sentence; acquitted on 1 of 2"
SOURCE = "inquirer-reuters-2024-03-07"


@dataclass(frozen=True, slots=True)
class Trial:
    """The copy of the case, its defendant, and her charges by their ids in the seeds."""

    case: Case
    defendant: Defendant
    charges: dict[str, int]


def until_the_verdict() -> Trial:
    """Load the copy, with what happened up to the verdict."""
    text = (SEEDS / "cases" / "nm-v-gutierrez-2023.yaml").read_text()
    before, found, _after = text.partition(VERDICT)
    assert found
    for old, new in COPY:
        assert old in before
        before = before.replace(old, new)
    with TemporaryDirectory() as folder:
        copy, matter = Path(folder) / "copy.yaml", Path(folder) / "matter.yaml"
        copy.write_text(before)
        # What the press said of other cases is not checked against cases that are not there.
        matter.write_text(PRESS.sub("", (SEEDS / "matter.yaml").read_text()))
        call_command("load_cases", matter, copy, stdout=StringIO())
    defendant = Defendant.objects.get()
    return Trial(defendant.case, defendant, dict(defendant.charges.values_list("key", "pk")))


@pytest.fixture
def trial(transactional_db: None) -> Trial:
    """Put the copy into the database."""
    return again(until_the_verdict)


def sign_in_for_the_first_time(page: Page) -> None:
    """Follow the link that `create_editor` prints, choose a password, and enrol an authenticator app."""
    printed = StringIO()
    call_command("create_editor", stdout=printed)
    name, password = "testa", "a whistle after dark"
    page.goto(urlsplit(printed.getvalue().split()[-1]).path)
    enter(page, "[name=username]", name)
    enter(page, "[name=password1]", password)
    enter(page, "[name=password2]", password)
    send(page)
    page.goto("/admin/")
    enter(page, "[name=login]", name)
    enter(page, "[name=password]", password)
    send(page)
    follow(page, "a[href*='totp/activate']")
    secret = page.get_by_label("Secret").input_value()
    enter(page, "[name=code]", f"{hotp_value(secret, int(time.time()) // 30):06d}")
    send(page)
    assert page.get_by_label("Unused codes").is_visible()
    follow(page, "main a[href='/admin/']")
    assert page.title().startswith("The desk")


def enter_the_verdict(page: Page, trial: Trial) -> None:
    """Find the case by another style of its number, say what the jury found, and see what would follow."""
    wait_for_focus(page, "#q")
    page.keyboard.type("copy 101 cr 202300040")
    page.keyboard.press("Enter")
    page.locator("#id_type").wait_for()
    enter(page, "#id_type", "Verdict")
    enter(page, "#id_date", "6 Mar 2024")
    enter(page, "#id_what", WHAT)
    enter(page, "#id_by", "The jury")
    for charge in ("alt1", "alt2"):
        enter(page, f"#id_charge-{trial.charges[charge]}-outcome", "Found guilty")
    enter(page, f"#id_charge-{trial.charges['tampering']}-outcome", "Found not guilty by jury")
    enter(page, f"#id_custody-{trial.defendant.pk}-custody", "is taken")
    source = Source.objects.get(key=SOURCE)
    enter(page, "#id_sources-0-url", source.url)
    tab_to(page, "#preview-button")
    page.keyboard.press("Enter")
    page.locator("#preview").wait_for()


def test_the_verdict_is_entered_by_keyboard_and_the_public_page_is_right(
    chromium: Browser, live_server: LiveServer, trial: Trial
) -> None:
    with opened(chromium, live_server, viewport={"width": WIDE, "height": 900}) as (page, errors):
        sign_in_for_the_first_time(page)
        began = time.monotonic()
        follow(page, "a[href$='/enter/ruling/']")
        enter_the_verdict(page, trial)
        said = page.locator(".entry-told dd").all_inner_texts()
        assert said == ["On trial", STATUS]
        assert not page.locator(".entry-doubts").count()
        assert not Ruling.objects.filter(type="verdict").exists()
        wait_for_focus(page, "[name=_save]")
        page.keyboard.press("Enter")
        page.locator(".messagelist").wait_for()
        took = time.monotonic() - began

        page.goto(f"/defendants/{trial.defendant.pk}-hannah-gutierrez-reed/")
        public = page.locator("main").inner_text()
        assert errors == []
    assert took < SECONDS
    offences = ("Guilty of involuntary manslaughter", "acquitted of tampering with evidence")
    for words in (*offences, WHAT, "Hannah Gutierrez-Reed is taken into custody."):
        assert words in public
    verdict = Ruling.objects.get(type="verdict")
    assert verdict.citations.get().source.key == SOURCE
    assert set(verdict.effects.values_list("charge__key", "outcome")) == {
        ("alt1", "found_guilty"),
        ("alt2", "found_guilty"),
        ("tampering", "not_guilty_jury"),
    }
    assert CustodyEvent.objects.get().type == "remand"


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_screens_are_accessible_and_keep_to_the_window(
    chromium: Browser, live_server: LiveServer, trial: Trial, scheme: Scheme, width: int
) -> None:
    size = {"width": width, "height": 900}
    with at_desk(chromium, live_server, viewport=size, color_scheme=scheme) as (page, errors):

        def look(where: str) -> None:
            assert errors == [], where
            refuse_violations(page, CONTENT)
            refuse_sideways(page)
            refuse_small_buttons(page)
            errors.clear()  # the checker itself adds styles, which the policy blocks

        page.goto(address("ruling") + "?q=hannah+state")
        assert page.locator(".entry-found").count()
        look("the case is picked")
        page.goto(address("filing", trial.case))
        look("a filing")
        page.goto(address("ruling", trial.case))
        page.locator("#preview-button").click()
        page.locator(".errornote").wait_for()
        look("what is wrong")
        page.goto(address("ruling"))
        enter_the_verdict(page, trial)
        look("the preview")
