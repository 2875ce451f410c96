"""What looks wrong about an event, shown before it is saved: a warning, never a refusal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Min
from django.utils.translation import gettext as _

from kit.partial_dates import PartialDate
from proceedings.admin.visibility import visible_to
from proceedings.law import rules
from proceedings.law.codes import (
    ChargeState,
    ClaimState,
    EventKind,
    HearingOutcome,
    Outcome,
    Publication,
)
from proceedings.law.rules.case_state import OPEN_STATES
from proceedings.law.rules.transition_queries import rows_of
from proceedings.models import Charge, Claim, Effect, Event
from proceedings.models.event import OF_SOMEBODY
from proceedings.record.history import RecordHistory
from proceedings.record.rule_inputs import rule_records
from proceedings.wording import since_words
from proceedings.wording.states import state_words

HELD = (HearingOutcome.HELD, HearingOutcome.TRIAL_EFFECTIVE)
NOT_BEGUN = (ChargeState.NONE, ClaimState.NONE)


def warnings_about(event: Event, user: Any = None) -> list[str]:
    """Return the warnings about an event that is written, and published, for a moment.

    They quote nothing that is closed to the user; without one, no other event.
    """
    effects = list(
        event.effects.select_related("charge", "claim", "defendant__party").order_by("position", "pk")
    )
    found = [
        *_of_nobody(event, effects),
        *_of_days(event),
        *_of_effects(event, effects),
        *_of_sentence(event, effects),
    ]
    found += [*_of_twins(event, user), *_of_sources(event)]
    return list(dict.fromkeys(found))


def _of_nobody(event: Event, effects: Collection[Effect]) -> Iterator[str]:
    """Warn of an event that names none of several defendants."""
    if effects or event.event_parties.exists() or event.case.defendants.count() < 2:  # noqa: PLR2004  # several
        return
    if event.kind in OF_SOMEBODY:
        yield _(
            "This case has several defendants, and nothing says whose this is: it is told on the page of the "
            "case, and on the page of none of them. Choose the counts it is about."
        )
    else:
        yield _(
            "This case has several defendants, and the event names none of them: it is told on the page of "
            "each. If it is about some only, choose their counts."
        )


def _of_days(event: Event) -> Iterator[str]:
    """Warn of days that come too early or too late."""
    now = datetime.now(ZoneInfo(event.case.court.time_zone)).date()
    day = event.scheduled_on if event.scheduled_on is not None and not event.date else event.latest
    if event.kind == EventKind.HEARING and event.outcome in HELD and (event.scheduled_on or day) > now:
        yield _("The hearing is set for a day to come, and yet marked as held.")
    elif event.kind != EventKind.HEARING and event.earliest > now:
        yield _("The event is dated in the future: nothing follows from it until that day.")
    if event.kind == EventKind.FILING:
        return
    filed = Event.objects.filter(
        case=event.case_id, kind=EventKind.FILING.value, publication=Publication.PUBLISHED.value
    ).aggregate(first=Min("earliest"))["first"]
    if filed is not None and event.latest < filed:
        yield _("The date is before the first filing of this case, on %(day)s.") % {
            "day": PartialDate.parse(filed.isoformat()).words()
        }


def _of_effects(event: Event, effects: Iterable[Effect]) -> Iterator[str]:
    """Warn of outcomes that cannot follow from where things stood when the event took effect."""
    effects = list(effects)
    records = rule_records(RecordHistory(), {effect.defendant_id for effect in effects})
    for effect in effects:
        record = records.get(effect.defendant_id)
        if record is None:
            continue
        before = replace(record, effects=tuple(one for one in record.effects if one.event != event.pk))
        states = rules.charge_states(before, event.latest)
        if effect.charge_id or effect.claim_id:
            state = states.get(effect.charge_id or effect.claim_id or 0)
            yield from _of_count(event, effect, state)
        elif rules.movements(record).get(event.pk) is rules.EffectResult.CANNOT_FOLLOW:
            yield _(
                "%(name)s: “%(outcome)s” cannot follow from where any charge stood; it moves nothing."
            ) % {
                "name": effect.defendant.party.name,
                "outcome": _(effect.get_outcome_display()),
            }


def _of_count(event: Event, effect: Effect, state: rules.StateOf | None) -> Iterator[str]:
    rows = rows_of(effect.outcome)
    now = state.state if state is not None else (ClaimState.NONE if effect.claim_id else ChargeState.NONE)
    words = {
        "count": f"{effect.defendant.party.name}, {_name(effect.charge or effect.claim)}",
        "outcome": _(effect.get_outcome_display()),
        "state": state_words(state) if state is not None else "",
        "day": since_words(state.since, state.since_earliest) if state is not None else "",
    }
    if effect.outcome == Outcome.SENTENCED and now in OPEN_STATES:
        yield _("%(count)s: a sentence without a finding of guilt on record; it counts as convicted.") % words
    elif any(now in row.before or now in row.again for row in rows):
        if not any(event.kind in row.evidence for row in rows):
            yield _("%(count)s: “%(outcome)s” moves nothing when this kind of event brings it.") % words
    elif now in NOT_BEGUN:
        yield _("%(count)s: “%(outcome)s”, but nothing published has brought this charge.") % words
    elif now in OPEN_STATES:
        yield _("%(count)s: “%(outcome)s” cannot follow: %(state)s since %(day)s. It moves nothing.") % words
    else:
        yield (
            _("%(count)s had ended already: %(state)s since %(day)s. “%(outcome)s” cannot follow.") % words
        )


def _name(count: Charge | Claim | None) -> str:
    if count is None:
        return ""
    return count.label if isinstance(count, Claim) else count.count_label


def _of_sentence(event: Event, effects: Iterable[Effect]) -> Iterator[str]:
    """Warn of parts of a sentence that no outcome carries, and of a sentence without parts."""
    carried = {effect.defendant_id for effect in effects if effect.outcome != Outcome.CONCERNS}
    for part in event.components.select_related("defendant__party"):
        if part.defendant_id not in carried:
            yield _("%(name)s: a part of a sentence, but no outcome such as “Sentenced” that imposes it.") % {
                "name": part.defendant.party.name
            }
    if event.kind == EventKind.SENTENCE and not event.components.exists():
        yield _("A sentence without any part: say what was imposed, if it is known.")


def _of_twins(event: Event, user: Any) -> Iterator[str]:
    """Point to an event of the same kind and day that is recorded already."""
    same = Event.objects.filter(
        case=event.case_id, kind=event.kind, earliest=event.earliest, latest=event.latest
    )
    twins = same.exclude(pk=event.pk).exclude(publication=Publication.WITHDRAWN.value)
    quoted = visible_to(user, twins).first() if user is not None else None
    if quoted is not None:
        yield _("This case has another event of this kind on that day already: “%(what)s”") % {
            "what": quoted.what
        }
    elif twins.exists():
        yield _("This case has another event of this kind on that day already.")


def _of_sources(event: Event) -> Iterator[str]:
    if not event.citations.exists():
        yield _("No source is given: readers will not see who says so.")
