"""Rows of models that the database does not hold yet: what Django knows of them, in words."""

from __future__ import annotations

from django.db import models


def is_fresh(row: models.Model) -> bool:
    """Tell whether a row was made here and not written yet, whatever its key."""
    return row._state.adding  # noqa: SLF001  # Django's own mark; it has no public name


def held_by(row: models.Model, name: str) -> models.Model | None:
    """Return the row a foreign key was set to, if it was set to a row."""
    held: models.Model | None = row._state.fields_cache.get(name)  # noqa: SLF001  # the same
    return held


def is_written(row: models.Model, using: str) -> None:
    """Let Django know that the database holds a row now."""
    state = row._state  # noqa: SLF001  # the same
    state.adding, state.db = False, using
