"""What is found under a text, list by list, the best match first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.filtering import StrictFilterSet, WordsFilter
from proceedings.record import record_urls
from proceedings.record.answer_redaction import redacted
from proceedings.record.redaction import Redactor
from proceedings.record.search.texts import matters_with_words
from proceedings.research.lists.rows import Cell, Cells
from proceedings.research.lists.search_groups import search_groups
from proceedings.research.query.request_params import RequestParams
from proceedings.website.view_models import Head, Link

SHOWN = 3  # rows of a group
EXCERPT = 40  # words


class SearchFilterSet(StrictFilterSet):
    """The text that is looked for."""

    q = WordsFilter(
        label=gettext_lazy("Search"),
        accepted=gettext_lazy("names, docket numbers or words; at most 200 characters and 20 words"),
    )


class SearchParams(RequestParams):
    """A search."""

    filters = SearchFilterSet

    @property
    def text(self) -> str:
        """Return the text that is looked for."""
        text: str = self.filterset.asked["q"]
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchGroupLines:
    """What one list finds; `every` leads to all of it."""

    key: str
    heading: str
    number: str
    rows: tuple[Cells, ...]
    every: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Everything the template prints."""

    head: Head
    heading: str
    action: str
    text: str
    close: bool
    groups: tuple[SearchGroupLines, ...]


def search_page(text: str) -> SearchPage:
    """Look for a text everywhere."""
    closed = Redactor.now()
    found = search_groups(text, SHOWN) if text else []
    close = bool(found) and all(group.is_close for group in found)
    matters = tuple(_matters(text, closed)) if text else ()
    groups = [
        SearchGroupLines(
            key=group.kind.slug,
            heading=str(group.kind.title),
            number=group.count.words,
            rows=group.rows,
            every=Link(
                text=_("All %(number)s") % {"number": group.count.words},
                href=group.href(q=text),
                words=str(group.kind.title),
            )
            if group.count.value > len(group.rows)
            else None,
        )
        for group in found
        if not (close and matters)
    ]
    if matters:
        # After whoever and whatever is called so; before what only mentions it would be too early to know.
        at = sum(group.rank == 0 for group in found) if not close else 0
        groups.insert(
            at,
            SearchGroupLines(
                key="matters", heading=_("Matters"), number=str(len(matters)), rows=matters, every=None
            ),
        )
    title = _("Search: %(text)s") % {"text": text} if text else _("Search")
    return SearchPage(
        head=Head(title=title, canonical=reverse("search"), noindex=True, section="search"),
        heading=title,
        action=reverse("search"),
        text=text,
        close=close and not matters,
        groups=tuple(groups),
    )


def _matters(text: str, closed: Redactor) -> Iterator[Cells]:
    for incident, where in matters_with_words(text, closed):
        cells = (
            Cell(
                text=closed.text(incident.title),
                href=record_urls.incident(incident.key),
                is_name=True,
                quiet=(Truncator(where).words(EXCERPT),),
            ),
        )
        yield redacted(cells, closed)
