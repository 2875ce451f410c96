"""What the admin shows to whom: records closed to the public are shown to administrators only."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from people.models import Identifier, IdentityDecision, OtherName, Party
from proceedings.models import (
    Case,
    CaseLink,
    Charge,
    ChargeLink,
    Claim,
    ClaimLink,
    Correction,
    Defendant,
    Effect,
    Event,
    EventParty,
    HarmedPerson,
    Incident,
    Participation,
    PressFactEvent,
    Report,
    Representation,
    ReviewNote,
    SentenceComponent,
    StatusSpan,
)
from proceedings.models.status_span_queries import in_force
from proceedings.record.roles import may_seal

# For each model, which restriction closes a row of it, and by which of its columns: (target, column).
_DEFENDANT = (("defendant", "defendant"), ("case", "defendant__case"), ("party", "defendant__party"))
CLOSED_BY: dict[type[models.Model], tuple[tuple[str, str], ...]] = {
    Party: (("party", "pk"),),
    OtherName: (("party", "party"),),
    Identifier: (("party", "party"),),
    IdentityDecision: (("party", "first"), ("party", "second")),
    HarmedPerson: (("party", "party"),),
    Case: (("case", "pk"),),
    CaseLink: (("case", "case"), ("case", "other")),
    Participation: (("case", "case"), ("party", "party")),
    Representation: (("case", "participation__case"), ("party", "participation__party"), ("party", "party")),
    Defendant: (("defendant", "pk"), ("case", "case"), ("party", "party")),
    Charge: (("charge", "pk"), *_DEFENDANT),
    Claim: _DEFENDANT,
    ChargeLink: (
        ("charge", "other"),
        ("defendant", "other__defendant"),
        ("party", "other__defendant__party"),
    ),
    ClaimLink: (("defendant", "other__defendant"), ("party", "other__defendant__party")),
    Event: (("event", "pk"), ("case", "case")),
    Effect: (("charge", "charge"), *_DEFENDANT),
    SentenceComponent: (("charge", "charge"), *_DEFENDANT),
    EventParty: (("party", "party"),),
    PressFactEvent: (("event", "event"), ("case", "event__case")),
    Correction: (("case", "case"), ("event", "event"), ("case", "event__case")),
    ReviewNote: (
        ("event", "event"),
        ("case", "event__case"),
        *_DEFENDANT,
        ("case", "case"),
        ("charge", "charge"),
        ("defendant", "charge__defendant"),
        ("case", "charge__defendant__case"),
        ("party", "charge__defendant__party"),
        ("party", "party"),
    ),
    Report: (*_DEFENDANT, ("case", "case"), ("party", "party")),
    StatusSpan: (("defendant", "defendant"), ("case", "case"), ("party", "party")),
}

# What a row is about: when all of that is closed, so is the row, for its own words would tell.
ABOUT: dict[type[models.Model], tuple[type[models.Model], str]] = {
    Case: (Defendant, "case"),
    Event: (Effect, "event"),
    Party: (Defendant, "party"),
    Incident: (Case, "incident"),
}


def visible_to(user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Keep the rows a user of the admin may see."""
    if may_seal(user):
        return rows
    model: Any = rows.model._meta.concrete_model
    for target, column in CLOSED_BY.get(model, ()):
        rows = rows.exclude(Exists(in_force(**{target: OuterRef(column)})))
    if model in ABOUT:
        return _with_one_left(user, rows, *ABOUT[model])
    if model is Correction:
        shown = visible_to(user, Incident.objects.filter(pk=OuterRef("incident_id")))
        return rows.filter(Q(incident=None) | Exists(shown))
    return rows


def _with_one_left(
    user: Any, rows: models.QuerySet[Any], part: type[models.Model], owner: str
) -> models.QuerySet[Any]:
    """Leave out what is about closed records only: its own words would name them."""
    parts = part._default_manager.filter(**{owner: OuterRef("pk")})
    return rows.filter(~Exists(parts) | Exists(visible_to(user, parts)))


def sees(user: Any, model: type[models.Model], pk: Any) -> bool:
    """Tell whether a user may see one row."""
    return visible_to(user, model._default_manager.filter(pk=pk)).exists()
