"""What differs between two versions of a row, in the words of its fields."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.formats import date_format, localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kit.partial_dates import PartialDate, PartialDateField, UnreadableDateError

# Says the row of a model that a foreign key names.
Say = Callable[[type[models.Model], Any], str]

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that reads otherwise: its label, and its value before and after, in words."""

    label: str
    was: str
    now: str


def differences(
    old: models.Model | None, new: models.Model | None, *, say: Say, skip: Collection[str] = ()
) -> list[Difference]:
    """Return what differs between two versions of a row; one of them may be missing (added, removed)."""
    some = old if old is not None else new
    if some is None:
        return []
    return [
        Difference(capfirst(str(field.verbose_name)), was, now)
        for field in some._meta.concrete_fields
        if not field.primary_key and field.name not in skip and field.editable
        if old is None or new is None or getattr(old, field.attname) != getattr(new, field.attname)
        for was, now in [(_said(old, field, say), _said(new, field, say))]
        if was != now
    ]


def _said(row: models.Model | None, field: models.Field[Any, Any], say: Say) -> str:
    if row is None:
        return NOTHING
    value = getattr(row, field.attname)
    if value is None or value in ("", {}, []):
        return NOTHING
    if field.is_relation:
        related: Any = field.related_model
        return say(related, value)
    if field.choices:
        words: dict[Any, Any] = dict(field.flatchoices)
        return str(words.get(value, value))
    if isinstance(field, PartialDateField):
        return _dated(value)
    return _plain(value)


def _dated(text: str) -> str:
    try:
        return PartialDate.parse(text).words()
    except UnreadableDateError:
        return text


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(value, "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, Decimal):
        return str(localize(value.to_integral() if value == value.to_integral() else value.normalize()))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {part}" for key, part in value.items())
    return str(localize(value))
