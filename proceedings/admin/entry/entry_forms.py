"""Everything one screen asks, and the answers: as typed, and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import formset_factory
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from proceedings.admin.entry.docket_state import DefendantState, Docket
from proceedings.admin.entry.event_form import EntryForm
from proceedings.admin.entry.formsets import (
    ChargeForm,
    ClaimForm,
    CustodyForm,
    OutcomeForm,
    PartOfSentenceForm,
    SourceForm,
    SourceFormSet,
)
from proceedings.admin.entry.kinds import Kind
from proceedings.law.codes import (
    ChargeState,
    EventKind,
    Outcome,
    Publication,
)
from proceedings.models import Case, Event

MOST_ROWS = 200
ADD = "_add-"
# What a screen sends besides the answers.
NOT_ANSWERS = ("csrfmiddlewaretoken", "shown", "_preview", "_save")
LINES_OPEN = 12


@dataclass(frozen=True, slots=True)
class Person:
    """One defendant on the screen, with the forms of each charge, of the person, and of custody."""

    state: DefendantState
    charges: tuple[OutcomeForm, ...]
    person: OutcomeForm
    custody: CustodyForm | None
    is_open: bool


class EntryForms:
    """The forms of one screen, empty or filled in."""

    def __init__(
        self,
        kind: Kind,
        case: Case,
        user: Any,
        *,
        publishes: bool,
        data: QueryDict | None = None,
        event: Event | None = None,
    ) -> None:
        """Read the case once, and set up every form; `event` is one whose outcome is told now."""
        self.kind, self.case, self.event = kind, case, event
        self.added = _added(data)
        self.data = _with_row(data, self.added) if data is not None and self.added else data
        self.docket = Docket(case, kind.kind, user)
        self.form = EntryForm(
            self.data,
            kind=kind,
            docket=self.docket,
            user=user,
            publishes=publishes,
            recorded=event,
            initial=_initial(event) if event else {"publication": _usual(publishes=publishes)},
        )
        self.outcomes = [
            OutcomeForm(self.data, line=line, nothing=kind.nothing) for line in self.docket.lines
        ]
        self.custody = self._custody()
        self.sources = self._rows("sources", SourceForm, formset=SourceFormSet)
        self.components = self._components()
        self.charges = self._charges()
        if self.added:
            self._begin_added_row()
            self._clear_errors()

    def _rows(self, prefix: str, form: Any, *, formset: Any = forms.BaseFormSet, **kwargs: Any) -> Any:
        rows: Any = formset_factory(form, formset=formset, extra=1, absolute_max=MOST_ROWS, max_num=MOST_ROWS)
        # What was sent without such rows has none of them.
        whole = self.data if self.data is None or f"{prefix}-TOTAL_FORMS" in self.data else None
        return rows(whole, prefix=prefix, **kwargs)

    def _components(self) -> Any:
        if not self.kind.imposes or self.docket.targets.has_claims:
            return None
        asked = {"targets": self.docket.targets, "kind": self.kind.kind}
        return self._rows("components", PartOfSentenceForm, form_kwargs=asked)

    def _charges(self) -> Any:
        if not self.kind.brings or not self.docket.defendant_states:
            return None
        form = ClaimForm if self.case.is_civil else ChargeForm
        return self._rows("charges", form, form_kwargs={"docket": self.docket})

    def _custody(self) -> dict[int, CustodyForm]:
        """Ask about custody where a court decides about people who are charged."""
        if self.kind.kind not in (EventKind.RULING, EventKind.SENTENCE) or self.case.is_civil:
            return {}
        return {
            one.defendant.pk: CustodyForm(self.data, prefix=f"custody-{one.defendant.pk}")
            for one in self.docket.defendant_states
        }

    @cached_property
    def people(self) -> list[Person]:
        """List the defendants with their forms; in a long docket they are folded until something is typed."""
        short = len(self.outcomes) <= LINES_OPEN
        forms_of = {form.line.name: form for form in self.outcomes}
        people = []
        for state in self.docket.defendant_states:
            mine = [forms_of[line.name] for line in state.lines]
            custody = self.custody.get(state.defendant.pk)
            typed = any(form.chosen or form.has_details for form in mine)
            people.append(
                Person(
                    state,
                    tuple(form for form in mine if not form.line.is_person),
                    next(form for form in mine if form.line.is_person),
                    custody,
                    is_open=short or typed or bool(custody and custody["custody"].value()),
                )
            )
        return people

    @property
    def asks(self) -> Any:
        """Say what is asked of each charge, or of each claim."""
        return self.kind.asks_of_claims if self.case.is_civil else self.kind.asks

    @property
    def is_draft(self) -> bool:
        """Tell whether what is typed is to stay a draft."""
        form = self.form
        return (
            form.is_bound
            and "publication" in form.fields
            and form["publication"].value() == Publication.DRAFT
        )

    @property
    def has_components(self) -> bool:
        """Tell whether a part of a sentence is typed, or asked for."""
        rows = self.components
        return rows is not None and (
            self.added == "components" or any(form.has_changed() for form in rows.forms)
        )

    @property
    def formsets(self) -> list[Any]:
        """List the forms that are asked several times over."""
        return [rows for rows in (self.components, self.sources, self.charges) if rows is not None]

    def _every_form(self) -> Iterator[Any]:
        yield self.form
        yield from self.outcomes
        yield from self.custody.values()
        for rows in self.formsets:
            yield from rows.forms

    def _begin_added_row(self) -> None:
        """Let a row that was added begin as the first one does: nothing of it has been sent yet."""
        for rows in self.formsets:
            if rows.prefix == self.added:
                rows.forms[-1].is_bound = False

    def _clear_errors(self) -> None:
        """Find no fault while rows are still being added."""
        for form in self._every_form():
            form._errors = ErrorDict()  # noqa: SLF001  # Django's own place for them
        for rows in self.formsets:
            rows._errors, rows._non_form_errors = [], ErrorList()  # noqa: SLF001  # as above

    def is_valid(self) -> bool:
        """Check everything, so that every fault is told at once."""
        checked = [self.form.is_valid(), *(form.is_valid() for form in self.outcomes)]
        checked += [form.is_valid() for form in self.custody.values()]
        checked += [not rows.is_bound or rows.is_valid() for rows in self.formsets]
        if not all(checked):
            return False
        return self._says_something()

    def _says_something(self) -> bool:
        every = self.form.cleaned_data.get("every")
        if every and not self.chosen_for_all:
            self.form.add_error(
                "every",
                _("This cannot follow from where any open charge stands. Choose it charge by charge."),
            )
        elif (
            self.kind.must_name and self.outcomes and not (every or any(one.chosen for one in self.outcomes))
        ):
            self.form.add_error("every", self.kind.must_name)
        return not self.form.errors

    @property
    def chosen_for_all(self) -> list[OutcomeForm]:
        """List the open charges without an outcome of their own that the one for all can follow on."""
        every = self.form.cleaned_data.get("every", "")
        found = [
            form
            for form in self.outcomes
            if form.line.is_open
            and not form.cleaned_data.get("outcome")
            and every in dict(form.line.groups[0].choices)
        ]
        if every != Outcome.SENTENCED:
            return found
        guilty = [
            form for form in found if self.docket.state_of(form.line.target) == ChargeState.FOUND_GUILTY
        ]
        return guilty or found

    @property
    def faults(self) -> int:
        """Count the forms with a fault."""
        return sum(1 for form in self._every_form() if form.is_bound and form.errors)

    @property
    def stamp(self) -> str:
        """Return a short text that differs when anything typed differs."""
        data = self.data or QueryDict()
        typed = sorted((name, data.getlist(name)) for name in data if name not in NOT_ANSWERS)
        return hashlib.sha256(repr(typed).encode()).hexdigest()[:32]


def _usual(*, publishes: bool) -> str:
    return (Publication.PUBLISHED if publishes else Publication.DRAFT).value


def _initial(event: Event) -> dict[str, Any]:
    """Return what is recorded of an event, as far as its screen asks it later."""
    found = {name: getattr(event, name) for name in ("outcome", "date", "publication")}
    if event.scheduled_on is not None and event.date == event.scheduled_on.isoformat():
        found["date"] = ""
    return found


def _added(data: QueryDict | None) -> str:
    return next((name.removeprefix(ADD) for name in data or () if name.startswith(ADD)), "")


def _with_row(data: QueryDict, prefix: str) -> QueryDict:
    """Return what was sent with one more row of a sort."""
    more = data.copy()
    rows = data.get(f"{prefix}-TOTAL_FORMS", "")
    if rows.isdecimal():
        more[f"{prefix}-TOTAL_FORMS"] = str(min(int(rows) + 1, MOST_ROWS))
    return more
