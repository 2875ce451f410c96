"""Typing errors: words one slip apart, found through an index instead of by comparing with every word.

Two words that differ by one slip become the same when a letter is left out of the one, of the other, or of
both; so do they when a doubling slipped to another letter. So each word is kept under itself and under each
of its spellings with one letter left out; a typed word is looked for under its own, and what is met is
compared letter by letter.
"""

from __future__ import annotations

SHORTEST = 4  # in shorter words one slip makes another word


def can_be_mistyped(word: str) -> bool:
    """Tell whether typing errors are allowed for: in words of letters only, and not in short ones."""
    return len(word) >= SHORTEST and word.isalpha()


def letter_left_out(word: str) -> set[str]:
    """Return a word and its spellings with one letter left out: all words one slip apart meet in one."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def is_one_slip(typed: str, word: str) -> bool:
    """Tell whether a letter was left out, added, mistaken for another, or swapped with the next; or none."""
    start = _alike(typed, word)
    if abs(len(typed) - len(word)) > 1:
        return False
    rest, other = typed[start:], word[start:]
    swapped = rest[1::-1] == other[:2] and rest[2:] == other[2:] and len(rest) > 1
    return swapped or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def is_close(typed: str, word: str) -> bool:
    """Tell whether two words are one slip apart, or differ only in which of their letters are doubled.

    ``guttierez`` is close to ``gutierrez``: the doubling slipped from one letter to another.
    """
    return is_one_slip(typed, word) or (abs(len(typed) - len(word)) <= 1 and _single(typed) == _single(word))


def _single(word: str) -> str:
    """Return a word with each doubled letter written once."""
    return "".join(letter for letter, before in zip(word, f" {word}", strict=False) if letter != before)


def _alike(one: str, other: str) -> int:
    """Return how many letters two words begin with alike."""
    count = 0
    for letter, same in zip(one, other, strict=False):
        if letter != same:
            break
        count += 1
    return count
