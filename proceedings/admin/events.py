"""The pages of events: one list and one form for each kind, with its own fields and types."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proceedings.admin.base import AFTER_PARTS, FactAdmin, VisibleRowsMixin
from proceedings.admin.effect_targets import Targets
from proceedings.admin.entry.change_preview import ChangePreviewMixin
from proceedings.admin.entry.views import EntryViewsMixin
from proceedings.admin.event_forms import (
    ChooseCaseForm,
    EventForm,
    confidence_help,
)
from proceedings.admin.event_inlines import (
    CitationInline,
    ComponentInline,
    EffectInline,
    EventPartyInline,
)
from proceedings.admin.publishing import MOST_AT_ONCE
from proceedings.admin.visibility import visible_to
from proceedings.law.codes import EventKind, Publication
from proceedings.models import (
    Case,
    CustodyEvent,
    Event,
    Filing,
    Hearing,
    Notice,
    Plea,
    Ruling,
    Sentence,
    SentenceComponent,
    Statement,
)
from proceedings.record.roles import may_publish

WORDS_IN_LISTS = 90


class EventAdmin(ChangePreviewMixin):
    """One kind of event."""

    form = EventForm
    moves_status = True
    about: ClassVar[tuple[Any, ...]] = ("type",)
    imposes: ClassVar[bool] = False
    related = ("case",)
    autocomplete_fields = ("judge",)
    readonly_fields = ("of_case", "key")
    list_display: Any = ("date_words", "of_type", "words", "case", "publication", "confidence")
    list_display_links = ("date_words", "words")
    list_filter: ClassVar[Any] = (
        "publication",
        "confidence",
        "case__type",
        ("case__court", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("what", "case__caption", "case__docket_number", "key")
    search_help_text = gettext_lazy("Words of the event, of its case's caption, or a docket number")
    ordering = ("-latest", "-order")
    actions = ("publish_chosen",)

    def case_of(self, fact: Any) -> int | None:
        """Lead back to the case."""
        number: int = fact.case_id
        return number

    @property
    def kind(self) -> EventKind:
        """Tell which kind of event these pages are for."""
        kind: EventKind = self.model.KIND
        return kind

    def all_parts(self) -> Any:
        """List the parts of this kind of event."""
        return [EffectInline, *((ComponentInline,) if self.imposes else ()), CitationInline, EventPartyInline]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:  # noqa: ARG002  # Django's signature
        """Show the parts of this kind of event."""
        return self.all_parts()

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> Any:
        """Give the parts what they can act on, read once for all of them."""
        inlines: Any = super().get_inline_instances(request, obj)
        case = obj.case if obj is not None else self._case(request)
        targets = Targets(case, request.user) if case is not None else None
        for inline in inlines:
            if isinstance(inline, EffectInline | ComponentInline):
                inline.targets = targets
        return inlines

    def sections(self, request: HttpRequest, obj: Any) -> Any:  # noqa: ARG002  # the page's own step
        """Ask what happened, when, how sure we are, and whether it is public."""
        return (
            (None, {"fields": ("of_case", *self.about, "what", "result", "source_text")}),
            (
                gettext_lazy("When"),
                {
                    "fields": (("date", "date_entered", "date_reported"), "order"),
                    "description": _(
                        "Give every date you know, as you would write it. The status uses the day it was "
                        "pronounced or happened, else the day it was entered, else the day it was reported."
                    ),
                },
            ),
            (
                gettext_lazy("How sure"),
                {
                    "classes": (AFTER_PARTS,),
                    "fields": ("confidence", "dispute", "note"),
                    "description": confidence_help(),
                },
            ),
            (
                gettext_lazy("Publication"),
                {
                    "classes": (AFTER_PARTS,),
                    "fields": ("publication", "withdrawal_reason", *(("key",) if obj else ())),
                    "description": _(
                        "Only published events move a status and are seen by the public. "
                        "Withdrawing needs a reason, which is public."
                    ),
                },
            ),
        )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Tell the form its kind and, for a new event, its case."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.kind = self.kind
        form.case = self._case(request) if obj is None else None
        return form

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Offer each row what the events of this case can act on."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, EffectInline | ComponentInline):
            kwargs["form_kwargs"] = {"targets": inline.targets, "kind": self.kind}
        return kwargs

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the case first: everything else on the form depends on it."""
        if self.has_add_permission(request) and self._case(request) is None:
            return self._choose_case(request)
        return super().add_view(request, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Lead a publisher to publishing a draft, and to withdrawing what is published."""
        form = context["adminform"].form
        event = form.instance
        if event.pk is not None and may_publish(request.user):
            held = form.initial.get("publication", event.publication)  # whatever was typed
            if held == Publication.DRAFT:
                context["publish_url"] = f"{reverse('admin:publish')}?event={event.pk}"
            elif held == Publication.PUBLISHED:
                context["withdraw_url"] = reverse("admin:withdraw", args=(event.pk,))
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Stay in the case when another event is to be added."""
        return self._in_same_case(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Stay in the case when another event is to be added."""
        return self._in_same_case(request, obj, super().response_change(request, obj))

    def _in_same_case(self, request: HttpRequest, event: Event, answer: HttpResponse) -> HttpResponse:
        if "_addanother" in request.POST:
            answer["Location"] = address_of(event, "add") + f"?case={event.case_id}"
        return answer

    def _case(self, request: HttpRequest) -> Case | None:
        asked = request.GET.get("case", "")
        rows = visible_to(request.user, Case.objects.select_related("court"))
        return rows.filter(pk=asked).first() if asked.isdecimal() else None

    def _choose_case(self, request: HttpRequest) -> HttpResponse:
        form = ChooseCaseForm(
            request.GET if "case" in request.GET else None, cases=visible_to(request.user, Case.objects.all())
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("Add %(kind)s: in which case?") % {"kind": self.opts.verbose_name},
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/choose_case.html", context)

    @admin.display(description=gettext_lazy("case"))
    def of_case(self, event: Event) -> str:
        """Name the case, with ways to it and to the pages where its charges are entered."""
        ways = [(reverse("admin:proceedings_case_change", args=(event.case_id,)), event.case.caption)]
        links = format_html_join("", '<a href="{}">{}</a>', ways)
        docket = event.case.docket_number
        return format_html("{}{}", links, format_html(" ({})", docket) if docket else "")

    @admin.display(description=gettext_lazy("date"), ordering="latest")
    def date_words(self, event: Event) -> str:
        """Say the date as people read it."""
        return event.date_words

    @admin.display(description=gettext_lazy("type"), ordering="type")
    def of_type(self, event: Event) -> str:
        """Say the type."""
        return str(event.get_type_display() or "—")

    @admin.display(description=gettext_lazy("what happened"))
    def words(self, event: Event) -> str:
        """Say what happened, in a line."""
        return Truncator(event.what).chars(WORDS_IN_LISTS)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Offer publishing to whoever may publish."""
        return may_publish(request.user)

    @admin.action(description=gettext_lazy("Publish the chosen drafts…"), permissions=["publish"])
    def publish_chosen(self, request: HttpRequest, queryset: Any) -> HttpResponse:  # noqa: ARG002  # Django's signature
        """Lead to the page that shows what publishing these drafts changes, and then does it."""
        drafts = queryset.filter(publication=Publication.DRAFT.value).values_list("pk", flat=True)
        asked = urlencode([("event", pk) for pk in drafts[:MOST_AT_ONCE]])
        return HttpResponseRedirect(f"{reverse('admin:publish')}?{asked}")


@admin.register(Filing)
class FilingAdmin(EventAdmin):
    """Papers put before the court."""


@admin.register(Plea)
class PleaAdmin(EventAdmin):
    """The defendant's answers."""

    about = ("type", "judge")


@admin.register(Hearing)
class HearingAdmin(EventAdmin):
    """Sittings of the court, to come or held."""

    about = ("type", ("scheduled_on", "scheduled_at", "outcome"), "judge")
    list_display = (*EventAdmin.list_display[:2], "scheduled_on", "outcome", *EventAdmin.list_display[2:])
    list_filter = ("outcome", *EventAdmin.list_filter)


@admin.register(Ruling)
class RulingAdmin(EventAdmin):
    """Decisions of the court."""

    about = (("type", "disposition"), "judge")
    imposes = True


@admin.register(Sentence)
class SentenceAdmin(EventAdmin):
    """What the court imposed."""

    about = ("judge",)
    imposes = True


@admin.register(Notice)
class NoticeAdmin(EventAdmin):
    """Acts of a party that need no ruling."""


@admin.register(CustodyEvent)
class CustodyAdmin(EventAdmin):
    """Warrant, arrest, release, completion, death."""

    imposes = True


@admin.register(Statement)
class StatementAdmin(EventAdmin):
    """Public announcements; they move nothing."""

    about = ()


@admin.register(Event)
class AllEventsAdmin(EntryViewsMixin, VisibleRowsMixin, ModelAdmin):
    """Every event of every kind in one list; each opens in the form of its kind."""

    related = ("case",)
    list_display = ("date_words", "kind", "words", "case", "publication")
    list_display_links = ("date_words", "words")
    list_filter = ("kind", "publication", "confidence")
    search_fields = EventAdmin.search_fields
    search_help_text = EventAdmin.search_help_text
    ordering = ("-latest", "-order")
    show_full_result_count = False
    date_words, words = EventAdmin.date_words, EventAdmin.words

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        """Enter events in the form of their kind."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        """Delete no fact."""
        return False

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Go to the form of the event's kind."""
        return HttpResponseRedirect(self._page("change", request, object_id))

    def history_view(self, request: HttpRequest, object_id: str, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Go to the history of the event."""
        return HttpResponseRedirect(self._page("history", request, object_id))

    def _page(self, page: str, request: HttpRequest, object_id: str) -> str:
        event = self.get_object(request, object_id)
        if event is None:
            return reverse("admin:proceedings_event_changelist")
        return address_of(event, page)


KINDS: dict[str, type[Event]] = {
    model.KIND.value: model
    for model in (Filing, Plea, Hearing, Ruling, Sentence, Notice, CustodyEvent, Statement)
    if model.KIND is not None
}


def address_of(event: Event, page: str = "change") -> str:
    """Return the address of an event's form, or another page of its kind."""
    which = () if page == "add" else (event.pk,)
    return reverse(f"admin:proceedings_{KINDS[event.kind]._meta.model_name}_{page}", args=which)


@admin.register(SentenceComponent)
class ComponentAdmin(FactAdmin):
    """One part of a sentence on a page of its own: for the sources that report it."""

    related = ("event", "defendant__party", "charge")
    search_fields = ("text", "defendant__party__name")
    list_display = ("__str__", "defendant", "event")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        """Enter parts of a sentence in the form of the sentence."""
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        """Leave these out of the first page: they are reached from their sentence."""
        return False

    fields = readonly_fields = ("event", "on", "kind", "text")

    class ComponentCitationInline(CitationInline):
        """Who reports this part."""

        owner = "component"

    inlines = (ComponentCitationInline,)

    @admin.display(description=gettext_lazy("on"))
    def on(self, component: SentenceComponent) -> str:
        """Say on whom, and for which charge, it was imposed."""
        name = component.defendant.party.name
        return f"{name}, {component.charge.count_label}" if component.charge else name
