"""Whether anything public rests on a record: whoever changes it then answers to the readers.

A withdrawn event was public, and is told of in the corrections: it counts as published here.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from people.models import IdentityDecision, Party
from proceedings.models import (
    Case,
    Charge,
    Citation,
    Claim,
    Correction,
    Court,
    Defendant,
    Event,
    Incident,
    Participation,
    PressFact,
    SentenceComponent,
    Source,
)
from proceedings.record.visibility.published import was_published

# For each kind of record: by which ways events lead to it, and which of its columns holds the far end.
WAYS: dict[type[models.Model], tuple[str, tuple[str, ...]]] = {
    Case: ("pk", ("case",)),
    Court: ("pk", ("case__court",)),
    Incident: ("pk", ("case__incident",)),
    PressFact: ("incident_id", ("case__incident",)),
    Defendant: ("case_id", ("case",)),
    Participation: ("case_id", ("case",)),
    Charge: ("defendant_id", ("case__defendants",)),
    Claim: ("defendant_id", ("case__defendants",)),
    SentenceComponent: ("event_id", ("pk",)),
    Party: (
        "pk",
        (
            "case__defendants__party",
            "case__participations__party",
            "judge",
            "event_parties__party",
            "case__incident__harmed__party",
        ),
    ),
}
# A source is public where one of these cites it.
CITING: dict[str, type[models.Model]] = {
    "event": Event,
    "case": Case,
    "charge": Charge,
    "component": SentenceComponent,
    "incident": Incident,
    "party": Party,
    "court": Court,
}
AT_ONCE: tuple[type[models.Model], ...] = (Correction, IdentityDecision)  # public as soon as they are saved


def rests_on_published(fact: models.Model) -> bool:
    """Tell whether readers see a record, or would see it once it is saved, without anything being published.

    An event is asked of as it stands in the database, whatever a form has made of it.
    """
    kind: Any = fact._meta.concrete_model
    if kind in AT_ONCE:
        return True
    published = Event.objects.filter(was_published())
    if kind is Event:
        return published.filter(pk=fact.pk).exists()
    if kind is Source:
        return _is_cited(fact)
    if kind not in WAYS:
        return False
    column, ways = WAYS[kind]
    end = getattr(fact, column)
    return end is not None and any(published.filter(Q(**{way: end})).exists() for way in ways)


def _is_cited(source: models.Model) -> bool:
    """Tell whether anything public cites a source."""
    if source.pk is None:
        return False
    for target, kind in CITING.items():
        citations = Citation.objects.filter(source=source.pk, **{f"{target}__isnull": False})
        first = citations.values_list(f"{target}_id", flat=True)
        if any(rests_on_published(cited) for cited in kind._base_manager.filter(pk__in=first[:50])):
            return True
    return False
