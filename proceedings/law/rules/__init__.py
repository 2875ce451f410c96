"""The rules: recorded effects in, statuses with their reasons out. Pure; nothing else knows them.

``facts`` is what is read, ``transitions`` and ``precedence`` are the tables of the law, ``order`` says when
an event counts, ``steps`` takes one, ``history`` folds a record, ``spans`` says what the fold says;
``qualifiers`` and ``terms`` tell the rest.
"""

from proceedings.law.rules.apply_effect import EffectResult
from proceedings.law.rules.case_state import StateOf
from proceedings.law.rules.history import History, Status
from proceedings.law.rules.inputs import (
    FIRST_DAY,
    LAST_DAY,
    RULES_VERSION,
    Component,
    Count,
    Effect,
    Link,
    Record,
)
from proceedings.law.rules.order import DatedEvent, in_order
from proceedings.law.rules.outcome_effects import FORMAL_INVESTIGATION
from proceedings.law.rules.precedence import (
    PRECEDENCE_CIVIL,
    PRECEDENCE_CRIMINAL,
    PrecedenceRow,
    codes_of,
    phase_of,
    row_numbered,
)
from proceedings.law.rules.qualifiers import (
    calendar_qualifiers,
    counted_as,
    counted_keys,
    events_behind,
    kinds_of,
)
from proceedings.law.rules.segmentation import (
    LanePiece,
    Span,
    activity,
    charge_states,
    derive,
    fold,
    lanes,
    movements,
    moves,
    needed,
    row_of,
    rules_missing,
    standing,
)
from proceedings.law.rules.terms import add_term, as_particulars
from proceedings.law.rules.transition import Transition
from proceedings.law.rules.transition_queries import TRANSITIONS, evidence_of, next_outcomes

__all__ = [
    "FIRST_DAY",
    "FORMAL_INVESTIGATION",
    "LAST_DAY",
    "PRECEDENCE_CIVIL",
    "PRECEDENCE_CRIMINAL",
    "RULES_VERSION",
    "TRANSITIONS",
    "Component",
    "Count",
    "DatedEvent",
    "Effect",
    "EffectResult",
    "History",
    "LanePiece",
    "Link",
    "PrecedenceRow",
    "Record",
    "Span",
    "StateOf",
    "Status",
    "Transition",
    "activity",
    "add_term",
    "as_particulars",
    "calendar_qualifiers",
    "charge_states",
    "codes_of",
    "counted_as",
    "counted_keys",
    "derive",
    "events_behind",
    "evidence_of",
    "fold",
    "in_order",
    "kinds_of",
    "lanes",
    "movements",
    "moves",
    "needed",
    "next_outcomes",
    "phase_of",
    "row_numbered",
    "row_of",
    "rules_missing",
    "standing",
]
