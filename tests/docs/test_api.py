from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client

from proceedings.api.openapi import errors
from proceedings.api.params import RowsAsked
from proceedings.api.resources import KINDS
from proceedings.law.codes import Phase
from proceedings.research.lists.definitions import LISTS
from proceedings.research.query.filters import MATCHES
from tests.factories import ChargeFactory, happen

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
TABLE = TEXT.partition("## Parameters")[2].partition("Repeated values")[0]


def test_every_parameter_is_explained_and_no_other() -> None:
    explained = re.findall(
        r"`(\w+)`", " ".join(re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", TABLE, re.MULTILINE))
    )

    asked = set()
    for kind in KINDS.values():
        asked |= set(RowsAsked(kind.rows_of, kind.row_names(), QueryDict()).filterset.filters)
    assert sorted(explained) == sorted(asked)


def test_the_kinds_named_are_those_that_can_be_asked() -> None:
    [row] = re.findall(r"^\| `/api/v1/<kind>/` \| .+ kinds are (.+) \|$", TEXT, re.MULTILINE)

    assert re.findall(r"`(\w+)`", row) == list(KINDS)


def test_the_errors_named_are_those_of_the_description() -> None:
    assert set(re.findall(r"\b[345]\d\d\b", TEXT)) == set(errors())


@pytest.mark.parametrize("header", ["ETag", "Last-Modified", "Retry-After"])
def test_a_header_is_named(header: str) -> None:
    assert f"`{header}`" in TEXT


@pytest.mark.parametrize(
    "value",
    [*(value for value, _label in (*LISTS["defendants"].sorts, *MATCHES)), *(phase.value for phase in Phase)],
)
def test_every_value_of_a_short_list_is_named(value: str) -> None:
    assert f"`{value}`" in TABLE


def test_the_budgets_are_those_of_the_settings() -> None:
    assert f"A page has {settings.PAGE_SIZE} rows" in TEXT
    assert f"Counting stops at {settings.COUNT_LIMIT:,}" in TEXT


@pytest.mark.django_db
def test_every_part_of_an_answer_is_named() -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2023-01-31", kind="filing")
    answer = Client().get("/api/v1/defendants/").json()
    [row] = answer["results"]

    for part in (*answer, *row, *row["status"]):
        assert f"`{part}`" in TEXT, part


@pytest.mark.django_db
def test_the_refusal_shown_is_the_one_given() -> None:
    [error] = Client().get("/api/v1/defendants/?staus=acquitted").json()["errors"]

    for value in error.values():
        assert value in TEXT
