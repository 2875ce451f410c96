"""Status spans: what the rules concluded, from which day to which, and when this site said so."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.codepoint_field import CodePointField
from people.models import Party
from proceedings.law.codes import StatusCode
from proceedings.models.case import Case
from proceedings.models.court import Court
from proceedings.models.defendant import Defendant
from proceedings.models.event import Event
from proceedings.models.incident import Incident
from proceedings.models.status_span_queries import FOREVER, NOT_SUPERSEDED, SpanQuerySet

__all__ = [
    "BEGINNING",
    "FOREVER",
    "Load",
    "PartyWord",
    "PublicationClock",
    "SearchWord",
    "Spelling",
    "StatusSpan",
]

BEGINNING = date(1, 1, 1)
# In the order of the list, with all that tells whether a span holds on a day as known at an instant: a list
# of any day is read off from the newest down, and stops when its page is full.
NEWEST_ON_A_DAY = ("-since", "defendant", "valid_from", "valid_until", "recorded_at", "superseded_at")


class StatusSpan(models.Model):
    """One status of one defendant, with the days it held in court and the instants this site said so.

    True in court from `valid_from` until the day before `valid_until`; said here from `recorded_at` until
    `superseded_at`. Append-only; open ends are FOREVER and NOT_SUPERSEDED. Only services write spans, from
    what `proceedings.law.rules` derives. A defendant has spans only once a published event rests on them.
    Case, party, court, incident, type and sort name are copied for the lists.
    """

    # Spans are conclusions about a defendant, and defendants are never deleted.
    defendant = models.ForeignKey(Defendant, on_delete=models.PROTECT, related_name="spans")
    status = models.CharField(_("status"), max_length=40, choices=StatusCode.choices)
    rule = models.PositiveSmallIntegerField(_("row of the precedence table"))
    # The deciding event is withdrawn, never deleted.
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="spans_decided")
    counts = models.JSONField(_("counts"), default=dict)
    qualifiers = models.JSONField(_("qualifiers"), default=list)
    particulars = models.JSONField(_("particulars"), default=dict)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"))
    possible_from = models.DateField(_("possible from"))
    since = models.DateField(_("since"))
    projected_end = models.DateField(_("projected end of sentence"), default=FOREVER)
    recorded_at = models.DateTimeField(_("recorded at"))
    superseded_at = models.DateTimeField(_("superseded at"), default=NOT_SUPERSEDED)
    rules_version = models.PositiveSmallIntegerField(_("version of the rules"))
    # Copies, protected as their originals are.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, related_name="+")
    case_type = models.CharField(_("case type"), max_length=30)
    sort_name = models.CharField(_("sort name"), max_length=300)

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("status span")
        verbose_name_plural = _("status spans")
        ordering = ("defendant", "valid_from")
        constraints = (
            models.UniqueConstraint(
                name="span_once",
                fields=("defendant", "valid_from"),
                condition=Q(superseded_at=NOT_SUPERSEDED),
            ),
            models.CheckConstraint(name="span_days_in_order", condition=Q(valid_from__lt=F("valid_until"))),
            models.CheckConstraint(
                name="span_possible_before", condition=Q(possible_from__lte=F("valid_from"))
            ),
            models.CheckConstraint(name="span_since_before", condition=Q(since__lte=F("valid_from"))),
            models.CheckConstraint(
                name="span_instants_in_order", condition=Q(recorded_at__lt=F("superseded_at"))
            ),
        )
        indexes = (
            # One index a query shape; see "Spans" in docs/architecture.md.
            models.Index(
                name="span_live_since",
                fields=("-since", "defendant"),
                condition=Q(superseded_at=NOT_SUPERSEDED, valid_until=FOREVER),
            ),
            models.Index(
                name="span_live_name",
                fields=("sort_name", "defendant"),
                condition=Q(superseded_at=NOT_SUPERSEDED, valid_until=FOREVER),
            ),
            models.Index(
                name="span_live_end",
                fields=("projected_end", "defendant"),
                condition=Q(superseded_at=NOT_SUPERSEDED, valid_until=FOREVER) & Q(projected_end__lt=FOREVER),
            ),
            models.Index(
                name="span_live_status",
                fields=("status", "court", "-since", "defendant"),
                condition=Q(superseded_at=NOT_SUPERSEDED),
            ),
            models.Index(
                name="span_status_bitemporal",
                fields=("status", *NEWEST_ON_A_DAY),
            ),
            models.Index(name="span_bitemporal", fields=NEWEST_ON_A_DAY),
            # All that is counted, read off without the rows.
            models.Index(
                name="span_live_counted",
                fields=(
                    "status",
                    "case_type",
                    "court",
                    "valid_until",
                    "valid_from",
                    "defendant",
                    "case",
                    "party",
                    "superseded_at",
                ),
                condition=Q(superseded_at=NOT_SUPERSEDED),
            ),
            # Whose spans changed after an instant: a count that is kept is brought up to date by them.
            models.Index(name="span_recorded", fields=("recorded_at",)),
            models.Index(
                name="span_superseded",
                fields=("superseded_at",),
                condition=Q(superseded_at__lt=NOT_SUPERSEDED),
            ),
            # Whether anything begins after a day.
            models.Index(
                name="span_live_last",
                fields=("-valid_from",),
                condition=Q(superseded_at=NOT_SUPERSEDED, valid_until=FOREVER),
            ),
        )

    def __str__(self) -> str:
        return f"{self.defendant_id} {self.status} {self.valid_from}"


class PublicationClock(models.Model):
    """The last instant a writing transaction took: one row, locked while it is moved."""

    last_instant = models.DateTimeField(_("last instant"))

    class Meta:
        verbose_name = _("publication clock")
        verbose_name_plural = _("publication clock")
        constraints = (models.CheckConstraint(name="one_clock", condition=Q(pk=1)),)

    def __str__(self) -> str:
        return self.last_instant.isoformat()


class SearchWord(models.Model):
    """A folded word under which a defendant is found.

    Words of names have a bearer: the defendant's own party, or a person the matter harmed who is named in
    public. Docket numbers that may be printed and words of the matter's title have none.
    """

    # Derived from the defendant.
    defendant = models.ForeignKey(Defendant, on_delete=models.CASCADE, related_name="search_words")
    word = CodePointField(_("word"), max_length=80)
    # Derived from the party's names.
    bearer = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        constraints = (
            models.UniqueConstraint(name="search_word_once", fields=("word", "defendant", "bearer")),
            models.UniqueConstraint(
                name="search_word_of_nobody_once", fields=("word", "defendant"), condition=Q(bearer=None)
            ),
        )

    def __str__(self) -> str:
        return str(self.word)


class PartyWord(models.Model):
    """A folded word of a name of a party, by which it is found whatever its part in a case."""

    # Derived from the party's names.
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="search_words")
    word = CodePointField(_("word"), max_length=80)

    class Meta:
        verbose_name = _("word of a party's name")
        verbose_name_plural = _("words of parties' names")
        constraints = (models.UniqueConstraint(name="party_word_once", fields=("word", "party")),)

    def __str__(self) -> str:
        return str(self.word)


class Spelling(models.Model):
    """A search word, with itself or itself less one letter: what a typing error is looked up under."""

    key = CodePointField(_("key"), max_length=80)
    word = CodePointField(_("word"), max_length=80)

    class Meta:
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")
        constraints = (models.UniqueConstraint(name="spelling_once", fields=("key", "word")),)
        indexes = (models.Index(name="spelling_of_word", fields=("word",)),)

    def __str__(self) -> str:
        return f"{self.key}: {self.word}"


class Load(models.Model):
    """A set of case files that was loaded whole, by the checksum of its bytes: it need not be read again."""

    name = models.CharField(_("name"), max_length=300, unique=True)
    checksum = models.CharField(_("checksum"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now=True)

    class Meta:
        verbose_name = _("load")
        verbose_name_plural = _("loads")

    def __str__(self) -> str:
        return self.name
