"""Names that may not be printed, taken out of captions and texts of other public records.

Whole names, names as printed, other names and names of the past are taken out however they are spaced,
accented or capitalised; surnames wherever they are written as a name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.utils.translation import gettext as _

from kit.text_folding import fold, found_under
from people.kinds import PartyKind
from people.models import OtherName, Party
from proceedings.models import Defendant, Event
from proceedings.record.history import last_instant, versions_of
from proceedings.record.visibility import ClosedIds, is_private, public_parties, unnamed_people

SHORTEST = 2
BATCH = 2_000  # parties looked up at once: engines take only so many values
SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"}
WHOLE, SORTED = "whole", "sorted"
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")  # cut where the patterns of names begin and end


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text folded letter by letter, knowing where each folded letter came from."""

    text: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str) -> _Folded:
        if text.isascii():  # each letter folds to one
            return cls(fold(text), range(len(text) + 1))
        letters: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(text):
            plain = fold(letter)
            letters.append(plain)
            places.extend([place] * len(plain))
        return cls("".join(letters), [*places, len(text)])


@dataclass(slots=True)
class _Names:
    """Names to take out: whole ones anywhere, surnames where they begin with a capital."""

    whole: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)

    def add_whole(self, name: str) -> None:
        """Add a name without its surname, which others of a family have too."""
        if len(fold(name)) >= SHORTEST:
            self.whole.add(name)

    def add(self, name: str, kind: str, form: str) -> None:
        """Add a name and, of a person, the surname."""
        self.add_whole(name)
        if kind != PartyKind.PERSON:
            return
        surname = _surname(name, form)
        if len(fold(surname)) >= SHORTEST:
            self.surnames.add(surname)


def _surname(name: str, form: str) -> str:
    """Return the surname of a person: before the comma of a sort name, else the last word but for “Jr.”."""
    last, comma, _first = name.partition(",")
    if form == SORTED and comma:
        return last
    words = [word.strip(",") for word in name.split()]
    return next((word for word in reversed(words) if fold(word).strip(".") not in SUFFIXES), "")


class _Eraser:
    """Replaces a set of names in texts: of thousands, only those are looked for whose words a text has."""

    def __init__(self, names: _Names) -> None:
        self.named: dict[str, list[_NameSought]] = defaultdict(list)  # by the longest word of a name
        for whole, held in ((True, names.whole), (False, names.surnames)):
            for name in held:
                words = frozenset(_WORD.findall(fold(name)))
                self.named[max(words, key=len, default="")].append(_NameSought(words, name, whole))

    def text(self, text: str) -> str:
        if not self.named:
            return text
        words = {"", *_words_of(text)}
        sought = [one for word in words & self.named.keys() for one in self.named[word] if one.words <= words]
        if not sought:
            return text  # as nearly all texts are
        for whole in (True, False):
            names = frozenset(one.name for one in sought if one.is_whole is whole)
            if names:
                text = _replace(text, _pattern(names), capital=not whole)
        return text


class _NameSought(NamedTuple):
    """A name with its folded words; a surname counts only where it begins with a capital."""

    words: frozenset[str]
    name: str
    is_whole: bool


@lru_cache(maxsize=1_000)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    """Return what finds any of the names as whole words, the longest first."""
    folded = {r"\s+".join(re.escape(word) for word in fold(name).split()) for name in names}
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(folded, key=len, reverse=True))})(?!\w)")


def _words_of(text: str) -> list[str]:
    return _WORD.findall(text.lower() if text.isascii() else fold(text))


def _replace(text: str, pattern: re.Pattern[str], *, capital: bool) -> str:
    folded = _Folded.of(text)
    pieces: list[str] = []
    end = 0
    for match in pattern.finditer(folded.text):
        start, stop = folded.places[match.start()], folded.places[match.end()]
        if capital and not text[start].isupper():
            continue
        pieces += [text[end:start], _("[name withheld]")]
        end = stop
    return "".join([*pieces, text[end:]])


class Redactor:
    """The names that may not be printed, and what is closed to the public now with its names.

    A restricted party, and one who is private, is named nowhere; a restricted defendant not in that case, and
    nowhere else either unless another public record rests on the party. So with a victim or a person harmed
    whom no reason names, but for the surname: a family has one in common.
    """

    def __init__(
        self,
        *,
        everywhere: _Names | None = None,
        by_case: Mapping[int, _Names] | None = None,
        closed: ClosedIds | None = None,
    ) -> None:
        """Keep the names, and the ids of what is closed."""
        self._names = everywhere or _Names()
        self._everywhere = _Eraser(self._names)
        self._names_by_case = dict(by_case or {})
        self._by_case = {case: _Eraser(names) for case, names in self._names_by_case.items()}
        self.closed = closed or ClosedIds()

    @classmethod
    def now(cls) -> Redactor:
        """Read what is closed: two queries, and a few more after each write."""
        return redactor_as_of(ClosedIds.now(), last_instant())

    @property
    def words(self) -> frozenset[str]:
        """Return the folded words of the names that may be printed nowhere."""
        return frozenset(word for name in self._names.whole for word in found_under(name))

    @cached_property
    def words_by_case(self) -> dict[int, frozenset[str]]:
        """Return the folded words of the names that may not be printed in the texts of one case."""
        return {
            case: frozenset(word for name in names.whole for word in found_under(name))
            for case, names in self._names_by_case.items()
        }

    @cached_property
    def telling_words(self) -> frozenset[str]:
        """Return folded words of which every text that holds a name withheld everywhere has one."""
        whole, surnames = self._names.whole, self._names.surnames
        found = {word for name in surnames for word in found_under(name)}
        return frozenset(
            found.union(*(words for name in whole if found.isdisjoint(words := set(found_under(name)))))
        )

    @property
    def withheld(self) -> list[str]:
        """Return every name that is withheld somewhere, with the case where it is only there."""
        scopes = [("", self._names), *((str(case), names) for case, names in self._names_by_case.items())]
        return sorted(f"{scope}:{name}" for scope, names in scopes for name in names.whole | names.surnames)

    @property
    def cases(self) -> frozenset[int]:
        """Return the cases closed as a whole."""
        return self.closed.cases

    @property
    def parties(self) -> frozenset[int]:
        """Return the parties closed as a whole."""
        return self.closed.parties

    @property
    def defendants(self) -> frozenset[int]:
        """Return the defendants closed as a whole."""
        return self.closed.defendants

    @property
    def charges(self) -> frozenset[int]:
        """Return the charges closed as parts of records."""
        return self.closed.charges

    @property
    def events(self) -> frozenset[int]:
        """Return the events closed as parts of records, or because all they act on is closed."""
        return self.closed.events

    def hides(self, event: Event) -> bool:
        """Tell whether an event may not be shown: by itself, or because its case is closed."""
        return self.closed.hides(event)

    def name(self, party: int, name: str, case_id: int | None = None) -> str:
        """Return the name of a party as it may be printed; an empty one is one that may not be told."""
        if party in self.closed.unnamed or not name:
            return _("[name withheld]")
        return self.text(name, case_id)

    def name_of(self, party: Party) -> str:
        """Return the name of a party as it may be printed; one of the past was private then or is today."""
        return self.name(party.pk, "" if is_private(party) else party.name)

    def printed_name(self, party: int, name: str, printed: str) -> str:
        """Return the name as a case prints it, where its `name` as it may be printed says more than that."""
        return name if not printed or name == _("[name withheld]") else self.name(party, printed)

    def text(self, text: str, case_id: int | None = None) -> str:
        """Return a text of a public record (of a case, where given) without the names withheld there."""
        if not text:
            return text
        text = self._everywhere.text(text)
        eraser = self._by_case.get(case_id) if case_id is not None else None
        return text if eraser is None else eraser.text(text)

    @property
    def withholds(self) -> bool:
        """Tell whether any name is withheld anywhere."""
        return bool(self._names.whole or self._by_case)

    def in_any_case(self, text: str) -> str:
        """Return a text of no case in particular without the names withheld in any case."""
        text = self._everywhere.text(text)
        for eraser in self._by_case.values():
            text = eraser.text(text)
        return text

    def address(self, address: str, case_id: int | None = None) -> str:
        """Return an address as a public page may link it: nothing when a withheld name can be read in it."""
        # In an address names stand in small letters, and surnames are known by their capital.
        said = _BETWEEN_WORDS.sub(" ", unquote(address)).title()
        return address if self.text(said, case_id) == said else ""


@lru_cache(maxsize=4)
def redactor_as_of(restricted: ClosedIds, _instant: datetime) -> Redactor:
    """Read what is closed along with what is restricted, and the names that go with it.

    Kept until anything is written: names and outcomes change with the clock, and what is restricted is given.
    """
    closed = restricted.with_merged().with_acts()
    everywhere, by_case = _withheld(closed)
    return Redactor(everywhere=everywhere, by_case=by_case, closed=closed)


def _withheld(closed: ClosedIds) -> tuple[_Names, dict[int, _Names]]:
    """Return the names withheld everywhere, and those withheld in the texts of one case."""
    scopes: dict[int, set[int | None]] = {party: {None} for party in closed.unnamed}
    if closed.defendants or closed.cases:
        otherwise_public = Exists(public_parties(Party.objects.filter(pk=OuterRef("party_id"))))
        holders = Defendant.objects.filter(Q(pk__in=closed.defendants) | Q(case__in=closed.cases)).annotate(
            otherwise_public=otherwise_public
        )
        for case, party, is_public in holders.values_list("case_id", "party_id", "otherwise_public"):
            scopes.setdefault(party, set()).add(case if is_public else None)
    unnamed = _unnamed_scopes(scopes)
    everywhere, by_case = _Names(), defaultdict[int, _Names](_Names)
    for party, name, kind, form in _names_of(sorted({*scopes, *unnamed})):
        for scope in scopes.get(party, ()):
            (everywhere if scope is None else by_case[scope]).add(name, kind, form)
        for scope in unnamed.get(party, ()):
            (everywhere if scope is None else by_case[scope]).add_whole(name)
    return everywhere, dict(by_case)


def _unnamed_scopes(others: Container[int]) -> dict[int, set[int | None]]:
    """Return the victims and the persons harmed whom no reason names, and the cases not to name them in.

    Nowhere (None), unless something public names them elsewhere; then in those cases in which they have no
    part under their name.
    """
    scopes: dict[int, set[int | None]] = {}
    for party, case, is_public, has_part in unnamed_people():
        if party in others or (is_public and has_part):
            continue
        scopes.setdefault(party, set()).add(case if is_public else None)
    return scopes


def _names_of(parties: list[int]) -> Iterator[tuple[int, str, str, str]]:
    """Yield every name these parties have or had: party, name, kind, form. History holds today's too."""
    for start in range(0, len(parties), BATCH):
        yield from _names_in_history(parties[start : start + BATCH])


def _names_in_history(parties: list[int]) -> list[tuple[int, str, str, str]]:

    def text(value: str) -> Value:
        return Value(value, output_field=CharField())

    past = versions_of(Party).filter(id__in=parties)
    other = versions_of(OtherName).filter(party_id__in=parties)
    printed = versions_of(Defendant).filter(party_id__in=parties)
    rows = past.values_list("id", "name", "kind", text(WHOLE)).union(
        past.values_list("id", "sort_name", "kind", text(SORTED)),
        other.values_list("party_id", "name", "party__kind", text(WHOLE)),
        printed.values_list("party_id", "name_as_printed", "party__kind", text(WHOLE)),
    )
    return list(rows)
