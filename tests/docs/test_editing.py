"""docs/editing.md tells of what editors find: queues, roles, buttons, and dates as they are read."""

from __future__ import annotations

import ast
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
IN_TEMPLATES = re.compile(r"<[^>]*>|{%.*?%}|{{.*?}}", re.DOTALL)
TRANSLATED = re.compile(r"""{% (?:trans|translate) (["'])(.+?)\1""")
# What depends on what was typed.
NOT_OURS = {"read as: 6 march 2024"}


def plain(text: str) -> str:
    """Return a text as it is compared: "Sources:" is "sources"."""
    return " ".join(text.split()).casefold().strip(" .:…")


def texts() -> set[str]:
    """Return every text of the code and the templates of the admin and of signing in."""
    found: set[str] = set()
    for folder in ("accounts", "people", "proceedings"):
        for path in (ROOT / folder).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text()))
            found |= {
                node.value for node in nodes if isinstance(node, ast.Constant) and type(node.value) is str
            }
    for path in (ROOT / "templates").rglob("*.html"):
        template = path.read_text()
        found |= {*IN_TEMPLATES.split(template), *(words for _quote, words in TRANSLATED.findall(template))}
    return set(map(plain, found))


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


def test_every_name_in_italics_is_a_text_of_a_page() -> None:
    names = set(map(plain, IN_ITALICS.findall(FLAT))) - NOT_OURS
    assert len(names) > 30
    assert names <= texts()


def test_every_picture_is_there_and_is_taken_by_a_browser_test() -> None:
    pictures = re.findall(r"!\[.+\]\(images/(.+)\.png\)", GUIDE)
    assert len(pictures) == 5
    taken = (ROOT / "tests" / "browser" / "test_pictures_of_editing.py").read_text()
    for name in pictures:
        assert (ROOT / "docs" / "images" / f"{name}.png").is_file()
        assert f'"{name}"' in taken
