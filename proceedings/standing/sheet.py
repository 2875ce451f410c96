"""The rows of files: only what their columns print, from plain values, with no record made of each.

The words are those of ``saying``. What thousands of rows share is written once a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from casetracker.kit.filtering import stamp
from proceedings import addresses, rules
from proceedings.facts import Facts, Rows
from proceedings.querysets import NOTHING_RECORDED
from proceedings.runs import first_days, run_of
from proceedings.standing.beside import Beside, beside, last_days_above, picked
from proceedings.standing.reading import day_or_none
from proceedings.standing.saying import Said, Saying, besides, label_of, named_in, other_cases
from proceedings.wording.book import Book, opened

MOST_KEPT = 20_000  # texts kept for the rows to come: memory stays flat
_NAMES_CASES = re.compile('"cases"|"transferred_to"')


class Span:
    """A picked span whose texts are read only when they are asked for."""

    def __init__(self, row: Any, counts: Mapping[str, int]) -> None:  # noqa: ANN401  # a row of values
        """Keep the row."""
        self.row = row
        self.status: str = row.status
        self.case_id: int = row.case_id
        self.projected_end: date = row.projected_end
        self.counts = counts

    @property
    def is_alone(self) -> bool:
        """Tell whether nothing recorded is said inside or beside the status."""
        return bool(self.row.qualifiers_text == "[]")

    @property
    def names_cases(self) -> bool:
        """Tell whether other cases may be named in what is said."""
        row = self.row
        return bool(_NAMES_CASES.search(row.qualifiers_text) or _NAMES_CASES.search(row.particulars_text))

    @cached_property
    def qualifiers(self) -> list[dict[str, Any]]:
        """Return what the record says inside and beside the status."""
        return [] if self.is_alone else json.loads(self.row.qualifiers_text)  # type: ignore[no-any-return]

    @cached_property
    def particulars(self) -> dict[str, Any]:
        """Return what the sentence tells beyond the status."""
        return json.loads(self.row.particulars_text)  # type: ignore[no-any-return]


class Sheet:
    """Writes spans as the columns of files, at one reading of the clocks; one sheet for a whole file."""

    def __init__(self, facts: Facts) -> None:
        """Keep the question; nothing is read yet."""
        self.facts = facts
        self.clocks = facts.clocks
        self._known = stamp(facts.clocks.known)
        self._around = addresses.defendant(1, "x").split("1-x")
        self._book = Book()
        self._counts: Callable[[str], dict[str, int]] = lru_cache(MOST_KEPT)(json.loads)
        self._is_silent = lru_cache(MOST_KEPT)(self._silence)

    def picked(self, spans: Rows) -> Rows:
        """Return spans as rows of what the columns print."""
        return picked(spans, self.facts)

    def values(self, rows: Sequence[Any]) -> list[dict[str, Any]]:
        """Return picked rows by column. At most four queries for now, sixteen for the past."""
        if not rows:
            return []
        spans = [Span(row, self._counts(row.counts_text)) for row in rows]
        stands = beside(rows, self.facts)
        last_days = self._last_days(spans, stands)
        named = set().union(*(named_in(span) for span in spans if span.names_cases))
        closed = self.facts.closed
        saying = Saying(self.clocks, closed, other_cases(named, self.clocks, closed))
        first = first_days(rows, self.clocks)
        with opened(self._book):
            return [
                self._values(span, stands[place], saying, first[run_of(span.row)], last_days.get(place))
                for place, span in enumerate(spans)
            ]

    def _values(
        self, span: Span, stands: Beside, saying: Saying, first: date, last_event_on: date | None
    ) -> dict[str, Any]:
        row, counts = span.row, span.counts
        before, behind = self._around
        return {
            "id": row.defendant_id,
            "name": stands.name,
            "name_as_printed": stands.printed or stands.name,
            "status": span.status,
            "status_label": label_of(span),
            "phase": rules.phase_of(span.status).value,
            "words": saying.words(span),
            "qualifiers": self._beside(span, saying, last_event_on),
            "since": day_or_none(row.since),
            "since_earliest": day_or_none(first),
            "charges": counts["charges"],
            "guilty": counts["guilty"],
            "acquitted": counts["acquitted"],
            "dismissed": counts["dismissed"],
            "undecided": counts["undecided"],
            "rule": row.rule,
            "case": self.facts.closed.text(stands.caption, span.case_id),
            "docket_number": (stands.docket if stands.prints_docket else None) or None,
            "case_type": stands.type,
            "court": stands.court,
            "court_key": stands.court_key,
            "deciding_event": row.event_id if stands.decided_on else None,
            "deciding_date": stands.decided_on,
            "on": self.clocks.on,
            "known": self._known,
            "url": f"{before}{row.defendant_id}-{addresses.slug(stands.name)}{behind}{self.clocks.query}",
        }

    def _beside(self, span: Span, saying: Saying, last_event_on: date | None) -> str:
        """Return what must be said with the status and is not in its sentence."""
        is_over = span.projected_end < self.clocks.on
        if span.is_alone and last_event_on is None and not is_over:
            return ""
        said = saying.qualifiers(span, last_event_on=last_event_on)
        return "; ".join(one.words for one in besides(said))

    def _last_days(self, spans: Sequence[Span], stands: Sequence[Beside]) -> dict[int, date]:
        """Return, by place, the last day anything happened, where that is told of: after long silence.

        What a court above did is looked up only where nothing has happened in the case itself for long.
        """
        silent = {
            place: stands[place].last_day or date.min
            for place, span in enumerate(spans)
            if span.status not in NOTHING_RECORDED
            and self._is_silent(span.status, span.row.qualifiers_text, stands[place].last_day or date.min)
        }
        above = last_days_above([spans[place].row.defendant_id for place in silent], self.facts)
        found = {
            place: max(day, above.get(spans[place].row.defendant_id, day)) for place, day in silent.items()
        }
        return {place: day for place, day in found.items() if day != date.min}

    def _silence(self, status: str, qualifiers: str, last: date) -> bool:
        """Tell whether it is told that nothing has been recorded since a day."""
        said = Said(status, json.loads(qualifiers))
        return bool(rules.calendar_qualifiers(said, on=self.clocks.on, last_event_on=last))
