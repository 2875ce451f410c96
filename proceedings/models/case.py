"""Cases, their docket numbers and how they stand to each other."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kit.history import StampedHistory
from kit.text_folding import docket_key
from proceedings.law.codes import CaseLinkKind, CaseType, Confidence
from proceedings.models.court import Court
from proceedings.models.incident import Incident

CIVIL_TYPES = (CaseType.CIVIL, CaseType.ADMINISTRATIVE)


class Case(models.Model):
    """One proceeding before one court, under one docket number."""

    key = models.SlugField(
        _("key"), max_length=160, unique=True, help_text=_("Its name in case files; kept.")
    )
    # A court is not deleted while it has cases.
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="cases")
    docket_number = models.CharField(_("docket number as printed"), max_length=80, blank=True)
    docket_key = models.CharField(_("docket number, normalised"), max_length=80, blank=True, editable=False)
    print_docket = models.BooleanField(_("print the docket number"), default=True)
    caption = models.CharField(_("caption"), max_length=400)
    caption_is_description = models.BooleanField(
        _("caption is our description"),
        default=False,
        help_text=_("Ticked when the caption itself was not read."),
    )
    type = models.CharField(_("type"), max_length=30, choices=CaseType.choices)
    # An incident is not deleted while cases share it.
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="cases", null=True, blank=True
    )
    confidence = models.CharField(_("confidence"), max_length=1, choices=Confidence.choices, blank=True)
    note = models.TextField(_("editor's note"), blank=True, help_text=_("Public."))
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    noindex = models.BooleanField(_("keep out of search engines"), default=False)

    history = StampedHistory()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ("caption", "pk")
        constraints = (
            models.UniqueConstraint(
                name="docket_once_per_court", fields=("court", "docket_key"), condition=~Q(docket_key="")
            ),
            models.CheckConstraint(
                name="case_type_known", condition=Q(type__in=[kind.value for kind in CaseType])
            ),
            models.CheckConstraint(name="case_captioned", condition=~Q(caption="")),
        )
        # The unique constraint leaves out cases without a number; SQLite cannot use such an index to look
        # a number up, and every case of a load is looked up by its number.
        indexes = (
            models.Index(name="case_docket", fields=("docket_key", "court")),
            # The list of cases is in this order.
            models.Index(name="case_caption", fields=("caption", "id")),
            # The queues of the desk.
            models.Index(name="case_reviewed", fields=("reviewed_on", "id")),
            models.Index(name="case_never_reviewed", fields=("id",), condition=Q(reviewed_on=None)),
        )

    def __str__(self) -> str:
        return self.caption

    @property
    def slug(self) -> str:
        """Return the readable end of the case's address."""
        return slugify(self.caption)[:80].strip("-") or "case"

    @property
    def is_civil(self) -> bool:
        """Tell whether the civil tables of the rules read this case."""
        return self.type in CIVIL_TYPES

    @property
    def is_administrative(self) -> bool:
        """Tell whether its defendants are cited rather than sued."""
        return self.type == CaseType.ADMINISTRATIVE

    @property
    def is_appeal(self) -> bool:
        """Tell whether its events act on the charges of the case below."""
        return self.type == CaseType.APPEAL

    @property
    def public_docket(self) -> str:
        """Return the docket number when it may be printed, else nothing."""
        return self.docket_number if self.print_docket else ""

    def normalise(self) -> None:
        """Derive the key under which all printed styles of the docket number meet."""
        self.docket_key = docket_key(self.docket_number)


class OtherDocket(models.Model):
    """Another style or number under which papers print the same case."""

    # Part of the case, which is never deleted.
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="other_dockets")
    number = models.CharField(_("number"), max_length=80)

    history = StampedHistory()

    class Meta:
        verbose_name = _("other docket number")
        verbose_name_plural = _("other docket numbers")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="other_docket_once", fields=("case", "number")),)

    def __str__(self) -> str:
        return self.number


class CaseLink(models.Model):
    """How a case stands to another, read from `case` to `other`."""

    # Part of the case that states it.
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    # The other case must not vanish from under the link.
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_here")
    kind = models.CharField(_("kind"), max_length=30, choices=CaseLinkKind.choices)

    history = StampedHistory()

    class Meta:
        verbose_name = _("link to another case")
        verbose_name_plural = _("links to other cases")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="case_link_once", fields=("case", "other", "kind")),
            models.CheckConstraint(name="case_link_of_two", condition=~Q(case=models.F("other"))),
            models.CheckConstraint(
                name="case_link_kind_known", condition=Q(kind__in=[kind.value for kind in CaseLinkKind])
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.other}"
