"""The precedence tables: the first row that matches is the status (docs/domain.md, Precedence).

Pages and documents print the rows; ``spans`` asks them. The numbers are those of that page: a row keeps
its number, for stored statuses carry it, and a new one takes the next, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kit.codes import gettext_noop as _
from proceedings.law.codes import (
    ChargeState,
    ClaimState,
    Phase,
    StatusCode,
)
from proceedings.law.rules.case_state import (
    DEFERRED,
    ENDED,
    GUILTY,
    NOT_STANDING,
    OPEN_STATES,
    UNDECIDED,
    CaseState,
    StateOf,
)
from proceedings.law.rules.inputs import Record
from proceedings.law.rules.terms import HEAVIEST_FIRST, heaviest

# The order in which an alternative group prefers its members.
_ADVANCE = {
    state: rank
    for rank, state in enumerate(
        (
            ChargeState.CONVICTED,
            ChargeState.FOUND_GUILTY,
            ChargeState.DEFERRED_SENTENCE,
            ChargeState.DEFERRED_ADJUDICATION,
            ChargeState.DIVERTED,
            ChargeState.OUTCOME_NOT_READ,
            ChargeState.ON_TRIAL,
            ChargeState.MISTRIAL,
            ChargeState.REMANDED,
            ChargeState.BOUND_OVER,
            ChargeState.FILED,
            *ENDED,
        )
    )
}


class OutcomeCounts(NamedTuple):
    """The counts left after collapsing, by their keys, and the flags the rows ask about.

    `numbers` tells how many of them stand in each of their `states`.
    """

    keys: tuple[int, ...]
    counts: tuple[StateOf, ...]
    numbers: Mapping[str, int]
    states: frozenset[str]
    warrant: bool
    inactive: bool

    def any(self, *states: str) -> bool:
        """Tell whether any count stands in one of these states."""
        return not self.states.isdisjoint(states)

    def all(self, test: Callable[[StateOf], bool]) -> bool:
        """Tell whether the test holds for every count."""
        return all(test(count) for count in self.counts)

    @property
    def undecided(self) -> bool:
        """Tell whether any charge is undecided."""
        return not self.states.isdisjoint(UNDECIDED)

    @property
    def sentence_unread(self) -> bool:
        """Tell whether what followed a finding of guilt was not read."""
        return any(one.unread and one.state == ChargeState.FOUND_GUILTY for one in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedenceRow:
    """One row: its number, the codes it can lead to, its condition and its words."""

    number: int
    codes: tuple[StatusCode, ...]
    condition: str
    words: str
    matches: Callable[[OutcomeCounts], bool]


def standing_of(record: Record, world: CaseState) -> OutcomeCounts:
    """Drop what is not standing, collapse alternative groups, and read the flags."""
    groups: dict[str, tuple[tuple[int, int, int, int], StateOf, int]] = {}
    for count in record.counts:
        state = world.states[count.key]
        if count.elsewhere or state.state in NOT_STANDING:
            continue
        rank = (*_advance(state), count.position, count.key)
        group = count.alternative_group or f"\x00{count.key}"
        if group not in groups or rank < groups[group][0]:
            groups[group] = (rank, state, count.key)
    counts = tuple(state for _rank, state, _key in groups.values())
    open_counts = [one for one in counts if one.state in OPEN_STATES]
    numbers: dict[str, int] = {}
    for one in counts:
        numbers[one.state] = numbers.get(one.state, 0) + 1
    return OutcomeCounts(
        keys=tuple(key for _rank, _state, key in groups.values()),
        counts=counts,
        numbers=numbers,
        states=frozenset(numbers),
        warrant=world.warrant is not None,
        inactive=bool(open_counts) and (world.pause is not None or all(one.pause for one in open_counts)),
    )


def _advance(state: StateOf) -> tuple[int, int]:
    """Rank a member of an alternative group: the most advanced first; of two dismissals the weaker."""
    if isinstance(state.state, ClaimState):
        return (0, 0)
    return (_ADVANCE[state.state], int(state.prejudice == "with"))


def row_for(standing: OutcomeCounts, *, civil: bool) -> PrecedenceRow:
    """Return the first row that matches; the last row of each table always does."""
    table = PRECEDENCE_CIVIL if civil else PRECEDENCE_CRIMINAL
    for row in table:
        if row.matches(standing):
            return row
    return table[-1]


def row_numbered(number: int, *, civil: bool) -> PrecedenceRow:
    """Return the row of a number that a status carries."""
    table = PRECEDENCE_CIVIL if civil else PRECEDENCE_CRIMINAL
    return next(row for row in table if row.number == number)


def code_of(row: PrecedenceRow, standing: OutcomeCounts) -> StatusCode:
    """Return the code of a row; a conviction's is that of the heaviest part of its sentence."""
    if len(row.codes) == 1:
        return row.codes[0]
    return heaviest(one for one in standing.counts if one.state == ChargeState.CONVICTED)


def terms_of(one: StateOf) -> str:
    """Return on what terms a charge was dismissed: with, without, after_deferral or unspecified."""
    if one.after_deferral:
        return "after_deferral"
    return one.prejudice if one.prejudice in {"with", "without"} else "unspecified"


def _is(*states: str) -> Callable[[StateOf], bool]:
    """Return a test: the count stands in one of these states."""
    wanted = frozenset(states)
    return lambda one: one.state in wanted


def _dismissed(terms: str) -> Callable[[StateOf], bool]:
    """Return a test: the count was dismissed on these terms."""
    return lambda one: one.state == ChargeState.DISMISSED and terms_of(one) == terms


def _without_or_not_proceeded(one: StateOf) -> bool:
    """Tell whether the charge ended in a way that does not itself bar a new one."""
    return one.state == ChargeState.NOT_PROCEEDED or _dismissed("without")(one)


def _row(
    number: int,
    codes: StatusCode | tuple[StatusCode, ...],
    condition: str,
    words: str,
    matches: Callable[[OutcomeCounts], bool],
) -> PrecedenceRow:
    """Build one row."""
    listed = (codes,) if isinstance(codes, StatusCode) else codes
    return PrecedenceRow(number=number, codes=listed, condition=condition, words=words, matches=matches)


S = ChargeState
C = StatusCode

PRECEDENCE_CRIMINAL: tuple[PrecedenceRow, ...] = (
    _row(
        1,
        C.NOT_CHARGED,
        _("no charge is filed, or none is left"),
        _("No charge recorded on this date"),
        lambda s: not s.counts,
    ),
    _row(
        2,
        C.GUILTY_IN_PART_PENDING,
        _("any guilty and any undecided"),
        _("Guilty on x of n charges, any standing sentence; y undecided"),
        lambda s: s.any(*GUILTY) and s.undecided,
    ),
    _row(
        3,
        C.FOUND_GUILTY_AWAITING_SENTENCE,
        _("any found guilty, none convicted, and no outcome after the finding that was not read"),
        _("Found guilty, pleaded guilty or pleaded no contest on x of n; awaiting sentence"),
        lambda s: s.any(S.FOUND_GUILTY) and not s.any(S.CONVICTED) and not s.sentence_unread,
    ),
    _row(
        4,
        HEAVIEST_FIRST,
        _(
            "any convicted: by the heaviest standing part of the sentence, in the order death, custody, "
            "released under supervision, suspended, community, financial, unspecified, completed"
        ),
        _("Convicted on x of n; sentenced on a day to ...; awaiting sentence on z"),
        lambda s: s.any(S.CONVICTED),
    ),
    _row(
        25,
        C.OUTCOME_NOT_READ,
        _("any with an outcome in words that were not understood"),
        _("Outcome not read: the source says ..."),
        lambda s: s.any(S.OUTCOME_NOT_READ) or s.sentence_unread,
    ),
    _row(
        5,
        C.PENDING_AT_LARGE,
        _("undecided, and a warrant is outstanding"),
        _("Charged; warrant outstanding"),
        lambda s: s.undecided and s.warrant,
    ),
    _row(
        6,
        C.PENDING_INACTIVE,
        _("undecided, and every undecided charge is inactive"),
        _("Charged; proceedings paused (reason)"),
        lambda s: s.undecided and s.inactive,
    ),
    _row(7, C.ON_TRIAL, _("any on trial"), _("On trial"), lambda s: s.any(S.ON_TRIAL)),
    _row(8, C.PENDING_RETRIAL, _("any mistrial"), _("Mistrial; charges remain"), lambda s: s.any(S.MISTRIAL)),
    _row(
        9,
        C.PENDING_REMAND,
        _("any remanded"),
        _("Conviction or dismissal overturned on appeal; charges remain"),
        lambda s: s.any(S.REMANDED),
    ),
    _row(10, C.AWAITING_TRIAL, _("any sent for trial"), _("Awaiting trial"), lambda s: s.any(S.BOUND_OVER)),
    _row(
        11,
        C.CHARGED,
        _("any filed"),
        _("Charged; not tried (mise en examen: Under formal investigation)"),
        lambda s: s.any(S.FILED),
    ),
    _row(
        12,
        C.DEFERRED_SENTENCE,
        _("any with a deferred sentence"),
        _("Guilt adjudicated; sentence deferred"),
        lambda s: s.any(S.DEFERRED_SENTENCE),
    ),
    _row(
        13,
        C.DEFERRED,
        _("any diverted, or with judgment deferred"),
        _("Prosecution deferred, or judgment deferred; no conviction"),
        lambda s: s.any(*DEFERRED),
    ),
    _row(14, C.TRANSFERRED, _("any transferred"), _("Transferred to ..."), lambda s: s.any(S.TRANSFERRED)),
    _row(
        15,
        C.ABATED_BY_DEATH,
        _("any ended by death"),
        _("Ended by the defendant's death; no final finding of guilt"),
        lambda s: s.any(S.ABATED),
    ),
    _row(
        16,
        C.NOT_GUILTY_INSANITY,
        _("any not guilty by reason of insanity"),
        _("Found not guilty by reason of insanity"),
        lambda s: s.any(S.NOT_GUILTY_INSANITY),
    ),
    _row(
        17,
        C.ACQUITTED,
        _("all acquitted"),
        _("Acquitted (by jury, by the judge, on appeal)"),
        lambda s: s.all(_is(S.ACQUITTED)),
    ),
    _row(
        18,
        C.CONVICTION_OVERTURNED,
        _("any set aside, the rest ended without guilt"),
        _("Conviction set aside; no charge remains"),
        lambda s: s.any(S.VACATED),
    ),
    _row(
        19,
        C.DISMISSED_AFTER_DEFERRAL,
        _("all dismissed after a deferral"),
        _("Dismissed after conditions were met"),
        lambda s: s.all(_dismissed("after_deferral")),
    ),
    _row(
        20,
        C.DISMISSED_WITH_PREJUDICE,
        _("all dismissed with prejudice"),
        _("Dismissed with prejudice; cannot be refiled unless reversed"),
        lambda s: s.all(_dismissed("with")),
    ),
    _row(
        21,
        C.NOT_SENT_TO_TRIAL,
        _("all not sent to trial"),
        _("Not sent to trial"),
        lambda s: s.all(_is(S.NOT_PROCEEDED)),
    ),
    _row(
        22,
        C.DISMISSED_WITHOUT_PREJUDICE,
        _("all dismissed without prejudice, or not sent to trial"),
        _(
            "Dismissed without prejudice by the prosecution or by the court; "
            "this does not itself bar a new charge"
        ),
        lambda s: s.all(_without_or_not_proceeded),
    ),
    _row(
        23,
        C.DISMISSED,
        _("all dismissed or not sent to trial, otherwise"),
        _("Dismissed: a with prejudice, b without, c after conditions, d not stated"),
        lambda s: s.all(_is(S.DISMISSED, S.NOT_PROCEEDED)),
    ),
    _row(
        24,
        C.ENDED_WITHOUT_CONVICTION,
        _("otherwise"),
        _("Ended without a conviction: acquitted on a, dismissed on b, left on the file on c"),
        lambda _standing: True,
    ),
)

L = ClaimState

PRECEDENCE_CIVIL: tuple[PrecedenceRow, ...] = (
    _row(1, C.CIVIL_NOT_SUED, _("no claim"), _("No suit recorded on this date"), lambda s: not s.counts),
    _row(
        2,
        C.CIVIL_PAUSED,
        _("any open, and all open ones paused"),
        _("Sued; proceedings paused"),
        lambda s: s.any(L.FILED) and s.inactive,
    ),
    _row(3, C.CIVIL_PENDING, _("any open"), _("Suit pending"), lambda s: s.any(L.FILED)),
    _row(
        4,
        C.CIVIL_TRANSFERRED,
        _("any transferred"),
        _("Suit transferred to ..."),
        lambda s: s.any(L.TRANSFERRED),
    ),
    _row(
        5,
        C.CIVIL_JUDGMENT_FOR_PLAINTIFF,
        _("any judgment for the plaintiff"),
        _("Judgment for the plaintiff on x of n claims"),
        lambda s: s.any(L.JUDGMENT_FOR_PLAINTIFF),
    ),
    _row(
        6,
        C.CIVIL_JUDGMENT_FOR_DEFENDANT,
        _("all judgment for the defendant"),
        _("Judgment for the defendant"),
        lambda s: s.all(_is(L.JUDGMENT_FOR_DEFENDANT)),
    ),
    _row(7, C.CIVIL_SETTLED, _("all settled"), _("Settled"), lambda s: s.all(_is(L.SETTLED))),
    _row(
        8,
        C.CIVIL_DISMISSED_WITH_PREJUDICE,
        _("all dismissed with prejudice"),
        _("Suit dismissed with prejudice"),
        lambda s: s.all(_dismissed("with")),
    ),
    _row(
        9,
        C.CIVIL_DISMISSED_WITHOUT_PREJUDICE,
        _("all dismissed without prejudice"),
        _("Suit dismissed without prejudice"),
        lambda s: s.all(_dismissed("without")),
    ),
    _row(
        10,
        C.CIVIL_DISMISSED,
        _("all dismissed, otherwise"),
        _("Suit dismissed"),
        lambda s: s.all(_is(L.DISMISSED)),
    ),
    _row(11, C.CIVIL_ENDED, _("otherwise"), _("Ended: settled on a, dismissed on b"), lambda _standing: True),
)

_PHASES: dict[Phase, tuple[StatusCode, ...]] = {
    Phase.OPEN: (
        C.PENDING_AT_LARGE,
        C.PENDING_INACTIVE,
        C.ON_TRIAL,
        C.PENDING_RETRIAL,
        C.PENDING_REMAND,
        C.AWAITING_TRIAL,
        C.CHARGED,
    ),
    Phase.ENDED_WITHOUT_CONVICTION: (
        C.ABATED_BY_DEATH,
        C.NOT_GUILTY_INSANITY,
        C.ACQUITTED,
        C.CONVICTION_OVERTURNED,
        C.DISMISSED_AFTER_DEFERRAL,
        C.DISMISSED_WITH_PREJUDICE,
        C.NOT_SENT_TO_TRIAL,
        C.DISMISSED_WITHOUT_PREJUDICE,
        C.DISMISSED,
        C.ENDED_WITHOUT_CONVICTION,
    ),
    Phase.GUILTY: (C.GUILTY_IN_PART_PENDING, C.FOUND_GUILTY_AWAITING_SENTENCE, *HEAVIEST_FIRST),
    Phase.DEFERRED: (C.DEFERRED_SENTENCE, C.DEFERRED),
    Phase.NOT_READ: (C.OUTCOME_NOT_READ,),
    Phase.ELSEWHERE: (C.TRANSFERRED, C.CIVIL_TRANSFERRED),
    Phase.NO_CHARGE: (C.NOT_CHARGED, C.CIVIL_NOT_SUED),
    Phase.CIVIL_OPEN: (C.CIVIL_PAUSED, C.CIVIL_PENDING),
    Phase.CIVIL_ENDED: (
        C.CIVIL_JUDGMENT_FOR_PLAINTIFF,
        C.CIVIL_JUDGMENT_FOR_DEFENDANT,
        C.CIVIL_SETTLED,
        C.CIVIL_DISMISSED_WITH_PREJUDICE,
        C.CIVIL_DISMISSED_WITHOUT_PREJUDICE,
        C.CIVIL_DISMISSED,
        C.CIVIL_ENDED,
    ),
}
_PHASE_OF = {code: phase for phase, codes in _PHASES.items() for code in codes}


def phase_of(code: str) -> Phase:
    """Return the one phase a status belongs to."""
    return _PHASE_OF[StatusCode(code)]


def codes_of(phase: str) -> tuple[StatusCode, ...]:
    """Return the statuses of a phase."""
    return _PHASES[Phase(phase)]
