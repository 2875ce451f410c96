"""Finding events by what happened: every word asked for begins a word of our text, or of the court's own.

Texts have no index: the events recorded last are read through, as many as SCANNED, and of those that meet the
words as many as MATCHED, the newest first, are looked at as the public would read them. So a text is found by
no name that is withheld in it, and by no part of a word.
"""

from __future__ import annotations

from django.db.models import Max, Q, QuerySet

from kit.text_folding import fold_words
from proceedings.models import DisputedClaim, Event, Incident, PressFact
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import is_statement_public, public_incidents

SCANNED = 500_000
MATCHED = 2_000
MATTERS = 500


def events_with_words(text: str, events: QuerySet[Event], closed: Redactor) -> list[int]:
    """Return the numbers of those events in whose public text every word begins a word. Two queries."""
    wanted = fold_words(text)
    if not wanted:
        return []
    last = Event.objects.aggregate(last=Max("id"))["last"] or 0
    rows = events.filter(id__gt=last - SCANNED)
    for word in wanted:
        # A first sieve; a word that folding changed is left to the reading below.
        if word in text.casefold():
            rows = rows.filter(Q(what__icontains=word) | Q(source_text__icontains=word))
    columns = rows.order_by("-id").values_list("id", "case_id", "what", "source_text")[:MATCHED]
    return [
        pk
        for pk, case, what, own_words in columns
        if _has_all(wanted, f"{closed.text(what, case)} {closed.text(own_words, case)}")
    ]


def _has_all(wanted: list[str], text: str) -> bool:
    words = fold_words(text)
    return all(any(word.startswith(one) for word in words) for one in wanted)


def matters_with_words(text: str, closed: Redactor) -> list[tuple[Incident, str]]:
    """Return the public matters in whose texts every word begins a word, each with the text that has most.

    These are the title, the summary, the disputed claims and the statements of press accounts, as the page of
    the matter prints them. Four queries.
    """
    wanted = fold_words(text)
    if not wanted:
        return []
    incidents = list(public_incidents(Incident.objects.order_by("-id"))[:MATTERS])
    ids = [incident.pk for incident in incidents]
    texts = {incident.pk: [incident.title, incident.summary] for incident in incidents}
    for claim in DisputedClaim.objects.filter(incident__in=ids):
        texts[claim.incident_id] += [claim.claim, claim.texts, claim.shown_as]
    for fact in filter(is_statement_public, PressFact.objects.filter(incident__in=ids)):
        texts[fact.incident_id] += [fact.fact, fact.contradicted_by, fact.note]
    found = []
    for incident in incidents:
        public = [closed.text(one) for one in texts[incident.pk] if one]
        if _has_all(wanted, " ".join(public)):
            found.append((incident, max(public, key=lambda one: _number_of(wanted, one))))
    return found


def _number_of(wanted: list[str], text: str) -> int:
    words = fold_words(text)
    return sum(any(word.startswith(one) for word in words) for one in wanted)
