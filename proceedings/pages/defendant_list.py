"""The list of defendants in cases: who stands where, as asked, one page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proceedings import addresses, rules
from proceedings.codes import StatusCode
from proceedings.models import StatusSpan
from proceedings.pages.days import say
from proceedings.pages.parts import Head, StandingWords
from proceedings.pages.standings import label_of, sentence
from proceedings.queries import Chip, FormField, Query
from proceedings.redaction import Redactor

ROUNDS = 3
OPEN_FIELDS = ("q", "on", "known", "sort")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column's heading; one that can be sorted by has an address and says which way it is sorted."""

    words: str
    href: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """One defendant in one case."""

    name: str
    href: str
    caption: str
    case_href: str
    docket: str
    court: str
    standing: StandingWords


@dataclass(frozen=True, slots=True, kw_only=True)
class DefendantList:
    """Everything the template prints."""

    head: Head
    sentence: str
    counted: str
    open_fields: tuple[FormField, ...]
    more_fields: tuple[FormField, ...]
    chips: tuple[Chip, ...]
    headings: tuple[Heading, ...]
    rows: tuple[RowLine, ...]
    next: str
    previous: str


def defendant_list(query: Query) -> DefendantList:
    """Assemble the page of rows that was asked for."""
    page = query.page()
    prefetch_related_objects(page.rows, "party", "case", "court")
    redactor = Redactor.now()
    return DefendantList(
        head=Head(
            title=_("Defendants"),
            description=_("%(sentence)s: status, since when, charges and court.")
            % {"sentence": query.sentence},
            canonical="/defendants/",
            noindex=bool(query.given),
            section="defendants",
        ),
        sentence=capfirst(query.sentence),
        counted=_counted(query),
        open_fields=tuple(field for field in query.fields if field.name in OPEN_FIELDS),
        more_fields=tuple(field for field in query.fields if field.name not in OPEN_FIELDS),
        chips=tuple(query.chips),
        headings=tuple(_headings(query)),
        rows=tuple(_row(span, query, redactor) for span in page.rows),
        next=query.href(after=page.next) if page.next else "",
        previous=query.href(before=page.previous) if page.previous else "",
    )


def understood_part(way_back: str) -> Query:
    """Return the question without what was refused, so that the form is shown again as it was.

    Ill-shaped parameters are refused before any value is read, and values before they are read together: what
    is left may be refused in its turn, at most twice.
    """
    for _round in range(ROUNDS):
        kept = Query.from_request(QueryDict(way_back.lstrip("?")))
        if not kept.refusals:
            return kept
        way_back = kept.way_back
    return Query.from_request(QueryDict(""))


def _counted(query: Query) -> str:
    """Say how many rows there are and what one row is."""
    count = query.count()
    return ngettext(
        "%(number)s defendant in a case.",
        "%(number)s defendants in cases; one person can appear more than once.",
        count.value,
    ) % {"number": count.words}


def _headings(query: Query) -> Iterator[Heading]:
    """Return the headings, two of them with the way to sort by them."""
    for words, up, down in (
        (_("Defendant"), "name", "-name"),
        (_("Case"), "", ""),
        (_("Status"), "", ""),
        (_("Since"), "since", "-since"),
    ):
        if not up:
            yield Heading(words=words)
            continue
        now = {up: "ascending", down: "descending"}.get(query.sort, "")
        yield Heading(words=words, href=query.href(sort=down if query.sort == up else up), sorted=now)


def _row(span: StatusSpan, query: Query, redactor: Redactor) -> RowLine:
    """Write one row."""
    name = redactor.text(span.party.name)
    caption = redactor.text(span.case.caption, case_id=span.case_id)
    clocks = query.clocks
    return RowLine(
        name=name,
        href=addresses.defendant(span.defendant_id, name) + clocks.query,
        caption=caption,
        case_href=addresses.case(span.case_id, caption) + clocks.query,
        docket=span.case.public_docket,
        court=span.court.name,
        standing=StandingWords(
            phase=rules.phase_of(StatusCode(span.status)).value,
            label=label_of(span),
            words=sentence(span, names={}),
            since=say(span.since),
        ),
    )
