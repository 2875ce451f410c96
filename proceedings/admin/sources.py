"""The page of a source: who said what, where it can be read."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy

from proceedings.admin.base import FactAdmin
from proceedings.models import Source


@admin.register(Source)
class SourceAdmin(FactAdmin):
    """A text that says something."""

    list_display = ("publisher", "title", "kind", "published", "accessed", "link_public")
    list_display_links = ("publisher", "title")
    list_filter = ("kind", "link_public")
    search_fields = ("publisher", "title", "url", "key")
    search_help_text = gettext_lazy("A part of the publisher, the title or the address")
    ordering = ("publisher", "title", "pk")
    readonly_fields = ("key",)
    fieldsets = (
        (None, {"fields": ("publisher", "title", "title_is_description", "kind", "published")}),
        (
            gettext_lazy("Where it is"),
            {
                "fields": (("url", "link_public"), "accessed", "archived_url", "checksum"),
                "description": gettext_lazy("Keep an archived copy of what may vanish."),
            },
        ),
        (gettext_lazy("Notes"), {"fields": ("note", "key")}),
    )
