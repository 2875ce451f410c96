"""Every number of every figure, in every unit, leads to the list of exactly as many rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.http import QueryDict

from kit.filtering import stamp
from proceedings.record.history import last_instant
from proceedings.research.lists.definitions import LISTS
from proceedings.research.query.list_query import ListQuery
from proceedings.research.statistics.figure_types import Figure
from proceedings.research.statistics.figures import FIGURES
from proceedings.research.statistics.params import StatisticsQuery
from proceedings.research.statistics.units import Unit
from tests.factories import CaseFactory, ChargeFactory, DefendantFactory, PartyFactory, happen
from tests.proceedings.research.lists.desk import desk
from tests.proceedings.website.records.matter import Matter
from tests.worlds import again

ASKED = ("", "on=2024-07-10", "phase=guilty&phase=open", "type=criminal", "status=charged", "known")
OWN_UNIT = ("duration", "sentences")  # counted in their own unit, whatever is chosen
# Columns of a table that hold a length or an amount, not a number of rows.
MEASURES = {"Shortest", "Lower quartile", "Median", "Upper quartile", "Longest", "Part", "Unit"}


def crowd() -> Matter:
    """Record the desk, and beside it a case in which two defendants differ in everything asked about."""
    matter = desk()
    case = CaseFactory(court=matter.first.court)
    early = ChargeFactory(defendant=DefendantFactory(case=case), offence="Whistling; loudly")
    late = ChargeFactory(defendant=DefendantFactory(case=case, party=PartyFactory()), offence="Humming")
    other = ChargeFactory(defendant=late.defendant, offence="Whistling; loudly")
    happen(early, "filed", "[2020-12-20..2021-01-05]", kind="filing")
    happen([late, other], "filed", "2023-02-02", kind="filing")
    happen([late, other], "found_guilty", "2024-02-02")
    parts: list[dict[str, Any]] = [
        {"kind": "imprisonment", "maximum": Decimal(18), "suspended": Decimal(18), "unit": "months"},
        {"kind": "fine", "amount": Decimal(500), "currency": "USD"},
        {"kind": "programme"},
    ]
    happen([late, other], "sentenced", "2024-03-03", kind="sentence", components=parts)
    happen(ChargeFactory(defendant=matter.tried, offence="Yodelling"), "filed", "2024-02-02", kind="filing")
    return matter


@pytest.fixture
def crowded(db: None) -> Matter:
    """Put the crowd into the database."""
    cache.clear()
    return again(crowd)


def numbers(figure: Figure) -> Iterator[tuple[str, str]]:
    """Yield every number of rows a figure prints or files, with the address of its rows."""
    for section in figure.sections:
        yield from ((cell.text, cell.href) for cell in (section.counted, *section.notes) if cell.text)
        for line in section.table.lines if section.table else ():
            heads = [heading.words for heading in section.table.headings] if section.table else []
            named = zip(heads, line.cells, strict=True)
            yield from ((cell.text, cell.href) for head, cell in named if head not in MEASURES)
    for record in figure.records:
        yield str(record.get("number", record.get("parts"))), record["rows"]


def rows_of(href: str) -> int:
    """Count the rows of the list at an address."""
    parts = urlsplit(href)
    query = ListQuery(LISTS[parts.path.strip("/")], QueryDict(parts.query))
    assert not query.refusals, (href, query.refusals)
    return query.count().value


def asked_of(key: str) -> Iterator[StatisticsQuery]:
    """Yield the questions a figure is asked: in every unit it can count in, plain and narrowed."""
    units = [Unit.DEFENDANTS] if key in OWN_UNIT else list(Unit)
    for unit in units:
        most = 1 if key == "time" else len(ASKED) if unit is Unit.DEFENDANTS else 3
        for asked in ASKED[:most]:
            known = f"known={stamp(last_instant())}" if asked == "known" else asked
            yield StatisticsQuery(QueryDict(f"unit={unit.value}&{known}"))


@pytest.mark.parametrize("key", FIGURES)
def test_every_number_leads_to_exactly_as_many_rows(crowded: Matter, key: str) -> None:
    counted: dict[str, int] = {}
    for query in asked_of(key):
        for words, href in numbers(FIGURES[key](query)):
            number = int(re.findall(r"[0-9]+", words)[0])
            assert href or not number, (query.given, words)
            if number and href not in counted:
                counted[href] = rows_of(href)
            assert not number or counted[href] == number, (query.given, words, href)
    assert counted
