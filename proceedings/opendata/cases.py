"""Public tables of where and what: incidents, courts, cases, and how cases stand to each other."""

from __future__ import annotations

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proceedings.law.codes import (
    CaseLinkKind,
    CaseType,
    Confidence,
    CourtKind,
)
from proceedings.models import Case, CaseLink, Court, Incident
from proceedings.opendata.fields import (
    PublicTable,
    WithoutReferred,
    coded,
    column,
    link,
)
from proceedings.record import record_urls
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import disclosable_docket, public_cases, public_incidents


def address(listed: str) -> Concat:
    """Return the address of a record of a list by its number alone: no name stands in it."""
    return Concat(Value(reverse(listed)), Cast("pk", CharField()), Value("/"), output_field=CharField())


def _cases(_redactor: Redactor) -> QuerySet[Case]:
    return public_cases(Case.objects.annotate(docket=disclosable_docket(Case), address=address("cases")))


def _courts(_redactor: Redactor) -> QuerySet[Court]:
    return Court.objects.filter(Exists(public_cases(Case.objects.filter(court=OuterRef("pk")))))


def _incidents(_redactor: Redactor) -> QuerySet[Incident]:
    before, after = record_urls.incident("KEY").split("KEY")
    page = Concat(Value(before), F("key"), Value(after), output_field=CharField())
    return public_incidents(Incident.objects.annotate(address=page))


INCIDENTS = PublicTable(
    name="incidents",
    title=_("Matters"),
    one_row=_("What one or several cases are about."),
    rows=_incidents,
    is_kept=True,
    fields=(
        column("id", _("Number"), _("The matter's number here; kept."), "integer"),
        column("title", _("Title"), _("What the matter is called here.")),
        column("date", _("Date"), _("When it happened (EDTF).")),
        column("place", _("Place"), _("Where it happened.")),
        column("summary", _("Summary"), _("What happened, in our own words.")),
        coded("confidence", _("Confidence"), _("How well it is sourced."), Confidence),
        column("address", _("Address"), _("Its page, within the site.")),
    ),
)

COURTS = PublicTable(
    name="courts",
    title=_("Courts"),
    one_row=_("A court, or another body that decides, before which a public case is."),
    rows=_courts,
    is_kept=True,
    fields=(
        column("id", _("Number"), _("The court's number here; kept."), "integer"),
        column("key", _("Key"), _("The court as filters take it.")),
        column("name", _("Name"), _("Its name.")),
        coded("kind", _("Kind"), _("A court of law or an agency."), CourtKind),
        column("place", _("Place"), _("Where it sits.")),
        column("country", _("Country"), _("ISO 3166-1, two letters.")),
        column("subdivision", _("Subdivision"), _("ISO 3166-2.")),
        column("time_zone", _("Time zone"), _("The IANA time zone its days are counted in.")),
        column("courts_db_id", _("courts-db id"), _("Its id in Free Law Project's list of courts.")),
    ),
)

CASES = PublicTable(
    name="cases",
    title=_("Cases"),
    one_row=_("One proceeding before one court. A case has no status: its defendants do."),
    rows=_cases,
    fields=(
        column("id", _("Number"), _("The case's number here; kept."), "integer"),
        link("court_id", "courts", _("Court"), _("Before which court."), keeps=True),
        column(
            "docket_number",
            _("Docket number"),
            _("As printed; empty when it may not be printed or is not recorded."),
            path="docket",
        ),
        column("caption", _("Caption"), _("The caption, or our description of the case.")),
        column(
            "caption_is_description",
            _("Caption is ours"),
            _("True when the caption itself was not read."),
            "boolean",
        ),
        coded("type", _("Type"), _("What sort of proceeding it is."), CaseType),
        link(
            "incident_id",
            "incidents",
            _("Matter"),
            _("What it is about."),
            without=WithoutReferred.EMPTIED,
            keeps=True,
        ),
        coded("confidence", _("Confidence"), _("How well it is sourced."), Confidence),
        column("note", _("Note"), _("An editor's public note.")),
        column("reviewed_on", _("Last reviewed"), _("When an editor last looked through it."), "date"),
        column("address", _("Address"), _("Its page, within the site.")),
    ),
)

CASE_LINKS = PublicTable(
    name="case_links",
    title=_("Links between cases"),
    one_row=_("How one case stands to another, read from case_id to other_id."),
    rows=lambda _redactor: CaseLink.objects.all(),
    fields=(
        column("id", _("Number"), _("The row's number here; kept."), "integer"),
        link("case_id", "cases", _("Case"), _("The case the link is read from.")),
        coded("kind", _("Kind"), _("How it stands to the other."), CaseLinkKind),
        link("other_id", "cases", _("Other case"), _("The other case.")),
    ),
)

TABLES = (INCIDENTS, COURTS, CASES, CASE_LINKS)
