"""Finding defendants by name or docket number: folded words and beginnings of words, in any order.

Every word asked for must begin a word under which the defendant is found. Each is a range scan of one index
on both databases; nothing here reads a name from the middle.
"""

from __future__ import annotations

from django.db.models import Q

from casetracker.kit.folding import docket_key, fold_words
from casetracker.kit.prefixes import prefixed
from proceedings.models import SearchWord
from proceedings.querysets import SpanQuerySet
from proceedings.spans import WORD_LENGTH


def find(text: str, spans: SpanQuerySet) -> SpanQuerySet:
    """Keep the spans of defendants found under every word of a text, or under it as one docket number.

    Words are taken apart at spaces; each may be a docket number in any printed style. Nothing is found under
    a text without letters and digits.
    """
    parts = [_any_style(part) for part in text.split() if fold_words(part)]
    if not parts:
        return spans.none()
    every = Q()
    for part in parts:
        every &= part
    # Some styles have spaces inside: the text may be one number.
    whole = _docket(text)
    return spans.filter(every if whole is None else every | whole)


def _any_style(part: str) -> Q:
    """Return the condition that one part of the text is met: as words of a name, or as a docket number."""
    words = Q()
    for word in fold_words(part):
        words &= _found_under(word)
    docket = _docket(part)
    return words if docket is None else words | docket


def _docket(text: str) -> Q | None:
    """Return the condition that a text is the beginning of a docket number; numbers have a digit."""
    key = docket_key(text)
    return _found_under(key) if any(letter.isdigit() for letter in key) else None


def _found_under(word: str) -> Q:
    found = SearchWord.objects.filter(prefixed("word", word[:WORD_LENGTH]))
    return Q(defendant_id__in=found.values("defendant_id"))
