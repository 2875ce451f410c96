"""The pages of parties, with their names and numbers elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from people.admin import IdentityDecisionAdminMixin, PartyAdminMixin
from people.models import Identifier, IdentityDecision, OtherName, Party
from proceedings.admin.base import FactAdmin, PartTabularInline
from proceedings.admin.event_inlines import CitationInline
from proceedings.admin.merging import MergeViewsMixin
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


@admin.register(Party)
class PartyAdmin(MergeViewsMixin, PartyAdminMixin, FactAdmin):
    """A person, an organisation or a government."""

    inlines = (OtherNameInline, IdentifierInline, PartyCitationInline)


@admin.register(IdentityDecision)
class IdentityDecisionAdmin(IdentityDecisionAdminMixin, FactAdmin):
    """Whether two parties of one name are one and the same."""

    related = ("first", "second", "decided_by")

    def prepare(self, request: HttpRequest, fact: Any, work: services.Writing) -> None:  # noqa: ARG002  # the page's own step
        """Sign the decision."""
        fact.decided_by = request.user
