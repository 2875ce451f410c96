"""The forms of an event and of its parts: what happened, what it did to each charge, what was imposed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proceedings.admin.effect_targets import EMPTY, Targets, value_of
from proceedings.admin.versioned_form import FactForm, PartForm
from proceedings.law import rules
from proceedings.law.codes import (
    CaseType,
    ClaimOutcome,
    Confidence,
    EventKind,
    Instrument,
    Outcome,
    PleaType,
    Publication,
    ReleaseGround,
)
from proceedings.models import Case, Effect, Event, SentenceComponent
from proceedings.models.event import type_choices
from proceedings.record.roles import may_publish

BY = (
    ("court", gettext_lazy("The court")),
    ("jury", gettext_lazy("The jury")),
    ("judge", gettext_lazy("The judge")),
    ("prosecutor", gettext_lazy("The prosecutor")),
    ("prosecution", gettext_lazy("The prosecution (as appellant)")),
    ("defence", gettext_lazy("The defense")),
    ("plaintiff", gettext_lazy("The plaintiff")),
    ("defendant", gettext_lazy("The defendant")),
)
PREJUDICE = (
    ("with", gettext_lazy("With prejudice")),
    ("without", gettext_lazy("Without prejudice")),
    ("unspecified", gettext_lazy("Not stated")),
)
# The lists of outcomes are long and in order; a heading stands before the outcome it begins with.
HEADINGS: dict[str, Any] = {
    Outcome.FILED: gettext_lazy("The charge begins and goes on"),
    Outcome.PLEA_ACCEPTED: gettext_lazy("Pleas and findings"),
    Outcome.CONVICTED_PLEA: gettext_lazy("Decisions"),
    Outcome.SENTENCED: gettext_lazy("The sentence and after"),
    Outcome.APPEAL_NOTICED: gettext_lazy("Appeals"),
    Outcome.WARRANT_ISSUED: gettext_lazy("The person"),
    Outcome.CONCERNS: gettext_lazy("Nothing moved"),
    ClaimOutcome.FILED: gettext_lazy("Civil claims and citations"),
}


def outcome_choices(kind: str, *, civil: bool, criminal: bool, held: str = "") -> list[Any]:
    """Return what this kind of event can do, under headings; `held` stays on offer, whatever it is."""
    codes = [*(Outcome if criminal else ()), *(ClaimOutcome if civil else ())]
    groups: list[tuple[Any, list[tuple[str, str]]]] = []
    heading: Any = ""
    for code in [*Outcome, *ClaimOutcome]:
        heading = HEADINGS.get(code, heading)
        offered = code in codes and (
            _shown_by(code, kind) or code in (Outcome.CONCERNS, ClaimOutcome.CONCERNS)
        )
        if not offered and code != held:
            continue
        if not groups or groups[-1][0] != heading:
            groups.append((heading, []))
        groups[-1][1].append((code.value, code.label))
    return [EMPTY, *groups]


def _shown_by(code: str, kind: str) -> bool:
    return kind in rules.evidence_of(code)


def publication_choices(event: Event, user: Any) -> list[tuple[str, str]]:
    """Return what may become of an event: what was public is withdrawn in public, never made a draft again.

    A draft may be given up by whoever may change it; only a publisher publishes, withdraws and brings back.
    """
    held = event.publication if event.pk is not None else Publication.DRAFT.value
    offered = {held}
    if user is None or may_publish(user):
        offered |= {Publication.PUBLISHED.value, Publication.WITHDRAWN.value}
    elif held == Publication.DRAFT and event.pk is not None:
        offered |= {Publication.WITHDRAWN.value}
    return [(code.value, code.label) for code in Publication if code.value in offered]


class ChooseCaseForm(forms.Form):
    """The first question when an event is entered: the case in which it happened."""

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        """Offer the cases the user may see."""
        super().__init__(*args, **kwargs)
        column = Event._meta.get_field("case")
        self.fields["case"] = forms.ModelChoiceField(
            queryset=cases,
            label=_("Case"),
            widget=widgets.AutocompleteSelect(column, admin.site),
            help_text=_("Type a part of the caption or of the docket number."),
        )


class EventForm(FactForm):
    """What happened in a case; the case is settled before the form opens."""

    case: ClassVar[Case | None] = None
    kind: ClassVar[EventKind]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Settle the case, and offer only the types of this kind of event."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.case is not None:
            self.instance.case = self.case
        if "type" in self.fields:
            field: Any = self.fields["type"]
            field.choices = [EMPTY, *type_choices(self.kind)]
        if "order" in self.fields:
            self.fields["order"].required = False
        if "publication" in self.fields:
            choices: Any = self.fields["publication"]
            choices.choices = publication_choices(self.instance, self.user)

    def clean_order(self) -> int | None:
        """Refuse a place that is taken; the case is no field of the form, so the database is not asked."""
        order: int | None = self.cleaned_data["order"]
        if self.instance.pk is not None and "order" not in self.changed_data:
            return order
        events = Event.objects.filter(case=self.instance.case_id)
        if order is not None and events.filter(order=order).exclude(pk=self.instance.pk).exists():
            raise ValidationError(
                _(
                    "Another event of this case has this place. The last place taken is %(last)s; "
                    "leave it empty to put this event last."
                ),
                params={"last": events.aggregate(last=Max("order"))["last"]},
            )
        return order


class TargetForm(PartForm):
    """A part of an event that acts on one charge, one claim, or one defendant as a person."""

    target = forms.ChoiceField(label=gettext_lazy("On"))
    takes_claims: ClassVar[bool] = True

    def __init__(self, *args: Any, targets: Targets, kind: str, **kwargs: Any) -> None:
        """Offer what the case has."""
        super().__init__(*args, **kwargs)
        self.targets, self.kind = targets, kind
        field: Any = self.fields["target"]
        # Looked up when a row is shown or was changed: most rows of a long docket are neither.
        field.choices = targets.choices if self.takes_claims else targets.choices_of_sentence
        self.initial["target"] = value_of(self.instance)

    def clean_target(self) -> str:
        """Take the defendant from the charge or claim: nobody types them twice."""
        value: str = self.cleaned_data["target"]
        target = self.targets.by_value[value]
        self.instance.defendant_id = target.defendant
        self.instance.charge_id = target.charge
        if self.takes_claims:
            self.instance.claim_id = target.claim
        return value


class EffectForm(TargetForm):
    """What the event did to one charge, claim or defendant, with the details the words need."""

    by = forms.ChoiceField(label=gettext_lazy("By whom"), required=False, choices=(EMPTY, *BY))
    prejudice = forms.ChoiceField(
        label=gettext_lazy("Prejudice"), required=False, choices=(EMPTY, *PREJUDICE)
    )
    plea = forms.ChoiceField(label=gettext_lazy("Plea"), required=False, choices=[EMPTY, *PleaType.choices()])
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground of release"), required=False, choices=[EMPTY, *ReleaseGround.choices()]
    )
    instrument = forms.ChoiceField(
        label=gettext_lazy("Paper that brings it"),
        required=False,
        choices=[EMPTY, *Instrument.choices()],
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Why proceedings are paused, or the like."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    text = forms.CharField(
        label=gettext_lazy("As worded"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    class Meta:
        model = Effect
        fields = ("outcome", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the details apart, each with its label, and the outcomes this kind of event can have."""
        super().__init__(*args, **kwargs)
        for key in Effect.DETAIL_KEYS:
            self.initial.setdefault(key, self.instance.details.get(key, ""))
        field: Any = self.fields["outcome"]
        field.choices = self._outcome_choices

    def _outcome_choices(self) -> list[Any]:
        case_type = self.targets.case.type
        civil = self.targets.has_claims or case_type in (CaseType.CIVIL, CaseType.ADMINISTRATIVE)
        return outcome_choices(
            self.kind,
            civil=civil,
            criminal=self.targets.has_charges or not civil,
            held=self.initial.get("outcome") or "",
        )

    def clean(self) -> dict[str, Any] | None:
        """Gather the details, and refuse an outcome of the other table."""
        cleaned = super().clean()
        details = {key: self.cleaned_data[key] for key in Effect.DETAIL_KEYS if self.cleaned_data.get(key)}
        self.instance.details = details
        outcome, target = self.cleaned_data.get("outcome"), self.cleaned_data.get("target", "")
        of_claims = outcome in set(ClaimOutcome)
        if outcome and target.startswith("charge:") and of_claims:
            raise ValidationError(
                {"outcome": _("This is an outcome of civil claims; choose one for a charge.")}
            )
        if outcome and target.startswith("claim:") and not of_claims:
            raise ValidationError({"outcome": _("This is an outcome of charges; choose one for a claim.")})
        return cleaned


class ComponentForm(TargetForm):
    """One part of a sentence, in the court's own unit."""

    takes_claims = False

    class Meta:
        model = SentenceComponent
        fields = "__all__"
        exclude = ("event", "defendant", "charge")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show 18 months as 18, not as 18.00."""
        super().__init__(*args, **kwargs)
        for name, value in self.initial.items():
            if isinstance(value, Decimal):
                self.initial[name] = _short(value)

    def clean_currency(self) -> str:
        """Write a currency as ISO does."""
        return str(self.cleaned_data["currency"]).upper()


def _short(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral() else number


def confidence_help() -> str:
    """Say what the three grades of confidence mean."""
    return "; ".join(f"{code.value}: {_(code.definition)}" for code in Confidence)
