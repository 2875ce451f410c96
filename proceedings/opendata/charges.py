"""Public tables of against whom: defendants, charges and civil claims, and the links between them."""

from __future__ import annotations

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from proceedings.law.codes import (
    ChargeLinkKind,
    Modifier,
    Severity,
)
from proceedings.models import Charge, ChargeLink, Claim, ClaimLink, Defendant
from proceedings.opendata.cases import address
from proceedings.opendata.fields import (
    PublicTable,
    WithoutReferred,
    coded,
    column,
    link,
)
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import public_charges, public_claims, public_defendants


def _defendants(_redactor: Redactor) -> QuerySet[Defendant]:
    printed = NullIf("name_as_printed", Value(""), output_field=TextField())
    shown = Coalesce(printed, F("party__name"), output_field=TextField())
    return public_defendants(Defendant.objects.annotate(shown=shown, address=address("defendants")))


DEFENDANTS = PublicTable(
    name="defendants",
    title=_("Defendants"),
    one_row=_("One party as a defendant in one case; one person can appear more than once."),
    rows=_defendants,
    fields=(
        column("id", _("Number"), _("The defendant's number here; kept."), "integer"),
        link("case_id", "cases", _("Case"), _("In which case.")),
        link(
            "party_id",
            "parties",
            _("Party"),
            _("Who it is, where the name is public."),
            without=WithoutReferred.EMPTIED,
            keeps=True,
        ),
        column("name", _("Name"), _("The name as the case prints it."), path="shown", named_by="party_id"),
        column("position", _("Position"), _("Order in the caption."), "integer"),
        column("address", _("Address"), _("The defendant's page, within the site.")),
    ),
)

CHARGES = PublicTable(
    name="charges",
    title=_("Charges"),
    one_row=_("One count against one defendant, on which a public event rests."),
    rows=lambda _redactor: public_charges(Charge.objects.all()),
    fields=(
        column("id", _("Number"), _("The charge's number here; kept."), "integer"),
        link("defendant_id", "defendants", _("Defendant"), _("Against whom.")),
        link("case_id", "cases", _("Case"), _("In which case."), path="defendant__case_id"),
        column("count_label", _("Count"), _("As the charging paper counts it.")),
        column("offence", _("Offense"), _("As charged.")),
        column("statute", _("Statute"), _("The law cited.")),
        column("statute_version", _("Version"), _("The version of the statute.")),
        coded("severity", _("Severity"), _("How grave the law calls it."), Severity),
        column("degree", _("Degree"), _("As worded.")),
        coded("modifier", _("Modifier"), _("Attempt, conspiracy and the like."), Modifier),
        column(
            "alternative_group",
            _("Alternative group"),
            _("Charges of one defendant with the same group are theories of one count."),
        ),
        column("position", _("Position"), _("Order among the defendant's charges."), "integer"),
        column("note", _("Note"), _("A public note.")),
    ),
)

CHARGE_LINKS = PublicTable(
    name="charge_links",
    title=_("Links between charges"),
    one_row=_("How one charge stands to another, read from charge_id to other_id."),
    rows=lambda _redactor: ChargeLink.objects.all(),
    fields=(
        column("id", _("Number"), _("The row's number here; kept."), "integer"),
        link("charge_id", "charges", _("Charge"), _("The charge the link is read from.")),
        coded("kind", _("Kind"), _("How it stands to the other."), ChargeLinkKind),
        link("other_id", "charges", _("Other charge"), _("The other charge.")),
    ),
)

CLAIMS = PublicTable(
    name="claims",
    title=_("Civil claims"),
    one_row=_("One cause of action against one civil defendant, on which a public event rests."),
    rows=lambda _redactor: public_claims(Claim.objects.all()),
    fields=(
        column("id", _("Number"), _("The claim's number here; kept."), "integer"),
        link("defendant_id", "defendants", _("Defendant"), _("Against whom.")),
        link("case_id", "cases", _("Case"), _("In which case."), path="defendant__case_id"),
        column("label", _("Claim"), _("What is claimed; “the complaint” where no text lists the claims.")),
        column("position", _("Position"), _("Order among the claims."), "integer"),
        column("note", _("Note"), _("A public note.")),
    ),
)

CLAIM_LINKS = PublicTable(
    name="claim_links",
    title=_("Links between claims"),
    one_row=_("How one claim stands to another, read from claim_id to other_id."),
    rows=lambda _redactor: ClaimLink.objects.all(),
    fields=(
        column("id", _("Number"), _("The row's number here; kept."), "integer"),
        link("claim_id", "claims", _("Claim"), _("The claim the link is read from.")),
        coded("kind", _("Kind"), _("How it stands to the other."), ChargeLinkKind),
        link("other_id", "claims", _("Other claim"), _("The other claim.")),
    ),
)
