"""Finding parties and courts by their names: folded words and beginnings in any order, one slip allowed.

As defendants are found: a typing error is allowed for only when nobody is found without.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Q

from kit.codepoint_field import prefixed
from kit.spelling import can_be_mistyped, is_close
from kit.text_folding import fold_words, found_under
from people.models import Party
from proceedings.models import Court, PartyWord
from proceedings.record.public_rows import Facts
from proceedings.record.search.find import close_words
from proceedings.record.search.index import WORD_LENGTH
from proceedings.record.visibility import public_parties

NOBODY = Q(pk__in=())
# As in “Judge Madeup”: what somebody is, not a name.
OFFICES = frozenset({"judge", "justice", "prosecutor", "attorney", "lawyer", "defendant", "victim"})


def party_named(facts: Facts, text: str) -> Q:
    """Return the condition that a party has a name with every word of a text. At most two queries."""
    words = fold_words(text)
    if not words:
        return NOBODY
    words = [word for word in words if word not in OFFICES] or words
    exact = _every(words, {})
    if public_parties(Party.objects.filter(exact)).exists():
        return exact
    close = close_words(set(words))
    if not close:
        return exact
    facts.found_closely(text)
    return _every(words, close)


def _every(words: Collection[str], close: Mapping[str, list[str]]) -> Q:
    found = Q()
    for word in words:
        at = prefixed("word", word[:WORD_LENGTH])
        if close.get(word):
            at |= Q(word__in=close[word])
        found &= Q(id__in=PartyWord.objects.filter(at).values("party_id"))
    return found


def court_named(facts: Facts, text: str) -> Q:
    """Return the condition that a court's name or place has every word of a text. One query.

    Courts are few, thousands at most, and so are compared one by one.
    """
    words = fold_words(text)
    rows = facts.of(Court).filter(id__in=facts.cases().values("court_id"))
    named = {
        pk: found_under(f"{name} {place}") for pk, name, place in rows.values_list("id", "name", "place")
    }
    found = [pk for pk, own in named.items() if words and all(_begins(word, own) for word in words)]
    if not found and words:
        found = [pk for pk, own in named.items() if all(_begins(word, own, closely=True) for word in words)]
        if found:
            facts.found_closely(text)
    return Q(id__in=found)


def _begins(word: str, own: Collection[str], *, closely: bool = False) -> bool:
    """Tell whether a word begins one of these, or is one slip from the whole of one."""
    if any(one.startswith(word) for one in own):
        return True
    return closely and can_be_mistyped(word) and any(is_close(word, one) for one in own)
