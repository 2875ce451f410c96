from __future__ import annotations

import pytest
from django.db import connection

from kit.codepoint_field import HIGHEST, prefixed
from proceedings.models import SearchWord
from tests.factories import DefendantFactory

pytestmark = pytest.mark.django_db

WORDS = ["a", "ab", "ab0", "abz", "ab\u0449", "ab\U0001f5ff", "ac", "b", "Ab", "zz", "d101cr202339"]


@pytest.mark.parametrize("prefix", ["a", "ab", "abz", "A", "d101", "z", "zzz", "ab\u0449"])
def test_a_prefix_is_the_same_range_on_every_database(prefix: str) -> None:
    defendant = DefendantFactory()
    SearchWord.objects.bulk_create(SearchWord(defendant=defendant, word=word) for word in WORDS)
    found = SearchWord.objects.filter(prefixed("word", prefix), defendant=defendant).values_list(
        "word", flat=True
    )

    assert sorted(found) == sorted(word for word in WORDS if word.startswith(prefix))


def test_a_prefix_is_answered_by_a_scan_of_a_range_of_the_index() -> None:
    defendant = DefendantFactory()
    SearchWord.objects.bulk_create(
        SearchWord(defendant=defendant, word=f"word{number}") for number in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = SearchWord.objects.filter(prefixed("word", "word29")).values("defendant_id").explain()

    if connection.vendor == "postgresql":
        assert "search_word_once" in plan
        assert "Index Cond: (((word)::text >= 'word29'" in plan
        assert "Seq Scan" not in plan
    else:
        assert plan.count("SEARCH proceedings_searchword USING COVERING INDEX") == 1
        assert "(word>? AND word<?)" in plan


def test_no_text_comes_after_the_highest_one() -> None:
    assert HIGHEST > "\uffff"
