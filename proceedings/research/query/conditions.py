"""What each filter means: the fact it is about, and the condition on it. Nothing here reads a request."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat

from kit.partial_dates import FIRST_DAY, LAST_DAY, PartialDate
from kit.text_folding import fold_words
from people.models import Party
from proceedings.law import rules
from proceedings.law.codes import (
    EventKind,
    HearingOutcome,
    QualifierCode,
    Role,
    StatusCode,
)
from proceedings.law.rules import counted_as
from proceedings.models import Court, Effect, Incident, Source
from proceedings.models.status_span_queries import FOREVER
from proceedings.record.public_rows import Facts
from proceedings.research.query.filter_scopes import Target

NO_OUTCOME_RECORDED = "no_outcome_recorded"
MONTHS_UNTIL_STALE = 12
PERIODS_AT_ONCE = 100  # SQLite takes no deeper conditions than a thousand
JUDGES = (Role.JUDGE.value,)
PROSECUTORS = (Role.PROSECUTOR.value, Role.SPECIAL_PROSECUTOR.value)
COUNSEL = (Role.DEFENCE_ATTORNEY.value, Role.PLAINTIFF_ATTORNEY.value, Role.APPELLANT_ATTORNEY.value)
ROLES = {"judge": JUDGES, "prosecutor": PROSECUTORS, "counsel": COUNSEL}
YES, NO = "yes", "no"
UNCERTAIN, CERTAIN = "uncertain", "certain"

Build = Callable[[Facts, Any], Q]


@dataclass(frozen=True, slots=True)
class Condition:
    """The fact a filter is about, and the condition on it."""

    target: Target
    build: Build


def _plain(lookup: str) -> Build:
    """Return the condition that a column of the fact compares so with the value."""
    return lambda _facts, value: Q(**{lookup: list(value) if isinstance(value, dict) else value})


def _court(facts: Facts, keys: Mapping[str, str]) -> Q:
    return Q(Exists(facts.of(Court).filter(key__in=list(keys), id=OuterRef("court_id"))))


def _jurisdiction(facts: Facts, codes: Mapping[str, str]) -> Q:
    place = Q(country__in=list(codes)) | Q(subdivision__in=list(codes))
    return Q(Exists(facts.of(Court).filter(place, id=OuterRef("court_id"))))


def _incident(facts: Facts, keys: Mapping[str, str]) -> Q:
    return Q(Exists(facts.of(Incident).filter(key__in=list(keys), id=OuterRef("incident_id"))))


def taking_part(facts: Facts, keys: Mapping[str, str], roles: tuple[str, ...]) -> Q:
    """Return the condition that one of these parties takes part in the case, in one of the roles."""
    party = Party.objects.filter(key__in=list(keys), pk=OuterRef("party_id"))
    taking = facts.taking_part().filter(Exists(party), role__in=roles, case_id=OuterRef("id"))
    return Q(Exists(taking))


def acts_of(facts: Facts, keys: Mapping[str, str], roles: tuple[str, ...], day: str = "latest") -> Q:
    """Return the condition that an event is an act of one of these parties in one of the roles.

    A judge's are the events that name the judge; where an event names none, as for prosecutors and counsel,
    those of the case within the period of the part. `day` is the column of the event's day. One query.
    """
    parts = facts.taking_part().filter(
        role__in=roles, party_id__in=Party.objects.filter(key__in=list(keys)).values("pk")
    )
    cases: dict[tuple[date, date], list[int]] = defaultdict(list)
    for case, since, until in parts.values_list("case_id", "since", "until"):
        first = PartialDate.parse(since).earliest if since else FIRST_DAY
        last = PartialDate.parse(until).latest if until else LAST_DAY
        cases[first, last].append(case)
    periods = sorted(cases)
    acted = Q(pk__in=())
    for place in range(0, len(periods), PERIODS_AT_ONCE):
        some = periods[place : place + PERIODS_AT_ONCE]
        within = (
            Q(**{f"{day}__gte": first, f"{day}__lte": last, "case_id__in": cases[first, last]})
            for first, last in some
        )
        acted |= Q(case_id__in=[case for period in some for case in cases[period]]) & reduce(or_, within)
    if roles != JUDGES:
        return acted
    return Q(judge_id__in=Party.objects.filter(key__in=list(keys)).values("pk")) | (Q(judge_id=None) & acted)


def acts_conditions(
    on_event: Callable[[Facts, Q], Q] | None = None, day: str = "latest"
) -> dict[str, Condition]:
    """Return the filters by judge, prosecutor and counsel for rows that are events, or belong to one."""

    def condition(roles: tuple[str, ...]) -> Condition:
        def build(facts: Facts, keys: Mapping[str, str]) -> Q:
            acts = acts_of(facts, keys, roles, day)
            return on_event(facts, acts) if on_event else acts

        return Condition(Target.OWN, build)

    return {name: condition(roles) for name, roles in ROLES.items()}


def _judge(facts: Facts, keys: Mapping[str, str]) -> Q:
    named = Party.objects.filter(key__in=list(keys)).values("pk")
    judged = facts.happened().filter(judge_id__in=named, case_id=OuterRef("id"))
    return taking_part(facts, keys, JUDGES) | Q(Exists(judged))


def _words(facts: Facts, text: str) -> Q:
    return Q(id__in=facts.found(text).spans.values("defendant_id"))


def _phase(_facts: Facts, phases: list[str]) -> Q:
    return Q(status__in=[code.value for phase in phases for code in rules.codes_of(phase)])


def _qualifier(facts: Facts, codes: list[str]) -> Q:
    """Return the condition that any of these is said beside the status.

    Both databases write a JSON value with one blank after a colon; the quotation marks of a text are escaped
    in it, so nothing but a code reads like a code.
    """
    spans = facts.standing().annotate(said=Cast("qualifiers", TextField()))
    found, said = Q(), Q()
    for code in codes:
        if code == QualifierCode.STALE:
            said |= _silent(facts, MONTHS_UNTIL_STALE)
        elif code == QualifierCode.PROJECTED_END_PASSED:
            said |= _projected_end_passed(facts)
        elif code != NO_OUTCOME_RECORDED:
            said |= _stored(code)
    if said:
        found |= Q(Exists(spans.filter(said, defendant_id=OuterRef("id"))))
    if NO_OUTCOME_RECORDED in codes:
        passed = facts.published().filter(
            kind=EventKind.HEARING.value,
            scheduled_on__lt=facts.clocks.on,
            outcome__in=("", HearingOutcome.SCHEDULED.value),
            case_id=OuterRef("case_id"),
        )
        found |= Q(Exists(passed))
    return found


def _stored(code: str) -> Q:
    return Q(said__contains=f'"code": "{code}"')


def _projected_end_passed(facts: Facts) -> Q:
    ends = _codes_with(QualifierCode.PROJECTED_END_PASSED)
    return Q(status__in=ends, projected_end__lt=facts.clocks.on) & ~Q(projected_end=FOREVER)


def _codes_with(qualifier: QualifierCode) -> list[str]:
    """Return the statuses to which the calendar can bring a qualifier, asked of the rules themselves."""

    @dataclass(frozen=True, slots=True)
    class Status:
        code: str
        qualifiers: tuple[()] = ()

    def brought(code: str) -> list[str]:
        found = rules.calendar_qualifiers(
            Status(code), on=LAST_DAY, projected_end=FIRST_DAY, last_event_on=FIRST_DAY
        )
        return [one["code"] for one in found]

    return [code.value for code in StatusCode if qualifier in brought(code.value)]


def _silence(facts: Facts, months: int) -> Q:
    spans = facts.standing().annotate(said=Cast("qualifiers", TextField()))
    return Q(Exists(spans.filter(_silent(facts, months), defendant_id=OuterRef("id"))))


def _silent(facts: Facts, months: int) -> Q:
    """Return the condition on a span that something is still to come, and for months nothing was recorded.

    As `StatusLoader` reads the last event: one that acts on the defendant, in whatever public case, or that
    acts on nobody and happened in the case.
    """
    heard = facts.closed.closed.without_cases(facts.published(), "case_id").filter(
        latest__lte=facts.clocks.on, latest__gt=last_day_of(months, facts.clocks.on)
    )
    acts = facts.of(Effect).filter(defendant_id=OuterRef("defendant_id"))
    acted = acts.filter(Exists(heard.filter(id=OuterRef("event_id"))))
    done = facts.of(Effect).filter(event_id=OuterRef("id"))
    in_case = heard.filter(~Exists(done), case_id=OuterRef("case_id"))
    awaited = Q(status__in=_codes_with(QualifierCode.STALE)) | _stored(QualifierCode.APPEAL_PENDING)
    return awaited & ~Q(Exists(acted)) & ~Q(Exists(in_case))


def last_day_of(months: int, on: date) -> date:
    """Return the last day that is so many whole months before another, the last one over: the day before.

    `(12, 2024-03-08) -> 2023-03-07`
    """
    years, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    if years < 1:
        return date.min
    first = date(years, month + 1, 1)
    day = min(on.day - 1, calendar.monthrange(years, month + 1)[1])
    return first + timedelta(days=day - 1) if first > date.min else first


def standing_as(facts: Facts, codes: Sequence[str]) -> Q:
    """Return the condition that a charge or claim is counted on the day, and stands in one of some states."""
    any_of = Q()
    for code in codes:
        any_of |= Q(said__contains=Concat(Value(f"|{counted_as(code, '')}"), _number(), Value("|")))
    return _counted(facts, any_of)


def is_counted(facts: Facts) -> Q:
    """Return the condition that a charge or claim is counted on the day, in whatever state."""
    return _counted(facts, Q(said__contains=Concat(Value(counted_as("", "")), _number(), Value("|"))))


def _number() -> Cast:
    return Cast(OuterRef("id"), CharField())


def _counted(facts: Facts, condition: Q) -> Q:
    spans = facts.standing().filter(defendant_id=OuterRef("defendant_id"))
    said = spans.annotate(said=Cast(KT("particulars__counted"), TextField()))
    return Q(Exists(said.filter(condition)))


def _offence(facts: Facts, text: str) -> Q:
    """Return the condition that every word begins a word of the offence, both folded. One query."""
    return Q(offence__in=_offences(facts, text))


def named_offence(facts: Facts, text: str) -> Q | None:
    """Return the same condition, or nothing when no public charge answers. Two queries."""
    found = Q(offence__in=_offences(facts, text))
    return found if facts.charges().filter(found).exists() else None


def _offences(facts: Facts, text: str) -> list[str]:
    """Return the offences that answer, as far as their words may be printed."""
    wanted = fold_words(text)
    return [one for one in facts.offences if _begins_words_of(wanted, facts.closed.in_any_case(one))]


def _begins_words_of(wanted: list[str], offence: str) -> bool:
    words = fold_words(offence)
    return all(any(word.startswith(one) for word in words) for one in wanted)


def charged_as(facts: Facts, text: str) -> list[str]:
    """Return the offences that read so, letter by letter, as far as their words may be printed."""
    return [offence for offence in facts.offences if facts.closed.in_any_case(offence).strip() == text]


def _charged(facts: Facts, text: str) -> Q:
    return Q(offence__in=charged_as(facts, text))


def _begun_from(facts: Facts, day: Any) -> Q:  # noqa: ANN401  # a day, as every value here comes from a form
    """Return the condition that nothing was recorded against the defendant before a day."""
    return ~Q(Exists(_recorded(facts).filter(valid_from__lt=day)))


def _begun_until(facts: Facts, day: Any) -> Q:  # noqa: ANN401  # as above
    """Return the condition that something was recorded against the defendant by a day."""
    return Q(Exists(_recorded(facts).filter(valid_from__lte=day)))


def _dated(facts: Facts, text: str) -> Q:
    """Return the condition that a change of the status by the day has an uncertain date, or none has."""
    unsure = _recorded(facts).filter(valid_from__lte=facts.clocks.on, possible_from__lt=F("valid_from"))
    return Q(Exists(unsure)) if text == UNCERTAIN else ~Q(Exists(unsure))


def _recorded(facts: Facts) -> Any:  # noqa: ANN401  # a query set of spans
    return facts.spans().recorded().filter(defendant_id=OuterRef("defendant_id"))


def _sentenced(_facts: Facts, text: str) -> Q:
    """Return the condition that a sentence stands, or that none does."""
    stands = Q(particulars__has_key="sentences")
    return stands if text == YES else ~stands


def _plea(facts: Facts, types: list[str]) -> Q:
    plea = facts.happened().filter(kind=EventKind.PLEA.value, type__in=types, id=OuterRef("event_id"))
    return Q(Exists(facts.effects().filter(Exists(plea), charge_id=OuterRef("id"))))


def _publisher(facts: Facts, names: Mapping[str, str]) -> Q:
    return Q(Exists(facts.of(Source).filter(publisher__in=list(names), id=OuterRef("source_id"))))


def _from(facts: Facts, day: Any) -> Q:  # noqa: ANN401  # a day, as every value here comes from a form
    """Return the condition that an event is not before a day: for sure, or possibly."""
    return Q(**{"latest__gte" if facts.day == "earliest" else "earliest__gte": day})


def _until(facts: Facts, day: Any) -> Q:  # noqa: ANN401  # as above
    """Return the condition that an event is not after a day: for sure, or possibly."""
    return Q(**{f"{facts.day}__lte": day})


def _set_for(comparison: str) -> Build:
    """Return the condition on the day a hearing is set for; where none is recorded, on its own day."""

    def build(_facts: Facts, day: Any) -> Q:  # noqa: ANN401  # as above
        return Q(**{f"scheduled_on__{comparison}": day}) | Q(
            **{"scheduled_on": None, f"latest__{comparison}": day}
        )

    return build


CONDITIONS: dict[str, Condition] = {
    "q": Condition(Target.DEFENDANT, _words),
    "status": Condition(Target.STANDING, _plain("status__in")),
    "phase": Condition(Target.STANDING, _phase),
    "qualifier": Condition(Target.DEFENDANT, _qualifier),
    "silent": Condition(Target.DEFENDANT, _silence),
    "changed_from": Condition(Target.CHANGE, _plain("since__gte")),
    "changed_until": Condition(Target.CHANGE, _plain("since__lte")),
    "type": Condition(Target.CASE, _plain("type__in")),
    "court": Condition(Target.CASE, _court),
    "jurisdiction": Condition(Target.CASE, _jurisdiction),
    "incident": Condition(Target.CASE, _incident),
    "judge": Condition(Target.CASE, _judge),
    "prosecutor": Condition(Target.CASE, lambda facts, keys: taking_part(facts, keys, PROSECUTORS)),
    "counsel": Condition(Target.CASE, lambda facts, keys: taking_part(facts, keys, COUNSEL)),
    "reviewed_since": Condition(Target.CASE, _plain("reviewed_on__gte")),
    "offence": Condition(Target.CHARGE, _offence),
    "charged": Condition(Target.CHARGE, _charged),
    "charge_state": Condition(Target.CHARGE, standing_as),
    "begun_from": Condition(Target.STANDING, _begun_from),
    "begun_until": Condition(Target.STANDING, _begun_until),
    "dated": Condition(Target.STANDING, _dated),
    "sentenced": Condition(Target.STANDING, _sentenced),
    "currency": Condition(Target.COMPONENT, _plain("currency__iexact")),
    "severity": Condition(Target.CHARGE, _plain("severity__in")),
    "plea": Condition(Target.CHARGE, _plea),
    "outcome": Condition(Target.EFFECT, _plain("outcome__in")),
    "filed_from": Condition(Target.FILING, _from),
    "filed_until": Condition(Target.FILING, _until),
    "ruling": Condition(Target.RULING, _plain("type__in")),
    "disposition": Condition(Target.RULING, _plain("disposition__in")),
    "ruled_from": Condition(Target.RULING, _from),
    "ruled_until": Condition(Target.RULING, _until),
    "sentence": Condition(Target.COMPONENT, _plain("kind__in")),
    "unit": Condition(Target.COMPONENT, _plain("unit")),
    "length_from": Condition(Target.COMPONENT, _plain("maximum__gte")),
    "length_until": Condition(Target.COMPONENT, _plain("maximum__lte")),
    "sentenced_from": Condition(Target.SENTENCE, _from),
    "sentenced_until": Condition(Target.SENTENCE, _until),
    "hearing": Condition(Target.HEARING, _plain("type__in")),
    "hearing_outcome": Condition(Target.HEARING, _plain("outcome__in")),
    "hearing_from": Condition(Target.HEARING, _set_for("gte")),
    "hearing_until": Condition(Target.HEARING, _set_for("lte")),
    "publisher": Condition(Target.CITED, _publisher),
}


def build_conditions(
    facts: Facts, asked: Mapping[str, Any], own: Mapping[str, Condition] | None = None
) -> dict[str, tuple[Target, Q]]:
    """Return what each filter that is asked means; `own` are those that mean something else in one list."""
    found = {}
    for name, condition in (CONDITIONS | dict(own or {})).items():
        value = asked.get(name)
        if value or value == 0:
            found[name] = (condition.target, condition.build(facts, value))
    if asked.get("sourced"):
        target = Target.CITED if asked["sourced"] == YES else Target.UNCITED
        found["sourced"] = (target, Q(source_id__isnull=False))
    return found


def by_target(conditions: Iterable[tuple[Target, Q]]) -> dict[Target, Q]:
    """Gather conditions by the fact they are about: one and the same fact must meet all of them."""
    found: dict[Target, Q] = defaultdict(Q)
    for target, condition in conditions:
        found[target] &= condition
    return dict(found)
