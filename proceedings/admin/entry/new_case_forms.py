"""What is asked of a new case: matter, court, who is charged with what, by which paper, and who says so."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.text_folding import docket_key
from people.kinds import PartyKind
from people.models import Party
from proceedings.admin.effect_targets import EMPTY
from proceedings.admin.entry.formsets import SourceForm, SourceFormSet, UnrepeatedFormSet
from proceedings.admin.entry.screen_forms import ScreenForms
from proceedings.admin.known_records import (
    CANNOT_BE_ENTERED,
    KnownParties,
    docket_already_known,
    parties_named,
    tell_apart,
)
from proceedings.admin.typed_dates import TypedDateField
from proceedings.admin.visibility import visible_to
from proceedings.law.codes import CaseType, EventKind, Publication, Severity
from proceedings.models import Case, Court, Incident
from proceedings.models.case import CIVIL_TYPES
from proceedings.models.event import type_choices

DEFENDANTS_SHOWN, CHARGES_SHOWN, SOURCES_SHOWN = 2, 3, 3
NEW = "new"
EVERYBODY = "all"
MATTER = ("incident", "matter", "matter_date", "matter_place", "matter_summary")
CASE = ("court", "docket_number", "caption", "type")
FILING = ("filing", "date", "what")


class NewCaseForm(forms.Form):
    """The questions about the matter, the case and the paper as a whole."""

    incident = forms.ModelChoiceField(
        Incident.objects.none(),
        label=gettext_lazy("A matter recorded already"),
        required=False,
        help_text=gettext_lazy("What several cases are about. Leave all of this empty if there is none."),
    )
    matter = forms.CharField(label=gettext_lazy("Or a new matter"), required=False, max_length=300)
    matter_date = TypedDateField(label=gettext_lazy("When it happened"), required=False)
    matter_place = forms.CharField(label=gettext_lazy("Where"), required=False, max_length=300)
    matter_summary = forms.CharField(
        label=gettext_lazy("What happened, in our own words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )
    court = forms.ModelChoiceField(
        Court.objects.none(),
        label=gettext_lazy("Court"),
        error_messages={"required": gettext_lazy("Say before which court.")},
    )
    docket_number = forms.CharField(
        label=gettext_lazy("Docket number"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("As printed, if it is known."),
    )
    caption = forms.CharField(
        label=gettext_lazy("Caption"),
        max_length=400,
        help_text=gettext_lazy("Such as State of Nowhere v. Mockingbird."),
        error_messages={"required": gettext_lazy("Say how the case is called.")},
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Type of case"),
        choices=[EMPTY, *CaseType.choices()],
        error_messages={"required": gettext_lazy("Say what sort of case it is.")},
    )
    filing = forms.ChoiceField(
        label=gettext_lazy("Paper filed"),
        required=False,
        choices=[EMPTY, *type_choices(EventKind.FILING)],
    )
    date = TypedDateField(
        label=gettext_lazy("Filed on"),
        error_messages={"required": gettext_lazy("Say when it was filed, as well as it is known.")},
    )
    what = forms.CharField(
        label=gettext_lazy("What happened, in our own words"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Such as “The prosecutor charges both with whistling after dark.”"),
        error_messages={"required": gettext_lazy("Say in a sentence or two what happened.")},
    )
    publication = forms.ChoiceField(label=gettext_lazy("Publication"))

    def __init__(self, *args: Any, user: Any, publishes: bool, **kwargs: Any) -> None:
        """Offer what this person may see, and do."""
        super().__init__(*args, **kwargs)
        self.user = user
        for name, model in (("incident", Incident), ("court", Court)):
            field: Any = self.fields[name]
            field.queryset = visible_to(user, model._default_manager.all())
            field.widget = AutocompleteSelect(Case._meta.get_field(name), admin.site)
            field.widget.choices = field.choices
        states = (Publication.PUBLISHED, Publication.DRAFT) if publishes else (Publication.DRAFT,)
        published: Any = self.fields["publication"]
        published.choices = [(code.value, _(code.label)) for code in states]
        if not publishes:
            published.help_text = _("Somebody who may publish makes it public.")

    def clean(self) -> dict[str, Any] | None:
        """Want one matter or none, the whole of a new one, and a docket number that is free."""
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("matter") and given.get("incident"):
            self.add_error("matter", _("Choose the matter, or name a new one: not both."))
        for name, words in (
            ("matter_date", _("Say when it happened, as well as it is known.")),
            ("matter_summary", _("Say in a sentence or two what happened.")),
        ):
            if given.get("matter") and not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        rest = [name for name in MATTER[2:] if given.get(name)]
        if rest and not given.get("matter"):
            self.add_error("matter", _("Name the matter, or clear what is said of it."))
        key = docket_key(given.get("docket_number", ""))
        twin = Case.objects.filter(court=given.get("court"), docket_key=key).first() if key else None
        if twin is not None:
            self.add_error("docket_number", docket_already_known(twin, self.user))
        return cleaned

    def _fields(self, names: tuple[str, ...]) -> list[Any]:
        return [self[name] for name in names]

    @property
    def of_matter(self) -> list[Any]:
        """List the fields about the matter."""
        return self._fields(MATTER)

    @property
    def of_case(self) -> list[Any]:
        """List the fields about the case."""
        return self._fields(CASE)

    @property
    def of_filing(self) -> list[Any]:
        """List the fields about the paper."""
        return self._fields(FILING)


class NewDefendantForm(forms.Form):
    """Somebody who is charged, sued or cited, by name; whoever has that name already is offered."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Say who it is.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), required=False, choices=[EMPTY, *PartyKind.choices()]
    )
    party = forms.ChoiceField(label=gettext_lazy("Is it one of these?"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer those who are recorded under the name that was typed."""
        super().__init__(*args, **kwargs)
        self.user = user
        known = self.known_parties
        if known.same or known.similar:
            words = tell_apart([*known.same, *known.similar], user)
            offered: Any = self.fields["party"]
            offered.choices = [
                EMPTY,
                (NEW, _("No: somebody who is not recorded yet")),
                *((str(pk), label) for pk, label in words.items()),
            ]
        else:
            del self.fields["party"]

    @cached_property
    def known_parties(self) -> KnownParties:
        """Find who is recorded under the name that was typed, or under one spelt almost so."""
        return parties_named(str(self["name"].value() or ""), self.user)

    def clean(self) -> dict[str, Any] | None:
        """Ask whether it is one of those who have the name; of a new party, what it is."""
        cleaned = super().clean()
        given = self.cleaned_data
        if self.known_parties.is_closed:
            self.add_error("name", CANNOT_BE_ENTERED)
        if self.known_parties.same and not given.get("party"):
            self.add_error("party", _("Somebody of this name is recorded: say whether it is the same."))
        if not self.is_recorded and not given.get("kind"):
            self.add_error("kind", _("Say whether it is a person, an organization or a government."))
        return cleaned

    @property
    def is_recorded(self) -> bool:
        """Tell whether a party that is recorded already was chosen."""
        return self.cleaned_data.get("party", "") not in ("", NEW)

    @property
    def key(self) -> str:
        """Return what tells this defendant from another one of the case."""
        given = self.cleaned_data
        return str(given["party"] if self.is_recorded else given["name"].casefold())

    def chosen_party(self) -> Party:
        """Return the party: the one that was chosen, or a new one, not yet written."""
        given = self.cleaned_data
        if self.is_recorded:
            return Party.objects.get(pk=given["party"])
        return Party(name=given["name"], kind=given["kind"])


class NewChargeForm(forms.Form):
    """A charge, or a claim, against one of the defendants above, or against each."""

    against = forms.ChoiceField(label=gettext_lazy("Against"), required=False)
    count_label = forms.CharField(
        label=gettext_lazy("Count"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("As in “Count 1”."),
        widget=forms.TextInput(attrs={"size": 10}),
    )
    offence = forms.CharField(
        label=gettext_lazy("Offense as charged, or claim"),
        max_length=400,
        error_messages={"required": gettext_lazy("Say what the charge is.")},
        widget=forms.TextInput(attrs={"class": "vTextField", "list": "offences-before"}),
    )
    statute = forms.CharField(
        label=gettext_lazy("Statute"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "statutes-before"}),
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("Severity"), required=False, choices=[EMPTY, *Severity.choices()]
    )

    def __init__(self, *args: Any, names: list[str], civil: bool, **kwargs: Any) -> None:
        """Offer the defendants by their names or, before they are typed, by their places."""
        super().__init__(*args, **kwargs)
        self.names, self.civil = names, civil
        if civil:
            del self.fields["severity"], self.fields["statute"], self.fields["count_label"]
        against: Any = self.fields["against"]
        against.choices = [
            EMPTY,
            (EVERYBODY, _("Each of them")),
            *(
                (str(place), name or _("Defendant %(place)s") % {"place": place + 1})
                for place, name in enumerate(names)
            ),
        ]

    def clean(self) -> dict[str, Any] | None:
        """Ask against whom, unless there is only one; and how the paper calls the count."""
        cleaned = super().clean()
        given = self.cleaned_data
        typed = [str(place) for place, name in enumerate(self.names) if name]
        if not given.get("against") and len(typed) > 1:
            self.add_error("against", _("Say against whom the charge is brought."))
        elif given.get("against", "") not in {"", EVERYBODY, *typed}:
            self.add_error("against", _("Nobody is named there."))
        if not self.civil and not given.get("count_label"):
            self.add_error("count_label", _("Say how the paper calls the count, such as Count 1."))
        return cleaned

    @property
    def places(self) -> list[int]:
        """List the places of the defendants it is brought against."""
        against = self.cleaned_data["against"]
        if against not in ("", EVERYBODY):
            return [int(against)]
        return [place for place, name in enumerate(self.names) if name]


class NewDefendantFormSet(UnrepeatedFormSet):
    """Defendants: one at least, and none twice."""

    refused_at = "name"

    def clean(self) -> None:
        """Refuse a case against nobody, and the same party twice."""
        super().clean()
        if not any(form.has_changed() for form in self.forms):
            self.forms[0].add_error("name", _("Say who is charged, sued or cited."))


class NewCaseForms(ScreenForms):
    """The forms of the screen, empty or filled in."""

    def __init__(self, user: Any, *, publishes: bool, data: QueryDict | None = None) -> None:
        """Set up every form."""
        super().__init__(data, user)
        usual = Publication.PUBLISHED if publishes else Publication.DRAFT
        initial = {"publication": usual.value}
        self.form = NewCaseForm(self.data, user=user, publishes=publishes, initial=initial)
        self.defendants = self.rows(
            "defendants",
            NewDefendantForm,
            formset=NewDefendantFormSet,
            shown=DEFENDANTS_SHOWN,
            form_kwargs={"user": user},
        )
        names = [str(form["name"].value() or "").strip() for form in self.defendants.forms]
        self.is_civil = self.form["type"].value() in {kind.value for kind in CIVIL_TYPES}
        self.charges = self.rows(
            "charges",
            NewChargeForm,
            shown=CHARGES_SHOWN,
            form_kwargs={"names": names, "civil": self.is_civil},
        )
        self.sources = self.rows("sources", SourceForm, formset=SourceFormSet, shown=SOURCES_SHOWN)
        self.settle_added_row()

    @property
    def formsets(self) -> list[Any]:
        """List the forms that are asked several times over."""
        return [self.defendants, self.charges, self.sources]
