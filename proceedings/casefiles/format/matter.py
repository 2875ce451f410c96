"""Version 1 of the case file: what the cases of a matter share - courts, incidents, parties, sources."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from people.kinds import NameKind, PartyKind
from people.models import Identifier as IdentifierRow
from people.models import OtherName as OtherNameRow
from people.models import Party as PartyRow
from proceedings.casefiles.format.base import Part, Sources
from proceedings.casefiles.format.scalars import (
    SEEN,
    Address,
    Country,
    DateText,
    Day,
    EventReference,
    Key,
    ShortKey,
    Subdivision,
    Text,
    TimeZone,
    Whole,
    YesNo,
    fits,
)
from proceedings.law.codes import (
    Confidence,
    CourtKind,
    Harm,
    SourceKind,
)
from proceedings.models import Court as CourtRow
from proceedings.models import DisputedClaim as DisputedClaimRow
from proceedings.models import Incident as IncidentRow
from proceedings.models import PressFact as PressFactRow
from proceedings.models import Source as SourceRow


class Court(Part):
    """A court of law or an administrative body."""

    id: ShortKey = Field(description="Its name in case files, given once and kept.")
    name: Annotated[str, fits(CourtRow, "name"), SEEN] = Field(description="Its name in full.")
    kind: CourtKind = Field(CourtKind.COURT, description="A court of law, or an agency that decides.")
    place: Annotated[str, fits(CourtRow, "place")] = Field("", description="Where it sits.")
    country: Country = Field("", description="ISO 3166-1, two letters.")
    subdivision: Subdivision = Field("", description="ISO 3166-2, such as US-NM.")
    timezone: TimeZone = Field(description="The IANA time zone its days are counted in.")
    courts_db_id: Annotated[str, fits(CourtRow, "courts_db_id")] | None = Field(
        None, description="Its id in Free Law Project's list of courts, where it is there."
    )
    note: Text = Field("", description="A note, public.")
    sources: Sources = Field(default_factory=list)


class Harmed(Part):
    """A person the incident harmed."""

    party: ShortKey = Field(description="The id of the party.")
    harm: Harm = Field(description="What happened to the person.")
    named_because: Text = Field(
        "", description="Why the name is public; without it the person stays unnamed."
    )
    minor: YesNo = Field(
        default=False, description="yes: under eighteen at the time; then named in public for no reason."
    )

    @model_validator(mode="after")
    def _minors_are_not_named(self) -> Self:
        if self.minor and self.named_because:
            raise ValueError("a person under eighteen is never named; leave named_because out")
        return self


class Disputed(Part):
    """Something said about the incident that no court decided."""

    claim: Annotated[str, fits(DisputedClaimRow, "claim")] = Field(description="What is in dispute.")
    texts: Text = Field(description="Who says what.")
    shown_as: Annotated[str, fits(DisputedClaimRow, "shown_as")] = Field("", description="How pages put it.")


class Press(Part):
    """One statement of a published account, shown as it says, with what contradicts it."""

    source: Key = Field(description="The id of the account, a source.")
    number: Whole = Field(description="Its number within the account; unique for the source.")
    fact: Text = Field(description="What the account says, in our own words.")
    kind: Annotated[str, fits(PressFactRow, "kind")] = Field("", description="What sort of statement it is.")
    contradicted_by: Text = Field("", description="What says otherwise.")
    note: Text = Field("", description="A note, public.")
    events: list[EventReference] = Field(
        default_factory=list, description="The events that carry it or bear on it: case-id/event-id."
    )
    public: YesNo = Field(default=True, description="no keeps the statement off the pages.")


class Incident(Part):
    """What the cases are about; several can share one."""

    id: ShortKey = Field(description="Its name in case files and addresses, given once and kept.")
    title: Annotated[str, fits(IncidentRow, "title")] = Field(description="A short title.")
    date: DateText = Field(description="When it happened, as well as it is known.")
    place: Annotated[str, fits(IncidentRow, "place")] = Field("", description="Where it happened.")
    summary: Text = Field(description="What happened, in one or two sentences of our own.")
    note: Text = Field("", description="A note, public.")
    confidence: Confidence | None = Field(None, description="How well sources bear it out: A, B or C.")
    harmed: list[Harmed] = Field(default_factory=list, description="Persons the incident harmed.")
    disputed: list[Disputed] = Field(
        default_factory=list, description="What is said about it and was never decided."
    )
    sources: Sources = Field(default_factory=list)
    press: list[Press] = Field(
        default_factory=list, description="The statements of published accounts, one by one."
    )


class OtherName(Part):
    """Another name of a party."""

    name: Annotated[str, fits(OtherNameRow, "name"), SEEN] = Field(description="The name.")
    kind: NameKind = Field(NameKind.AS_PRINTED, description="Where the name comes from.")
    note: Annotated[str, fits(OtherNameRow, "note")] = Field("", description="A note.")


class Identifier(Part):
    """A number or name under which another register knows the party."""

    scheme: Annotated[str, fits(IdentifierRow, "scheme")] = Field(
        description="The register, such as wikidata."
    )
    value: Annotated[str, fits(IdentifierRow, "value")] = Field(description="The number or name there.")


class Party(Part):
    """A person, an organization or a government."""

    id: ShortKey = Field(description="Its name in case files, given once and kept.")
    name: Annotated[str, fits(PartyRow, "name"), SEEN] = Field(
        description="The name as it is commonly written."
    )
    sort_name: Annotated[str, fits(PartyRow, "sort_name"), SEEN] = Field(
        "", description="As in an index: “Lastname, Firstname”. Default: the name."
    )
    kind: PartyKind = Field(description="What the party is.")
    other_names: list[OtherName] = Field(
        default_factory=list, description="Other names, as printed or otherwise known."
    )
    identifiers: list[Identifier] = Field(
        default_factory=list, description="What other registers call the party."
    )
    private: YesNo = Field(default=False, description="yes: never named in public.")
    noindex: YesNo = Field(default=False, description="yes: search engines are asked to keep away.")
    note: Text = Field("", description="An internal note, never public.")
    sources: Sources = Field(default_factory=list)


class Source(Part):
    """A text that says something: a court paper, a report, a statement."""

    id: Key = Field(description="Its name in case files, given once and kept.")
    publisher: Annotated[str, fits(SourceRow, "publisher")] = Field(description="Who published it.")
    title: Annotated[str, fits(SourceRow, "title")] = Field("", description="Its title.")
    title_is_description: YesNo = Field(
        default=False, description="yes: the title is our description, not its headline."
    )
    url: Address = Field("", description="Its address.")
    link: YesNo = Field(
        default=True, description="no: cited by publisher, title and date only, without a link."
    )
    kind: SourceKind = Field(description="What sort of text it is.")
    published: DateText = Field("", description="When it was published, as well as it is known.")
    accessed: Day | None = Field(None, description="The day it was read.")
    archived: Address = Field("", description="The address of an archived copy.")
    checksum: Annotated[str, fits(SourceRow, "checksum")] = Field(
        "", description="The sha256 of the copy kept."
    )
    note: Text = Field("", description="A note, public.")
