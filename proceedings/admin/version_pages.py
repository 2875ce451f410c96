"""The pages of a record's history: its versions, the difference of any two, and the way back to one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from kit import version_lock
from kit.version_lock import PartKind
from proceedings.admin.public_corrections import correction_for
from proceedings.admin.status_messages import report_statuses
from proceedings.admin.versions import author_of, changes_by_putting_back, changes_from, versions_of
from proceedings.models import Event
from proceedings.record import services
from proceedings.record.history import RecordHistory

VERSIONS_SHOWN = 200


def put_back(
    fact: models.Model,
    parts: Sequence[PartKind],
    *,
    instant: datetime,
    why: str,
    work: services.WriteTransaction,
) -> bool:
    """Restore a record with those of its parts that the page may take away, as they stood at an instant.

    What that corrects in public goes into the public log; without a reason for it nothing is restored, and
    False is returned. Raises the model's DoesNotExist when there was no such record then.
    """
    past, rows, removed = _as_it_stood(fact, parts, instant)
    corrected = correction_for(past, rows, removed, services.stored_rows([past, *rows, *removed]))
    if corrected is not None and not why:
        return False
    if isinstance(fact, Event):
        services.put_back(fact, instant=instant, as_public_as_now=True)
    else:
        services.record(past, parts=rows, removed=removed)
    if corrected is not None:
        corrected.record(work, why=why)
    return True


def _as_it_stood(
    fact: models.Model, parts: Sequence[PartKind], instant: datetime
) -> tuple[models.Model, list[models.Model], list[models.Model]]:
    """Return a record as it stood, its parts as they stood, and the parts it has now and had not then."""
    then, now = RecordHistory(instant), RecordHistory()
    kind: Any = fact._meta.concrete_model
    past = next(iter(then.rows(kind, id=fact.pk)), None)
    if past is None:
        raise type(fact).DoesNotExist  # type: ignore[attr-defined]  # every model has one
    if isinstance(fact, Event) and isinstance(past, Event):
        past.publication, past.withdrawal_reason = fact.publication, fact.withdrawal_reason
    rows: list[models.Model] = []
    removed: list[models.Model] = []
    for part in parts:
        where = {f"{part.owner}_id": fact.pk}
        old = then.rows(part.model, **where)
        kept = {row.pk for row in old}
        rows += old
        removed += [row for row in now.rows(part.model, **where) if row.pk not in kept]
    return past, rows, removed


class VersionHistoryMixin(ModelAdmin):
    """The two pages of a record's history: the list of versions, and the question before one is put back."""

    # Whether a change of this record can move a status, which is then said.
    moves_status: ClassVar[bool] = False

    @property
    def part_kinds(self) -> Sequence[PartKind]:
        """Name the kinds of parts this page writes."""
        return ()

    @property
    def parts_put_back(self) -> Sequence[PartKind]:
        """Name the parts that come back with a version."""
        return self.part_kinds

    def get_urls(self) -> list[Any]:
        """Add the addresses of the question and of the comparison."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        ours = [
            path("<path:object_id>/put-back/", view(self.put_back_view), name=f"{name}_put_back"),
            path("<path:object_id>/compare/", view(self.compare_view), name=f"{name}_compare"),
        ]
        return [*ours, *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List the versions of a record."""
        record = self._record(request, object_id)
        versions = versions_of(self.model, record.pk, self.part_kinds, request.user)
        context = self._context(request, record, _("History of %(record)s") % {"record": record}) | {
            "versions": versions[:VERSIONS_SHOWN],
            "left_off": max(0, len(versions) - VERSIONS_SHOWN),
            "may_put_back": self.has_change_permission(request, record),
            "put_back_url": self._url("put_back", record),
            "compare_url": self._url("compare", record),
        }
        return TemplateResponse(request, "admin/history/versions.html", context | (extra_context or {}))

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say what differs between two versions, whichever."""
        record = self._record(request, object_id)
        first, second = (_read_instant(request.GET.get(name, "")) for name in ("from", "to"))
        if first is None or second is None:
            raise Http404
        before, after = min(first, second), max(first, second)
        context = self._context(request, record, _("Two versions of %(record)s") % {"record": record}) | {
            "changes": changes_from(self.model, record.pk, self.part_kinds, before, after, request.user),
            "before": before,
            "after": after,
            "history_url": self._url("history", record),
        }
        return TemplateResponse(request, "admin/history/compare.html", context)

    def put_back_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, then put a version back."""
        record = self._record(request, object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        instant = _read_instant(request.GET.get("instant", ""))
        if instant is None:
            raise Http404
        changes = changes_by_putting_back(self.model, record.pk, self.parts_put_back, instant, request.user)
        seen = version_lock.newest(self.model, record.pk, self.part_kinds)
        if request.method == "POST":
            if request.POST.get("seen") == seen:
                return self._put_back(request, record, instant)
            messages.error(
                request, _("Somebody else changed this record meanwhile. Look again before you put it back.")
            )
        context = self._context(request, record, _("Put back %(record)s") % {"record": record}) | {
            "changes": changes,
            "instant": instant,
            "seen": seen,
            "history_url": self._url("history", record),
            "is_event": isinstance(record, Event),
        }
        return TemplateResponse(request, "admin/history/put_back.html", context)

    def _put_back(self, request: HttpRequest, record: Any, instant: datetime) -> HttpResponse:
        why = request.POST.get("reason", "").strip()[:100]
        reason = why or _("An earlier version was put back")
        try:
            with transaction.atomic(), services.writing(by=author_of(request), reason=reason) as work:
                is_restored = put_back(record, self.parts_put_back, instant=instant, why=why, work=work)
        except IntegrityError:
            messages.error(
                request, _("That version no longer fits: another record has taken its place or number.")
            )
            return HttpResponseRedirect(self._url("history", record))
        if not is_restored:
            messages.error(
                request,
                _("This corrects what readers were told: say why. The reason is shown in the public log."),
            )
            return HttpResponseRedirect(request.get_full_path())
        messages.success(request, _("The version was put back."))
        if self.moves_status:
            record.refresh_from_db()
            report_statuses(request, work.touched, record)
        return HttpResponseRedirect(self._url("change", record))

    def _record(self, request: HttpRequest, object_id: str) -> Any:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record

    def _url(self, page: str, record: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=(record.pk,))

    def _context(self, request: HttpRequest, record: Any, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": record,
            "change_url": self._url("change", record),
        }


def _read_instant(text: str) -> datetime | None:
    """Read an instant from an address, where a plus may have become a space."""
    try:
        instant = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    return instant if instant is not None and instant.tzinfo is not None else None
