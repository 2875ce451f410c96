"""The codes editors record: every closed list of the facts, with label, definition and source.

The source of a code is the standard or the rule it was taken from; "own" marks a code of this project.
"""

from proceedings.law.codes.recorded.cases import (
    CaseLinkKind,
    CaseType,
    CourtKind,
    Harm,
    Role,
)
from proceedings.law.codes.recorded.charges import ChargeLinkKind, Modifier, Severity
from proceedings.law.codes.recorded.editorial import (
    Confidence,
    Publication,
    RestrictionKind,
    Scope,
    SourceKind,
)
from proceedings.law.codes.recorded.events import (
    CustodyType,
    EventKind,
    FilingType,
    HearingOutcome,
    HearingType,
    Instrument,
    NoticeType,
    PleaType,
    ReleaseGround,
    RulingDisposition,
    RulingKind,
)
from proceedings.law.codes.recorded.sentences import ComponentKind, Relation, TermUnit

__all__ = [
    "CaseLinkKind",
    "CaseType",
    "ChargeLinkKind",
    "ComponentKind",
    "Confidence",
    "CourtKind",
    "CustodyType",
    "EventKind",
    "FilingType",
    "Harm",
    "HearingOutcome",
    "HearingType",
    "Instrument",
    "Modifier",
    "NoticeType",
    "PleaType",
    "Publication",
    "Relation",
    "ReleaseGround",
    "RestrictionKind",
    "Role",
    "RulingDisposition",
    "RulingKind",
    "Scope",
    "Severity",
    "SourceKind",
    "TermUnit",
]
