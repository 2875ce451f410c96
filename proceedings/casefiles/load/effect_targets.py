"""What an outcome or a part of a sentence is about: the counts and defendants its references mean."""

from __future__ import annotations

from typing import NamedTuple

from proceedings.casefiles.format.case import Case
from proceedings.casefiles.format.event import Component, Effect, Event
from proceedings.casefiles.validation.id_index import IdIndex
from proceedings.law.codes import Outcome

# The outcomes with which the rules read the parts of a sentence.
SENTENCING = (
    Outcome.SENTENCED,
    Outcome.SENTENCE_MODIFIED,
    Outcome.PROBATION_REVOKED,
    Outcome.SUSPENSION_ACTIVATED,
    Outcome.COMMUTED,
)


class Target(NamedTuple):
    """One charge, one claim, or one defendant as a whole (no count)."""

    case: str
    party: str
    charge: str = ""
    claim: str = ""


class UnclearTargetError(ValueError):
    """A part of a sentence that leaves open whose it is, or for what; says what was expected."""


def qualified(reference: str, case: str) -> tuple[str, str]:
    """Return the case and the id a reference means."""
    holder, slash, key = reference.partition("/")
    return (holder, key) if slash else (case, reference)


def targets_of(effect: Effect, case: Case, names: IdIndex) -> list[Target]:
    """Return what an outcome acts on; references that mean nothing are left out."""
    targets = []
    for reference in effect.charges:
        holder, key = qualified(reference, case.id)
        held = names.case(holder)
        if held and key in held.charges:
            targets.append(Target(holder, held.charges[key], charge=key))
    for reference in effect.claims:
        holder, key = qualified(reference, case.id)
        held = names.case(holder)
        if held and key in held.claims:
            targets.append(Target(holder, held.claims[key], claim=key))
    if effect.defendant:
        targets.append(Target(*qualified(effect.defendant, case.id)))
    return targets


def component_target(component: Component, event: Event, case: Case, names: IdIndex) -> Target:
    """Return whose sentence a component is part of, and for which charge (none: for all the event sentences).

    Raises UnclearTargetError.
    """
    if component.defendant:
        return _as_said(component, case, names)
    sentenced = _sentenced(event, case, names)
    if component.charges:
        return _for_charges(component, sentenced, case)
    holders = {(target.case, target.party) for target in sentenced}
    if len(holders) > 1:
        raise UnclearTargetError("the key “charges” or “defendant”: the event sentences several defendants")
    if not holders:
        outcomes = ", ".join(outcome.value for outcome in SENTENCING)
        raise UnclearTargetError(f"an outcome in the same event that brings a sentence: one of {outcomes}")
    return Target(*holders.pop())


def _as_said(component: Component, case: Case, names: IdIndex) -> Target:
    """Take the defendant, and the one charge if any, as the component names them."""
    holder, party = qualified(component.defendant, case.id)
    held = names.case(holder)
    if held is None or party not in held.defendants:
        raise UnclearTargetError("under “defendant” the party id of a defendant, or case-id/party-id")
    if not component.charges:
        return Target(holder, party)
    named = [qualified(reference, case.id) for reference in component.charges]
    if len(named) > 1 or named[0][0] != holder or held.charges.get(named[0][1]) != party:
        raise UnclearTargetError("one charge of the defendant named")
    return Target(holder, party, charge=named[0][1])


def _for_charges(component: Component, sentenced: list[Target], case: Case) -> Target:
    wanted = {qualified(reference, case.id) for reference in component.charges}
    named = [target for target in sentenced if (target.case, target.charge) in wanted]
    if len({(target.case, target.charge) for target in named}) != len(wanted):
        raise UnclearTargetError("charges that the outcomes of this event sentence")
    holders = {(target.case, target.party) for target in named}
    if len(holders) == 1 and len(wanted) == 1:
        return named[0]
    mine = {(t.case, t.charge) for t in sentenced if t.charge and (t.case, t.party) in holders}
    if len(holders) != 1 or mine != wanted:
        raise UnclearTargetError(
            "one charge (write one component a charge), or no “charges” for all of the event's"
        )
    return Target(*holders.pop())


def _sentenced(event: Event, case: Case, names: IdIndex) -> list[Target]:
    effects = [effect for effect in event.outcomes if effect.outcome in SENTENCING]
    return list(dict.fromkeys(target for effect in effects for target in targets_of(effect, case, names)))
