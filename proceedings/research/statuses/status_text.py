"""What is said of a span: its sentence and its qualifiers, with nothing in them that is closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from proceedings import wording
from proceedings.law import rules
from proceedings.models import Case
from proceedings.record import record_urls
from proceedings.record.as_of import Clocks
from proceedings.record.redaction import Redactor
from proceedings.research.statuses.schemas import OtherCase, Qualifier

Plain = Mapping[str, Any]


class Span(Protocol):
    """What of a span its words are made from."""

    @property
    def status(self) -> str:
        """Return the code of the status."""

    @property
    def case_id(self) -> int:
        """Return the number of the case."""

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many charges or claims stand how."""

    @property
    def qualifiers(self) -> Sequence[dict[str, Any]]:
        """Return what the record says inside and beside the status."""

    @property
    def particulars(self) -> Plain:
        """Return what the sentence tells beyond the status."""

    @property
    def projected_end(self) -> date:
        """Return the projected end of the sentence."""


@dataclass(frozen=True, slots=True)
class Said:
    """A status with its qualifiers, as the calendar's rules read it."""

    code: str
    qualifiers: Sequence[dict[str, Any]]


class Saying:
    """Writes what is said of spans, at one reading of the clocks; `others` are cases they may name."""

    def __init__(self, clocks: Clocks, closed: Redactor, others: Mapping[int, OtherCase]) -> None:
        """Keep the question, what is closed, and the other public cases."""
        self.clocks = clocks
        self.closed = closed
        self.others = others

    @cached_property
    def _names(self) -> dict[int, str]:
        """Return what sentences call the other cases."""
        return {pk: case.name for pk, case in self.others.items()}

    def words(self, span: Span) -> str:
        """Return the sentence people read, with no name in it that is withheld."""
        words = wording.sentence_for(
            span.status,
            span.counts,
            self._open(span.qualifiers),
            span.particulars,
            table=table_of(span.status),
            case_names=self._names,
        )
        return self.closed.text(words, span.case_id)

    def qualifiers(self, span: Span, *, last_event_on: date | None = None) -> tuple[Qualifier, ...]:
        """Return what is said inside and beside the status, what the calendar brings included."""
        computed = (self._qualifier(one, span.case_id) for one in self._of_the_day(span, last_event_on))
        return (*self.stored_qualifiers(span), *computed)

    def words_beside(self, span: Span, *, last_event_on: date | None = None) -> list[str]:
        """Return the words of those qualifiers that the sentence does not say already."""
        held = [*self._open(span.qualifiers), *self._of_the_day(span, last_event_on)]
        beside = wording.said_beside(one["code"] for one in held)
        return [self._words_of(one, span.case_id) for one in held if one["code"] in beside]

    def _of_the_day(self, span: Span, last_event_on: date | None) -> list[dict[str, Any]]:
        """Return the qualifiers that the calendar brings."""
        return rules.calendar_qualifiers(
            Said(span.status, span.qualifiers),
            on=self.clocks.on,
            projected_end=span.projected_end,
            last_event_on=last_event_on,
        )

    def stored_qualifiers(self, span: Span) -> tuple[Qualifier, ...]:
        """Return what the record itself says inside and beside the status."""
        return tuple(self._qualifier(one, span.case_id) for one in self._open(span.qualifiers))

    def _open(self, qualifiers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Drop the cases and events that are not public, and a qualifier that was about nothing else."""
        kept = []
        for one in qualifiers:
            shown = dict(one)
            if shown.get("event") in self.closed.events:
                del shown["event"]
            if "cases" in one:
                shown["cases"] = [pk for pk in one["cases"] if pk in self.others]
            if "events" in one:
                shown["events"] = [pk for pk in one["events"] if pk not in self.closed.events]
            if all(shown[name] for name in ("cases", "events") if name in shown):
                kept.append(shown)
        return kept

    def _qualifier(self, one: dict[str, Any], case_id: int) -> Qualifier:
        return Qualifier(
            code=one["code"],
            words=self._words_of(one, case_id),
            values={
                name: self._withheld(value, case_id)
                for name, value in one.items()
                if name not in {"code", "cases"}
            },
            cases=tuple(self.others[pk] for pk in one.get("cases", ())),
        )

    def _words_of(self, one: dict[str, Any], case_id: int) -> str:
        """Return the sentence of a qualifier, with no name in it that is withheld."""
        return self.closed.text(wording.qualifier_sentence(one, self._names), case_id)

    def _withheld(self, value: Any, case_id: int) -> Any:  # noqa: ANN401  # whatever JSON holds
        """Return a structured value with no name in its texts that is withheld."""
        if isinstance(value, str):
            return self.closed.text(value, case_id)
        if isinstance(value, list):
            return [self._withheld(one, case_id) for one in value]
        if isinstance(value, dict):
            return {name: self._withheld(one, case_id) for name, one in value.items()}
        return value


def besides(qualifiers: Collection[Qualifier]) -> tuple[Qualifier, ...]:
    """Return those of the qualifiers that the sentence does not say already."""
    beside = wording.said_beside(one.code for one in qualifiers)
    return tuple(one for one in qualifiers if one.code in beside)


def named_in(span: Span) -> set[int]:
    """Return the numbers of the cases that are named beside a status, public or not."""
    named = {pk for one in span.qualifiers for pk in one.get("cases", ())}
    return named.union(span.particulars.get("transferred_to", ()))


def other_cases(named: Collection[int], clocks: Clocks, closed: Redactor) -> dict[int, OtherCase]:
    """Return the public ones of some cases, as a sentence names them. One query, five for the past."""
    return {pk: _other_case(case, clocks, closed) for pk, case in clocks.cases(named).items()}


def _other_case(case: Case, clocks: Clocks, closed: Redactor) -> OtherCase:
    caption = closed.text(case.caption, case.pk)
    return OtherCase(
        id=case.pk,
        docket_number=case.public_docket or None,
        caption=caption,
        url=record_urls.case(case.pk, caption) + clocks.query,
    )


def label_of(span: Span) -> str:
    """Return the few words of the status of a span."""
    return wording.status_label(span.status, span.counts, span.particulars, table=table_of(span.status))


def table_of(status: str) -> str:
    """Name the precedence table a status came from."""
    return "civil" if status.startswith("civil_") else "criminal"
