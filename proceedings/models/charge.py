"""Charges and their civil counterpart, claims."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.history import StampedHistory
from proceedings.law.codes import ChargeLinkKind, Modifier, Severity
from proceedings.models.defendant import Defendant


class Charge(models.Model):
    """One count against one defendant."""

    key = models.SlugField(_("key"), max_length=120, help_text=_("Its name within the case; kept."))
    # Defendants are sealed, never deleted.
    defendant = models.ForeignKey(Defendant, on_delete=models.PROTECT, related_name="charges")
    count_label = models.CharField(
        _("count"), max_length=80, help_text=_("As in “Count 1, first alternative”.")
    )
    offence = models.CharField(_("offense as charged"), max_length=400)
    statute = models.CharField(_("statute"), max_length=200, blank=True)
    statute_version = models.CharField(_("version of the statute"), max_length=80, blank=True)
    severity = models.CharField(_("severity"), max_length=30, choices=Severity.choices, blank=True)
    degree = models.CharField(_("degree, as worded"), max_length=120, blank=True)
    modifier = models.CharField(_("modifier"), max_length=30, choices=Modifier.choices, blank=True)
    alternative_group = models.CharField(
        _("alternative group"),
        max_length=80,
        blank=True,
        help_text=_("Charges of one defendant with the same group are theories of one count."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    note = models.TextField(_("note"), blank=True)

    history = StampedHistory()

    class Meta:
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        ordering = ("defendant", "position", "pk")
        constraints = (
            models.UniqueConstraint(name="charge_key_once", fields=("defendant", "key")),
            models.CheckConstraint(name="charge_of_an_offence", condition=~Q(offence="")),
        )

    def __str__(self) -> str:
        return f"{self.defendant.party.name}: {self.count_label}, {self.offence}"


class ChargeLink(models.Model):
    """How a charge stands to another, read from `charge` to `other`: this one refiles that one."""

    # Part of the charge that states it.
    charge = models.ForeignKey(Charge, on_delete=models.CASCADE, related_name="links")
    # The other charge must not vanish from under the link.
    other = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="links_here")
    kind = models.CharField(_("kind"), max_length=30, choices=ChargeLinkKind.choices)

    history = StampedHistory()

    class Meta:
        verbose_name = _("link to another charge")
        verbose_name_plural = _("links to other charges")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="charge_link_once", fields=("charge", "other", "kind")),
            models.CheckConstraint(name="charge_link_of_two", condition=~Q(charge=models.F("other"))),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other.count_label}"


class Claim(models.Model):
    """A cause of action against one civil defendant; “the complaint” where no text lists the claims."""

    key = models.SlugField(_("key"), max_length=120, help_text=_("Its name within the case; kept."))
    # Defendants are sealed, never deleted.
    defendant = models.ForeignKey(Defendant, on_delete=models.PROTECT, related_name="claims")
    label = models.CharField(_("claim"), max_length=300, default="the complaint")
    position = models.PositiveIntegerField(_("position"), default=0)
    note = models.TextField(_("note"), blank=True)

    history = StampedHistory()

    class Meta:
        verbose_name = _("civil claim")
        verbose_name_plural = _("civil claims")
        ordering = ("defendant", "position", "pk")
        constraints = (models.UniqueConstraint(name="claim_key_once", fields=("defendant", "key")),)

    def __str__(self) -> str:
        return f"{self.defendant.party.name}: {self.label}"


class ClaimLink(models.Model):
    """How a claim stands to another: this one continues, or refiles, that one."""

    KINDS = (ChargeLinkKind.CONTINUES, ChargeLinkKind.REFILES)

    # Part of the claim that states it.
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="links")
    # The other claim must not vanish from under the link.
    other = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="links_here")
    kind = models.CharField(_("kind"), max_length=30, choices=[(kind.value, kind.label) for kind in KINDS])

    history = StampedHistory()

    class Meta:
        verbose_name = _("link to another claim")
        verbose_name_plural = _("links to other claims")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="claim_link_once", fields=("claim", "other", "kind")),
            models.CheckConstraint(name="claim_link_of_two", condition=~Q(claim=models.F("other"))),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other.label}"
