"""No address of the site is written by hand: code asks `reverse` for it by its name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("accounts", "casetracker", "kit", "people", "proceedings")
# By file, the addresses it may write, and why.
ALLOWED = {
    # Settings are read before there are any URLs.
    "casetracker/settings.py": {"/account/", "/admin/", "/healthz", "/metrics", "/reports/", "/static/"},
    # Middleware answers before there is any URL resolving.
    "casetracker/middleware/body_limit.py": {"/admin/"},
    "casetracker/middleware/browser_policy.py": {"/api/"},
    # The kit knows no URLs of this site.
    "kit/answer_cache.py": {"/api/"},
}


def first_parts() -> set[str]:
    """Return what the addresses of the site begin with: defendants, api."""
    parts = {re.split(r"[/.]", str(one), maxsplit=1)[0] for one in routes(get_resolver().url_patterns)}
    return parts - {""}


def routes(patterns: Sequence[Any], before: str = "") -> Iterator[str]:
    """Yield the routes of URL patterns."""
    for one in patterns:
        route = before + str(getattr(one, "pattern", "")).lstrip("^")
        if hasattr(one, "url_patterns"):
            yield from routes(one.url_patterns, route)
        else:
            yield route


def written(source: str, names: set[str]) -> Iterator[str]:
    """Yield the texts in a source that begin like an address of the site, and hold nothing but one."""
    address = re.compile(rf"/(?:{'|'.join(sorted(map(re.escape, names)))})(?:[/.][^\s]*)?")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and address.fullmatch(node.value):
            yield node.value


def test_no_address_of_the_site_is_written_by_hand() -> None:
    names = first_parts()
    assert {"defendants", "cases", "statistics", "method", "api", "admin"} <= names
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            by_hand = set(written(path.read_text(), names)) - ALLOWED.get(name, set())
            if by_hand:
                found[name] = by_hand
    assert not found


def test_an_address_written_by_hand_is_found() -> None:
    source = (
        'LIST = "/cases/"\nPAGE = f"/defendants/{1}/"\nFILE = "/cases.csv"\nWORDS = "see /cases/ for more"'
    )
    assert set(written(source, {"cases", "defendants"})) == {"/cases/", "/defendants/", "/cases.csv"}
