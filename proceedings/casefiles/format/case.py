"""Version 1 of the case file: cases, defendants with their charges or claims, and the file as a whole."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from proceedings.casefiles.format.base import Part, Sources
from proceedings.casefiles.format.event import Event
from proceedings.casefiles.format.matter import (
    Court,
    Incident,
    Party,
    Source,
)
from proceedings.casefiles.format.scalars import (
    SEEN,
    DateText,
    Day,
    Key,
    PastMoment,
    Reference,
    ShortKey,
    Text,
    YesNo,
    fits,
    one_of_values,
)
from proceedings.law.codes import (
    CaseLinkKind,
    CaseType,
    ChargeLinkKind,
    Confidence,
    Modifier,
    RestrictionKind,
    Role,
    Severity,
)
from proceedings.models import Case as CaseRow
from proceedings.models import Charge as ChargeRow
from proceedings.models import Claim as ClaimRow
from proceedings.models import ClaimLink as ClaimLinkRow
from proceedings.models import Defendant as DefendantRow
from proceedings.models import OtherDocket as OtherDocketRow
from proceedings.models import Participation as ParticipationRow

VERSION = "1"
ClaimLinkKind = Annotated[str, *one_of_values([kind.value for kind in ClaimLinkRow.KINDS])]


class ChargeLink(Part):
    """How a charge stands to another."""

    kind: ChargeLinkKind = Field(description="Read from this charge to the other.")
    charge: Reference = Field(description="A charge of this case, or case-id/charge-id of another.")


class Charge(Part):
    """One count against one defendant."""

    id: ShortKey = Field(description="Its name, unique in the case, given once and kept.")
    count: Annotated[str, fits(ChargeRow, "count_label")] = Field(description="The count, as in “Count 1”.")
    offence: Annotated[str, fits(ChargeRow, "offence")] = Field(description="The offense as charged.")
    statute: Annotated[str, fits(ChargeRow, "statute")] = Field("", description="The statute, as cited.")
    statute_version: Annotated[str, fits(ChargeRow, "statute_version")] = Field(
        "", description="The version of the statute, where it matters."
    )
    severity: Severity | None = Field(None, description="How grave the law calls it.")
    degree: Annotated[str, fits(ChargeRow, "degree")] = Field("", description="The degree, as worded.")
    modifier: Modifier | None = Field(None, description="How the person is said to have taken part.")
    alternative_group: Annotated[str, fits(ChargeRow, "alternative_group")] = Field(
        "", description="Charges of one defendant with the same word here are theories of one count."
    )
    note: Text = Field("", description="A note, public.")
    links: list[ChargeLink] = Field(default_factory=list, description="How it stands to other charges.")
    sources: Sources = Field(default_factory=list)


class ClaimLink(Part):
    """How a claim stands to another."""

    kind: ClaimLinkKind = Field(description="Read from this claim to the other.")
    claim: Reference = Field(description="A claim of this case, or case-id/claim-id of another.")


class Claim(Part):
    """What one defendant of a civil or administrative case is sued or cited for."""

    id: ShortKey = Field(description="Its name, unique in the case, given once and kept.")
    label: Annotated[str, fits(ClaimRow, "label")] = Field(
        "the complaint", description="The claim; “the complaint” where no text lists the claims."
    )
    note: Text = Field("", description="A note, public.")
    links: list[ClaimLink] = Field(default_factory=list, description="How it stands to other claims.")


class Defendant(Part):
    """One party as a defendant in the case, in the order of the caption."""

    party: ShortKey = Field(description="The id of the party.")
    name: Annotated[str, fits(DefendantRow, "name_as_printed"), SEEN] = Field(
        "", description="The name as this case prints it, where it differs."
    )
    note: Text = Field("", description="A note, public.")
    noindex: YesNo = Field(default=False, description="yes: search engines are asked to keep away.")
    charges: list[Charge] = Field(default_factory=list, description="The charges, in a criminal case.")
    claims: list[Claim] = Field(
        default_factory=list, description="The claims, in a civil or administrative case."
    )


class Participant(Part):
    """Another role in the case, with its period."""

    party: ShortKey = Field(description="The id of the party.")
    role: Role = Field(description="What the party does in the case.")
    since: DateText = Field("", alias="from", description="From when, as well as it is known.")
    until: DateText = Field("", description="Until when.")
    represents: list[ShortKey] = Field(
        default_factory=list, description="Of counsel: the ids of the parties represented."
    )
    note: Annotated[str, fits(ParticipationRow, "note")] = Field("", description="A note, public.")
    named_because: Text = Field(
        "", description="Of a victim: why the name is public; without it the person stays unnamed."
    )


class CaseLink(Part):
    """How the case stands to another."""

    kind: CaseLinkKind = Field(description="Read from this case to the other.")
    case: Key = Field(description="The id of the other case.")


class Case(Part):
    """One proceeding before one court."""

    id: Key = Field(description="Its name in case files, given once and kept.")
    court: ShortKey = Field(description="The id of the court (or its courts_db_id).")
    docket: Annotated[str, fits(CaseRow, "docket_number")] = Field(
        "", description="The docket number as printed."
    )
    other_dockets: list[Annotated[str, fits(OtherDocketRow, "number")]] = Field(
        default_factory=list, description="Other styles or numbers under which papers print the case."
    )
    print_docket: YesNo = Field(default=True, description="no: the number is kept, and shown to nobody.")
    caption: Annotated[str, fits(CaseRow, "caption"), SEEN] = Field(description="The caption.")
    caption_is_description: YesNo = Field(default=False, description="yes: the caption itself was not read.")
    type: CaseType = Field(description="What sort of proceeding it is.")
    incident: ShortKey = Field("", description="The id of the incident it is about.")
    links: list[CaseLink] = Field(default_factory=list, description="How it stands to other cases.")
    confidence: Confidence | None = Field(None, description="How well sources bear the case out: A, B or C.")
    note: Text = Field("", description="The editor's note, public.")
    reviewed: Day | None = Field(None, description="The day somebody last looked for news.")
    noindex: YesNo = Field(default=False, description="yes: search engines are asked to keep away.")
    sources: Sources = Field(default_factory=list)
    participants: list[Participant] = Field(default_factory=list, description="Everyone but the defendants.")
    defendants: list[Defendant] = Field(
        default_factory=list, description="The defendants; an appeal has none of its own."
    )
    events: list[Event] = Field(
        default_factory=list, description="What happened, in recorded order: it breaks ties within a day."
    )


class Correction(Part):
    """A public note of what was wrong here, and what is right."""

    case: Key = Field("", description="The id of the case it is about.")
    event: Key = Field("", description="The id of an event of that case.")
    incident: ShortKey = Field("", description="The id of the incident it is about.")
    was: Text = Field(description="What was wrong.")
    now: Text = Field(description="What is right.")
    why: Text = Field(description="Why it was changed.")
    date: PastMoment = Field(description="When it was corrected; never in the future.")


class Restriction(Part):
    """What is closed to the public: a party everywhere, or a case or a part of one."""

    party: ShortKey = Field("", description="The id of a party that is named nowhere.")
    case: Key = Field("", description="The id of the case that is closed, whole or in part.")
    defendant: ShortKey = Field("", description="The party id of the defendant in that case who is closed.")
    charge: ShortKey = Field("", description="The id of the charge in that case that is closed.")
    event: Key = Field("", description="The id of the event of that case that is closed.")
    kind: RestrictionKind = Field(description="Why it is closed.")
    legal_basis: Text = Field(description="The order or the law, never public.")
    since: Day = Field(description="The first day.")
    until: Day | None = Field(None, description="The last day; none until it is lifted.")
    note: Text = Field("", description="An internal note, never public.")


class CaseFile(Part):
    """A case file of casetracker, version 1. Every value is text: `on` is the word on."""

    casetracker: Annotated[Literal["1"], WithJsonSchema({"enum": [1, VERSION]})] = Field(
        description="The version of the format: 1."
    )
    courts: list[Court] = Field(
        default_factory=list, description="Courts that are not known yet, or known otherwise."
    )
    incidents: list[Incident] = Field(default_factory=list, description="What the cases are about.")
    parties: list[Party] = Field(default_factory=list, description="Persons, organizations and governments.")
    sources: list[Source] = Field(default_factory=list, description="The texts that say so.")
    cases: list[Case] = Field(default_factory=list, description="The cases.")
    corrections: list[Correction] = Field(default_factory=list, description="Public corrections.")
    restrictions: list[Restriction] = Field(
        default_factory=list, description="What a load closes to the public again."
    )
