"""Times of day as people write them: “9am”, “9:30 a.m.”, “13:30”, “noon”."""

from __future__ import annotations

import re
from datetime import time

from django.utils.translation import gettext as _

_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::00)?)?\s*(?P<half>[ap])?m?(?: o'clock)?")
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_NOON = 12


class UnreadableTimeError(ValueError):
    """A text that is no time of day, or can be two."""


def read_time(text: str) -> time:
    """Read a time of day: `"9:30 a.m."` -> 9.30, `"13:30"` -> 13.30.

    Raises UnreadableTimeError when it is none, or when it can be two: 9 may be morning or evening.
    """
    plain = " ".join(text.casefold().replace("a.m", "am").replace("p.m", "pm").split()).rstrip(".")
    if plain in _NAMED:
        return _NAMED[plain]
    found = _TIME.fullmatch(plain)
    if found is None or (plain.endswith("m") and not found["half"]):
        raise UnreadableTimeError(_unreadable(text))
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half and 1 <= hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    elif not half and not found["minute"] and hour <= _NOON:
        words = _("“%(text)s” can be morning or evening: write 9 a.m., 9 p.m. or 21:00.") % {"text": text}
        raise UnreadableTimeError(words)
    elif half:
        raise UnreadableTimeError(_unreadable(text))
    try:
        return time(hour, minute)
    except ValueError as error:
        raise UnreadableTimeError(_unreadable(text)) from error


def _unreadable(text: str) -> str:
    return _("“%(text)s” is not a time of day. Write it as 9:30 a.m., 9am or 13:30.") % {"text": text}
