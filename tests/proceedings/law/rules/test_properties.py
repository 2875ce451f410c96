"""What must hold for every history: random ones, sensible or not."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from proceedings.law.codes import ClaimOutcome, EventKind, Outcome
from proceedings.law.rules import (
    FIRST_DAY,
    LAST_DAY,
    PRECEDENCE_CIVIL,
    PRECEDENCE_CRIMINAL,
    Component,
    Count,
    Effect,
    Link,
    Record,
    charge_states,
    derive,
    evidence_of,
    in_order,
    movements,
    moves,
    needed,
    standing,
)
from proceedings.law.rules.apply_effect import EffectResult, beginning, take
from proceedings.law.rules.history import History
from proceedings.law.rules.precedence import standing_of
from tests.proceedings.law.rules.docket import term, usual_kind

BASE = date(2020, 1, 1)
PARTS = (
    (),
    (term(12),),
    (term(6, suspended=6),),
    (Component(kind="fine"),),
)
KEYS = (None, 1, 2, 3)
HISTORIES = settings(max_examples=60, deadline=None)

# Outcomes that carry a case forward come often, so that histories get somewhere.
FORWARD = ["filed", "bound_over", "trial_began", "found_guilty", "sentenced", "not_guilty_jury"]
CHARGE_OUTCOMES = st.sampled_from(FORWARD * 4 + [one.value for one in Outcome])
CLAIM_OUTCOMES = st.sampled_from([one.value for one in ClaimOutcome])


@st.composite
def effects_of(draw: st.DrawFn, event: int, outcomes: st.SearchStrategy[str]) -> list[Effect]:
    """Draw one event with one or two effects, its day certain or not."""
    latest = BASE + timedelta(days=draw(st.integers(0, 60)))
    earliest = latest - timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 7, 40])))
    told = []
    for position in range(draw(st.sampled_from([1, 2]))):
        outcome = draw(outcomes)
        odd = draw(st.integers(0, 9)) == 0
        told.append(
            Effect(
                event=event,
                kind=EventKind.RULING.value if odd else usual_kind(outcome),
                earliest=earliest,
                latest=latest,
                order=(0, event),
                position=position,
                outcome=outcome,
                count=draw(st.sampled_from(KEYS)),
                details={
                    "by": draw(st.sampled_from(["", "defence", "prosecution"])),
                    "ground": draw(st.sampled_from(["", "supervision", "end_of_term"])),
                },
                components=draw(st.sampled_from(PARTS)),
            )
        )
    kind = next(
        (one for one in EventKind if all(one in evidence_of(each.outcome) for each in told)), told[0].kind
    )
    return [replace(one, kind=str(kind)) for one in told]


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Draw a history of at most nine events on three counts."""
    civil = draw(st.integers(0, 4)) == 0
    outcomes = CLAIM_OUTCOMES if civil else CHARGE_OUTCOMES
    events = draw(st.integers(0, 9))
    group = draw(st.sampled_from(["", "", "a"]))
    link = draw(st.sampled_from(["amends", "lesser_included_of", "continues", "refiles"]))
    counts = (
        Count(key=1, case=1, position=1, alternative_group=group),
        Count(key=2, case=1, position=2, alternative_group=group),
        Count(key=3, case=1, position=3, links=(Link(kind=link, to=1),)),
    )
    told = [effect for event in range(1, events + 1) for effect in draw(effects_of(event, outcomes))]
    return Record(case=1, civil=civil, counts=counts, effects=tuple(told))


def days_near(record: Record) -> list[date]:
    """Return every day on which something could change, and its neighbours."""
    near = {FIRST_DAY, LAST_DAY, BASE - timedelta(days=50)}
    for effect in record.effects:
        for when in (effect.earliest, effect.latest):
            near |= {when - timedelta(days=1), when, when + timedelta(days=1)}
    return sorted(near)


@HISTORIES
@given(records())
def test_a_status_on_a_date_never_depends_on_later_effects(record: Record) -> None:
    for on in days_near(record):
        past = replace(record, effects=tuple(one for one in record.effects if one.earliest <= on))
        whole, known = standing(record, on), standing(past, on)
        assert (whole.code, whole.rule, whole.deciding, whole.counts) == (
            known.code,
            known.rule,
            known.deciding,
            known.counts,
        )
        assert charge_states(record, on) == charge_states(past, on)


@HISTORIES
@given(records())
def test_the_states_of_a_day_are_those_of_the_whole_history(record: Record) -> None:
    history = History(record)
    for on in days_near(record):
        assert charge_states(record, on) == charge_states(history, on)


@HISTORIES
@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_does_not_matter(record: Record, chance: random.Random) -> None:
    shuffled = list(record.effects)
    chance.shuffle(shuffled)
    assert derive(replace(record, effects=tuple(shuffled))) == derive(record)


@HISTORIES
@given(records())
def test_the_order_in_the_day_is_the_recorded_one(record: Record) -> None:
    """Fold every event of one day by its recorded order, whatever its key is."""
    renamed = tuple(replace(one, event=1000 - one.event) for one in record.effects)
    again = derive(replace(record, effects=renamed))
    assert [(one.status.code, one.valid_from) for one in again] == [
        (one.status.code, one.valid_from) for one in derive(record)
    ]


@HISTORIES
@given(records())
def test_an_event_that_moves_nothing_changes_nothing(record: Record) -> None:
    """Leave it out: nothing changes, neither the status of any day nor since when a charge stands."""
    certain = tuple(replace(one, earliest=one.latest) for one in record.effects)
    record = replace(record, effects=certain)
    for event, result in movements(record).items():
        if result in {EffectResult.REPEATS, EffectResult.BY_RULE}:
            left = replace(record, effects=tuple(one for one in record.effects if one.event != event))
            assert derive(left) == derive(record)
            assert charge_states(left, LAST_DAY) == charge_states(record, LAST_DAY)


@HISTORIES
@given(records())
def test_an_event_that_cannot_follow_changes_only_the_note_on_it(record: Record) -> None:
    certain = tuple(replace(one, earliest=one.latest) for one in record.effects)
    record = replace(record, effects=certain)
    for event, result in movements(record).items():
        if result is EffectResult.CANNOT_FOLLOW:
            left = replace(record, effects=tuple(one for one in record.effects if one.event != event))
            for on in days_near(record):
                assert charge_states(left, on) == charge_states(record, on)
                assert standing(left, on).code == standing(record, on).code


@HISTORIES
@given(records())
def test_every_history_ends_in_exactly_one_row(record: Record) -> None:
    status = standing(record, LAST_DAY)
    table = PRECEDENCE_CIVIL if record.civil else PRECEDENCE_CRIMINAL
    world = beginning(record)
    for occurrence in in_order(record):
        world, _result = take(world, record, occurrence)
    matching = [row for row in table if row.matches(standing_of(record, world))]
    assert status.rule == matching[0].number
    assert status.code in matching[0].codes


@HISTORIES
@given(records())
def test_spans_tile_the_time_line_and_agree_with_the_status_of_each_day(record: Record) -> None:
    spans = derive(record)
    assert spans[0].valid_from == FIRST_DAY
    assert spans[-1].valid_until == LAST_DAY
    for one, other in pairwise(spans):
        assert one.valid_from < one.valid_until == other.valid_from
        assert one.since <= one.valid_from
        assert one.possible_from <= one.valid_from
        assert (one.since == other.since) is (one.status.code == other.status.code)
    for on in days_near(record):
        covering = [
            one
            for one in spans
            if one.valid_from <= on < one.valid_until or on == LAST_DAY == one.valid_until
        ]
        assert [one.status for one in covering] == [standing(record, on)]


@HISTORIES
@given(records())
def test_the_reasons_are_reasons(record: Record) -> None:
    """Without any one needed event the code differs; the deciding one is the last of them, and moved."""
    for on in days_near(record):
        status = standing(record, on)
        reasons = needed(record, on)
        assert (reasons[-1] if reasons else None) == status.deciding
        assert all(moves(record)[event] for event in reasons)
