"""Is the site fit to serve? Asked by whatever watches it, and by `make run` before it says so."""

from __future__ import annotations

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and is migrated; else 503 with what is wrong."""
    wrong = problems()
    return JsonResponse(
        {"status": "unwell" if wrong else "ok", "problems": wrong},
        status=503 if wrong else 200,
    )


def problems() -> list[str]:
    """Name what keeps the site from serving: nothing, a silent database, or migrations to apply."""
    try:
        waiting = unapplied_migrations()
    except Error as error:
        # The kind of error only: its text can name hosts and users, and anyone may read this answer.
        return [f"The database does not answer ({type(error).__name__})."]
    return [f"Migration not applied: {name}" for name in waiting]


def unapplied_migrations() -> list[str]:
    """List the migrations on disk that the database has not seen."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [f"{app}.{name}" for app, name in migrations_on_disk() if (app, name) not in applied]


@cache
def migrations_on_disk() -> list[tuple[str, str]]:
    """List the app and the name of every migration, read once: they change only when a process starts."""
    return sorted(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
