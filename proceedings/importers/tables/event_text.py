"""What happened, put into words from the codes where a table has no words of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from kit.codes import Code
from proceedings.law.codes import (
    ClaimOutcome,
    CustodyType,
    EventKind,
    FilingType,
    HearingOutcome,
    HearingType,
    Instrument,
    NoticeType,
    Outcome,
    PleaType,
    RulingDisposition,
    RulingKind,
)

TYPES: tuple[type[Code], ...] = (
    Instrument,
    FilingType,
    PleaType,
    HearingType,
    RulingKind,
    NoticeType,
    CustodyType,
)


def default_event_text(event: Mapping[str, Any]) -> str:
    """Say an event by its codes alone, as in “Verdict: found guilty”."""
    head = _label(TYPES, event.get("type", "")) or _label((EventKind,), event.get("kind", ""))
    results = [
        _label((RulingDisposition,), event.get("disposition", "")),
        _label((HearingOutcome,), event.get("outcome", "")),
        *(_label((Outcome, ClaimOutcome), one.get("outcome", "")) for one in event.get("outcomes", [])),
    ]
    told = ", ".join(dict.fromkeys(result[:1].lower() + result[1:] for result in results if result))
    return f"{head}: {told}." if told else f"{head}."


def _label(lists: Iterable[type[Code]], value: str) -> str:
    return _labels(tuple(lists)).get(value, value)


@cache
def _labels(lists: tuple[type[Code], ...]) -> dict[str, str]:
    """Return labels by value; they are kept in the file's language, as every word of a record is."""
    return {code.value: code.label for codes in reversed(lists) for code in codes}
