"""Sentence components: the parts of what a court imposed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.history import StampedHistory
from proceedings.law.codes import (
    ComponentKind,
    Confidence,
    Relation,
    TermUnit,
)
from proceedings.models.charge import Charge
from proceedings.models.defendant import Defendant
from proceedings.models.event import Event

# What was imposed, in the order it is asked for; beside them stand on whom, the court's words and our doubts.
TERM_FIELDS = (
    "kind",
    "minimum",
    "maximum",
    "suspended",
    "unit",
    "credit",
    "relation",
    "amount",
    "currency",
    "supervised",
    "time_served",
)


class SentenceComponent(models.Model):
    """One part of a sentence, in the court's own unit: 18 months is never 547 days.

    `minimum`, `maximum` and `suspended` are in `unit`; a fixed term has only a maximum. `credit` is in days.
    Without a charge the component stands for every charge its event sentences.
    """

    # Part of the event, which is withdrawn, never deleted.
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="components")
    # As with effects.
    defendant = models.ForeignKey(Defendant, on_delete=models.PROTECT, related_name="components")
    charge = models.ForeignKey(
        Charge, on_delete=models.PROTECT, related_name="components", null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=30, choices=ComponentKind.choices)
    minimum = models.DecimalField(_("minimum"), max_digits=8, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(_("term (maximum)"), max_digits=8, decimal_places=2, null=True, blank=True)
    suspended = models.DecimalField(
        _("of which suspended"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=10, choices=TermUnit.choices, blank=True)
    credit = models.DecimalField(_("credit (days)"), max_digits=8, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, help_text=_("ISO 4217, such as USD.")
    )
    supervised = models.BooleanField(_("supervised"), null=True, blank=True)
    time_served = models.BooleanField(_("time served"), default=False)
    relation = models.CharField(
        _("relation to the other parts"),
        max_length=20,
        choices=Relation.choices,
        default=Relation.NOT_STATED.value,
    )
    text = models.CharField(_("as worded"), max_length=400, blank=True)
    confidence = models.CharField(_("confidence"), max_length=1, choices=Confidence.choices, blank=True)
    dispute = models.TextField(_("dispute between sources"), blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    history = StampedHistory()

    class Meta:
        verbose_name = _("sentence component")
        verbose_name_plural = _("sentence components")
        ordering = ("event", "position", "pk")
        constraints = (
            models.CheckConstraint(
                name="component_kind_known", condition=Q(kind__in=[kind.value for kind in ComponentKind])
            ),
            models.CheckConstraint(
                name="component_terms_not_negative",
                condition=(Q(minimum=None) | Q(minimum__gte=0))
                & (Q(maximum=None) | Q(maximum__gte=0))
                & (Q(suspended=None) | Q(suspended__gte=0))
                & (Q(credit=None) | Q(credit__gte=0))
                & (Q(amount=None) | Q(amount__gte=0)),
            ),
            models.CheckConstraint(
                name="component_minimum_within_maximum",
                condition=Q(minimum=None) | Q(maximum=None) | Q(minimum__lte=F("maximum")),
            ),
            models.CheckConstraint(
                name="component_suspended_within_term",
                condition=Q(suspended=None) | Q(maximum=None) | Q(suspended__lte=F("maximum")),
            ),
            models.CheckConstraint(
                name="component_term_has_unit", condition=Q(maximum=None, minimum=None) | ~Q(unit="")
            ),
            models.CheckConstraint(
                name="component_money_has_currency", condition=Q(amount=None) | ~Q(currency="")
            ),
        )
        indexes = (models.Index(name="component_disputed", fields=("event",), condition=~Q(dispute="")),)

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_disputed(self) -> bool:
        """Tell whether only weak sources report it: then it is shown, and counts for nothing."""
        return self.confidence == Confidence.C
