"""Addresses of the public pages: sentences that last, with no crime and no closed name in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from inspect import unwrap

from django.urls import get_script_prefix, reverse
from django.utils.text import slugify

SLUG_LENGTH = 80
# Names are never lazy texts, and looking whether they are takes as long as the rest.
_slugified: Callable[[str], str] = unwrap(slugify)


@lru_cache(maxsize=20_000)
def slug(words: str) -> str:
    """Return the readable end of an address, made from words that may be printed."""
    return _slugified(words)[:SLUG_LENGTH].strip("-") or "record"


def defendant(pk: int, name: str) -> str:
    """Return the address of a defendant in a case."""
    return _address("defendant", get_script_prefix(), f"{pk}-{slug(name)}")


def case(pk: int, caption: str) -> str:
    """Return the address of a case, from its caption as it may be printed."""
    return _address("case", get_script_prefix(), f"{pk}-{slug(caption)}")


def incident(key: str) -> str:
    """Return the address of a matter."""
    return reverse("incident", kwargs={"key": key})


def person(pk: int, name: str) -> str:
    """Return the address of a party."""
    return _address("person", get_script_prefix(), f"{pk}-{slug(name)}")


def _address(name: str, prefix: str, last: str) -> str:
    before, after = _pattern(name, prefix)
    return f"{before}{last}{after}"


@cache
def _pattern(name: str, _prefix: str) -> tuple[str, str]:
    """Return what stands before the key of an address and behind its readable end."""
    before, _last, after = reverse(name, kwargs={"pk": 1, "slug": "slug"}).rpartition("1-slug")
    return before, after
