"""A cache bounded in bytes."""

from __future__ import annotations

from uuid import uuid4

from kit.bounded_cache import ByteBoundedCache


def cache(most: int) -> ByteBoundedCache:
    return ByteBoundedCache(uuid4().hex, {"OPTIONS": {"MAX_BYTES": most}})


def test_what_was_used_least_recently_goes_first() -> None:
    small = cache(1000)
    for name in "abcd":
        small.set(name, b"x" * 240)
    assert small.get("a")
    small.set("e", b"x" * 240)
    assert [name for name in "abcde" if small.get(name)] == ["a", "c", "d", "e"]
    assert small.total <= 1000


def test_threads_share_what_one_of_them_keeps() -> None:
    ByteBoundedCache("shared by threads", {}).set("a", b"x")
    assert ByteBoundedCache("shared by threads", {}).get("a") == b"x"


def test_a_value_larger_than_a_quarter_is_not_kept_and_takes_nothing_away() -> None:
    small = cache(1000)
    small.set("a", b"x" * 100)
    small.set("b", b"x" * 300)
    assert small.get("b") is None
    assert small.get("a") == b"x" * 100


def test_a_value_whose_time_has_passed_is_gone_and_its_bytes_too() -> None:
    small = cache(1000)
    small.set("a", b"x" * 100, timeout=-1)
    assert small.get("a", "none") == "none"
    assert small.total == 0


def test_setting_again_counts_once_and_deleting_gives_back() -> None:
    small = cache(1000)
    small.set("a", b"x" * 100)
    size = small.total
    small.set("a", b"y" * 100)
    assert small.total == size
    assert small.add("a", b"z") is False
    assert small.delete("a") is True
    assert small.delete("a") is False
    assert small.total == 0
