"""Review notes on the page of a record: what editors ask each other about it, never public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.models import Party
from proceedings.admin.redirects import redirect_back
from proceedings.admin.visibility import can_see, visible_to
from proceedings.models import Case, Charge, Defendant, Event, ReviewNote

NOTED: dict[str, type[models.Model]] = {
    "event": Event,
    "case": Case,
    "defendant": Defendant,
    "charge": Charge,
    "party": Party,
}
NOTES_SHOWN = 50
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class RecordNotes:
    """The notes on a record, the newest first, and where another is sent to (nothing: no right to)."""

    rows: list[ReviewNote]
    waiting: int
    add_url: str
    may_settle: bool


def notes_on(record: models.Model, user: Any) -> RecordNotes | None:
    """Return the notes on a record; nothing where none can stand, or the user may not read them."""
    target = _target_of(record)
    if target is None or record.pk is None or not user.has_perm("proceedings.view_reviewnote"):
        return None
    rows = list(
        ReviewNote.objects.filter(**{target: record.pk})
        .select_related("written_by", "settled_by")
        .order_by("-pk")[:NOTES_SHOWN]
    )
    may_add = user.has_perm("proceedings.add_reviewnote")
    return RecordNotes(
        rows,
        waiting=sum(row.settled_at is None for row in rows),
        add_url=reverse("admin:add_note", args=(target, record.pk)) if may_add else "",
        may_settle=user.has_perm("proceedings.change_reviewnote"),
    )


def _target_of(record: models.Model) -> str | None:
    kind: Any = record._meta.concrete_model
    return next((name for name, model in NOTED.items() if model is kind), None)


@require_POST
def add_note_view(request: HttpRequest, target: str, pk: int) -> HttpResponse:
    """Write a note on a record."""
    if target not in NOTED or not can_see(request.user, NOTED[target], pk):
        raise Http404
    if not request.user.has_perm("proceedings.add_reviewnote"):
        raise PermissionDenied
    text = request.POST.get("text", "").strip()[:LONGEST]
    if text:
        ReviewNote.objects.create(text=text, written_by_id=request.user.pk, **{f"{target}_id": pk})
        messages.success(request, _("The note is kept. It is never public."))
    else:
        messages.error(request, _("The note was empty: nothing was kept."))
    return redirect_back(request, reverse("admin:desk_queue", args=("notes",)))


@require_POST
def settle_note_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a note: it stays, and waits for nobody any more."""
    if not request.user.has_perm("proceedings.change_reviewnote"):
        raise PermissionDenied
    note = get_object_or_404(visible_to(request.user, ReviewNote.objects.filter(settled_at=None)), pk=pk)
    note.settled_by_id, note.settled_at = request.user.pk, datetime.now(UTC)
    note.save(update_fields=["settled_by", "settled_at"])
    messages.success(request, _("The note is settled."))
    return redirect_back(request, reverse("admin:desk_queue", args=("notes",)))
