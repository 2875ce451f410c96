"""Finding defendants by name, case, docket number, matter or person harmed: folded words, beginnings.

Every word asked for must begin a word under which the defendant is found, in any order. When nobody is found
so, a word may be one typing error away from the whole of one. Each is a range scan or a look-up in an index
on both databases; nothing here reads a name from the middle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from kit.codepoint_field import prefixed
from kit.spelling import can_be_mistyped, is_close, letter_left_out
from kit.text_folding import docket_key, docket_tail, fold_words, found_under
from proceedings.models import SearchWord, Spelling
from proceedings.models.status_span_queries import SpanQuerySet
from proceedings.record.redaction import Redactor
from proceedings.record.search.index import BETWEEN_PARTIES, WORD_LENGTH
from proceedings.record.visibility import private_parties

BEFORE_NUMBERS = frozenset({"case", "docket", "no", "nos", "number"})  # as in “Case No. X-1”


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The spans of defendants found under a text; `is_close` tells that a typing error was allowed for."""

    spans: SpanQuerySet
    is_close: bool


def search(text: str, spans: SpanQuerySet, *, closed: Redactor | None = None) -> SearchResult:
    """Find defendants among public spans: exactly, and only when nobody is found so, closely.

    Whoever is closed to the public is not among the spans, and so decides nothing. One query; one more when
    nobody is found exactly, and those of a Redactor when none is given.
    """
    closed = closed or Redactor.now()
    exact = _found(text, spans, _Asking(closed))
    if exact.exists():
        return SearchResult(exact, is_close=False)
    close = close_words(found_under(text))
    return SearchResult(_found(text, spans, _Asking(closed, close)) if close else exact, is_close=bool(close))


def find(text: str, spans: SpanQuerySet) -> SpanQuerySet:
    """Keep the spans of defendants found under every word of a text, or under it as one docket number.

    Words are taken apart at spaces; each may be a docket number in any printed style. Nothing is found under
    a text without letters and digits.
    """
    return _found(text, spans, _Asking(Redactor.now()))


def close_words(typed: Collection[str]) -> dict[str, list[str]]:
    """Return for each word typed the other words that are one typing error away. One query."""
    keys = {word: letter_left_out(word) for word in typed if can_be_mistyped(word)}
    if not keys:
        return {}
    kept = Spelling.objects.filter(key__in=set().union(*keys.values())).values_list("word", flat=True)
    close: dict[str, list[str]] = defaultdict(list)
    for word in sorted(set(kept)):
        for one in keys:
            if one != word and is_close(one, word):
                close[one].append(word)
    return dict(close)


@dataclass(frozen=True, slots=True)
class _Asking:
    """What a search must know beside its text: what is closed to the public, and close words."""

    closed: Redactor
    close: Mapping[str, list[str]] = field(default_factory=dict)

    def found_under(self, word: str) -> Q:
        """Return the condition that a defendant is found under a word, its beginning, or one close to it."""
        close = self.close.get(word, [])
        at = prefixed("word", word[:WORD_LENGTH])
        rows = SearchWord.objects.filter(at | Q(word__in=close) if close else at)
        # A person the matter harmed may be closed to the public while the defendant is not; and whoever is
        # private is found by what is shown of the record alone.
        if self.closed.parties:
            rows = rows.exclude(bearer__in=self.closed.parties)
        if self.closed.closed.nameless:
            rows = rows.exclude(bearer__in=private_parties().values("pk"))
        # Nor may the title of a matter or a caption tell a name that is not printed in it.
        told = self._told(self.closed.words, word, close)
        if told:
            rows = rows.exclude(bearer=None, word__in=told)
        for case, names in self.closed.words_by_case.items():
            if told := self._told(names, word, close):
                rows = rows.exclude(bearer=None, word__in=told, defendant__case=case)
        return Q(defendant_id__in=rows.values("defendant_id"))

    def _told(self, names: frozenset[str], word: str, close: list[str]) -> list[str]:
        """Return the withheld words that a word typed would find, the possessive included."""
        withheld = {form for name in names for form in (name, f"{name}s")}
        return sorted(name for name in withheld if name.startswith(word) or name in close)


def _found(text: str, spans: SpanQuerySet, asking: _Asking) -> SpanQuerySet:
    parts = [part for part in text.split() if fold_words(part)]
    if any(letter.isdigit() for letter in text):
        parts = [part for part in parts if not set(fold_words(part)) <= BEFORE_NUMBERS] or parts
    if not parts:
        return spans.none()
    every = Q()
    for part in [part for part in parts if not set(fold_words(part)) <= BETWEEN_PARTIES] or parts:
        every &= _any_style(part, asking)
    # Some styles have spaces inside: the text may be one number.
    whole = _docket(" ".join(parts), asking)
    return spans.filter(every if whole is None else every | whole)


def _any_style(part: str, asking: _Asking) -> Q:
    """Return the condition that one part of the text is met: as words of a name, or as a docket number."""
    words = Q()
    cut = fold_words(part)
    for word in cut:
        words &= asking.found_under(word)
    if len(cut) > 1:
        words |= asking.found_under("".join(cut))
    docket = _docket(part, asking)
    return words if docket is None else words | docket


def _docket(text: str, asking: _Asking) -> Q | None:
    """Return the condition that a text is the beginning of a docket number; numbers have a digit."""
    key = docket_key(text)
    if not any(letter.isdigit() for letter in key):
        return None
    whole, tail = asking.found_under(key), docket_tail(text)
    if not tail or tail == key:
        return whole
    # Some leave out the court: CR-2023-40 of D-101-CR-2023-00040.
    ends = SearchWord.objects.filter(defendant=OuterRef("defendant_id"), bearer=None, word__endswith=key)
    return whole | (asking.found_under(tail) & Q(Exists(ends)))
