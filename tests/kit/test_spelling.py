from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.spelling import can_be_mistyped, is_one_slip, letter_left_out

WORDS = st.text("abc", min_size=4, max_size=8)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("gutierez", "gutierrez"),
        ("gutierrrez", "gutierrez"),
        ("baldwyn", "baldwin"),
        ("badlwin", "baldwin"),
        ("aldwin", "baldwin"),
        ("baldwi", "baldwin"),
        ("baldwinn", "baldwin"),
        ("abldwin", "baldwin"),
        ("baldwni", "baldwin"),
        ("baldwin", "baldwin"),
    ],
)
def test_one_letter_left_out_added_mistaken_or_swapped_is_one_slip(typed: str, word: str) -> None:
    assert is_one_slip(typed, word)
    assert is_one_slip(word, typed)
    assert letter_left_out(typed) & letter_left_out(word)


@pytest.mark.parametrize(
    ("typed", "word"),
    [("bawdlyn", "baldwin"), ("abcde", "bcdea"), ("robin", "rabyn"), ("abcd", "abcdef"), ("abdc", "bacd")],
)
def test_two_letters_wrong_are_not_one_slip(typed: str, word: str) -> None:
    assert not is_one_slip(typed, word)
    assert not is_one_slip(word, typed)


@given(WORDS, WORDS)
def test_words_one_slip_apart_always_meet_under_a_key(one: str, other: str) -> None:
    assert is_one_slip(one, other) == is_one_slip(other, one)
    if is_one_slip(one, other):
        assert letter_left_out(one) & letter_left_out(other)


@given(WORDS, st.data())
def test_every_slip_is_seen_as_one(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abc"))
    before, after = word[:place], word[place + 1 :]
    assert is_one_slip(before + after, word)
    assert is_one_slip(before + letter + after, word)
    assert is_one_slip(before + letter + word[place:], word)
    assert is_one_slip(before + word[place : place + 2][::-1] + word[place + 2 :], word)


@pytest.mark.parametrize(
    ("word", "allowed"), [("reed", True), ("lee", False), ("d101cr", False), ("иван", True)]
)
def test_short_words_and_numbers_have_no_typing_errors(word: str, allowed: bool) -> None:
    assert can_be_mistyped(word) is allowed
