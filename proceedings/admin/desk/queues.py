"""Which rows wait in each queue of the desk: one small function each, asked through an index of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from proceedings.admin.visibility import visible_to
from proceedings.codes import ClaimOutcome, EventKind, HearingOutcome, Outcome, Publication, ReportState
from proceedings.models import (
    Case,
    Citation,
    Effect,
    Event,
    Report,
    Restriction,
    ReviewNote,
    SentenceComponent,
    StatusSpan,
)
from proceedings.models.span import FOREVER
from proceedings.querysets import today
from proceedings.rules.terms import ENDS_BY_CALENDAR

REVIEW_AFTER_MONTHS = 6
EXPIRES_WITHIN = timedelta(days=30)
REVIEW_RESTRICTION_AFTER = timedelta(days=365)
MOVES_NOTHING = (Outcome.CONCERNS.value, ClaimOutcome.CONCERNS.value)
WAITING = (ReportState.NEW.value, ReportState.IN_HAND.value)


def drafts(user: Any) -> QuerySet[Event]:
    """Return the events that are entered and not yet public."""
    return _events(user).filter(publication=Publication.DRAFT.value)


def unanswered_hearings(user: Any) -> QuerySet[Event]:
    """Return the hearings whose day has passed, of which no outcome is recorded; an effect is an outcome."""
    return (
        _events(user)
        .filter(Q(outcome="") | Q(outcome=HearingOutcome.SCHEDULED.value), kind=EventKind.HEARING.value)
        .filter(scheduled_on__lt=today())
        .exclude(publication=Publication.WITHDRAWN.value)
        .exclude(Exists(Effect.objects.filter(event=OuterRef("pk"))))
    )


def never_reviewed(user: Any) -> QuerySet[Case]:
    """Return the cases nobody has reviewed since they were entered."""
    return visible_to(user, Case.objects.select_related("court")).filter(reviewed_on=None)


def not_reviewed_lately(user: Any, months: int = REVIEW_AFTER_MONTHS) -> QuerySet[Case]:
    """Return the cases whose last review is some months ago."""
    since = months_before(today(), months)
    return visible_to(user, Case.objects.select_related("court")).filter(reviewed_on__lt=since)


def unsourced(user: Any) -> QuerySet[Event]:
    """Return the published events that cite no source, nor does a part of their sentence."""
    return (
        _events(user)
        .filter(publication=Publication.PUBLISHED.value)
        .exclude(Exists(Citation.objects.filter(event=OuterRef("pk"))))
        .exclude(Exists(Citation.objects.filter(component__event=OuterRef("pk"))))
    )


def disputed(user: Any) -> QuerySet[Event]:
    """Return the events on which sources disagree: a dispute is noted, or one says otherwise."""
    of_parts = SentenceComponent.objects.exclude(dispute="").values("event")
    of_sources = Citation.objects.filter(event__isnull=False).exclude(differs="").values("event")
    own = Event.objects.exclude(dispute="").order_by().values("pk")
    found = own.union(of_parts.order_by(), of_sources.order_by())
    return _events(user).filter(pk__in=found).exclude(publication=Publication.WITHDRAWN.value)


def uncertain_dates(user: Any) -> QuerySet[Event]:
    """Return the events of which the day is not known, only the month, the year, or a stretch of days."""
    return _events(user).filter(earliest__lt=F("latest")).exclude(publication=Publication.WITHDRAWN.value)


def own_words_only(user: Any) -> QuerySet[Event]:
    """Return the events of which an import kept the source's words, and nobody has said what they did."""
    moving = Effect.objects.filter(event=OuterRef("pk")).exclude(outcome__in=MOVES_NOTHING)
    return (
        _events(user)
        .exclude(source_text="")
        .exclude(publication=Publication.WITHDRAWN.value)
        .exclude(Exists(moving))
    )


def sentences_over(user: Any) -> QuerySet[StatusSpan]:
    """Return the spans of defendants said to serve a sentence whose projected end has passed."""
    rows = visible_to(user, StatusSpan.objects.live().select_related("defendant__party", "defendant__case"))
    return rows.filter(
        valid_until=FOREVER,
        projected_end__lt=today(),
        status__in=sorted(code.value for code in ENDS_BY_CALENDAR),
    )


def reports(user: Any) -> QuerySet[Report]:
    """Return the reports and replies of readers that are not done with."""
    rows = Report.objects.select_related("defendant__party", "defendant__case", "case", "incident", "party")
    return visible_to(user, rows).filter(state__in=WAITING)


def open_notes(user: Any) -> QuerySet[ReviewNote]:
    """Return the review notes nobody has settled."""
    rows = ReviewNote.objects.select_related(
        "event", "case", "defendant__party", "defendant__case", "charge__defendant__party", "party"
    )
    return visible_to(user, rows.select_related("written_by")).filter(settled_at=None)


def restrictions(_user: Any) -> QuerySet[Restriction]:
    """Return the restrictions that end soon, and those that have stood for a year without an end."""
    day = today()
    soon = Q(until__gte=day, until__lte=day + EXPIRES_WITHIN)
    old = Q(until=None, since__lte=day - REVIEW_RESTRICTION_AFTER)
    return Restriction.objects.filter(soon | old).select_related(
        "party", "case", "defendant__party", "defendant__case", "charge__defendant__party", "event"
    )


def months_before(day: date, months: int) -> date:
    """Return the day some months before another: the same day of the month, or the last there is."""
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    for last in range(day.day, day.day - 4, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError  # every month has 28 days


def _events(user: Any) -> QuerySet[Event]:
    return visible_to(user, Event.objects.select_related("case"))
