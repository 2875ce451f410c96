"""docs/downloads.md tells what the files say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kit.tables import CONTENT_TYPES
from proceedings.research.citations import HASH
from proceedings.research.feeds.atom import EntryKind
from tests.kit.tables.sheet import about

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "downloads.md").read_text()
ABOUT = replace(about(1), cite="https://tracker.example/cite/")


@pytest.mark.parametrize("fact", ABOUT.facts())
def test_a_fact_has_its_row(fact: str) -> None:
    assert f"| `{fact}` |" in DOCS


@pytest.mark.parametrize("name", [*ABOUT.headers(), *EntryKind, HASH])
def test_a_header_a_kind_of_entry_and_the_hash_are_named(name: str) -> None:
    assert f"`{name}`" in DOCS


@pytest.mark.parametrize("format", CONTENT_TYPES)
def test_a_format_is_described(format: str) -> None:  # noqa: A002  # the word people use
    assert f"- **{format.upper()}** " in DOCS
