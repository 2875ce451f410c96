"""One request of a screen: what was typed is tried out and shown, and saved only as it was shown."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from proceedings.admin.entry.screen_forms import ScreenForms
from proceedings.admin.preview import Preview, preview_event
from proceedings.admin.status_messages import report_statuses
from proceedings.models import Event
from proceedings.record import services
from proceedings.record.history import last_instant

TRIES = 3


class Writer(Protocol):
    """Writes what a valid screen says."""

    by: Any

    @property
    def is_draft(self) -> bool:
        """Tell whether nothing becomes public yet."""
        ...

    def save(self, *, publishing: bool = False) -> list[Event]:
        """Write it, making every row anew; with `publishing`, as if drafts were published at once."""
        ...


class ScreenRequest(ABC):
    """Answers one request: shows the page; on the way, tries out or saves what was sent."""

    template = ""
    title: Any = ""
    screen: ScreenForms

    def __init__(self, request: HttpRequest) -> None:
        """Start without anything to tell."""
        self.request = request
        self.notice = ""

    @abstractmethod
    def writer(self) -> Writer:
        """Return what writes the answers."""

    def context(self) -> dict[str, Any]:
        """Return what this screen shows besides its forms and the preview."""
        return {}

    def is_overtaken(self) -> bool:
        """Tell whether somebody else changed meanwhile what is changed here."""
        return False

    def answer(self) -> HttpResponse:
        """Show the page; on the way, try out or save what was sent."""
        if self.request.method != "POST" or self.screen.added:
            return self._page()
        if not self.screen.is_valid() or self.is_overtaken():
            return self._page()
        writer = self.writer()
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

    def _preview(self, writer: Writer) -> Preview:
        return preview_event(lambda: writer.save(publishing=True)[0], user=self.request.user, by=writer.by)

    def _is_as_shown(self, shown: Preview) -> bool:
        """Tell whether what would be saved now is what the preview showed; else say why not."""
        typed, _dot, said = self.request.POST.get("shown", "").partition(".")
        if typed != self.screen.stamp:
            self.notice = _("What you typed is not what the preview showed. Look again, then save.")
        elif said != shown.stamp:
            self.notice = _("The record was changed meanwhile, and something else would follow. Look again.")
        return not self.notice

    def _save(self, writer: Writer, before: datetime) -> HttpResponse | None:
        """Write what was previewed; nothing, when another write came in between."""
        with services.writing(by=writer.by, reason=str(self.title)) as work:
            if last_instant() != before:
                return None
            events = writer.save()
        self.log(events)
        words = _("Saved as a draft.") if writer.is_draft else _("Saved and published.")
        messages.success(self.request, words)
        report_statuses(self.request, work.touched, events[0])
        return HttpResponseRedirect(reverse("admin:proceedings_case_change", args=(events[0].case_id,)))

    def log(self, events: Sequence[Event]) -> None:
        """Log what was added in Django's own log."""
        for event in events:
            desk: Any = admin.site.get_model_admin(type(event))
            desk.log_addition(self.request, event, [{"added": {}}])

    def _page(self, shown: Preview | None = None) -> HttpResponse:
        context = {
            **admin.site.each_context(self.request),
            "title": self.title,
            "screen": self.screen,
            "preview": shown,
            "is_draft": self.screen.is_draft,
            "shown": f"{self.screen.stamp}.{shown.stamp}" if shown else "",
            "notice": self.notice,
            **self.context(),
        }
        return TemplateResponse(self.request, self.template, context)
