"""The form of the templates: what a reader of their source may rely on."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.template.utils import get_app_template_dirs
from djhtml.modes import DjHTML

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates"
SOURCES = {
    str(path.relative_to(FOLDER)): path.read_text() for path in sorted(FOLDER.rglob("*")) if path.is_file()
}
MARKUP = {name: source for name, source in SOURCES.items() if name.endswith((".html", ".svg"))}
PYTHON = "".join(
    path.read_text()
    for package in ("accounts", "casetracker", "kit", "people", "proceedings")
    for path in (ROOT / package).rglob("*.py")
)
# Django looks for them by itself.
OF_ERRORS = {"400.html", "403.html", "404.html", "500.html"}
# Shown when something failed, which may be the addresses: it looks up nothing.
STATIC = "500.html"
LONGEST = 160


def named_in(tag: str) -> set[str]:
    """Return the templates that others name in a tag: "include" or "extends"."""
    return {name for source in SOURCES.values() for name in re.findall(rf'{{% {tag} "([^"]+)"', source)}


def is_partial(name: str) -> bool:
    return Path(name).name.startswith("_")


def test_no_line_is_too_long() -> None:
    lines = [(name, line) for name, source in SOURCES.items() for line in source.splitlines()]
    assert len(lines) > len(SOURCES) > 100
    assert [(name, line) for name, line in lines if len(line) > LONGEST] == []


def test_they_are_indented() -> None:
    assert [name for name, source in MARKUP.items() if DjHTML(source).indent(2) != source] == []


def test_no_address_is_written_by_hand() -> None:
    by_hand = re.compile(r"""\b(?:href|action|src)=["']/[^"']*""")
    found = {name: by_hand.findall(source) for name, source in MARKUP.items() if by_hand.search(source)}
    assert found.keys() == {STATIC}, found


def test_each_is_used() -> None:
    """By another, by a view, by Django, or in place of one that came with a library."""
    used = named_in("include") | named_in("extends") | OF_ERRORS
    libraries = get_app_template_dirs("templates")
    assert [
        name
        for name in SOURCES
        if name not in used
        and f'"{name}"' not in PYTHON
        and not any((path / name).exists() for path in libraries)
    ] == []


def test_what_others_include_begins_with_an_underscore() -> None:
    assert [name for name in named_in("include") & SOURCES.keys() if not is_partial(name)] == []


def test_what_begins_with_an_underscore_is_no_page() -> None:
    assert [name for name in filter(is_partial, SOURCES) if f'"{name}"' in PYTHON] == []
