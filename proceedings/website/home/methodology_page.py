"""How a status is derived, printed from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from proceedings.law import rules
from proceedings.law.codes import (
    ChargeState,
    ClaimOutcome,
    ClaimState,
    Confidence,
    EventKind,
    Phase,
    QualifierCode,
)
from proceedings.website.view_models import Head, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """One row of a precedence table."""

    anchor: str
    number: int
    condition: str
    words: str
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionRow:
    """One row of the state machine."""

    outcome: str
    before: str
    after: str
    evidence: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPage:
    """Everything the template prints."""

    head: Head
    version: int
    criminal: tuple[RowLine, ...]
    civil: tuple[RowLine, ...]
    charge_moves: tuple[TransitionRow, ...]
    claim_moves: tuple[TransitionRow, ...]
    phases: tuple[tuple[str, str, str], ...]
    qualifiers: tuple[Link, ...]
    confidence: tuple[Link, ...]


def method_page() -> MethodPage:
    """Assemble the page."""
    return MethodPage(
        head=Head(
            title=_("How a status is derived"),
            description=_("The tables from which every status follows, printed from the rules themselves."),
            canonical=reverse("method"),
            section="method",
        ),
        version=rules.RULES_VERSION,
        criminal=tuple(_rows("criminal", rules.PRECEDENCE_CRIMINAL)),
        civil=tuple(_rows("civil", rules.PRECEDENCE_CIVIL)),
        charge_moves=tuple(_moves(civil=False)),
        claim_moves=tuple(_moves(civil=True)),
        phases=tuple((phase.value, _(phase.label), _(phase.definition)) for phase in Phase),
        qualifiers=tuple(Link(text=_(code.label), note=_(code.definition)) for code in QualifierCode),
        confidence=tuple(Link(text=_(code.label), note=_(code.definition)) for code in Confidence),
    )


def _rows(table: str, rows: Iterable[rules.PrecedenceRow]) -> Iterator[RowLine]:
    """Write one precedence table."""
    for row in rows:
        yield RowLine(
            anchor=f"{table}-{row.number}",
            number=row.number,
            condition=_(row.condition),
            words=_(row.words),
            codes=tuple((rules.phase_of(code).value, code.value) for code in row.codes),
        )


def _moves(*, civil: bool) -> Iterator[TransitionRow]:
    """Write one state machine."""
    for row in rules.TRANSITIONS:
        if isinstance(row.outcome, ClaimOutcome) is civil:
            yield TransitionRow(
                outcome=_(row.outcome.label),
                before=_states(row.before, civil=civil),
                after=_after(row.after, civil=civil),
                evidence=", ".join(_(kind.label).lower() for kind in EventKind if kind in row.evidence),
                words=_(row.words),
            )


def _states(states: frozenset[ChargeState | ClaimState], *, civil: bool) -> str:
    """Name a set of states in the words of their own table; every state but one is said as such.

    A state of a charge and one of a claim may be one code: a claim that is open is said to be “sued”.
    """
    codes: type[ChargeState | ClaimState] = ClaimState if civil else ChargeState
    if len(states) == len(codes):
        return _("any")
    return ", ".join(_(state.label).lower() for state in codes if state in states)


def _after(after: str, *, civil: bool) -> str:
    """Name where a row leads."""
    fixed = {
        "same": _("no change"),
        "former": _("the last undecided state"),
        "before": _("the state before it"),
    }
    if after in fixed:
        return fixed[after]
    return _((ClaimState if civil else ChargeState)(after).label)
