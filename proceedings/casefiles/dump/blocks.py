"""Blocks of a case file made from rows: what is empty or as usual is left out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from people.models import Party
from proceedings.models import Case, Charge, Citation, Court, Event, Incident, SentenceComponent, Source

Cited = Case | Charge | Court | Event | Incident | Party | SentenceComponent


def block(**values: Any) -> dict[str, Any]:
    """Return a block without its empty values; texts without space around them."""
    trimmed = {key: value.strip() if isinstance(value, str) else value for key, value in values.items()}
    return {key: value for key, value in trimmed.items() if value not in (None, "", [])}


def yes(value: bool | None, *, default: bool | None) -> str:  # noqa: FBT001  # the value itself
    """Return yes or no, or nothing where the value is the usual one."""
    if value is default:
        return ""
    return "yes" if value else "no"


def number(value: Decimal | None) -> str:
    """Return a number as a court writes it: 18, not 18.00."""
    return "" if value is None else f"{value.normalize():f}"


class Citations:
    """Writes references, and remembers what was referred to."""

    def __init__(self, closed: frozenset[str] = frozenset()) -> None:
        """Start with nothing referred to; `closed` are the cases nothing may refer to."""
        self.closed = closed
        self.keys: dict[str, set[str]] = {"courts": set(), "parties": set(), "sources": set()}

    def party(self, row: Party) -> str:
        """Refer to a party."""
        self.keys["parties"].add(row.key)
        return row.key

    def source(self, row: Source) -> str:
        """Refer to a source."""
        self.keys["sources"].add(row.key)
        return row.key

    def court(self, row: Court) -> str:
        """Refer to a court."""
        self.keys["courts"].add(row.key)
        return row.key

    def of(self, fact: Cited) -> list[str | dict[str, Any]]:
        """Write who backs a fact: bare ids where there is no more to say."""
        return [self._one(row) for row in fact.citations.all()]

    def _one(self, row: Citation) -> str | dict[str, Any]:
        cited = block(
            source=self.source(row.source), at=row.pinpoint, confidence=row.confidence, differs=row.differs
        )
        return row.source.key if len(cited) == 1 else cited
