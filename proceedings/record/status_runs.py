"""The unbroken run of a status: the first day it is certain, and the first day it is possible."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import F

from proceedings.models import StatusSpan
from proceedings.record.as_of import Clocks

Run = tuple[int, date]


def run_of(span: StatusSpan) -> Run:
    """Return what names the run of a span: its defendant, and the first day the status is certain."""
    return span.defendant_id, span.since


def first_days(spans: Iterable[StatusSpan], clocks: Clocks) -> dict[Run, date]:
    """Return the first possible day of the run of each span.

    The span that begins the run tells it. Where that one is not among the spans, it is looked up: one query
    at most.
    """
    spans = list(spans)
    found = _begun(spans)
    missing = {run_of(span) for span in spans} - found.keys()
    if missing:
        rows = clocks.spans().filter(defendant_id__in={pk for pk, _day in missing}, valid_from=F("since"))
        begun = rows.values_list("defendant_id", "since", "possible_from")
        found = {(pk, since): first for pk, since, first in begun} | found
    return found


def _begun(spans: Iterable[StatusSpan]) -> dict[Run, date]:
    return {run_of(span): span.possible_from for span in spans if span.valid_from == span.since}
