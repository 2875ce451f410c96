"""What has been closed since a release was frozen: by restriction, or named, printed or linked no longer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from itertools import chain
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import Party
from proceedings.models import Case, Defendant, Participation, Source
from proceedings.models.status_span_queries import UNNAMED, in_force
from proceedings.opendata import events as event_tables
from proceedings.opendata import parties as party_tables
from proceedings.opendata.file_writer import Records
from proceedings.opendata.row_filter import Gate, Ids
from proceedings.record.redaction import Redactor

SILENT = {
    ("cases", "docket_number"): Case.objects.filter(print_docket=False),
    ("sources", "url"): Source.objects.filter(link_public=False),
    ("sources", "archived_url"): Source.objects.filter(link_public=False),
}


def state() -> str:
    """Return what changes whenever something is closed or opened; a few queries."""
    targets = ("party_id", "case_id", "defendant_id", "charge_id", "event_id", "pk")
    restrictions = sorted(map(str, in_force().values_list(*targets)))
    quiet: list[QuerySet[Any]] = [
        Party.objects.filter(private=True),
        _unnamed(),
        Case.objects.filter(print_docket=False),
        Source.objects.filter(link_public=False),
    ]
    ids = [sorted(rows.values_list("pk", flat=True)) for rows in quiet]
    said = [restrictions, ids, Redactor.now().withheld]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def closed_defendants() -> QuerySet[Defendant]:
    """Return the defendants closed by themselves, by their case or by their party."""
    return Defendant.objects.filter(
        Exists(in_force(defendant=OuterRef("pk")))
        | Exists(in_force(case=OuterRef("case_id")))
        | Exists(in_force(party=OuterRef("party_id")))
    )


def closed_cases() -> QuerySet[Case]:
    """Return the cases closed by themselves, or whose every defendant is closed."""
    closed = closed_defendants().filter(case=OuterRef("pk"))
    all_of_them = Defendant.objects.filter(case=OuterRef("pk")).exclude(
        pk__in=closed_defendants().values("pk")
    )
    return Case.objects.filter(
        Q(Exists(in_force(case=OuterRef("pk")))) | Q(Exists(closed), ~Exists(all_of_them))
    )


def _unnamed() -> QuerySet[Participation]:
    """Return the roles of victims whom no recorded reason names."""
    return Participation.objects.filter(**UNNAMED)


def _unnamed_parties(redactor: Redactor) -> Collection[int]:
    """Return the victims named in public for no other part they take."""
    named = party_tables.PARTIES.rows(redactor).values("pk")
    victims = Party.objects.filter(pk__in=_unnamed().values("party"))
    return set(victims.exclude(pk__in=named).values_list("pk", flat=True))


def gate(records: Records, marks: Mapping[str, Ids] | None = None) -> Gate:
    """Return the gate that lets through what a release may still hold."""
    redactor = Redactor.now()
    defendants = set(closed_defendants().values_list("pk", flat=True))
    restricted = in_force(party__isnull=False).values_list("party_id", flat=True)
    private = Party.objects.filter(private=True).values_list("pk", flat=True)
    unnamed = set(_unnamed().values_list("pk", flat=True))
    return Gate(
        closed={
            "defendants": defendants,
            "cases": set(closed_cases().values_list("pk", flat=True)),
            "parties": set(chain(restricted, private, _unnamed_parties(redactor))),
            "participations": unnamed,
            "charges": redactor.charges,
            "events": redactor.events | _events_of(defendants, records),
        },
        silent={place: set(rows.values_list("pk", flat=True)) for place, rows in SILENT.items()},
        marks=marks,
    )


def _events_of(defendants: Collection[int], records: Records) -> set[int]:
    """Return the events of a release that act only on these defendants."""
    touched: set[int] = set()
    others = Ids()
    for effect in records(event_tables.EFFECTS):
        if effect["defendant_id"] in defendants:
            touched.add(effect["event_id"])
        else:
            others.add(effect["event_id"])
    return {event for event in touched if event not in others}
