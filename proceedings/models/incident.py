"""Incidents: what the cases are about, and what an account of them says."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.history import StampedHistory
from kit.partial_dates import PartialDateField
from people.models import Party
from proceedings.law.codes import Confidence, Harm


class Incident(models.Model):
    """A matter: what happened, where and when; several cases can share one."""

    key = models.SlugField(
        _("key"), max_length=120, unique=True, help_text=_("Its name in addresses and files.")
    )
    title = models.CharField(_("title"), max_length=300)
    date = PartialDateField(_("date"))
    place = models.CharField(_("place"), max_length=300, blank=True)
    summary = models.TextField(_("summary"))
    note = models.TextField(_("note"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=1, choices=Confidence.choices, blank=True)

    history = StampedHistory()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ("title", "pk")
        indexes = (models.Index(name="incident_title", fields=("title",)),)

    def __str__(self) -> str:
        return self.title


class HarmedPerson(models.Model):
    """A person the incident harmed; named in public only for a recorded reason."""

    # Part of the incident, which is never deleted.
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="harmed")
    # A person is not deleted while an incident names them.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="harmed_in")
    harm = models.CharField(_("harm"), max_length=20, choices=Harm.choices)
    named_because = models.TextField(
        _("named because"), blank=True, help_text=_("Why the name is public; empty keeps it private.")
    )

    minor = models.BooleanField(
        _("under eighteen at the time"), default=False, help_text=_("Never named in public, for no reason.")
    )

    history = StampedHistory()

    class Meta:
        verbose_name = _("person named as harmed")
        verbose_name_plural = _("persons named as harmed")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="harmed_once", fields=("incident", "party")),
            models.CheckConstraint(
                name="harmed_minor_unnamed", condition=Q(minor=False) | Q(named_because="")
            ),
        )

    def __str__(self) -> str:
        return str(self.party)


class DisputedClaim(models.Model):
    """Something said about the incident that no court decided: shown as a claim, never as a fact."""

    # Part of the incident.
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="disputed_claims")
    claim = models.CharField(_("claim"), max_length=300)
    texts = models.TextField(_("who says what"))
    shown_as = models.CharField(_("shown as"), max_length=300, blank=True)

    history = StampedHistory()

    class Meta:
        verbose_name = _("disputed claim")
        verbose_name_plural = _("disputed claims")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.claim


class PressFact(models.Model):
    """One statement of a published account, shown as it says, with what contradicts it."""

    # Part of the incident.
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="press_facts")
    # A source stays while anything cites it.
    source = models.ForeignKey("proceedings.Source", on_delete=models.PROTECT, related_name="press_facts")
    number = models.PositiveIntegerField(_("number"))
    fact = models.TextField(_("what it says"))
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    contradicted_by = models.TextField(_("contradicted by"), blank=True)
    note = models.TextField(_("note"), blank=True)
    public = models.BooleanField(_("public"), default=True)

    history = StampedHistory()

    class Meta:
        verbose_name = _("statement of an account")
        verbose_name_plural = _("statements of an account")
        ordering = ("number", "pk")
        constraints = (
            models.UniqueConstraint(name="press_fact_number_once", fields=("incident", "source", "number")),
            models.CheckConstraint(name="press_fact_says_something", condition=~Q(fact="")),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.fact}"


class PressFactEvent(models.Model):
    """An event that carries, or bears on, a statement of an account."""

    # Part of the statement.
    press_fact = models.ForeignKey(PressFact, on_delete=models.CASCADE, related_name="event_links")
    # Events are withdrawn, never deleted.
    event = models.ForeignKey("proceedings.Event", on_delete=models.PROTECT, related_name="press_links")

    history = StampedHistory()

    class Meta:
        verbose_name = _("event of a statement")
        verbose_name_plural = _("events of a statement")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="press_fact_event_once", fields=("press_fact", "event")),)

    def __str__(self) -> str:
        return f"{self.press_fact_id} - {self.event}"
