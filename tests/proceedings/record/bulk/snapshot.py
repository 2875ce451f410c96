"""Every row of every table of facts; instants told by their order, counters set back to begin alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from proceedings.models.status_span_queries import NOT_SUPERSEDED

# Conclusions, history and words have ids that nothing refers to: they are told by what they hold.
NAMELESS = ("StatusSpan", "SearchWord", "PartyWord", "Spelling")


def _models() -> list[type[models.Model]]:
    return [
        model
        for app in ("people", "proceedings")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not model._meta.proxy and model.__name__ not in {"PublicationClock", "Load"}
    ]


def snapshot() -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows by model, comparable between two loads that began with the same counters."""
    rows = {model: list(model._base_manager.order_by("pk")) for model in _models()}
    instants = _instants(rows)
    taken = {}
    for model, held in rows.items():
        nameless = model.__name__ in NAMELESS or hasattr(model, "history_object")
        told = [_told(row, instants, whole=not nameless) for row in held]
        taken[model.__name__] = sorted(told, key=repr) if nameless else told
    return taken


def _instants(rows: dict[type[models.Model], list[Any]]) -> dict[datetime, int]:
    found = {
        value
        for held in rows.values()
        for row in held
        for name in ("history_date", "recorded_at", "superseded_at")
        if isinstance(value := getattr(row, name, None), datetime) and value != NOT_SUPERSEDED
    }
    return {instant: number for number, instant in enumerate(sorted(found))}


def _told(row: models.Model, instants: dict[datetime, int], *, whole: bool) -> tuple[Any, ...]:
    values = [
        (field.attname, getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if whole or not field.primary_key
    ]
    return tuple(
        (name, instants.get(value, value)) if isinstance(value, datetime) else (name, value)
        for name, value in values
    )


def undone(do: Callable[[], Any]) -> Any:
    """Return what `do` gives, and take back what it wrote, and the ids it took."""
    with transaction.atomic():
        given = do()
        transaction.set_rollback(True)
    named = [{"table": model._meta.db_table, "column": model._meta.pk.column} for model in _models()]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_by_name_sql(no_style(), named):
            cursor.execute(sql)
    return given
