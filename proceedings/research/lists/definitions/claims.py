"""The list of civil claims: one row is one cause of action against one defendant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from proceedings.law.codes import ClaimState
from proceedings.law.rules.case_state import NOT_STANDING
from proceedings.models import Claim, DayOfClaim, Effect
from proceedings.record.public_rows import Facts, Rows, annotated
from proceedings.research.lists.case_columns import (
    Paper,
    case_facets,
    clocks_values,
    placed,
    with_defendant,
)
from proceedings.research.lists.count_states import CLAIMS as TABLE
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
from proceedings.research.query.conditions import Condition
from proceedings.research.query.filter_scopes import OfClaim, Scope
from proceedings.research.query.subquery_strategy import Among
from proceedings.wording import since_words
from proceedings.wording.states import state_words

NEWEST_FIRST = newest_first("brought", DayOfClaim, "brought_earliest")
STATES = [choice for choice in ClaimState.choices() if choice[0] not in NOT_STANDING]

COLUMNS = (
    column("id", gettext_lazy("Number"), gettext_lazy("The claim's number here; kept."), "integer"),
    column(
        "claim",
        gettext_lazy("Claim"),
        gettext_lazy("The cause of action; “the complaint” where no text lists the claims."),
    ),
    column(
        "state",
        gettext_lazy("State"),
        gettext_lazy("The code of where the claim stood at the end of the day asked about."),
    ),
    column("state_label", gettext_lazy("Where it stands"), gettext_lazy("The state in a few words.")),
    column("since", gettext_lazy("Since"), gettext_lazy("The day that state began, at the latest."), "date"),
    column(
        "brought",
        gettext_lazy("Brought"),
        gettext_lazy("The last possible day of the first event that acted on the claim."),
        "date",
    ),
    *DEFENDANT,
    *CASE,
    *LAST,
)


def _rows(facts: Facts, _asked: Mapping[str, Any]) -> Rows:
    # From the outcomes of each to their events, not through all events for each.
    acting = facts.of(Effect).filter(claim_id=OuterRef(OuterRef("id"))).values("event_id")
    first = facts.happened().filter(id__in=acting).order_by("latest", "earliest")
    days = {
        name: Subquery(first.values(day)[:1])
        for name, day in (("brought", "latest"), ("brought_earliest", "earliest"))
    }
    return annotated(facts.claims(), **days, **{NUMBER: F("id")})


def _read(rows: Sequence[Any], facts: Facts) -> list[Line]:
    stand = states(rows, facts, TABLE)
    return [_line(row, facts, stand[row.id]) for row in rows]


def _line(row: Any, facts: Facts, state: Any) -> Line:  # noqa: ANN401  # a live or a history row; a state
    paper = Paper(row, facts)
    address = f"{paper.defendant_address}#charge-{row.id}"
    claim, label = paper.text(row.label), state_words(state)
    since = since_words(state.since, state.since_earliest)
    values = {
        "id": row.id,
        "claim": claim,
        "state": state.state.value,
        "state_label": label,
        "since": state.since,
        "brought": row.brought,
    }
    return Line(
        values=values | paper.defendant_values() | paper.case_values() | clocks_values(facts, address),
        cells=(
            Cell(text=claim, href=address, is_name=True),
            Cell(text=paper.name, href=paper.defendant_address),
            paper.case_cell(),
            Cell(text=label, quiet=(_("since %(day)s") % {"day": since},) if since else ()),
            Cell(text=since_words(row.brought, row.brought_earliest), is_day=True, said=_("brought")),
        ),
    )


def _words(facts: Facts, text: str) -> Q:
    return Q(defendant_id__in=facts.found(text).spans.values("defendant_id"))


def _told(rows: Rows, facts: Facts, among: Among) -> Rows:
    acting = facts.of(Effect).filter(among("claim_id", rows, "id"))
    return facts.events().filter(among("id", acting, "event_id"))


CLAIMS = List(
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
    columns=COLUMNS,
    headings=(
        Heading(words=gettext_lazy("Claim")),
        Heading(words=gettext_lazy("Defendant")),
        Heading(words=gettext_lazy("Case")),
        Heading(words=gettext_lazy("Where it stands")),
        Heading(words=gettext_lazy("Brought"), up="brought", down="-brought"),
    ),
    model=Claim,
    rows=_rows,
    read=_read,
    beside=with_defendant,
    reach=OfClaim,
    sorts=(
        ("-brought", gettext_lazy("last brought first")),
        ("brought", gettext_lazy("first brought first")),
    ),
    orders={"-brought": NEWEST_FIRST, "brought": NEWEST_FIRST.reverse()},
    default_sort="-brought",
    facets=lambda facts: case_facets(facts, "its_case"),
    placed=placed,
    told=_told,
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
