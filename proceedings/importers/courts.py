"""The courts of Free Law Project's courts-db, as rows of ours."""

from __future__ import annotations

from collections.abc import Collection

from courts_db import courts

from proceedings.importers.jurisdictions import ELSEWHERE, PLACES
from proceedings.law.codes import CourtKind
from proceedings.models import Court


def missing_courts(known: Collection[str]) -> list[Court]:
    """Return a row, not yet written, for each court of courts-db whose id is not among the known ones."""
    return [_court(entry) for entry in courts if entry["id"] not in known]


def _court(entry: dict[str, str]) -> Court:
    where = PLACES.get(entry["location"], ELSEWHERE)
    return Court(
        key=entry["id"],
        name=" ".join(entry["name"].split()),
        kind=CourtKind.COURT.value,
        place=where.name or entry["location"],
        country=where.country,
        subdivision=where.subdivision,
        time_zone=where.time_zone,
        courts_db_id=entry["id"],
    )
