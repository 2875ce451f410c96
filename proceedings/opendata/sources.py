"""Public tables of who says so: sources, and what each is cited for."""

from __future__ import annotations

from django.db.models import BigIntegerField, CharField, QuerySet, Value, When
from django.db.models import Case as Choose
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from proceedings.law.codes import Confidence, SourceKind
from proceedings.models import Citation, Source
from proceedings.opendata.fields import (
    PublicTable,
    WithoutReferred,
    coded,
    column,
    link,
)
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import disclosable_address

BACKED = ("event", "charge", "component", "incident", "party", "court")


def _citations(_redactor: Redactor) -> QuerySet[Citation]:
    """Return the citations with the name of what each backs, and the case that belongs to."""
    kinds = [When(**{f"{name}__isnull": False}, then=Value(name)) for name in BACKED]
    case = Coalesce(
        "case_id",
        "event__case_id",
        "charge__defendant__case_id",
        "component__event__case_id",
        output_field=BigIntegerField(),
    )
    backs = Choose(*kinds, default=Value("case"), output_field=CharField())
    return Citation.objects.annotate(backs=backs, of_case=case)


def _sources(_redactor: Redactor) -> QuerySet[Source]:
    """Return the sources; of one that may not be linked, the addresses and the checksum are left out."""
    return Source.objects.annotate(
        public_address=disclosable_address("url"),
        public_copy=disclosable_address("archived_url"),
        public_checksum=disclosable_address("checksum"),
    )


CITATIONS = PublicTable(
    name="citations",
    title=_("Citations"),
    one_row=_("One source that backs one fact."),
    rows=_citations,
    fields=(
        column("id", _("Number"), _("The row's number here; kept."), "integer"),
        link(
            "source_id",
            "sources",
            _("Source"),
            _("Which source."),
            without=WithoutReferred.BROUGHT,
            keeps=True,
        ),
        column(
            "backs",
            _("Backs"),
            _("What it is cited for: event, case, charge, component, incident, party or court."),
        ),
        link(
            "case_id",
            "cases",
            _("Case"),
            _("The case backed, or the case of what is backed."),
            path="of_case",
        ),
        link("event_id", "events", _("Event"), _("The event backed.")),
        link("charge_id", "charges", _("Charge"), _("The charge backed.")),
        link("component_id", "sentence_components", _("Part of a sentence"), _("The part backed.")),
        link("incident_id", "incidents", _("Matter"), _("The matter backed.")),
        link("party_id", "parties", _("Party"), _("The party backed.")),
        link("court_id", "courts", _("Court"), _("The court backed.")),
        column("pinpoint", _("Where in it"), _("Page, paragraph or time.")),
        coded("confidence", _("Confidence"), _("How well it backs the fact."), Confidence),
        column("differs", _("What it says otherwise"), _("Where it differs.")),
    ),
)

SOURCES = PublicTable(
    name="sources",
    title=_("Sources"),
    one_row=_("A text that is cited for something public."),
    rows=_sources,
    is_kept=True,
    is_brought=True,
    fields=(
        column("id", _("Number"), _("The source's number here; kept."), "integer"),
        column("publisher", _("Publisher"), _("Who published it.")),
        column("title", _("Title"), _("Its title, or our description of it.")),
        column(
            "title_is_description",
            _("Title is ours"),
            _("True when it is our description, no headline."),
            "boolean",
        ),
        coded("kind", _("Kind"), _("What sort of text it is."), SourceKind),
        column("published", _("Published"), _("When (EDTF).")),
        column("accessed", _("Accessed"), _("When it was read."), "date"),
        column(
            "url",
            _("Where it stands"),
            _("Empty when it is cited by publisher, title and date only."),
            path="public_address",
            is_address=True,
        ),
        column(
            "archived_url", _("Archived copy"), _("Empty as before."), path="public_copy", is_address=True
        ),
        column("checksum", _("Checksum"), _("Of the copy kept; empty as before."), path="public_checksum"),
        column("note", _("Note"), _("A public note.")),
    ),
)

TABLES = (CITATIONS, SOURCES)
