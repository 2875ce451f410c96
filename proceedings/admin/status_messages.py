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

from proceedings import wording
from proceedings.admin.visibility import visible_to
from proceedings.law.codes import Publication, QualifierCode
from proceedings.models import Defendant, Event, StatusSpan
from proceedings.models.status_span_queries import today
from proceedings.record.dry_run import Move

SAID_AT_MOST = 12


def standing_now(defendants: Collection[int]) -> dict[int, StatusSpan]:
    """Return the span of each defendant that holds today, as this site says it now."""
    rows = StatusSpan.objects.live().on(today()).filter(defendant_id__in=defendants)
    return {span.defendant_id: span for span in rows}


def sentence_of(span: StatusSpan) -> str:
    """Say a status; other cases it points to are named on the public page only."""
    table = "civil" if span.status.startswith("civil_") else "criminal"
    return wording.sentence_for(span.status, span.counts, span.qualifiers, span.particulars, table=table)


def standing_words(span: StatusSpan | None) -> str:
    """Say where somebody stands, or that nothing of them is public."""
    return sentence_of(span) if span is not None else _("Not public: nothing published rests on them")


def seen_by(user: Any, moves: Sequence[Move]) -> tuple[list[Move], int]:
    """Return the moves of the defendants whom a user may see, and how many others there are."""
    rows = Defendant.objects.filter(pk__in=[move.defendant.pk for move in moves])
    may_see = set(visible_to(user, rows).values_list("pk", flat=True))
    seen = [move for move in moves if move.defendant.pk in may_see]
    return seen, len(moves) - len(seen)


def public_address(defendant: Defendant) -> str:
    """Return the address of a defendant's public page; nothing where the site serves none."""
    try:
        return reverse("defendant", kwargs={"pk": defendant.pk, "slug": defendant.slug})
    except NoReverseMatch:
        return ""


def say_statuses(request: HttpRequest, defendants: Collection[int], fact: models.Model) -> None:
    """Tell the editor where each defendant a change touches stands now."""
    if isinstance(fact, Event) and fact.publication == Publication.DRAFT:
        messages.info(request, _("This is a draft: nothing follows from it until it is published."))
    rows = visible_to(request.user, Defendant.objects.filter(pk__in=defendants))
    touched = list(rows.select_related("party", "case")[: SAID_AT_MOST + 1])
    spans = standing_now([defendant.pk for defendant in touched])
    for defendant in touched[:SAID_AT_MOST]:
        _say(request, defendant, spans.get(defendant.pk))
        _warn(request, spans.get(defendant.pk), fact)
    if len(touched) > SAID_AT_MOST:
        messages.info(request, _("Other defendants of this record were brought up to date as well."))


def _say(request: HttpRequest, defendant: Defendant, span: StatusSpan | None) -> None:
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
    address = public_address(defendant)
    if address:
        messages.success(
            request, format_html('{} <a href="{}">{}</a>', words, address, _("See the public page"))
        )
    else:
        messages.success(request, words)


def _warn(request: HttpRequest, span: StatusSpan | None, fact: Any) -> None:
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
