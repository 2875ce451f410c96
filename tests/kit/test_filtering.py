from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from kit.filtering import (
    LONGEST_VALUE,
    MOST_REFUSALS,
    DayFilter,
    InstantFilter,
    KeysFilter,
    OneOfFilter,
    SeveralFilter,
    StrictFilterSet,
    WordsFilter,
    printable,
    read_day,
    read_instant,
    stamp,
)

NOW = datetime(2024, 7, 1, 12, 30, tzinfo=UTC)


class Shelf(StrictFilterSet):
    q = WordsFilter()
    on = DayFilter(last=NOW.date)
    known = InstantFilter(now=lambda: NOW)
    colour = SeveralFilter(choices=[("red", "Red"), ("blue", "Blue")])
    sort = OneOfFilter(choices=[("size", "Size")])
    shop = KeysFilter(
        known=lambda keys: {key: key.title() for key in keys if key == "corner"},
        accepted="a shop's key",
    )


def asked(query: str) -> Shelf:
    return Shelf(QueryDict(query))


@pytest.mark.parametrize(
    ("query", "parameter", "value", "accepted"),
    [
        ("colours=red", "colours", "red", "q, on, known, colour, sort, shop"),
        ("Colour=red", "Colour", "red", "q, on, known, colour, sort, shop"),
        ("on=2024-01-01&on=2024-01-02", "on", "2024-01-01, 2024-01-02", "YYYY-MM-DD"),
        ("on=2024-13-01", "on", "2024-13-01", "YYYY-MM-DD"),
        ("on=2023-02-29", "on", "2023-02-29", "YYYY-MM-DD"),
        ("on=20240101", "on", "20240101", "YYYY-MM-DD"),
        ("on=2024-W01-1", "on", "2024-W01-1", "YYYY-MM-DD"),
        ("on=\u0662\u0660\u0662\u0664-01-01", "on", "\u0662\u0660\u0662\u0664-01-01", "YYYY-MM-DD"),
        ("on=2024-07-02", "on", "2024-07-02", "not after today"),
        ("known=2024-01-01T00:00", "known", "2024-01-01T00:00", "Z"),
        ("known=2024-07-01T12:30:01Z", "known", "2024-07-01T12:30:01Z", "not in the future"),
        ("known=2024-07-02", "known", "2024-07-02", "not in the future"),
        ("known=0001-01-01T00:00%2B14:00", "known", "0001-01-01T00:00+14:00", "Z"),
        ("known=2024-01-01T00:00%2B99:99", "known", "2024-01-01T00:00+99:99", "Z"),
        ("known=someday", "known", "someday", "Z"),
        ("on=March 2024", "on", "March 2024", "YYYY-MM-DD"),
        ("on=6/7/2024", "on", "6/7/2024", "YYYY-MM-DD"),
        ("known=30 November 2024, 22:61:00 UTC", "known", "30 November 2024, 22:61:00 UTC", "Z"),
        ("colour=red&colour=green", "colour", "green", "red, blue"),
        ("sort=length", "sort", "length", "size"),
        ("shop=corner&shop=other", "shop", "other", "a shop's key"),
        ("q=---", "q", "---", "docket number"),
        (f"q={'a' * 201}", "q", "a" * 100 + "…", "200 characters"),
        ("q=" + "a+" * 21, "q", "a " * 20 + "a", "20 words"),
        ("q=a%00b", "q", "a\ufffdb", "docket number"),
        ("a%00b=1", "a\ufffdb", "1", "q, on"),
        ("on=" + "9" * 10_000, "on", "9" * 100 + "…", "YYYY-MM-DD"),
        ("colour=" + "r" * (LONGEST_VALUE + 1), "colour", "r" * 100 + "…", "red, blue"),
    ],
)
def test_what_is_not_understood_is_refused_with_what_is_accepted(
    query: str, parameter: str, value: str, accepted: str
) -> None:
    [refusal] = asked(query).refusals

    assert (refusal.parameter, refusal.value) == (parameter, value)
    assert accepted in refusal.accepted
    assert refusal.message


def test_every_refusal_is_told_at_once() -> None:
    refused = [refusal.parameter for refusal in asked("on=x&known=y&colour=green&sort=z").refusals]

    assert refused == ["on", "known", "colour", "sort"]


def test_nothing_is_answered_to_what_was_refused_in_part() -> None:
    with pytest.raises(ValueError, match="colours"):
        _ = asked("sort=size&colours=red").asked


def test_what_is_misshapen_hides_nothing_else_that_is_wrong() -> None:
    refused = [refusal.parameter for refusal in asked("colours=red&on=x&q=%00&sort=size").refusals]

    assert refused == ["colours", "q", "on"]


def test_a_flood_of_unknown_parameters_is_told_in_part() -> None:
    assert len(asked("&".join(f"x{number}=1" for number in range(500))).refusals) == MOST_REFUSALS


def test_empty_values_ask_nothing() -> None:
    shelf = asked("q=&on=&known=&colour=&sort=&shop=")

    assert shelf.refusals == []
    assert not any(shelf.form.cleaned_data.values())


def test_repeated_values_of_a_filter_that_takes_several_are_each_taken_once() -> None:
    shelf = asked("colour=red&colour=blue&colour=red&shop=corner")

    assert shelf.refusals == []
    assert shelf.form.cleaned_data["colour"] == ["red", "blue"]
    assert shelf.form.cleaned_data["shop"] == {"corner": "Corner"}


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-07-01T09:30Z", "2024-07-01T09:30:00.000000Z"),
        ("2024-07-01t09:30z", "2024-07-01T09:30:00.000000Z"),
        ("2024-07-01T09:30:15.5+02:00", "2024-07-01T07:30:15.500000Z"),
        ("2024-07-01T09:30 02:00", "2024-07-01T07:30:00.000000Z"),
        ("2024-06-30T23:00-05:00", "2024-07-01T04:00:00.000000Z"),
        ("2024-06-30", "2024-06-30T23:59:59.999999Z"),
    ],
    ids=["utc", "small letters", "offset", "a bare plus arrives as a space", "behind", "a day is its end"],
)
def test_an_instant_is_read_with_its_offset(text: str, instant: str) -> None:
    read = read_instant(text)

    assert read is not None
    assert stamp(read[0]) == instant


def test_a_stamp_read_back_is_the_same_instant() -> None:
    instant = datetime(2024, 7, 1, 9, 30, 0, 1, tzinfo=UTC)

    assert read_instant(stamp(instant)) == (instant, False)


def test_as_published_by_today_means_now() -> None:
    shelf = asked("known=2024-07-01")

    assert shelf.refusals == []
    assert shelf.form.cleaned_data["known"] == NOW


def test_a_day_is_read_in_one_form_only() -> None:
    assert read_day("2024-06-30") == date(2024, 6, 30)
    assert read_day("2024-6-30") is None
    assert read_day(" 2024-06-30") is None


def test_what_is_shown_back_holds_no_control_characters() -> None:
    assert printable("a\x00\x1b\ud800b") == "a\ufffd\ufffd\ufffdb"
