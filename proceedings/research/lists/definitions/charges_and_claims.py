"""The lists of charges and of civil claims: one row is one of either, as brought against one defendant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit.codes import Code
from kit.columns import Column
from proceedings.law.codes import ChargeState, ClaimState, Severity
from proceedings.law.rules.case_state import NOT_STANDING
from proceedings.models import DayOfCharge, DayOfClaim, Effect
from proceedings.record.public_rows import Facts, Rows, annotated
from proceedings.record.rule_inputs import CHARGE_COUNTS, CLAIM_COUNTS, CountTable
from proceedings.record.search.find import find
from proceedings.research.lists.case_columns import (
    CaseColumns,
    case_facets,
    clocks_values,
    own,
    with_case_id,
    with_defendant,
)
from proceedings.research.lists.count_states import (
    counted_any,
    counted_choices,
    states,
)
from proceedings.research.lists.date_order import NUMBER, newest_first
from proceedings.research.lists.list_definition import Heading, ListDefinition, Via
from proceedings.research.lists.rows import CASE, DEFENDANT, LAST, Cell, ListRow, column
from proceedings.research.query.conditions import Condition, named_offence, standing_as
from proceedings.research.query.filter_scopes import ChargeScope, ClaimScope, Target
from proceedings.wording import since_words
from proceedings.wording.states import state_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# The values of a row of its own, and the quiet lines below its first cell.
Describe = Callable[[Any, CaseColumns], tuple[dict[str, Any], tuple[str, ...]]]


def _list(
    table: CountTable,
    *,
    days: type[DayOfCharge | DayOfClaim],
    source: Callable[[Facts], Rows],
    own_columns: Sequence[Column[Any]],
    text_column: str,
    describe: Describe,
    state_meaning: StrOrPromise,
    brought_meaning: StrOrPromise,
    state_codes: type[Code],
    first_heading: StrOrPromise,
    **more: Any,
) -> ListDefinition:
    """Return the list of charges, or of claims; `text_column` is the one its first cell prints."""
    newest = newest_first("brought", days, "brought_earliest")
    states_to_ask = [choice for choice in state_codes.choices() if choice[0] not in NOT_STANDING]
    conditions = {
        "q": Condition(Target.OWN, _words),
        "state": Condition(Target.OWN, standing_as),
        "counted": Condition(Target.OWN, counted_any),
    }
    return ListDefinition(
        columns=(
            *own_columns,
            column("state", gettext_lazy("State"), state_meaning),
            column("state_label", gettext_lazy("Where it stands"), gettext_lazy("The state in a few words.")),
            column(
                "since",
                gettext_lazy("Since"),
                gettext_lazy("The day that state began, at the latest."),
                "date",
            ),
            column("brought", gettext_lazy("Brought"), brought_meaning, "date"),
            *DEFENDANT,
            *CASE,
            *LAST,
        ),
        headings=(
            Heading(words=first_heading),
            Heading(words=gettext_lazy("Defendant")),
            Heading(words=gettext_lazy("Case")),
            Heading(words=gettext_lazy("Where it stands")),
            Heading(words=gettext_lazy("Brought"), up="brought", down="-brought"),
        ),
        model=table.model,
        rows=partial(_rows, table, source),
        read=partial(_read, table, text_column, describe),
        add_columns=with_defendant,
        sorts=(
            ("-brought", gettext_lazy("last brought first")),
            ("brought", gettext_lazy("first brought first")),
        ),
        orders={"-brought": newest, "brought": newest.reverse()},
        default_sort="-brought",
        add_case_id=with_case_id,
        events=partial(_events, table),
        found_through="defendant_id",
        own_filters={
            "state": (gettext_lazy("Where it stands"), states_to_ask),
            "counted": (gettext_lazy("Counted in the status"), counted_choices()),
        },
        own_conditions=conditions | more.pop("own_conditions", {}),
        **more,
    )


def _rows(
    table: CountTable, source: Callable[[Facts], Rows], facts: Facts, _asked: Mapping[str, Any]
) -> Rows:
    # From the outcomes of each to their events, not through all events for each.
    acting = facts.of(Effect).filter(**{table.key: OuterRef(OuterRef("id"))}).values("event_id")
    first = facts.happened().filter(id__in=acting).order_by("latest", "earliest")
    days = {
        name: Subquery(first.values(day)[:1])
        for name, day in (("brought", "latest"), ("brought_earliest", "earliest"))
    }
    return annotated(source(facts), **days, **{NUMBER: F("id")})


def _read(
    table: CountTable, text_column: str, describe: Describe, rows: Sequence[Any], facts: Facts
) -> list[ListRow]:
    found = states(rows, facts, table)
    return [_row(row, CaseColumns(row, facts), found[row.id], text_column, describe) for row in rows]


def _row(row: Any, columns: CaseColumns, state: Any, text_column: str, describe: Describe) -> ListRow:  # noqa: ANN401  # a live or a history row; a state
    kind = "claim" if text_column == "claim" else "charge"
    address = f"{columns.defendant_address}#{kind}-{row.id}"
    values, quiet = describe(row, columns)
    label, since = state_words(state), since_words(state.since, state.since_earliest)
    return ListRow(
        values={
            "id": row.id,
            **values,
            "state": state.state.value,
            "state_label": label,
            "since": state.since,
            "brought": row.brought,
            **columns.defendant_values(),
            **columns.case_values(),
            **clocks_values(columns.facts, address),
        },
        cells=(
            Cell(text=values[text_column], href=address, quiet=tuple(filter(None, quiet)), is_name=True),
            Cell(text=columns.name, href=columns.defendant_address),
            columns.case_cell(),
            Cell(text=label, quiet=(_("since %(day)s") % {"day": since},) if since else ()),
            Cell(text=since_words(row.brought, row.brought_earliest), is_day=True, said=_("brought")),
        ),
    )


def _words(facts: Facts, text: str) -> Q:
    return Q(defendant_id__in=facts.found(text).spans.values("defendant_id"))


def _events(table: CountTable, rows: Rows, facts: Facts, via: Via) -> Rows:
    acting = facts.of(Effect).filter(via(table.key, rows, "id"))
    return facts.events().filter(via("id", acting, "event_id"))


# --- Charges -----------------------------------------------------------------------------------------


def _charge(row: Any, columns: CaseColumns) -> tuple[dict[str, Any], tuple[str, ...]]:  # noqa: ANN401  # a live or a history row
    severity = _(Severity(row.severity).label) if row.severity else ""
    count = columns.text(row.count_label)
    values = {
        "count": count,
        "offence": columns.text(row.offence),
        "statute": row.statute or None,
        "severity": row.severity or None,
        "degree": columns.text(row.degree) or None,
        "modifier": row.modifier or None,
    }
    return values, (count, ", ".join(filter(None, (row.statute, severity))))


def charge_words(facts: Facts, text: str) -> Q:
    """Return the condition that a charge's defendant, or its offence, is found under a text.

    Names are sought closely only where no offence answers.
    """
    offence = named_offence(facts, text)
    if offence is None:
        return _words(facts, text)
    return offence | Q(defendant_id__in=find(text, facts.spans()).values("defendant_id"))


OFFENCE = (
    column("count", gettext_lazy("Count"), gettext_lazy("The count as the charging paper labels it.")),
    column("offence", gettext_lazy("Offense"), gettext_lazy("The offense as charged.")),
    column("statute", gettext_lazy("Statute"), gettext_lazy("The law it was charged under.")),
    column("severity", gettext_lazy("Severity"), gettext_lazy("How grave the law holds it, as a code.")),
)

CHARGES = _list(
    CHARGE_COUNTS,
    days=DayOfCharge,
    source=Facts.charges,
    slug="charges",
    title=gettext_lazy("Charges"),
    subject=gettext_lazy("Charges"),
    unit=lambda number: ngettext(
        "%(number)s charge; one row is one charge as brought; alternatives of one count have a row each.",
        "%(number)s charges; one row is one charge as brought; alternatives of one count have a row each. A "
        "charge brought again is another row.",
        number,
    ),
    nothing=gettext_lazy("No charge matches what is asked."),
    own_columns=(
        column("id", gettext_lazy("Number"), gettext_lazy("The charge's number here; kept."), "integer"),
        *OFFENCE,
        column("degree", gettext_lazy("Degree"), gettext_lazy("The degree, as worded.")),
        column(
            "modifier", gettext_lazy("Modifier"), gettext_lazy("Attempt, conspiracy and so on, as a code.")
        ),
    ),
    text_column="offence",
    describe=_charge,
    state_meaning=gettext_lazy("The code of where the charge stood at the end of the day asked about."),
    brought_meaning=gettext_lazy("The last possible day of the first event that acted on the charge."),
    state_codes=ChargeState,
    first_heading=gettext_lazy("Offense as charged"),
    scope=ChargeScope,
    facets=lambda facts: {"severity": own("severity"), **case_facets(facts, "its_case")},
    sought=gettext_lazy("Name, docket number or offense"),
    own_conditions={"q": Condition(Target.OWN, charge_words)},
)

# --- Civil claims ------------------------------------------------------------------------------------


CLAIMS = _list(
    CLAIM_COUNTS,
    days=DayOfClaim,
    source=Facts.claims,
    slug="claims",
    title=gettext_lazy("Claims"),
    subject=gettext_lazy("Civil claims"),
    unit=lambda number: ngettext(
        "%(number)s civil claim; one row is one claim against one defendant.",
        "%(number)s civil claims; one row is one claim against one defendant. Where no text lists the "
        "claims, the complaint is one.",
        number,
    ),
    nothing=gettext_lazy("No claim matches what is asked."),
    own_columns=(
        column("id", gettext_lazy("Number"), gettext_lazy("The claim's number here; kept."), "integer"),
        column(
            "claim",
            gettext_lazy("Claim"),
            gettext_lazy("The cause of action; “the complaint” where no text lists the claims."),
        ),
    ),
    text_column="claim",
    describe=lambda row, columns: ({"claim": columns.text(row.label)}, ()),
    state_meaning=gettext_lazy("The code of where the claim stood at the end of the day asked about."),
    brought_meaning=gettext_lazy("The last possible day of the first event that acted on the claim."),
    state_codes=ClaimState,
    first_heading=gettext_lazy("Claim"),
    scope=ClaimScope,
    facets=lambda facts: case_facets(facts, "its_case"),
)
