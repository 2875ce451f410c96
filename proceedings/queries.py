"""A request for a list, understood: rows, sentence, chips and form, shared by pages and API."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from casetracker.kit import paging
from casetracker.kit.codes import Code
from casetracker.kit.filtering import Refusal, StrictFilterSet, given_values
from proceedings import wording
from proceedings.citing import HASH
from proceedings.clocks import Clocks
from proceedings.codes import CaseType, Phase, StatusCode
from proceedings.filters import (
    DEFAULT_SORT,
    MATCHES,
    POSSIBLE,
    SORTS,
    ClockFilterSet,
    DefendantFilterSet,
    NoFilterSet,
    RecordFilterSet,
    public_courts,
    public_incidents,
)
from proceedings.ledger import last_instant
from proceedings.models import StatusSpan
from proceedings.query_words import day_words, instant_words, sentence
from proceedings.querysets import SpanQuerySet
from proceedings.rules import phase_of

CHOICES_LIMIT = 200
Answer = TypeVar("Answer")
Clocked = TypeVar("Clocked", bound="Moment")
CURSORS = ("after", "before")
SEVERAL = ("status", "phase", "court", "type", "incident")


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force, in words, with the address that takes it off."""

    parameter: str
    value: str
    label: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a field of the form offers; `group` gathers those that belong together."""

    value: str
    label: str
    chosen: bool
    group: str = ""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the form: `kind` is text, day, one or several."""

    name: str
    label: str
    kind: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    help: str = ""


class Asked:
    """What an address asks: understood by a filter set, or refused with what would be accepted."""

    filters: type[StrictFilterSet] = NoFilterSet

    def __init__(self, data: QueryDict) -> None:
        """Read the parameters; nothing is read from them while `refusals` is not empty."""
        self.data = data
        self.filterset: Any = self.filters(data)

    @classmethod
    def from_request(cls, data: QueryDict) -> Self:
        """Return what the parameters of a request ask."""
        return cls(data)

    @property
    def refusals(self) -> list[Refusal]:
        """Return what was not understood; empty when all was."""
        return list(self.filterset.refusals)

    @property
    def given(self) -> dict[str, list[str]]:
        """Return the parameters that have a value."""
        given = {name: given_values(values) for name, values in self.data.lists()}
        return {name: values for name, values in given.items() if values}

    @property
    def way_back(self) -> str:
        """Return the end of an address with only what was understood, from the beginning of the list."""
        refused = {*CURSORS, *(refusal.parameter for refusal in self.refusals)}
        kept = {name: values for name, values in self.given.items() if name not in refused}
        return address({name: values for name, values in kept.items() if name in self.filterset.filters})

    def href(self, **changes: str | Sequence[str] | None) -> str:
        """Return the end of an address that asks the same but for some parameters; None takes one away.

        The place in the list is kept only when it is given anew: another question starts at its beginning.
        """
        asked: dict[str, Any] = {name: values for name, values in self.given.items() if name not in CURSORS}
        asked.update(changes)
        return address({name: value for name, value in asked.items() if value})


def address(asked: dict[str, Any]) -> str:
    """Return parameters as the end of an address; a question mark alone asks nothing."""
    return f"?{urlencode(asked, doseq=True, safe=':~')}"


class Nothing(Asked):
    """An address that takes no parameter."""


class Moment(Asked):
    """The two clocks alone: the address of one record."""

    filters = ClockFilterSet

    @property
    def clocks(self) -> Clocks:
        """Return the clocks as asked."""
        clocks: Clocks = self.filterset.clocks
        return clocks

    def pinned(self) -> Self:
        """Return the same question at the very instant this one was settled on, read from history."""
        again = type(self)(self.data)
        again.filterset.clocks = replace(self.clocks, is_past=True)
        return again


def steady(asked: Clocked, read: Callable[[Clocked], Answer]) -> Answer:
    """Return an answer that is true for the instant it names, even when somebody writes meanwhile.

    An answer is read in several queries. When a write came in between, it is read once more from history, as
    of the instant settled on at first: one and the same `known` never answers two things. One query more.
    """
    answer = read(asked)
    if asked.clocks.is_past or last_instant() == asked.clocks.known:
        return answer
    return read(asked.pinned())


class Record(Moment):
    """The two clocks, and the hash when the address is that of a citation."""

    filters = RecordFilterSet

    @property
    def cited(self) -> str:
        """Return the hash the address carries, or nothing."""
        cited: str = self.filterset.form.cleaned_data[HASH]
        return cited


class Query(Moment):
    """A request for the list of defendants in cases."""

    filters = DefendantFilterSet

    @property
    def asked(self) -> dict[str, Any]:
        """Return the values asked for, read and checked."""
        asked: dict[str, Any] = self.filterset.asked
        return asked

    @property
    def spans(self) -> SpanQuerySet:
        """Return the spans that answer, one a defendant, in no order yet."""
        spans: SpanQuerySet = self.filterset.qs
        return spans

    @property
    def is_possible(self) -> bool:
        """Tell whether uncertain dates are taken widely."""
        return bool(self.filterset.is_possible)

    @property
    def close_to(self) -> str:
        """Return the text nobody is found under, when the rows are those close to it; else nothing."""
        asked: str = self.asked["q"]
        return asked if asked and self.spans is not None and self.filterset.is_close else ""

    @property
    def sort(self) -> str:
        """Return the order asked for."""
        return self.asked["sort"] or DEFAULT_SORT

    def page(self, size: int | None = None) -> paging.Page[StatusSpan]:
        """Return the page asked for. One query."""
        return paging.page(
            self.spans,
            self.filterset.order,
            size=size or settings.PAGE_SIZE,
            after=self.filterset.after_cursor,
            before=self.filterset.before_cursor,
        )

    def count(self) -> paging.Count:
        """Count the rows, as far as anybody counts. One query."""
        return paging.count(self.spans, limit=settings.COUNT_LIMIT)

    @cached_property
    def sentence(self) -> str:
        """Say in plain words what is asked."""
        return sentence(self.asked, self.clocks, possible=self.is_possible)

    @cached_property
    def chips(self) -> list[Chip]:
        """Return every filter in force, each with the way to take it off."""
        return [
            Chip(name, value, str(self.filterset.filters[name].label), words, self._without(name, value))
            for name, value, words in self._in_force()
        ]

    def _without(self, name: str, value: str) -> str:
        several = name in SEVERAL
        return self.href(**{name: [one for one in self.given[name] if several and one != value]})

    def _in_force(self) -> Iterator[tuple[str, str, str]]:
        """Yield each filter in force: parameter, value, words."""
        asked = self.asked
        if asked["q"]:
            yield "q", asked["q"], asked["q"]
        for code in asked["status"]:
            yield "status", code, wording.short_label(code)
        for name, codes in (("phase", Phase), ("type", CaseType)):
            for code in asked[name]:
                yield name, code, _(codes(code).label)
        for name in ("court", "incident"):
            for key, words in asked[name].items():
                yield name, key, words
        if asked["on"]:
            yield "on", asked["on"].isoformat(), day_words(asked["on"])
        if asked["known"]:
            yield "known", self.given["known"][0], instant_words(asked["known"])
        if self.is_possible:
            yield "match", POSSIBLE, _("uncertain dates taken widely")

    @cached_property
    def fields(self) -> list[FormField]:
        """Return the fields of the form with what is chosen. Two queries, for courts and matters."""
        return list(self._fields())

    def _fields(self) -> Iterator[FormField]:
        asked = self.asked
        yield self._field("q", "text", value=asked["q"])
        yield self._field("status", "several", _statuses(asked["status"]))
        yield self._field("phase", "several", _codes(Phase, asked["phase"]))
        courts = public_courts().order_by("name", "pk")
        yield self._field("court", "several", _keys(courts, "name", asked["court"]))
        yield self._field("type", "several", _codes(CaseType, asked["type"]))
        incidents = public_incidents().order_by("title", "pk")
        yield self._field("incident", "several", _keys(incidents, "title", asked["incident"]))
        yield self._field("on", "day", value=asked["on"].isoformat() if asked["on"] else "")
        yield self._field("known", "text", value=self.given.get("known", [""])[0])
        yield self._field("match", "one", _options(MATCHES, asked["match"] or MATCHES[0][0]))
        yield self._field("sort", "one", _options(SORTS, self.sort))

    def _field(self, name: str, kind: str, choices: Iterable[Choice] = (), value: str = "") -> FormField:
        label = str(self.filterset.filters[name].label)
        help_text = self.filterset.form.fields[name].accepts() if kind in {"text", "day"} else ""
        return FormField(name, label, kind, value, tuple(choices), help_text)


def _statuses(chosen: Iterable[str]) -> Iterator[Choice]:
    """Yield every status, gathered by phase."""
    for phase in Phase:
        for code in StatusCode:
            if phase_of(code) is phase:
                yield Choice(code.value, wording.short_label(code), code.value in chosen, _(phase.label))


def _codes(codes: type[Code], chosen: Iterable[str]) -> Iterator[Choice]:
    for code in codes:
        yield Choice(code.value, _(code.label), code.value in chosen)


def _options(options: Iterable[tuple[str, Any]], chosen: str) -> Iterator[Choice]:
    for value, label in options:
        yield Choice(value, str(label), value == chosen)


def _keys(rows: QuerySet[Any], name: str, chosen: dict[str, str]) -> Iterator[Choice]:
    """Yield rows by key and name, the chosen ones always among them."""
    offered = dict(rows.values_list("key", name)[:CHOICES_LIMIT])
    for key, words in (offered | chosen).items():
        yield Choice(key, words, key in chosen)
