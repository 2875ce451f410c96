"""How long from filing to outcome: days counted in the database, each kind of outcome apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.sql.compiler import SQLCompiler

from proceedings.clocks import Clocks
from proceedings.codes import Phase
from proceedings.models import StatusSpan
from proceedings.querysets import NOTHING_RECORDED, SpanQuerySet
from proceedings.rules import phase_of
from proceedings.statistics.counting import defendants_by, filed
from proceedings.statistics.places import OUTCOMES, PHASES, SIDES, is_civil


class Days(Func):
    """The number of days the first day comes after the second, as either database counts them."""

    arity = 2
    output_field = IntegerField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """Subtract day numbers: SQLite keeps days as text."""
        template = "CAST(JULIANDAY(%(expressions)s) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - JULIANDAY(", **context)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """Subtract days: PostgreSQL answers with their number."""
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **context)


@dataclass
class Durations:
    """Days from filing to outcome, as {days: how many}, by outcome; and who is left out, by side and why."""

    days: dict[Phase, dict[int, int]] = field(default_factory=dict)
    uncertain: dict[Phase, int] = field(default_factory=dict)
    left_out: dict[bool, dict[Phase, int]] = field(default_factory=dict)


def durations(standing: SpanQuerySet, clocks: Clocks) -> Durations:
    """Measure from filing to the outcome that stands, over the spans of one day. Two queries.

    The outcome's day is the first of the unbroken run of outcomes of its kind. Who has no outcome is counted
    by phase: open (guilty in part with charges undecided included), deferred, elsewhere.
    """
    found = Durations()
    for row in _measured(standing, clocks):
        phase = Phase(row["outcome"])
        found.days.setdefault(phase, defaultdict(int))[row["days"]] += row["number"]
        found.uncertain[phase] = found.uncertain.get(phase, 0) + row["number"] * bool(row["uncertain"])
    ended = {code for codes in OUTCOMES.values() for code in codes}
    for civil in SIDES:
        found.left_out[civil] = dict.fromkeys(PHASES[civil], 0)
    for status, number in defendants_by(standing).items():
        if status not in ended:
            civil = is_civil(status)
            phase = phase_of(status)
            still = Phase.OPEN if phase is Phase.GUILTY else phase
            found.left_out[civil][still] += number
    return found


def _measured(standing: SpanQuerySet, clocks: Clocks) -> QuerySet[Any, dict[str, Any]]:
    """Return how many have had each outcome after how many days."""
    codes = [code for held in OUTCOMES.values() for code in held]
    history: SpanQuerySet = StatusSpan.objects.known(clocks.known if clocks.is_past else None)
    own = history.filter(defendant_id=OuterRef("defendant_id"), valid_until__lte=clocks.on)
    before = [
        When(
            status__in=held,
            then=Subquery(
                own.exclude(status__in=[*held, *NOTHING_RECORDED])
                .order_by("-valid_until")
                .values("valid_until")[:1]
            ),
        )
        for held in OUTCOMES.values()
    ]
    outcome = Case(
        *(When(status__in=held, then=Value(phase.value)) for phase, held in OUTCOMES.items()),
        output_field=CharField(),
    )
    unsure = history.filter(
        defendant_id=OuterRef("defendant_id"), valid_from__lte=clocks.on, possible_from__lt=F("valid_from")
    )
    measured: QuerySet[Any, dict[str, Any]] = (
        standing.standing(*codes)
        .annotate(
            outcome=outcome,
            filed=filed(clocks),
            decided=Coalesce(Case(*before, output_field=DateField()), F("filed")),
            days=Days("decided", "filed"),
            uncertain=Exists(unsure.recorded()),
        )
        .order_by()
        .values("outcome", "days", "uncertain")
        .annotate(number=Count("pk"))
    )
    return measured
