"""What has been closed since a release was frozen: by restriction, or named, printed or linked no longer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet

from people.models import Party
from proceedings.models import Case, Defendant
from proceedings.opendata import events as event_tables
from proceedings.opendata import parties as party_tables
from proceedings.opendata.file_writer import Records
from proceedings.opendata.row_filter import IdSet, RowFilter
from proceedings.record import visibility
from proceedings.record.redaction import Redactor

SILENT = {
    ("cases", "docket_number"): visibility.unprinted_cases,
    ("sources", "url"): visibility.unlinked_sources,
    ("sources", "archived_url"): visibility.unlinked_sources,
    ("sources", "checksum"): visibility.unlinked_sources,
}


def state() -> str:
    """Return what changes whenever something is closed or opened; a few queries."""
    said = [*visibility.state(), Redactor.now().withheld]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _unnamed_parties(redactor: Redactor) -> Collection[int]:
    """Return the victims named in public for no other part they take."""
    named = party_tables.PARTIES.rows(redactor).values("pk")
    victims = Party.objects.filter(pk__in=visibility.unnamed_participations().values("party"))
    return set(victims.exclude(pk__in=named).values_list("pk", flat=True))


def gate(records: Records, marks: Mapping[str, IdSet] | None = None) -> RowFilter:
    """Return the gate that lets through what a release may still hold."""
    redactor = Redactor.now()
    defendants = set(_ids(Defendant.objects.filter(visibility.restricted(Defendant))))
    return RowFilter(
        closed={
            "defendants": defendants,
            "cases": set(_ids(visibility.closed_cases(Case.objects.all()))),
            "parties": redactor.closed.unnamed | set(_unnamed_parties(redactor)),
            "participations": set(_ids(visibility.unnamed_participations())),
            "charges": redactor.charges,
            "events": redactor.events | _events_of(defendants, records),
        },
        silent={place: set(_ids(rows())) for place, rows in SILENT.items()},
        marks=marks,
    )


def _ids(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().values_list("pk", flat=True)


def _events_of(defendants: Collection[int], records: Records) -> set[int]:
    """Return the events of a release that act only on these defendants."""
    touched: set[int] = set()
    others = IdSet()
    for effect in records(event_tables.EFFECTS):
        if effect["defendant_id"] in defendants:
            touched.add(effect["event_id"])
        else:
            others.add(effect["event_id"])
    return {event for event in touched if event not in others}
