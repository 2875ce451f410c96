from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from kit.filtering import read_day
from kit.paging import (
    Cursor,
    Order,
    count,
    page,
    read_text,
)

BY_NAME = Order("last_name", "id", read_text)
NEWEST = Order("last_name", "id", read_text, column_down=True)
ORDERS = [BY_NAME, BY_NAME.reverse(), NEWEST, NEWEST.reverse()]


@pytest.fixture
def many(db: None) -> list[Any]:
    """Twenty-three rows that share four sort values, one of them awkward."""
    chance = random.Random(7)  # the same rows every time
    names = ["Dotterel", "Dotterel~2", "Nightjar", "Turnstone, Testa"]
    users = [User(username=f"user{number}", last_name=chance.choice(names)) for number in range(23)]
    return User.objects.bulk_create(users)


def whole(order: Order) -> list[int]:
    return list(User.objects.order_by(*order.names()).values_list("pk", flat=True))


@pytest.mark.parametrize("order", ORDERS, ids=["up up", "down down", "down up", "up down"])
@pytest.mark.parametrize("size", [1, 2, 5, 22, 23, 24])
def test_paging_walks_every_row_once_forward_and_back_under_ties(
    many: list[Any], order: Order, size: int
) -> None:
    shown = page(User.objects.all(), order, size=size)
    forward = [shown]
    while shown.next is not None and len(forward) <= len(many):
        shown = page(User.objects.all(), order, size=size, after=order.read_cursor(shown.next))
        forward.append(shown)
    back = [shown]
    while shown.previous is not None and len(back) <= len(many):
        shown = page(User.objects.all(), order, size=size, before=order.read_cursor(shown.previous))
        back.append(shown)

    assert [row.pk for one in forward for row in one.rows] == whole(order)
    assert [row.pk for one in reversed(back) for row in one.rows] == whole(order)
    assert forward[0].previous is None
    assert back[-1].previous is None


def test_a_row_added_before_the_page_shifts_nothing(many: list[Any]) -> None:
    first = page(User.objects.all(), BY_NAME, size=5)
    User.objects.create(username="late", last_name="Aardvark")
    assert first.next is not None
    second = page(User.objects.all(), BY_NAME, size=5, after=BY_NAME.read_cursor(first.next))

    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}


@pytest.mark.django_db
def test_an_empty_page_leads_nowhere() -> None:
    shown = page(User.objects.none(), BY_NAME, size=5, after=Cursor("Zebra", 1))

    assert shown.is_empty
    assert (shown.next, shown.previous) == (None, None)


def test_the_condition_has_the_form_both_databases_answer_from_an_index() -> None:
    condition = str(BY_NAME.reverse().after(Cursor("Nightjar", 7)))

    assert "OR" not in condition
    assert "last_name__lte" in condition


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "~7",
        "Nightjar",
        "Nightjar~",
        "Nightjar~x",
        "Nightjar~0",
        "Nightjar~-1",
        "Nightjar~" + "9" * 19,
    ],
)
def test_what_is_no_cursor_is_not_read(text: str) -> None:
    assert BY_NAME.read_cursor(text) is None


def test_a_cursor_of_a_day_takes_nothing_but_a_day() -> None:
    order = Order("since", "id", read_day)

    assert order.read_cursor("2024-06-30~17") == Cursor(date(2024, 6, 30), 17)
    assert str(Cursor(date(2024, 6, 30), 17)) == "2024-06-30~17"
    assert order.read_cursor("Nightjar~17") is None
    assert order.read_cursor("2024-02-30~17") is None


def test_a_count_stops_at_its_limit_and_says_so(many: list[Any]) -> None:
    exact, capped = count(User.objects.all(), limit=23), count(User.objects.all(), limit=22)

    assert (exact.value, exact.is_capped, exact.words) == (23, False, "23")
    assert (capped.value, capped.is_capped, capped.words) == (22, True, "more than 22")
    assert count(User.objects.all(), limit=10_000).words == "23"
