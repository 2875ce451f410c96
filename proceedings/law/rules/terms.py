"""What a sentence comes to, and when it would end (docs/domain.md, The weight of a sentence)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any

from proceedings.law.codes import (
    ComponentKind,
    ReleaseGround,
    StatusCode,
    TermUnit,
)
from proceedings.law.rules.case_state import Sentencing, StateOf
from proceedings.law.rules.inputs import LAST_DAY, Component

# What a part weighs; the kinds left out are unspecified.
_WEIGHTS: dict[str, StatusCode] = {
    ComponentKind.DEATH: StatusCode.SENTENCED_DEATH,
    ComponentKind.LIFE: StatusCode.SENTENCED_CUSTODY,
    ComponentKind.IMPRISONMENT: StatusCode.SENTENCED_CUSTODY,
    ComponentKind.SUPERVISED_RELEASE: StatusCode.RELEASED_UNDER_SUPERVISION,
    ComponentKind.SUSPENDED: StatusCode.SENTENCED_SUSPENDED,
    ComponentKind.PROBATION: StatusCode.SENTENCED_COMMUNITY,
    ComponentKind.COMMUNITY_SERVICE: StatusCode.SENTENCED_COMMUNITY,
    ComponentKind.HOME_DETENTION: StatusCode.SENTENCED_COMMUNITY,
    ComponentKind.PROGRAMME: StatusCode.SENTENCED_COMMUNITY,
    ComponentKind.FINE: StatusCode.SENTENCED_FINANCIAL,
    ComponentKind.FEES: StatusCode.SENTENCED_FINANCIAL,
    ComponentKind.RESTITUTION: StatusCode.SENTENCED_FINANCIAL,
    ComponentKind.FORFEITURE: StatusCode.SENTENCED_FINANCIAL,
}
# Orders that outlast the sentence: they say nothing about its end.
NOT_A_TERM = frozenset[str](
    {ComponentKind.DISQUALIFICATION, ComponentKind.REGISTRATION, ComponentKind.NO_CONTACT}
)
HEAVIEST_FIRST = (
    StatusCode.SENTENCED_DEATH,
    StatusCode.SENTENCED_CUSTODY,
    StatusCode.RELEASED_UNDER_SUPERVISION,
    StatusCode.SENTENCED_SUSPENDED,
    StatusCode.SENTENCED_COMMUNITY,
    StatusCode.SENTENCED_FINANCIAL,
    StatusCode.SENTENCED,
    StatusCode.SENTENCE_COMPLETED,
)
ENDS_BY_CALENDAR = frozenset(
    {
        StatusCode.SENTENCED_CUSTODY,
        StatusCode.RELEASED_UNDER_SUPERVISION,
        StatusCode.SENTENCED_SUSPENDED,
        StatusCode.SENTENCED_COMMUNITY,
    }
)
_RELEASED_AS: dict[str, StatusCode] = {
    ReleaseGround.SUPERVISION: StatusCode.RELEASED_UNDER_SUPERVISION,
    ReleaseGround.END_OF_TERM: StatusCode.SENTENCE_COMPLETED,
}


def heaviest(states: Iterable[StateOf]) -> StatusCode:
    """Return the status of the heaviest part that stands on any of these convictions."""
    weights = {weight for state in states for weight in _weights(state)}
    return next((code for code in HEAVIEST_FIRST if code in weights), StatusCode.SENTENCED)


def weight_of(part: Component, release: str = "") -> StatusCode:
    """Return the status one part of a sentence leads to, after a release on a recorded ground."""
    if part.time_served and part.kind != ComponentKind.DEATH:
        return StatusCode.SENTENCE_COMPLETED
    if part.kind == ComponentKind.IMPRISONMENT and wholly_suspended(part):
        return StatusCode.SENTENCED_SUSPENDED
    weight = _WEIGHTS.get(part.kind, StatusCode.SENTENCED)
    return _RELEASED_AS.get(release, weight) if weight is StatusCode.SENTENCED_CUSTODY else weight


def wholly_suspended(part: Component) -> bool:
    """Tell whether no day of the term is to be served."""
    length = part.maximum if part.maximum is not None else part.minimum
    return part.suspended is not None and length is not None and part.suspended >= length


def _weights(state: StateOf) -> set[StatusCode]:
    """Return what each part standing on one conviction leads to; none for a conviction merged."""
    if state.merged:
        return set()
    if state.completed:
        return {StatusCode.SENTENCE_COMPLETED}
    parts = () if state.sentence is None else standing_parts(state.sentence)
    if not parts:
        return {_RELEASED_AS.get(state.release, StatusCode.SENTENCED)}
    weights = {weight_of(part, state.release) for part in parts}
    if state.release or any(part.time_served for part in parts):
        return weights
    # Nobody is told as released before a release is recorded.
    released = StatusCode.RELEASED_UNDER_SUPERVISION
    return {StatusCode.SENTENCED_COMMUNITY if weight is released else weight for weight in weights}


def standing_parts(sentence: Sentencing) -> tuple[Component, ...]:
    """Return the parts that count: those not disputed."""
    return tuple(part for part in sentence.components if not part.disputed)


def projected_end(states: Iterable[StateOf]) -> date:
    """Return the last day of the longest term that stands, less its stated credit; LAST_DAY if none."""
    ends: list[date] = []
    for state in states:
        if state.sentence is None or state.completed:
            continue
        parts = standing_parts(state.sentence)
        if any(part.kind in {ComponentKind.LIFE, ComponentKind.DEATH} for part in parts):
            return LAST_DAY
        ends.extend(end for part in parts if (end := _end(part, state.sentence.on)) is not None)
    return max(ends, default=LAST_DAY)


def _end(part: Component, on: date) -> date | None:
    """Return the day one part ends, if it has a length in days, weeks, months or years."""
    length = part.maximum if part.maximum is not None else part.minimum
    countable = part.unit in {TermUnit.DAYS, TermUnit.WEEKS, TermUnit.MONTHS, TermUnit.YEARS}
    if length is None or not countable or part.time_served or part.kind in NOT_A_TERM:
        return None
    try:
        end = add_term(on, length, part.unit)
        return end - timedelta(days=int(part.credit or 0))
    except OverflowError:
        return LAST_DAY


def add_term(start: date, length: Decimal, unit: str) -> date:
    """Return the day a term later: months and years by the calendar, the day clipped to the month.

    >>> add_term(date(2024, 1, 31), Decimal(1), "months")
    datetime.date(2024, 2, 29)
    """
    if unit in {TermUnit.DAYS, TermUnit.WEEKS}:
        return start + timedelta(days=_whole(length * 7 if unit == TermUnit.WEEKS else length))
    months = length * 12 if unit == TermUnit.YEARS else length
    whole = int(months)
    year, month = divmod(start.year * 12 + start.month - 1 + whole, 12)
    if year > LAST_DAY.year:
        raise OverflowError
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    # A part of a month is not a legal length anywhere; thirty days a month never ends too early by much.
    return date(year, month + 1, day) + timedelta(days=_whole((months - whole) * 30))


def _whole(length: Decimal) -> int:
    """Round up to whole days."""
    return int(length.to_integral_value(rounding=ROUND_CEILING))


def as_particulars(part: Component) -> dict[str, Any]:
    """Return a part of a sentence as plain values, numbers as text, empty ones left out."""
    numbers = ("minimum", "maximum", "suspended", "credit", "amount")
    plain: dict[str, Any] = {"kind": str(part.kind)}
    for name in numbers:
        value = getattr(part, name)
        if value is not None:
            plain[name] = format(value.normalize(), "f")
    for name in ("unit", "currency", "text", "relation"):
        if getattr(part, name):
            plain[name] = str(getattr(part, name))
    if part.supervised is not None:
        plain["supervised"] = part.supervised
    if part.time_served:
        plain["time_served"] = True
    return plain
