"""The rows a load refers to, taken from the database once and kept at hand by their keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from kit.unsaved_rows import blank, is_fresh
from people.models import Party
from proceedings.casefiles.format.base import Citation as CitationPart
from proceedings.casefiles.format.matter import Court as CourtPart
from proceedings.casefiles.format.matter import Party as PartyPart
from proceedings.casefiles.load.effect_targets import Target
from proceedings.casefiles.load.references import courts_of, parties_of
from proceedings.casefiles.reading import Matter
from proceedings.models import Case, Charge, Claim, Court, Defendant, Event, Incident, Source

BATCH = 500
Row = TypeVar("Row", bound=models.Model)


class ExistingRows:
    """Rows by key; a row made by the load is put here as soon as it is written."""

    def __init__(self, matter: Matter) -> None:
        """Fetch what the files themselves are about, a few hundred keys at a time."""
        self._rows: dict[tuple[type[models.Model], str], Any] = {}
        self._counts: dict[tuple[type[models.Model], str, str], Any] = {}
        self._fetch(Source.objects.all(), [part.id for part in matter.sources])
        parties = Party.objects.prefetch_related("other_names", "identifiers", "citations")
        self._fetch(parties, [part.id for part in matter.parties])
        self._fetch(Court.objects.prefetch_related("citations"), [part.id for part in matter.courts])
        for part in matter.courts:
            if (Court, part.id) not in self._rows and part.courts_db_id:
                row = Court.objects.filter(courts_db_id=part.courts_db_id).first()
                self._rows[Court, part.id] = row or blank(Court)
        incidents = Incident.objects.prefetch_related(
            "harmed", "disputed_claims", "press_facts__event_links", "citations"
        )
        self._fetch(incidents, [part.id for part in matter.incidents])
        self._fetch(
            Case.objects.prefetch_related(
                "other_dockets", "participations__representations", "links", "citations"
            ),
            [part.id for part in matter.cases],
        )
        self._fetch_others(Court, courts_of(matter.cases), matter.courts)
        self._fetch_others(Party, parties_of(matter.cases), matter.parties)

    def _fetch_others(
        self, model: type[models.Model], keys: set[str], own: Sequence[CourtPart | PartyPart]
    ) -> None:
        """Fetch what the cases name and the files do not hold, together."""
        self._fetch(model._base_manager.all(), sorted(keys.difference(part.id for part in own)))

    def _fetch(self, rows: models.QuerySet[Any], keys: Sequence[str]) -> None:
        for start in range(0, len(keys), BATCH):
            for row in rows.filter(key__in=keys[start : start + BATCH]):
                self._rows[rows.model, row.key] = row

    def or_new(self, model: type[Row], key: str) -> Row:
        """Return the row of this key, or a new one, not yet written."""
        row: Row | None = self._rows.get((model, key))
        if row is None:
            row = self._rows[model, key] = blank(model)
        return row

    def written(self, model: type[Row], key: str) -> Row | None:
        """Return the row of this key if the database has it (by now)."""
        row: Row | None = self._rows.get((model, key))
        if row is None:
            row = self._rows[model, key] = model._base_manager.filter(_known_as(model, key)).first() or blank(
                model
            )
        return row if row.pk is not None else None

    def get(self, model: type[Row], key: str) -> Row:
        """Return the row of this key, which exists: the files were checked."""
        row = self.written(model, key)
        if row is None:
            raise LookupError(f"{model.__name__} {key}")
        return row

    def maybe(self, model: type[Row], key: str) -> Row | None:
        """Return the row of this key; nothing when no key is given."""
        return self.get(model, key) if key else None

    def put_in_case(self, case: str, key: str, row: models.Model) -> None:
        """Put a defendant (by party), charge, claim or event under its case and key."""
        self._counts[type(row), case, key] = row

    def in_case(self, model: type[Row], case: str, key: str) -> Row | None:
        """Return a defendant, charge, claim or event of a case if the database has it (by now)."""
        asked = (model, case, key)
        if asked not in self._counts:
            holder = self._rows.get((Case, case))
            if holder is not None and is_fresh(holder):  # nothing in it can be in the database
                return None
            self._counts[asked] = model._base_manager.filter(**_within(model, case, key)).first()
        row: Row | None = self._counts[asked]
        return row

    def targets(self, target: Target) -> tuple[Defendant, Charge | None, Claim | None]:
        """Return the rows an outcome or a part of a sentence is about."""
        charge = self.in_case(Charge, target.case, target.charge) if target.charge else None
        claim = self.in_case(Claim, target.case, target.claim) if target.claim else None
        defendant = self.in_case(Defendant, target.case, target.party)
        if defendant is None:
            raise LookupError(f"{target.case}/{target.party}")
        return defendant, charge, claim

    def citations(self, parts: Iterable[CitationPart]) -> list[dict[str, Any]]:
        """Return the columns of citations."""
        return [
            {
                "source": self.get(Source, part.source),
                "pinpoint": part.at,
                "confidence": part.confidence.value if part.confidence else "",
                "differs": part.differs,
                "position": position,
            }
            for position, part in enumerate(parts)
        ]


def _known_as(model: type[models.Model], key: str) -> Q:
    return Q(key=key) | Q(courts_db_id=key) if model is Court else Q(key=key)


def _within(model: type[models.Model], case: str, key: str) -> dict[str, str]:
    if model is Event:
        return {"case__key": case, "key": key}
    if model is Defendant:
        return {"case__key": case, "party__key": key}
    return {"defendant__case__key": case, "key": key}
