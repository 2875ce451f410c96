"""Sealing and unsealing: everything that goes is shown first, and a second factor confirms it."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.reauthentication import suspend_request
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.recent_auth import gave_factor_lately
from kit.security_log import log_event
from proceedings.admin.base import FactAdmin
from proceedings.admin.restrictions import services
from proceedings.admin.submitted_forms import SaveResult, SaveStatus, SubmittedForms
from proceedings.admin.versions import author_of
from proceedings.law.codes import Scope
from proceedings.models import Restriction
from proceedings.models.status_span_queries import today
from proceedings.record.roles import may_seal

CONFIRMED = "confirmed"
UNSENT = {"csrfmiddlewaretoken", CONFIRMED}


class LiftForm(forms.Form):
    """Why a record is opened again."""

    because = forms.CharField(
        label=gettext_lazy("Why it is opened again"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Kept with the restriction; never public."),
    )


@admin.register(Restriction)
class RestrictionAdmin(FactAdmin):
    """A record closed to the public: administrators close it, see what is closed, and open it again."""

    related = ("party", "case", "defendant__party", "defendant__case", "charge__defendant__party", "event")
    change_form_template = "admin/restrictions/restriction.html"
    autocomplete_fields = (*Restriction.WHOLE, *Restriction.PART)
    list_display = ("closes", "kind", "since", "ended")
    list_display_links = ("closes",)
    list_filter = ("kind",)
    search_fields = ("legal_basis", "note")
    ordering = ("-since", "-pk")
    fieldsets = (
        (
            gettext_lazy("A whole record"),
            {
                "fields": Restriction.WHOLE,
                "description": gettext_lazy(
                    "Choose one. The next page lists everything that will disappear, and asks first. "
                    "Other records' texts that editors see may still name it."
                ),
            },
        ),
        (gettext_lazy("Or a part of a record"), {"fields": Restriction.PART}),
        (gettext_lazy("Why and how long"), {"fields": ("kind", "legal_basis", ("since", "until"))}),
        (gettext_lazy("For editors"), {"fields": ("note",)}),
    )

    def get_urls(self) -> list[Any]:
        """Add the address of opening a record again."""
        lifting = path(
            "<path:object_id>/lift/",
            self.admin_site.admin_view(self.lift_view),
            name="proceedings_restriction_lift",
        )
        return [lifting, *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002  # Django's
        """Let what is closed, and for how long, be changed on the pages that show what follows."""
        return (*Restriction.WHOLE, *Restriction.PART, "kind", "since", "until", "ended") if obj else ()

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        """Say of a restriction that was lifted when that was, not a last day that nobody set."""
        if obj is None or obj.lifted_on is None:
            return super().sections(request, obj)
        target = obj.WHOLE if obj.scope == Scope.WHOLE else obj.PART
        held = (gettext_lazy("Why and how long"), {"fields": ("kind", "legal_basis", ("since", "ended"))})
        return ((None, {"fields": target}), held, self.fieldsets[-1])

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Show what is closed to administrators only."""
        return may_seal(request.user) and super().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators alone change or lift a restriction."""
        return may_seal(request.user) and super().has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let administrators alone close a record."""
        return may_seal(request.user) and super().has_add_permission(request)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask what to close, show what will disappear, and close it once that is confirmed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            form = self.get_form(request)(request.POST)
            if form.is_valid():
                if CONFIRMED not in request.POST:
                    return self._question(request, form.instance)
                if not gave_factor_lately(request):
                    return _ask_factor(request)
        return super().add_view(request, form_url, extra_context)

    def save(self, request: HttpRequest, forms: SubmittedForms) -> SaveResult:
        """Close the record, and clean up after the commit."""
        result = super().save(request, forms)
        if result.status is SaveStatus.SAVED and forms.record is None:
            restriction = forms.form.instance
            services.close_parts(restriction, by=author_of(request))
            log_event("sealed", restriction=restriction.pk, **_target(restriction), by=request.user.pk)
            transaction.on_commit(lambda: _clean_up(request))
        return result

    def _question(self, request: HttpRequest, restriction: Restriction) -> HttpResponse:
        context = self._question_context(request, restriction) | {
            "title": _("Close this record?"),
            "found": services.consequences_of_closing(restriction, by=author_of(request)),
            "sent": [(name, value) for name, value in request.POST.items() if name not in UNSENT],
            "confirmed": CONFIRMED,
        }
        return TemplateResponse(request, "admin/restrictions/close.html", context)

    def _question_context(self, request: HttpRequest, restriction: Restriction) -> dict[str, Any]:
        """Return what the pages say that ask before they close or open a record."""
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "restriction": restriction,
            "target": self.closes(restriction),
        }

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Lead to the page that opens the record again, while it is closed."""
        restriction = self.get_object(request, object_id)
        is_closed = restriction is not None and not _has_ended(restriction)
        lift_url = reverse("admin:proceedings_restriction_lift", args=(object_id,)) if is_closed else ""
        ways = {"lift_url": lift_url}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | ways)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List the versions; none is put back, for that would close or open a record unseen."""
        return super().history_view(request, object_id, (extra_context or {}) | {"may_put_back": False})

    def put_back_view(self, request: HttpRequest, object_id: str) -> HttpResponse:  # noqa: ARG002  # a page's own
        """Refuse: a record is closed and opened on the pages that show what follows."""
        raise PermissionDenied

    def lift_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what will be public again, ask why, and open the record."""
        restriction = self.get_object(request, object_id)
        if not self.has_change_permission(request, restriction):
            raise PermissionDenied
        if restriction is None:
            raise Http404
        back = HttpResponseRedirect(reverse("admin:proceedings_restriction_change", args=(restriction.pk,)))
        if _has_ended(restriction):
            messages.info(request, _("This restriction has ended already."))
            return back
        form = LiftForm(request.POST or None)
        if form.is_valid():
            if not gave_factor_lately(request):
                return _ask_factor(request)
            services.lift(restriction, because=form.cleaned_data["because"], by=request.user)  # type: ignore[arg-type]  # signed in
            log_event("unsealed", restriction=restriction.pk, **_target(restriction), by=request.user.pk)
            _clean_up(request)
            messages.success(request, _("The record is open again, as far as nothing else closes it."))
            return back
        context = self._question_context(request, restriction) | {
            "title": _("Open this record again?"),
            "found": services.consequences_of_opening(restriction, by=author_of(request)),
            "form": form,
        }
        return TemplateResponse(request, "admin/restrictions/lift.html", context)

    @admin.display(description=gettext_lazy("closes"))
    def closes(self, restriction: Restriction) -> str:
        """Name the record that is closed."""
        return str(next(filter(None, (getattr(restriction, name) for name in self.autocomplete_fields))))

    @admin.display(description=gettext_lazy("until"), ordering="until")
    def ended(self, restriction: Restriction) -> str:
        """Say how long it holds, or when it was lifted."""
        if restriction.lifted_on is not None:
            day = date_format(restriction.lifted_on, "DATE_FORMAT")
            return _("opened again on %(day)s") % {"day": day}
        return date_format(restriction.until, "DATE_FORMAT") if restriction.until else _("until lifted")


def _has_ended(restriction: Restriction) -> bool:
    return restriction.until is not None and restriction.until < today()


def _target(restriction: Restriction) -> dict[str, int]:
    """Name the record that is closed by its number alone: its words are closed too."""
    return {
        name: pk
        for name in (*Restriction.WHOLE, *Restriction.PART)
        if (pk := getattr(restriction, f"{name}_id")) is not None
    }


def _ask_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor, and carry on with what was sent once it is given."""
    answer: HttpResponse = suspend_request(request, reverse("mfa_reauthenticate"))
    return answer


def _clean_up(request: HttpRequest) -> None:
    cleaned, waiting = services.clean_up()
    if cleaned:
        words = _("Releases written anew: %(names)s.")
        messages.success(request, words % {"names": ", ".join(cleaned)})
    if waiting:
        words = _("Releases not served until clean_releases has run: %(names)s.")
        messages.warning(request, words % {"names": ", ".join(waiting)})
