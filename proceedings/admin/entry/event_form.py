"""What is asked once for the whole event: what happened, when, who decided, and whether it is public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Party
from proceedings.admin.effect_targets import EMPTY
from proceedings.admin.entry.docket_state import Docket
from proceedings.admin.entry.kinds import ScreenKind
from proceedings.admin.event_forms import BY, confidence_help
from proceedings.admin.typed_dates import TypedDateField, TypedDayField, TypedTimeField
from proceedings.admin.visibility import visible_to
from proceedings.law.codes import (
    Confidence,
    HearingOutcome,
    Publication,
    Role,
    RulingDisposition,
)
from proceedings.models import Case, Event
from proceedings.models.event import TYPES, type_choices

JUDGES_OFFERED = 300
# For each kind, what stands before everything else on its screen; the rest is asked behind “More”.
FIRST = ("type", "disposition", "scheduled_on", "scheduled_at", "outcome", "date", "what", "judge")
RESULT_FIELDS = ("outcome", "date", "by", "every")
MORE = ("result", "source_text", "date_entered", "date_reported", "confidence", "dispute", "note")


def _line(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})


class EntryForm(forms.Form):
    """The questions about the event as a whole."""

    type = forms.ChoiceField(label=gettext_lazy("Type"), required=False)
    disposition = forms.ChoiceField(
        label=gettext_lazy("Decision on the request"),
        required=False,
        choices=[EMPTY, *RulingDisposition.choices()],
        help_text=gettext_lazy("Of a motion: granted, denied…"),
    )
    scheduled_on = TypedDayField(label=gettext_lazy("Set for the day"), required=False)
    scheduled_at = TypedTimeField(label=gettext_lazy("At (the court's time)"), required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of it"), required=False, choices=[EMPTY, *HearingOutcome.choices()]
    )
    date = TypedDateField(label=gettext_lazy("Date"), required=False)
    what = forms.CharField(
        label=gettext_lazy("What happened, in our own words"),
        widget=_line(),
        error_messages={"required": gettext_lazy("Say in a sentence or two what happened.")},
    )
    judge = forms.ModelChoiceField(
        label=gettext_lazy("Judge"),
        required=False,
        queryset=Party.objects.none(),
        help_text=gettext_lazy("The judges of this court. Another one is entered among the participants."),
    )
    by = forms.ChoiceField(
        label=gettext_lazy("By whom"),
        required=False,
        choices=[EMPTY, *BY],
        help_text=gettext_lazy("For every outcome below that does not say otherwise."),
    )
    every = forms.ChoiceField(
        label=gettext_lazy("One outcome for all"),
        required=False,
        help_text=gettext_lazy("For every charge still open that has no outcome of its own below."),
    )
    result = forms.CharField(label=gettext_lazy("Result, as sources put it"), required=False, max_length=300)
    source_text = forms.CharField(
        label=gettext_lazy("The court's own words"), required=False, widget=_line(3)
    )
    date_entered = TypedDateField(label=gettext_lazy("Date entered"), required=False)
    date_reported = TypedDateField(label=gettext_lazy("Date reported"), required=False)
    confidence = forms.ChoiceField(
        label=gettext_lazy("Confidence"), required=False, choices=[EMPTY, *Confidence.choices()]
    )
    dispute = forms.CharField(label=gettext_lazy("Dispute between sources"), required=False, widget=_line())
    note = forms.CharField(label=gettext_lazy("Note (public)"), required=False, widget=_line())
    publication = forms.ChoiceField(label=gettext_lazy("Publication"))

    def __init__(
        self,
        *args: Any,
        kind: ScreenKind,
        docket: Docket,
        user: Any,
        publishes: bool,
        recorded: Event | None,
        **kwargs: Any,
    ) -> None:
        """Offer what this kind of event, this case and this person's role allow."""
        super().__init__(*args, **kwargs)
        self.kind, self.recorded = kind, recorded
        self._drop(kind, recorded)
        self._offer("type", lambda: [EMPTY, *type_choices(kind.kind)])
        self._offer("every", lambda: _for_all(docket))
        states = (Publication.PUBLISHED, Publication.DRAFT) if publishes else (Publication.DRAFT,)
        self._offer("publication", lambda: [(code.value, _(code.label)) for code in states])
        self._help("publication", "" if publishes else _("Somebody who may publish makes it public."))
        self._help("what", kind.words_help)
        self._help("confidence", confidence_help())
        if "judge" in self.fields:
            judge: Any = self.fields["judge"]
            judge.queryset = judges_of(docket.case, user)
            judge.label_from_instance = lambda party: party.name

    def _offer(self, name: str, choices: Callable[[], list[Any]]) -> None:
        field: Any = self.fields.get(name)
        if field is not None:
            field.choices = choices()

    def _help(self, name: str, words: Any) -> None:
        if name in self.fields:
            self.fields[name].help_text = words

    def _drop(self, kind: ScreenKind, recorded: Event | None) -> None:
        unasked = {
            "disposition": kind.ruled,
            "judge": kind.judged,
            "scheduled_on": kind.scheduled,
            "scheduled_at": kind.scheduled,
            "outcome": kind.scheduled,
            "every": not kind.of_persons,
            "type": bool(TYPES[kind.kind]),
        }
        for name, asked in unasked.items():
            if not asked:
                del self.fields[name]
        if recorded:
            self._ask_result_only(recorded)
        if kind.scheduled:
            self.fields["date"].label = _("Held on, if another day")

    def _ask_result_only(self, recorded: Event) -> None:
        """Ask only what became of an event: what is recorded of it is corrected on its own page."""
        asked = {*RESULT_FIELDS, *(() if recorded.is_public else ("publication",))}
        for name in set(self.fields) - asked:
            del self.fields[name]

    def clean(self) -> dict[str, Any] | None:
        """Ask for a day in one of the places it can stand."""
        cleaned = super().clean()
        names = ("date", "scheduled_on", "date_entered", "date_reported")
        unread = set(names) & set(self.errors)
        has_day = self.recorded is not None and self.recorded.scheduled_on is not None
        if has_day or unread or any(self.cleaned_data.get(name) for name in names):
            return cleaned
        if "scheduled_on" in self.fields:
            self.add_error("scheduled_on", _("Give the day it is set for, or the day it was held."))
        else:
            self.add_error("date", _("Say when it happened, as well as it is known."))
        return cleaned

    @property
    def first(self) -> list[Any]:
        """List the fields that stand first, in order."""
        return [self[name] for name in FIRST if name in self.fields]

    @property
    def for_all(self) -> list[Any]:
        """List the fields that hold for every outcome."""
        return [self[name] for name in ("every", "by") if name in self.fields]

    @property
    def more(self) -> list[Any]:
        """List the fields that few events need."""
        return [self[name] for name in MORE if name in self.fields]

    @property
    def has_more(self) -> bool:
        """Tell whether one of those is filled in, or wrong."""
        return any(
            self[name].value() or (self.is_bound and self[name].errors)
            for name in MORE
            if name in self.fields
        )


def judges_of(case: Case, user: Any) -> Any:
    """Return who judges in this case or in other cases of its court."""
    named = Q(participations__case__court=case.court_id, participations__role=Role.JUDGE.value)
    rows = visible_to(user, Party.objects.filter(named | Q(events_judged__case=case.pk))).distinct()
    return rows.order_by("sort_name", "pk")


def _for_all(docket: Docket) -> list[Any]:
    """Return the outcomes that can follow from a charge still open, then the others."""
    first: dict[str, str] = {}
    rest: dict[str, str] = {}
    for line in docket.lines:
        for place, group in enumerate(line.groups):
            can = place == 0 and line.is_open
            (first if can else rest).update(dict(group.choices))
    others = [(value, words) for value, words in rest.items() if value not in first]
    return [EMPTY, (_("Can follow from here"), list(first.items())), (_("Other outcomes"), others)]
