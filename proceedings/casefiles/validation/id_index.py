"""Which ids exist: those the given files hold, and those the database holds already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db import models

from people.models import Party
from proceedings.law.codes import CaseType
from proceedings.models import Case, Charge, Claim, Court, Defendant, Event, Incident, Source
from proceedings.models.case import CIVIL_TYPES

BATCH = 500
Keys = dict[str, Any]
KINDS: dict[str, type[models.Model]] = {
    "courts": Court,
    "incidents": Incident,
    "parties": Party,
    "sources": Source,
    "cases": Case,
}


@dataclass(slots=True)
class CaseNames:
    """The ids within one case. Charges and claims name the party of their defendant."""

    type: str = ""
    defendants: set[str] = field(default_factory=set)
    charges: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)

    def add(self, block: Keys) -> None:
        """Take in what a block of a file holds; an id given twice is reported elsewhere."""
        self.type = self.type or _text(block, "type")
        self.events |= {_text(event, "id") for event in _blocks(block, "events")}
        for defendant in _blocks(block, "defendants"):
            party = _text(defendant, "party")
            self.defendants.add(party)
            self.charges.update({_text(charge, "id"): party for charge in _blocks(defendant, "charges")})
            self.claims.update({_text(claim, "id"): party for claim in _blocks(defendant, "claims")})

    @property
    def is_civil(self) -> bool:
        """Tell whether its defendants are sued or cited rather than charged."""
        return self.type in CIVIL_TYPES

    @property
    def is_appeal(self) -> bool:
        """Tell whether its events act on the charges of the case below."""
        return self.type == CaseType.APPEAL


class IdIndex:
    """Every id a reference may name. Files are read as they stand, sound or not: an id given exists."""

    def __init__(self, roots: Iterable[object]) -> None:
        """Collect the ids of the files; the database is asked as need arises."""
        self._given: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self._stored: dict[tuple[str, str], bool] = {}
        self._cases: dict[str, CaseNames] = {}
        self._whole: dict[str, CaseNames] = {}
        self._rows: dict[str, Case] | None = None
        for root in roots:
            for kind in KINDS:
                for block in _blocks(root, kind):
                    self._given[kind].add(_text(block, "id"))
            for block in _blocks(root, "cases"):
                self._cases.setdefault(_text(block, "id"), CaseNames()).add(block)

    def has(self, kind: str, key: str) -> bool:
        """Tell whether something of this kind goes by this id."""
        if key in self._given[kind]:
            return True
        asked = (kind, key)
        if asked not in self._stored:
            self.ask(kind, [key])
        return self._stored[asked]

    def ask(self, kind: str, keys: Iterable[str]) -> None:
        """Ask the database together which of some ids it has of a kind, before each is asked for."""
        names = ("key", "courts_db_id") if kind == "courts" else ("key",)
        asked = sorted(set(keys) - self._given[kind])
        for start in range(0, len(asked), BATCH):
            part = asked[start : start + BATCH]
            named = reduce(or_, (models.Q(**{f"{name}__in": part}) for name in names))
            rows = KINDS[kind]._base_manager.filter(named).values_list(*names)
            held = {value for row in rows for value in row}
            self._stored.update({(kind, key): key in held for key in part})

    def case(self, key: str) -> CaseNames | None:
        """Return the ids within a case, of its file and of the database together; nothing for no case."""
        if key not in self._whole:
            given = self._cases.get(key)
            row = self.row(key)
            if row is None and given is None:
                return None
            self._whole[key] = _merged(given or CaseNames(), row)
        return self._whole[key]

    def row(self, key: str) -> Case | None:
        """Return a case of the database; those of the files are asked for together."""
        if key not in self._cases:
            return Case.objects.filter(key=key).first()
        if self._rows is None:
            keys = list(self._cases)
            parts = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
            self._rows = {row.key: row for part in parts for row in Case.objects.filter(key__in=part)}
        return self._rows.get(key)


def _merged(names: CaseNames, row: Case | None) -> CaseNames:
    if row is None:
        return names
    held = {"defendant__case": row}
    return CaseNames(
        type=names.type or row.type,
        defendants=names.defendants
        | set(Defendant.objects.filter(case=row).values_list("party__key", flat=True)),
        charges=dict(Charge.objects.filter(**held).values_list("key", "defendant__party__key"))
        | names.charges,
        claims=dict(Claim.objects.filter(**held).values_list("key", "defendant__party__key")) | names.claims,
        events=names.events | set(Event.objects.filter(case=row).values_list("key", flat=True)),
    )


def _blocks(block: object, key: str) -> list[Keys]:
    values = block.get(key) if isinstance(block, dict) else None
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _text(block: Keys, key: str) -> str:
    value = block.get(key)
    return value if isinstance(value, str) else ""
