"""The preview on the page where a recorded event is changed or withdrawn: what would follow, then saving."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse

from proceedings.admin.base import FactAdmin, parts_of
from proceedings.admin.entry.preview import Preview, preview
from proceedings.admin.versions import author_of
from proceedings.law.codes import Publication
from proceedings.models import Event
from proceedings.record import services

# What the form sends besides what was typed.
BUTTONS = ("csrfmiddlewaretoken", "shown", "_preview", "_save", "_continue", "_addanother")


class TriedOutError(Exception):
    """The form was tried out instead of being saved; carries what would follow."""

    def __init__(self, shown: Preview) -> None:
        """Keep what would follow."""
        self.shown = shown
        super().__init__("tried out")


class ShownAgain:
    """Makes a form that was tried out come back as it was typed, without a fault."""

    def is_valid(self) -> bool:
        """Check, so that everything is there to be shown, and go no further."""
        super().is_valid()  # type: ignore[misc]  # mixed into a form
        return False


class PreviewsChanges(FactAdmin):
    """A form of an event that shows what would follow, when asked, and always before a withdrawal."""

    change_form_template = "admin/entry/change.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show or save the form; or try it out, and show it again with what would follow."""
        context = {"previews": True, **(extra_context or {})}
        asks: Any = request
        asks.tries_out = request.method == "POST" and (
            "_preview" in request.POST or self._withdraws_unseen(request, object_id)
        )
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except TriedOutError as tried:
            context |= {
                "preview": tried.shown,
                "is_draft": request.POST.get("publication") == Publication.DRAFT,
                "shown": _stamp(request),
            }
        asks.shows_again = True
        return super().changeform_view(request, object_id, form_url, context)

    def _withdraws_unseen(self, request: HttpRequest, object_id: str | None) -> bool:
        """Tell whether a published event is to be withdrawn, and nobody was shown what follows from that."""
        withdrawn = Publication.WITHDRAWN.value
        if request.POST.get("publication") != withdrawn or not (object_id or "").isdecimal():
            return False
        stands = Event.objects.filter(
            pk=int(object_id or 0), publication=Publication.PUBLISHED.value
        ).exists()
        return stands and request.POST.get("shown") != _stamp(request)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Let a form that was tried out come back."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        if getattr(request, "shows_again", False):
            return type(form)(form.__name__, (ShownAgain, form), {})
        return form

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Write the event with all its parts; or only try it out, and tell."""
        if not getattr(request, "tries_out", False):
            super().save_related(request, form, formsets, change)
            return
        by, reason = author_of(request), form.cleaned_data.get("change_reason", "")

        def write() -> Event:
            event: Event = form.instance
            parts, removed = parts_of(formsets)
            with services.writing(by=by, reason=reason) as work:
                self.prepare(request, event, work)
                services.record(event, parts=parts, removed=removed, by=by, reason=reason)
                if event.publication == Publication.DRAFT:
                    services.publish(event)
            return event

        raise TriedOutError(preview(write, user=request.user, by=by))


def _stamp(request: HttpRequest) -> str:
    """Return a short text that differs when anything typed differs."""
    typed = sorted((name, request.POST.getlist(name)) for name in request.POST if name not in BUTTONS)
    return hashlib.sha256(repr(typed).encode()).hexdigest()[:32]
