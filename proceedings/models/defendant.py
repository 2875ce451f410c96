"""Defendants, and everyone else who takes part in a case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kit.history import StampedHistory
from kit.partial_dates import PartialDateField
from people.models import Party
from proceedings.law.codes import Role
from proceedings.models.case import Case


class Defendant(models.Model):
    """One party as a defendant in one case: the unit every status belongs to."""

    # Cases and parties are closed or sealed, never deleted.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="defendants")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="defendants")
    name_as_printed = models.CharField(
        _("name as printed"),
        max_length=300,
        blank=True,
        help_text=_("As this case prints it, where it differs."),
    )
    position = models.PositiveIntegerField(_("position"), default=0, help_text=_("Order in the caption."))
    note = models.TextField(_("note"), blank=True)
    noindex = models.BooleanField(_("keep out of search engines"), default=False)

    history = StampedHistory()

    class Meta:
        verbose_name = _("defendant")
        verbose_name_plural = _("defendants")
        ordering = ("case", "position", "pk")
        constraints = (models.UniqueConstraint(name="defendant_once_per_case", fields=("case", "party")),)

    def __str__(self) -> str:
        return f"{self.party.name} ({self.case.caption})"

    @property
    def slug(self) -> str:
        """Return the readable end of the defendant's address: the name, and no word of any crime."""
        return slugify(self.party.name) or "defendant"


class Participation(models.Model):
    """Another role in a case, with its period and, for counsel, whom it represents.

    A victim is named in public only for a recorded reason.
    """

    # Part of the case.
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="participations")
    # A person is not deleted while a case names them.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    since = PartialDateField(_("from"), blank=True)
    until = PartialDateField(_("until"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    named_because = models.TextField(
        _("named because"),
        blank=True,
        help_text=_("Of a victim: why the name is public; empty keeps it private."),
    )

    history = StampedHistory()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ("pk",)
        # Who has a role is looked for among all parties.
        indexes = (models.Index(fields=("role", "party"), name="participation_role"),)
        constraints = (
            models.UniqueConstraint(name="participation_once", fields=("case", "party", "role", "since")),
            models.CheckConstraint(
                name="participation_role_known", condition=Q(role__in=[role.value for role in Role])
            ),
            models.CheckConstraint(
                name="participation_not_defendant", condition=~Q(role=Role.DEFENDANT.value)
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} ({self.get_role_display()})"

    @property
    def is_named(self) -> bool:
        """Tell whether this role may be told in public: a victim's only for a recorded reason."""
        return self.role != Role.VICTIM or bool(self.named_because)


class Representation(models.Model):
    """Whom a participant acts for."""

    # Part of the participation.
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="representations")
    # As with participations.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="represented_in")

    history = StampedHistory()

    class Meta:
        verbose_name = _("represented party")
        verbose_name_plural = _("represented parties")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="represented_once", fields=("participation", "party")),)

    def __str__(self) -> str:
        return str(self.party)
