"""Rows of models that the database does not hold yet: what Django knows of them, in words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)


def is_fresh(row: models.Model) -> bool:
    """Tell whether a row was made here and not written yet, whatever its key."""
    return row._state.adding  # noqa: SLF001  # Django's own mark; it has no public name


def is_written(row: models.Model, using: str) -> None:
    """Let Django know that the database holds a row now."""
    state = row._state  # noqa: SLF001  # the same
    state.adding, state.db = False, using


def blank(model: type[Row]) -> Row:
    """Make a new row with its defaults, as `model()` does for a model that is no proxy.

    Django asks each field for its default and sends two signals a row; a load makes millions of rows, and
    this takes a tenth of the time.
    """
    row = model.__new__(model)
    row._state = ModelState()  # noqa: SLF001  # what Django's own constructor begins with
    plain, made = _defaults(model)
    row.__dict__.update(plain)
    for name, make in made:
        row.__dict__[name] = make()
    return row


def give(row: models.Model, values: Mapping[str, Any]) -> None:
    """Set columns of a fresh row, as setting its attributes does; foreign keys by name, to a row or None."""
    own, holders = row.__dict__, holders_of(type(row))
    own.update(values)
    for name in holders.keys() & values.keys():
        holder = own.pop(name)
        row._state.fields_cache[name] = holder  # noqa: SLF001  # where Django keeps it
        own[holders[name]] = None if holder is None else holder.pk


def take_ids(row: models.Model) -> None:
    """Give a fresh row the ids of the rows its foreign keys were set to while those had none."""
    own, holders = row.__dict__, holders_of(type(row))
    for name, holder in row._state.fields_cache.items():  # noqa: SLF001  # the same
        if holder is not None and own[holders[name]] is None:
            own[holders[name]] = holder.pk


@cache
def holders_of(model: type[models.Model]) -> dict[str, str]:
    """Return the foreign keys of a model, each with the name of its column."""
    fields = model._meta.concrete_fields
    return {field.name: field.attname for field in fields if isinstance(field, models.ForeignKey)}


@cache
def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], tuple[tuple[str, Any], ...]]:
    """Return the defaults every row of a model may share, and what makes the others anew for each row."""
    fields = model._meta.concrete_fields
    made = [field for field in fields if field.has_default() and callable(field.default)]
    shared = {field.attname: field.get_default() for field in fields}
    return shared, tuple((field.attname, field.get_default) for field in made)
