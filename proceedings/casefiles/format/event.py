"""Version 1 of the case file: events, what they did, and what a court imposed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kit.codes import Code
from kit.codes import gettext_noop as _
from proceedings.casefiles.format.base import Part, Sources
from proceedings.casefiles.format.scalars import (
    Currency,
    DateText,
    Key,
    Money,
    Reference,
    ShortKey,
    Term,
    Text,
    When,
    YesNo,
    fits,
    one_of,
)
from proceedings.law.codes import (
    ClaimOutcome,
    ComponentKind,
    Confidence,
    CustodyType,
    EventKind,
    FilingType,
    HearingOutcome,
    HearingType,
    Instrument,
    NoticeType,
    Outcome,
    PleaType,
    Publication,
    Relation,
    ReleaseGround,
    RulingDisposition,
    RulingKind,
    TermUnit,
)
from proceedings.models import Event as EventRow
from proceedings.models import SentenceComponent as ComponentRow

EventType = Annotated[
    str, *one_of(Instrument, FilingType, PleaType, HearingType, RulingKind, NoticeType, CustodyType)
]
AnyOutcome = Annotated[str, *one_of(Outcome, ClaimOutcome)]


class By(Code):
    """Whose act an outcome was."""

    COURT = "court", _("the court"), _("The court itself"), "own"
    JUDGE = "judge", _("the judge"), _("A judge sitting alone"), "own"
    JURY = "jury", _("the jury"), _("A jury"), "own"
    PROSECUTOR = "prosecutor", _("the prosecutor"), _("The prosecution, ending or dropping a charge"), "own"
    PROSECUTION = "prosecution", _("the prosecution"), _("The prosecution, as a party that appeals"), "own"
    DEFENCE = "defence", _("the defense"), _("The defense, as a party that appeals"), "own"
    PLAINTIFF = "plaintiff", _("the plaintiff"), _("The party who sues"), "own"
    DEFENDANT = "defendant", _("the defendant"), _("The party sued"), "own"


class Prejudice(Code):
    """Whether a dismissal bars a new charge."""

    WITH = "with", _("with prejudice"), _("Refiling barred"), "own"
    WITHOUT = "without", _("without prejudice"), _("Refiling not barred"), "own"
    UNSPECIFIED = "unspecified", _("not stated"), _("The record is silent"), "own"


class Effect(Part):
    """What the event did to charges, to claims, or to a defendant as a whole: exactly one of the three."""

    charges: list[Reference] = Field(
        default_factory=list, description="Ids of charges of this case, or case-id/charge-id of another."
    )
    claims: list[Reference] = Field(
        default_factory=list, description="Ids of claims of this case, or case-id/claim-id of another."
    )
    defendant: Reference = Field(
        "",
        description="The party id of a defendant of this case, or case-id/party-id: the person as a whole.",
    )
    outcome: AnyOutcome = Field(description="What happened to them.")
    by: By | None = Field(None, description="Whose act it was, where the outcome leaves that open.")
    prejudice: Prejudice | None = Field(None, description="For a dismissal or a dropped charge.")
    plea: PleaType | None = Field(None, description="The plea that was accepted.")
    ground: ReleaseGround | None = Field(None, description="Why a person was released after sentence.")
    instrument: Instrument | None = Field(
        None, description="The paper that brought it, where not the event's type."
    )
    reason: Text = Field("", description="The reason given, such as why proceedings are paused.")
    text: Text = Field("", description="The words the source uses.")


class Component(Part):
    """One part of a sentence, in the court's own unit."""

    charges: list[Reference] = Field(
        default_factory=list,
        description="The one charge it is for; none: all the charges this event sentences.",
    )
    defendant: Reference = Field(
        "", description="Whose sentence it is, when the event sentences several defendants."
    )
    kind: ComponentKind = Field(description="What is imposed.")
    minimum: Term | None = Field(None, description="The least of a range, in `unit`.")
    maximum: Term | None = Field(None, description="The term, or the most of a range, in `unit`.")
    unit: TermUnit | None = Field(None, description="The court's own unit.")
    suspended: Term | None = Field(None, description="How much of the term is suspended, in `unit`.")
    credit: Term | None = Field(None, description="Credit for time already served, in days.")
    amount: Money | None = Field(None, description="An amount of money.")
    currency: Currency = Field("", description="ISO 4217, such as USD; goes with `amount`.")
    supervised: YesNo | None = Field(None, description="Whether probation is supervised, when stated.")
    time_served: YesNo = Field(default=False, description="yes: the term is the time already served.")
    relation: Relation = Field(Relation.NOT_STATED, description="Concurrent, consecutive, or not stated.")
    text: Annotated[str, fits(ComponentRow, "text")] = Field("", description="As the court words it.")
    confidence: Confidence | None = Field(None, description="C: shown with its dispute, counts for nothing.")
    dispute: Text = Field("", description="Where sources differ.")
    sources: Sources = Field(default_factory=list)


class Event(Part):
    """Something that happened in the case."""

    id: Key = Field(description="Its name, unique in the case, given once and kept.")
    kind: EventKind = Field(description="What sort of thing happened.")
    type: EventType = Field("", description="More closely, from the list that goes with the kind.")
    date: DateText = Field("", description="When it happened or was pronounced.")
    entered: DateText = Field("", description="When it was entered or filed in writing.")
    reported: DateText = Field("", description="When it was reported, where nothing better is known.")
    what: Text = Field(description="What happened: one or two sentences in our own words.")
    result: Annotated[str, fits(EventRow, "result")] = Field(
        "", description="The result, shortly, as sources give it."
    )
    source_text: Text = Field("", description="The court's own words.")
    disposition: RulingDisposition | None = Field(
        None, description="Of a ruling: what it says to the request."
    )
    outcome: HearingOutcome | None = Field(None, description="Of a hearing: what became of it.")
    scheduled: When = Field("", description="Of a hearing: the day it is set for, with the hour if known.")
    judge: ShortKey = Field("", description="The party id of the judge.")
    parties: list[ShortKey] = Field(
        default_factory=list, description="Parties concerned besides the defendants named below."
    )
    confidence: Confidence | None = Field(None, description="How well sources bear it out: A, B or C.")
    dispute: Text = Field("", description="Where sources differ.")
    note: Text = Field("", description="A note, public.")
    publication: Publication = Field(
        Publication.PUBLISHED, description="Only published events count and are shown."
    )
    reason: Text = Field("", description="Why it was withdrawn; public.")
    outcomes: list[Effect] = Field(default_factory=list, description="What it did, in order.")
    components: list[Component] = Field(
        default_factory=list, description="What was imposed, for sentences and rulings that change one."
    )
    sources: Sources = Field(default_factory=list)
