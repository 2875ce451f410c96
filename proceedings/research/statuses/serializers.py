"""Rows as plain values, ready for JSON: the shape the API promises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from kit.filtering import stamp
from proceedings.research.statuses.schemas import (
    CaseRef,
    Change,
    EventRef,
    OtherCase,
    Qualifier,
    Row,
    Standing,
    Why,
)

Absolute = Callable[[str], str]


def as_json(row: Row, absolute: Absolute = str) -> dict[str, Any]:
    """Return a row as plain values; `absolute` makes a whole address of a path."""
    return {
        "id": row.id,
        "name": row.name,
        "name_as_printed": row.name_as_printed,
        "case": _case(row.case, absolute),
        "on": row.on.isoformat(),
        "known": stamp(row.known),
        "status": _standing(row.status, absolute),
        "why": _why(row.why),
        "possible": [asdict(one) for one in row.possible],
        "url": absolute(row.url),
    }


def change_as_json(change: Change, absolute: Absolute = str) -> dict[str, Any]:
    """Return a stretch of days with its status as plain values."""
    return {
        "from": _day(change.first),
        "until": _day(change.until),
        "possible_from": _day(change.possible_from),
        "status": {
            "code": change.code,
            "label": change.label,
            "phase": change.phase,
            "words": change.words,
            "since": _day(change.since),
            "since_earliest": _day(change.since_earliest),
            "rule": change.rule,
            "qualifiers": [_qualifier(one, absolute) for one in change.qualifiers],
        },
        "event": _event(change.event),
    }


def _case(case: CaseRef, absolute: Absolute) -> dict[str, Any]:
    return {
        "id": case.id,
        "docket_number": case.docket_number,
        "caption": case.caption,
        "caption_is_description": case.caption_is_description,
        "type": case.type,
        "court": asdict(case.court),
        "url": absolute(case.url),
    }


def _standing(status: Standing, absolute: Absolute) -> dict[str, Any]:
    return {
        "code": status.code,
        "label": status.label,
        "phase": status.phase,
        "words": status.words,
        "since": _day(status.since),
        "since_earliest": _day(status.since_earliest),
        "rule": status.rule,
        "table": status.table,
        "counts": dict(status.counts),
        "qualifiers": [_qualifier(one, absolute) for one in status.qualifiers],
        "last_event": _event(status.last_event),
    }


def _qualifier(one: Qualifier, absolute: Absolute) -> dict[str, Any]:
    plain = {"code": one.code, "words": one.words, **one.values}
    if one.cases:
        plain["cases"] = [_other_case(case, absolute) for case in one.cases]
    return plain


def _other_case(case: OtherCase, absolute: Absolute) -> dict[str, Any]:
    return {
        "id": case.id,
        "docket_number": case.docket_number,
        "caption": case.caption,
        "url": absolute(case.url),
    }


def _why(why: Why | None) -> dict[str, Any] | None:
    """Return the reason; with a deciding event that is closed, only that it is."""
    if why is None:
        return None
    if why.event is None:
        return {"event": None, "kind": None, "date": None, "what": None, "withheld": True, "sources": []}
    return {
        "event": why.event.id,
        "kind": why.event.kind,
        "date": why.event.date,
        "what": why.event.what,
        "withheld": False,
        "sources": [asdict(source) for source in why.sources],
    }


def _event(event: EventRef | None) -> dict[str, Any] | None:
    if event is None:
        return None
    return {"event": event.id, "kind": event.kind, "date": event.date, "what": event.what}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
