"""The form of a record: dates read back in words, refusals in words, and the guard against lost updates."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms import ModelForm
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kit import version_lock
from kit.plain_text import LONGEST_TEXT, unseen
from kit.version_lock import PartKind
from proceedings.admin.effect_targets import EMPTY
from proceedings.admin.typed_dates import TypedDateField, TypedDayField, TypedTimeField
from proceedings.record.roles import may_edit_published
from proceedings.record.visibility import rests_on_published

# What the database refuses, said so that it can be mended: constraint -> (field, words).
REFUSALS: dict[str, tuple[str | None, Any]] = {
    "event_dated": ("date", gettext_lazy("Give at least one date: pronounced, entered or reported.")),
    "event_order_once": ("order", gettext_lazy("Another event of this case has this place in the order.")),
    "withdrawn_for_a_reason": (
        "withdrawal_reason",
        gettext_lazy("Say why the event is withdrawn; the reason is public."),
    ),
    "component_minimum_within_maximum": (
        "minimum",
        gettext_lazy("The minimum is longer than the term. Give the shorter as minimum, the longer as term."),
    ),
    "component_suspended_within_term": (
        "suspended",
        gettext_lazy("More is suspended than the term is long."),
    ),
    "component_term_has_unit": (
        "unit",
        gettext_lazy("Say what the term is counted in: days, months, years…"),
    ),
    "component_money_has_currency": ("currency", gettext_lazy("Say in which currency, such as USD.")),
    "component_terms_not_negative": (None, gettext_lazy("Terms and amounts cannot be below zero.")),
    "case_link_of_two": ("other", gettext_lazy("A case cannot be linked to itself.")),
    "charge_link_of_two": ("other", gettext_lazy("A charge cannot be linked to itself.")),
    "claim_link_of_two": ("other", gettext_lazy("A claim cannot be linked to itself.")),
    "harmed_minor_unnamed": (
        "named_because",
        gettext_lazy("Somebody who was under eighteen is never named: take the reason away."),
    ),
    "identity_of_two": ("second", gettext_lazy("Choose two different parties.")),
    "restriction_of_one_record": (
        None,
        gettext_lazy(
            "Choose exactly one record to close: a party, a case, a defendant, a charge or an event."
        ),
    ),
    "restriction_days_in_order": ("until", gettext_lazy("The last day is before the first.")),
    "participation_not_defendant": (
        "role",
        gettext_lazy("Defendants are entered under “Defendants”, not as participants."),
    ),
    **{
        f"citation_once_per_{target}": (
            "pinpoint",
            gettext_lazy("This source is cited already with the same place in it."),
        )
        for target in ("event", "case", "charge", "component", "incident", "party", "court")
    },
}

# Facts of which the tables have a default, for files that leave them out; a form asks for them.
NEVER_PRESET = frozenset({"kind", "time_zone", "label"})
NO_REASON = gettext_lazy(
    "This corrects what readers were told: say why. The reason is shown in the public log of corrections."
)
WITHHELD = pgettext_lazy("a record closed to this user", "[withheld]")

# Fields that hold the name of somebody or something.
NAMES = frozenset({"name", "sort_name", "name_as_printed", "caption", "short_name"})


class PlainForm(ModelForm):
    """A form that says dates back in words, and refusals of the database in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say dates back, and keep what this user may not see as it is."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, TypedDateField | TypedTimeField):
                self._read_back(name, field)
            if isinstance(field, forms.ModelChoiceField):
                self._withhold(name, field)

        if self.instance.pk is None:
            self._ask_what_has_a_default(kwargs.get("initial") or ())
        if "position" in self.fields:
            self.fields["position"].required = False

    def _ask_what_has_a_default(self, given: Collection[str]) -> None:
        """Leave a new record's facts open: what a default says, nobody said."""
        for name in (NEVER_PRESET & set(self.fields)) - set(given):
            self.initial[name] = ""
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                choices: Any = field.choices
                field.choices = choices if "" in dict(choices) else [EMPTY, *choices]

    def _clean_fields(self) -> None:
        """Refuse texts longer than any page should hold, and names with characters that nobody sees."""
        super()._clean_fields()  # type: ignore[misc]  # Django's own step
        for name, text in list(self.cleaned_data.items()):
            if not isinstance(text, str) or name not in self.changed_data:
                continue
            if len(text) > LONGEST_TEXT:
                words = _("At most %(most)s characters; this has %(number)s.")
                numbers = {"most": f"{LONGEST_TEXT:,}", "number": f"{len(text):,}"}
                self.add_error(name, forms.ValidationError(words % numbers, code="too_long"))
            elif name in NAMES and (character := unseen(text)):
                words = _("This holds a character that nobody sees: %(character)s. Type the name anew.")
                self.add_error(name, forms.ValidationError(words % {"character": character}, code="unseen"))

    def clean_position(self) -> int:
        """Leave a row without a place where it is."""
        place: int | None = self.cleaned_data["position"]
        return place if place is not None else self.instance.position

    def _read_back(self, name: str, field: TypedDateField | TypedTimeField) -> None:
        """Say what is typed, or recorded, in our own words; else how to type it."""
        # Not self[name], which would keep the help it finds now.
        bound: Any = field.get_bound_field(self, name)
        words = bound.read_back
        said = format_html("<strong>{}</strong>", _("Read as: %(words)s.") % {"words": words})
        of_column = (
            field.help_text if isinstance(field, TypedDayField) and field.help_text != field.how else ""
        )
        field.help_text = format_html("{} {}", said if words else field.how, of_column)

    def _withhold(self, name: str, field: forms.ModelChoiceField) -> None:
        """Leave a choice alone that names a record closed to this user, and do not name it."""
        held = self.initial.get(name) if self.instance.pk else None
        # A queryset without conditions leaves nobody out: it need not be asked.
        if held is None or field.queryset is None or not field.queryset.query.where:
            return
        if field.queryset.filter(pk=held).exists():
            return
        field.disabled = True
        field.queryset = field.queryset.model._base_manager.filter(pk=held)
        field.label_from_instance = lambda obj: str(WITHHELD)  # type: ignore[method-assign]  # noqa: ARG005  # Django's own hook

    def _update_errors(self, errors: ValidationError) -> None:
        """Say in words what a constraint of the database refuses."""
        refused = errors.error_dict.pop(NON_FIELD_ERRORS, []) if hasattr(errors, "error_dict") else []
        said = {
            constraint.get_violation_error_message(): REFUSALS.get(constraint.name)
            for constraint in self._meta.model._meta.constraints
        }
        for error in refused:
            field, words = said.get(error.message) or (None, error)
            place = field if field in self.fields else None
            if place is None or place not in {*self.errors, *errors.error_dict}:
                self.add_error(place, words)
        if not hasattr(errors, "error_dict") or errors.error_dict:
            super()._update_errors(errors)  # type: ignore[misc]  # Django's own step


class FactForm(PlainForm):
    """The form of a whole record: asks why it changes, and notices what somebody else changed meanwhile."""

    part_kinds: ClassVar[Sequence[PartKind]] = ()
    user: ClassVar[Any] = None
    newer: Sequence[Any] = ()
    seen_when_opened = ""

    change_reason = forms.CharField(
        label=gettext_lazy("Reason for this change"),
        required=False,
        max_length=100,
        help_text=gettext_lazy(
            "Kept in the history beside your name. Not public, unless you correct what readers were told: "
            "then it is asked for, and shown in the public log of corrections."
        ),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Carry the version that is shown."""
        super().__init__(*args, **kwargs)
        shown = self.data.get(self.add_prefix("seen"), "") if self.is_bound else ""
        self.fields["seen"].initial = shown or getattr(self.instance, "seen", "")

    def is_overtaken(self) -> bool:
        """Tell whether somebody else has written since the form was opened."""
        return bool(self._newer_rows())

    def _newer_rows(self) -> Sequence[Any]:
        if self.instance.pk is None:
            return ()
        seen = self.cleaned_data.get("seen", "")
        return version_lock.newer(type(self.instance), self.instance.pk, self.part_kinds, seen=seen)

    def refuse_lost_update(self) -> None:
        """Refuse to overwrite what was not seen; once it is shown, saving again is allowed."""
        self.newer = self._newer_rows()
        if not self.newer:
            return
        self.seen_when_opened = self.cleaned_data.get("seen", "")
        self._show_newest()
        self.add_error(
            None,
            ValidationError(
                _(
                    "Somebody else changed this record after you opened it. Nothing of yours is lost and "
                    "nothing is saved yet: look at what they changed beside what you typed, then save again."
                ),
                code="changed_meanwhile",
            ),
        )

    def _get_validation_exclusions(self) -> set[str]:
        """Leave out what is unchanged, unless a constraint ties it to a change: it was validated before."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # Django's own step
        if self.instance.pk is None:
            return excluded
        changed = set(self.changed_data)
        options = self._meta.model._meta
        tied = [_columns(constraint) for constraint in options.constraints]
        checked = changed.union(*(columns for columns in tied if columns & changed))
        return excluded | ({field.name for field in options.concrete_fields} - checked)

    def _post_clean(self) -> None:
        """Refuse a contributor what readers would see at once, such as a charge of a published defendant."""
        super()._post_clean()  # type: ignore[misc]  # Django's own step
        if self.instance.pk is not None or self.errors or self.user is None:
            return
        if not may_edit_published(self.user) and rests_on_published(self.instance):
            self.add_error(
                None,
                _(
                    "This belongs to a record that is published: readers would see it at once. "
                    "Write what happened as a draft, or ask an editor to enter this."
                ),
            )

    def _show_newest(self) -> None:
        sent: Any = self.data
        data = sent.copy()
        data[self.add_prefix("seen")] = version_lock.newest(
            type(self.instance), self.instance.pk, self.part_kinds
        )
        self.data = data


def _columns(constraint: Any) -> set[str]:
    """Return the columns that a constraint of a model compares."""
    condition = getattr(constraint, "condition", None)
    named = set(getattr(constraint, "fields", ()))
    return named | (set(condition.referenced_base_fields) if condition is not None else set())


class PartForm(PlainForm):
    """The form of one part of a record."""

    def full_clean(self) -> None:
        """Take a row that nobody touched as it is recorded: it was validated when it was written."""
        if not self.is_bound or self.instance.pk is None or self.has_changed():
            super().full_clean()
            return
        columns = {field.name: field.attname for field in self._meta.model._meta.concrete_fields}
        self._errors = forms.utils.ErrorDict(renderer=self.renderer)
        self.cleaned_data = {
            name: getattr(self.instance, columns[name]) if name in columns else self.initial.get(name)
            for name in self.fields
        }


class OwnKeyField(forms.ModelChoiceField):
    """The hidden key of a row that the formset has read already: it is not read again."""

    def __init__(self, row: models.Model) -> None:
        super().__init__(
            type(row)._base_manager.none(), initial=row.pk, required=False, widget=forms.HiddenInput
        )
        self.row = row

    def to_python(self, value: Any) -> models.Model | None:
        """Return the row, when the key is its own."""
        if value in self.empty_values:
            return None
        if str(value) != str(self.row.pk):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.row


class RowForm(PartForm):
    """The form of a part that is one row of a table: its fields are named by the heading of their column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name each field to those who do not see the heading."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label = capfirst(str(field.label or name))
            widget: Any = getattr(field.widget, "widget", field.widget)
            widget.attrs["aria-label"] = label


class PartFormSet(BaseInlineFormSet):
    """Parts of a record; the same part twice is refused in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Keep what was typed into rows that somebody else has removed meanwhile."""
        super().__init__(*args, **kwargs)
        sent, prefix = cast("QueryDict", self.data), str(self.prefix)
        if self.is_bound and self.instance.pk and sent.get(f"{prefix}-INITIAL_FORMS") != "0":
            existing = {str(row.pk) for row in self.get_queryset()}
            version_lock.keep_gone_rows(sent, prefix, existing)

    def add_fields(self, form: Any, index: int | None) -> None:
        """Recognise a row by the key it was read with, without a query for each."""
        super().add_fields(form, index)
        if form.is_bound and form.instance.pk is not None:
            form.fields[form.instance._meta.pk.name] = OwnKeyField(form.instance)

    def clean(self) -> None:
        """Refuse a part that repeats another row's, where the database would."""
        super().clean()
        model: Any = self.model
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and constraint.condition is not None:
                self._refuse_twins(constraint.fields)

    def _refuse_twins(self, names: Sequence[str]) -> None:
        met: set[tuple[Any, ...]] = set()
        for form in self.forms:
            if not form.has_changed() and not form.instance.pk:
                continue
            if form in self.deleted_forms or any(name not in form.cleaned_data for name in names):
                continue
            values = tuple(_named(form.cleaned_data[name]) for name in names)
            if values in met:
                form.add_error(None, _("This repeats a row above."))
            met.add(values)


def _named(value: Any) -> Any:
    """Return what tells one value from another; a record that is being entered has no key yet."""
    return value.pk if isinstance(value, models.Model) else value
