"""The page of a list: what is asked, the form with its numbers, the rows, and the files of the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kit.filtering import stamp
from proceedings.models.status_span_queries import today
from proceedings.record.count_cache import cached_count
from proceedings.research.lists.definitions import LISTS
from proceedings.research.lists.rows import Cells
from proceedings.research.query.list_query import ListQuery, Suggestion
from proceedings.research.query.request_params import Chip, FormField
from proceedings.website.date_format import say_instant
from proceedings.website.lists.exports import WholeQuery
from proceedings.website.view_models import Head, Link, Notice

OPEN_FIELDS = ("q", "on", "known", "sort")
# Closed lists of values, each behind its name: what most readers ask, then the rest behind one more.
OWN = ("role", "kind", "state", "counted", "measured", "suspended")
FIRST = ("status", "phase", "court", "type", "incident", *OWN)
FURTHER = (
    "qualifier",
    "jurisdiction",
    "severity",
    "plea",
    "outcome",
    "ruling",
    "disposition",
    "sentence",
    "hearing",
    "hearing_outcome",
    "judge",
    "prosecutor",
    "counsel",
    "publisher",
    "sourced",
    "sentenced",
    "dated",
    "match",
)
WORDED = ("offence", "charged", "length_from", "length_until", "unit", "currency")
FILES = (("csv", "CSV"), ("xlsx", "XLSX"), ("json", "JSON"))
CITATIONS = (("txt", "text"), ("bib", "BibTeX"), ("json", "CSL-JSON"), ("ris", "RIS"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column's heading; one that can be sorted by has an address and says which way it is sorted."""

    words: str
    href: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class Further:
    """The fields most readers never open, made when they are printed.

    Where none of them is filled in they look alike to everyone who asks of the same data: `key` names what is
    printed then. "" where they have to be printed anew.
    """

    query: ListQuery

    @property
    def key(self) -> str:
        """Return the name under which the printed fields are kept."""
        query, names = self.query, {*FURTHER, *WORDED, *self._days}
        if names & {*query.given, *query.facets.numbers} or query.refusals:
            return ""
        clocks = query.clocks
        last = "" if clocks.last_written is None else stamp(clocks.last_written)
        return f"{query.kind.slug} {get_language()} {today().isoformat()} {last}" if last else ""

    @property
    def closed_lists(self) -> list[FormField]:
        """Return the fields that take values of lists."""
        return [self.query.field(name) for name in FURTHER if name in self.query.filterset.filters]

    @property
    def worded(self) -> list[FormField]:
        """Return the fields that take words and numbers."""
        return [self.query.field(name) for name in WORDED]

    @property
    def days(self) -> list[FormField]:
        """Return the fields that take days."""
        return [self.query.field(name) for name in self._days]

    @property
    def _days(self) -> list[str]:
        names = self.query.filterset.filters
        return [name for name in names if name.endswith(("_from", "_until", "_since")) and name not in WORDED]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Everything the template prints."""

    head: Head
    heading: str
    lists: tuple[Link, ...]
    action: str
    sentence: str
    counted: str
    notice: Notice | None
    close: str
    open_fields: tuple[FormField, ...]
    first_fields: tuple[FormField, ...]
    further: Further
    chips: tuple[Chip, ...]
    headings: tuple[Heading, ...]
    rows: tuple[Cells, ...]
    nothing: str
    suggestions: tuple[Suggestion, ...]
    files: tuple[Link, ...]
    citations: tuple[Link, ...]
    links: tuple[Link, ...]
    next: str
    previous: str


def list_page(query: ListQuery) -> ListPage:
    """Assemble the page of rows that was asked for."""
    kind = query.kind
    shown = query.shown()
    total = query.facets.total
    return ListPage(
        head=Head(
            title=str(kind.title),
            description=query.sentence,
            canonical=kind.address,
            noindex=bool(query.given),
            section=kind.slug,
        ),
        heading=str(kind.title),
        lists=tuple(
            Link(text=str(other.title), href="" if other is kind else other.address + query.clocks.query)
            for other in LISTS.values()
        ),
        action=kind.address,
        sentence=capfirst(query.sentence),
        counted=kind.counted(total.value, total.words),
        notice=_cited(query),
        close=_close(shown.close_to),
        open_fields=tuple(query.field(name) for name in OPEN_FIELDS),
        first_fields=tuple(query.field(name) for name in FIRST if name in query.filterset.filters),
        further=Further(query),
        chips=tuple(query.chips),
        headings=tuple(_headings(query)),
        rows=shown.rows,
        nothing=str(kind.nothing),
        suggestions=() if shown.rows else tuple(query.suggestions),
        files=tuple(_files(query)),
        citations=tuple(
            Link(text=name, href=kind.file_address(f"cite.{ending}") + _asked(query))
            for ending, name in CITATIONS
        ),
        links=tuple(_links(query)),
        next=query.href(after=shown.next) if shown.next else "",
        previous=query.href(before=shown.previous) if shown.previous else "",
    )


def _asked(query: ListQuery) -> str:
    """Return the end of an address that asks the same of another rendering."""
    asked = query.href(hash=None)
    return "" if asked == "?" else asked


def _files(query: ListQuery) -> Iterator[Link]:
    """Return the renderings of the same rows."""
    for ending, name in FILES:
        yield Link(text=name, href=query.kind.file_address(ending) + _asked(query))
    yield Link(text=_("Atom feed"), href=query.kind.file_address("atom") + _asked(query))
    if query.kind.slug == "hearings":
        yield Link(text=_("iCalendar"), href=query.kind.file_address("ics") + _asked(query))


def _links(query: ListQuery) -> Iterator[Link]:
    """Return other pages of the same rows."""
    if query.kind.slug == "hearings":
        yield Link(text=_("The same as a calendar"), href=reverse("hearings-calendar") + _asked(query))


def _cited(query: ListQuery) -> Notice | None:
    """Say, to whoever opens a citation, whether this is the list that was cited, and how to see it now."""
    if not query.asked["hash"]:
        return None
    now = Link(text=_("The same list as published now"), href=query.href(known=None, hash=None))
    if query.asked["hash"] != _fingerprint(query):
        return Notice(
            title=_("Not as it was cited"),
            words=_(
                "The hash in this address is not that of what the list said at these two dates. Either the "
                "address was altered, or part of a record has been closed to the public since, or this site "
                "has changed its rules or the words of a row."
            ),
            lines=(now,),
            alert=True,
        )
    return Notice(
        title=_("As cited"),
        words=_("The list as it was published by %(instant)s, which is what the citation shows.")
        % {"instant": say_instant(query.clocks.known)},
        lines=(now,),
    )


def _fingerprint(query: ListQuery) -> str:
    """Return the hash a citation of the list carries. It is read whole, once for the same data."""
    asked = query.href(hash=None)
    whole = WholeQuery(query.kind, QueryDict(asked.lstrip("?")))
    return cached_count(query.clocks, {"cited": query.kind.slug, "asked": asked}, lambda: whole.fingerprint)


def _close(text: str) -> str:
    """Say that names close to a text are shown, since nobody is found under it."""
    if not text:
        return ""
    return _("No exact match; showing names close to “%(text)s”.") % {"text": text}


def _headings(query: ListQuery) -> Iterator[Heading]:
    """Return the headings, some of them with the way to sort by them."""
    for heading in query.kind.headings:
        if not heading.up:
            yield Heading(words=str(heading.words))
            continue
        now = {heading.up: "ascending", heading.down: "descending"}.get(query.sort, "")
        other = heading.down if query.sort == heading.up else heading.up
        yield Heading(words=str(heading.words), href=query.href(sort=other), sorted=now)
