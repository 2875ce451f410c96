"""The version of every public answer: moves with the code, with each write, and with the day.

A restriction is written like every fact, so a new one and one that is lifted move the clock of publication;
one that begins or ends by the calendar does so with the day.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from kit.code_version import code_version

CODE = tuple(
    settings.BASE_DIR / name
    for name in ("accounts", "casetracker", "kit", "people", "proceedings", "static", "templates")
)


def answer_version() -> str:
    """Return the version now, with one query past the ORM: it is all that a cached answer costs."""
    return f"{code_version(*CODE)} {last_instant_of()} {datetime.now(UTC).date().isoformat()}"


def last_instant_of(alias: str = DEFAULT_DB_ALIAS) -> datetime | None:
    """Return the last instant of which a database has the writes; None when nothing was ever written."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT last_instant FROM proceedings_publicationclock WHERE id = 1")
        row = cursor.fetchone()
    # Without the ORM SQLite leaves out that it is UTC.
    return row[0].replace(tzinfo=row[0].tzinfo or UTC) if row else None
