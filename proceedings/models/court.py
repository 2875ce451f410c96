"""Courts, and other bodies that decide."""

from __future__ import annotations

import zoneinfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kit.history import StampedHistory
from proceedings.law.codes import CourtKind


def validate_time_zone(name: str) -> None:
    """Refuse a name that is no IANA time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone; expected a name such as America/Denver"), params={"name": name}
        )


class Court(models.Model):
    """A court of law or an administrative body, with the time zone its days are counted in."""

    key = models.SlugField(
        _("key"), max_length=120, unique=True, help_text=_("Its name in case files; kept.")
    )
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(
        _("kind"), max_length=30, choices=CourtKind.choices, default=CourtKind.COURT.value
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("ISO 3166-1, two letters.")
    )
    subdivision = models.CharField(_("subdivision"), max_length=10, blank=True, help_text=_("ISO 3166-2."))
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", validators=[validate_time_zone]
    )
    courts_db_id = models.CharField(
        _("courts-db id"),
        max_length=60,
        null=True,  # many courts have none, and none is equal to none under a unique constraint
        blank=True,
        unique=True,
        help_text=_("Its id in Free Law Project's list of courts."),
    )
    note = models.TextField(_("note"), blank=True)

    history = StampedHistory()

    class Meta:
        verbose_name = _("court")
        verbose_name_plural = _("courts")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                name="court_kind_known", condition=Q(kind__in=[kind.value for kind in CourtKind])
            ),
            models.CheckConstraint(name="court_named", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """Return the readable end of the court's address."""
        return slugify(self.name) or "court"
