"""Sources and citations: who says so."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.history import StampedHistory
from kit.partial_dates import PartialDateField
from people.models import Party
from proceedings.law.codes import Confidence, SourceKind
from proceedings.models.case import Case
from proceedings.models.charge import Charge
from proceedings.models.court import Court
from proceedings.models.event import Event
from proceedings.models.incident import Incident
from proceedings.models.sentence import SentenceComponent


class Source(models.Model):
    """A text that says something: a court paper, a report, a statement."""

    key = models.SlugField(
        _("key"), max_length=160, unique=True, help_text=_("Its name in case files; kept.")
    )
    publisher = models.CharField(_("publisher"), max_length=300)
    title = models.CharField(_("title"), max_length=500, blank=True)
    title_is_description = models.BooleanField(
        _("title is our description"), default=False, help_text=_("Then it is not printed as a headline.")
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    link_public = models.BooleanField(
        _("link it in public"),
        default=True,
        help_text=_("Unticked: cited by publisher, title and date only."),
    )
    kind = models.CharField(_("kind"), max_length=30, choices=SourceKind.choices)
    published = PartialDateField(_("published"), blank=True)
    accessed = models.DateField(_("accessed"), null=True, blank=True)
    archived_url = models.URLField(_("archived copy"), max_length=1000, blank=True)
    checksum = models.CharField(
        _("checksum"), max_length=140, blank=True, help_text=_("sha256 of the copy kept.")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Public."))

    history = StampedHistory()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("publisher", "title", "pk")
        constraints = (
            models.CheckConstraint(
                name="source_kind_known", condition=Q(kind__in=[kind.value for kind in SourceKind])
            ),
            models.CheckConstraint(name="source_published_by_someone", condition=~Q(publisher="")),
        )

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}" if self.title else self.publisher

    @property
    def public_url(self) -> str:
        """Return the address a public page may link, else nothing."""
        return self.url if self.link_public else ""

    @property
    def public_archived_url(self) -> str:
        """Return the address of the archived copy a public page may link, else nothing."""
        return self.archived_url if self.link_public else ""


class Citation(models.Model):
    """A source that backs one fact, with where in it, how well, and what it says otherwise."""

    TARGETS: ClassVar[tuple[str, ...]] = (
        "event",
        "case",
        "charge",
        "component",
        "incident",
        "party",
        "court",
    )

    # A source stays while anything cites it.
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    # Each citation is part of the one fact it backs.
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="citations")
    charge = models.ForeignKey(
        Charge, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    component = models.ForeignKey(
        SentenceComponent, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    court = models.ForeignKey(
        Court, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    pinpoint = models.CharField(_("where in it"), max_length=200, blank=True)
    confidence = models.CharField(_("confidence"), max_length=1, choices=Confidence.choices, blank=True)
    differs = models.TextField(_("what it says otherwise"), blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    history = StampedHistory()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                name="citation_of_one_fact",
                condition=(
                    Q(
                        event__isnull=False,
                        case=None,
                        charge=None,
                        component=None,
                        incident=None,
                        party=None,
                        court=None,
                    )
                    | Q(
                        event=None,
                        case__isnull=False,
                        charge=None,
                        component=None,
                        incident=None,
                        party=None,
                        court=None,
                    )
                    | Q(
                        event=None,
                        case=None,
                        charge__isnull=False,
                        component=None,
                        incident=None,
                        party=None,
                        court=None,
                    )
                    | Q(
                        event=None,
                        case=None,
                        charge=None,
                        component__isnull=False,
                        incident=None,
                        party=None,
                        court=None,
                    )
                    | Q(
                        event=None,
                        case=None,
                        charge=None,
                        component=None,
                        incident__isnull=False,
                        party=None,
                        court=None,
                    )
                    | Q(
                        event=None,
                        case=None,
                        charge=None,
                        component=None,
                        incident=None,
                        party__isnull=False,
                        court=None,
                    )
                    | Q(
                        event=None,
                        case=None,
                        charge=None,
                        component=None,
                        incident=None,
                        party=None,
                        court__isnull=False,
                    )
                ),
            ),
            *(
                models.UniqueConstraint(
                    name=f"citation_once_per_{target}",
                    fields=(target, "source", "pinpoint"),
                    condition=Q(**{f"{target}__isnull": False}),
                )
                for target in ("event", "case", "charge", "component", "incident", "party", "court")
            ),
        )
        indexes = (
            models.Index(
                name="citation_differs",
                fields=("event",),
                condition=Q(event__isnull=False) & ~Q(differs=""),
            ),
        )

    def __str__(self) -> str:
        return str(self.source)
