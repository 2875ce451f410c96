"""Parties put together, with a record of what moved; and who looked at what is closed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models import Party


class Merge(models.Model):
    """A party put together with another: what moved is kept, so that they can be put apart again.

    It is no fact: every row that moved has a history of its own.
    """

    # Neither party is ever deleted: one has everything now, the other's address leads to it.
    kept = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="merged_here")
    merged = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="merged_into")
    reason = models.TextField(_("reason"))
    # Each row that moved: its model, its number, the column that named the party.
    moved = models.JSONField(_("what moved"), default=list)
    # The name the kept party got by it, if it had not got it before.
    name_made = models.ForeignKey(
        "people.OtherName", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The accounts may go; what was done stays.
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("put apart at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge of parties")
        verbose_name_plural = _("merges of parties")
        ordering = ("-made_at", "-pk")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("merged"))),
            models.UniqueConstraint(
                name="merged_into_one", fields=("merged",), condition=Q(undone_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"


class Look(models.Model):
    """Somebody saw a record in the admin that is closed to the public."""

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    # The account may go; that somebody looked stays.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    model = models.CharField(_("kind of record"), max_length=60)
    record = models.BigIntegerField(_("number of the record"))
    page = models.CharField(_("page"), max_length=200)

    class Meta:
        verbose_name = _("look at a closed record")
        verbose_name_plural = _("looks at closed records")
        ordering = ("-at", "-pk")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.model} {self.record}"
