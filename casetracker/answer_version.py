"""The version of every public answer: moves with the code, with each write, and with the day.

A restriction is written like every fact, so a new one and one that is lifted move the clock of publication;
one that begins or ends by the calendar does so with the day.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.db import connection

from kit.code_version import code_version

CODE = tuple(
    settings.BASE_DIR / name
    for name in ("accounts", "casetracker", "kit", "people", "proceedings", "static", "templates")
)


def answer_version() -> str:
    """Return the version now, with one query past the ORM: it is all that a cached answer costs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_instant FROM proceedings_publicationclock WHERE id = 1")
        row = cursor.fetchone()
    instant = row[0] if row else ""
    return f"{code_version(*CODE)} {instant} {datetime.now(UTC).date().isoformat()}"
