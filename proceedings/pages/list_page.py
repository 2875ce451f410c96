"""The page of a list: what is asked, the form with its numbers, the rows, and the files of the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from proceedings.lists.kinds import LISTS
from proceedings.lists.lines import Line
from proceedings.lists.query import Field, ListQuery, Suggestion
from proceedings.pages.days import say_instant
from proceedings.pages.parts import Head, Link, Notice
from proceedings.queries import Chip

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
    open_fields: tuple[Field, ...]
    worded_fields: tuple[Field, ...]
    day_fields: tuple[Field, ...]
    first_fields: tuple[Field, ...]
    further_fields: tuple[Field, ...]
    chips: tuple[Chip, ...]
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
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
    page = query.page()
    total = query.facets.total
    fields = query.fields
    days = tuple(fields[name] for name in fields if name.endswith(("_from", "_until", "_since")))
    days = tuple(field for field in days if field.name not in WORDED)
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
        close="" if page.is_empty else _close(query.close_to),
        open_fields=tuple(fields[name] for name in OPEN_FIELDS),
        worded_fields=tuple(fields[name] for name in WORDED),
        day_fields=days,
        first_fields=tuple(fields[name] for name in FIRST if name in fields),
        further_fields=tuple(fields[name] for name in FURTHER if name in fields),
        chips=tuple(query.chips),
        headings=tuple(_headings(query)),
        lines=tuple(query.lines(page.rows)),
        nothing=str(kind.nothing),
        suggestions=tuple(query.suggestions) if page.is_empty else (),
        files=tuple(_files(query)),
        citations=tuple(
            Link(text=name, href=f"/{kind.slug}.cite.{ending}{_asked(query)}") for ending, name in CITATIONS
        ),
        links=tuple(_links(query)),
        next=query.href(after=page.next) if page.next else "",
        previous=query.href(before=page.previous) if page.previous else "",
    )


def _asked(query: ListQuery) -> str:
    """Return the end of an address that asks the same of another rendering."""
    asked = query.href(hash=None)
    return "" if asked == "?" else asked


def _files(query: ListQuery) -> Iterator[Link]:
    """Return the renderings of the same rows."""
    for ending, name in FILES:
        yield Link(text=name, href=f"/{query.kind.slug}.{ending}{_asked(query)}")
    yield Link(text=_("Atom feed"), href=f"/{query.kind.slug}.atom{_asked(query)}")
    if query.kind.slug == "hearings":
        yield Link(text=_("iCalendar"), href=f"/{query.kind.slug}.ics{_asked(query)}")


def _links(query: ListQuery) -> Iterator[Link]:
    """Return other pages of the same rows."""
    if query.kind.slug == "hearings":
        yield Link(text=_("The same as a calendar"), href=f"/hearings/calendar/{_asked(query)}")


def _cited(query: ListQuery) -> Notice | None:
    """Say, to whoever opens a citation, which state of the list this is and how to see the present one."""
    if not query.asked["hash"]:
        return None
    return Notice(
        title=_("As cited"),
        words=_("The list as it was published by %(instant)s, which is what the citation shows.")
        % {"instant": say_instant(query.clocks.known)},
        lines=(Link(text=_("The same list as published now"), href=query.href(known=None, hash=None)),),
    )


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
