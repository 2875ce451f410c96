"""What a page is made of: named fields, already in words, that a template only prints."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proceedings.website.records.timeline_chart import Picture

LONGEST_DISPLAYED = 110  # letters of an outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words with an address, which is empty when they are only words."""

    text: str
    href: str = ""
    words: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingLink(Link):
    """A hearing to come, with its day (and hour, by the court's clock) for programs, and its court."""

    day: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A term with what is recorded under it."""

    term: str
    lines: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a reader must know before anything else on the page."""

    title: str
    words: str
    lines: tuple[Link, ...] = ()
    alert: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says of itself to browsers and search engines."""

    title: str
    description: str = ""
    canonical: str = ""
    noindex: bool = False
    section: str = ""
    image: str = ""
    keeps_question: bool = False  # the canonical address asks what was asked


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingWords:
    """A status: the name of its shape, its short label, its sentence, and what is said beside it."""

    phase: str
    label: str
    words: str
    # The first part of the sentence: the offence, and what became of it.
    outcome: str
    since: str = ""
    besides: tuple[Link, ...] = ()

    @property
    def is_long(self) -> bool:
        """Tell whether the outcome takes more than the three lines that the largest letters allow."""
        return len(self.outcome) > LONGEST_DISPLAYED

    @property
    def more(self) -> str:
        """What the sentence says after the outcome."""
        rest = self.words.removeprefix(self.outcome).removeprefix("; ")
        return rest[:1].upper() + rest[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source as cited; without an address where it may not be linked."""

    publisher: str
    title: str
    href: str
    archived_href: str
    published: str
    pinpoint: str
    confidence: str
    differs: str

    @property
    def cited(self) -> str:
        """Return publisher and title; no comma stands before a description in brackets."""
        between = " " if self.title.startswith("(") else ", "
        return f"{self.publisher}{between}{self.title}" if self.title else self.publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One event: when, what, what it did, and who says so; `unmoved` is empty where nobody would ask."""

    anchor: str
    day: str
    day_note: str
    kind: str
    what: str
    source_text: str
    did: tuple[str, ...]
    unmoved: str
    dispute: str
    note: str
    sources: tuple[SourceLine, ...]
    decides: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The events of one year."""

    name: str
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The rule that gave the status, the event that decided it, and those that made its other parts."""

    rule: str
    rule_href: str
    rule_words: str
    event: EventLine | None
    others: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeLine:
    """One charge or claim and where it stands; `aside` when another stands in its place.

    Alternatives that stand alike are one line, with the anchors of all of them.
    """

    anchor: str
    label: str
    offence: str
    law: tuple[str, ...]
    links: tuple[Link, ...]
    note: str
    sources: tuple[SourceLine, ...]
    state: str
    how: str
    since: str
    event_href: str
    aside: bool = False
    more_anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Charges:
    """The charges or claims of one defendant in one case."""

    heading: str
    caption: str
    count_word: str
    lines: tuple[ChargeLine, ...]

    @property
    def has_law(self) -> bool:
        """Tell whether anything is recorded of how the charges were brought: of most claims nothing is."""
        return any(line.offence or line.links or line.note or line.sources for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePart:
    """One part of a sentence, in the court's own unit."""

    words: str
    charge: str
    relation: str
    disputed: bool
    dispute: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceInNumbers:
    """The parts of the sentence that stands, the disputed ones apart."""

    caption: str
    has_charges: bool
    parts: tuple[SentencePart, ...]

    @property
    def has_relations(self) -> bool:
        """Tell whether it is stated of any part how it is served with the others."""
        return any(part.relation for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyWord:
    """One entry of the picture's key: a pattern or a kind of mark, with its words."""

    words: str
    pattern: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRow:
    """One row of the table that says what the picture shows."""

    lane: str
    state: str
    start: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The picture of a case with its words; `picture` is None where nothing can be drawn."""

    name: str
    heading: str
    title: str
    description: str
    picture: Picture | None
    key: tuple[KeyWord, ...]
    rows: tuple[PictureRow, ...]
    files: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownChoice:
    """One instant at which a record changed, as the form offers it."""

    value: str
    text: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The ways from the day shown to others: the change before, the change after, today, any day."""

    action: str
    on: str
    words: str
    known: tuple[KnownChoice, ...]
    earlier: Link | None = None
    later: Link | None = None
    now: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefendantLine:
    """One defendant in one case, as a line of another page."""

    name: str
    href: str
    standing: StandingWords
    note: str = ""
    charges: Charges | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case as a line of another page, with its defendants."""

    caption: str
    href: str
    docket: str
    court: str
    type: str
    defendants: tuple[DefendantLine, ...] = field(default=())
    note: str = ""
