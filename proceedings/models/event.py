"""Events: what happened, when, and what it did to each charge."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kit.codes import Code
from kit.history import StampedHistory
from kit.partial_dates import PartialDate, PartialDateField, UnreadableDateError
from people.models import Party
from proceedings.law.codes import (
    ClaimOutcome,
    Confidence,
    CustodyType,
    EventKind,
    FilingType,
    HearingOutcome,
    HearingType,
    Instrument,
    NoticeType,
    Outcome,
    PleaType,
    Publication,
    RulingDisposition,
    RulingKind,
)
from proceedings.models.case import Case
from proceedings.models.charge import Charge, Claim
from proceedings.models.defendant import Defendant

TYPES: dict[str, tuple[Code, ...]] = {
    EventKind.FILING: (*Instrument, *FilingType),
    EventKind.PLEA: tuple(PleaType),
    EventKind.HEARING: tuple(HearingType),
    EventKind.RULING: tuple(RulingKind),
    EventKind.SENTENCE: (),
    EventKind.NOTICE: tuple(NoticeType),
    EventKind.CUSTODY: tuple(CustodyType),
    EventKind.STATEMENT: (),
}


# What only a person does or undergoes: of several defendants, one or some, never the case as such.
OF_SOMEBODY = frozenset({EventKind.PLEA.value, EventKind.SENTENCE.value, EventKind.CUSTODY.value})


def type_choices(kind: str | None = None) -> list[tuple[str, str]]:
    """Return the types an event of this kind may have, or of any kind, as a form wants them."""
    codes = TYPES[kind] if kind else [code for types in TYPES.values() for code in types]
    return list({code.value: (code.value, code.label) for code in codes}.values())


def _type_fits_kind() -> Q:
    fits = Q(type="")
    for kind, codes in TYPES.items():
        if codes:
            fits |= Q(
                kind=kind.value if isinstance(kind, EventKind) else kind,
                type__in=[str(c.value) for c in codes],
            )
    return fits


def _in(codes: type[Code]) -> list[str]:
    return [code.value for code in codes]


class Event(models.Model):
    """Something that happened in a case, as sources tell it; each kind has its own proxy and form.

    `earliest` and `latest` are the first and last possible day of the first known of the three dates
    (pronounced, entered, reported); services derive them. `order` is the recorded order within the case.
    """

    KIND: ClassVar[EventKind | None] = None

    key = models.SlugField(_("key"), max_length=160, help_text=_("Its name within the case; kept."))
    # Cases are sealed, never deleted.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices, editable=False)
    type = models.CharField(_("type"), max_length=40, choices=type_choices, blank=True)
    order = models.PositiveIntegerField(
        _("order"),
        blank=True,
        help_text=_("Recorded order in the case: breaks ties within a day. Empty: after all others."),
    )
    date = PartialDateField(_("date"), blank=True)
    date_entered = PartialDateField(_("date entered"), blank=True)
    date_reported = PartialDateField(_("date reported"), blank=True)
    earliest = models.DateField(_("first possible day"), editable=False)
    latest = models.DateField(_("last possible day"), editable=False)
    what = models.TextField(_("what happened"), help_text=_("One or two sentences, in our own words."))
    result = models.CharField(_("result"), max_length=300, blank=True, help_text=_("As sources put it."))
    source_text = models.TextField(_("the court's own words"), blank=True)
    disposition = models.CharField(
        _("decision on the request"), max_length=30, choices=RulingDisposition.choices, blank=True
    )
    outcome = models.CharField(
        _("outcome of the hearing"), max_length=30, choices=HearingOutcome.choices, blank=True
    )
    scheduled_on = models.DateField(_("scheduled for"), null=True, blank=True)
    scheduled_at = models.TimeField(_("at (the court's time)"), null=True, blank=True)
    # A judge is not deleted while an event names them.
    judge = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="events_judged",
        null=True,
        blank=True,
        verbose_name=_("judge"),
    )
    confidence = models.CharField(_("confidence"), max_length=1, choices=Confidence.choices, blank=True)
    dispute = models.TextField(_("dispute between sources"), blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("Public."))
    publication = models.CharField(
        _("publication"), max_length=20, choices=Publication.choices, default=Publication.DRAFT.value
    )
    withdrawal_reason = models.TextField(_("reason of withdrawal"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), editable=False)

    history = StampedHistory()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("case", "order")
        constraints = (
            models.UniqueConstraint(name="event_key_once", fields=("case", "key")),
            models.UniqueConstraint(name="event_order_once", fields=("case", "order")),
            models.CheckConstraint(name="event_kind_known", condition=Q(kind__in=_in(EventKind))),
            models.CheckConstraint(name="event_type_fits_kind", condition=_type_fits_kind()),
            models.CheckConstraint(name="event_days_in_order", condition=Q(earliest__lte=F("latest"))),
            models.CheckConstraint(
                name="event_dated", condition=~Q(date="") | ~Q(date_entered="") | ~Q(date_reported="")
            ),
            models.CheckConstraint(
                name="hearing_outcome_of_hearings",
                condition=Q(outcome="") | Q(kind=EventKind.HEARING.value, outcome__in=_in(HearingOutcome)),
            ),
            models.CheckConstraint(
                name="schedule_of_hearings", condition=Q(scheduled_on=None) | Q(kind=EventKind.HEARING.value)
            ),
            models.CheckConstraint(
                name="disposition_of_rulings",
                condition=Q(disposition="")
                | Q(kind=EventKind.RULING.value, disposition__in=_in(RulingDisposition)),
            ),
            models.CheckConstraint(name="publication_known", condition=Q(publication__in=_in(Publication))),
            models.CheckConstraint(
                name="withdrawn_for_a_reason",
                condition=~Q(publication=Publication.WITHDRAWN.value) | ~Q(withdrawal_reason=""),
            ),
            models.CheckConstraint(name="event_says_something", condition=~Q(what="")),
        )
        indexes = (
            models.Index(name="event_case_latest", fields=("case", "publication", "latest")),
            models.Index(name="event_hearings", fields=("kind", "scheduled_on")),
            # The lists of rulings and of hearings are in these orders.
            models.Index(
                name="event_rulings", fields=("latest", "id"), condition=Q(kind=EventKind.RULING.value)
            ),
            models.Index(
                Coalesce("scheduled_on", "latest"),
                "id",
                name="event_hearing_days",
                condition=Q(kind=EventKind.HEARING.value),
            ),
            # The queues of the desk: each holds a few of all events.
            models.Index(
                name="event_drafts", fields=("id",), condition=Q(publication=Publication.DRAFT.value)
            ),
            models.Index(
                name="event_unanswered",
                fields=("scheduled_on", "id"),
                condition=Q(kind=EventKind.HEARING.value) & (Q(outcome="") | Q(outcome="scheduled")),
            ),
            # The log of corrections tells of these.
            models.Index(
                name="event_withdrawn", fields=("id",), condition=Q(publication=Publication.WITHDRAWN.value)
            ),
            models.Index(name="event_disputed", fields=("id",), condition=~Q(dispute="")),
            models.Index(name="event_uncertain", fields=("id",), condition=Q(earliest__lt=F("latest"))),
            models.Index(name="event_own_words", fields=("id",), condition=~Q(source_text="")),
        )

    def __str__(self) -> str:
        try:
            return f"{self.date_words}: {self.what}"
        except UnreadableDateError:
            return self.what  # in a form that is still being mended

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give a proxy's new event the kind of that proxy."""
        super().__init__(*args, **kwargs)
        if self.KIND is not None and not self.kind:
            self.kind = self.KIND.value

    @property
    def status_date(self) -> PartialDate:
        """Return the date the status uses: pronounced, else entered, else reported."""
        return PartialDate.parse(self.date or self.date_entered or self.date_reported)

    @property
    def date_words(self) -> str:
        """Say the date as people read it."""
        return self.status_date.words()

    @property
    def is_public(self) -> bool:
        """Tell whether the event counts and is shown."""
        return self.publication == Publication.PUBLISHED

    def derive_days(self) -> None:
        """Set the first and last possible day from the date texts.

        Raises UnreadableDateError when no text is a date.
        """
        dated = self.status_date
        self.earliest, self.latest = dated.earliest, dated.latest

    def clean(self) -> None:
        """Refuse what the database would refuse, in words that say how to mend it."""
        problems: dict[str, Any] = {}
        if not (self.date or self.date_entered or self.date_reported):
            problems["date"] = _("Give at least one date: pronounced, entered or reported.")
        allowed = {code.value for code in TYPES.get(self.kind, ())}
        if self.type and self.type not in allowed:
            problems["type"] = _("“%(type)s” is not a type of this kind of event.") % {"type": self.type}
        if self.publication == Publication.WITHDRAWN and not self.withdrawal_reason:
            problems["withdrawal_reason"] = _("Say why the event is withdrawn; the reason is public.")
        if problems:
            raise ValidationError(problems)


class EventParty(models.Model):
    """A party an event concerns besides the defendants whose charges it names."""

    # Part of the event, which is withdrawn, never deleted.
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="event_parties")
    # A person is not deleted while an event names them.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="event_parties")

    history = StampedHistory()

    class Meta:
        verbose_name = _("party concerned")
        verbose_name_plural = _("parties concerned")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="event_party_once", fields=("event", "party")),)

    def __str__(self) -> str:
        return str(self.party)


class Effect(models.Model):
    """What an event did to one charge, to one claim, or to one defendant: all that the rules read."""

    DETAIL_KEYS: ClassVar[tuple[str, ...]] = (
        "by",
        "prejudice",
        "plea",
        "ground",
        "reason",
        "text",
        "instrument",
    )

    # Part of the event.
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="effects")
    # A defendant, charge or claim is not deleted while an event acts on it.
    defendant = models.ForeignKey(Defendant, on_delete=models.PROTECT, related_name="effects")
    charge = models.ForeignKey(
        Charge, on_delete=models.PROTECT, related_name="effects", null=True, blank=True
    )
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="effects", null=True, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=40, choices=[*Outcome.choices(), *ClaimOutcome.choices()]
    )
    details = models.JSONField(_("details"), default=dict, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    history = StampedHistory()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ("event", "position", "pk")
        constraints = (
            models.CheckConstraint(
                name="effect_on_charge_or_claim", condition=Q(charge=None) | Q(claim=None)
            ),
            models.CheckConstraint(
                name="claim_outcomes_on_claims",
                condition=Q(outcome__in=_in(Outcome), claim=None)
                | Q(outcome__in=_in(ClaimOutcome), charge=None),
            ),
        )

    def __str__(self) -> str:
        return self.get_outcome_display()

    def clean(self) -> None:
        """Refuse a charge or claim of another defendant, and an outcome of the other table."""
        for field in ("charge", "claim"):
            count = getattr(self, field)
            if count is not None and count.defendant_id != self.defendant_id:
                raise ValidationError({field: _("This belongs to another defendant.")})
        unknown = sorted(set(self.details) - set(self.DETAIL_KEYS))
        if unknown:
            raise ValidationError({"details": _("Unknown detail: %(keys)s") % {"keys": ", ".join(unknown)}})
