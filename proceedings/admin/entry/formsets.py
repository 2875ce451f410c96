"""What is asked several times over: outcomes, custody, sources, parts of a sentence, charges brought."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proceedings.admin.effect_targets import EMPTY
from proceedings.admin.entry.docket_state import Docket, TargetState
from proceedings.admin.event_forms import BY, PREJUDICE, ComponentForm
from proceedings.admin.typed_dates import TypedDateField
from proceedings.law.codes import (
    ChargeLinkKind,
    Confidence,
    CustodyType,
    PleaType,
    ReleaseGround,
    Severity,
    SourceKind,
)
from proceedings.models import Source
from proceedings.models.sentence import TERM_FIELDS

DETAILS = ("by", "prejudice", "plea", "ground", "reason", "text")


class OutcomeForm(forms.Form):
    """What happened to one charge, claim or person."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), required=False)
    by = forms.ChoiceField(label=gettext_lazy("By whom"), required=False, choices=[EMPTY, *BY])
    prejudice = forms.ChoiceField(
        label=gettext_lazy("Prejudice"), required=False, choices=[EMPTY, *PREJUDICE]
    )
    plea = forms.ChoiceField(label=gettext_lazy("Plea"), required=False, choices=[EMPTY, *PleaType.choices()])
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground of release"), required=False, choices=[EMPTY, *ReleaseGround.choices()]
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=300)
    text = forms.CharField(label=gettext_lazy("As worded"), required=False, max_length=300)

    def __init__(self, data: Any = None, *, line: TargetState, nothing: Any) -> None:
        """Offer first what can follow from where this one stands; `nothing` says that nothing is chosen."""
        super().__init__(data, prefix=line.name)
        self.line, self.nothing = line, nothing
        field: Any = self.fields["outcome"]
        field.choices = [("", nothing), *((group.heading, list(group.choices)) for group in line.groups)]

    @property
    def chosen(self) -> str:
        """Return the outcome as it was typed."""
        return str(self["outcome"].value() or "")

    @property
    def details(self) -> dict[str, str]:
        """Return the details that were given."""
        return {key: self.cleaned_data[key] for key in DETAILS if self.cleaned_data.get(key)}

    @property
    def has_details(self) -> bool:
        """Tell whether a detail is typed."""
        return any(self[name].value() for name in DETAILS)

    @property
    def selects(self) -> list[dict[str, Any]]:
        """Return the closed lists of details as a template prints them; a widget each would be slow."""
        return [_select(self[name]) for name in ("by", "prejudice", "plea", "ground")]

    @property
    def texts(self) -> list[Any]:
        """Return the free details."""
        return [self["reason"], self["text"]]

    def clean(self) -> dict[str, Any] | None:
        """Ask for the outcome that details belong to."""
        cleaned = super().clean()
        if not self.errors and self.details and not self.cleaned_data.get("outcome"):
            self.add_error("outcome", _("Choose the outcome these details belong to, or clear them."))
        return cleaned


def _select(field: Any) -> dict[str, Any]:
    return {
        "name": field.html_name,
        "id": field.auto_id,
        "label": field.label,
        "choices": field.field.choices,
        "chosen": str(field.value() or ""),
    }


class CustodyForm(forms.Form):
    """Whether the defendant went into custody, or out of it, with this event."""

    custody = forms.ChoiceField(
        label=gettext_lazy("And the defendant"),
        required=False,
        choices=[
            ("", gettext_lazy("— nothing about custody —")),
            (CustodyType.REMAND.value, gettext_lazy("is taken into custody")),
            (CustodyType.BAIL.value, gettext_lazy("is released before trial or sentence")),
        ],
    )


class PartOfSentenceForm(ComponentForm):
    """One part of a sentence, without what is seldom said."""

    ASKED = ("target", *TERM_FIELDS, "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out what is seldom said; the only defendant of a case is chosen already."""
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(self.ASKED):
            del self.fields[name]
        self.order_fields(self.ASKED)
        for name, words in (
            ("kind", _("Say what was imposed.")),
            ("target", _("Say on whom, or for which charge, it was imposed.")),
        ):
            self.fields[name].error_messages["required"] = words
        people = self.targets.defendants
        if len(people) == 1:
            self.initial["target"] = f"defendant:{people[0].pk}"

    def has_changed(self) -> bool:
        """Leave an empty row alone, whoever is chosen in it."""
        return any(name not in {"target", "relation"} for name in self.changed_data)


class SourceForm(forms.Form):
    """Who says so: an address known already is all that is needed."""

    url = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"class": "vURLField", "inputmode": "url", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Paste it: a source we know needs nothing more, and one of a site we know only its title."
        ),
    )
    publisher = forms.CharField(label=gettext_lazy("Publisher"), required=False, max_length=300)
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=500)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[EMPTY, *SourceKind.choices()]
    )
    published = TypedDateField(label=gettext_lazy("Published"), required=False, help_text="")
    pinpoint = forms.CharField(label=gettext_lazy("Where in it"), required=False, max_length=200)
    confidence = forms.ChoiceField(
        label=gettext_lazy("Confidence"), required=False, choices=[EMPTY, *Confidence.choices()]
    )
    known_source: Source | None = None
    proposed = ""

    def clean_url(self) -> str:
        """Refuse what is no address on the web."""
        text: str = self.cleaned_data["url"].strip()
        if not text:
            return ""
        address = text if "://" in text else f"https://{text}"
        try:
            URLValidator(schemes=["http", "https"])(address)
        except forms.ValidationError as error:
            words = _(
                "This is no address of a page. Paste the whole of it, such as https://example.org/page."
            )
            raise forms.ValidationError(words) from error
        return address

    def clean(self) -> dict[str, Any] | None:
        """Look for the source among those we know; ask for publisher and kind of a new one."""
        cleaned = super().clean()
        given = self.cleaned_data
        if self.errors or not self.has_changed():
            return cleaned
        self.known_source = known_source(given["url"], given["publisher"], given["title"])
        if self.known_source is None:
            self._propose()
            if not given["publisher"]:
                words = _("We do not know this source yet: say who published it.")
                self.add_error("publisher", words)
            if not given["title"]:
                self.add_error("title", _("We do not know this source yet: give its title."))
            if not given["kind"]:
                self.add_error("kind", _("We do not know this source yet: say what sort of text it is."))
        return cleaned

    def _propose(self) -> None:
        """Take publisher and kind, where they are not typed, from other sources of the same site; say so."""
        given = self.cleaned_data
        usual = usual_publisher(given["url"]) if not (given["publisher"] and given["kind"]) else None
        if usual is not None:
            given["publisher"] = given["publisher"] or usual[0]
            given["kind"] = given["kind"] or usual[1]
            kinds = dict(SourceKind.choices())
            self.proposed = f"{given['publisher']}, {str(kinds[given['kind']]).lower()}"

    @property
    def key(self) -> tuple[Any, ...]:
        """Return what tells this citation from another one of the same event."""
        given = self.cleaned_data
        typed = given["url"] or (given["publisher"], given["title"])
        which = self.known_source.pk if self.known_source else typed
        return which, given["pinpoint"]


def known_source(url: str, publisher: str, title: str) -> Source | None:
    """Return the source with this address, however its beginning and end are typed, or with this title."""
    if url:
        bare = url.split("#", 1)[0].split("://", 1)[1].rstrip("/")
        styles = [f"{scheme}://{bare}{end}" for scheme in ("https", "http") for end in ("", "/")]
        return Source.objects.filter(url__in=[url, *styles]).order_by("pk").first()
    named = Source.objects.filter(publisher__iexact=publisher, title__iexact=title) if title else None
    return named.order_by("pk").first() if named is not None else None


def usual_publisher(url: str) -> tuple[str, str] | None:
    """Return publisher and kind of most sources of the site of an address; nothing of a new site."""
    host = urlsplit(url).netloc
    if not host:
        return None
    bare = host.removeprefix("www.")
    begins = Q()
    for start in ("https://", "http://", "https://www.", "http://www."):
        begins |= Q(url__startswith=f"{start}{bare}/")
    kinds = Source.objects.filter(begins).values_list("publisher", "kind").annotate(number=Count("pk"))
    usual = kinds.order_by("-number", "publisher", "kind").first()
    return usual[:2] if usual is not None else None


class UnrepeatedFormSet(forms.BaseFormSet):
    """Rows each told apart by the `key` of its form; one that repeats another is refused at a field."""

    refused_at = ""

    def clean(self) -> None:
        """Refuse a row that repeats another."""
        met: set[Any] = set()
        for form in self.forms:
            if not form.has_changed() or form.errors:
                continue
            key = form.key
            if key in met:
                form.add_error(self.refused_at, _("This repeats a row above."))
            met.add(key)


class SourceFormSet(UnrepeatedFormSet):
    """Sources; the same place in the same source twice is refused."""

    refused_at = "url"


class ChargeForm(forms.Form):
    """A charge that a filing brings."""

    defendant = forms.ChoiceField(
        label=gettext_lazy("Against"),
        error_messages={"required": gettext_lazy("Say against whom the charge is brought.")},
    )
    count_label = forms.CharField(
        label=gettext_lazy("Count"),
        max_length=80,
        help_text=gettext_lazy("As in “Count 1”."),
        error_messages={"required": gettext_lazy("Say how the paper calls the count, such as Count 1.")},
    )
    offence = forms.CharField(
        label=gettext_lazy("Offense as charged"),
        max_length=400,
        widget=forms.TextInput(attrs={"class": "vTextField", "list": "offences-before"}),
        error_messages={"required": gettext_lazy("Say what the charge is.")},
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
    link = forms.ChoiceField(
        label=gettext_lazy("How it stands to another charge"),
        required=False,
        choices=[EMPTY, *ChargeLinkKind.choices()],
    )
    other = forms.ChoiceField(label=gettext_lazy("Which other charge"), required=False)

    def __init__(self, *args: Any, docket: Docket, **kwargs: Any) -> None:
        """Offer the defendants and the charges of the case."""
        super().__init__(*args, **kwargs)
        people = [(str(one.defendant.pk), one.name) for one in docket.defendant_states]
        fields: Any = self.fields
        fields["defendant"].choices = people if len(people) == 1 else [EMPTY, *people]
        if "other" in fields:
            fields["other"].choices = [
                EMPTY,
                *((str(one.charge), one.words) for one in docket.targets.by_value.values() if one.charge),
            ]

    def has_changed(self) -> bool:
        """Leave an empty row alone although its defendant, the only one, is chosen already."""
        return any(name != "defendant" for name in self.changed_data)

    def clean(self) -> dict[str, Any] | None:
        """Want both halves of a link, or none."""
        cleaned = super().clean()
        given = self.cleaned_data
        if bool(given.get("link")) != bool(given.get("other")):
            missing = "other" if given.get("link") else "link"
            self.add_error(missing, _("Say both how the charge stands to another one, and to which."))
        return cleaned


class ClaimForm(ChargeForm):
    """A claim that a complaint brings."""

    count_label = link = other = statute = severity = None  # type: ignore[assignment]  # Django's way to drop fields
    offence = forms.CharField(
        label=gettext_lazy("Claim"),
        max_length=300,
        help_text=gettext_lazy("“the complaint” where no text lists them."),
    )
