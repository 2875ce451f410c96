"""Everything one screen asks, and the answers: as typed, and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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
from proceedings.admin.entry.kinds import ScreenKind
from proceedings.admin.entry.screen_forms import ScreenForms
from proceedings.law.codes import (
    ChargeState,
    EventKind,
    Outcome,
    Publication,
)
from proceedings.models import Case, Event

LINES_OPEN = 12


@dataclass(frozen=True, slots=True)
class Person:
    """One defendant on the screen, with the forms of each charge, of the person, and of custody."""

    state: DefendantState
    charges: tuple[OutcomeForm, ...]
    person: OutcomeForm
    custody: CustodyForm | None
    is_open: bool


class EntryForms(ScreenForms):
    """The forms of one screen, empty or filled in."""

    def __init__(
        self,
        kind: ScreenKind,
        case: Case,
        user: Any,
        *,
        publishes: bool,
        data: QueryDict | None = None,
        event: Event | None = None,
    ) -> None:
        """Read the case once, and set up every form; `event` is one whose outcome is told now."""
        super().__init__(data, user)
        self.kind, self.case, self.event = kind, case, event
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
        self.sources = self.rows("sources", SourceForm, formset=SourceFormSet)
        self.components = self._components()
        self.charges = self._charges()
        self.settle_added_row()

    def _components(self) -> Any:
        if not self.kind.imposes or self.docket.targets.has_claims:
            return None
        asked = {"targets": self.docket.targets, "kind": self.kind.kind}
        return self.rows("components", PartOfSentenceForm, form_kwargs=asked)

    def _charges(self) -> Any:
        if not self.kind.brings or not self.docket.defendant_states:
            return None
        form = ClaimForm if self.case.is_civil else ChargeForm
        return self.rows("charges", form, form_kwargs={"docket": self.docket})

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

    def single_forms(self) -> Iterator[Any]:
        """Yield the forms that are asked once, or once a charge."""
        yield self.form
        yield from self.outcomes
        yield from self.custody.values()

    def fits_together(self) -> bool:
        """Want an outcome for all that can follow, and what this kind of event must name."""
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


def _usual(*, publishes: bool) -> str:
    return (Publication.PUBLISHED if publishes else Publication.DRAFT).value


def _initial(event: Event) -> dict[str, Any]:
    """Return what is recorded of an event, as far as its screen asks it later."""
    found = {name: getattr(event, name) for name in ("outcome", "date", "publication")}
    if event.scheduled_on is not None and event.date == event.scheduled_on.isoformat():
        found["date"] = ""
    return found
