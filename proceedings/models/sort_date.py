"""The days by which lists are in order, where they come from other tables: copies, one row a fact.

A case is listed under the day it began, a charge or a claim under the day it was brought, a part of a
sentence under the day of its sentence. To sort by them, a database would read everything there is for each
page. They stand in tables of their own, not on the facts, because they are no facts: they have no history,
and nobody enters, saves or compares them. `proceedings.record.sort_dates` keeps them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from proceedings.models.case import Case
from proceedings.models.charge import Charge, Claim
from proceedings.models.sentence import SentenceComponent


class ListedDay(models.Model):
    """The first and last day that may be the day a fact is listed under; rests on published events alone."""

    # The column that names the fact.
    OF: ClassVar[str]

    latest = models.DateField(_("last possible day"))
    earliest = models.DateField(_("first possible day"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.latest.isoformat()


class DayOfCase(ListedDay):
    """The day a case began: of its first published event that is more than a statement, else of any."""

    OF = "case_id"

    # Derived from the case's events.
    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="listed")

    class Meta:
        verbose_name = _("day a case began")
        verbose_name_plural = _("days cases began")
        indexes = (models.Index(name="day_of_case", fields=("latest", "case")),)


class DayOfCharge(ListedDay):
    """The day a charge was brought: of the first published event that acted on it."""

    OF = "charge_id"

    # Derived from what was done to the charge.
    charge = models.OneToOneField(Charge, on_delete=models.CASCADE, primary_key=True, related_name="listed")

    class Meta:
        verbose_name = _("day a charge was brought")
        verbose_name_plural = _("days charges were brought")
        indexes = (models.Index(name="day_of_charge", fields=("latest", "charge")),)


class DayOfClaim(ListedDay):
    """The day a civil claim was brought: of the first published event that acted on it."""

    OF = "claim_id"

    # Derived from what was done to the claim.
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, primary_key=True, related_name="listed")

    class Meta:
        verbose_name = _("day a claim was brought")
        verbose_name_plural = _("days claims were brought")
        indexes = (models.Index(name="day_of_claim", fields=("latest", "claim")),)


class DayOfComponent(ListedDay):
    """The day of the published sentence a part belongs to."""

    OF = "component_id"

    # Derived from the event the part belongs to.
    component = models.OneToOneField(
        SentenceComponent, on_delete=models.CASCADE, primary_key=True, related_name="listed"
    )

    class Meta:
        verbose_name = _("day of a part of a sentence")
        verbose_name_plural = _("days of parts of sentences")
        indexes = (models.Index(name="day_of_component", fields=("latest", "component")),)
