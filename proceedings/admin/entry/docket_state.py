"""Where every charge of a case stands now, and which outcomes can follow from there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proceedings.admin.effect_targets import Target, Targets
from proceedings.admin.event_forms import outcome_choices
from proceedings.admin.status_messages import spans_today
from proceedings.law import rules
from proceedings.law.codes import ChargeState, ClaimOutcome, ClaimState, EventKind, Outcome
from proceedings.law.rules.case_state import OPEN_STATES
from proceedings.models import Case, Defendant
from proceedings.models.status_span_queries import today
from proceedings.record.history import RecordHistory
from proceedings.record.rule_inputs import rule_records
from proceedings.research.statuses.status_text import sentence_of
from proceedings.wording import since_words
from proceedings.wording.states import state_words

Choice = tuple[str, str]
# A plea moves nothing until a court accepts it; on its own screen it is said in its own words.
PLEADED: dict[str, Any] = {
    Outcome.CONCERNS.value: gettext_lazy("This plea, to this count"),
    ClaimOutcome.CONCERNS.value: gettext_lazy("This answer, to this claim"),
}
OPEN_OR_GUILTY = OPEN_STATES | {ChargeState.FOUND_GUILTY}


@dataclass(frozen=True, slots=True)
class OutcomeGroup:
    """Outcomes under one heading."""

    heading: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TargetState:
    """One charge, claim or person: where it stands, and what may follow."""

    target: Target
    words: str
    state: str
    is_open: bool
    groups: tuple[OutcomeGroup, ...]

    @property
    def name(self) -> str:
        """Return what the fields of this line are called by."""
        return self.target.value.replace(":", "-")

    @property
    def is_person(self) -> bool:
        """Tell whether this is the defendant as a whole."""
        return self.target.charge is None and self.target.claim is None


@dataclass(frozen=True, slots=True)
class DefendantState:
    """One defendant: name, status now, and a line for every charge, then one for the person."""

    defendant: Defendant
    name: str
    status: str
    lines: tuple[TargetState, ...]


class Docket:
    """What stands in a case, read once for a page: a fixed number of queries, whatever its size."""

    def __init__(self, case: Case, kind: str, user: Any) -> None:
        """Read the defendants with their charges and claims, as far as the user may see them."""
        self.case, self.kind = case, kind
        self.targets = Targets(case, user)
        self._offered: dict[tuple[frozenset[str], bool], tuple[OutcomeGroup, ...]] = {}

    @cached_property
    def records(self) -> dict[int, rules.Record]:
        """Read what is published of each defendant, as the rules do."""
        return rule_records(RecordHistory(), [row.pk for row in self.targets.defendants])

    @cached_property
    def states(self) -> dict[str, rules.StateOf]:
        """Say where each charge and claim stands today."""
        found: dict[str, rules.StateOf] = {}
        for record in self.records.values():
            name = "claim" if record.civil else "charge"
            found |= {f"{name}:{key}": one for key, one in rules.charge_states(record, today()).items()}
        return found

    @cached_property
    def defendant_states(self) -> tuple[DefendantState, ...]:
        """List every defendant with every line."""
        spans = spans_today([row.pk for row in self.targets.defendants])
        return tuple(
            DefendantState(
                row,
                heading,
                sentence_of(spans[row.pk]) if row.pk in spans else "",
                tuple(self._lines(group, row)),
            )
            for row, (heading, group) in zip(self.targets.defendants, self.targets.groups, strict=True)
        )

    @cached_property
    def lines(self) -> tuple[TargetState, ...]:
        """List every line, in the order of the page."""
        return tuple(line for state in self.defendant_states for line in state.lines)

    def state_of(self, target: Target) -> ChargeState | ClaimState:
        """Return the state of a charge or claim; none, when nothing published rests on it."""
        found = self.states.get(target.value)
        if found is not None:
            return found.state
        return ClaimState.NONE if target.claim else ChargeState.NONE

    def _lines(self, group: Iterable[Target], defendant: Defendant) -> Iterable[TargetState]:
        group = list(group)
        counts = [target for target in group if target.charge or target.claim]
        words = {row.pk: f"{row.count_label}: {row.offence}" for row in defendant.charges.all()}
        claims = {row.pk: row.label for row in defendant.claims.all()}
        for target in counts:
            state = self.state_of(target)
            yield TargetState(
                target,
                words[target.charge] if target.charge else claims[target.claim or 0],
                self._state_words(target),
                state in OPEN_OR_GUILTY,
                self._groups([state], civil=bool(target.claim)),
            )
        for target in group:
            if target not in counts:
                states = [self.state_of(one) for one in counts]
                civil = any(one.claim for one in counts)
                words_of_person = _("The defendant as a person, or every charge at once")
                yield TargetState(target, words_of_person, "", False, self._groups(states, civil=civil))  # noqa: FBT003  # read by column

    def _state_words(self, target: Target) -> str:
        state = self.states.get(target.value)
        if state is None or state.state in (ChargeState.NONE, ClaimState.NONE):
            return _("Nothing published yet")
        words, since = state_words(state), since_words(state.since, state.since_earliest)
        return _("%(state)s since %(day)s") % {"state": words, "day": since} if since else words

    def _groups(self, states: Sequence[ChargeState | ClaimState], *, civil: bool) -> tuple[OutcomeGroup, ...]:
        key = (frozenset(f"{type(state).__name__}.{state}" for state in states), civil)
        if key not in self._offered:
            self._offered[key] = tuple(self._offer(states, civil=civil))
        return self._offered[key]

    def _offer(self, states: Sequence[ChargeState | ClaimState], *, civil: bool) -> Iterable[OutcomeGroup]:
        """Offer first what the rules let follow from these states, the rest behind a heading of its own."""
        follows = {str(code) for state in states for code in rules.next_outcomes(state)}
        groups = [
            (str(heading), [(value, _(label)) for value, label in choices])
            for heading, choices in outcome_choices(self.kind, civil=civil, criminal=not civil)[1:]
        ]
        first = [choice for _heading, choices in groups for choice in choices if choice[0] in follows]
        if self.kind == EventKind.PLEA:
            first.sort(key=lambda choice: choice[0] not in PLEADED)
            first = [(value, PLEADED.get(value, words)) for value, words in first]
        yield OutcomeGroup(_("Can follow from here"), tuple(first))
        for heading, choices in groups:
            rest = tuple(choice for choice in choices if choice[0] not in follows)
            if rest:
                yield OutcomeGroup(_("Other outcomes: %(heading)s") % {"heading": heading.lower()}, rest)
