"""Where defendants stand: spans become rows that pages, API and downloads print alike.

``parts`` says what a row is made of, ``reading`` fills it with a fixed number of queries, ``plain`` turns it
into plain values, ``records`` answers for one defendant.
"""

from proceedings.research.statuses.detail import (
    ClosedError,
    NotPublicError,
    changes,
    record,
)
from proceedings.research.statuses.loader import rows
from proceedings.research.statuses.schemas import (
    CaseRef,
    Change,
    CourtRef,
    EventRef,
    OtherCase,
    Possible,
    Qualifier,
    Row,
    SourceRef,
    Standing,
    Why,
)
from proceedings.research.statuses.serializers import as_json, change_as_json

__all__ = [
    "CaseRef",
    "Change",
    "ClosedError",
    "CourtRef",
    "EventRef",
    "NotPublicError",
    "OtherCase",
    "Possible",
    "Qualifier",
    "Row",
    "SourceRef",
    "Standing",
    "Why",
    "as_json",
    "change_as_json",
    "changes",
    "record",
    "rows",
]
