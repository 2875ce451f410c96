"""The row of an address, and whether the public may see it: one query."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from django.db import router
from django.db.models import BooleanField, Exists, Model, OuterRef, QuerySet
from django.http import Http404

from kit.batch_query import CompiledRows, Keys, columns, compile_rows, fetch, instances_of
from proceedings.models.status_span_queries import today

Row = TypeVar("Row", bound=Model)
Public = Callable[[QuerySet[Any]], QuerySet[Any]]


def find_row(model: type[Row], pk: int, public: Public) -> tuple[Row, bool]:
    """Return a row, and whether it is among those that `public` keeps; Http404 when there is none."""
    compiled = _compiled(model, public, router.db_for_read(model), today())
    found: list[tuple[Row, bool]] = fetch([(compiled, {"keys": [pk]})])[0]
    if not found:
        raise Http404
    return found[0]


@lru_cache(maxsize=100)
def _compiled(model: type[Row], public: Public, using: str, _day: date) -> CompiledRows:
    """Compile the query of a day, which is written into the restrictions it asks for."""
    rows = model._default_manager.using(using).order_by().filter(pk__in=Keys())
    is_public = Exists(public(model._default_manager.filter(pk=OuterRef("pk"))))
    instance = instances_of(model, using)

    def made(*values: Any) -> tuple[Row, bool]:
        return instance(*values[:-1]), values[-1]

    return compile_rows(
        rows.annotate(is_public=is_public),
        [*columns(model), "is_public"],
        [*model._meta.concrete_fields, BooleanField()],
        make=made,
    )
