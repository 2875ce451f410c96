"""docs/editing.md tells of what editors find: queues, roles, buttons, and dates as they are read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kit.typed_dates import read_date
from proceedings.admin.work_queues import QUEUES
from proceedings.admin.work_queues.queue import Queue
from proceedings.record.roles import Role

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "editing.md").read_text()
FLAT = " ".join(GUIDE.split())
IN_ITALICS = re.compile(r"(?<!\*)\*([A-Z][^*]+)\*(?!\*)")
DATES = re.compile(r"^\| (`.+`) \| (.+) \|$", re.MULTILINE)
# What Django and allauth say, and what depends on what was typed.
NOT_OURS = {"add", "read as: 6 march 2024."}


def pages() -> str:
    """Return what the code and the templates of the admin and of signing in say, in one line."""
    folders = ("proceedings", "people", "accounts", "templates")
    files = (path for name in folders for path in (ROOT / name).rglob("*.*"))
    texts = [path.read_text() for path in files if path.suffix in {".py", ".html"}]
    return " ".join(" ".join(texts).split()).casefold()


@pytest.mark.parametrize("queue", QUEUES, ids=lambda queue: queue.key)
def test_a_queue_of_the_desk_has_its_row(queue: Queue) -> None:
    assert f"\n| {queue.title} | " in GUIDE


@pytest.mark.parametrize("role", Role)
def test_a_role_has_its_row(role: Role) -> None:
    assert f"\n| {role.value} | " in GUIDE


def test_dates_are_read_as_the_guide_says() -> None:
    rows = DATES.findall(GUIDE)
    assert len(rows) == 8
    for typed, read in rows:
        for text in re.findall("`(.+?)`", typed):
            assert read_date(text, today=date(2026, 1, 1)).words() == read, text


def test_every_word_in_italics_stands_on_a_page() -> None:
    said = pages()
    names = {name.casefold() for name in IN_ITALICS.findall(FLAT)} - NOT_OURS
    assert len(names) > 30
    # Where a text begins: after a quote, a tag of HTML or one of the template.
    begins = r"""["'>}]\s?"""
    assert not {name for name in names if not re.search(begins + re.escape(name), said)}


def test_every_picture_is_there_and_is_taken_by_a_browser_test() -> None:
    pictures = re.findall(r"!\[.+\]\(images/(.+)\.png\)", GUIDE)
    assert len(pictures) == 5
    taken = (ROOT / "tests" / "browser" / "test_pictures_of_editing.py").read_text()
    for name in pictures:
        assert (ROOT / "docs" / "images" / f"{name}.png").is_file()
        assert f'"{name}"' in taken
