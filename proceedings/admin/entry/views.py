"""The two pages of entering: in which case, and what happened there, with what would follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit import version_lock
from kit.version_lock import PartKind
from proceedings.admin.entry.case_lookup import find_cases
from proceedings.admin.entry.entry_forms import EntryForms
from proceedings.admin.entry.event_writer import EventWriter
from proceedings.admin.entry.kinds import KINDS, ScreenKind
from proceedings.admin.entry.new_case_forms import NewCaseForms
from proceedings.admin.entry.new_case_writer import NewCaseWriter
from proceedings.admin.entry.permissions import can_change, can_enter, can_enter_case, kinds_for
from proceedings.admin.entry.screen_request import ScreenRequest
from proceedings.admin.versions import author_of
from proceedings.admin.visibility import visible_to
from proceedings.law.codes import EventKind, HearingOutcome
from proceedings.models import Case, Event
from proceedings.record import services
from proceedings.record.roles import may_publish

PARTS = tuple(PartKind(model, "event") for model in services.EVENT_PARTS)


class EntryViewsMixin(ModelAdmin):
    """The addresses under which events are entered: `admin:enter`, with a kind and, optionally, a case."""

    def get_urls(self) -> list[Any]:
        """Add the pages."""
        view = self.admin_site.admin_view(self.enter_view)
        ours = [
            path("enter/case/", self.admin_site.admin_view(self.new_case_view), name="enter_case"),
            path("enter/<slug:kind>/", view, name="enter"),
            path("enter/<slug:kind>/<int:case>/", view, name="enter"),
        ]
        return [*ours, *super().get_urls()]

    def enter_view(self, request: HttpRequest, kind: str, case: int | None = None) -> HttpResponse:
        """Ask for the case, then for what happened."""
        if kind not in KINDS:
            raise Http404
        if not can_enter(request.user, KINDS[kind]):
            raise PermissionDenied
        if case is None:
            return self._pick(request, KINDS[kind])
        rows = visible_to(request.user, Case.objects.select_related("court", "incident"))
        found = rows.filter(pk=case).first()
        if found is None:
            raise Http404
        return _EntryRequest(request, KINDS[kind], found).answer()

    def new_case_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a new case: the matter, the court, the defendants and what was filed against them."""
        if not can_enter_case(request.user):
            raise PermissionDenied
        return _NewCaseRequest(request).answer()

    def _pick(self, request: HttpRequest, kind: ScreenKind) -> HttpResponse:
        asked = request.GET.get("q", "")
        answer = find_cases(asked, request.user)
        if answer.only is not None:
            return HttpResponseRedirect(_address(kind, answer.only))
        found = [(one, _address(kind, one.case)) for one in answer.cases]
        context = {
            **self.admin_site.each_context(request),
            "title": _("%(enter)s: in which case?") % {"enter": kind.title},
            "asked": asked,
            "found": found,
            "more": answer.more,
            "other_kinds": [
                {"words": one.title, "url": reverse("admin:enter", kwargs={"kind": one.kind.value})}
                for one in kinds_for(request.user)
                if one is not kind
            ],
        }
        return TemplateResponse(request, "admin/entry/pick.html", context)


def _address(kind: ScreenKind, case: Case) -> str:
    return reverse("admin:enter", kwargs={"kind": kind.kind.value, "case": case.pk})


class _EntryRequest(ScreenRequest):
    """One request of the page on which an event of a case is entered."""

    template = "admin/entry/enter.html"

    def __init__(self, request: HttpRequest, kind: ScreenKind, case: Case) -> None:
        super().__init__(request)
        self.kind, self.case, self.title = kind, case, kind.title
        self.event = self._hearing()
        self.screen: EntryForms = EntryForms(
            kind,
            case,
            request.user,
            publishes=may_publish(request.user),
            data=request.POST if request.method == "POST" else None,
            event=self.event,
        )

    def _hearing(self) -> Event | None:
        """Return the hearing whose outcome is entered, when the address names one."""
        asked = self.request.GET.get("of", "")
        if not asked:
            return None
        rows = visible_to(self.request.user, self.kind.model._default_manager.filter(case=self.case.pk))
        event: Event | None = rows.filter(pk=asked).first() if asked.isdecimal() else None
        if event is None:
            raise Http404
        if not can_change(self.request.user, self.kind, event):
            raise PermissionDenied
        return event

    def writer(self) -> EventWriter:
        """Return what writes the event."""
        return EventWriter(self.screen, author_of(self.request))

    def is_overtaken(self) -> bool:
        """Tell whether somebody else changed the hearing whose outcome is entered."""
        if self.event is None:
            return False
        seen = self.request.POST.get("seen", "")
        overtaken = bool(version_lock.newer(type(self.event), self.event.pk, PARTS, seen=seen))
        if overtaken:
            words = _("Somebody else changed this hearing after you opened it. Compare, then preview again.")
            self.screen.form.add_error(None, words)
        return overtaken

    def log(self, events: Sequence[Event]) -> None:
        """Log a hearing whose outcome was entered as changed, whatever else as added."""
        is_change = self.event is not None and events[0].pk == self.event.pk
        if is_change:
            desk: Any = admin.site.get_model_admin(type(events[0]))
            desk.log_change(self.request, events[0], [{"changed": {}}])
        super().log(events[1:] if is_change else events)

    def context(self) -> dict[str, Any]:
        """Return the case, the hearing, and the ways on."""
        return {
            "kind": self.kind,
            "case": self.case,
            "case_url": reverse("admin:proceedings_case_change", args=(self.case.pk,)),
            "pick_url": reverse("admin:enter", kwargs={"kind": self.kind.kind.value}),
            "hearing": self.event,
            "seen": version_lock.newest(type(self.event), self.event.pk, PARTS) if self.event else "",
            "other_kinds": self._other_kinds(),
            "hearings": self._hearings(),
        }

    def _other_kinds(self) -> list[dict[str, str]]:
        return [
            {"words": capfirst(str(kind.model._meta.verbose_name)), "url": _address(kind, self.case)}
            for kind in kinds_for(self.request.user)
            if kind is not self.kind
        ]

    def _hearings(self) -> list[dict[str, str]]:
        """List the hearings of the case without an outcome."""
        if self.kind.kind != EventKind.HEARING or self.event is not None:
            return []
        rows = visible_to(self.request.user, self.kind.model._default_manager.filter(case=self.case.pk))
        untold = rows.filter(outcome__in=("", HearingOutcome.SCHEDULED.value)).exclude(scheduled_on=None)
        return [
            {"words": str(event), "url": f"{_address(self.kind, self.case)}?of={event.pk}"}
            for event in untold.exclude(publication="withdrawn").order_by("scheduled_on", "order")[:20]
        ]


class _NewCaseRequest(ScreenRequest):
    """One request of the page on which a new case is entered."""

    template = "admin/entry/new_case.html"
    title = gettext_lazy("New case")

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        data = request.POST if request.method == "POST" else None
        self.screen: NewCaseForms = NewCaseForms(request.user, publishes=may_publish(request.user), data=data)

    def writer(self) -> NewCaseWriter:
        """Return what writes the case."""
        return NewCaseWriter(self.screen, author_of(self.request))

    def context(self) -> dict[str, Any]:
        """Return what the choices of court and matter need."""
        return {"media": self.screen.form.media}
