"""A file somebody wants to bring in, kept between the preview and the decision."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """One file to be imported, as it was sent: what is confirmed is this, not what a browser sends again.

    It is no fact: it has no history and no instant, nothing public is read from it, and it goes when it is
    confirmed, dropped or too old.
    """

    # Whose import it is; without the person nobody is left to confirm it.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=20, blank=True, help_text=_("Of a table, where its name does not say it.")
    )
    content = models.BinaryField(_("content"))
    checksum = models.CharField(_("checksum"), max_length=64, help_text=_("SHA-256 of the content."))
    publish = models.BooleanField(
        _("publish at once"), default=False, help_text=_("Otherwise new events wait as drafts.")
    )
    sent_at = models.DateTimeField(_("sent at"))
    expires_at = models.DateTimeField(_("kept until"), db_index=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-sent_at", "-pk")

    def __str__(self) -> str:
        """Name the file."""
        return self.name
