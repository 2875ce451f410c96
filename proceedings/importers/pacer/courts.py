"""Which court of courts-db a court id of PACER means: the same id, but for a few."""

from __future__ import annotations

from typing import Any

from courts_db import courts

from proceedings.importers.courts import missing_courts

# The ids that differ, as Free Law Project's own tools have them: “neb” is Nebraska's supreme court there.
RENAMED = {"azb": "arb", "cofc": "uscfc", "neb": "nebraskab", "nysb-mega": "nysb"}
_KNOWN = {entry["id"] for entry in courts}
KINDS_NOT_HELD = {
    "bk": "a bankruptcy: nobody is charged or sued in it",
    "mc": "a miscellaneous matter: nobody is charged or sued in it",
    "sw": "a search warrant: nobody is charged or sued in it",
    "gj": "a matter of a grand jury: nobody is charged or sued in it",
}
CRIMINAL_NUMBERS = ("cr", "mj", "po", "m", "cm")
CIVIL_NUMBERS = ("cv", "ap")


def court_of(pacer: str) -> str:
    """Return the id in courts-db for a court id of PACER; nothing where there is none."""
    pacer = pacer.strip().lower()
    known = RENAMED.get(pacer, pacer)
    return known if known in _KNOWN else ""


def court_block(court: str) -> dict[str, Any]:
    """Return the court as a block of a case file, just as load_courts records it."""
    row = next(iter(missing_courts(_KNOWN - {court})))
    return {
        "id": row.key,
        "name": row.name,
        "kind": row.kind,
        "place": row.place,
        "country": row.country,
        "subdivision": row.subdivision,
        "timezone": row.time_zone,
        "courts_db_id": row.courts_db_id,
    }
