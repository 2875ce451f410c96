"""A record asked as of an earlier instant reads as it was read then, whatever was edited since."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import pytest
from django.http import Http404

from proceedings.law import rules
from proceedings.law.codes import Outcome
from proceedings.models import Case, Charge, ChargeLink, Defendant, StatusSpan
from proceedings.record import services
from proceedings.record.as_of import Clocks
from proceedings.record.history import last_instant
from proceedings.record.redaction import Redactor
from proceedings.record.rule_inputs import rule_records
from proceedings.research import statuses
from proceedings.website.records import case_page, defendant_page
from proceedings.website.records.defendant_page import DefendantPage
from tests.factories import ChargeFactory, DefendantFactory
from tests.proceedings.record.test_status_check import edit

pytestmark = pytest.mark.django_db

EDITS = 8
DAYS = (date(2023, 3, 13), date(2026, 1, 1))
# What a page says of the clocks themselves, and of what was written after them.
OF_THE_CLOCKS = ("head", "clock", "steps", "desk")
KNOWN = re.compile(r"[?&]known=[^\"&]*")


def plain(read: Callable[[], Any], leaving_out: tuple[str, ...] = ()) -> str:
    """Return what is read as one text, without the clocks; nothing where nothing was published."""
    try:
        found = read()
    except Http404:
        return ""
    if found is None:
        return ""
    values = found if isinstance(found, dict) else asdict(found)
    kept = {name: value for name, value in values.items() if name not in leaving_out}
    return KNOWN.sub("", json.dumps(kept, default=str, sort_keys=True))


def page_of(row: Defendant, clocks: Clocks) -> DefendantPage:
    return defendant_page.defendant_page(row, clocks=clocks)


def page_and_hash(row: Defendant, clocks: Clocks) -> dict[str, str]:
    """Read the page of a defendant, and the hash a citation of it carries."""
    try:
        page = page_of(row, clocks)
    except Http404:
        return {f"page {row.pk}": "", f"hash {row.pk}": ""}
    mark = page.desk.cite.citation.fingerprint
    return {f"page {row.pk}": plain(lambda: page, OF_THE_CLOCKS), f"hash {row.pk}": mark}


def detail_of(pk: int, clocks: Clocks) -> dict[str, Any] | None:
    row = statuses.record(pk, clocks, Redactor.now())
    if row is None:
        return None
    changes = [statuses.change_as_json(one) for one in statuses.changes(pk, clocks, Redactor.now())]
    return {**statuses.as_json(row), "changes": changes, "known": ""}


def reading(rows: list[Defendant], case: Case, on: date, known: datetime | None) -> dict[str, str]:
    """Read everything there is to read of some defendants and their case, at one setting of the clocks."""
    clocks = Clocks.settled(on, known)
    found = {"case": plain(lambda: case_page.case_page(case, clocks=clocks), OF_THE_CLOCKS)}
    for row in rows:
        found |= page_and_hash(row, clocks)
        if StatusSpan.objects.filter(defendant=row).exists():
            found[f"detail {row.pk}"] = plain(lambda row=row: detail_of(row.pk, clocks))  # type: ignore[misc]
    return found


def invented() -> tuple[list[Charge], list[Defendant]]:
    """Record two charges of one defendant, a co-defendant, and a case that refiles the first charge."""
    first = ChargeFactory(count_label="Count 1")
    second = ChargeFactory(defendant=first.defendant, count_label="Count 2", alternative_group="two")
    beside = ChargeFactory(defendant=DefendantFactory(case=first.defendant.case))
    again = ChargeFactory()
    services.record(again, parts=[ChargeLink(charge=again, other=first, kind="refiles")])
    counts = [first, second, beside, again]
    return counts, [first.defendant, beside.defendant, again.defendant]


@pytest.mark.parametrize("seed", range(1))
def test_every_instant_reads_as_it_was_read_then(seed: int) -> None:
    chance = random.Random(seed)
    counts, rows = invented()
    case, outcomes = counts[0].defendant.case, [outcome.value for outcome in Outcome]
    then: dict[datetime, dict[date, dict[str, str]]] = {}
    for _edit in range(EDITS):
        one = chance.choice(counts)
        edit(chance, [count for count in counts if count.defendant_id == one.defendant_id], outcomes)
        then[last_instant()] = {day: reading(rows, case, day, None) for day in DAYS}
    assert len(then) > EDITS // 2
    assert any(found.get(f"hash {rows[0].pk}") for days in then.values() for found in days.values())
    for known, days in then.items():
        for day, live in days.items():
            past = reading(rows, case, day, known)
            for name, text in live.items():
                assert past[name] == text, f"{name} on {day}, as known {known.isoformat()}"


@pytest.mark.parametrize("seed", range(1))
def test_the_page_says_of_every_instant_what_the_spans_say(seed: int) -> None:
    chance = random.Random(100 + seed)
    counts, rows = invented()
    outcomes, instants = [outcome.value for outcome in Outcome], []
    for _edit in range(EDITS):
        one = chance.choice(counts)
        edit(chance, [count for count in counts if count.defendant_id == one.defendant_id], outcomes)
        instants.append(last_instant())
    compared = 0
    for known in instants:
        for row in rows:
            for day in DAYS:
                span = StatusSpan.objects.known(known).on(day).filter(defendant=row).first()
                clocks = Clocks.settled(day, known)
                if span is None:
                    with pytest.raises(Http404):
                        page_of(row, clocks)
                    continue
                page, detail = page_of(row, clocks), detail_of(row.pk, clocks)
                assert page.standing.phase == rules.phase_of(span.status).value
                assert page.why.rule == f"Rule {span.rule}"
                assert detail is not None
                assert detail["status"]["code"] == span.status
                derived = rules.standing(rule_records(clocks.record_history, [row.pk])[row.pk], day)
                assert (derived.code, derived.rule) == (span.status, span.rule)
                compared += 1
    assert compared > len(instants)
