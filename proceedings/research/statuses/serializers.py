"""Status rows as plain values, ready for JSON: the shape the API promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from kit.filtering import stamp
from proceedings import wording
from proceedings.models import Citation
from proceedings.models.status_span import FOREVER
from proceedings.record.redaction import Redactor
from proceedings.research.statuses.counts import all_counts
from proceedings.research.statuses.status_row import EventSummary, StatusRow, day_or_none
from proceedings.research.statuses.status_text import OtherCase, Qualifier

Absolute = Callable[[str], str]
Plain = dict[str, Any]


def as_json(row: StatusRow, absolute: Absolute = str) -> Plain:
    """Return a row as plain values; `absolute` makes a whole address of a path."""
    return {
        "id": row.id,
        "name": row.name,
        "name_as_printed": row.name_as_printed,
        "case": {
            "id": row.case_id,
            "docket_number": row.docket_number or None,
            "name": row.case_name,
            "caption": row.caption,
            "caption_is_description": row.caption_is_description,
            "type": row.case_type,
            "court": {"id": row.court_id, "key": row.court_key, "name": row.court},
            "url": absolute(row.case_url),
        },
        "on": row.loader.clocks.on.isoformat(),
        "known": stamp(row.loader.clocks.known),
        "offences": row.offences or None,
        "status": {
            "code": row.status,
            "label": row.label,
            "phase": row.phase,
            "outcome": row.outcome,
            "words": row.sentence,
            "since": _day(row.since),
            "since_earliest": _day(row.since_earliest),
            "rule": row.rule,
            "table": row.table,
            "counts": all_counts(row.counts, row.particulars),
            "qualifiers": [_qualifier(one, absolute) for one in row.all_qualifiers()],
            "last_event": _event(row.last_event),
        },
        "why": _why(row),
        "possible": [
            {"code": code, "label": wording.short_label(code)} for code in row.loader.possible.get(row.id, ())
        ],
        "changed_since": None,
        "url": absolute(row.url),
    }


def change_as_json(row: StatusRow, absolute: Absolute = str) -> Plain:
    """Return a stretch of days with its status as plain values.

    It holds `from` its first day (null: from the beginning) until the day before `until` (null: no end is
    recorded); `possible_from` is earlier than `from` when the date is uncertain.
    """
    return {
        "from": _day(row.valid_from),
        "until": None if row.valid_until == FOREVER else row.valid_until.isoformat(),
        "possible_from": _day(row.possible_from),
        "status": {
            "code": row.status,
            "label": row.label,
            "phase": row.phase,
            "words": row.sentence,
            "since": _day(row.since),
            "since_earliest": _day(row.since_earliest),
            "rule": row.rule,
            "qualifiers": [_qualifier(one, absolute) for one in row.loader.text.stored_qualifiers(row)],
        },
        "event": _event(row.deciding_event),
    }


def _qualifier(one: Qualifier, absolute: Absolute) -> Plain:
    plain = {"code": one.code, "words": one.words, **one.values}
    if one.cases:
        plain["cases"] = [_other_case(case, absolute) for case in one.cases]
    return plain


def _other_case(case: OtherCase, absolute: Absolute) -> Plain:
    return {
        "id": case.id,
        "docket_number": case.docket_number,
        "caption": case.caption,
        "url": absolute(case.url),
    }


def _event(event: EventSummary | None) -> Plain | None:
    if event is None:
        return None
    return {"event": event.id, "kind": event.kind, "date": event.date, "what": event.what}


def _why(row: StatusRow) -> list[Plain]:
    """Return the events behind the status, the one that decides first; of that one, closed, only that it is.

    Beside a verdict of guilty that decides stand the acquittal, the sentence and the appeal that is pending.
    """
    if row.event_id is None:
        return []
    shown = [event for pk in row.events_behind if (event := row.loader.deciding_events.get(pk)) is not None]
    if row.deciding_event is None:
        return [_WITHHELD, *(_reason(row, event) for event in shown)]
    return [_reason(row, event) for event in shown]


_WITHHELD: Plain = {
    "event": None,
    "kind": None,
    "date": None,
    "what": None,
    "withheld": True,
    "sources": [],
}


def _reason(row: StatusRow, event: EventSummary) -> Plain:
    cited = row.loader.sources.get(event.id, ())
    sources = [_source(citation, row.loader.redactor, event.case_id) for citation in cited]
    return {**(_event(event) or {}), "withheld": False, "sources": sources}


def _source(citation: Citation, redactor: Redactor, case_id: int) -> Plain:
    source = citation.source
    return {
        "publisher": source.publisher,
        "title": redactor.text(source.title, case_id),
        "title_is_description": source.title_is_description,
        "url": redactor.address(source.public_url, case_id),
        "published": source.published,
        "pinpoint": redactor.text(citation.pinpoint, case_id),
        "confidence": citation.confidence,
        "differs": redactor.text(citation.differs, case_id),
    }


def _day(day: date) -> str | None:
    shown = day_or_none(day)
    return None if shown is None else shown.isoformat()
