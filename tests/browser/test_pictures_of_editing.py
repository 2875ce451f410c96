"""The pictures of docs/editing.md: taken while editors work, of pages that say what the guide says they say.

They are always taken, into a temporary folder; PICTURES_INTO_DOCS=1 puts them into docs/images as well.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from proceedings.models import Case, Event, Hearing, Ruling
from proceedings.record import services
from proceedings.record.roles import Role
from tests.browser.driving import WIDE, at_desk
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    CourtFactory,
    DefendantFactory,
    PartyFactory,
    SourceFactory,
    happen,
)
from tests.proceedings.admin.conftest import page as form_of
from tests.proceedings.admin.entry.conftest import address
from tests.proceedings.importers.tables import table
from tests.worlds import again

pytestmark = pytest.mark.browser
HEIGHT = 800
LARGEST = 150_000
IMAGES = Path(__file__).parents[2] / "docs" / "images"
INDICTED = "A grand jury indicts Testa Mockingbird on two counts."
ASKED_FOR = os.environ.get("PICTURES_INTO_DOCS") == "1"


@dataclass(frozen=True, slots=True)
class Scene:
    """A made-up case on its way to trial, with a draft somebody entered."""

    case: Case
    draft: Event


def on_the_way_to_trial() -> Scene:
    """Record a case with two counts, a hearing nobody has told the outcome of, and a draft of a verdict."""
    with services.writing():
        court = CourtFactory(key="first-fictional", name="First Fictional Court", subdivision="US-NM")
        case = CaseFactory(
            key="nowhere-v-mockingbird",
            caption="State of Nowhere v. Mockingbird",
            docket_number="X-0101-CR-202300040",
            court=court,
        )
        testa = DefendantFactory(case=case, party=PartyFactory(name="Testa Mockingbird"))
        counts = [
            ChargeFactory(defendant=testa, key=key, count_label=label, offence=offence)
            for key, label, offence in (
                ("whistling", "Count 1", "Whistling after dark"),
                ("humming", "Count 2", "Humming at noon"),
            )
        ]
        source = SourceFactory(
            key="gazette",
            publisher="The Fictional Gazette",
            title="Verdict",
            url="https://gazette.example/verdict",
        )
        happen(
            counts, "indicted", "2024-01-19", kind="filing", type="indictment", source=source, what=INDICTED
        )
        hearing = Hearing(case=case, type="status", date="2024-02-02", scheduled_on="2024-02-02")
        hearing.what, hearing.outcome, hearing.publication = "Status conference.", "scheduled", "published"
        services.record(hearing)
        draft = happen(
            counts[1],
            "dismissed_with_prejudice",
            "2024-02-20",
            type="dismissal",
            publication="draft",
            what="The court dismisses the charge of humming.",
            source=source,
        )
    return Scene(case, draft)


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    """Put the case into the database."""
    return again(on_the_way_to_trial)


@contextmanager
def at_work(chromium: Browser, server: LiveServer, role: Role) -> Iterator[Page]:
    """Open the browser of somebody with a role, signed in."""
    size = {"width": WIDE, "height": HEIGHT}
    with at_desk(chromium, server, role, viewport=size) as (page, _errors):
        page.set_default_timeout(10_000)
        # The list of all records beside every page is folded, as the pictures are about the pages.
        page.add_init_script("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
        yield page


def press(page: Page, button: Locator) -> None:
    """Press a button or a link, and wait for the page it leads to."""
    with page.expect_navigation():
        button.click()


def take(page: Page, name: str, folder: Path, *, height: int = HEIGHT) -> None:
    """Take the picture of a page from its top; keep it where the guide shows it, when that is asked for."""
    path = folder / f"{name}.png"
    page.set_viewport_size({"width": WIDE, "height": height})
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.screenshot(path=path, animations="disabled")
    assert path.stat().st_size < LARGEST, f"{name}: {path.stat().st_size} bytes"
    if ASKED_FOR:
        shutil.copy(path, IMAGES / path.name)


def test_the_desk_shows_what_waits(
    chromium: Browser, live_server: LiveServer, scene: Scene, tmp_path: Path
) -> None:
    with at_work(chromium, live_server, Role.PUBLISHER) as page:
        page.goto(reverse("admin:index"))
        waiting = page.locator(".queues li:not(.queue-empty) .queue-title").all_inner_texts()
        assert waiting[:2] == ["Drafts waiting for review", "Hearings passed with no outcome"]
        take(page, "editing-desk", tmp_path, height=920)

        press(page, page.get_by_role("link", name="Drafts waiting for review"))
        page.get_by_label(f"Choose: {scene.draft.what}").check()
        press(page, page.get_by_role("button", name="See what publishing the chosen drafts changes"))
        assert page.locator(".entry-told dd").all_inner_texts() == [
            "Awaiting trial",
            "Awaiting trial; dismissed on 1 of 2",
        ]
        take(page, "editing-publish", tmp_path, height=620)
        press(page, page.get_by_role("button", name="Publish"))
        assert "1 draft was published." in page.locator(".messagelist").inner_text()
    scene.draft.refresh_from_db()
    assert scene.draft.publication == "published"


def test_a_ruling_is_previewed_with_a_warning(
    chromium: Browser, live_server: LiveServer, scene: Scene, tmp_path: Path
) -> None:
    with at_work(chromium, live_server, Role.PUBLISHER) as page:
        page.goto(address("ruling", scene.case))
        page.locator("#id_type").select_option(label="Verdict")
        page.locator("#id_date").fill("6 Mar 2024")
        page.locator("#id_what").fill("The jury finds her guilty on count 1 and not guilty on count 2.")
        page.locator("#id_by").select_option(label="The jury")
        page.get_by_label("Count 1: Whistling after dark").select_option(label="Found guilty")
        page.get_by_label("Count 2: Humming at noon").select_option(label="Found not guilty by jury")
        page.get_by_label("And the defendant").select_option(label="is taken into custody")
        press(page, page.locator("#preview-button"))
        assert "No source is given" in page.locator(".entry-doubts").inner_text()
        assert page.locator(".entry-told dd").all_inner_texts() == [
            "Awaiting trial",
            "Found guilty on 1 of 2 charges; awaiting sentence; acquitted on 1 of 2",
        ]
        assert "Read as: 6 March 2024." in page.locator("#entry-what").inner_text()
        take(page, "editing-ruling", tmp_path, height=1180)

        page.locator("#id_sources-0-url").fill("gazette.example/verdict")
        press(page, page.locator("#preview-button"))
        page.get_by_text("A source we know: The Fictional Gazette").wait_for()
        assert not page.locator(".entry-doubts").count()
    assert not Ruling.objects.filter(type="verdict").exists(), "nothing is saved by looking"


def test_the_second_of_two_people_on_one_ruling_sees_what_the_first_changed(
    chromium: Browser, live_server: LiveServer, scene: Scene, tmp_path: Path
) -> None:
    form = form_of("ruling", "change", scene.draft.pk)
    at = partial(at_work, chromium, live_server)
    with at(Role.EDITOR) as first, at(Role.PUBLISHER) as second:
        first.goto(form)
        second.goto(form)
        first.locator("#id_what").fill("The court dismisses count 2.")
        first.locator("#id_result").fill("Dismissed")
        press(first, first.locator("[name=_save]"))
        first.locator(".messagelist").wait_for()

        mine = "The court dismisses the charge of humming at noon."
        second.locator("#id_what").fill(mine)
        press(second, second.locator("[name=_save]"))
        contested, taken = second.locator(".conflict tbody tr").all()
        assert contested.locator("td").all_inner_texts()[:2] == [
            "The court dismisses the charge of humming.",
            "The court dismisses count 2.",
        ]
        assert "Yours. Saving replaces theirs: decide." in contested.inner_text()
        assert "Theirs, taken over" in taken.inner_text()
        kept = [second.locator(name).input_value() for name in ("#id_what", "#id_result")]
        assert kept == [mine, "Dismissed"]
        take(second, "editing-conflict", tmp_path, height=1000)

        scene.draft.refresh_from_db()
        assert scene.draft.what == "The court dismisses count 2.", "nothing is overwritten unseen"
        press(second, second.locator("[name=_save]"))
        second.locator(".messagelist .success").first.wait_for()
    scene.draft.refresh_from_db()
    assert (scene.draft.what, scene.draft.result) == (mine, "Dismissed")


def test_a_table_is_looked_at_before_it_is_imported(
    chromium: Browser, live_server: LiveServer, scene: Scene, tmp_path: Path
) -> None:
    case = scene.case.key
    rows = table(
        "case,id,type,date,charges,outcome,what,sources",
        [
            case,
            "verdict",
            "verdict",
            "2024-03-06",
            "whistling",
            "found_guilty",
            "The jury decides.",
            "gazette",
        ],
        [case, "verdict", "verdict", "2024-03-06", "humming", "not_guilty_jury", "", ""],
        [case, "order", "motion_order", "2024-02-01", "humming", "concerns", "A motion is heard.", "gazette"],
    )
    with at_work(chromium, live_server, Role.PUBLISHER) as page:
        page.goto(reverse("admin:import_tables"))
        page.locator("input[type=file]").set_input_files(
            {"name": "rulings.csv", "mimeType": "text/csv", "buffer": rows}
        )
        press(page, page.get_by_role("button", name="See what would happen"))
        assert page.locator(".importing-counts dd").all_inner_texts() == ["3", "3", "0", "0"]
        changes = page.get_by_role("region", name="Statuses that change").inner_text()
        assert "Found guilty on 1 of 2 charges; awaiting sentence; acquitted on 1 of 2" in changes
        take(page, "editing-import", tmp_path, height=720)
    assert not Ruling.objects.filter(case=scene.case, key="verdict").exists()
