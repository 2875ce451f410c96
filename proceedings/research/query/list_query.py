"""A request for a list, understood: its rows, sentence, chips, form with numbers, and way out when empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Self

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kit import paging
from kit.date_text import day_text, instant_text
from kit.filtering import (
    ClosedListField,
    DayField,
    KeysField,
    OneOfField,
    SeveralField,
)
from proceedings import wording
from proceedings.law.codes import Phase, StatusCode
from proceedings.law.rules import phase_of
from proceedings.record.count_cache import cached_count
from proceedings.research.lists import facets
from proceedings.research.lists.changes_since import changes_since, with_change
from proceedings.research.lists.list_definition import ListDefinition
from proceedings.research.lists.match_explanations import with_reasons
from proceedings.research.lists.rows import Cells, withheld
from proceedings.research.query.filters import POSSIBLE
from proceedings.research.query.filterset import ListFilterSet
from proceedings.research.query.query_sentence import sentence, value_words
from proceedings.research.query.request_params import CURSORS, Chip, Choice, ClockParams, FormField

OFFERED = 60
MOST_IN_TITLE = 3
MOVES_NO_NUMBER = (*CURSORS, "sort", "hash")  # parameters that change no row of the answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """The rows of a page as they are printed, the cursors of the pages around them, and what was sought."""

    rows: tuple[Cells, ...]
    next: str | None
    previous: str | None
    close_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A filter that can be taken off when nothing is found, and how much that would bring."""

    words: str
    href: str


class ListQuery(ClockParams):
    """A request for one of the lists."""

    def __init__(self, kind: ListDefinition, data: QueryDict) -> None:
        """Read the parameters; nothing is read from them while `refusals` is not empty."""
        self.kind = kind
        self.data = data
        self.filterset: Any = ListFilterSet(data, kind)

    def pinned(self) -> Self:
        """Return the same question at the very instant this one was settled on, read from history."""
        again = type(self)(self.kind, self.data)
        if not again.refusals:  # reads what is asked
            again.filterset.clocks = replace(self.clocks, is_past=True)
        return again

    @property
    def asked(self) -> dict[str, Any]:
        """Return the values asked for, read and checked."""
        asked: dict[str, Any] = self.filterset.asked
        return asked

    @property
    def close_to(self) -> str:
        """Return the text nobody is found under, when the rows are those close to it; else nothing."""
        asked: str = self.asked["q"]
        if not asked:
            return ""
        self.filterset.rows()  # looks for the text
        return asked if self.filterset.facts.is_close(asked) else ""

    @property
    def sort(self) -> str:
        """Return the order asked for."""
        return self.asked["sort"] or self.kind.default_sort

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """Return the rows that answer, with what stands beside them."""
        return self.kind.add_columns(self.filterset.qs, self.filterset.facts)

    def page(self, size: int | None = None) -> paging.Page[Any]:
        """Return the page asked for. One query."""
        return self._page(
            size or settings.PAGE_SIZE, self.filterset.after_cursor, self.filterset.before_cursor
        )

    def _page(
        self, size: int, after: paging.Cursor | None = None, before: paging.Cursor | None = None
    ) -> paging.Page[Any]:
        return paging.page(self.rows, self.filterset.order, size=size, after=after, before=before)

    def shown(self) -> ShownPage:
        """Return the page asked for as it is printed, kept: the same page of the same data is read once."""
        question = {
            "page of": self.kind.slug,
            "asked": self.given,
            "size": settings.PAGE_SIZE,
            "language": get_language(),
        }
        return cached_count(self.clocks, question, self._shown)

    def _shown(self) -> ShownPage:
        page = self.page()
        return ShownPage(
            rows=tuple(self.cells(page.rows)),
            next=page.next,
            previous=page.previous,
            close_to="" if page.is_empty else self.close_to,
        )

    def cells(self, rows: list[Any]) -> list[Cells]:
        """Return the cells of rows, with why they are found where that cannot be seen."""
        facts, text = self.filterset.facts, self.asked["q"]
        read = self.kind.read(rows, facts)
        cells = [row.cells for row in read]
        if self.clocks.known_asked:
            changes = changes_since(self.kind, [row.values for row in read], facts)
            cells = [with_change(one, code) for one, code in zip(cells, changes, strict=True)]
        if text and self.kind.found_through:
            cells = with_reasons(rows, cells, facts, text, self.kind.found_through)
        return list(withheld(rows, cells, facts.closed))

    @cached_property
    def facets(self) -> facets.Facets:
        """Return how many rows there are, and the numbers beside the filters. One query, kept."""
        asked = {name: values for name, values in self.given.items() if name not in MOVES_NO_NUMBER}
        question = {"list": self.kind.slug, "asked": asked, "limit": settings.COUNT_LIMIT}
        return cached_count(self.clocks, question, lambda: facets.count(self.filterset))

    def count(self, limit: int | None = None) -> paging.Count:
        """Count the rows, as far as anybody counts. One query."""
        return paging.count(self.filterset.qs, limit=limit or settings.COUNT_LIMIT)

    @cached_property
    def sentence(self) -> str:
        """Say in plain words what is asked."""
        return sentence(self.kind, self.filterset, self.clocks)

    @property
    def title(self) -> str:
        """Return the title of the list with what is asked of it, as far as that is short."""
        title, words = str(self.kind.title), [chip.words for chip in self.chips]
        if not words:
            return title
        more = ", …" if len(words) > MOST_IN_TITLE else ""
        return f"{title}: {', '.join(words[:MOST_IN_TITLE])}{more}"

    @cached_property
    def chips(self) -> list[Chip]:
        """Return every filter in force, each with the way to take it off."""
        return [
            Chip(name, value, str(self.filterset.filters[name].label), words, self.without(name, value))
            for name, value, words in self._in_force()
        ]

    def without(self, name: str, value: str) -> str:
        """Return the end of an address without one value of a filter."""
        # A length means nothing without its unit: they go together.
        also = {"unit": ("length_from", "length_until"), "on": ("hash",), "known": ("hash",)}.get(name, ())
        kept = [one for one in self.given.get(name, []) if self._is_several(name) and one != value]
        return self.href(**{name: kept, **dict.fromkeys(also)})

    def _is_several(self, name: str) -> bool:
        return isinstance(self.filterset.form.fields[name], SeveralField | KeysField)

    def _in_force(self) -> Iterator[tuple[str, str, str]]:
        """Yield each filter in force: parameter, value, words."""
        asked = self.asked
        for name in self.filterset.filters:
            if name not in {"on", "known", "match", "sort", "hash", *CURSORS}:
                for value, words in value_words(self.filterset, name):
                    yield name, value, words
        if asked["on"]:
            yield "on", asked["on"].isoformat(), day_text(asked["on"])
        if asked["known"]:
            yield "known", self.given["known"][0], instant_text(asked["known"])
        if asked["match"] == POSSIBLE:
            yield "match", POSSIBLE, _("uncertain dates taken widely")

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """Return, for an empty list, which filter to take off to get how many. One query."""
        chips = [chip for chip in self.chips if chip.parameter not in {"on", "known", "match"}]
        counts = facets.suggestions(self.filterset, [(chip.parameter, chip.value) for chip in chips])
        found = []
        for chip in chips:
            count = counts.get((chip.parameter, chip.value))
            if count and count.value:
                taken = {"filter": f"{chip.label}: {chip.words}", "number": count.words}
                words = _("Without “%(filter)s” there are %(number)s.") % taken
                found.append((count.value, Suggestion(words=words, href=chip.href)))
        return [suggestion for _number, suggestion in sorted(found, key=lambda pair: -pair[0])]

    @cached_property
    def fields(self) -> dict[str, FormField]:
        """Return the fields of the form by name. No query beyond that of the numbers."""
        return {name: self.field(name) for name in self.filterset.filters if name not in {*CURSORS, "hash"}}

    def field(self, name: str) -> FormField:
        """Return one field of the form."""
        form_field = self.filterset.form.fields[name]
        kind = _kind_of(form_field)
        given = self.given.get(name, [""])
        choices = tuple(self._choices(name, form_field))
        is_open = kind in {"text", "day", "number"}
        return FormField(
            name=name,
            label=str(self.filterset.filters[name].label),
            kind=kind,
            value=given[0] if is_open else "",
            help=form_field.accepts() if is_open else "",
            chosen=sum(choice.chosen for choice in choices),
            choices=choices,
        )

    def _choices(self, name: str, form_field: Any) -> Iterator[Choice]:  # noqa: ANN401  # without types
        if isinstance(form_field, OneOfField):
            chosen = self.sort if name == "sort" else self.asked[name] or form_field.choices[0][0]
            for value, label in _labels(form_field):
                yield Choice(value=value, label=label, chosen=value == chosen)
        elif isinstance(form_field, SeveralField):
            yield from (
                self._choice(name, value, words, group) for value, words, group in _codes(name, form_field)
            )
        elif isinstance(form_field, KeysField):
            yield from self._keys(name)

    def _keys(self, name: str) -> Iterator[Choice]:
        """Yield what a filter by key offers: what is chosen, then what most rows have."""
        chosen: dict[str, str] = self.asked[name]
        numbers = self.facets.numbers.get(name, {})
        words = self.facets.words.get(name, {})
        closed = self.filterset.closed
        in_order = sorted(words, key=lambda key: (-numbers.get(key, 0), words[key]))
        for key in dict.fromkeys([*chosen, *in_order[:OFFERED]]):
            yield self._choice(name, key, chosen.get(key) or closed.text(words[key]), "")

    def _choice(self, name: str, value: str, label: str, group: str) -> Choice:
        given = self.given.get(name, [])
        chosen = value in given
        number = self._number(name, value)
        left = [one for one in given if one != value] if chosen else [*given, value]
        # Only a number is a link.
        href = self.href(**{name: left}) if number else ""
        return Choice(value=value, label=label, chosen=chosen, href=href, number=number, group=group)

    def _number(self, name: str, value: str) -> str:
        """Say how many rows have a value; nothing where it is not counted."""
        numbers = self._numbers.get(name)
        if numbers is None:
            return ""
        number = numbers.get(value, 0)
        shown = number_format(number, use_l10n=True, force_grouping=True) if number else "0"
        return _("at least %(number)s") % {"number": shown} if name in self.facets.capped else shown

    @cached_property
    def _numbers(self) -> dict[str, dict[str, int]]:
        """Return how many rows have each value of a filter; those of a phase are the sum of its statuses."""
        numbers = dict(self.facets.numbers)
        if "phase" in numbers:
            phases: Counter[str] = Counter()
            for code, number in numbers["phase"].items():
                phases[phase_of(StatusCode(code)).value] += number
            numbers["phase"] = phases
        return numbers


def _kind_of(form_field: Any) -> str:  # noqa: ANN401  # without types
    if isinstance(form_field, OneOfField):
        return "one"
    if isinstance(form_field, ClosedListField | KeysField):
        return "several"
    return "day" if isinstance(form_field, DayField) else "text"


def _codes(name: str, form_field: SeveralField) -> Sequence[tuple[str, str, str]]:
    """Return value, words and group of every value of a closed list; statuses are gathered by phase."""
    if name == "status":
        return _statuses(get_language())
    return [(value, words, "") for value, words in _labels(form_field)]


@cache
def _statuses(_language: str | None) -> list[tuple[str, str, str]]:
    return [
        (code.value, wording.short_label(code), _(phase.label))
        for phase in Phase
        for code in StatusCode
        if phase_of(code) is phase
    ]


def _labels(form_field: ClosedListField) -> list[tuple[str, str]]:
    """Return the values of a closed list with their words."""
    return [(value, _(str(label)) if label else "") for value, label in form_field.choices]


def understood_part(kind: ListDefinition, way_back: str, rounds: int = 4) -> ListQuery:
    """Return the question without what was refused, so that the form is shown again as it was.

    Ill-shaped parameters are refused before any value is read, and values before they are read together: what
    is left may be refused in its turn.
    """
    for _round in range(rounds):
        kept = ListQuery(kind, QueryDict(way_back.lstrip("?")))
        if not kept.refusals:
            return kept
        way_back = kept.way_back
    return ListQuery(kind, QueryDict(""))
