"""An import in a real browser: sent, refused, mended, confirmed; narrow and wide, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from proceedings.models import Event
from tests.browser.driving import CONTENT, NARROW, SCHEMES, WIDE, at_desk, refuse_sideways, refuse_violations
from tests.proceedings.importers.tables import load_example, table
from tests.worlds import again

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CASE = "nowhere-v-mockingbird"
HEADINGS = "case,id,type,date,charges,outcome,sources"


def rulings(*, bad: bool) -> bytes:
    """Return three rulings: a new trial, a verdict entered otherwise, one that moves nothing."""
    outcome, day = ("granted", "1 June") if bad else ("new_trial_granted", "2024-06-01")
    return table(
        HEADINGS,
        [CASE, "new-trial", "motion_order", day, "whistling", outcome, "fictional-docket"],
        [CASE, "verdict", "verdict", "2024-03-06", "humming", "judgment_of_acquittal", "fictional-docket"],
        [CASE, "order", "motion_order", "2024-06-02", "yodelling" if bad else "humming", "concerns", ""],
    )


def send(page: Page, content: bytes) -> None:
    page.goto(reverse("admin:import_tables"))
    page.locator("input[type=file]").set_input_files(
        {"name": "rulings.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_label("Publish at once").check()
    page.get_by_role("button", name="See what would happen").click()


def look(page: Page, name: str, folder: Path) -> None:
    """Check the page in every width and scheme: nothing wider than the screen, nothing axe finds wrong."""
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
            refuse_sideways(page)
            refuse_violations(page, CONTENT)


def test_a_table_is_sent_refused_mended_and_imported(
    chromium: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    again(load_example)
    with at_desk(chromium, live_server) as (page, errors):
        page.goto(reverse("admin:import_tables"))
        assert not errors, errors
        look(page, "send", tmp_path)
        errors.clear()  # axe reads the sheets a sheet imports from the wrong folder

        send(page, rulings(bad=True))
        assert page.get_by_role("alert").inner_text().startswith("2 rows cannot go in.")
        assert not page.get_by_role("button", name="Import and publish").count()
        look(page, "refused", tmp_path)
        errors.clear()

        send(page, rulings(bad=False))
        assert "Awaiting trial" in page.get_by_role("region", name="Statuses that change").inner_text()
        assert not errors, errors
        look(page, "preview", tmp_path)
        page.get_by_role("button", name="Import and publish all of it").click()

        assert "Imported: rulings.csv" in page.locator(".messagelist").inner_text()
        assert Event.objects.get(key="new-trial").publication == "published"
