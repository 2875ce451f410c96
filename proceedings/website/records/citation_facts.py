"""What a record tells on a day, part by part, as a citation freezes it: facts, and words beside them.

Only what was recorded or follows from it is a fact: codes, dates, numbers, offences as charged, names. How we
word it, which sources we hold, notes, captions and grades are not: they may change, and nobody who cited the
record is told that it changed (docs/decisions.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from proceedings import wording
from proceedings.law.codes import ClaimOutcome, EventKind, Outcome
from proceedings.models import Charge, Claim, Defendant, Effect, Event, SentenceComponent
from proceedings.models.sentence import TERM_FIELDS
from proceedings.models.status_span import BEGINNING
from proceedings.record.rule_inputs import component_of
from proceedings.research.citations import SnapshotPart
from proceedings.website.date_format import say
from proceedings.website.records.case_data import CaseData
from proceedings.website.records.event_rows import count_label, kind_words, outcome_words
from proceedings.website.records.status_view import named_only, span_on, standing_words

# Of a qualifier and of an outcome, what is fact: the rest are words, or names a row by our own number.
QUALIFIER_FACTS = ("code", "by", "count", "of", "on", "from", "until", "cases")
OUTCOME_FACTS = ("by", "prejudice", "plea", "ground", "instrument")
CHARGE_FACTS = (
    "count_label",
    "offence",
    "statute",
    "statute_version",
    "severity",
    "degree",
    "modifier",
    "alternative_group",
)
EVENT_FACTS = ("kind", "type", "date", "date_entered", "date_reported", "disposition", "outcome")


def of_defendant(bundle: CaseData, row: Defendant) -> list[SnapshotPart]:
    """Return what is told of one defendant on the day asked about."""
    events = [
        event
        for event in _counted(bundle, row.case_id)
        if _effects(bundle, event, row.pk)
        or (not bundle.effects.get(event.pk) and bundle.is_told_of(event, row.pk))
    ]
    return list(_of_defendant(bundle, row, events))


def of_case(bundle: CaseData, case: int) -> list[SnapshotPart]:
    """Return what is told of a case on the day asked about: of its own, and of each of its defendants."""
    events = _counted(bundle, case)
    parts = [_named(bundle, case, "")]
    for row in bundle.defendants_of(case):
        mine = [event for event in events if _effects(bundle, event, row.pk)]
        name = bundle.name(row)
        parts += [
            replace(part, place=f"defendant/{row.pk}/{part.place}", label=f"{name}: {part.label}")
            for part in _of_defendant(bundle, row, mine)
        ]
    return [*parts, *(_event(bundle, event, []) for event in events if not bundle.effects.get(event.pk))]


def _of_defendant(bundle: CaseData, row: Defendant, events: list[Event]) -> Iterator[SnapshotPart]:
    """Yield the parts of one defendant, with these events."""
    effects = {event.pk: _effects(bundle, event, row.pk) for event in events}
    named = {one.charge_id or one.claim_id for rows in effects.values() for one in rows}
    yield _named(bundle, row.case_id, bundle.name(row))
    yield _status(bundle, row)
    yield from (_count(bundle, count) for count in bundle.counts_of(row.pk) if count.pk in named)
    yield from (
        _term(part) for part in bundle.components if part.defendant_id == row.pk and part.event_id in effects
    )
    yield from (_event(bundle, event, effects[event.pk]) for event in events)


def _counted(bundle: CaseData, case: int) -> list[Event]:
    """Return the events of a case that count on the day."""
    return [event for event in bundle.events_of(case) if event.latest <= bundle.clocks.on]


def _effects(bundle: CaseData, event: Event, defendant: int) -> list[Effect]:
    """Return what an event did to a defendant, as far as it is public."""
    return [
        one
        for one in bundle.effects.get(event.pk, ())
        if one.defendant_id == defendant and (one.charge_id is None or one.charge_id in bundle.charges)
    ]


def _named(bundle: CaseData, case: int, name: str) -> SnapshotPart:
    """Say whose record it is, under which number, before which court."""
    held = bundle.cases[case] if case in bundle.cases else bundle.cases_elsewhere[case]
    court = bundle.courts[held.court_id]
    facts = {"name": name, "docket": held.public_docket, "court": court.key, "type": held.type}
    words = ", ".join(part for part in (name, held.public_docket, court.name) if part)
    return SnapshotPart(place="named", label=_("Named"), facts=facts, words=words)


def _status(bundle: CaseData, row: Defendant) -> SnapshotPart:
    """Say where the defendant stands."""
    span = span_on(bundle.spans[row.pk], bundle.clocks.on)
    since = "" if span.since == BEGINNING else span.since.isoformat()
    said = standing_words(bundle, span)
    words = _("%(words)s (since %(day)s)") % {"words": said.words, "day": said.since}
    facts = {
        "code": span.status,
        "since": since,
        "counts": span.counts,
        "qualifiers": [
            {name: one[name] for name in QUALIFIER_FACTS if name in one}
            for one in named_only(span.qualifiers, dict.fromkeys(bundle.linked_cases, ""))
        ],
    }
    return SnapshotPart(
        place="status", label=_("Status"), facts=facts, words=words if since else said.words, is_derived=True
    )


def _count(bundle: CaseData, row: Charge | Claim) -> SnapshotPart:
    """Say what a charge or claim is."""
    if isinstance(row, Claim):
        words = bundle.text(row.label)
        return SnapshotPart(
            place=f"claim/{row.pk}", label=_("Claim"), facts={"label": row.label}, words=words
        )
    facts = {name: getattr(row, name) for name in CHARGE_FACTS}
    law = ", ".join(part for part in (row.statute, row.statute_version, row.degree) if part)
    words = f"{row.count_label}: {row.offence}" + (f" ({law})" if law else "")
    return SnapshotPart(place=f"charge/{row.pk}", label=_("Charge"), facts=facts, words=bundle.text(words))


def _term(part: SentenceComponent) -> SnapshotPart:
    """Say what one part of a sentence is; its own wording is not a fact, whether it is disputed is."""
    facts: dict[str, Any] = {name: getattr(part, name) for name in TERM_FIELDS}
    facts |= {"disputed": part.is_disputed, "count": part.charge_id}
    words = wording.component_words(component_of(part))
    if part.is_disputed:
        words = _("%(words)s (disputed)") % {"words": words}
    return SnapshotPart(
        place=f"sentence/{part.pk}", label=_("Part of the sentence"), facts=facts, words=words
    )


def _event(bundle: CaseData, event: Event, effects: list[Effect]) -> SnapshotPart:
    """Say what happened, when, and what it did."""
    facts: dict[str, Any] = {name: getattr(event, name) for name in EVENT_FACTS}
    did = [
        {"count": one.charge_id or one.claim_id, "outcome": one.outcome}
        | {name: one.details[name] for name in OUTCOME_FACTS if one.details.get(name)}
        for one in effects
    ]
    facts |= {
        "judge": event.judge_id,
        "scheduled_on": event.scheduled_on,
        "did": sorted(did, key=lambda one: (one["count"] or 0, one["outcome"])),
    }
    return SnapshotPart(
        place=f"event/{event.pk}",
        label=_(EventKind(event.kind).label),
        facts=facts,
        words=event_words(bundle, event, effects),
        is_event=True,
    )


def event_words(bundle: CaseData, event: Event, effects: list[Effect]) -> str:
    """Say an event on one line: its day, its sort, and what it did."""
    said = [event.date_words, kind_words(bundle, event)]
    if event.scheduled_on:
        said.append(_("set for %(day)s") % {"day": say(event.scheduled_on)})
    for one in effects:
        if one.outcome in {Outcome.CONCERNS, ClaimOutcome.CONCERNS}:
            continue
        label, words = count_label(bundle, one), outcome_words(one.outcome, one.details)
        said.append(f"{label}: {words}" if label else words)
    return "; ".join(dict.fromkeys(said))
