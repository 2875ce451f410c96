"""The rows of files: only what their columns print, from plain values, with no record made of each.

The words are those of ``saying``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from kit.filtering import stamp
from proceedings.law import rules
from proceedings.law.codes import StatusCode
from proceedings.models.status_span_queries import NOTHING_RECORDED
from proceedings.record import record_urls
from proceedings.record.public_rows import Facts, Rows
from proceedings.record.status_runs import Run, first_days, run_of
from proceedings.research.statuses.loader import day_or_none
from proceedings.research.statuses.related_columns import (
    Beside,
    Stands,
    acting_above,
    beside,
    picked,
)
from proceedings.research.statuses.status_text import (
    Said,
    Saying,
    label_of,
    named_in,
    other_cases,
)

AT_ONCE = 50  # rows written at once
MOST_KEPT = 20_000  # texts kept for the rows to come: memory stays flat
_read = json.JSONDecoder().decode
Writer: TypeAlias = Callable[[Any], dict[str, Any]]
_PHASES = {code.value: rules.phase_of(code).value for code in StatusCode}


class Span:
    """A picked span with its texts read."""

    __slots__ = (
        "case_id",
        "counts",
        "is_alone",
        "particulars",
        "projected_end",
        "qualifiers",
        "row",
        "status",
    )

    def __init__(self, row: Any, counts: Mapping[str, int]) -> None:  # noqa: ANN401  # a row of values
        """Read the row; `counts` are its counts, which many rows share."""
        self.row = row
        self.status: str = row.status
        self.case_id: int = row.case_id
        self.projected_end: date = row.projected_end
        self.counts = counts
        # Whether nothing recorded is said inside or beside the status.
        self.is_alone: bool = row.qualifiers_text == "[]"
        self.qualifiers: list[dict[str, Any]] = [] if self.is_alone else _read(row.qualifiers_text)
        self.particulars: dict[str, Any] = _read(row.particulars_text)


class Sheet:
    """Writes spans as the columns of files, at one reading of the clocks; one sheet for a whole file."""

    def __init__(self, facts: Facts) -> None:
        """Keep the question; nothing is read yet."""
        self.facts = facts
        self.clocks = facts.clocks
        self._known = stamp(facts.clocks.known)
        self._before, behind = record_urls.defendant(1, "x").split("1-x")
        self._behind = behind + facts.clocks.query
        self._counts: Callable[[str], dict[str, int]] = lru_cache(MOST_KEPT)(_read)
        self._is_silent = lru_cache(MOST_KEPT)(self._silence)

    def picked(self, spans: Rows) -> Rows:
        """Return spans as rows of what the columns print."""
        return picked(spans, self.facts)

    def values(self, rows: Sequence[Any]) -> Iterator[dict[str, Any]]:
        """Return picked rows by column. All is read at once; what is written of it, as it is asked for.

        At most six queries for now, seventeen for the past.
        """
        if not rows:
            return iter(())
        stands = beside(rows, self.facts)
        silent = {row.defendant_id: day for row in rows if (day := self._silent_since(row, stands))}
        above = acting_above(silent, self.facts)
        telling = (self._span(row) for row in rows if _may_name_cases(row))
        named = set().union(*map(named_in, telling), *above.values())
        others = other_cases(named, self.clocks, self.facts.closed)
        for defendant, cases in above.items():
            silent[defendant] = max([silent[defendant], *(cases[case] for case in cases if case in others)])
        first = first_days([row for row in rows if row.valid_from != row.since], self.clocks)
        saying = Saying(self.clocks, self.facts.closed, others)
        return self._written(rows, lambda row: self._values(row, stands.of(row), saying, first, silent))

    def _written(self, rows: Sequence[Any], write: Writer) -> Iterator[dict[str, Any]]:
        """Yield what is written of rows, a few at a time: what lives long is costly to keep account of."""
        for place in range(0, len(rows), AT_ONCE):
            yield from [write(row) for row in rows[place : place + AT_ONCE]]

    def _span(self, row: Any) -> Span:  # noqa: ANN401  # picked
        return Span(row, self._counts(row.counts_text))

    def _values(
        self,
        row: Any,  # noqa: ANN401  # picked
        stands: Beside,
        saying: Saying,
        first: Mapping[Run, date],
        silent: Mapping[int, date],
    ) -> dict[str, Any]:
        span = self._span(row)
        counts = span.counts
        earliest = row.possible_from if row.valid_from == row.since else first[run_of(row)]
        return {
            "id": row.defendant_id,
            "name": stands.name,
            "name_as_printed": self.facts.closed.printed_name(row.party_id, stands.name, stands.printed),
            "status": span.status,
            "status_label": label_of(span),
            "phase": _PHASES[span.status],
            "words": saying.words(span),
            "qualifiers": self._beside(span, saying, silent.get(row.defendant_id)),
            "since": day_or_none(row.since),
            "since_earliest": day_or_none(earliest),
            "charges": counts["charges"],
            "guilty": counts["guilty"],
            "acquitted": counts["acquitted"],
            "dismissed": counts["dismissed"],
            "undecided": counts["undecided"],
            "rule": row.rule,
            "case": self.facts.closed.text(stands.caption, span.case_id),
            "docket_number": stands.docket or None,
            "case_type": stands.type,
            "court": stands.court,
            "court_key": stands.court_key,
            "deciding_event": row.event_id if stands.decided_on else None,
            "deciding_date": stands.decided_on,
            "on": self.clocks.on,
            "known": self._known,
            "url": f"{self._before}{row.defendant_id}-{record_urls.slug(stands.name)}{self._behind}",
        }

    def _beside(self, span: Span, saying: Saying, last_event_on: date | None) -> str:
        """Return what must be said with the status and is not in its sentence."""
        is_over = span.projected_end < self.clocks.on
        if last_event_on == date.min:
            last_event_on = None
        if span.is_alone and last_event_on is None and not is_over:
            return ""
        return "; ".join(saying.words_beside(span, last_event_on=last_event_on))

    def _silent_since(self, row: Any, stands: Stands) -> date | None:  # noqa: ANN401  # picked
        """Return the last day anything happened in a case, where it is told that nothing has since.

        Only then is it looked up what a court above did. The first day of all stands for none.
        """
        if row.status in NOTHING_RECORDED:
            return None
        day = stands.last_day(row) or date.min
        return day if self._is_silent(row.status, row.qualifiers_text, day) else None

    def _silence(self, status: str, qualifiers: str, last: date) -> bool:
        """Tell whether it is told that nothing has been recorded since a day."""
        said = Said(status, _read(qualifiers))
        return bool(rules.calendar_qualifiers(said, on=self.clocks.on, last_event_on=last))


def _may_name_cases(row: Any) -> bool:  # noqa: ANN401  # picked
    """Tell whether other cases may be named in what is said of a row."""
    return '"cases"' in row.qualifiers_text or '"transferred_to"' in row.particulars_text
