"""What a row is made of. Plain values only, fit to be shown: nothing closed to the public is in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Day = date  # a field named `date` hides the type inside its class


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtRef:
    """A court by its key and name."""

    id: int
    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRef:
    """The case of a row; the docket number is None when it may not be printed, or none is recorded."""

    id: int
    docket_number: str | None
    caption: str
    caption_is_description: bool
    type: str
    court: CourtRef
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCase:
    """Another public case that a qualifier names."""

    id: int
    docket_number: str | None
    caption: str
    url: str

    @property
    def name(self) -> str:
        """Return what a sentence calls the case."""
        return self.docket_number or self.caption


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRef:
    """An event in short: its date as recorded (EDTF), the last day that may mean, and what happened."""

    id: int
    kind: str
    kind_label: str
    date: str
    day: Day
    date_words: str
    what: str
    case_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """A source of an event; `url` is empty unless it may be linked in public."""

    publisher: str
    title: str
    title_is_description: bool
    url: str
    published: str
    pinpoint: str
    confidence: str
    differs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifier:
    """Something said inside or beside a status: its code, its words, and its structured values."""

    code: str
    words: str
    values: dict[str, Any]
    cases: tuple[OtherCase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A status on a day. `besides` are the qualifiers that `words` does not say already.

    Its run began on the day `since` at the latest, and not before `since_earliest`.
    """

    code: str
    label: str
    phase: str
    words: str
    since: Day | None
    since_earliest: Day | None
    rule: int
    table: str
    counts: dict[str, int]
    qualifiers: tuple[Qualifier, ...]
    besides: tuple[Qualifier, ...]
    last_event: EventRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The deciding event with its sources; `event` is None when it is closed to the public."""

    event: EventRef | None
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """Another status that may hold on the day, because dates are uncertain."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One defendant in one case, on a day, as known at an instant. `why` is None when no event decides."""

    id: int
    name: str
    name_as_printed: str
    url: str
    noindex: bool
    case: CaseRef
    on: Day
    known: datetime
    status: Standing
    why: Why | None
    possible: tuple[Possible, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One stretch of days with its status.

    It holds from its `first` day (None: from the beginning) until the day before `until` (None: no end
    recorded); `possible_from` is earlier than `first` when the date is uncertain.
    """

    first: Day | None
    until: Day | None
    possible_from: Day | None
    code: str
    label: str
    phase: str
    words: str
    rule: int
    since: Day | None
    since_earliest: Day | None
    event: EventRef | None
    qualifiers: tuple[Qualifier, ...]
