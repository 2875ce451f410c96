"""The page of a list: what is asked, the form with its numbers, the rows, and the files of the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kit.filtering import stamp
from proceedings.law.codes import CaseType
from proceedings.models.status_span_queries import today
from proceedings.record.count_cache import cached_count
from proceedings.research.lists.definitions import LISTS
from proceedings.research.lists.list_definition import ListDefinition
from proceedings.research.lists.rows import Cells
from proceedings.research.lists.search_groups import CIVIL_TYPES, lists_that_find
from proceedings.research.query.list_query import ListQuery, Suggestion
from proceedings.research.query.request_params import CURSORS, Chip, FormField, address
from proceedings.website.date_format import say_instant
from proceedings.website.lists.exports import WholeQuery
from proceedings.website.view_models import Head, Link, Notice

OPEN_FIELDS = ("on", "known", "sort")
# Which fields the panel of a list shows; every other filter is understood in its address all the same.
OF_CASES = ("court", "incident", "jurisdiction", "judge", "prosecutor", "counsel")
OF_SOURCES = ("publisher", "sourced", "match")
OF_STATUS = ("status", "phase", "qualifier", "sentenced", "dated")
OF_CHARGES = ("severity", "plea", "charge_state")
FITTING: dict[str, tuple[str, ...]] = {
    "defendants": (*OF_STATUS, *OF_CHARGES, "sentence", *OF_CASES, *OF_SOURCES),
    "cases": (*OF_STATUS, *OF_CHARGES, *OF_CASES, *OF_SOURCES),
    "convictions": ("severity", "plea", "sentence", *OF_CASES, *OF_SOURCES),
    "charges": ("state", "counted", "severity", "plea", *OF_CASES, *OF_SOURCES),
    "claims": ("state", "counted", *OF_CASES, *OF_SOURCES),
    "rulings": ("ruling", "disposition", "outcome", *OF_CASES, *OF_SOURCES),
    "sentences": ("sentence", "measured", "suspended", "counted", "sentenced", *OF_CASES, *OF_SOURCES),
    "hearings": ("hearing", "hearing_outcome", *OF_CASES, *OF_SOURCES),
    "events": ("kind", *OF_CASES, *OF_SOURCES),
    "people": ("role", "kind", "incident", "court"),
    "courts": ("jurisdiction",),
}
CHANGES = ("changed_from", "changed_until")
TYPED: dict[str, tuple[str, ...]] = {
    "defendants": ("offence", "silent", *CHANGES, "begun_from", "begun_until"),
    "cases": ("offence", "silent", "filed_from", "filed_until", "reviewed_since"),
    "convictions": ("sentenced_from", "sentenced_until"),
    "charges": ("charged", "filed_from", "filed_until"),
    "claims": ("filed_from", "filed_until"),
    "rulings": ("ruled_from", "ruled_until"),
    "sentences": (
        "length_from",
        "length_until",
        "unit",
        "currency",
        "offence",
        "sentenced_from",
        "sentenced_until",
    ),
    "hearings": ("hearing_from", "hearing_until"),
}
SIDES = ((gettext_lazy("Criminal"), False), (gettext_lazy("Civil"), True))
FILES = (("csv", "CSV"), ("xlsx", "XLSX"), ("json", "JSON"))
CITATIONS = (("txt", "text"), ("bib", "BibTeX"), ("json", "CSL-JSON"), ("ris", "RIS"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column's heading; one that can be sorted by has an address and says which way it is sorted."""

    words: str
    href: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class MoreFilters:
    """The fields most readers never open, made when they are printed.

    Where none of them is filled in they look alike to everyone who asks of the same data: `key` names what is
    printed then. "" where they have to be printed anew.
    """

    query: ListQuery

    @property
    def key(self) -> str:
        """Return the name under which the printed fields are kept."""
        query = self.query
        if {*self._closed, *TYPED.get(query.kind.slug, ())} & {*query.given} or query.refusals:
            return ""
        clocks = query.clocks
        last = "" if clocks.last_written is None else stamp(clocks.last_written)
        return f"{query.kind.slug} {get_language()} {today().isoformat()} {last}" if last else ""

    @property
    def _closed(self) -> list[str]:
        """Return the fields of values that are not counted: they look alike to everyone."""
        return [name for name in FITTING[self.query.kind.slug] if name not in self.query.facets.numbers]

    @property
    def closed_lists(self) -> list[FormField]:
        """Return the fields that take values of lists."""
        return [self.query.field(name) for name in self._closed]

    @property
    def worded(self) -> list[FormField]:
        """Return the fields that take words and numbers."""
        return [field for field in self._typed if field.kind != "day"]

    @property
    def days(self) -> list[FormField]:
        """Return the fields that take days."""
        return [field for field in self._typed if field.kind == "day"]

    @property
    def _typed(self) -> list[FormField]:
        return [self.query.field(name) for name in TYPED.get(self.query.kind.slug, ())]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Criminal, civil or all: how many rows, and the address of them."""

    words: str
    number: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Everything the template prints."""

    head: Head
    slug: str
    heading: str
    number: str
    search: FormField
    sides: tuple[Side, ...]
    hidden: tuple[tuple[str, str], ...]
    subscribe: Link | None
    elsewhere: tuple[Link, ...]
    lists: tuple[Link, ...]
    action: str
    sentence: str
    counted: str
    notice: Notice | None
    close: str
    open_fields: tuple[FormField, ...]
    first_fields: tuple[FormField, ...]
    further: MoreFilters
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
    total, sides = query.facets.total, tuple(_sides(query))
    whole_side = any(side.chosen for side in sides)
    return ListPage(
        head=Head(
            title=query.title,
            description=query.sentence,
            canonical=kind.address + _asked(query, place=True),
            noindex=bool(query.given),
            section=kind.slug,
            keeps_question=True,
        ),
        slug=kind.slug,
        heading=str(kind.title),
        number=total.words,
        search=query.field("q"),
        sides=sides,
        hidden=tuple(_hidden(query)),
        subscribe=_subscribe(query),
        elsewhere=() if shown.rows else tuple(_elsewhere(query)),
        lists=tuple(
            Link(text=str(other.title), href="" if other is kind else _same_of(query, other))
            for other in LISTS.values()
        ),
        action=kind.address,
        sentence=capfirst(query.sentence),
        counted=kind.counted(total.value, total.words),
        notice=_cited(query),
        close=_close(shown.close_to),
        open_fields=tuple(query.field(name) for name in OPEN_FIELDS),
        first_fields=tuple(_counted_fields(query)),
        further=MoreFilters(query),
        # The control of sides says what sort of case is asked for, as far as that is a whole side.
        chips=tuple(chip for chip in query.chips if chip.parameter != "type" or not whole_side),
        headings=tuple(_headings(query)),
        rows=tuple(_labelled(cells, query) for cells in shown.rows),
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


def _asked(query: ListQuery, *, place: bool = False) -> str:
    """Return the end of an address that asks the same of another rendering; with `place`, of this page."""
    given = {name: query.given[name] for name in (*CURSORS, "hash") if place and name in query.given}
    asked = query.href(**({"hash": None} | given))
    return "" if asked == "?" else asked


def _hidden(query: ListQuery) -> Iterator[tuple[str, str]]:
    """Return what is asked and has no field in the panel, so that the form keeps it."""
    slug = query.kind.slug
    shown = {"q", "hash", *OPEN_FIELDS, *FITTING[slug], *TYPED.get(slug, ()), *CURSORS}
    for name, values in query.given.items():
        if name not in shown:
            yield from ((name, value) for value in values)


def _same_of(query: ListQuery, other: ListDefinition) -> str:
    """Return the address of another list, with the text and the clocks kept."""
    kept = {name: query.given.get(name) for name in ("q", "on", "known")}
    asked = address({name: value for name, value in kept.items() if value})
    return other.address + ("" if asked == "?" else asked)


def _sides(query: ListQuery) -> Iterator[Side]:
    """Return criminal, civil and all with their numbers, where a list has both."""
    numbers = query.facets.numbers.get("type")
    if numbers is None:
        return
    asked, held = set(query.asked["type"]), 0
    for words, civil in SIDES:
        types = [one.value for one in CaseType if (one.value in CIVIL_TYPES) is civil]
        number = sum(numbers.get(one, 0) for one in types)
        held += number
        href = query.href(type=[one for one in types if numbers.get(one) or one in types[:1]])
        chosen = bool(asked) and asked >= {one for one in types if numbers.get(one)} and asked <= set(types)
        yield Side(words=str(words), number=_number(number), href=f"{href}#found", chosen=chosen)
    yield Side(words=_("All"), number=_number(held), href=f"{query.href(type=None)}#found", chosen=not asked)


def _number(number: int) -> str:
    return str(number_format(number, use_l10n=True, force_grouping=True))


def _counted_fields(query: ListQuery) -> Iterator[FormField]:
    """Return the fields whose values are counted, without the values nothing has."""
    for name in FITTING[query.kind.slug]:
        if name in query.facets.numbers:
            field = query.field(name)
            choices = tuple(one for one in field.choices if one.chosen or one.number not in {"", "0"})
            if choices:
                yield replace(field, choices=choices)


def _labelled(cells: Cells, query: ListQuery) -> Cells:
    """Name the column of each cell that does not speak for itself, for screens without headings."""
    return tuple(
        cell
        if place == 0 or cell.said or cell.is_name or cell.href or cell.phase or cell.is_day
        else replace(cell, said=str(heading.words).lower())
        for place, (cell, heading) in enumerate(zip(cells, query.kind.headings, strict=True))
    )


def _elsewhere(query: ListQuery) -> Iterator[Link]:
    """Return the other lists that find something under the text nothing is found under here."""
    text = query.asked["q"]
    if text:
        for kind, count in lists_that_find(text, but=query.kind):
            yield Link(text=str(kind.title), href=_same_of(query, kind), note=f"({count.words})")


def _subscribe(query: ListQuery) -> Link | None:
    """Return the calendar of a list of hearings, to be subscribed to."""
    if query.kind.slug != "hearings":
        return None
    return Link(text=_("Calendar of these hearings"), href=query.kind.file_address("ics") + _asked(query))


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
