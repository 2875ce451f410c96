"""The preview on the page where a recorded event is changed or withdrawn: what would follow, then saving."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest

from proceedings.admin.base import FactAdmin
from proceedings.admin.preview import Preview, preview_event
from proceedings.admin.public_corrections import correction_for
from proceedings.admin.submitted_forms import SaveResult, SaveStatus, SubmittedForms
from proceedings.admin.versions import author_of
from proceedings.law.codes import Publication
from proceedings.models import Event
from proceedings.record import services

# What the form sends besides what was typed.
BUTTONS = ("csrfmiddlewaretoken", "shown", "change_reason", "_preview", "_save", "_continue", "_addanother")


class ChangePreviewMixin(FactAdmin):
    """A form of an event that shows what would follow, when asked, and always before a withdrawal."""

    change_form_template = "admin/entry/change.html"

    def save(self, request: HttpRequest, forms: SubmittedForms) -> SaveResult:
        """Write the event with all its parts; or show what would follow, and write nothing."""
        stamp = _stamp(request)
        is_withdrawal = (
            forms.form.initial.get("publication") == Publication.PUBLISHED
            and forms.form.cleaned_data.get("publication") == Publication.WITHDRAWN
        )
        status = SaveStatus.PREVIEWED
        if "_preview" not in request.POST and not (is_withdrawal and request.POST.get("shown") != stamp):
            result = super().save(request, forms)
            if result.status is not SaveStatus.REASON_NEEDED:
                return result
            status = result.status
        if forms.form.is_overtaken():
            return SaveResult(SaveStatus.CONFLICT)
        is_draft = forms.form.cleaned_data.get("publication") == Publication.DRAFT
        context = {
            "asks_reason": self._corrects(forms),
            "preview": self._dry_run(request, forms),
            "is_draft": is_draft,
            "shown": stamp,
        }
        return SaveResult(status, context)

    def _corrects(self, forms: SubmittedForms) -> bool:
        """Tell whether saving would correct what readers were told: then the preview asks why."""
        fact, (parts, removed) = forms.form.instance, forms.parts()
        stored = services.stored_rows([fact, *parts, *removed])
        return forms.record is not None and correction_for(fact, parts, removed, stored) is not None

    def _dry_run(self, request: HttpRequest, forms: SubmittedForms) -> Preview:
        by = author_of(request)
        event: Event = forms.form.instance
        parts, removed = forms.parts()

        def write() -> Event:
            with services.writing(by=by, reason=forms.reason) as work:
                self.prepare(request, event, work)
                services.record(event, parts=parts, removed=removed)
                if event.publication == Publication.DRAFT:
                    services.publish(event)
            return event

        return preview_event(write, user=request.user, by=by)


def _stamp(request: HttpRequest) -> str:
    """Return a short text that differs when anything typed differs."""
    typed = sorted((name, request.POST.getlist(name)) for name in request.POST if name not in BUTTONS)
    return hashlib.sha256(repr(typed).encode()).hexdigest()[:32]
