"""How one row of each queue reads, and what can be done with it next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from people.models import Party
from proceedings.admin.work_queues.queue import QueueRow, Step
from proceedings.law.codes import EventKind
from proceedings.models import Case, Event, Report, Restriction, ReviewNote, StatusSpan
from proceedings.record.roles import may_edit_published, may_publish
from proceedings.research.statuses.status_text import sentence_of

LONGEST_TITLE = 140


def event_row(*steps: Callable[[Event, Any], Step | None]) -> Callable[[Event, Any], QueueRow]:
    """Return how events of a queue read, with the steps that queue is about."""

    def describe(event: Event, user: Any) -> QueueRow:
        found = (step(event, user) for step in steps)
        return QueueRow(
            pk=event.pk,
            title=Truncator(event.what).chars(LONGEST_TITLE),
            url=form_of(event),
            facts=(event.date_words, str(event.get_kind_display()), event.case.caption),
            steps=tuple(step for step in found if step is not None),
        )

    return describe


def form_of(event: Event, part: str = "") -> str:
    """Return the address of an event's form, at the part of it that is asked for."""
    name = "custodyevent" if event.kind == EventKind.CUSTODY else event.kind
    return reverse(f"admin:proceedings_{name}_change", args=(event.pk,)) + (f"#{part}" if part else "")


def to_publish(event: Event, user: Any) -> Step | None:
    """Offer a publisher to see what would become public."""
    if not may_publish(user):
        return None
    return Step(_("See what publishing changes"), f"{reverse('admin:publish')}?event={event.pk}")


def to_say_outcome(event: Event, _user: Any) -> Step:
    """Offer to say what became of a hearing."""
    return Step(_("Say what became of it"), form_of(event, "id_outcome"))


def to_add_source(event: Event, _user: Any) -> Step:
    """Offer to say who says so."""
    return Step(_("Add a source"), form_of(event, "citations-group"))


def to_weigh(event: Event, _user: Any) -> Step:
    """Offer to weigh the sources."""
    return Step(_("Weigh the sources"), form_of(event, "id_dispute"))


def to_date(event: Event, _user: Any) -> Step:
    """Offer to give the day."""
    return Step(_("Give the day"), form_of(event, "id_date"))


def to_say_effect(event: Event, _user: Any) -> Step:
    """Offer to say what it did."""
    return Step(_("Say what it did"), form_of(event, "effects-group"))


def source_words(event: Event, user: Any) -> QueueRow:
    """Say an event in the words its source has."""
    row = event_row(to_say_effect)(event, user)
    words = _("The source: “%(words)s”") % {"words": Truncator(event.source_text).chars(LONGEST_TITLE)}
    return QueueRow(row.pk, row.title, row.url, (*row.facts, words), row.steps)


def hearing(event: Event, user: Any) -> QueueRow:
    """Say for which day a hearing was set."""
    row = event_row(to_say_outcome)(event, user)
    day = date_format(event.scheduled_on, "DATE_FORMAT") if event.scheduled_on else event.date_words
    set_for = _("set for %(day)s") % {"day": day}
    return QueueRow(row.pk, row.title, row.url, (set_for, event.case.caption), row.steps)


def case(row: Case, user: Any) -> QueueRow:
    """Say when a case was reviewed last."""
    reviewed = (
        _("reviewed %(day)s") % {"day": date_format(row.reviewed_on, "DATE_FORMAT")}
        if row.reviewed_on
        else _("not reviewed since it was entered")
    )
    done = Step(
        _("Reviewed today, nothing changed"), reverse("admin:reviewed_today", args=(row.pk,)), is_change=True
    )
    return QueueRow(
        pk=row.pk,
        title=row.caption,
        url=reverse("admin:proceedings_case_change", args=(row.pk,)),
        facts=(reviewed, row.court.name, *((row.docket_number,) if row.docket_number else ())),
        steps=(done,) if may_edit_published(user) else (),
    )


def sentence(span: StatusSpan, _user: Any) -> QueueRow:
    """Say what is said of somebody whose sentence should be over."""
    defendant = span.defendant
    ended = date_format(span.projected_end, "DATE_FORMAT")
    custody = reverse("admin:proceedings_custodyevent_add")
    return QueueRow(
        pk=span.pk,
        title=defendant.party.name,
        url=reverse("admin:proceedings_defendant_change", args=(defendant.pk,)),
        facts=(
            capfirst(sentence_of(span)),
            _("longest term less credit ended %(day)s") % {"day": ended},
            defendant.case.caption,
        ),
        steps=(Step(_("Record a release or an end"), f"{custody}?case={defendant.case_id}"),),
    )


def due_words(row: Report) -> str:
    """Say by when whoever wrote is to have an answer, and when that day is past."""
    day = date_format(row.due_on, "DATE_FORMAT")
    words = _("answer overdue since %(day)s") if row.due_on < localdate() else _("answer due by %(day)s")
    return words % {"day": day}


def report(row: Report, _user: Any) -> QueueRow:
    """Say what a reader says."""
    url = reverse("admin:proceedings_report_change", args=(row.pk,))
    return QueueRow(
        pk=row.pk,
        title=Truncator(row.text).chars(LONGEST_TITLE),
        url=url,
        facts=(
            str(row.get_kind_display()),
            str(row.get_state_display()),
            str(row.about),
            due_words(row),
        ),
        steps=(Step(_("Work on it"), url),),
    )


def note(row: ReviewNote, _user: Any) -> QueueRow:
    """Say what an editor asks."""
    url = page_of(row.about)
    return QueueRow(
        pk=row.pk,
        title=Truncator(row.text).chars(LONGEST_TITLE),
        url=f"{url}#review-notes",
        facts=(
            Truncator(str(row.about)).chars(LONGEST_TITLE),
            str(row.written_by or _("somebody who left")),
            date_format(row.written_at, "DATE_FORMAT"),
        ),
        steps=(
            Step(_("Open the record"), url),
            Step(_("Settled"), reverse("admin:settle_note", args=(row.pk,)), is_change=True),
        ),
    )


def duplicate(row: Party, user: Any) -> QueueRow:
    """Say who may be somebody else as well; a decision either way takes them off the list."""
    alike = f"{reverse('admin:people_party_changelist')}?{urlencode({'q': row.name})}"
    decide = f"{reverse('admin:people_identitydecision_add')}?first={row.pk}"
    steps = [Step(_("Who is called alike"), alike)]
    if may_edit_published(user):
        steps += [
            Step(_("The same: merge"), reverse("admin:people_party_merge", args=(row.pk,))),
            Step(_("Not the same"), decide),
        ]
    return QueueRow(
        pk=row.pk,
        title=row.name,
        url=reverse("admin:people_party_change", args=(row.pk,)),
        facts=(str(row.get_kind_display()), row.key),
        steps=tuple(steps),
    )


def page_of(record: models.Model) -> str:
    """Return the address of a record's form."""
    if isinstance(record, Event):
        return form_of(record)
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=(record.pk,))


def restriction(row: Restriction, _user: Any) -> QueueRow:
    """Say what is closed, and until when."""
    closed = next(filter(None, (getattr(row, name) for name in (*Restriction.WHOLE, *Restriction.PART))))
    url = reverse("admin:proceedings_restriction_change", args=(row.pk,))
    until = (
        _("until %(day)s") % {"day": date_format(row.until, "DATE_FORMAT")}
        if row.until
        else _("no end since %(day)s") % {"day": date_format(row.since, "DATE_FORMAT")}
    )
    return QueueRow(
        pk=row.pk,
        title=str(closed),
        url=url,
        facts=(str(row.get_kind_display()), until),
        steps=(Step(_("Look at it again"), url),),
    )
