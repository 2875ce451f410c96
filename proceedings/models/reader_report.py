"""What readers report about a record: an inbox for the editors, never public."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from people.models import Party
from proceedings.law.codes import ReportKind, ReportState
from proceedings.models.case import Case
from proceedings.models.defendant import Defendant
from proceedings.models.incident import Incident

LONGEST_TEXT = 4000


class Report(models.Model):
    """One message of a reader about one record, with the reference the reader was given.

    It is no fact: it has no history and no instant, and nothing public is read from it.
    """

    TARGETS: ClassVar[tuple[str, ...]] = ("defendant", "case", "incident", "party")

    reference = models.CharField(_("reference"), max_length=12, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ReportKind.choices)
    # Records are closed or withdrawn, never deleted.
    defendant = models.ForeignKey(
        Defendant, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    address = models.CharField(
        _("address"), max_length=400, help_text=_("The page it was written about, with its dates.")
    )
    text = models.TextField(_("what the reader says"), max_length=LONGEST_TEXT)
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("For an answer only; never public."))
    received_at = models.DateTimeField(_("received at"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState.choices, default=ReportState.NEW.value
    )
    note = models.TextField(_("editors' note"), blank=True, help_text=_("What was done about it, and why."))

    class Meta:
        verbose_name = _("report of a reader")
        verbose_name_plural = _("reports of readers")
        ordering = ("-received_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="report_about_one_record",
                condition=(
                    Q(defendant__isnull=False, case=None, incident=None, party=None)
                    | Q(defendant=None, case__isnull=False, incident=None, party=None)
                    | Q(defendant=None, case=None, incident__isnull=False, party=None)
                    | Q(defendant=None, case=None, incident=None, party__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="report_kind_known", condition=Q(kind__in=[kind.value for kind in ReportKind])
            ),
            models.CheckConstraint(
                name="report_state_known", condition=Q(state__in=[state.value for state in ReportState])
            ),
            models.CheckConstraint(name="report_says_something", condition=~Q(text="")),
        )
        indexes = (models.Index(name="report_inbox", fields=("state", "-received_at")),)

    def __str__(self) -> str:
        return self.reference

    @property
    def due_on(self) -> date:
        """The day by which whoever wrote is to have an answer: REPORT_DAYS after it was received."""
        return localdate(self.received_at) + timedelta(days=settings.REPORT_DAYS)

    @property
    def about(self) -> models.Model:
        """Return the record it is about."""
        targets: list[models.Model | None] = [getattr(self, name) for name in self.TARGETS]
        return next(target for target in targets if target is not None)


class ReportCount(models.Model):
    """How many reports one sender tried to send within one hour; kept for a day.

    `sender` is a keyed hash of the day and the network address: nobody can read the address from it.
    """

    sender = models.CharField(_("sender, as a hash"), max_length=64)
    hour = models.DateTimeField(_("hour"))
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("count of reports")
        verbose_name_plural = _("counts of reports")
        constraints = (models.UniqueConstraint(name="report_count_once", fields=("sender", "hour")),)

    def __str__(self) -> str:
        return f"{self.hour}: {self.number}"
