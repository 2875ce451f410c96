"""docs/status-rules.md: how a status follows from what happened, from the tables the rules themselves use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from proceedings.law.codes import (
    ChargeState,
    ClaimOutcome,
    ClaimState,
    StatusCode,
)
from proceedings.law.rules import (
    PRECEDENCE_CIVIL,
    PRECEDENCE_CRIMINAL,
    RULES_VERSION,
    TRANSITIONS,
    PrecedenceRow,
    Transition,
    phase_of,
)
from tools.reference_docs.markdown import codes, table

OPENING = f"""# How a status is derived

Written by `manage.py write_docs` from `proceedings/law/rules/`, version {RULES_VERSION}. Do not edit.

Editors record events; each outcome of an event moves a charge (or a civil claim) from one state to another.
The states of a defendant's charges on a date decide the status: the first row of the table that matches. An
outcome that cannot follow from the state a charge is in moves nothing, and marks the record as inconsistent.
"""


def text() -> str:
    """Return the document."""
    criminal = [row for row in TRANSITIONS if not isinstance(row.outcome, ClaimOutcome)]
    civil = [row for row in TRANSITIONS if isinstance(row.outcome, ClaimOutcome)]
    parts = (
        OPENING,
        "## Status of a criminal defendant\n",
        _precedence(PRECEDENCE_CRIMINAL),
        "## Status of a civil or administrative defendant\n",
        _precedence(PRECEDENCE_CIVIL),
        "## What moves a charge\n",
        _transitions(criminal, list(ChargeState)),
        "## What moves a civil claim\n",
        _transitions(civil, list(ClaimState)),
        "## Statuses\n",
        table(
            ("code", "label", "definition", "phase"),
            ((f"`{code.value}`", code.label, code.definition, phase_of(code).label) for code in StatusCode),
        ),
    )
    return "\n".join(parts)


def _precedence(rows: Sequence[PrecedenceRow]) -> str:
    return table(
        ("row", "when", "status", "words"),
        ((row.number, row.condition, codes(code.value for code in row.codes), row.words) for row in rows),
    )


def _transitions(rows: Iterable[Transition], order: Sequence[ChargeState | ClaimState]) -> str:
    return table(
        ("outcome", "from", "to", "shown by", "words"),
        (
            (
                f"`{row.outcome.value}`",
                codes(state.value for state in order if state in row.before),
                f"`{row.after}`",
                ", ".join(sorted(kind.value for kind in row.evidence)),
                row.words,
            )
            for row in rows
        ),
    )
