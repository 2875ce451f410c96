"""One record folded event by event: where everything stood after each, and which of them decided it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any

from proceedings.law.codes import ChargeState, QualifierCode, StatusCode
from proceedings.law.rules.apply_effect import EffectResult, beginning, take
from proceedings.law.rules.case_state import CaseState
from proceedings.law.rules.inputs import FIRST_DAY, LAST_DAY, Record
from proceedings.law.rules.order import DatedEvent, in_order
from proceedings.law.rules.precedence import (
    OutcomeCounts,
    PrecedenceRow,
    code_of,
    row_for,
    standing_of,
)
from proceedings.law.rules.qualifiers import particulars_of, qualifiers_of, tally
from proceedings.law.rules.terms import ENDS_BY_CALENDAR, projected_end

_OPEN_SUIT = frozenset({StatusCode.CIVIL_PENDING, StatusCode.CIVIL_PAUSED})
_GUILTY_IN_PART = frozenset({StatusCode.FOUND_GUILTY_AWAITING_SENTENCE, StatusCode.GUILTY_IN_PART_PENDING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where one defendant in one case stands, with the reasons: row, deciding event, counts.

    ``qualifiers`` and ``particulars`` are plain data; ``wording`` turns them into the sentence.
    """

    code: StatusCode
    rule: int
    table: str
    deciding: int | None
    counts: dict[str, int]
    qualifiers: list[dict[str, Any]] = field(default_factory=list)
    particulars: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One event taken into account: what it did, and where everything stood after it."""

    occurrence: DatedEvent
    result: EffectResult
    world: CaseState
    standing: OutcomeCounts
    row: PrecedenceRow
    code: StatusCode


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a change is possible but not certain: of the code, or of qualifiers beside it."""

    possible: date
    day: date
    beside: tuple[str, ...] = ()


class History:
    """One record folded once, event by event; everything else is read from it."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.start = beginning(record)
        self.start_standing, self.start_row, self.start_code = self._read(self.start)
        self.steps: list[Step] = []
        world, read = self.start, (self.start_standing, self.start_row, self.start_code)
        for occurrence in in_order(record):
            before = world
            world, result = take(world, record, occurrence)
            if world is not before:  # most events move nothing
                read = self._read(world)
            self.steps.append(Step(occurrence, result, world, *read))

    def _read(self, world: CaseState) -> tuple[OutcomeCounts, PrecedenceRow, StatusCode]:
        """Read the counts left in a world, and the row and the code they lead to."""
        standing = standing_of(self.record, world)
        row = row_for(standing, civil=self.record.civil)
        return standing, row, code_of(row, standing)

    @cached_property
    def days(self) -> tuple[tuple[date, int], ...]:
        """The days on which something took effect, each with the number of steps taken by its end.

        What happened on or after a day, nobody knows how long after, takes effect on none.
        """
        ends = {step.occurrence.day: place + 1 for place, step in enumerate(self.steps)}
        return tuple((day, taken) for day, taken in ends.items() if day < LAST_DAY)

    def taken(self, on: date) -> int:
        """Return how many steps count on a day."""
        place = bisect_right(self.days, on, key=itemgetter(0))
        return self.days[place - 1][1] if place else 0

    def world(self, taken: int) -> CaseState:
        """Return where everything stood after so many steps."""
        return self.steps[taken - 1].world if taken else self.start

    def standing(self, taken: int) -> OutcomeCounts:
        """Return the counts left after so many steps."""
        return self.steps[taken - 1].standing if taken else self.start_standing

    def row(self, taken: int) -> PrecedenceRow:
        """Return the row of the table after so many steps."""
        return self.steps[taken - 1].row if taken else self.start_row

    def code(self, taken: int) -> StatusCode:
        """Return the code after so many steps."""
        return self.steps[taken - 1].code if taken else self.start_code

    def since(self, taken: int) -> tuple[date, int]:
        """Return the first day of the unbroken run of the present code, and the steps taken by then.

        A suit that goes on after a pause has been pending since it was brought.
        """
        now = self.code(taken)
        run = _OPEN_SUIT if now is StatusCode.CIVIL_PENDING else {now}
        first, is_running = (FIRST_DAY, 0), self.start_code in run
        for day, count in self.days:
            if count > taken:
                break
            ran, is_running = is_running, self.code(count) in run
            if is_running and not ran:
                first = (day, count)
        return first

    def without(self, taken: int, left_out: int) -> StatusCode:
        """Return the code after so many steps, one of them left out.

        A later step that moved nothing is passed over: a written order that repeats a ruling must not
        stand in for it.
        """
        if left_out == taken - 1:
            return self.code(left_out)
        world = self.world(left_out)
        for step in self.steps[left_out + 1 : taken]:
            if step.result is EffectResult.MOVED:
                world, _result = take(world, self.record, step.occurrence)
        return self._read(world)[-1]

    def decides(self, taken: int, place: int) -> bool:
        """Tell whether the code would differ without this step."""
        moved = self.steps[place].result is EffectResult.MOVED
        return moved and self.without(taken, place) != self.code(taken)

    def deciding(self, taken: int) -> int | None:
        """Return the last event without which the code would differ.

        Where no single event is (two charges filed on two days), it is the one that brought the code. Of
        somebody guilty in part it is a finding of guilt: without the acquittal beside it, too, the code would
        differ, but nobody is guilty because of an acquittal.
        """
        if self.code(taken) in _GUILTY_IN_PART:
            found = {one.finding.mark.event for one in self.standing(taken).counts if one.finding is not None}
            for place in range(taken - 1, -1, -1):
                if self.steps[place].occurrence.event in found and self.decides(taken, place):
                    return self.steps[place].occurrence.event
        for place in range(taken - 1, -1, -1):
            if self.decides(taken, place):
                return self.steps[place].occurrence.event
        return self._brought(taken)

    def _brought(self, taken: int) -> int | None:
        """Return the event that began the run of the present code."""
        _day, first = self.since(taken)
        for place in range(first - 1, -1, -1):
            before = self.code(place)
            if self.steps[place].code == self.code(taken) != before:
                return self.steps[place].occurrence.event
        return None

    def needed(self, taken: int) -> tuple[int, ...]:
        """Return the events without any one of which the code would differ; the deciding one last."""
        found = [self.steps[place].occurrence.event for place in range(taken) if self.decides(taken, place)]
        deciding = self.deciding(taken)
        return tuple(one for one in found if one != deciding) + (() if deciding is None else (deciding,))

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """The stretches in which a change of code is possible but not certain, in order of their end."""
        found = []
        taken = 0
        for _day, count in self.days:
            found.extend(self._windows(taken, count))
            taken = count
        return tuple(found)

    def _windows(self, taken: int, count: int) -> list[Window]:
        """Return the windows of the events of one day that changed the code, or what is said beside it."""
        found = []
        for place in range(taken, count):
            one = self.steps[place].occurrence
            if one.possible < one.day and (changed := self._changed(place)) is not None:
                found.append(Window(one.possible, one.day, changed))
        return found

    def _changed(self, place: int) -> tuple[str, ...] | None:
        """Return which qualifiers a step brought or ended where it left the code; none where it moved that.

        None when it changed neither.
        """
        if self.steps[place].code != self.code(place):
            return ()
        if self.steps[place].result is not EffectResult.MOVED:
            return None
        before, after = self._said(place), self._said(place + 1)
        return tuple(sorted(before ^ after)) or None

    def _said(self, taken: int) -> set[str]:
        """Return the codes of what is said beside the status after so many steps."""
        told = qualifiers_of(self.record, self.world(taken), self.standing(taken), self.code(taken))
        # "Not final" says no more than the pending appeal beside it.
        return {one["code"] for one in told} - {QualifierCode.NOT_FINAL}

    def possible_beside(self, day: date) -> date:
        """Return the first day on which what a day's events changed beside the status is possible."""
        return min((one.possible for one in self.windows if one.day == day and one.beside), default=day)

    def possible_from(self, taken: int) -> date:
        """Return the first day the status reached on a day is possible."""
        day = self.steps[taken - 1].occurrence.day
        for place in range(taken - 1, -1, -1):
            step = self.steps[place]
            if step.occurrence.day != day:
                break
            if step.code != self.code(place):
                return step.occurrence.possible
        return day

    def window_on(self, on: date) -> Window | None:
        """Return the window that covers a day; of several, the one that ends first, widest."""
        if not self.windows:
            return None
        covering = [one for one in self.windows if one.possible <= on < one.day]
        return min(covering, key=lambda one: (one.day, one.possible), default=None)

    def status(self, taken: int, on: date) -> Status:
        """Return the status after so many steps, as it is shown on a day."""
        world = self.world(taken)
        standing = self.standing(taken)
        row, code = self.row(taken), self.code(taken)
        qualifiers = qualifiers_of(self.record, world, standing, code)
        window = self.window_on(on)
        if window is not None:
            qualifiers.append(_date_uncertain(window))
        return Status(
            code=code,
            rule=row.number,
            table="civil" if self.record.civil else "criminal",
            deciding=self.deciding(taken),
            counts=tally(standing),
            qualifiers=qualifiers,
            particulars=particulars_of(self.record, world, standing),
        )

    def projected_end(self, taken: int) -> date:
        """Return when the standing sentence would end by the calendar."""
        if self.code(taken) not in ENDS_BY_CALENDAR:
            return LAST_DAY
        standing = self.standing(taken)
        return projected_end(one for one in standing.counts if one.state == ChargeState.CONVICTED)

    def cuts(self) -> list[date]:
        """Return every day on which the status may begin to read otherwise, the first day included."""
        found = {FIRST_DAY, *(day for day, _taken in self.days)}
        for window in self.windows:
            found |= {window.possible, window.day}
        return sorted(found)


def _date_uncertain(window: Window) -> dict[str, Any]:
    """Return the qualifier of a window."""
    told = {
        "code": QualifierCode.DATE_UNCERTAIN.value,
        "from": window.possible.isoformat(),
        "until": window.day.isoformat(),
    }
    return {**told, "beside": list(window.beside)} if window.beside else told
