"""The form with which anybody reports an error in a record, or replies to it; and what they are told then."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.plain_text import printable
from people.models import Party
from proceedings.law.codes import ReportKind, ReportState
from proceedings.models import Case, Defendant, Incident, Report
from proceedings.models.reader_report import LONGEST_TEXT
from proceedings.record import record_urls
from proceedings.record.as_of import Clocks
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import public_incidents
from proceedings.website.date_format import say, say_instant
from proceedings.website.view_models import Head, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """Everything the template prints around the form."""

    head: Head
    record: Link
    about: models.Model
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedPage:
    """What a reader is told of a report: its reference and how far it is, never what it says."""

    head: Head
    reference: str
    received: str
    due: str
    state: str
    meaning: str


class ReportForm(forms.Form):
    """A report: plain text, short, without an account."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[(code.value, gettext_lazy(code.label)) for code in ReportKind],
        widget=forms.RadioSelect,
        initial=ReportKind.ERROR.value,
    )
    text = forms.CharField(
        label=gettext_lazy("What do you want to say?"),
        help_text=gettext_lazy(
            "Plain text, at most 4,000 letters. Say which line it is, and where it can be checked."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail, if you want an answer"),
        help_text=gettext_lazy("Not needed. Used for an answer to this only, and never published."),
        required=False,
        max_length=254,
    )
    # People never see this field; programs that fill in every field of a form betray themselves by it.
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    # What is refused is said in our words, not in the browser's.
    use_required_attribute = False

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, label_suffix="")

    def clean_text(self) -> str:
        """Return the text without control characters; raises ValidationError when nothing is left."""
        text = printable(self.cleaned_data["text"]).strip()
        if not any(letter.isalnum() for letter in text):
            raise ValidationError(_("Say what is wrong, in words."))
        return text

    def clean_website(self) -> str:
        """Refuse whoever filled in what people do not see."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("This must stay empty. If a program filled it in, empty it."))
        return ""


def of_defendant(row: Defendant, clocks: Clocks) -> ReportPage:
    """Return the form's page about a defendant whom the public may see."""
    redactor = Redactor.now()
    name = redactor.name_of(row.party)
    caption = redactor.text(row.case.caption, row.case_id)
    return _page(row, f"{name}, {caption}", record_urls.defendant(row.pk, name), clocks)


def of_case(row: Case, clocks: Clocks) -> ReportPage:
    """Return the form's page about a case the public may see."""
    caption = Redactor.now().text(row.caption, row.pk)
    return _page(row, caption, record_urls.case(row.pk, caption), clocks)


def of_incident(row: Incident, clocks: Clocks) -> ReportPage:
    """Return the form's page about a matter the public may see."""
    return _page(row, Redactor.now().text(row.title), record_urls.incident(row.key), clocks)


def of_person(row: Party, clocks: Clocks) -> ReportPage:
    """Return the form's page about a party the public may see."""
    name = Redactor.now().name_of(row)
    return _page(row, name, record_urls.person(row.pk, name), clocks)


def _page(about: models.Model, name: str, path: str, clocks: Clocks) -> ReportPage:
    return ReportPage(
        head=Head(
            title=_("Report an error: %(record)s") % {"record": name},
            canonical=f"{path}report/",
            noindex=True,
        ),
        record=Link(text=name, href=path + clocks.query),
        about=about,
        address=path + clocks.query,
    )


def find_incident(key: str) -> Incident:
    """Return a matter with a public case; Http404 when there is none."""
    row = Incident.objects.filter(key=key).first()
    if row is None or not public_incidents(Incident.objects.filter(pk=row.pk)).exists():
        raise Http404
    return row


def received_page(reference: str) -> ReceivedPage:
    """Return what is told of a report; Http404 when no report has the reference."""
    row = Report.objects.filter(reference=reference).first()
    if row is None:
        raise Http404
    state = ReportState(row.state)
    return ReceivedPage(
        head=Head(title=_("Your report"), noindex=True),
        reference=row.reference,
        received=say_instant(row.received_at),
        due=say(row.due_on) if state in {ReportState.NEW, ReportState.IN_HAND} else "",
        state=_(state.label),
        meaning="" if state is ReportState.DECLINED else _(state.definition),
    )
