"""Why a row is found when nothing it prints bears the words: another name, the matter, who was harmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from kit.codepoint_field import prefixed
from kit.text_folding import fold_words, found_under
from proceedings.models import SearchWord
from proceedings.record.public_rows import Facts
from proceedings.record.search.find import close_words
from proceedings.record.search.index import WORD_LENGTH
from proceedings.record.visibility import private_parties
from proceedings.research.lists.rows import Cells

FIELDS = (
    "word",
    "bearer_id",
    "bearer__name",
    "defendant_id",
    "defendant__case_id",
    "defendant__party_id",
    "defendant__party__name",
    "defendant__name_as_printed",
    "defendant__case__caption",
    "defendant__case__incident__title",
)
Row = dict[str, Any]


def with_reasons(
    rows: Sequence[Any], cells: list[Cells], facts: Facts, text: str, holder: str
) -> list[Cells]:
    """Return the cells of rows, of which the first says why a row is found where the reader could not see it.

    `holder` is the column of SearchWord that `rows` are found through, as `defendant_id`. One query, two when
    a typing error was allowed for. An earlier instant is not explained: the words are those of today.
    """
    typed = [word for word in fold_words(text) if word.isalpha()]
    if not rows or not typed or facts.clocks.is_past:
        return cells
    close = close_words(typed) if facts.is_close(text) else {}
    attribute = "id" if holder == "defendant__case_id" else "defendant_id"
    ids = [getattr(row, attribute) for row in rows]
    found = _reasons(typed, close, facts, holder, ids)
    return [
        (replace(first, quiet=(*first.quiet, *found.get(pk, ()))), *rest)
        for (first, *rest), pk in zip(cells, ids, strict=True)
    ]


def _reasons(
    typed: Sequence[str], close: Mapping[str, list[str]], facts: Facts, holder: str, ids: Sequence[int]
) -> dict[int, list[str]]:
    """Return the reasons of each row, by what it is found through."""
    asked = Q()
    for word in typed:
        asked |= prefixed("word", word[:WORD_LENGTH]) | Q(word__in=close.get(word, ()))
    words = SearchWord.objects.filter(asked, **{f"{holder}__in": ids})
    words = words.exclude(bearer__in=facts.closed.parties).exclude(bearer__in=private_parties().values("pk"))
    met: dict[int, list[Row]] = defaultdict(list)
    for row in words.order_by("pk").values(*FIELDS):
        met[row[holder]].append(row)
    return {pk: list(dict.fromkeys(_unseen(typed, close, rows, facts))) for pk, rows in met.items()}


def _unseen(
    typed: Sequence[str], close: Mapping[str, list[str]], rows: Sequence[Row], facts: Facts
) -> Iterator[str]:
    """Yield a reason for each word that stands in nothing the row prints."""
    for word in typed:
        meeting = [row for row in rows if row["word"].startswith(word) or row["word"] in close.get(word, ())]
        reasons = [_reason(row, facts) for row in meeting]
        if reasons and all(reasons):
            yield reasons[0]


def _reason(row: Row, facts: Facts) -> str:
    """Say by what a word was found; nothing when the row prints it."""
    case = row["defendant__case_id"]
    if row["bearer_id"] is not None and row["bearer_id"] != row["defendant__party_id"]:
        return _("Found by a person the matter harmed: %(name)s") % {
            "name": facts.closed.text(row["bearer__name"])
        }
    printed = (row["defendant__party__name"], row["defendant__case__caption"])
    if any(row["word"] in found_under(text) for text in printed):
        return ""
    if row["bearer_id"] is not None:
        return _("Found by another name of the defendant")
    title = row["defendant__case__incident__title"] or ""
    if row["word"] in found_under(title):
        return _("Found by the matter: %(title)s") % {"title": facts.closed.text(title, case)}
    return ""
