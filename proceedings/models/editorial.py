"""What editors decide about records: restrictions, and corrections in public."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.history import StampedHistory
from people.models import Party
from proceedings.law.codes import RestrictionKind, Scope
from proceedings.models.case import Case
from proceedings.models.charge import Charge
from proceedings.models.defendant import Defendant
from proceedings.models.event import Event
from proceedings.models.incident import Incident


class Restriction(models.Model):
    """A party, a case or a defendant closed to the public whole; or an event or a charge, a part of it.

    It holds from its first day until its last (both in UTC; no last day: until lifted), at every `known`.
    Lifted, it held until the day before; one that was lifted on its first day held no whole day.
    """

    WHOLE: ClassVar[tuple[str, ...]] = ("party", "case", "defendant")
    PART: ClassVar[tuple[str, ...]] = ("charge", "event")

    # What is restricted is never deleted: the restriction would go with it.
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="restrictions"
    )
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="restrictions"
    )
    defendant = models.ForeignKey(
        Defendant, on_delete=models.PROTECT, null=True, blank=True, related_name="restrictions"
    )
    charge = models.ForeignKey(
        Charge, on_delete=models.PROTECT, null=True, blank=True, related_name="restrictions"
    )
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="restrictions"
    )
    kind = models.CharField(_("kind"), max_length=30, choices=RestrictionKind.choices)
    legal_basis = models.TextField(_("legal basis"))
    since = models.DateField(_("from"))
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day; empty: until lifted.")
    )
    lifted_on = models.DateField(_("opened again on"), null=True, blank=True, editable=False)
    note = models.TextField(_("internal note"), blank=True)

    history = StampedHistory()

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        ordering = ("-since", "pk")
        constraints = (
            models.CheckConstraint(
                name="restriction_of_one_record",
                condition=(
                    Q(party__isnull=False, case=None, defendant=None, charge=None, event=None)
                    | Q(party=None, case__isnull=False, defendant=None, charge=None, event=None)
                    | Q(party=None, case=None, defendant__isnull=False, charge=None, event=None)
                    | Q(party=None, case=None, defendant=None, charge__isnull=False, event=None)
                    | Q(party=None, case=None, defendant=None, charge=None, event__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="restriction_days_in_order",
                condition=Q(until=None)
                | Q(until__gte=models.F("since"))
                | Q(lifted_on__gte=models.F("since")),
            ),
            models.CheckConstraint(
                name="restriction_kind_known", condition=Q(kind__in=[kind.value for kind in RestrictionKind])
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.since}"

    @property
    def scope(self) -> Scope:
        """Tell how much of a record is closed."""
        return Scope.PART if self.charge_id or self.event_id else Scope.WHOLE


class Correction(models.Model):
    """A public note of what was wrong here, what is right, why and when."""

    # A correction stays as long as what it is about.
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    was = models.TextField(_("what was wrong"))
    now = models.TextField(_("what is right"))
    why = models.TextField(_("why"))
    made_at = models.DateTimeField(_("made at"), editable=False)

    history = StampedHistory()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("-made_at", "pk")

    def __str__(self) -> str:
        return self.was
