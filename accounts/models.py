"""Sign-ins, refused ones too; invitations; and the rows of the cache that all processes share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

VALID_FOR = timedelta(days=7)


def expiry() -> datetime:
    """Return until when an invitation made now is good."""
    return datetime.now(UTC) + VALID_FOR


class Outcome(models.TextChoices):
    """How an attempt to sign in went, or what was done with a second factor."""

    SIGNED_IN = "signed_in", _("signed in")
    CONFIRMED = "confirmed", _("confirmed with a second factor")
    REFUSED = "refused", _("refused: name or password")
    REFUSED_FACTOR = "refused_factor", _("refused: second factor")
    LIMITED = "limited", _("refused: too many attempts")
    FACTOR_ADDED = "factor_added", _("added a second factor")
    FACTOR_REMOVED = "factor_removed", _("removed a second factor")
    JOINED = "joined", _("accepted an invitation")


class SignIn(models.Model):
    """One attempt to sign in. What was typed is not kept: people type passwords where names belong."""

    at = models.DateTimeField(_("at"), db_index=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    # The account may go; that somebody was let in stays.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
        help_text=_("Empty: no account of that name."),
    )
    methods = models.CharField(_("by"), max_length=100, blank=True)
    network = models.CharField(_("network"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ("-at", "-pk")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_outcome_display()}"


class Invitation(models.Model):
    """A link by which one person may make an account with a role, once, within a week."""

    email = models.EmailField(_("e-mail address"))
    # A role that people are invited to is not deleted.
    role = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", verbose_name=_("role"))
    # The accounts may go; who let whom in stays as far as known.
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("good until"), default=expiry, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at", "-pk")
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return self.email

    def is_open(self, *, now: datetime | None = None) -> bool:
        """Tell whether the link still works."""
        moment = now or datetime.now(UTC)
        return self.accepted_at is None and self.withdrawn_at is None and moment < self.expires_at


class Shared(models.Model):
    """A row of Django's database cache, which counts attempts for all processes and machines.

    Django reads and writes it by itself; the model is here so that `migrate` makes the table.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "shared_cache"
        default_permissions = ()

    def __str__(self) -> str:
        return self.cache_key
