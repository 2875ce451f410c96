"""Docket entries read: what each unmistakably says, of which defendants, on which day.

Nothing here knows of Django or of case files; an entry may say several things, or nothing that is sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from proceedings.importers.pacer import entry_words as words
from proceedings.importers.pacer.counts import Number, read_numbers
from proceedings.importers.pacer.docket import ENTERED, Entry
from proceedings.importers.pacer.hearings import (
    HearingHeld,
    HearingNotHeld,
    Setting,
    hearings_held_in,
    hearings_not_held_in,
    settings_in,
)
from proceedings.importers.pacer.prose_words import DAY, compiled, day_in


class EntryKind(StrEnum):
    """What an entry says."""

    INSTRUMENT = "instrument"
    PLEA = "plea"
    PLEA_ACCEPTED = "plea_accepted"
    VERDICT = "verdict"
    HELD_TO_ANSWER = "held_to_answer"
    PRELIMINARY_WAIVED = "preliminary_waived"
    HELD = "held"
    NOT_HELD = "not_held"
    SET = "set"
    JUDGMENT = "judgment"
    AMENDED_JUDGMENT = "amended_judgment"
    DISMISSES = "dismisses"
    MAY_CHANGE = "may_change"
    MOTION_ORDER = "motion_order"
    ARREST = "arrest"
    WARRANT = "warrant"
    EXECUTED = "executed"
    APPEAL = "appeal"
    PLAIN = "plain"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryStatement:
    """One thing an entry says; `whom` are the places of the defendants it is said of."""

    kind: EntryKind
    entry: Entry
    whom: tuple[int, ...]
    day: str
    judge: str = ""
    # A plea, a disposition, a paper; what the kind needs.
    what: str = ""
    rank: int = 0
    counts: tuple[Number, ...] = ()
    hearing: HearingHeld | HearingNotHeld | Setting | None = None
    plain: words.PlainEvent | None = None
    claim: words.Civil | None = None


_BRACED = re.compile(r"\{(\d+)\}")
_TITLES = r"(?:(?:Senior|Chief|District|Magistrate|Visiting|U\.?S\.?|United\s+States)\s+)*Judge"
_NAME = r"(?:[A-Z][a-z\u2019'-]+[A-Za-z\u2019'-]*|[A-Z]\.?(?![A-Za-z]))"
_SUFFIX = r"(?:Jr|Sr|II|III|IV)(?![A-Za-z])\.?"
JUDGE = re.compile(rf"{_TITLES}\s+(?P<name>{_NAME}(?:\s+{_NAME})*(?:,?\s+{_SUFFIX})?)")
_SIGNED = re.compile(r"\b(?:signed|ordered|entered)\s+by\s+\{judge\}", re.IGNORECASE)
# A day that follows at once, and is a day with a year: “Signed by {judge} on 7/11/05”.
_SIGNED_ON = compiled(rf"\b(?:signed|ordered) by \{{judge\}},? on (?P<day>{DAY})")
_NAMING = re.compile(r"\s(?:as to|by|for|from|re|to|of [A-Z{]|on|in)\b|[{(:.]|\d")
LONGEST_OPENING = 60
_NOT_SAYING = re.compile(r"\*+")


class Reader:
    """Reads the entries of one docket, whose defendants it knows by name."""

    def __init__(self, names: Sequence[str], *, civil: bool = False) -> None:
        """Take the defendants' names, in their order."""
        self._civil = civil
        longest_first = sorted(enumerate(names), key=lambda named: -len(named[1]))
        self._names = [(place, _as_printed(name)) for place, name in longest_first]
        self._everybody = tuple(range(len(names)))

    def read(self, entry: Entry) -> list[EntryStatement]:
        """Say everything an entry says for sure."""
        text, judges = self._braced(entry)
        reading = _Reading(entry, text, self._whom(text), judges)
        return list(reading.of_claims() if self._civil else reading.everything())

    def opening(self, entry: Entry) -> str:
        """Return the first words of an entry, as far as they name nobody: what sort of entry it is."""
        text, _judges = self._braced(entry)
        return _NAMING.split(text, maxsplit=1)[0].strip(" -:;,.")[:LONGEST_OPENING] or text[:LONGEST_OPENING]

    def whom(self, entry: Entry) -> tuple[int, ...]:
        """Return the places of the defendants an entry is about."""
        return self._whom(self._braced(entry)[0])

    def _braced(self, entry: Entry) -> tuple[str, list[str]]:
        """Return the text with judges and defendants in braces, and the judges' names."""
        text = ENTERED.sub("", _NOT_SAYING.sub("", entry.text)).strip()
        judges = [match["name"].rstrip(".") for match in JUDGE.finditer(text)]
        text = JUDGE.sub("{judge}", text)
        for place, name in self._names:
            text = name.sub(f"{{{place}}}", text)
        return text, judges

    def _whom(self, text: str) -> tuple[int, ...]:
        """Return whom an entry is about: those it names; where it names nobody at all, everybody."""
        named = tuple(sorted({int(place) for place in re.findall(r"\{(\d+)\}", text)}))
        if named:
            return named
        of_somebody_else = re.search(r"\b(?:as to|for|by) (?!all\b|usa\b|the\b|defendants\b)[A-Z]", text)
        return () if of_somebody_else else self._everybody


@dataclass(frozen=True, slots=True)
class _Reading:
    """One entry while it is read, with names and judges put in braces."""

    entry: Entry
    text: str
    whom: tuple[int, ...]
    judges: list[str]

    def everything(self) -> Iterator[EntryStatement]:
        """Say everything the entry says."""
        if not self.whom:
            return
        is_minutes = bool(words.MINUTES.match(self.text))
        if is_minutes:
            yield from self._held()
            yield from self._pleas()
        yield from self._settings()
        yield from self._charges()
        yield from self._orders()
        yield from self._custody()

    def of_claims(self) -> Iterator[EntryStatement]:
        """Say what an entry of a civil docket says."""
        for claim in words.CIVIL if self.whom else ():
            if claim.begins.match(self.text):
                yield self._say(EntryKind.CLAIM, claim=claim, judge=self._signing)
                return
        if self.whom:
            if words.MINUTES.match(self.text):
                yield from self._held()
            yield from self._settings()
            yield from self._motions()

    def _settings(self) -> Iterator[EntryStatement]:
        for setting in settings_in(self.text):
            if setting.day >= self.entry.filed:
                yield self._say(EntryKind.SET, hearing=setting, day=setting.day)

    def _say(
        self, kind: EntryKind, *, day: str = "", whom: tuple[int, ...] | None = None, **more: object
    ) -> EntryStatement:
        meant = self.whom if whom is None else whom
        return EntryStatement(kind=kind, entry=self.entry, whom=meant, day=day or self.entry.filed, **more)  # type: ignore[arg-type]

    def _near(self, match: re.Match[str]) -> tuple[int, ...]:
        """Return whom words are about: of several that the entry names, the one in them or before them."""
        if len(self.whom) == 1:
            return self.whom
        inside = _BRACED.findall(match[0])
        before = _BRACED.findall(self.text, 0, match.start())
        return (int((inside or before)[-1]),) if inside or before else ()

    @property
    def _sitting(self) -> str:
        """Return the judge who sat: the first one that minutes name."""
        return self.judges[0] if self.judges else ""

    @property
    def _signing(self) -> str:
        """Return the judge who signed."""
        signed = _SIGNED.search(self.text)
        place = self.text[: signed.end()].count("{judge}") - 1 if signed else -1
        return self.judges[place] if 0 <= place < len(self.judges) else ""

    @property
    def _day_signed(self) -> str:
        """Return the day an order was signed, where the entry gives one such day; else that of the entry."""
        days = {day_in(match["day"]) for match in _SIGNED_ON.finditer(self.text)}
        day = days.pop() if len(days) == 1 else None
        return day if day and day <= self.entry.filed else self.entry.filed

    def _held(self) -> Iterator[EntryStatement]:
        for held in hearings_held_in(self.text, self.entry.filed):
            yield self._say(EntryKind.HELD, hearing=held, day=held.day, judge=self._sitting)
        for missed in hearings_not_held_in(self.text, self.entry.filed):
            yield self._say(EntryKind.NOT_HELD, hearing=missed, day=missed.day)

    def _day_held(self) -> str:
        """Return the day of the hearing the minutes are of."""
        match = words.HELD.search(self.text)
        day = day_in(match["day"]) if match else None
        return day if day and day <= self.entry.filed else self.entry.filed

    def _pleas(self) -> Iterator[EntryStatement]:
        for plea, pattern in words.PLEAS:
            for match in pattern.finditer(self.text):
                named = match.groupdict()
                yield self._say(
                    EntryKind.PLEA,
                    whom=self._near(match),
                    day=self._day_held(),
                    judge=self._sitting,
                    what=plea,
                    counts=_numbers(named.get("counts")),
                )
        if words.HELD_TO_ANSWER.search(self.text):
            yield self._say(EntryKind.HELD_TO_ANSWER, day=self._day_held(), judge=self._sitting)

    def _charges(self) -> Iterator[EntryStatement]:
        instrument = words.INSTRUMENTS.match(self.text)
        if instrument:
            rank = (
                (words.ORDINALS.get((instrument["ordinal"] or "").lower(), 1))
                if instrument["superseding"]
                else 0
            )
            paper = instrument["paper"].lower()
            named = list(words.COUNTS_NAMED.finditer(self.text))
            for one in named:
                counts = _numbers(one["counts"])
                yield self._say(
                    EntryKind.INSTRUMENT, whom=self._near(one), what=paper, rank=rank, counts=counts
                )
            if not named:
                yield self._say(EntryKind.INSTRUMENT, what=paper, rank=rank)
        if words.PRELIMINARY_WAIVED.match(self.text):
            yield self._say(EntryKind.PRELIMINARY_WAIVED)
        if words.DISMISSES.search(self.text) and not words.A_MOTION.match(self.text):
            yield from self._dismissed()

    def _dismissed(self) -> Iterator[EntryStatement]:
        """Say which counts were dismissed: those named in one breath with the word."""
        if not re.match(r"(?:order|judgment|minute|criminal judgment)", self.text, re.IGNORECASE):
            return
        for named in words.COUNTS_NAMED.finditer(self.text):
            if words.DISMISSES.search(self.text[named.end() : named.end() + 40]):
                counts = _numbers(named["counts"])
                yield self._say(
                    EntryKind.DISMISSES, whom=self._near(named), counts=counts, day=self._day_held()
                )

    def _orders(self) -> Iterator[EntryStatement]:
        if words.PLEA_ACCEPTED.match(self.text) or (
            self.text.lower().startswith("order") and words.PLEA_ACCEPTED.search(self.text)
        ):
            named = words.COUNTS_NAMED.search(self.text)
            counts = _numbers(named["counts"]) if named else ()
            yield self._say(EntryKind.PLEA_ACCEPTED, judge=self._signing, counts=counts, day=self._day_signed)
        if words.VERDICT.match(self.text):
            for found in words.FOUND.finditer(self.text):
                what = "not_guilty" if found["not"] else "guilty"
                yield self._say(
                    EntryKind.VERDICT, whom=self._near(found), what=what, counts=_numbers(found["counts"])
                )
        if words.MAY_CHANGE.match(self.text):
            yield self._say(EntryKind.MAY_CHANGE, judge=self._signing, day=self._day_signed)
        elif words.AMENDED_JUDGMENT.match(self.text):
            yield self._say(EntryKind.AMENDED_JUDGMENT, judge=self._signing)
        elif words.JUDGMENT.match(self.text):
            yield self._say(EntryKind.JUDGMENT, judge=self._signing)
        yield from self._motions()

    def _motions(self) -> Iterator[EntryStatement]:
        if words.PLAIN[0].begins.match(self.text):
            yield self._say(EntryKind.PLAIN, plain=words.PLAIN[0])
        for disposition, pattern in words.DISPOSITIONS:
            match = pattern.match(self.text)
            if match and words.A_MOTION.search(self.text, match.end()):
                yield self._say(
                    EntryKind.MOTION_ORDER, what=disposition, judge=self._signing, day=self._day_signed
                )
                break

    def _custody(self) -> Iterator[EntryStatement]:
        for kind, pattern in ((EntryKind.ARREST, words.ARREST), (EntryKind.EXECUTED, words.WARRANT_EXECUTED)):
            match = pattern.match(self.text)
            day = (day_in(match["day"]) if match["day"] else self.entry.filed) if match else None
            if day and day <= self.entry.filed:
                yield self._say(kind, day=day)
        if words.WARRANT_ISSUED.match(self.text):
            yield self._say(EntryKind.WARRANT)
        if words.APPEAL.match(self.text):
            government = words.BY_GOVERNMENT.search(self.text)
            by = "prosecution" if government else "defence" if words.BY_DEFENDANT.search(self.text) else ""
            yield self._say(EntryKind.APPEAL, what=by)
        for plain in words.PLAIN[1:]:
            if plain.begins.match(self.text):
                yield self._say(
                    EntryKind.PLAIN,
                    plain=plain,
                    judge=self._signing if plain.kind == "ruling" else "",
                    day=self._day_signed if plain.kind in {"ruling", "custody"} else "",
                )
                break


def _as_printed(name: str) -> re.Pattern[str]:
    """Match a name whatever its case, its commas and its spaces; clerks glue the next sentence to it."""
    words_of_it = map(re.escape, name.replace(",", " ").split())
    between = r"[\s,]+"
    return re.compile(rf"(?<!\w){between.join(words_of_it)}(?:(?!\w)|(?-i:(?=[A-Z][a-z])))", re.IGNORECASE)


def _numbers(text: str | None) -> tuple[Number, ...]:
    return tuple(read_numbers(text or "") or ())
