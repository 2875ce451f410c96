"""Publishing and withdrawing: what becomes public, and which statuses change, shown before it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit import version_lock
from kit.version_lock import PartKind
from proceedings.admin.entry.warnings import warnings_about
from proceedings.admin.preview import preview_event
from proceedings.admin.status_messages import report_statuses
from proceedings.admin.versions import author_of
from proceedings.admin.visibility import visible_to
from proceedings.admin.work_queues.queue_rows import form_of
from proceedings.law.codes import Publication
from proceedings.models import Event
from proceedings.record import services
from proceedings.record.roles import may_publish

MOST_AT_ONCE = 200
PARTS = tuple(PartKind(model, "event") for model in services.EVENT_PARTS)


def publishing_urls(site: AdminSite) -> list[Any]:
    """Return the addresses of publishing and withdrawing."""
    return [
        path("publish/", site.admin_view(publish_view), {"site": site}, name="publish"),
        path("withdraw/<int:pk>/", site.admin_view(withdraw_view), {"site": site}, name="withdraw"),
    ]


def publish_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show what publishing some drafts makes public and changes; then publish them, all at one instant."""
    if not may_publish(request.user):
        raise PermissionDenied
    drafts = _drafts(request)
    if not drafts:
        messages.info(request, _("Nothing is left to publish: choose drafts that wait."))
        return HttpResponseRedirect(reverse("admin:desk_queue", args=("drafts",)))
    seen = version_stamp(drafts)
    if request.method == "POST" and request.POST.get("seen") == seen:
        return _publish(request, drafts)
    if request.method == "POST":
        messages.error(request, _("Something changed meanwhile, and nothing was published. Look again."))
    doubts: list[str] = []
    shown = preview_event(_publishing(drafts, doubts), user=request.user, by=author_of(request))
    context = {
        **site.each_context(request),
        "title": _("Publish: what becomes public"),
        "drafts": [{"row": draft, "url": form_of(draft)} for draft in drafts],
        "preview": shown,
        "doubts": doubts,
        "seen": seen,
        "left_out": len(set(_chosen_ids(request))) - len(drafts),
    }
    return TemplateResponse(request, "admin/publishing/publish.html", context)


def _chosen_ids(request: HttpRequest) -> list[int]:
    sent = request.POST if request.method == "POST" else request.GET
    return [int(pk) for pk in sent.getlist("event") if pk.isascii() and pk.isdigit() and len(pk) < 19]  # noqa: PLR2004  # what a key can be


def _drafts(request: HttpRequest) -> list[Event]:
    """Return the drafts asked for that the user may see, in the order they were entered."""
    rows = visible_to(request.user, Event.objects.select_related("case"))
    asked = rows.filter(pk__in=_chosen_ids(request)[:MOST_AT_ONCE], publication=Publication.DRAFT.value)
    return list(asked.order_by("pk"))


def version_stamp(events: Sequence[Event]) -> str:
    """Return what tells whether any of these events, or a part of one, was changed since."""
    return " ".join(f"{event.pk}:{version_lock.newest(Event, event.pk, PARTS)}" for event in events)


def _publishing(drafts: Sequence[Event], doubts: list[str] | None = None) -> Callable[[], Event]:
    """Return the write that publishes, on rows of its own: those shown stay drafts.

    What is doubtful of all but the first, which the preview asks about itself, is put into `doubts`.
    """

    def write() -> Event:
        rows = list(Event.objects.filter(pk__in=[draft.pk for draft in drafts]).order_by("pk"))
        for row in rows:
            services.publish(row)
        if doubts is not None:
            found = [f"{row.date_words}: {doubt}" for row in rows[1:] for doubt in warnings_about(row)]
            doubts.extend(found)
        return rows[0]

    return write


def _publish(request: HttpRequest, drafts: Sequence[Event]) -> HttpResponse:
    reason = request.POST.get("reason", "").strip()[:100] or _("Published after review")
    with services.writing(by=author_of(request), reason=reason) as work:
        # Looked at again under the lock: nobody can write between this look and our own write.
        is_as_seen = version_stamp(drafts) == request.POST["seen"]
        if is_as_seen:
            _publishing(drafts)()
    if not is_as_seen:
        messages.error(request, _("Something changed meanwhile, and nothing was published. Look again."))
        return HttpResponseRedirect(_again(drafts))
    message = ngettext("%(count)s draft was published.", "%(count)s drafts were published.", len(drafts))
    messages.success(request, message % {"count": len(drafts)})
    report_statuses(request, work.touched, Event.objects.get(pk=drafts[0].pk))
    return HttpResponseRedirect(reverse("admin:desk_queue", args=("drafts",)))


def _again(drafts: Sequence[Event]) -> str:
    asked = "&".join(f"event={draft.pk}" for draft in drafts)
    return f"{reverse('admin:publish')}?{asked}"


def withdraw_view(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """Show what withdrawing an event changes; then withdraw it, for a reason that is public."""
    if not may_publish(request.user):
        raise PermissionDenied
    event = visible_to(request.user, Event.objects.select_related("case")).filter(pk=pk).first()
    if event is None:
        raise Http404
    if event.publication != Publication.PUBLISHED:
        messages.info(request, _("This event is not published: there is nothing to withdraw."))
        return HttpResponseRedirect(form_of(event))
    seen = version_stamp([event])
    reason = request.POST.get("reason", "").strip()
    error = ""
    if request.method == "POST":
        error = _withdraw(request, event, reason, seen)
        if not error:
            return HttpResponseRedirect(form_of(event))
    context = {
        **site.each_context(request),
        "title": _("Withdraw: what the public no longer sees"),
        "event": event,
        "url": form_of(event),
        "preview": preview_event(_withdrawing(event), user=request.user, by=author_of(request)),
        "seen": seen,
        "reason": reason,
        "error": error,
    }
    return TemplateResponse(request, "admin/publishing/withdraw.html", context)


def _withdrawing(event: Event, because: str = "-") -> Callable[[], Event]:
    def write() -> Event:
        row = Event.objects.get(pk=event.pk)
        services.withdraw(row, because=because)
        return row

    return write


def _withdraw(request: HttpRequest, event: Event, reason: str, seen: str) -> str:
    """Withdraw an event; return why not, where it is not."""
    changed = _("Something changed meanwhile, and nothing was withdrawn. Look again.")
    if request.POST.get("seen") != seen:
        return changed
    if not reason:
        return _("Say why: the reason is shown in the public log of corrections.")
    with services.writing(by=author_of(request), reason=reason) as work:
        if version_stamp([event]) != seen:  # looked at again under the lock
            return changed
        row = _withdrawing(event, reason)()
    messages.success(request, _("The event is withdrawn; the public log of corrections says why."))
    report_statuses(request, work.touched, row)
    return ""
