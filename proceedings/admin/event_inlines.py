"""The parts of an event, inside its form: what it did, what was imposed, who says so, whom it concerns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from proceedings.admin.base import PartStackedInline, PartTabularInline
from proceedings.admin.effect_targets import Targets
from proceedings.admin.event_forms import ComponentForm, EffectForm
from proceedings.models import Citation, Effect, EventParty, SentenceComponent


class EffectInline(PartStackedInline):
    """What the event did, charge by charge."""

    model = Effect
    owner = "event"
    targets: Targets | None = None
    form = EffectForm
    verbose_name = gettext_lazy("outcome")
    verbose_name_plural = gettext_lazy("outcomes: what this did, charge by charge")
    related = ("defendant__party", "charge", "claim")
    fieldsets = (
        (None, {"fields": (("target", "outcome"), ("by", "prejudice", "plea"))}),
        (
            gettext_lazy("More details"),
            {"classes": ("collapse",), "fields": (("ground", "instrument", "position"), "reason", "text")},
        ),
    )


class ComponentInline(PartStackedInline):
    """What was imposed, part by part."""

    model = SentenceComponent
    owner = "event"
    targets: Targets | None = None
    form = ComponentForm
    verbose_name = gettext_lazy("part of the sentence")
    verbose_name_plural = gettext_lazy("parts of the sentence")
    show_change_link = True
    related = ("defendant__party", "charge")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("target", "kind"),
                    ("minimum", "maximum", "suspended", "unit"),
                    ("credit", "relation"),
                )
            },
        ),
        (None, {"fields": (("amount", "currency", "supervised", "time_served"), "text")}),
        (
            gettext_lazy("Doubt and order"),
            {"classes": ("collapse",), "fields": (("confidence", "position"), "dispute")},
        ),
    )


class CitationInline(PartStackedInline):
    """Who says so."""

    model = Citation
    owner = "event"
    autocomplete_fields = ("source",)
    fields = (("source", "pinpoint", "confidence"), ("differs", "position"))
    verbose_name = gettext_lazy("source")
    verbose_name_plural = gettext_lazy("sources: who says so")
    related = ("source",)


class EventPartyInline(PartTabularInline):
    """Whom the event concerns besides."""

    model = EventParty
    owner = "event"
    autocomplete_fields = ("party",)
    fields = ("party",)
    verbose_name_plural = gettext_lazy("parties concerned, besides the defendants named above")
