"""The list of convictions: one row is one charge of which somebody stands guilty, how, and what followed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit.filtering import read_day
from kit.paging import Order
from proceedings import wording
from proceedings.law.codes import Confidence, Outcome, Severity
from proceedings.law.rules import StateOf
from proceedings.law.rules.case_state import GUILTY
from proceedings.law.rules.outcome_effects import NO_CONTEST, PLEADED_GUILTY, VERDICT
from proceedings.models import Charge, Effect
from proceedings.record.public_rows import Facts, Rows, annotated
from proceedings.record.rule_inputs import CHARGE_COUNTS, component_of
from proceedings.research.lists.case_columns import (
    CaseColumns,
    case_facets,
    clocks_values,
    own,
    with_case_id,
    with_defendant,
)
from proceedings.research.lists.count_states import states
from proceedings.research.lists.definitions.charges_and_claims import OFFENCE, charge_words
from proceedings.research.lists.list_definition import Heading, ListDefinition, Via
from proceedings.research.lists.rows import CASE, DEFENDANT, LAST, Cell, ListRow, column
from proceedings.research.query.conditions import Condition, standing_as
from proceedings.research.query.filter_scopes import ChargeScope, Target
from proceedings.wording import since_words

FINDINGS = (Outcome.FOUND_GUILTY, Outcome.PLEA_ACCEPTED, Outcome.CONVICTED_ON_APPEAL)
JUDGMENTS = (Outcome.CONVICTED_TRIAL, Outcome.CONVICTED_PLEA)
# What says best when guilt was found first; where neither is recorded, the last thing done to the charge.
DECIDING = (FINDINGS, JUDGMENTS, tuple(Outcome))
BY_DAY = Order("found", "id", read_day, column_down=True, id_down=True)


def _rows(facts: Facts, _asked: Mapping[str, Any]) -> Rows:
    """Return the charges of which somebody stands guilty, with the day of the finding or judgment."""
    guilty = facts.charges().filter(standing_as(facts, sorted(state.value for state in GUILTY)))
    days = {
        name: Coalesce(*(_last_day(facts, outcomes, day) for outcomes in DECIDING))
        for name, day in (("found", "latest"), ("found_earliest", "earliest"))
    }
    return annotated(guilty, **days)


def _last_day(facts: Facts, outcomes: Sequence[Outcome], day: str) -> Subquery:
    """Return the day of the last such outcome: of several trials the last one stands."""
    acting = facts.of(Effect).filter(
        outcome__in=[outcome.value for outcome in outcomes], charge_id=OuterRef(OuterRef("id"))
    )
    events = facts.happened().filter(id__in=acting.values("event_id")).order_by("-latest", "-earliest")
    return Subquery(events.values(day)[:1])


def _read(rows: Sequence[Any], facts: Facts) -> list[ListRow]:
    """Write the rows, with the sentences that stand and who found guilt. Four queries."""
    found = states(rows, facts, CHARGE_COUNTS)
    sentences = [state.sentence.event for row in rows if (state := found[row.id]).sentence]
    parts: dict[int, list[Any]] = defaultdict(list)
    for part in facts.components().filter(event_id__in=sentences).order_by("position", "id"):
        parts[part.event_id].append(part)
    findings = facts.effects().filter(
        charge_id__in=[row.id for row in rows], outcome__in=[outcome.value for outcome in FINDINGS]
    )
    by = {one.charge_id: str(one.details.get("by") or "") for one in findings.order_by("id")}
    return [_row(row, CaseColumns(row, facts), found[row.id], parts, by.get(row.id, "")) for row in rows]


def how_words(state: StateOf, by: str) -> str:
    """Say how guilt was found, and by whom."""
    if state.how == VERDICT:
        by_judge = _("Finding of the judge")
        return {"jury": _("Jury verdict"), "judge": by_judge, "bench": by_judge}.get(by, _("Verdict"))
    pleas = {NO_CONTEST: _("Plea of no contest"), PLEADED_GUILTY: _("Guilty plea")}
    return pleas.get(state.how, _("How is not recorded"))


def _sentence(row: Any, parts: Sequence[Any], *, disputed: bool) -> str:  # noqa: ANN401  # a live or a history row
    """Return the parts of a sentence that stand for a charge, in words: those counted, or those disputed."""
    own = [
        component_of(getattr(part, "instance", part))
        for part in parts
        if part.defendant_id == row.defendant_id
        and part.charge_id in (None, row.id)
        and (part.confidence == Confidence.C) is disputed
    ]
    return wording.components_words(own, brief=True) if own else ""


def _row(
    row: Any,  # noqa: ANN401  # a live or a history row
    columns: CaseColumns,
    state: StateOf,
    parts: Mapping[int, Sequence[Any]],
    by: str,
) -> ListRow:
    address = f"{columns.defendant_address}#charge-{row.id}"
    sentence, disputed, sentenced_on = "", "", None
    if state.sentence is not None:
        sentenced_on, held = state.sentence.on, parts[state.sentence.event]
        sentence = columns.text(_sentence(row, held, disputed=False))
        disputed = columns.text(_sentence(row, held, disputed=True))
    offence, how = columns.text(row.offence), how_words(state, by)
    severity = _(Severity(row.severity).label) if row.severity else ""
    values = {
        "id": row.id,
        **columns.defendant_values(),
        "count": columns.text(row.count_label),
        "offence": offence,
        "statute": row.statute or None,
        "severity": row.severity or None,
        "how": state.how or None,
        "how_label": how,
        "plea": state.plea or None,
        "by": by or None,
        "found": row.found,
        "found_earliest": row.found_earliest,
        "sentence": sentence or None,
        "sentence_disputed": disputed or None,
        "sentenced_on": sentenced_on,
    }
    warnings = [_("Disputed, not counted: %(part)s") % {"part": disputed}] if disputed else []
    return ListRow(
        values=values | columns.case_values() | clocks_values(columns.facts, address),
        cells=(
            Cell(text=columns.name, href=columns.defendant_address, is_name=True),
            Cell(
                text=offence,
                href=address,
                quiet=(" · ".join(filter(None, (how, row.statute, severity))),),
                said=_("of"),
            ),
            Cell(text=sentence or _("No sentence recorded"), warnings=tuple(warnings), said=_("sentence")),
            Cell(text=since_words(row.found, row.found_earliest), is_day=True, said=_("found guilty")),
            columns.case_cell(),
        ),
    )


def _facets(facts: Facts) -> dict[str, Any]:
    return {"severity": own("severity"), **case_facets(facts, "its_case")}


def _events(rows: Rows, facts: Facts, via: Via) -> Rows:
    acting = facts.of(Effect).filter(via("charge_id", rows, "id"))
    return facts.events().filter(via("id", acting, "event_id"))


CONVICTIONS = ListDefinition(
    slug="convictions",
    title=gettext_lazy("Convictions"),
    subject=gettext_lazy("Charges of which somebody stands guilty"),
    unit=lambda number: ngettext(
        "%(number)s conviction; one row is one charge of which somebody stands guilty on the day.",
        "%(number)s convictions; one row is one charge of which somebody stands guilty on the day, by "
        "verdict or plea, whether or not an appeal is pending.",
        number,
    ),
    nothing=gettext_lazy("No conviction matches what is asked."),
    columns=(
        column("id", gettext_lazy("Number"), gettext_lazy("The charge's number here; kept."), "integer"),
        *DEFENDANT,
        *OFFENCE,
        column("how", gettext_lazy("How"), gettext_lazy("By verdict or by which plea, as a code.")),
        column("how_label", gettext_lazy("How, in words"), gettext_lazy("The same in words.")),
        column("plea", gettext_lazy("Plea"), gettext_lazy("The plea that was accepted, as a code.")),
        column("by", gettext_lazy("Found by"), gettext_lazy("Jury or judge, as a code, where recorded.")),
        column(
            "found",
            gettext_lazy("Found guilty"),
            gettext_lazy("The last possible day of the verdict or of the plea's acceptance."),
            "date",
        ),
        column(
            "found_earliest",
            gettext_lazy("Found guilty, at the earliest"),
            gettext_lazy("The first possible day of the same."),
            "date",
        ),
        column(
            "sentence",
            gettext_lazy("Sentence"),
            gettext_lazy("The parts that stand, in the court's own units; disputed ones are left out."),
        ),
        column(
            "sentence_disputed",
            gettext_lazy("Disputed parts"),
            gettext_lazy("What weak sources alone report; in no figure."),
        ),
        column(
            "sentenced_on",
            gettext_lazy("Sentenced"),
            gettext_lazy("The day of the sentence, at the latest."),
            "date",
        ),
        *CASE,
        *LAST,
    ),
    headings=(
        Heading(words=gettext_lazy("Who")),
        Heading(words=gettext_lazy("Of what")),
        Heading(words=gettext_lazy("Sentence")),
        Heading(words=gettext_lazy("Day"), up="date", down="-date"),
        Heading(words=gettext_lazy("Case")),
    ),
    model=Charge,
    rows=_rows,
    read=_read,
    add_columns=with_defendant,
    scope=ChargeScope,
    sorts=(("-date", gettext_lazy("latest first")), ("date", gettext_lazy("earliest first"))),
    orders={"-date": BY_DAY, "date": BY_DAY.reverse()},
    default_sort="-date",
    add_case_id=with_case_id,
    facets=_facets,
    events=_events,
    found_through="defendant_id",
    sought=gettext_lazy("Name, docket number or offense"),
    own_conditions={"q": Condition(Target.OWN, charge_words)},
)
