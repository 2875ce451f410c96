"""What editors say to each other about a record: never public."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Party
from proceedings.models.case import Case
from proceedings.models.charge import Charge
from proceedings.models.defendant import Defendant
from proceedings.models.event import Event


class ReviewNote(models.Model):
    """A remark on one record, open until somebody settles it.

    It is no fact: it has no history and no instant, and nothing public is read from it.
    """

    TARGETS: ClassVar[tuple[str, ...]] = ("event", "case", "defendant", "charge", "party")

    # Records are closed or withdrawn, never deleted.
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="review_notes"
    )
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="review_notes"
    )
    defendant = models.ForeignKey(
        Defendant, on_delete=models.PROTECT, null=True, blank=True, related_name="review_notes"
    )
    charge = models.ForeignKey(
        Charge, on_delete=models.PROTECT, null=True, blank=True, related_name="review_notes"
    )
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="review_notes"
    )
    text = models.TextField(_("note"), max_length=2000)
    # The account may go; what was said stays.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("review note")
        verbose_name_plural = _("review notes")
        ordering = ("pk",)
        default_permissions = ("view", "add", "change")
        constraints = (
            models.CheckConstraint(
                name="review_note_on_one_record",
                condition=(
                    Q(event__isnull=False, case=None, defendant=None, charge=None, party=None)
                    | Q(event=None, case__isnull=False, defendant=None, charge=None, party=None)
                    | Q(event=None, case=None, defendant__isnull=False, charge=None, party=None)
                    | Q(event=None, case=None, defendant=None, charge__isnull=False, party=None)
                    | Q(event=None, case=None, defendant=None, charge=None, party__isnull=False)
                ),
            ),
            models.CheckConstraint(name="review_note_says_something", condition=~Q(text="")),
        )
        indexes = (models.Index(name="review_note_open", fields=("id",), condition=Q(settled_at=None)),)

    def __str__(self) -> str:
        return self.text

    @property
    def about(self) -> models.Model:
        """Return the record it is about."""
        targets: list[models.Model | None] = [getattr(self, name) for name in self.TARGETS]
        return next(target for target in targets if target is not None)
