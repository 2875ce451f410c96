"""Events: dates in order, codes that go with the kind, outcomes that go with charges, claims and persons."""

from __future__ import annotations

from collections.abc import Sequence

from kit.partial_dates import PartialDate
from proceedings.casefiles.format.case import Case
from proceedings.casefiles.format.event import Component, Effect, Event
from proceedings.casefiles.format.scalars import listed
from proceedings.casefiles.load.effect_targets import UnclearTargetError, component_target, qualified
from proceedings.casefiles.validation.file import ValidationReport
from proceedings.law.codes import (
    ClaimOutcome,
    EventKind,
    Outcome,
    Publication,
)
from proceedings.law.rules import evidence_of
from proceedings.models.event import TYPES
from proceedings.models.status_span_queries import today

ONLY_WITH = {
    "disposition": (EventKind.RULING,),
    "outcome": (EventKind.HEARING,),
    "scheduled": (EventKind.HEARING,),
    "components": (EventKind.SENTENCE, EventKind.RULING),
}
TYPES_OF = {kind: tuple(code.value for code in codes) for kind, codes in TYPES.items()}
MOVES_NOTHING = (Outcome.CONCERNS.value, ClaimOutcome.CONCERNS.value)
CHARGE_OUTCOMES = [code.value for code in Outcome]
CLAIM_OUTCOMES = [code.value for code in ClaimOutcome]
DETAIL_OF = {
    "plea": (Outcome.PLEA_ACCEPTED, Outcome.CONVICTED_PLEA, Outcome.FOUND_GUILTY),
    "ground": (Outcome.RELEASED,),
}


def check_event(event: Event, case: Case, report: ValidationReport) -> None:
    """Check an event with its outcomes, parts of sentence and sources."""
    _check_kind(event, report)
    _check_dates(event, report)
    report.refer(event, "judge", "parties", event.judge)
    for number, key in enumerate(event.parties):
        report.refer(event, ("parties", number), "parties", key)
    report.once(event, "parties", event.parties, "each party once")
    report.cite(event, event.sources)
    if event.publication == Publication.WITHDRAWN and not event.reason:
        report.add(
            event, "publication", event.publication.value, "the key “reason” as well: why it was withdrawn"
        )
    if event.reason and event.publication != Publication.WITHDRAWN:
        report.add(event, "reason", event.reason, "no reason, unless the publication is withdrawn")
    for effect in event.outcomes:
        _check_effect(effect, event, case, report)
    for component in event.components:
        _check_component(component, event, case, report)


def _check_kind(event: Event, report: ValidationReport) -> None:
    allowed = TYPES_OF[event.kind]
    if event.type and event.type not in allowed:
        expected = listed(allowed) if allowed else "no type"
        report.add(event, "type", event.type, f"{expected} for an event of kind {event.kind.value}")
    for key, kinds in ONLY_WITH.items():
        if getattr(event, key) and event.kind not in kinds:
            where = " or ".join(kind.value for kind in kinds)
            value = getattr(event, key)
            report.add(event, key, None if isinstance(value, list) else value, f"this key only in a {where}")


def _check_dates(event: Event, report: ValidationReport) -> None:
    texts = (("date", event.date), ("entered", event.entered), ("reported", event.reported))
    given = [(key, PartialDate.parse(text)) for key, text in texts if text]
    if not given:
        report.add(event, (), None, "at least one of the keys “date”, “entered” and “reported”")
        return
    first_key, first = given[0]
    for key, later in given[1:]:
        if later.latest < first.earliest:
            report.add(event, key, later.text, f"a date not before the “{first_key}”, {first.text}")
    if event.kind != EventKind.HEARING and first.earliest > today():
        report.add(event, first_key, first.text, "a day that has come; only hearings may lie ahead")


def _check_effect(effect: Effect, event: Event, case: Case, report: ValidationReport) -> None:
    given = [key for key in ("charges", "claims", "defendant") if getattr(effect, key)]
    if len(given) != 1:
        report.add(effect, (), None, "exactly one of the keys “charges”, “claims” and “defendant”")
        return
    _check_counts(effect, case, report)
    if given == ["claims"] or (given == ["defendant"] and _is_civil(effect, case, report)):
        allowed, whom = CLAIM_OUTCOMES, "claims, and for civil defendants"
    else:
        allowed, whom = CHARGE_OUTCOMES, "charges, and for defendants who are charged"
    if effect.outcome not in allowed:
        report.add(effect, "outcome", effect.outcome, f"an outcome for {whom}: {listed(allowed)}")
    elif effect.outcome not in MOVES_NOTHING and event.kind not in evidence_of(effect.outcome):
        kinds = " or ".join(sorted(kind.value for kind in evidence_of(effect.outcome)))
        expected = f"this outcome in an event of kind {kinds}; a {event.kind.value} cannot bring it about"
        report.add(effect, "outcome", effect.outcome, expected)
    for key, outcomes in DETAIL_OF.items():
        value = getattr(effect, key)
        if value and effect.outcome not in outcomes:
            where = " or ".join(outcome.value for outcome in outcomes)
            report.add(effect, key, value.value, f"this key only with the outcome {where}")


def _is_civil(effect: Effect, case: Case, report: ValidationReport) -> bool:
    names = report.names.case(qualified(effect.defendant, case.id)[0])
    return names is not None and names.is_civil


def _check_counts(effect: Effect, case: Case, report: ValidationReport) -> None:
    for key, word in (("charges", "charge"), ("claims", "claim")):
        references: Sequence[str] = getattr(effect, key)
        report.once(
            effect, key, [qualified(reference, case.id) for reference in references], f"each {word} once"
        )
        for number, reference in enumerate(references):
            holder, count = qualified(reference, case.id)
            names = report.names.case(holder)
            if names is None or count not in getattr(names, key):
                expected = f"the id of a {word} of this case, or case-id/{word}-id of another"
                report.add(effect, (key, number), reference, expected)
    if effect.defendant:
        holder, party = qualified(effect.defendant, case.id)
        names = report.names.case(holder)
        if names is None or party not in names.defendants:
            expected = "the party id of a defendant of this case, or case-id/party-id of another"
            report.add(effect, "defendant", effect.defendant, expected)


def _check_component(component: Component, event: Event, case: Case, report: ValidationReport) -> None:
    report.cite(component, component.sources)
    term = component.maximum if component.maximum is not None else component.minimum
    if term is not None and component.unit is None:
        report.add(component, "unit", None, "a unit for the term")
    if (
        component.minimum is not None
        and component.maximum is not None
        and component.minimum > component.maximum
    ):
        report.add(component, "minimum", component.minimum, f"at most the maximum, {component.maximum}")
    if component.suspended is not None and component.maximum and component.suspended > component.maximum:
        report.add(component, "suspended", component.suspended, f"at most the maximum, {component.maximum}")
    if component.amount is not None and not component.currency:
        report.add(component, "currency", None, "a currency for the amount")
    try:
        component_target(component, event, case, report.names)
    except UnclearTargetError as error:
        named = ", ".join(component.charges)
        report.add(component, "charges" if named else (), named or None, str(error))
