"""The words of disposition prose: how clerks write terms, sums, dates, and who moved.

Every pattern is written with single spaces, each of which stands for any space, and is matched without
regard to case. Nothing here knows of Django or of case files.
"""

from __future__ import annotations

import re
from datetime import date

UNITS = {
    "days": r"days?",
    "months": r"(?:months?|mon?s?\.?|mths?\.?)",
    "years": r"(?:years?|yrs?\.?)",
    "hours": r"(?:hours?|hrs?\.?)",
}
SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS = {word: number for number, word in enumerate(SMALL)} | {
    word: number * 10 for number, word in enumerate(TENS, start=2)
}
NUMBER_WORDS["a"] = 1  # twelve months and a day
HUNDRED = 100

WORD = rf"(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}|hundred)"
SPELLED = rf"{WORD}(?:(?: ?- ?| and | ){WORD})*"
FIGURE = r"\d{1,4}(?:\.\d{1,2})?"
NUMBER = rf"(?:{FIGURE}|{SPELLED}(?: ?\( ?{FIGURE} ?\))?)"
UNIT = rf"(?:{'|'.join(UNITS.values())})(?![a-z])"
# After a comma alone something else begins: “2 years, 50 hours of community service”.
TERM = rf"{NUMBER} ?-? ?{UNIT}(?:(?:,? and| plus| &| \+)? {NUMBER} ?{UNIT})?"
MONEY = r"\$ ?\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\$ ?\d{1,9}(?:\.\d{2})?"
DAY = r"(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|[a-z]{3,9}\.? \d{1,2}, \d{4})(?!\d)"
# 1, 2s, II: a number that a unit follows is a term, and no count.
COUNT = rf"(?:\d+[a-z]{{0,4}}|[ivx]{{1,6}})(?![\da-z])(?! ?-? ?{UNIT})"
_RANGE = rf"{COUNT}(?:(?: ?- ?| through | thru ){COUNT})?"
COUNTS = rf"{_RANGE}(?:(?:,| and|, and| &) ?{_RANGE})*"

GOVERNMENT = (
    r"(?:the )?(?:(?:u\.? ?s\.?|united states) attorney|government|gov['\u2019]?t\.?|govt\.?|united states"
    r"|u\.?s\.?a\.?|u\.s\.|prosecution|plaintiff|ausa)"
)
DEFENCE = r"(?:the )?(?:defendant|deft|dft|defense|defence)"
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
ONE_TERM = rf"(?P<number>{NUMBER}) ?-? ?(?P<unit>{UNIT})"
CENTURY = 2000
OLDEST_SHORT_YEAR = 60


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the tables: any space for a space, any case."""
    return re.compile(pattern.replace(" ", r"\s+").replace(r"\s+?", r"\s*"), re.IGNORECASE)


# Words whose misspelling is mended while prose is read: none of them is a number, and no two are alike.
_SPELLED = (
    "acquittal acquitted adjudged amended appeal assessment attorney bureau committed community"
    " concurrent concurrently conditions confinement consecutive consecutively counts court custody"
    " defendant deferred detention dismissal dismissed forfeiture government guilty imprisoned"
    " imprisonment incarceration incompetent indictment information insanity judgment modified months"
    " motion payable placed plea prejudice prisons probation prosequi reduced release released remanded"
    " restitution reversed revocation revoked sentence sentenced served service special stayed supervised"
    " suspended unsupervised vacated verdict waived without years"
)
SPELLED_WORDS = frozenset(_SPELLED.split())
SHORTEST_MENDED = 5


def mended(text: str) -> str:
    """Return a text with words that are one slip from exactly one word of the forms written as that word.

    >>> mended("supervsed relaese for three yaers, fiften months")
    'supervised release for three years, fiften months'
    """
    return re.sub(rf"[A-Za-z]{{{SHORTEST_MENDED},}}", lambda word: _mended(word[0]), text)


def _mended(word: str) -> str:
    low = word.lower()
    if low in SPELLED_WORDS or low in NUMBER_WORDS:
        return word
    near = [known for known in SPELLED_WORDS if abs(len(known) - len(low)) <= 1 and _is_one_slip(low, known)]
    return near[0] if len(near) == 1 else word


def _is_one_slip(word: str, known: str) -> bool:
    """Tell whether a letter left out, added, mistaken or swapped with the next makes one word of the other.

    The first letter is right, and an ending is no slip: “revoke” is not “revoked”.
    """
    if word[0] != known[0] or word in known or known in word:
        return False
    start = next(
        (place for place, (a, b) in enumerate(zip(word, known, strict=False)) if a != b),
        min(len(word), len(known)),
    )
    rest, right = word[start:], known[start:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return right in {rest[1:], swapped} or rest == right[1:] or (len(rest) > 1 and rest[1:] == right[1:])


def number_in(text: str) -> str | None:
    """Return a number as figures; None where figures and words disagree, or the words make no number.

    >>> number_in("FOURTEEN (14)"), number_in("one hundred twenty"), number_in("two (3)")
    ('14', '120', None)
    """
    figures = re.search(FIGURE, text)
    words = [word for word in re.findall(r"[a-z]+", text.lower()) if word != "and"]
    if not words:
        return figures[0] if figures else None
    spelled = _spelled(words)
    if spelled is None or (figures and figures[0] != str(spelled)):
        return None
    return str(spelled)


def _spelled(words: list[str]) -> int | None:
    total = 0
    for word in words:
        value = NUMBER_WORDS.get(word)
        if word == "hundred":
            if not 1 <= total < len(SMALL):
                return None
            total *= HUNDRED
        elif value is None or not _fits_after(total % HUNDRED, value):
            return None
        else:
            total += value
    return total


def _fits_after(below_hundred: int, value: int) -> bool:
    """Tell whether a number word can follow: twenty-one, not twenty-eleven and not eleven-one."""
    if value >= SMALL.index("ten"):
        return below_hundred == 0
    return below_hundred == 0 or (below_hundred >= len(SMALL) and below_hundred % 10 == 0)


def unit_of(text: str) -> str:
    """Return the unit a word means: days, months, years or hours."""
    return next(unit for unit, words in UNITS.items() if compiled(words).fullmatch(text.strip()))


def day_in(text: str) -> str | None:
    """Return a day as 2009-03-30; None where the text is no day of the calendar.

    >>> day_in("3/30/09"), day_in("April 28, 2009"), day_in("5/22/20107")
    ('2009-03-30', '2009-04-28', None)
    """
    text = text.strip()
    slashed = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})", text)
    spelled = re.fullmatch(r"([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),\s+(\d{4})", text)
    if slashed:
        month, day, year = (int(part) for part in slashed.groups())
        if year < HUNDRED:
            year += CENTURY if year < OLDEST_SHORT_YEAR else CENTURY - HUNDRED
    elif spelled and spelled[1].lower() in MONTHS:
        month, day, year = MONTHS.index(spelled[1].lower()) + 1, int(spelled[2]), int(spelled[3])
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
