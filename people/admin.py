"""What the pages of parties show; proceedings writes them and gives them their addresses."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _


class PartyAdminMixin:
    """A person, an organization or a government."""

    list_display: ClassVar[Any] = ("name", "sort_name", "kind", "private", "noindex")
    list_filter: ClassVar[Any] = ("kind", "private", "noindex")
    search_fields: ClassVar[Any] = ("name", "sort_name", "other_names__name", "key")
    search_help_text: ClassVar[Any] = _("A part of a name, or of another name")
    ordering: ClassVar[Any] = ("sort_name", "pk")
    readonly_fields: ClassVar[Any] = ("key",)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("kind", "name", "sort_name")}),
        (
            _("In public"),
            {
                "fields": ("private", "noindex"),
                "description": _(
                    "Home addresses, full birth dates, photographs of arrests and jurors are never recorded."
                ),
            },
        ),
        (_("For editors"), {"fields": ("note", "key")}),
    )


class IdentityDecisionAdminMixin:
    """Whether two parties of one name are one and the same."""

    list_display: ClassVar[Any] = ("first", "same", "second", "decided_by", "decided_at")
    list_filter: ClassVar[Any] = ("same",)
    search_fields: ClassVar[Any] = ("first__name", "second__name")
    autocomplete_fields: ClassVar[Any] = ("first", "second")
    readonly_fields: ClassVar[Any] = ("decided_by", "decided_at")
    fieldsets: ClassVar[Any] = (
        (
            None,
            {
                "fields": ("first", "same", "second", "reason"),
                "description": _("A name is no proof: say on what the decision rests."),
            },
        ),
        (_("Who decided"), {"fields": ("decided_by", "decided_at")}),
    )
