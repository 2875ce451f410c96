"""The pages of the desk: the queues with their counts, the list of one, and what a click in it does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from proceedings.admin.entry.permissions import can_enter_case
from proceedings.admin.notes import add_note_view, settle_note_view
from proceedings.admin.redirects import redirect_back
from proceedings.admin.versions import author_of
from proceedings.admin.visibility import visible_to
from proceedings.admin.work_queues import BY_KEY, QUEUES
from proceedings.models import Case
from proceedings.models.status_span_queries import today
from proceedings.record import services
from proceedings.record.roles import may_edit_published, may_publish


def desk_urls(site: AdminSite) -> list[Any]:
    """Return the addresses of the desk."""
    return [
        path("desk/<slug:key>/", site.admin_view(queue_view), {"site": site}, name="desk_queue"),
        path("desk/reviewed/<int:pk>/", site.admin_view(reviewed_today_view), name="reviewed_today"),
        path("desk/notes/<int:pk>/settle/", site.admin_view(settle_note_view), name="settle_note"),
        path("desk/notes/<slug:target>/<int:pk>/add/", site.admin_view(add_note_view), name="add_note"),
    ]


def desk_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the first page shows above the list of records: each queue with what waits in it."""
    open_queues = [queue for queue in QUEUES if queue.is_open_to(request.user)]
    return {
        "queues": [{"queue": queue, "count": queue.count(request.user)} for queue in open_queues],
        "can_enter_case": can_enter_case(request.user),
    }


def queue_view(request: HttpRequest, key: str, site: AdminSite) -> HttpResponse:
    """List one queue, a page at a time."""
    queue = BY_KEY.get(key)
    if queue is None:
        raise Http404
    if not queue.is_open_to(request.user):
        raise PermissionDenied
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = queue.page(request.user, after=after, before=before)
    context = {
        **site.each_context(request),
        "title": queue.title,
        "queue": queue,
        "count": queue.count(request.user),
        "lines": [queue.describe(row, request.user) for row in page.rows],
        "page": page,
        "batch_url": reverse(queue.batch) if queue.batch and may_publish(request.user) else "",
        "here": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/work_queues/queue.html", context)


@require_POST
def reviewed_today_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody looked at a case today and found nothing to change: the date readers see."""
    if not (request.user.has_perm("proceedings.change_case") and may_edit_published(request.user)):
        raise PermissionDenied
    case = get_object_or_404(visible_to(request.user, Case.objects.all()), pk=pk)
    with services.writing(by=author_of(request), reason=_("Reviewed, nothing changed")):
        # Read anew under the lock: nobody's change is taken back with the date.
        case = Case.objects.get(pk=pk)
        case.reviewed_on = today()
        services.record(case)
    messages.success(request, _("%(case)s: reviewed today, nothing changed.") % {"case": case})
    return redirect_back(request, reverse("admin:proceedings_case_change", args=(pk,)))
