"""The parameters of the statistics: unit, the two clocks, and filters of the list of defendants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.date_text import day_text, instant_text
from kit.filtering import (
    OneOfFilter,
    SeveralFilter,
)
from proceedings import wording
from proceedings.law import rules
from proceedings.law.codes import CaseType, Phase, StatusCode
from proceedings.models import StatusSpan
from proceedings.models.status_span_queries import SpanQuerySet
from proceedings.record.count_cache import Counted, cached_count, cached_count_now
from proceedings.record.public_rows import Facts
from proceedings.record.redaction import Redactor
from proceedings.research.query.filters import (
    ClockFilterSet,
    court_filter,
    incident_filter,
    public_courts,
    public_incidents,
    type_filter,
)
from proceedings.research.query.request_params import (
    CHOICES_LIMIT,
    Chip,
    Choice,
    ClockParams,
    FormField,
)
from proceedings.research.statistics.aggregates import at_statuses, days_to_outcome
from proceedings.research.statistics.incremental_counts import (
    SpansToCount,
    Sums,
    cached_sums,
    everybody,
)
from proceedings.research.statistics.status_groups import NOT_COUNTED
from proceedings.research.statistics.units import Unit

STATUSES = [choice for choice in StatusCode.choices() if choice[0] not in NOT_COUNTED]
PHASES = [choice for choice in Phase.choices() if choice[0] != Phase.NO_CHARGE]


class StatisticsFilterSet(ClockFilterSet):
    """What the statistics may be asked."""

    unit = OneOfFilter(label=gettext_lazy("Count"), choices=Unit.choices())
    status = SeveralFilter(label=gettext_lazy("Status"), choices=STATUSES)
    phase = SeveralFilter(label=gettext_lazy("Phase"), choices=PHASES)
    court = court_filter()
    type = type_filter()
    incident = incident_filter()

    def filter_queryset(self, _queryset: SpanQuerySet) -> SpanQuerySet:
        """Return the public spans of every day, of the defendants asked about, where anything is recorded."""
        spans = Facts(self.clocks, closed=self.closed).spans()
        for name in ("court", "type", "incident"):
            spans = self.filters[name].filter(spans, self.asked[name])
        return spans.recorded() if self.codes is None else spans.standing(*self.codes)

    @cached_property
    def closed(self) -> Redactor:
        """Return what is closed to the public. One query when nothing is, else up to four."""
        return Redactor.now()

    @cached_property
    def codes(self) -> list[str] | None:
        """Return the statuses asked for, by code and by phase; None when neither was asked."""
        asked = self.asked
        wanted = [set(asked["status"])] if asked["status"] else []
        if asked["phase"]:
            wanted.append({code.value for phase in asked["phase"] for code in rules.codes_of(phase)})
        return sorted(set.intersection(*wanted) - set(NOT_COUNTED)) if wanted else None


class StatisticsQuery(ClockParams):
    """A request for figures."""

    filters = StatisticsFilterSet

    @property
    def asked(self) -> dict[str, Any]:
        """Return the values asked for, read and checked."""
        cleaned: dict[str, Any] = self.filterset.asked
        return cleaned

    def cached(self, figure: str, count: Callable[[], Counted]) -> Counted:
        """Return what was counted for this figure, this question and this data, or count it."""
        return cached_count(self.clocks, {"figure": figure, "query": sorted(self.given.items())}, count)

    @property
    def unit(self) -> Unit:
        """Return what is counted."""
        return Unit(self.asked["unit"] or Unit.DEFENDANTS)

    def sums(self, name: str, count: Callable[[SpansToCount, Unit], Sums]) -> Sums:
        """Return what is counted in the unit and adds up."""
        unit = self.unit
        return cached_sums(f"{name} in {unit.value}", self.reading, lambda reading: count(reading, unit))

    def outcomes(self) -> Sums:
        """Return how many defendants had each outcome after how many days."""
        return cached_sums("outcomes", self.reading, days_to_outcome)

    def at_statuses(self) -> Mapping[str, int]:
        """Return how many defendants stand at each status."""
        return at_statuses(self.reading)

    @property
    def reading(self) -> SpansToCount:
        """Return the spans to be counted."""
        closed = self.filterset.closed
        if not self.given.keys() - {"unit"}:
            return everybody(self.clocks, closed)
        known = self.clocks.known if self.clocks.is_past else None
        return SpansToCount(self.spans, StatusSpan.objects.known(known), self.clocks, closed)

    @property
    def spans(self) -> SpanQuerySet:
        """Return the spans that answer, of every day."""
        spans: SpanQuerySet = self.filterset.qs
        return spans

    @property
    def standing(self) -> SpanQuerySet:
        """Return the spans that answer on the day: at most one a defendant."""
        return self.clocks.of_the_day(self.spans)

    @cached_property
    def chips(self) -> list[Chip]:
        """Return every filter in force, each with the way to take it off."""
        return [
            Chip(name, value, str(self.filterset.filters[name].label), words, self._without(name, value))
            for name, value, words in self._in_force()
        ]

    def _without(self, name: str, value: str) -> str:
        return self.href(**{name: [one for one in self.given.get(name, []) if one != value]})

    def _in_force(self) -> Iterator[tuple[str, str, str]]:
        asked = self.asked
        for code in asked["status"]:
            yield "status", code, wording.short_label(code)
        for name, codes in (("phase", Phase), ("type", CaseType)):
            for code in asked[name]:
                yield name, code, _(codes(code).label)
        for name in ("court", "incident"):
            for key, words in asked[name].items():
                yield name, key, words
        if asked["on"]:
            yield "on", asked["on"].isoformat(), day_text(asked["on"])
        if asked["known"]:
            yield "known", self.given["known"][0], instant_text(asked["known"])

    @cached_property
    def units(self) -> list[Chip]:
        """Return the counting units, each with the address that counts in it; the one in force has none."""
        label = str(self.filterset.filters["unit"].label)
        return [
            Chip(
                "unit", unit.value, label, _(unit.label), "" if unit is self.unit else self._counted_in(unit)
            )
            for unit in Unit
        ]

    def _counted_in(self, unit: Unit) -> str:
        return self.href(unit=None if unit is Unit.DEFENDANTS else unit.value)

    @cached_property
    def fields(self) -> list[FormField]:
        """Return the fields of the form with what is chosen. Two queries, for courts and matters."""
        return list(self._fields())

    def _fields(self) -> Iterator[FormField]:
        asked = self.asked
        yield self._field("on", "day", value=asked["on"].isoformat() if asked["on"] else "")
        yield self._field("known", "text", value=self.given.get("known", [""])[0])
        yield self._field("phase", "several", _phases(asked["phase"]))
        yield self._field("status", "several", _statuses(asked["status"]))
        offered = cached_count_now(self.clocks, {"offered in statistics": CHOICES_LIMIT}, _offered)
        yield self._field("court", "several", _keys(offered["court"], asked["court"]))
        yield self._field("type", "several", _types(asked["type"]))
        yield self._field("incident", "several", _keys(offered["incident"], asked["incident"]))

    def _field(
        self, name: str, kind: str, choices: Iterator[Choice] | tuple[()] = (), value: str = ""
    ) -> FormField:
        return FormField(name, str(self.filterset.filters[name].label), kind, value, tuple(choices))


def _offered() -> dict[str, dict[str, str]]:
    """Return the courts and matters a form offers, by key and name. Two queries."""
    courts = public_courts().order_by("name", "pk").values_list("key", "name")
    matters = public_incidents().order_by("title", "pk").values_list("key", "title")
    return {"court": dict(courts[:CHOICES_LIMIT]), "incident": dict(matters[:CHOICES_LIMIT])}


def _phases(chosen: list[str]) -> Iterator[Choice]:
    for value, label in PHASES:
        yield Choice(value, _(label), value in chosen)


def _statuses(chosen: list[str]) -> Iterator[Choice]:
    for value, _label in STATUSES:
        group = _("Civil and administrative") if StatusCode(value).is_civil else _("Criminal")
        yield Choice(value, wording.short_label(value), value in chosen, group)


def _types(chosen: list[str]) -> Iterator[Choice]:
    for value, label in CaseType.choices():
        yield Choice(value, _(label), value in chosen)


def _keys(offered: dict[str, str], chosen: dict[str, str]) -> Iterator[Choice]:
    """Yield rows by key and name, the chosen ones always among them."""
    for key, words in (offered | chosen).items():
        yield Choice(key, words, key in chosen)
