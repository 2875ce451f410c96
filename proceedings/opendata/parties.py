"""Public tables of who: parties, their other names, and those who take part in a case otherwise."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.kinds import NameKind, PartyKind
from people.models import OtherName, Party
from proceedings.law.codes import Role
from proceedings.models import Participation, Representation
from proceedings.opendata.fields import (
    PublicTable,
    coded,
    column,
    link,
)
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import named_participations, parties_to_name


def _parties(redactor: Redactor) -> QuerySet[Party]:
    """Return the parties who may be named."""
    return parties_to_name(Party.objects.all(), redactor.closed)


PARTIES = PublicTable(
    name="parties",
    title=_("Parties"),
    one_row=_("A person, an organization or a government named in a public case."),
    rows=_parties,
    is_kept=True,
    fields=(
        column("id", _("Number"), _("The party's number here; kept."), "integer"),
        coded("kind", _("Kind"), _("What sort of party it is."), PartyKind),
        column("name", _("Name"), _("The name the party goes by here.")),
        column("sort_name", _("Sort name"), _("As in an index.")),
    ),
)

OTHER_NAMES = PublicTable(
    name="other_names",
    title=_("Other names"),
    one_row=_("Another name of a party, as printed in court papers or as otherwise known."),
    rows=lambda _redactor: OtherName.objects.all(),
    fields=(
        column("id", _("Number"), _("The row's number here; kept."), "integer"),
        link("party_id", "parties", _("Party"), _("Whose name it is.")),
        column("name", _("Name"), _("The other name.")),
        coded("kind", _("Kind"), _("What sort of name it is."), NameKind),
    ),
)

PARTICIPATIONS = PublicTable(
    name="participations",
    title=_("Participants"),
    one_row=_("One role of one party in one case, other than as a defendant."),
    rows=lambda _redactor: named_participations(Participation.objects.all()),
    fields=(
        column("id", _("Number"), _("The row's number here; kept."), "integer"),
        link("case_id", "cases", _("Case"), _("The case.")),
        link("party_id", "parties", _("Party"), _("Who takes part."), keeps=True),
        coded("role", _("Role"), _("As what."), Role),
        column("since", _("From"), _("When it began (EDTF); empty when not recorded.")),
        column("until", _("Until"), _("When it ended (EDTF); empty when not recorded.")),
    ),
)

REPRESENTATIONS = PublicTable(
    name="representations",
    title=_("Whom counsel act for"),
    one_row=_("One party whom a participant acts for."),
    rows=lambda _redactor: Representation.objects.all(),
    fields=(
        column("id", _("Number"), _("The row's number here; kept."), "integer"),
        link("participation_id", "participations", _("Participant"), _("Who acts.")),
        link("party_id", "parties", _("Party"), _("For whom."), keeps=True),
    ),
)

TABLES = (PARTIES, OTHER_NAMES, PARTICIPATIONS, REPRESENTATIONS)
