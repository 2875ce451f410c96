"""Hearings that have passed with no outcome recorded: said on the record, never filled in."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from proceedings.law.codes import EventKind, HearingOutcome
from proceedings.models import Case, Event
from proceedings.website.date_format import say
from proceedings.website.records.case_data import CaseData
from proceedings.website.view_models import Link

UNKNOWN = frozenset({"", HearingOutcome.SCHEDULED.value})


def without_outcome(bundle: CaseData, case: Case, events: Iterable[Event]) -> tuple[Link, ...]:
    """Return the hearings of a case whose day has passed and of which nothing more is recorded."""
    return tuple(
        Link(
            text=bundle.text(event.what, case=event.case_id),
            href=f"#event-{event.pk}",
            words=_words(event, case),
        )
        for event in events
        if event.case_id == case.pk and _is_open(bundle, event)
    )


def _is_open(bundle: CaseData, event: Event) -> bool:
    """Tell whether a hearing was set for a day before the one asked about, and nothing is known of it.

    An effect is an outcome: a trial that began was held.
    """
    return (
        event.kind == EventKind.HEARING
        and event.outcome in UNKNOWN
        and event.scheduled_on is not None
        and event.scheduled_on < bundle.clocks.on
        and not bundle.effects.get(event.pk)
    )


def _words(event: Event, case: Case) -> str:
    """Say since when the outcome is missing, and when somebody last looked."""
    day = say(event.scheduled_on) if event.scheduled_on else event.date_words
    if case.reviewed_on is None:
        said = _("No outcome recorded; hearing was set for %(day)s; not checked since it was entered.")
        return said % {"day": day}
    said = _("No outcome recorded; hearing was set for %(day)s; last checked %(checked)s.")
    return said % {"day": day, "checked": say(case.reviewed_on)}
