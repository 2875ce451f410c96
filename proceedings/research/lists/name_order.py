"""Lists in the order of a name or a caption as it is shown.

Rows whose text holds a name that is withheld come before all others, in the order of their numbers: no place
in a list, and no address of a page of it, tells what is withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from django.db.models import CharField, Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from kit.paging import Cursor, Order
from people.models import Party
from proceedings.models import Case, Defendant, PartyWord, SearchWord
from proceedings.record.history import versions_of
from proceedings.record.public_rows import Facts

# The text a row is sorted by, read where its list is.
SHOWN = "shown_text"


def read_shown(text: str) -> str:
    """Read a text of the order: an empty one is that of the rows with a withheld name."""
    return text


@dataclass(frozen=True, slots=True)
class ByShownText(Order):
    """An order by a text; `text` is the column that has it, `withheld` finds the rows it is withheld of."""

    text: str = ""
    withheld: Callable[[Facts], Q | None] = lambda _facts: None
    facts: Callable[[], Facts] | None = None

    def asked_of(self, asked: Callable[[], Facts]) -> Self:
        """Return the order for a question, with the facts it is asked of."""
        return replace(self, facts=asked)

    def parts(self, rows: QuerySet[Any]) -> Sequence[QuerySet[Any]]:
        """Return the rows whose text may be shown, and the others; or all together where none is withheld."""
        withheld = self.withheld(self.facts()) if self.facts else None
        shown = rows.annotate(**{SHOWN: F(self.text)})
        if withheld is None:
            return (shown,)
        return (
            shown.exclude(withheld),
            rows.filter(withheld).annotate(**{SHOWN: Value("", output_field=CharField())}),
        )

    def sorted(self, rows: Sequence[Any]) -> list[Any]:
        """Return rows of both parts in this order: each part comes sorted, and they are not compared."""
        withheld = [row for row in rows if not getattr(row, SHOWN)]
        shown = [row for row in rows if getattr(row, SHOWN)]
        return [*shown, *withheld] if self.column_down else [*withheld, *shown]


@dataclass(frozen=True, slots=True)
class ByShownCaption(ByShownText):
    """The order of cases by caption: its cursors carry the number alone."""

    def printed(self, cursor: Cursor) -> str:
        """Return a cursor as addresses carry it."""
        return str(Cursor("", cursor.id))

    def read_cursor(self, text: str) -> Cursor | None:
        """Read a cursor and look its place up among the public cases: one query a part."""
        named = Order(SHOWN, self.id_column, lambda value: "" if not value else None).read_cursor(text)
        if named is None or self.facts is None:
            return None
        rows = self.facts().cases().filter(id=named.id)
        places = [row for part in self.parts(rows) for row in part.values_list(SHOWN, flat=True)]
        return Cursor(places[0], named.id) if places else None

    def accepted(self) -> str:
        """Say what a cursor of this order looks like."""
        return _("the value a “next” or “previous” address of this list carries, such as ~17")


def by_name(text: str, id_column: str, party: str) -> ByShownText:
    """Return the order by the name of a party whose number is in a column."""

    def withheld(facts: Facts) -> Q | None:
        found = withheld_parties(facts)
        return None if found is None else Q(**{f"{party}__in": found})

    return ByShownText(SHOWN, id_column, read_shown, text=text, withheld=withheld)


def withheld_parties(facts: Facts) -> frozenset[int] | None:
    """Return the parties whose name is not shown as it is recorded; nothing when no name is withheld."""
    closed = facts.closed
    if not closed.telling_words and not closed.closed.unnamed:
        return None
    held = PartyWord.objects.filter(word__in=closed.telling_words)
    names = Party.objects.filter(pk__in=held.values("party_id")).order_by()
    texts = list(names.values_list("pk", "name").union(names.values_list("pk", "sort_name")))
    if facts.clocks.is_past:
        texts += _changed(facts, Party, "name", "sort_name")
    return closed.closed.unnamed | {pk for pk, text in texts if closed.text(text) != text}


def withheld_captions(facts: Facts) -> Q | None:
    """Return the condition that the caption of a case is not shown as it is recorded."""
    closed = facts.closed
    if not closed.telling_words and not closed.words_by_case:
        return None
    held = SearchWord.objects.filter(bearer=None, word__in=closed.telling_words)
    # Who has no defendant, as an appeal, is found under no word.
    alone = ~Exists(Defendant.objects.filter(case=OuterRef("pk")))
    asked = Q(pk__in=closed.words_by_case) | Q(pk__in=held.values("defendant__case_id")) | alone
    texts = list(Case.objects.filter(asked).order_by().values_list("pk", "caption"))
    if facts.clocks.is_past:
        texts += _changed(facts, Case, "caption")
    return Q(id__in=[pk for pk, text in texts if closed.text(text, pk) != text])


def _changed(facts: Facts, model: type[Model], *columns: str) -> list[tuple[int, str]]:
    """Return every text by the instant of the rows that were ever changed."""
    ids = versions_of(model).filter(history_type="~").values("id")
    rows = versions_of(model, until=facts.clocks.known).filter(id__in=ids)
    return [pair for column in columns for pair in rows.values_list("id", column).distinct()]
