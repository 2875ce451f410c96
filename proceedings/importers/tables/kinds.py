"""The kinds of tables that can be brought in: what one row is, and which columns it may have.

The columns are called as in the codebook of the public data set; what a column means is told once, by the
case file its values go into.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from proceedings.interchange import format_case, format_event, format_matter
from proceedings.interchange.base import Part


class On(Enum):
    """What a column says something of: the record itself, which case it is in, or a part of the record."""

    RECORD = "record"
    CASE = "case"
    EFFECT = "outcomes"
    COMPONENT = "components"


class Form(Enum):
    """How a cell is written: one text, several with semicolons between them, or yes and no."""

    TEXT = "text"
    SEVERAL = "several, with semicolons between them"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its name, the key of the case file its values become, and whether each row needs one."""

    name: str
    key: str
    on: On = On.RECORD
    form: Form = Form.TEXT
    needed: bool = False
    says: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table. `event` is the kind of the events its rows are, where all are of one."""

    name: str
    one_row: str
    headings: tuple[Heading, ...]
    model: type[Part]
    section: str = ""
    event: str = ""
    in_case: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(each.name for each in self.headings)

    @property
    def is_event(self) -> bool:
        """Tell whether its rows are things that happened."""
        return self.section == "events"

    def heading(self, name: str) -> Heading:
        """Return the column of this name. Raises KeyError."""
        return next(each for each in self.headings if each.name == name) if name in self.names else _no(name)

    def named_for(self, key: str, on: On) -> str:
        """Return the name of the column whose values stand under a key of the case file; the key if none."""
        for each in self.headings:
            if each.key == key and each.on is on:
                return each.name
        return next((each.name for each in self.headings if each.key == key), key)

    def meaning(self, heading: Heading) -> str:
        """Say what a column means."""
        if heading.says:
            return heading.says
        parts: dict[On, type[Part]] = {
            On.EFFECT: format_event.Effect,
            On.COMPONENT: format_event.Component,
        }
        model = parts.get(heading.on, self.model)
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        return fields[heading.key].description or ""


def _no(name: str) -> Heading:
    raise KeyError(name)


def _text(name: str, key: str = "", on: On = On.RECORD, *, needed: bool = False, says: str = "") -> Heading:
    return Heading(name, key or name, on, Form.TEXT, needed, says)


def _several(name: str, key: str = "", on: On = On.RECORD, says: str = "") -> Heading:
    return Heading(name, key or name, on, Form.SEVERAL, says=says)


def _yes_no(name: str, key: str = "", on: On = On.RECORD) -> Heading:
    return Heading(name, key or name, on, Form.YES_NO)


SOURCES = _several("sources", says="Who says so: ids of sources, with semicolons between them.")
OF_CASE = (
    _text("case", "case", On.CASE, says="The id of the case; or leave it empty and give court and number."),
    _text("court", "court", On.CASE, says="The id of the court, where the case is named by its number."),
    _text("docket_number", "docket", On.CASE, says="The case's docket number, in any printed style."),
)
DEFENDANT = _text("defendant", "party", needed=True, says="The party id of the defendant.")
ACTED_ON = (
    _several(
        "charges",
        on=On.EFFECT,
        says="Charges this happened to: their ids, or their counts when the defendant is named.",
    ),
    _several("claims", on=On.EFFECT, says="Civil claims this happened to: their ids."),
    _text(
        "defendant",
        on=On.EFFECT,
        says="The party id of the defendant; without charges or claims it happened to the person as a whole.",
    ),
)
WHEN = (
    _text("date"),
    _text("date_entered", "entered"),
    _text("date_reported", "reported"),
)
TOLD = (
    _text("what", says="What happened, in our own words; without it the codes are put into words."),
    _text("result"),
    _text("source_text"),
    _text("judge"),
    _text("confidence"),
    _text("dispute"),
    _text("note"),
    SOURCES,
)
EVENT_ID = _text(
    "id", says="The event's name, unique in the case and kept; without it one is made of date and kind."
)
DETAILS = (
    _text("by", on=On.EFFECT),
    _text("prejudice", on=On.EFFECT),
    _text("plea", on=On.EFFECT),
    _text("ground", on=On.EFFECT),
    _text("reason", on=On.EFFECT),
    _text("instrument", on=On.EFFECT),
    _text("text", on=On.EFFECT),
)
OUTCOME = _text("outcome", on=On.EFFECT, says="What happened to the charges, the claims or the defendant.")

COURTS = Kind(
    "courts",
    "A court, or another body that decides.",
    (
        _text("id", needed=True),
        _text("name", needed=True),
        _text("kind"),
        _text("place"),
        _text("country"),
        _text("subdivision"),
        _text("timezone", needed=True),
        _text("courts_db_id"),
        _text("note"),
        SOURCES,
    ),
    format_matter.Court,
    "courts",
    in_case=False,
)
SOURCES_TABLE = Kind(
    "sources",
    "A text that says so: a court paper, a report, a data set.",
    (
        _text("id", needed=True),
        _text("publisher", needed=True),
        _text("title"),
        _text("url"),
        _yes_no("link"),
        _text("kind", needed=True),
        _text("published"),
        _text("accessed"),
        _text("archived_url", "archived"),
        _text("checksum"),
        _text("note"),
    ),
    format_matter.Source,
    "sources",
    in_case=False,
)
PARTIES = Kind(
    "parties",
    "A person, an organisation or a government.",
    (
        _text("id", needed=True),
        _text("kind", needed=True),
        _text("name", needed=True),
        _text("sort_name"),
        _several("other_names", says="Other names, with semicolons between them."),
        _yes_no("private"),
        _text("note"),
        SOURCES,
    ),
    format_matter.Party,
    "parties",
    in_case=False,
)
CASES = Kind(
    "cases",
    "One proceeding before one court.",
    (
        _text(
            "id",
            says="The case's name here, given once and kept; without it one is made of court and number.",
        ),
        _text("court", needed=True),
        _text("docket_number", "docket"),
        _yes_no("print_docket"),
        _text("caption", needed=True),
        _text("type", needed=True),
        _text("incident"),
        _text("confidence"),
        _text("note"),
        _text("reviewed_on", "reviewed"),
        SOURCES,
    ),
    format_case.Case,
    "cases",
    in_case=False,
)
DEFENDANTS = Kind(
    "defendants",
    "One party as a defendant in one case.",
    (
        *OF_CASE,
        _text("party", needed=True),
        _text("name_as_printed", "name"),
        _text("note"),
        _yes_no("noindex"),
    ),
    format_case.Defendant,
    "defendants",
)
CHARGES = Kind(
    "charges",
    "One count against one defendant.",
    (
        *OF_CASE,
        DEFENDANT,
        _text("id", says="The charge's name, unique in the case and kept; without it defendant and count."),
        _text("count_label", "count", needed=True),
        _text("offence", needed=True),
        _text("statute"),
        _text("statute_version"),
        _text("severity"),
        _text("degree"),
        _text("modifier"),
        _text("alternative_group"),
        _text("link", says="How the charge stands to another: one of the kinds of links between charges."),
        _text("linked_charge", "links", says="That other charge: its id, or case-id/charge-id."),
        _text("note"),
        SOURCES,
    ),
    format_case.Charge,
    "charges",
)
CLAIMS = Kind(
    "claims",
    "What one defendant of a civil or administrative case is sued or cited for.",
    (
        *OF_CASE,
        DEFENDANT,
        _text("id", says="The claim's name, unique in the case and kept; without it defendant and label."),
        _text("label"),
        _text("note"),
    ),
    format_case.Claim,
    "claims",
)
PARTICIPANTS = Kind(
    "participants",
    "Another role of one party in one case.",
    (
        *OF_CASE,
        _text("party", needed=True),
        _text("role", needed=True),
        _text("since", "from"),
        _text("until"),
        _several("represents"),
        _text("note"),
        _text("named_because"),
    ),
    format_case.Participant,
    "participants",
)
FILINGS = Kind(
    "filings",
    "A paper filed: one outcome of it a row; rows with the same id are one filing.",
    (*OF_CASE, EVENT_ID, _text("type", needed=True), *WHEN, *ACTED_ON, OUTCOME, *DETAILS, *TOLD),
    format_event.Event,
    "events",
    "filing",
)
HEARINGS = Kind(
    "hearings",
    "A hearing set or held.",
    (
        *OF_CASE,
        EVENT_ID,
        _text("type", needed=True),
        _text("scheduled_on", "scheduled"),
        _text("scheduled_at", says="The hour, on the clock of the court: 09:00."),
        _text("outcome"),
        _text("date", says="When it was set or held; without it the day it is scheduled on."),
        *WHEN[1:],
        *ACTED_ON,
        _text("effect", "outcome", On.EFFECT, says="What it did to them, such as trial_began."),
        *TOLD,
    ),
    format_event.Event,
    "events",
    "hearing",
)
RULINGS = Kind(
    "rulings",
    "One outcome of a ruling; rows with the same id are one ruling.",
    (
        *OF_CASE,
        EVENT_ID,
        _text("type", needed=True),
        *WHEN,
        *ACTED_ON,
        OUTCOME,
        *DETAILS,
        _text("disposition"),
        *TOLD,
    ),
    format_event.Event,
    "events",
    "ruling",
)
SENTENCES = Kind(
    "sentences",
    "One part of a sentence, in the court's own unit; rows with the same id are one sentence.",
    (
        *OF_CASE,
        EVENT_ID,
        *WHEN,
        *ACTED_ON[::2],
        _text("outcome", on=On.EFFECT, says="Without it: sentenced."),
        _text("kind", on=On.COMPONENT, needed=True),
        _text("minimum", on=On.COMPONENT),
        _text("maximum", on=On.COMPONENT),
        _text("unit", on=On.COMPONENT),
        _text("suspended", on=On.COMPONENT),
        _text("credit", on=On.COMPONENT),
        _text("amount", on=On.COMPONENT),
        _text("currency", on=On.COMPONENT),
        _yes_no("supervised", on=On.COMPONENT),
        _yes_no("time_served", on=On.COMPONENT),
        _text("relation", on=On.COMPONENT),
        _text("text", on=On.COMPONENT),
        *TOLD,
    ),
    format_event.Event,
    "events",
    "sentence",
)
EVENTS = Kind(
    "events",
    "One outcome of a plea, a notice, a custody event or a statement; rows with the same id are one.",
    (
        *OF_CASE,
        EVENT_ID,
        _text("kind", needed=True),
        _text("type"),
        *WHEN,
        *ACTED_ON,
        OUTCOME,
        *DETAILS,
        *TOLD,
    ),
    format_event.Event,
    "events",
)

# In this order they are read: what is referred to comes first, and of a day the filing before the ruling.
KINDS: tuple[Kind, ...] = (
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
