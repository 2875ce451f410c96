"""The row of one defendant in one case, on a day, as known at an instant, in whatever format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from proceedings import wording
from proceedings.law import rules
from proceedings.law.codes import CaseType, StatusCode
from proceedings.models.status_span import BEGINNING
from proceedings.record.case_names import case_name
from proceedings.research.statuses.status_text import (
    Qualifier,
    label_of,
    outcome_of,
    sentence_of,
    table_of,
)

if TYPE_CHECKING:
    from proceedings.record.redaction import Redactor
    from proceedings.research.statuses.loader import StatusLoader


class Related(NamedTuple):
    """Columns of a defendant, its party, case and court."""

    party_id: int
    name: str
    name_as_printed: str
    caption: str
    caption_is_description: bool
    docket_number: str
    case_type: str
    court_id: int
    court_key: str
    court: str
    year: str


@dataclass(slots=True)
class EventSummary:
    """An event in short; `date` is as well as it is known (EDTF)."""

    id: int
    kind: str
    date: str
    case_id: int
    recorded_text: str
    redactor: Redactor

    @property
    def what(self) -> str:
        """What happened, with no name in it that is withheld."""
        return self.redactor.text(self.recorded_text, self.case_id)


@dataclass(slots=True)
class StatusRow:
    """A status with everything that pages, files and the API say of it; nothing closed is in it.

    The status began on the day `since` at the latest, and not before `since_earliest`.
    """

    loader: StatusLoader
    id: int
    case_id: int
    status: str
    rule: int
    event_id: int | None
    counts: dict[str, int]
    qualifiers: list[dict[str, Any]]
    particulars: dict[str, Any]
    valid_from: date
    valid_until: date
    possible_from: date
    since: date
    since_earliest: date
    projected_end: date
    name: str
    name_as_printed: str
    caption: str
    caption_is_description: bool
    docket_number: str
    case_type: str
    court_id: int
    court_key: str
    court: str
    year: str

    @property
    def case_name(self) -> str:
        """The caption with what tells the case from another of the same caption."""
        return case_name(self.caption, year=self.year, is_appeal=self.case_type == CaseType.APPEAL)

    @property
    def url(self) -> str:
        """The address of the defendant's page at the clocks asked about."""
        return self.loader.defendant_url(self.id, self.name)

    @property
    def case_url(self) -> str:
        """The address of the case's page at the clocks asked about."""
        return self.loader.case_url(self.case_id, self.caption)

    @property
    def label(self) -> str:
        """The status in a few words."""
        return label_of(self)

    @property
    def table(self) -> str:
        """The precedence table that gave the status."""
        return table_of(self.status)

    @property
    def phase(self) -> str:
        """The code of the phase the status belongs to."""
        return rules.phase_of(self.status).value

    @property
    def sentence(self) -> str:
        """The status as a sentence that may name other public cases."""
        return self.loader.text.sentence(self, self.loader.offences)

    @property
    def sentence_without_cases(self) -> str:
        """The same without their names, which need a query."""
        return self.loader.redactor.text(
            sentence_of(self, offences=self.loader.offences, closed_events=self.loader.redactor.events),
            self.case_id,
        )

    @property
    def outcome(self) -> str:
        """The first part of that sentence: the offence, and what became of it."""
        return self.loader.redactor.text(
            outcome_of(self, self.loader.offences, self.loader.redactor.events), self.case_id
        )

    @property
    def offences(self) -> str:
        """The offences of the charges that are counted, the gravest first; empty for a civil case."""
        if StatusCode(self.status).is_civil:
            return ""
        return "; ".join(wording.all_offences(self.particulars, self.loader.offences))

    @property
    def last_event(self) -> EventSummary | None:
        """The last event that counts."""
        return self.loader.last_event_summaries.get(self.id)

    @property
    def events_behind(self) -> list[int]:
        """The events behind the status, public or not, the one that decides first."""
        decides = [] if self.event_id is None else [self.event_id]
        return list(dict.fromkeys([*decides, *rules.events_behind(self.particulars)]))

    @property
    def deciding_event(self) -> EventSummary | None:
        """The event that decides the status; None where there is none, or it is closed to the public."""
        return self.loader.deciding_events.get(self.event_id or 0)

    def words_beside(self) -> list[str]:
        """Return what must be said with the status and is not in its sentence."""
        return self.loader.text.words_beside(self, last_event_on=self.loader.last_days.get(self.id))

    def all_qualifiers(self) -> tuple[Qualifier, ...]:
        """Return what is said inside and beside the status."""
        return self.loader.text.qualifiers(self, last_event_on=self.loader.last_days.get(self.id))


def day_or_none(day: date) -> date | None:
    """Return a day, or None for the beginning of time, which no reader means."""
    return None if day == BEGINNING else day
