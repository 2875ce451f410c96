"""The list of charges: one row is one charge as brought against one defendant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from proceedings.law.codes import ChargeState, Severity
from proceedings.law.rules.case_state import NOT_STANDING
from proceedings.models import Charge, DayOfCharge, Effect
from proceedings.record.public_rows import Facts, Rows, annotated
from proceedings.record.search.find import find
from proceedings.research.lists.case_columns import (
    Paper,
    case_facets,
    clocks_values,
    own,
    placed,
    with_defendant,
)
from proceedings.research.lists.count_states import (
    counted_any,
    counted_choices,
    standing_as,
    states,
)
from proceedings.research.lists.date_order import NUMBER, newest_first
from proceedings.research.lists.list_definition import Heading, List
from proceedings.research.lists.rows import (
    CASE,
    DEFENDANT,
    LAST,
    Cell,
    Line,
    column,
)
from proceedings.research.query.conditions import Condition, named_offence
from proceedings.research.query.filter_scopes import OfCharge, Scope
from proceedings.research.query.subquery_strategy import Among
from proceedings.wording import since_words
from proceedings.wording.states import state_words

NEWEST_FIRST = newest_first("brought", DayOfCharge, "brought_earliest")

STATES = [choice for choice in ChargeState.choices() if choice[0] not in NOT_STANDING]

COLUMNS = (
    column("id", gettext_lazy("Number"), gettext_lazy("The charge's number here; kept."), "integer"),
    column("count", gettext_lazy("Count"), gettext_lazy("The count as the charging paper labels it.")),
    column("offence", gettext_lazy("Offence"), gettext_lazy("The offence as charged.")),
    column("statute", gettext_lazy("Statute"), gettext_lazy("The law it was charged under.")),
    column("severity", gettext_lazy("Severity"), gettext_lazy("How grave the law holds it, as a code.")),
    column("degree", gettext_lazy("Degree"), gettext_lazy("The degree, as worded.")),
    column("modifier", gettext_lazy("Modifier"), gettext_lazy("Attempt, conspiracy and so on, as a code.")),
    column(
        "state",
        gettext_lazy("State"),
        gettext_lazy("The code of where the charge stood at the end of the day asked about."),
    ),
    column("state_label", gettext_lazy("Where it stands"), gettext_lazy("The state in a few words.")),
    column("since", gettext_lazy("Since"), gettext_lazy("The day that state began, at the latest."), "date"),
    column(
        "brought",
        gettext_lazy("Brought"),
        gettext_lazy("The last possible day of the first event that acted on the charge."),
        "date",
    ),
    *DEFENDANT,
    *CASE,
    *LAST,
)


def _rows(facts: Facts, _asked: Mapping[str, Any]) -> Rows:
    # From the outcomes of each to their events, not through all events for each.
    acting = facts.of(Effect).filter(charge_id=OuterRef(OuterRef("id"))).values("event_id")
    first = facts.happened().filter(id__in=acting).order_by("latest", "earliest")
    days = {
        name: Subquery(first.values(day)[:1])
        for name, day in (("brought", "latest"), ("brought_earliest", "earliest"))
    }
    return annotated(facts.charges(), **days, **{NUMBER: F("id")})


def _read(rows: Sequence[Any], facts: Facts) -> list[Line]:
    stand = states(rows, facts)
    return [_line(row, facts, stand[row.id]) for row in rows]


def _line(row: Any, facts: Facts, state: Any) -> Line:  # noqa: ANN401  # a live or a history row; a state
    paper = Paper(row, facts)
    address = f"{paper.defendant_address}#charge-{row.id}"
    offence = paper.text(row.offence)
    label = state_words(state)
    severity = _(Severity(row.severity).label) if row.severity else ""
    law = ", ".join(filter(None, (row.statute, severity)))
    values = {
        "id": row.id,
        "count": paper.text(row.count_label),
        "offence": offence,
        "statute": row.statute or None,
        "severity": row.severity or None,
        "degree": paper.text(row.degree) or None,
        "modifier": row.modifier or None,
        "state": state.state.value,
        "state_label": label,
        "since": state.since,
        "brought": row.brought,
    }
    since = since_words(state.since, state.since_earliest)
    return Line(
        values=values | paper.defendant_values() | paper.case_values() | clocks_values(facts, address),
        cells=(
            Cell(text=offence, href=address, quiet=tuple(filter(None, (values["count"], law))), is_name=True),
            Cell(text=paper.name, href=paper.defendant_address),
            paper.case_cell(),
            Cell(text=label, quiet=(_("since %(day)s") % {"day": since},) if since else ()),
            Cell(text=since_words(row.brought, row.brought_earliest), is_day=True, said=_("brought")),
        ),
    )


def _beside(rows: Rows, facts: Facts) -> Rows:
    return with_defendant(rows, facts)


def _words(facts: Facts, text: str) -> Q:
    """Return the condition that a charge's defendant, or its offence, is found under a text.

    Names are sought closely only where no offence answers.
    """
    offence = named_offence(facts, text)
    if offence is None:
        return Q(defendant_id__in=facts.found(text).spans.values("defendant_id"))
    return offence | Q(defendant_id__in=find(text, facts.spans()).values("defendant_id"))


def _facets(facts: Facts) -> dict[str, Any]:
    found = case_facets(facts, "its_case")
    return {"severity": own("severity"), **found}


def _told(rows: Rows, facts: Facts, among: Among) -> Rows:
    acting = facts.of(Effect).filter(among("charge_id", rows, "id"))
    return facts.events().filter(among("id", acting, "event_id"))


CHARGES = List(
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
    columns=COLUMNS,
    headings=(
        Heading(words=gettext_lazy("Offence as charged")),
        Heading(words=gettext_lazy("Defendant")),
        Heading(words=gettext_lazy("Case")),
        Heading(words=gettext_lazy("Where it stands")),
        Heading(words=gettext_lazy("Brought"), up="brought", down="-brought"),
    ),
    model=Charge,
    rows=_rows,
    read=_read,
    beside=_beside,
    reach=OfCharge,
    sorts=(
        ("-brought", gettext_lazy("last brought first")),
        ("brought", gettext_lazy("first brought first")),
    ),
    orders={"-brought": NEWEST_FIRST, "brought": NEWEST_FIRST.reverse()},
    default_sort="-brought",
    facets=_facets,
    placed=placed,
    told=_told,
    sought=gettext_lazy("Name, docket number or offence"),
    found_through="defendant_id",
    own_filters={
        "state": (gettext_lazy("Where it stands"), STATES),
        "counted": (gettext_lazy("Counted in the status"), counted_choices()),
    },
    own_conditions={
        "q": Condition(Scope.OWN, _words),
        "state": Condition(Scope.OWN, standing_as),
        "counted": Condition(Scope.OWN, counted_any),
    },
)
