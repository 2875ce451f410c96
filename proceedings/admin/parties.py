"""The pages of parties, with their names and numbers elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from people.admin import IdentityDecisionPage, PartyPage
from people.models import Identifier, IdentityDecision, OtherName, Party
from proceedings.admin.base import FactAdmin, PartTable
from proceedings.admin.event_inlines import CitationInline
from proceedings.admin.merging import MergePages
from proceedings.record import services


class OtherNameInline(PartTable):
    """Other names."""

    model = OtherName
    owner = "party"
    fields = ("name", "kind", "note")


class IdentifierInline(PartTable):
    """Numbers and names in other registers."""

    model = Identifier
    owner = "party"
    fields = ("scheme", "value")
    verbose_name_plural = gettext_lazy("identifiers in other registers")


class SourcesOfParty(CitationInline):
    """Who says so."""

    owner = "party"


@admin.register(Party)
class PartyAdmin(MergePages, PartyPage, FactAdmin):
    """A person, an organisation or a government."""

    inlines = (OtherNameInline, IdentifierInline, SourcesOfParty)


@admin.register(IdentityDecision)
class IdentityDecisionAdmin(IdentityDecisionPage, FactAdmin):
    """Whether two parties of one name are one and the same."""

    related = ("first", "second", "decided_by")

    def prepare(self, request: HttpRequest, fact: Any, work: services.Writing) -> None:  # noqa: ARG002  # the page's own step
        """Sign the decision."""
        fact.decided_by = request.user
