"""Small phrases that every sentence shares: days, lists, parts of a whole, sides, cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext

MONTH = "F Y"


def day_words(iso: str) -> str:
    """Return a day as people read it: 15 April 2024."""
    return _words_of(date.fromisoformat(iso))


def _words_of(day: date) -> str:
    return f"{day.day} {_month_words(day.year, day.month)}"


@lru_cache(maxsize=20_000)  # a file writes each month thousands of times
def _month_words(year: int, month: int) -> str:
    return date_format(date(year, month, 1), MONTH)


def since_words(day: date | None, earliest: date | None = None) -> str:
    """Return since when something holds: a day; "at the latest", where it may have begun before.

    Nothing is said of what has no beginning.
    """
    if day is None or day == date.min:
        return ""
    words = _words_of(day)
    if earliest is None or earliest >= day:
        return words
    return gettext("%(day)s at the latest") % {"day": words}


def between_words(first: str, last: str) -> str:
    """Return the days between which something happened; an open beginning is "on or before"."""
    if first == last:
        return gettext("on %(day)s") % {"day": day_words(last)}
    if date.fromisoformat(first) == date.min:
        return gettext("on or before %(day)s") % {"day": day_words(last)}
    return gettext("between %(first)s and %(last)s") % {"first": day_words(first), "last": day_words(last)}


def list_words(parts: Sequence[str]) -> str:
    """Join parts as a sentence does: a, b and c."""
    if len(parts) < 2:  # noqa: PLR2004 - two parts are the first that need joining
        return "".join(parts)
    return gettext("%(most)s and %(last)s") % {"most": ", ".join(parts[:-1]), "last": parts[-1]}


def of_words(count: int, total: int) -> str:
    """Return a part of the whole: 1 of 2."""
    return gettext("%(count)d of %(total)d") % {"count": count, "total": total}


def charges_words(count: int, total: int) -> str:
    """Return on which charges: the only charge; 1 of 2 charges."""
    if count == total == 1:
        return gettext("the only charge")
    return ngettext("%(count)d of %(total)d charge", "%(count)d of %(total)d charges", total) % {
        "count": count,
        "total": total,
    }


def claims_words(count: int, total: int) -> str:
    """Return on which claims: the only claim; 1 of 2 claims."""
    if count == total == 1:
        return gettext("the only claim")
    return ngettext("%(count)d of %(total)d claim", "%(count)d of %(total)d claims", total) % {
        "count": count,
        "total": total,
    }


def side_words(by: str) -> str:
    """Name a side, or a decider, of a case."""
    sides = {
        "court": gettext("the court"),
        "judge": gettext("the judge"),
        "jury": gettext("a jury"),
        "prosecutor": gettext("the prosecution"),
        "prosecution": gettext("the prosecution"),
        "defence": gettext("the defense"),
        "defendant": gettext("the defendant"),
        "plaintiff": gettext("the plaintiff"),
    }
    return sides.get(by, by)


def sides_words(sides: Iterable[str]) -> str:
    """Name several sides, each once."""
    return list_words(list(dict.fromkeys(side_words(by) for by in sides)))


def cases_words(keys: Iterable[int], case_names: Mapping[int, str]) -> str:
    """Name cases; one without a name here is closed to the reader, and only counted."""
    listed = list(keys)
    named = [case_names[key] for key in listed if key in case_names]
    if not named:
        return ngettext("another case", "other cases", len(listed))
    return list_words(named)


def join_clauses(clauses: Iterable[str]) -> str:
    """Join clauses into one sentence, the first letter capital, no full stop."""
    return begun(pgettext("between clauses", "; ").join(clause for clause in clauses if clause))


def begun(words: str) -> str:
    """Return words as they begin a sentence: the first letter capital, the rest as it is."""
    return words[:1].upper() + words[1:]
