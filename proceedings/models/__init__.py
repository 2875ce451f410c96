"""The facts editors record, and the spans derived from them: one noun a file."""

from proceedings.models.case import Case, CaseLink, OtherDocket
from proceedings.models.charge import Charge, ChargeLink, Claim, ClaimLink
from proceedings.models.court import Court
from proceedings.models.defendant import Defendant, Participation, Representation
from proceedings.models.editorial import Correction, Restriction
from proceedings.models.event import Effect, Event, EventParty
from proceedings.models.incident import DisputedClaim, HarmedPerson, Incident, PressFact, PressFactEvent
from proceedings.models.kinds import CustodyEvent, Filing, Hearing, Notice, Plea, Ruling, Sentence, Statement
from proceedings.models.party_merge import Look, Merge
from proceedings.models.reader_report import Report, ReportCount
from proceedings.models.review_note import ReviewNote
from proceedings.models.sentence import SentenceComponent
from proceedings.models.sort_date import (
    DayOfCase,
    DayOfCharge,
    DayOfClaim,
    DayOfComponent,
    ListedDay,
)
from proceedings.models.source import Citation, Source
from proceedings.models.status_span import (
    Load,
    PartyWord,
    PublicationClock,
    SearchWord,
    Spelling,
    StatusSpan,
)
from proceedings.models.upload import Upload

__all__ = [
    "Case",
    "CaseLink",
    "Charge",
    "ChargeLink",
    "Citation",
    "Claim",
    "ClaimLink",
    "Correction",
    "Court",
    "CustodyEvent",
    "DayOfCase",
    "DayOfCharge",
    "DayOfClaim",
    "DayOfComponent",
    "Defendant",
    "DisputedClaim",
    "Effect",
    "Event",
    "EventParty",
    "Filing",
    "HarmedPerson",
    "Hearing",
    "Incident",
    "ListedDay",
    "Load",
    "Look",
    "Merge",
    "Notice",
    "OtherDocket",
    "Participation",
    "PartyWord",
    "Plea",
    "PressFact",
    "PressFactEvent",
    "PublicationClock",
    "Report",
    "ReportCount",
    "Representation",
    "Restriction",
    "ReviewNote",
    "Ruling",
    "SearchWord",
    "Sentence",
    "SentenceComponent",
    "Source",
    "Spelling",
    "Statement",
    "StatusSpan",
    "Upload",
]
