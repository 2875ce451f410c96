"""Hearings in docket entries: which were held, and which were set for a day to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proceedings.importers.pacer import entry_words as words
from proceedings.importers.pacer.prose_words import compiled, day_in

_TYPES = tuple((compiled(pattern), hearing) for pattern, hearing in words.HEARINGS.items())
_BREAKS = re.compile(r"[.:;]")
_AFTER_JUDGE = compiled(rf"\{{judge\}} ?: ?(?P<hearing>{words.ANY_HEARING.pattern})")
NOON = 12


@dataclass(frozen=True, slots=True)
class HearingHeld:
    """A hearing that took place."""

    type: str
    day: str


@dataclass(frozen=True, slots=True)
class HearingNotHeld:
    """A hearing that did not take place on its day."""

    type: str
    day: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A hearing set for a day, anew or in place of an earlier setting."""

    type: str
    day: str
    hour: str
    is_again: bool

    @property
    def scheduled(self) -> str:
        """Return the day, with the hour where the docket gives it."""
        return f"{self.day}T{self.hour}" if self.hour else self.day


def type_of(text: str) -> str:
    """Return what a hearing is for; the words are known to be those of one."""
    return next(hearing for pattern, hearing in _TYPES if pattern.fullmatch(text.strip()))


def hearings_held_in(text: str, filed: str) -> Iterator[HearingHeld]:
    """List the hearings that minutes say were held, each once."""
    seen: set[HearingHeld] = set()
    for held in _held_in(text, filed):
        if held not in seen and held.day <= filed:
            seen.add(held)
            yield held


def hearings_not_held_in(text: str, filed: str) -> Iterator[HearingNotHeld]:
    """List the hearings that minutes say were not held, each once."""
    found = (
        HearingNotHeld(type_of(hearing), day)
        for day, hearings in _before(words.NOT_HELD, text)
        for hearing in hearings
        if day <= filed
    )
    yield from dict.fromkeys(found)


def _before(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each day that some words give, with the hearings named in one breath before them."""
    begin = 0
    for match in pattern.finditer(text):
        day = day_in(match["day"])
        segment = _BREAKS.split(text[begin : match.start()])[-1]
        begin = match.end()
        if day is not None:
            yield day, [hearing[0] for hearing in words.ANY_HEARING.finditer(segment)]


def _held_in(text: str, filed: str) -> Iterator[HearingHeld]:
    for day, named in _before(words.HELD, text):
        after = _AFTER_JUDGE.search(text)
        for hearing in named or ([after["hearing"]] if after else []):
            yield HearingHeld(type_of(hearing), day)
    yield from _held_then(text, filed)
    older = words.MINUTES_OF.match(text)
    if older and not words.HELD.search(text):
        yield HearingHeld(type_of(older["hearing"]), filed)


def _held_then(text: str, filed: str) -> Iterator[HearingHeld]:
    """List the hearings that minutes say were held, of the day their first words give."""
    opening = words.DAY_OF_MINUTES.search(text)
    day = day_in(opening["day"]) if opening else None
    for match in words.HELD_THEN.finditer(text) if day else ():
        yield HearingHeld(type_of(match["hearing"]), day or filed)


def settings_in(text: str) -> Iterator[Setting]:
    """List the hearings an entry sets for a day."""
    continued = {type_of(match["hearing"]) for match in words.CONTINUANCE.finditer(text)}
    for match in words.SET.finditer(text):
        day = day_in(match["day"] or match["day_b"])
        if day is None:
            continue
        again = match["verb"].lower() != "set" or type_of(match["hearing"]) in continued
        hour = _hour(match["hour"], match["half"]) if match["hour"] else _hour(match["early"], None)
        yield Setting(type_of(match["hearing"]), day, hour, again)


def _hour(text: str | None, half: str | None) -> str:
    """Return an hour as 13:30; nothing where it is none, or where nothing says which half of the day."""
    if not text or not half:
        return ""
    hour, minute = (int(part) for part in text.split(":"))
    if half:
        if not 1 <= hour <= NOON:
            return ""
        hour = hour % NOON + (NOON if half.lower().startswith("p") else 0)
    return f"{hour:02}:{minute:02}" if hour < 2 * NOON and minute < 5 * NOON else ""
