"""The pages of courts, matters and cases. A case's page is the way to everything recorded in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst, smart_split
from django.utils.translation import gettext_lazy

from kit.text_folding import docket_key
from proceedings.admin.base import FactAdmin, PartStackedInline, PartTabularInline
from proceedings.admin.entry.kinds import KINDS as ENTERED
from proceedings.admin.event_inlines import CitationInline
from proceedings.admin.events import KINDS, address_of
from proceedings.admin.known_records import docket_already_known
from proceedings.admin.status_messages import public_url, spans_today
from proceedings.admin.versioned_form import FactForm
from proceedings.admin.visibility import visible_to
from proceedings.models import (
    Case,
    CaseLink,
    Court,
    Defendant,
    DisputedClaim,
    Event,
    HarmedPerson,
    Incident,
    OtherDocket,
    Participation,
    PressFact,
    PressFactEvent,
    Representation,
)
from proceedings.research.statuses.status_text import sentence_of

EVENTS_LISTED = 300


class CourtCitationInline(CitationInline):
    """Who says so."""

    owner = "court"


@admin.register(Court)
class CourtAdmin(FactAdmin):
    """A court of law, or an administrative body."""

    list_display = ("name", "kind", "place", "country", "subdivision", "time_zone")
    list_filter = ("kind", "country")
    search_fields = ("name", "place", "key", "courts_db_id")
    search_help_text = gettext_lazy("A part of the name or of the place")
    ordering = ("name", "pk")
    readonly_fields = ("key",)
    fieldsets = (
        (None, {"fields": ("name", "kind", "note")}),
        (
            gettext_lazy("Where"),
            {
                "fields": ("place", ("country", "subdivision"), "time_zone"),
                "description": gettext_lazy("Days are counted in the court's own time zone."),
            },
        ),
        (gettext_lazy("Names in other lists"), {"fields": ("courts_db_id", "key")}),
    )
    inlines = (CourtCitationInline,)


class OtherDocketInline(PartTabularInline):
    """Other styles of the docket number."""

    model = OtherDocket
    owner = "case"
    fields = ("number",)


class CaseLinkInline(PartTabularInline):
    """How the case stands to others."""

    model = CaseLink
    owner = "case"
    autocomplete_fields = ("other",)
    fields = ("kind", "other")
    verbose_name_plural = gettext_lazy("links to other cases (read: this case is … the other)")


class DefendantInline(PartTabularInline):
    """Who is charged, sued or cited."""

    model = Defendant
    owner = "case"
    removable = False
    autocomplete_fields = ("party",)
    fields = ("party", "name_as_printed", "position")
    show_change_link = True
    related = ("party", "case")
    verbose_name_plural = gettext_lazy("defendants (their charges are entered on their own pages: “Change”)")


class ParticipationInline(PartStackedInline):
    """Who else takes part."""

    model = Participation
    owner = "case"
    autocomplete_fields = ("party",)
    fields = (("role", "party"), ("since", "until", "note"), "named_because")
    show_change_link = True
    related = ("party",)
    verbose_name_plural = gettext_lazy("participants (whom counsel represents: “Change”)")


class CaseCitationInline(CitationInline):
    """Who says so."""

    owner = "case"


class CaseForm(FactForm):
    """A case; the same docket number twice at one court is refused in words."""

    def clean_docket_number(self) -> str:
        """Compare docket numbers as the database does: without spaces, dashes and case."""
        number: str = self.cleaned_data["docket_number"]
        court = self.cleaned_data.get("court") or getattr(self.instance, "court", None)
        key = docket_key(number)
        twin = (
            Case.objects.filter(court=court, docket_key=key).exclude(pk=self.instance.pk).first()
            if key
            else None
        )
        if twin is not None:
            raise forms.ValidationError(docket_already_known(twin, self.user))
        return number


@admin.register(Case)
class CaseAdmin(FactAdmin):
    """One proceeding before one court."""

    form = CaseForm
    change_form_template = "admin/case_form.html"
    moves_status = True
    related = ("court", "incident")
    autocomplete_fields = ("court", "incident")
    list_display = ("caption", "docket_number", "court", "type", "incident", "reviewed_on")
    list_filter = ("type", "confidence", "print_docket", ("court", admin.RelatedOnlyFieldListFilter))
    search_fields = ("caption", "docket_number", "other_dockets__number", "key")
    search_help_text = gettext_lazy("A part of the caption, of a docket number, or a defendant's name")
    ordering = ("caption", "pk")
    readonly_fields = ("key",)
    fieldsets = (
        (None, {"fields": ("court", ("docket_number", "print_docket"), "caption", "caption_is_description")}),
        (gettext_lazy("What it is"), {"fields": ("type", "incident")}),
        (
            gettext_lazy("For readers"),
            {"fields": ("note", ("confidence", "reviewed_on"), "noindex", "key")},
        ),
    )
    inlines = (DefendantInline, ParticipationInline, CaseLinkInline, OtherDocketInline, CaseCitationInline)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Case], search_term: str
    ) -> tuple[QuerySet[Case], bool]:
        """Find cases by the names of their defendants, too: of those this user may see."""
        for word in smart_split(search_term):
            found, _may_repeat = super().get_search_results(request, queryset, word)
            named = Defendant.objects.filter(party__name__icontains=word, case=OuterRef("pk"))
            shown = Exists(visible_to(request.user, named))
            queryset = queryset.filter(Q(pk__in=found.order_by().values("pk")) | Q(shown))
        return queryset, False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show what is recorded in the case beside its form."""
        context = (
            {"recorded": _case_summary(request, int(object_id)), **(extra_context or {})}
            if object_id.isdecimal()
            else {}
        )
        return super().change_view(request, object_id, form_url, context)


def _case_summary(request: HttpRequest, case: int) -> dict[str, Any]:
    """Return the defendants of a case with their status, its events, and the ways to add one of each kind."""
    rows = visible_to(request.user, Defendant.objects.filter(case=case)).select_related("party", "case")
    defendants = list(rows)
    spans = spans_today([row.pk for row in defendants])
    events = list(
        visible_to(request.user, Event.objects.filter(case=case)).order_by("order")[: EVENTS_LISTED + 1]
    )
    return {
        "defendants": [
            {
                "name": row.party.name,
                "url": reverse("admin:proceedings_defendant_change", args=(row.pk,)),
                "public_url": public_url(row) if row.pk in spans else "",
                "status": sentence_of(spans[row.pk]) if row.pk in spans else "",
            }
            for row in defendants
        ],
        "events": [{"row": event, "url": address_of(event)} for event in events[:EVENTS_LISTED]],
        "more_events": len(events) > EVENTS_LISTED,
        "all_events_url": reverse("admin:proceedings_event_changelist") + f"?case__id__exact={case}",
        "add": [
            {
                "words": capfirst(str(model._meta.verbose_name)),
                "url": reverse("admin:enter", kwargs={"kind": kind, "case": case})
                if kind in ENTERED
                else reverse(f"admin:proceedings_{model._meta.model_name}_add") + f"?case={case}",
            }
            for kind, model in KINDS.items()
        ],
    }


class RepresentationInline(PartTabularInline):
    """Whom counsel acts for."""

    model = Representation
    owner = "participation"
    autocomplete_fields = ("party",)
    fields = ("party",)
    verbose_name_plural = gettext_lazy("represented parties: whom this person acts for")


@admin.register(Participation)
class ParticipationAdmin(FactAdmin):
    """Another role in a case."""

    related = ("case", "party")
    autocomplete_fields = ("case", "party")
    list_display = ("party", "role", "case", "since", "until")
    list_filter = ("role",)
    search_fields = ("party__name", "case__caption")
    fieldsets = ((None, {"fields": ("case", "party", "role", ("since", "until"), "note", "named_because")}),)
    inlines = (RepresentationInline,)

    def case_of(self, fact: Any) -> int | None:
        """Lead back to the case."""
        number: int = fact.case_id
        return number


class HarmedPersonInline(PartStackedInline):
    """Whom the matter harmed; private unless a reason is recorded."""

    model = HarmedPerson
    owner = "incident"
    autocomplete_fields = ("party",)
    fields = (("party", "harm"), "minor", "named_because")
    related = ("party",)


class DisputedClaimInline(PartStackedInline):
    """What is said, and no court decided."""

    model = DisputedClaim
    owner = "incident"
    fields = ("claim", "texts", "shown_as")


class IncidentCitationInline(CitationInline):
    """Who says so."""

    owner = "incident"


@admin.register(Incident)
class IncidentAdmin(FactAdmin):
    """A matter that cases are about."""

    list_display = ("title", "date", "place")
    search_fields = ("title", "place", "key")
    ordering = ("title", "pk")
    readonly_fields = ("key",)
    fieldsets = (
        (None, {"fields": ("title", "date", "place", "summary")}),
        (gettext_lazy("For readers"), {"fields": ("note", "confidence", "key")}),
    )
    inlines = (HarmedPersonInline, DisputedClaimInline, IncidentCitationInline)


class PressFactEventInline(PartTabularInline):
    """Which events carry the statement, or bear on it."""

    model = PressFactEvent
    owner = "press_fact"
    autocomplete_fields = ("event",)
    fields = ("event",)
    verbose_name_plural = gettext_lazy("events that carry this statement, or bear on it")


@admin.register(PressFact)
class PressFactAdmin(FactAdmin):
    """One statement of a published account, with what contradicts it."""

    related = ("incident", "source")
    autocomplete_fields = ("incident", "source")
    list_display = ("number", "fact", "kind", "incident", "public")
    list_display_links = ("number", "fact")
    list_filter = ("incident", "public")
    search_fields = ("fact", "contradicted_by")
    fieldsets = (
        (None, {"fields": ("incident", "source", "number", "fact", "kind")}),
        (gettext_lazy("What else is said"), {"fields": ("contradicted_by", "note", "public")}),
    )
    inlines = (PressFactEventInline,)
