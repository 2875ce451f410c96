"""The rows a number is counted from, as the address of the list of exactly these rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from proceedings.law import rules
from proceedings.law.codes import (
    ChargeState,
    ClaimState,
    Phase,
    Role,
    StatusCode,
)
from proceedings.law.rules.case_state import NOT_STANDING
from proceedings.research.query.request_params import address
from proceedings.research.statistics.params import StatisticsQuery
from proceedings.research.statistics.status_groups import (
    CIVIL_TYPES,
    CRIMINAL_TYPES,
    PHASES,
    phase_of_state,
    statuses,
)
from proceedings.research.statistics.units import Unit

Asked = dict[str, Any]
WHOLE_PHASES = {phase.value: {code.value for code in rules.codes_of(phase)} for phase in Phase}
LISTED: dict[Unit, str] = {
    Unit.DEFENDANTS: "defendants",
    Unit.PEOPLE: "people",
    Unit.CASES: "cases",
    Unit.CHARGES: "charges",
}


def rows_href(
    query: StatisticsQuery,
    *,
    civil: bool,
    phase: Phase | None = None,
    codes: Sequence[str] | None = None,
    unit: Unit | None = None,
    more: Mapping[str, str] | None = None,
) -> str:
    """Return the address of the rows a number is counted from: the list of the unit, with as many rows.

    `phase` or `codes` say where they stand: statuses; of charges, their own states; all of the side when none
    are given. `more` are other filters of the list. "" when the question itself asks for none of them.
    """
    unit = unit or query.unit
    place = _side(query, civil=civil)
    if unit is Unit.CHARGES:
        stand = _states(phase, codes, civil=civil)
        place = None if place is None else place | stand
    elif phase is not None or codes is not None:
        place = _place(query, statuses([phase], civil=civil) if phase is not None else codes or ())
    elif place is not None and unit is not Unit.DEFENDANTS:
        place |= _recorded(query, civil=civil)
    if place is None:
        return ""
    listed = "claims" if unit is Unit.CHARGES and civil else LISTED[unit]
    return listed_href(query, listed, {**place, **(more or {}), **_parts(unit)})


def charged_href(query: StatisticsQuery, offence: str, phase: Phase | None) -> str:
    """Return the address of the rows charged with an offence, by the phase of the charge itself."""
    place: Asked | None = _side(query, civil=False)
    if place is None:
        return ""
    states = [
        code.value
        for code in ChargeState
        if code not in NOT_STANDING and phase in (None, phase_of_state(code, civil=False))
    ]
    if query.unit is Unit.CHARGES:
        place |= {"state": states} if phase is not None else {"counted": "yes"}
    else:
        place |= {"charge_state": states}
    return listed_href(query, LISTED[query.unit], place | {"charged": offence} | _parts(query.unit))


def listed_href(query: StatisticsQuery, listed: str, more: Mapping[str, Any]) -> str:
    """Return the address of a list, by its name, that is asked what the figures are asked, and more."""
    asked: Asked = {name: values for name, values in query.given.items() if name != "unit"}
    asked |= more
    return reverse(listed) + address({name: values for name, values in asked.items() if values})


def _parts(unit: Unit) -> Asked:
    """Say that people are counted as the defendants they are, not for other parts they take in a case."""
    return {"role": Role.DEFENDANT.value} if unit is Unit.PEOPLE else {}


def _side(query: StatisticsQuery, *, civil: bool) -> Asked | None:
    """Say a whole side by its types of case; None when the types asked for are all of the other."""
    side = CIVIL_TYPES if civil else CRIMINAL_TYPES
    types = [one for one in query.asked["type"] or side if one in side]
    return {"type": types} if types else None


def _recorded(query: StatisticsQuery, *, civil: bool) -> Asked:
    """Say that something is recorded against the defendant, for lists that do not mean it by themselves."""
    if query.filterset.codes is not None:
        return {}
    return {"phase": [phase.value for phase in PHASES[civil]]}


def _place(query: StatisticsQuery, codes: Iterable[str]) -> Asked | None:
    """Say statuses: by their phase where they are a whole one and none was asked for, else one by one."""
    wanted, held = query.filterset.codes, set(codes)
    if wanted is None and held in WHOLE_PHASES.values():
        return {"phase": [phase for phase, whole in WHOLE_PHASES.items() if whole == held]}
    held = held if wanted is None else held & set(wanted)
    return {"phase": [], "status": [code.value for code in StatusCode if code in held]} if held else None


def _states(phase: Phase | None, codes: Sequence[str] | None, *, civil: bool) -> Asked:
    """Say where charges or claims stand themselves; all that are counted when nothing is said."""
    if codes is None and phase is None:
        return {"counted": "yes"}
    if codes is None:
        known = (code.value for code in (ClaimState if civil else ChargeState) if code not in NOT_STANDING)
        codes = [code for code in known if phase_of_state(code, civil=civil) is phase]
    return {"state": list(codes)}
