"""Addresses of the public pages: sentences that last, with no crime and no closed name in them."""

from __future__ import annotations

from collections.abc import Callable
from inspect import unwrap

from django.urls import reverse
from django.utils.text import slugify

SLUG_LENGTH = 80
# Names are never lazy texts, and looking whether they are takes as long as the rest.
_slugified: Callable[[str], str] = unwrap(slugify)


def slug(words: str) -> str:
    """Return the readable end of an address, made from words that may be printed."""
    return _slugified(words)[:SLUG_LENGTH].strip("-") or "record"


def defendant(pk: int, name: str) -> str:
    """Return the address of a defendant in a case."""
    return reverse("defendant", kwargs={"pk": pk, "slug": slug(name)})


def case(pk: int, caption: str) -> str:
    """Return the address of a case, from its caption as it may be printed."""
    return reverse("case", kwargs={"pk": pk, "slug": slug(caption)})


def incident(key: str) -> str:
    """Return the address of a matter."""
    return reverse("incident", kwargs={"key": key})


def person(pk: int, name: str) -> str:
    """Return the address of a party."""
    return reverse("person", kwargs={"pk": pk, "slug": slug(name)})
