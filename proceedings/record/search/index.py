"""The words under which defendants and parties are found, and their spellings, in step with the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from kit.spelling import can_be_mistyped, letter_left_out
from kit.text_folding import docket_key, docket_tail, part_found_under
from people.kinds import PartyKind
from people.models import OtherName, Party
from proceedings.models import Defendant, HarmedPerson, OtherDocket, PartyWord, SearchWord, Spelling
from proceedings.record.duplicate_keys import docket_keys, name_key
from proceedings.record.visibility import is_docket_printed, named_harmed

BATCH = 500
WORD_LENGTH = 80
BETWEEN_PARTIES = frozenset({"v", "vs", "et", "al"})  # as in “A v. B, et al.”
Word = tuple[int, str, int | None]  # defendant, word, and whose name it is


# First names, and the words of captions, come again and again.
_part_found_under = lru_cache(maxsize=50_000)(part_found_under)


def refresh(defendants: Collection[int]) -> None:
    """Bring the words of some defendants up to date, and the spellings of words that came or went."""
    rows = Defendant.objects.filter(pk__in=defendants).select_related("party", "case__incident")
    wanted = set(words_of(list(rows)))
    held = {
        (row.defendant_id, row.word, row.bearer_id): row.pk
        for row in SearchWord.objects.filter(defendant_id__in=defendants)
    }
    gone, fresh = [key for key in held if key not in wanted], wanted - set(held)
    SearchWord.objects.filter(pk__in=[held[key] for key in gone]).delete()
    SearchWord.objects.bulk_create(
        (
            SearchWord(defendant_id=defendant, word=word, bearer_id=bearer)
            for defendant, word, bearer in fresh
        ),
        batch_size=BATCH,
    )
    learn({word for _defendant, word, _bearer in fresh})
    _forget({word for _defendant, word, _bearer in gone})


def refresh_parties(parties: Collection[int]) -> None:
    """Bring the words of the names of some parties up to date, and their spellings."""
    ids = sorted(parties)
    for start in range(0, len(ids), BATCH):
        _refresh_parties(ids[start : start + BATCH])


def words_of_parties(parties: Collection[int]) -> set[tuple[int, str]]:
    """Return the words of the names of some parties of the database, a few hundred at a time."""
    names = Party.objects.filter(pk__in=parties).order_by().values_list("pk", "name")
    others = OtherName.objects.filter(party__in=parties).order_by().values_list("party_id", "name")
    borne = [*names, *others]
    wanted = {(party, word) for party, name in borne for word in _cut(_found_under(name))}
    wanted |= {(party, key) for party, name in borne if (key := name_key(name))}
    dockets = _dockets(parties)
    return wanted | {(party, key) for party, name in borne for key in docket_keys(name, dockets[party])}


def _refresh_parties(ids: list[int]) -> None:
    wanted = words_of_parties(ids)
    held = {(row.party_id, row.word): row.pk for row in PartyWord.objects.filter(party__in=ids)}
    gone, fresh = set(held) - wanted, sorted(wanted - set(held))
    PartyWord.objects.filter(pk__in=[held[key] for key in gone]).delete()
    PartyWord.objects.bulk_create(
        (PartyWord(party_id=party, word=word) for party, word in fresh), batch_size=BATCH
    )
    learn({word for _party, word in fresh})
    _forget({word for _party, word in gone})


def _dockets(parties: Collection[int]) -> dict[int, list[str]]:
    """Return the docket numbers under which each person of these is charged or sued."""
    rows = Defendant.objects.filter(party__in=parties, party__kind=PartyKind.PERSON.value).order_by()
    own = rows.exclude(case__docket_number="").values_list("party_id", "case__docket_number")
    other = rows.exclude(case__other_dockets=None).values_list("party_id", "case__other_dockets__number")
    return _grouped([*own, *other])


def learn(words: Iterable[str]) -> None:
    """Keep the spellings of words that were not known."""
    typed = sorted(filter(can_be_mistyped, words))
    for start in range(0, len(typed), BATCH):
        batch = typed[start : start + BATCH]
        known = set(Spelling.objects.filter(word__in=batch, key__in=batch).values_list("word", flat=True))
        rows = [
            Spelling(key=key, word=word)
            for word in batch
            if word not in known
            for key in sorted(letter_left_out(word))
        ]
        Spelling.objects.bulk_create(rows, batch_size=BATCH)


def _forget(words: Iterable[str]) -> None:
    """Drop the spellings of words under which nobody is found any more."""
    typed = sorted(filter(can_be_mistyped, words))
    for start in range(0, len(typed), BATCH):
        batch = typed[start : start + BATCH]
        left = set(SearchWord.objects.filter(word__in=batch).values_list("word", flat=True))
        left |= set(PartyWord.objects.filter(word__in=batch).values_list("word", flat=True))
        Spelling.objects.filter(word__in=[word for word in batch if word not in left]).delete()


def words_of(rows: Sequence[Defendant]) -> Iterator[Word]:
    """Yield the words of each defendant: names, docket numbers, caption, matter, and whom it harmed."""
    harmed = _harmed({row.case.incident_id for row in rows if row.case.incident_id})
    parties = {row.party_id for row in rows} | {party for found in harmed.values() for party, _name in found}
    others = _grouped(OtherName.objects.filter(party__in=parties).values_list("party_id", "name"))
    dockets = _grouped(
        OtherDocket.objects.filter(case__in={row.case_id for row in rows}).values_list("case_id", "number")
    )
    for row in rows:
        named = [(row.party_id, row.party.name), (row.party_id, row.name_as_printed)]
        named += harmed[row.case.incident_id or 0]
        named += [(party, name) for party in {party for party, _name in named} for name in others[party]]
        yield from ((row.pk, word, party) for party, name in named for word in _cut(_found_under(name)))
        yield from ((row.pk, word, None) for word in _cut(_of_caption(row.case.caption)))
        if row.case.incident is not None:
            yield from ((row.pk, word, None) for word in _cut(_found_under(row.case.incident.title)))
        if is_docket_printed(row.case):
            numbers = [row.case.docket_number, *dockets[row.case_id]]
            keys = [key(number) for number in numbers for key in (docket_key, docket_tail)]
            yield from ((row.pk, word, None) for word in _cut(keys))


def _found_under(name: str) -> list[str]:
    """Return what `found_under` does, remembering its parts."""
    return [word for part in name.split() for word in _part_found_under(part)]


def _of_caption(caption: str) -> list[str]:
    return [word for word in _found_under(caption) if word not in BETWEEN_PARTIES]


def _cut(words: Iterable[str]) -> Iterator[str]:
    return (word[:WORD_LENGTH] for word in words if word)


def _harmed(incidents: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """Return the persons each matter harmed who are named in public: for a recorded reason."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = named_harmed(HarmedPerson.objects.filter(incident__in=incidents))
    for incident, party, name in rows.values_list("incident_id", "party_id", "party__name"):
        found[incident].append((party, name))
    return found


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = defaultdict(list)
    for key, text in pairs:
        grouped[key].append(text)
    return grouped
