"""The kinds of tables that can be brought in: what one row is, and which columns it may have.

The columns are called as in the codebook of the public data set; what a column means is told once, by the
case file its values go into.
"""

from __future__ import annotations

from proceedings.casefiles.format import case, matter
from proceedings.casefiles.format import event as format_event
from proceedings.importers.tables.column_kinds import (
    ColumnHeading,
    ColumnSubject,
    TableKind,
    several,
    text,
    texts,
    yes_no,
)

SOURCES = several("sources", says="Who says so: ids of sources, with semicolons between them.")
OF_CASE = (
    text(
        "case",
        "case",
        ColumnSubject.CASE,
        says="The id of the case; or leave it empty and give court and number.",
    ),
    text(
        "court",
        "court",
        ColumnSubject.CASE,
        says="The id of the court, where the case is named by its number.",
    ),
    text(
        "docket_number", "docket", ColumnSubject.CASE, says="The case's docket number, in any printed style."
    ),
)
DEFENDANT = text("defendant", "party", needed=True, says="The party id of the defendant.")
ACTED_ON = (
    several(
        "charges",
        on=ColumnSubject.EFFECT,
        says="Charges this happened to: their ids, or their counts when the defendant is named.",
    ),
    several("claims", on=ColumnSubject.EFFECT, says="Civil claims this happened to: their ids."),
    text(
        "defendant",
        on=ColumnSubject.EFFECT,
        says="The party id of the defendant; without charges or claims it happened to the person as a whole.",
    ),
)
WHEN = (
    text("date"),
    text("date_entered", "entered"),
    text("date_reported", "reported"),
)
TOLD = (
    text("what", says="What happened, in our own words; without it the codes are put into words."),
    *texts("result", "source_text", "judge", "confidence", "dispute", "note"),
    SOURCES,
)
EVENT_ID = text(
    "id", says="The event's name, unique in the case and kept; without it one is made of date and kind."
)
DETAILS = texts("by", "prejudice", "plea", "ground", "reason", "instrument", "text", on=ColumnSubject.EFFECT)
OUTCOME = text(
    "outcome", on=ColumnSubject.EFFECT, says="What happened to the charges, the claims or the defendant."
)
WHAT_IT_DID = (*WHEN, *ACTED_ON, OUTCOME, *DETAILS)


def _of_event(name: str, one_row: str, headings: tuple[ColumnHeading, ...], event: str = "") -> TableKind:
    """Return a table of things that happened; they begin and end alike."""
    columns = (*OF_CASE, EVENT_ID, *headings, *TOLD)
    return TableKind(name, one_row, columns, format_event.Event, "events", event)


COURTS = TableKind(
    "courts",
    "A court, or another body that decides.",
    (
        text("id", needed=True),
        text("name", needed=True),
        *texts("kind", "place", "country", "subdivision"),
        text("timezone", needed=True),
        *texts("courts_db_id", "note"),
        SOURCES,
    ),
    matter.Court,
    "courts",
    in_case=False,
)
SOURCES_TABLE = TableKind(
    "sources",
    "A text that says so: a court paper, a report, a data set.",
    (
        text("id", needed=True),
        text("publisher", needed=True),
        *texts("title", "url"),
        yes_no("link"),
        text("kind", needed=True),
        *texts("published", "accessed"),
        text("archived_url", "archived"),
        *texts("checksum", "note"),
    ),
    matter.Source,
    "sources",
    in_case=False,
)
PARTIES = TableKind(
    "parties",
    "A person, an organization or a government.",
    (
        text("id", needed=True),
        text("kind", needed=True),
        text("name", needed=True),
        text("sort_name"),
        several("other_names", says="Other names, with semicolons between them."),
        yes_no("private"),
        text("note"),
        SOURCES,
    ),
    matter.Party,
    "parties",
    in_case=False,
)
CASES = TableKind(
    "cases",
    "One proceeding before one court.",
    (
        text(
            "id",
            says="The case's name here, given once and kept; without it one is made of court and number.",
        ),
        text("court", needed=True),
        text("docket_number", "docket"),
        yes_no("print_docket"),
        text("caption", needed=True),
        text("type", needed=True),
        *texts("incident", "confidence", "note"),
        text("reviewed_on", "reviewed"),
        SOURCES,
    ),
    case.Case,
    "cases",
    in_case=False,
)
DEFENDANTS = TableKind(
    "defendants",
    "One party as a defendant in one case.",
    (
        *OF_CASE,
        text("party", needed=True),
        text("name_as_printed", "name"),
        text("note"),
        yes_no("noindex"),
    ),
    case.Defendant,
    "defendants",
)
CHARGES = TableKind(
    "charges",
    "One count against one defendant.",
    (
        *OF_CASE,
        DEFENDANT,
        text("id", says="The charge's name, unique in the case and kept; without it defendant and count."),
        text("count_label", "count", needed=True),
        text("offence", needed=True),
        *texts("statute", "statute_version", "severity", "degree", "modifier", "alternative_group"),
        text("link", says="How the charge stands to another: one of the kinds of links between charges."),
        text("linked_charge", "links", says="That other charge: its id, or case-id/charge-id."),
        text("note"),
        SOURCES,
    ),
    case.Charge,
    "charges",
)
CLAIMS = TableKind(
    "claims",
    "What one defendant of a civil or administrative case is sued or cited for.",
    (
        *OF_CASE,
        DEFENDANT,
        text("id", says="The claim's name, unique in the case and kept; without it defendant and label."),
        *texts("label", "note"),
    ),
    case.Claim,
    "claims",
)
PARTICIPANTS = TableKind(
    "participants",
    "Another role of one party in one case.",
    (
        *OF_CASE,
        text("party", needed=True),
        text("role", needed=True),
        text("since", "from"),
        text("until"),
        several("represents"),
        *texts("note", "named_because"),
    ),
    case.Participant,
    "participants",
)
FILINGS = _of_event(
    "filings",
    "A paper filed: one outcome of it a row; rows with the same id are one filing.",
    (text("type", needed=True), *WHAT_IT_DID),
    "filing",
)
HEARINGS = _of_event(
    "hearings",
    "A hearing set or held.",
    (
        text("type", needed=True),
        text("scheduled_on", "scheduled"),
        text("scheduled_at", says="The hour, on the clock of the court: 09:00."),
        text("outcome"),
        text("date", says="When it was set or held; without it the day it is scheduled on."),
        *WHEN[1:],
        *ACTED_ON,
        text("effect", "outcome", ColumnSubject.EFFECT, says="What it did to them, such as trial_began."),
    ),
    "hearing",
)
RULINGS = _of_event(
    "rulings",
    "One outcome of a ruling; rows with the same id are one ruling.",
    (text("type", needed=True), *WHAT_IT_DID, text("disposition")),
    "ruling",
)
SENTENCES = _of_event(
    "sentences",
    "One part of a sentence, in the court's own unit; rows with the same id are one sentence.",
    (
        *WHEN,
        *ACTED_ON[::2],
        text("outcome", on=ColumnSubject.EFFECT, says="Without it: sentenced."),
        text("kind", on=ColumnSubject.COMPONENT, needed=True),
        *texts(
            "minimum",
            "maximum",
            "unit",
            "suspended",
            "credit",
            "amount",
            "currency",
            on=ColumnSubject.COMPONENT,
        ),
        yes_no("supervised", on=ColumnSubject.COMPONENT),
        yes_no("time_served", on=ColumnSubject.COMPONENT),
        *texts("relation", "text", on=ColumnSubject.COMPONENT),
    ),
    "sentence",
)
EVENTS = _of_event(
    "events",
    "One outcome of a plea, a notice, a custody event or a statement; rows with the same id are one.",
    (text("kind", needed=True), text("type"), *WHAT_IT_DID),
)

# In this order they are read: what is referred to comes first, and of a day the filing before the ruling.
KINDS: tuple[TableKind, ...] = (
    COURTS,
    SOURCES_TABLE,
    PARTIES,
    CASES,
    DEFENDANTS,
    CHARGES,
    CLAIMS,
    PARTICIPANTS,
    FILINGS,
    EVENTS,
    HEARINGS,
    RULINGS,
    SENTENCES,
)
BY_NAME = {kind.name: kind for kind in KINDS}
