"""The pages of parties, with their names and numbers elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.admin import IdentityDecisionAdminMixin, PartyAdminMixin
from people.models import Identifier, IdentityDecision, OtherName, Party
from proceedings.admin.base import FactAdmin, PartTabularInline
from proceedings.admin.event_inlines import CitationInline
from proceedings.admin.known_records import (
    CANNOT_BE_ENTERED,
    KnownParties,
    parties_named,
    tell_apart,
)
from proceedings.admin.merging import MergeViewsMixin
from proceedings.admin.versioned_form import FactForm
from proceedings.record import services


class OtherNameInline(PartTabularInline):
    """Other names."""

    model = OtherName
    owner = "party"
    fields = ("name", "kind", "note")


class IdentifierInline(PartTabularInline):
    """Numbers and names in other registers."""

    model = Identifier
    owner = "party"
    fields = ("scheme", "value")
    verbose_name_plural = gettext_lazy("identifiers in other registers")


class PartyCitationInline(CitationInline):
    """Who says so."""

    owner = "party"


class PartyForm(FactForm):
    """A party. One of a name that is recorded already is entered once somebody says that it is another."""

    is_another = forms.BooleanField(
        label=gettext_lazy("This is somebody else of the same name"), required=False
    )

    def clean_name(self) -> str:
        """Refuse the name of a party whose record is closed to this user, in words that tell nothing."""
        name: str = self.cleaned_data["name"]
        if "name" in self.changed_data and self.known(name).is_closed:
            raise forms.ValidationError(CANNOT_BE_ENTERED, code="closed")
        return name

    def clean(self) -> dict[str, Any] | None:
        """Ask whether it is another party than those of the same name."""
        cleaned = super().clean()
        name = self.cleaned_data.get("name", "")
        same = self.known(name).same if "name" in self.changed_data else ()
        if same and not self.cleaned_data.get("is_another"):
            self.add_error("is_another", _named_alike(tell_apart(same, self.user)))
        return cleaned

    def known(self, name: str) -> KnownParties:
        """Find the parties of a name besides this one."""
        return parties_named(name, self.user, but=self.instance.pk)


def _named_alike(parties: dict[int, str]) -> str:
    """Lead to the parties of the same name."""
    links = format_html_join(
        "; ",
        '<a href="{}">{}</a>',
        ((reverse("admin:people_party_change", args=(pk,)), words) for pk, words in parties.items()),
    )
    words = _("Recorded already under this name: {}. If it is one of them, use that one. If not, tick this.")
    return format_html(words, links)


@admin.register(Party)
class PartyAdmin(MergeViewsMixin, PartyAdminMixin, FactAdmin):
    """A person, an organization or a government."""

    form = PartyForm

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        """Ask whether it is another party, once the name of one that is recorded was typed."""
        names, *rest = super().sections(request, obj)
        name = request.POST.get("name", "")
        if not name or not parties_named(name, request.user, but=obj.pk if obj else None).same:
            return (names, *rest)
        return ((None, {"fields": (*names[1]["fields"], "is_another")}), *rest)

    inlines = (OtherNameInline, IdentifierInline, PartyCitationInline)


@admin.register(IdentityDecision)
class IdentityDecisionAdmin(IdentityDecisionAdminMixin, FactAdmin):
    """Whether two parties of one name are one and the same."""

    related = ("first", "second", "decided_by")

    def prepare(self, request: HttpRequest, fact: Any, work: services.WriteTransaction) -> None:  # noqa: ARG002  # the page's own step
        """Sign the decision."""
        fact.decided_by = request.user
