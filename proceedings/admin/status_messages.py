"""What follows from what was just saved, said to the editor at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from proceedings.admin.visibility import visible_to
from proceedings.law.codes import Publication, QualifierCode
from proceedings.models import Defendant, Event, StatusSpan
from proceedings.models.status_span_queries import today
from proceedings.record.dry_run import StatusMove
from proceedings.research.statuses.status_text import sentence_of

MOST_REPORTED = 12


def spans_today(defendants: Collection[int]) -> dict[int, StatusSpan]:
    """Return the live span of each defendant that holds today."""
    rows = StatusSpan.objects.live().on(today()).filter(defendant_id__in=defendants)
    return {span.defendant_id: span for span in rows}


def status_words(span: StatusSpan | None) -> str:
    """Say a status, or that nothing of the defendant is public."""
    return sentence_of(span) if span is not None else _("Not public: nothing published rests on them")


def visible_moves(user: Any, moves: Sequence[StatusMove]) -> tuple[list[StatusMove], int]:
    """Return the moves of the defendants whom a user may see, and how many others there are.

    One who is recorded no more was tried out, by that same user.
    """
    rows = Defendant.objects.filter(pk__in=[move.defendant.pk for move in moves])
    tried_out = {move.defendant.pk for move in moves} - set(rows.values_list("pk", flat=True))
    visible = tried_out | set(visible_to(user, rows).values_list("pk", flat=True))
    shown = [move for move in moves if move.defendant.pk in visible]
    return shown, len(moves) - len(shown)


def public_url(defendant: Defendant) -> str:
    """Return the URL of a defendant's public page; nothing where the site serves none."""
    try:
        return reverse("defendant", kwargs={"pk": defendant.pk, "slug": defendant.slug})
    except NoReverseMatch:
        return ""


def report_statuses(request: HttpRequest, defendants: Collection[int], fact: models.Model) -> None:
    """Tell the editor where each defendant a change touches stands now."""
    if isinstance(fact, Event) and fact.publication == Publication.DRAFT:
        messages.info(request, _("This is a draft: nothing follows from it until it is published."))
    rows = visible_to(request.user, Defendant.objects.filter(pk__in=defendants))
    touched = list(rows.select_related("party", "case")[: MOST_REPORTED + 1])
    spans = spans_today([defendant.pk for defendant in touched])
    for defendant in touched[:MOST_REPORTED]:
        _report(request, defendant, spans.get(defendant.pk))
        _warn_of_inconsistency(request, spans.get(defendant.pk), fact)
    if len(touched) > MOST_REPORTED:
        messages.info(request, _("Other defendants of this record were brought up to date as well."))


def _report(request: HttpRequest, defendant: Defendant, span: StatusSpan | None) -> None:
    if span is None:
        messages.info(
            request,
            _("%(name)s has no status yet: nothing published rests on them.")
            % {"name": defendant.party.name},
        )
        return
    words = _("%(name)s, %(case)s. Status now: %(status)s.") % {
        "name": defendant.party.name,
        "case": defendant.case.caption,
        "status": sentence_of(span),
    }
    url = public_url(defendant)
    if url:
        messages.success(request, format_html('{} <a href="{}">{}</a>', words, url, _("See the public page")))
    else:
        messages.success(request, words)


def _warn_of_inconsistency(request: HttpRequest, span: StatusSpan | None, fact: Any) -> None:
    """Say when an outcome of this very event cannot follow from where the charge stood."""
    for qualifier in span.qualifiers if span is not None else ():
        if qualifier.get("code") == QualifierCode.INCONSISTENT and fact.pk in qualifier.get("events", ()):
            messages.warning(
                request,
                _(
                    "An outcome of this event cannot follow from where the charge stood on that day: "
                    "it moved nothing, and the record is marked inconsistent. "
                    "Check the date, the order and the outcome."
                ),
            )
