"""The figures as pages, pictures and tables: what they say, refuse and take."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from proceedings.research.statistics import (
    group_figures,
    sentences,
    tallies,
    time_figure,
)
from proceedings.research.statistics.figures import FIGURES
from proceedings.research.statistics.units import Unit
from proceedings.website.statistics import page as statistics_page
from proceedings.website.statistics.page import titles
from tests.factories import RestrictionFactory
from tests.proceedings.website.records.matter import Matter, crowd, invent
from tests.worlds import for_a_while

ONE_FIGURE, ALL_FIGURES = 20, 33  # two read the names that are withheld: the clock, then the names
SVG = "{http://www.w3.org/2000/svg}"
ADDRESSES = [f"/statistics/{key}{form}" for key in FIGURES for form in ("/", ".svg", ".csv")]


def test_every_figure_has_a_title() -> None:
    assert list(titles()) == list(FIGURES)


@pytest.mark.parametrize("address", ["/statistics/", *ADDRESSES])
def test_an_unknown_parameter_is_refused(db: None, client: Client, address: str) -> None:
    for asked in (
        "unitt=people",
        "unit=persons",
        "unit=people&unit=cases",
        "q=x",
        "sort=name",
        "on=2024-13-01",
    ):
        assert client.get(f"{address}?{asked}").status_code == 400, asked


@pytest.mark.parametrize("asked", ["status=not_charged", "status=civil_not_sued", "phase=no_charge"])
def test_who_has_nothing_recorded_cannot_be_asked_for(db: None, client: Client, asked: str) -> None:
    assert client.get(f"/statistics/?{asked}").status_code == 400


def test_there_is_no_other_figure(db: None, client: Client) -> None:
    for form in ("/", ".svg", ".csv"):
        assert client.get(f"/statistics/nonsense{form}").status_code == 404


@pytest.mark.parametrize("unit", [unit.value for unit in Unit])
@pytest.mark.parametrize("address", ["/statistics/", *ADDRESSES])
def test_every_figure_answers_in_every_unit_and_keeps_its_budget(
    db: None, client: Client, address: str, unit: str
) -> None:
    budget = ALL_FIGURES if address == "/statistics/" else ONE_FIGURE
    counts = []
    for world in (invent, crowd):
        with for_a_while(world), CaptureQueriesContext(connection) as captured:
            assert client.get(f"{address}?unit={unit}").status_code == 200
        counts.append(len(captured))
    assert max(counts) <= budget
    assert counts[1] <= counts[0]


@pytest.mark.parametrize("key", FIGURES)
def test_a_picture_is_an_svg_with_title_and_description(matter: Matter, client: Client, key: str) -> None:
    answer = client.get(f"/statistics/{key}.svg?on=2024-12-01")
    assert answer["Content-Type"] == "image/svg+xml"
    root = ET.fromstring(answer.content)  # noqa: S314  # our own
    title, description = (root.find(f"{SVG}{name}") for name in ("title", "desc"))
    assert title is not None
    assert title.text
    assert description is not None
    assert "1 December 2024" in (description.text or "")
    # Nothing a policy of this site would refuse, and nothing fetched from elsewhere.
    assert not list(root.iter(f"{SVG}style"))
    assert not [one for one in root.iter() if one.get("style") or one.get("href")]
    names = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(names) == len(set(names))


def test_every_picture_on_the_page_has_a_table_below_it(matter: Matter, client: Client) -> None:
    page = client.get("/statistics/").content.decode()
    assert page.count('class="chart-picture"') == page.count('<table class="numbers">') > 10


def test_the_page_keeps_the_question_in_every_link_to_a_file(matter: Matter, client: Client) -> None:
    page = client.get("/statistics/?type=criminal&unit=people").content.decode()
    assert 'href="/statistics/status.csv?type=criminal&amp;unit=people"' in page
    assert 'href="/statistics/court.svg?type=criminal&amp;unit=people"' in page


def test_nothing_recorded_is_said(db: None, client: Client) -> None:
    for address in ("/statistics/", *ADDRESSES):
        assert client.get(address).status_code == 200
    assert "No record matches what is asked." in client.get("/statistics/status/").content.decode()


def test_a_count_is_kept_until_anything_is_written(matter: Matter, client: Client) -> None:
    with CaptureQueriesContext(connection) as first:
        client.get("/statistics/status.csv")
    with CaptureQueriesContext(connection) as second:
        client.get("/statistics/status.csv")
    assert len(second) < len(first)
    RestrictionFactory(case=matter.suit)
    assert b"civil_settled" not in client.get("/statistics/status.csv").content


def test_over_many_records_each_figure_has_its_own_page(
    matter: Matter, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics_page, "WHOLE_LIMIT", 1)
    page = client.get("/statistics/").content.decode()
    assert 'id="figure-time"' in page
    assert 'id="figure-court"' not in page
    assert 'href="/statistics/court/"' in page


def test_a_budget_that_is_passed_is_said(
    matter: Matter, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    invent("more-")
    monkeypatch.setattr(time_figure, "DISTINCT_LIMIT", 1)
    monkeypatch.setattr(sentences, "SENTENCED_LIMIT", 1)
    monkeypatch.setattr(tallies, "GROUPS_LIMIT", 1)
    monkeypatch.setattr(group_figures, "ROWS_SHOWN", 1)
    said = {
        "/statistics/time/?unit=people": "are not counted at every point of time",
        "/statistics/sentences/": "narrow the question to see the parts",
        "/statistics/court/": "largest groups are read",
        "/statistics/offence/": "more lines are in the CSV",
    }
    for address, words in said.items():
        assert words in client.get(address).content.decode(), address
    assert client.get("/statistics/court.csv")["X-Complete"] == "unknown"
