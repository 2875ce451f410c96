from __future__ import annotations

import pytest

from kit.text_folding import (
    docket_key,
    fold,
    fold_words,
    found_under,
)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("ŁUCJA", "lucja"),
        ("Ørsted", "orsted"),
        ("Đorđe", "dorde"),
        ("Guðrún Þórsdóttir", "gudrun thorsdottir"),
        ("Œuvre Æsir", "oeuvre aesir"),
        ("Straße STRASSE", "strasse strasse"),
        ("I\N{COMBINING DOT ABOVE}stanbul Iğd\N{LATIN SMALL LETTER DOTLESS I}r", "istanbul igdir"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER A}ﬁ", "afi"),
        ("Zoë Zoe\N{COMBINING DIAERESIS}", "zoe zoe"),
    ],
)
def test_every_way_of_writing_a_letter_folds_to_one(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Testa Q. O'Mockingbird-Reed", ["testa", "q", "o", "mockingbird", "reed"]),
        ("Testa\x00Mock_bird", ["testa", "mock", "bird"]),
        ("Иван Mockingbird", ["иван", "mockingbird"]),
        ("--- % _", []),
    ],
)
def test_words_are_cut_at_what_is_neither_letter_nor_digit(text: str, words: list[str]) -> None:
    assert fold_words(text) == words


def test_joined_words_are_found_joined_too() -> None:
    assert found_under("O\N{RIGHT SINGLE QUOTATION MARK}Mock Bird-Reed") == [
        "o",
        "mock",
        "omock",
        "bird",
        "reed",
        "birdreed",
    ]


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("D-0101-CR-202300039", "d101cr202339"),
        ("D-101-CR-2023-00039", "d101cr202339"),
        ("d 101 cr 2023 39", "d101cr202339"),
        ("2:23-cv-00451", "223cv451"),
        ("0", "0"),
        ("", ""),
    ],
)
def test_the_styles_of_a_docket_number_meet_in_one_key(printed: str, key: str) -> None:
    assert docket_key(printed) == key
