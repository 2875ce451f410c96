"""Which rows wait in each queue of the desk: one small function each, asked through an index of its own.

Whom a row may be shown to is asked of the rows of a page only (`Queue`): asked along with them, it would keep
a database from the index.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from people.models import IdentityDecision, Party
from proceedings.law.codes import (
    ClaimOutcome,
    EventKind,
    HearingOutcome,
    Outcome,
    Publication,
    ReportState,
)
from proceedings.law.rules.terms import ENDS_BY_CALENDAR
from proceedings.models import (
    Case,
    Citation,
    Effect,
    Event,
    PartyWord,
    Report,
    Restriction,
    ReviewNote,
    SentenceComponent,
    StatusSpan,
)
from proceedings.models.status_span_queries import FOREVER, today
from proceedings.record.duplicate_keys import ARE_KEYS
from proceedings.record.visibility import exclude_restricted

REVIEW_AFTER_MONTHS = 6
EXPIRES_WITHIN = timedelta(days=30)
REVIEW_RESTRICTION_AFTER = timedelta(days=365)
MOVES_NOTHING = (Outcome.CONCERNS.value, ClaimOutcome.CONCERNS.value)
WAITING = (ReportState.NEW.value, ReportState.IN_HAND.value)


def drafts() -> QuerySet[Event]:
    """Return the events that are entered and not yet public."""
    return _events().filter(publication=Publication.DRAFT.value)


def unanswered_hearings() -> QuerySet[Event]:
    """Return the hearings whose day has passed, of which no outcome is recorded; an effect is an outcome."""
    return (
        _events()
        .filter(Q(outcome="") | Q(outcome=HearingOutcome.SCHEDULED.value), kind=EventKind.HEARING.value)
        .filter(scheduled_on__lt=today())
        .exclude(publication=Publication.WITHDRAWN.value)
        .exclude(Exists(Effect.objects.filter(event=OuterRef("pk"))))
    )


def never_reviewed() -> QuerySet[Case]:
    """Return the cases nobody has reviewed since they were entered."""
    return Case.objects.select_related("court").filter(reviewed_on=None)


def not_reviewed_lately(months: int = REVIEW_AFTER_MONTHS) -> QuerySet[Case]:
    """Return the cases whose last review is some months ago."""
    since = months_before(today(), months)
    return Case.objects.select_related("court").filter(reviewed_on__lt=since)


def unsourced() -> QuerySet[Event]:
    """Return the published events that cite no source, nor does a part of their sentence."""
    return (
        _events()
        .filter(publication=Publication.PUBLISHED.value)
        .exclude(Exists(Citation.objects.filter(event=OuterRef("pk"))))
        .exclude(Exists(SentenceComponent.objects.filter(event=OuterRef("pk"), citations__isnull=False)))
    )


def disputed() -> QuerySet[Event]:
    """Return the events on which sources disagree: a dispute is noted, or one says otherwise."""
    of_parts = SentenceComponent.objects.exclude(dispute="").values("event")
    of_sources = Citation.objects.filter(event__isnull=False).exclude(differs="").values("event")
    own = Event.objects.exclude(dispute="").order_by().values("pk")
    found = own.union(of_parts.order_by(), of_sources.order_by())
    return _events().filter(pk__in=found).exclude(publication=Publication.WITHDRAWN.value)


def uncertain_dates() -> QuerySet[Event]:
    """Return the events of which the day is not known, only the month, the year, or a stretch of days."""
    return _events().filter(earliest__lt=F("latest")).exclude(publication=Publication.WITHDRAWN.value)


def own_words_only() -> QuerySet[Event]:
    """Return the events of which an import kept the source's words, and nobody has said what they did."""
    moving = Effect.objects.filter(event=OuterRef("pk")).exclude(outcome__in=MOVES_NOTHING)
    return (
        _events()
        .exclude(source_text="")
        .exclude(publication=Publication.WITHDRAWN.value)
        .exclude(Exists(moving))
    )


def sentences_over() -> QuerySet[StatusSpan]:
    """Return the spans of defendants said to serve a sentence whose projected end has passed."""
    rows = StatusSpan.objects.live().select_related("defendant__party", "defendant__case")
    return rows.filter(
        valid_until=FOREVER,
        projected_end__lt=today(),
        status__in=sorted(code.value for code in ENDS_BY_CALENDAR),
    )


def reports() -> QuerySet[Report]:
    """Return the reports and replies of readers that are not done with."""
    rows = Report.objects.select_related("defendant__party", "defendant__case", "case", "incident", "party")
    return rows.filter(state__in=WAITING)


def open_notes() -> QuerySet[ReviewNote]:
    """Return the review notes nobody has settled."""
    rows = ReviewNote.objects.select_related(
        "event", "case", "defendant__party", "defendant__case", "charge__defendant__party", "party"
    )
    return rows.select_related("written_by").filter(settled_at=None)


def restrictions() -> QuerySet[Restriction]:
    """Return the restrictions that end soon, and those that have stood for a year without an end."""
    day = today()
    soon = Q(until__gte=day, until__lte=day + EXPIRES_WITHIN)
    old = Q(until=None, since__lte=day - REVIEW_RESTRICTION_AFTER)
    return Restriction.objects.filter(soon | old).select_related(
        "party", "case", "defendant__party", "defendant__case", "charge__defendant__party", "event"
    )


def possible_duplicates() -> QuerySet[Party]:
    """Return the parties who share a key with another party, while nothing is decided: see `duplicate_keys`.

    Keys of parties who are closed are compared with nobody's: that would tell that they are recorded.
    """
    keys = PartyWord.objects.filter(ARE_KEYS, party__in=exclude_restricted(Party.objects.all())).order_by()
    shared = keys.values("word").annotate(bearers=Count("pk")).filter(bearers__gt=1).values("word")
    decided = IdentityDecision.objects.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")))
    alike = Party.objects.filter(pk__in=keys.filter(word__in=shared).values("party"))
    return alike.exclude(Exists(decided))


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


def _events() -> QuerySet[Event]:
    return Event.objects.select_related("case")
