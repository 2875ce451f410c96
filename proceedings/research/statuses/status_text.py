"""The words of a status: its label, its sentence and its qualifiers, with nothing in them that is closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from proceedings import wording
from proceedings.law import rules
from proceedings.law.codes import StatusCode
from proceedings.models import Case
from proceedings.record import record_urls
from proceedings.record.as_of import Clocks
from proceedings.record.redaction import Redactor

Plain = Mapping[str, Any]


class Status(Protocol):
    """The part of a span, or of a row, that its words are made from."""

    @property
    def status(self) -> str:
        """The code."""

    @property
    def case_id(self) -> int:
        """The number of the case."""

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of charges or claims in each state."""

    @property
    def qualifiers(self) -> Sequence[dict[str, Any]]:
        """The qualifiers as the span stores them."""

    @property
    def particulars(self) -> Plain:
        """Whatever else the sentence tells."""

    @property
    def projected_end(self) -> date:
        """The projected end of the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCase:
    """Another public case that a qualifier names."""

    id: int
    docket_number: str | None
    caption: str
    url: str

    @property
    def name(self) -> str:
        """The case as a sentence names it."""
        return self.docket_number or self.caption


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifier:
    """Something said inside or beside a status: its code, its words, and its structured values."""

    code: str
    words: str
    values: dict[str, Any]
    cases: tuple[OtherCase, ...] = ()


@dataclass(frozen=True, slots=True)
class _CodeAndQualifiers:
    """A status as `rules.calendar_qualifiers` reads it."""

    code: str
    qualifiers: Sequence[dict[str, Any]]


def label_of(status: Status) -> str:
    """Return the few words of a status; a defendant who is cited is not said to be sued."""
    return wording.status_label(
        status.status, status.counts, status.particulars, table=table_of(status.status)
    )


def sentence_of(
    status: Status,
    case_names: Mapping[int, str] | None = None,
    qualifiers: Sequence[dict[str, Any]] | None = None,
    *,
    offences: Mapping[int, wording.Offence] | None = None,
    closed_events: Collection[int] = (),
) -> str:
    """Return the sentence of a status, which names no other offences and cases than these.

    Of `closed_events` it tells what they did, and not their words.
    """
    return wording.sentence_for(
        status.status,
        status.counts,
        status.qualifiers if qualifiers is None else qualifiers,
        _without_words_of(closed_events, status.particulars),
        table=table_of(status.status),
        case_names=case_names,
        offences=offences,
    )


def outcome_of(
    status: Status, offences: Mapping[int, wording.Offence], closed_events: Collection[int] = ()
) -> str:
    """Return the first part of that sentence."""
    return wording.outcome_for(
        status.status,
        status.counts,
        _without_words_of(closed_events, status.particulars),
        table=table_of(status.status),
        offences=offences,
    )


def _without_words_of(closed_events: Collection[int], particulars: Plain) -> Plain:
    """Leave out the words of closed events: the reason of a pause, an outcome that was not read."""
    quoted = {name: particulars[name] for name in ("pause", "unread") if name in particulars}
    closed = {name: one | {"text": ""} for name, one in quoted.items() if one["event"] in closed_events}
    return {**particulars, **closed} if closed else particulars


def counted_charges(status: Status) -> set[int]:
    """Return the numbers of the charges, public or not, that a status counts; none of a civil case."""
    if StatusCode(status.status).is_civil:
        return set()
    return {int(key) for _state, key in rules.counted_keys(status.particulars)}


def table_of(status: str) -> str:
    """Return the precedence table of a status: `civil` or `criminal`."""
    return StatusCode(status).table


class StatusText:
    """The words of statuses at one reading of the clocks; `others` are the cases they may name."""

    def __init__(self, clocks: Clocks, redactor: Redactor, others: Mapping[int, OtherCase]) -> None:
        self.clocks = clocks
        self.redactor = redactor
        self.others = others

    @cached_property
    def _names(self) -> dict[int, str]:
        return {pk: case.name for pk, case in self.others.items()}

    def sentence(self, status: Status, offences: Mapping[int, wording.Offence]) -> str:
        """Return the sentence, with no name in it that is withheld."""
        words = sentence_of(
            status,
            self._names,
            self._public(status.qualifiers),
            offences=offences,
            closed_events=self.redactor.events,
        )
        return self.redactor.text(words, status.case_id)

    def qualifiers(self, status: Status, *, last_event_on: date | None = None) -> tuple[Qualifier, ...]:
        """Return the stored qualifiers, then those the calendar brings."""
        computed = self._calendar(status, last_event_on)
        return (*self.stored_qualifiers(status), *(self._qualifier(one, status.case_id) for one in computed))

    def stored_qualifiers(self, status: Status) -> tuple[Qualifier, ...]:
        """Return the qualifiers the span stores."""
        return tuple(self._qualifier(one, status.case_id) for one in self._public(status.qualifiers))

    def words_beside(self, status: Status, *, last_event_on: date | None = None) -> list[str]:
        """Return the words of the qualifiers that the sentence does not say already."""
        held = [*self._public(status.qualifiers), *self._calendar(status, last_event_on)]
        beside = wording.codes_outside_sentence(one["code"] for one in held)
        return [self._words(one, status.case_id) for one in held if one["code"] in beside]

    def _calendar(self, status: Status, last_event_on: date | None) -> list[dict[str, Any]]:
        return rules.calendar_qualifiers(
            _CodeAndQualifiers(status.status, status.qualifiers),
            on=self.clocks.on,
            projected_end=status.projected_end,
            last_event_on=last_event_on,
        )

    def _public(self, qualifiers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Drop the cases and events that are not public, and a qualifier that was about nothing else."""
        public = []
        for one in qualifiers:
            shown = dict(one)
            if shown.get("event") in self.redactor.events:
                del shown["event"]
            if "cases" in one:
                shown["cases"] = [pk for pk in one["cases"] if pk in self.others]
            if "events" in one:
                shown["events"] = [pk for pk in one["events"] if pk not in self.redactor.events]
            if all(shown[name] for name in ("cases", "events") if name in shown):
                public.append(shown)
        return public

    def _qualifier(self, one: dict[str, Any], case_id: int) -> Qualifier:
        return Qualifier(
            code=one["code"],
            words=self._words(one, case_id),
            values={
                name: self._redacted(value, case_id)
                for name, value in one.items()
                if name not in {"code", "cases"}
            },
            cases=tuple(self.others[pk] for pk in one.get("cases", ())),
        )

    def _words(self, one: dict[str, Any], case_id: int) -> str:
        return self.redactor.text(wording.qualifier_sentence(one, self._names), case_id)

    def _redacted(self, value: Any, case_id: int) -> Any:  # noqa: ANN401  # whatever JSON holds
        """Return a value with no withheld name in its texts."""
        if isinstance(value, str):
            return self.redactor.text(value, case_id)
        if isinstance(value, list):
            return [self._redacted(one, case_id) for one in value]
        if isinstance(value, dict):
            return {name: self._redacted(one, case_id) for name, one in value.items()}
        return value


def cases_named_in(status: Status) -> set[int]:
    """Return the numbers of the other cases that a status names, public or not."""
    named = {pk for one in status.qualifiers for pk in one.get("cases", ())}
    return named.union(status.particulars.get("transferred_to", ()))


def public_other_cases(named: Collection[int], clocks: Clocks, redactor: Redactor) -> dict[int, OtherCase]:
    """Return those of some cases that are public. One query, five for the past."""
    return {pk: _other_case(case, clocks, redactor) for pk, case in clocks.cases(named).items()}


def _other_case(case: Case, clocks: Clocks, redactor: Redactor) -> OtherCase:
    caption = redactor.text(case.caption, case.pk)
    return OtherCase(
        id=case.pk,
        docket_number=case.public_docket or None,
        caption=caption,
        url=record_urls.case(case.pk, caption) + clocks.query,
    )
