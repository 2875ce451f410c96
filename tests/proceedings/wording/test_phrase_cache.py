"""The phrase book that the pages of a language share: one for each language, which stays."""

from __future__ import annotations

from django.utils import translation

from proceedings.wording import phrase_cache


def _asked(times: list[str]) -> str:
    times.append("written")
    return "some words"


def test_pages_share_a_phrase_and_each_language_has_its_own() -> None:
    written: list[str] = []
    for language, month in (("en-gb", "January"), ("de", "Januar"), ("en-gb", "January")):
        with translation.override(language), phrase_cache.shared():
            assert phrase_cache.gettext("January") == month
            assert phrase_cache.phrase(("asked", "here only"), lambda: _asked(written)) == "some words"
    assert len(written) == 2  # once for each language


def test_outside_nothing_is_kept() -> None:
    written: list[str] = []
    with phrase_cache.shared():
        phrase_cache.phrase(("asked", "beside"), lambda: _asked(written))
    phrase_cache.phrase(("asked", "beside"), lambda: _asked(written))
    assert len(written) == 2
