from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from kit.tables import RENDERINGS
from proceedings.research.citations import FORMATS
from proceedings.research.lists.definitions import LISTS
from proceedings.research.query.filterset import ListFilterSet

# Explained with the API, which takes the same.
WITH_THE_API = {
    "on",
    "known",
    "q",
    "status",
    "phase",
    "court",
    "type",
    "incident",
    "match",
    "sort",
    "after",
    "before",
}
TEXT = (Path(__file__).parents[2] / "docs" / "lists.md").read_text()
TABLE = TEXT.partition("## Filters")[2].partition("## Numbers")[0]


def test_every_list_is_named() -> None:
    assert re.findall(r"^\| `/(\w+)/` \|", TEXT, re.MULTILINE) == list(LISTS)


def test_every_filter_beyond_those_of_the_api_is_explained_and_no_other() -> None:
    explained = re.findall(
        r"`(\w+)`", " ".join(re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", TABLE, re.MULTILINE))
    )
    own = {name for kind in LISTS.values() for name in kind.own_filters}
    further = {*ListFilterSet.base_filters, *own} - WITH_THE_API
    assert sorted(explained) == sorted(further | ({"hash"} & {*ListFilterSet.base_filters}))


@pytest.mark.parametrize("ending", [*RENDERINGS, *(f"cite.{form}" for form in FORMATS), "atom"])
def test_every_rendering_is_named(ending: str) -> None:
    assert f"`.{ending}`" in TEXT


@pytest.mark.parametrize(
    "budget", ["COUNT_LIMIT", "EXPORT_LIMIT", "XLSX_LIMIT", "EXPORT_BATCH", "CALENDAR_LIMIT", "FEED_LIMIT"]
)
def test_the_budgets_are_those_of_the_settings(budget: str) -> None:
    assert f"{getattr(settings, budget):,}" in TEXT
