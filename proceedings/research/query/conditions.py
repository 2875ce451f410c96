"""What each filter means: the fact it is about, and the condition on it. Nothing here reads a request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, TextField
from django.db.models.functions import Cast

from kit.text_folding import fold_words
from people.models import Party
from proceedings.law import rules
from proceedings.law.codes import (
    EventKind,
    HearingOutcome,
    QualifierCode,
    Role,
)
from proceedings.models import Court, Incident, Source
from proceedings.record.public_rows import Facts
from proceedings.research.query.filter_scopes import Target

NO_OUTCOME_RECORDED = "no_outcome_recorded"
# What the calendar alone brings is computed when shown, never stored, and so cannot be asked for.
COMPUTED = (QualifierCode.PROJECTED_END_PASSED, QualifierCode.STALE)
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
    said = Q()
    for code in codes:
        said |= Q(said__contains=f'"code": "{code}"')
    found = Q()
    if [code for code in codes if code != NO_OUTCOME_RECORDED]:
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
