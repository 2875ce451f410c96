"""The two pages of entering: in which case, and what happened there, with what would follow from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kit import version_lock
from kit.version_lock import PartKind
from proceedings.admin.entry.case_lookup import find_cases
from proceedings.admin.entry.entry_forms import EntryForms
from proceedings.admin.entry.event_writer import EventWriter
from proceedings.admin.entry.kinds import KINDS, Kind
from proceedings.admin.entry.permissions import can_change, can_enter, kinds_for
from proceedings.admin.preview import Preview, preview_event
from proceedings.admin.status_messages import report_statuses
from proceedings.admin.versions import author_of
from proceedings.admin.visibility import visible_to
from proceedings.law.codes import EventKind, HearingOutcome
from proceedings.models import Case, Event
from proceedings.record import services
from proceedings.record.history import last_instant
from proceedings.record.roles import may_publish

TRIES = 3
PARTS = tuple(PartKind(model, "event") for model in services.EVENT_PARTS)


class EntryViewsMixin(ModelAdmin):
    """The addresses under which events are entered: `admin:enter`, with a kind and, optionally, a case."""

    def get_urls(self) -> list[Any]:
        """Add the two pages."""
        view = self.admin_site.admin_view(self.enter_view)
        ours = [
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
        return _EntryRequest(self, request, KINDS[kind], found).answer()

    def _pick(self, request: HttpRequest, kind: Kind) -> HttpResponse:
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


def _address(kind: Kind, case: Case) -> str:
    return reverse("admin:enter", kwargs={"kind": kind.kind.value, "case": case.pk})


class _EntryRequest:
    """One request of the second page."""

    def __init__(self, pages: EntryViewsMixin, request: HttpRequest, kind: Kind, case: Case) -> None:
        self.pages, self.request, self.kind, self.case = pages, request, kind, case
        self.event = self._hearing()
        self.screen = EntryForms(
            kind,
            case,
            request.user,
            publishes=may_publish(request.user),
            data=request.POST if request.method == "POST" else None,
            event=self.event,
        )
        self.notice = ""

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

    def answer(self) -> HttpResponse:
        """Show the page; on the way, try out or save what was sent."""
        if self.request.method != "POST" or self.screen.added:
            return self._page()
        if not self.screen.is_valid() or self._overtaken():
            return self._page()
        writer = EventWriter(self.screen, author_of(self.request))
        before = last_instant()
        shown = self._preview(writer)
        if "_save" not in self.request.POST or not self._is_as_shown(shown):
            return self._page(shown)
        for _try in range(TRIES):
            saved = self._save(writer, before)
            if saved is not None:
                return saved
            before, again = last_instant(), self._preview(writer)
            if again.stamp != shown.stamp:
                shown = again
                break
        self.notice = _("Something else was saved in this moment. Look again, then save.")
        return self._page(shown)

    def _preview(self, writer: EventWriter) -> Preview:
        return preview_event(lambda: writer.save(publishing=True)[0], user=self.request.user, by=writer.by)

    def _is_as_shown(self, shown: Preview) -> bool:
        """Tell whether what would be saved now is what the preview showed; else say why not."""
        typed, _dot, said = self.request.POST.get("shown", "").partition(".")
        if typed != self.screen.stamp:
            self.notice = _("What you typed is not what the preview showed. Look again, then save.")
        elif said != shown.stamp:
            self.notice = _("The record was changed meanwhile, and something else would follow. Look again.")
        return not self.notice

    def _overtaken(self) -> bool:
        """Tell whether somebody else changed the hearing whose outcome is entered."""
        if self.event is None:
            return False
        seen = self.request.POST.get("seen", "")
        overtaken = bool(version_lock.newer(type(self.event), self.event.pk, PARTS, seen=seen))
        if overtaken:
            words = _("Somebody else changed this hearing after you opened it. Compare, then preview again.")
            self.screen.form.add_error(None, words)
        return overtaken

    def _save(self, writer: EventWriter, before: datetime) -> HttpResponse | None:
        """Write what was previewed; nothing, when another write came in between."""
        with services.writing(by=writer.by, reason=str(self.kind.title)) as work:
            if last_instant() != before:
                return None
            events = writer.save()
        for event in events:
            self._log(event)
        words = _("Saved as a draft.") if writer.is_draft else _("Saved and published.")
        messages.success(self.request, words)
        report_statuses(self.request, work.touched, events[0])
        return HttpResponseRedirect(reverse("admin:proceedings_case_change", args=(self.case.pk,)))

    def _log(self, event: Event) -> None:
        desk: Any = admin.site.get_model_admin(type(event))
        if self.event is not None and event.pk == self.event.pk:
            desk.log_change(self.request, event, [{"changed": {}}])
        else:
            desk.log_addition(self.request, event, [{"added": {}}])

    def _page(self, shown: Preview | None = None) -> HttpResponse:
        context = {
            **self.pages.admin_site.each_context(self.request),
            "title": self.kind.title,
            "kind": self.kind,
            "case": self.case,
            "case_url": reverse("admin:proceedings_case_change", args=(self.case.pk,)),
            "pick_url": reverse("admin:enter", kwargs={"kind": self.kind.kind.value}),
            "screen": self.screen,
            "preview": shown,
            "is_draft": self.screen.is_draft,
            "hearing": self.event,
            "shown": f"{self.screen.stamp}.{shown.stamp}" if shown else "",
            "seen": version_lock.newest(type(self.event), self.event.pk, PARTS) if self.event else "",
            "notice": self.notice,
            "other_kinds": self._other_kinds(),
            "hearings": self._hearings(),
        }
        return TemplateResponse(self.request, "admin/entry/enter.html", context)

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
