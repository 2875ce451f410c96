"""The lists of rulings and of hearings: one row is one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import DateField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit.date_text import day_text
from kit.filtering import read_day
from kit.paging import Order
from kit.partial_dates import PartialDate
from proceedings.law.codes import (
    EventKind,
    HearingOutcome,
    HearingType,
    RulingDisposition,
    RulingKind,
)
from proceedings.models import Charge, Defendant, Event
from proceedings.record.public_rows import Facts, Rows, annotated
from proceedings.record.search.find import find
from proceedings.record.search.texts import events_with_words
from proceedings.research.lists.case_columns import (
    CaseColumns,
    case_facets,
    clocks_values,
    own,
    with_case,
)
from proceedings.research.lists.list_definition import Heading, ListDefinition, Via
from proceedings.research.lists.rows import (
    CASE,
    LAST,
    Cell,
    ListRow,
    column,
)
from proceedings.research.query.conditions import Condition, acts_conditions
from proceedings.research.query.filter_scopes import (
    AllEventsScope,
    EventScope,
    HearingScope,
    RulingScope,
    Target,
    event_rows,
)
from proceedings.research.query.filterset import OUTCOMES

CAME_ABOUT = (HearingOutcome.HELD.value, HearingOutcome.TRIAL_EFFECTIVE.value)
BY_DAY = Order("day", "id", read_day, column_down=True, id_down=True)
ID = column("id", gettext_lazy("Number"), gettext_lazy("The event's number here; kept."), "integer")
DATES = (
    column("date", gettext_lazy("Date"), gettext_lazy("As well as it is known (EDTF).")),
    column("earliest", gettext_lazy("Earliest"), gettext_lazy("The first day that may mean."), "date"),
    column("latest", gettext_lazy("Latest"), gettext_lazy("The last day that may mean."), "date"),
)
WHAT = column("what", gettext_lazy("What happened"), gettext_lazy("In our own words."))
JUDGE = column("judge", gettext_lazy("Judge"), gettext_lazy("The judge, where the event names one."))
SORTS = (("-date", gettext_lazy("latest first")), ("date", gettext_lazy("earliest first")))
ORDERS = {"-date": BY_DAY, "date": BY_DAY.reverse()}


def _add_columns(rows: Rows, facts: Facts) -> Rows:
    rows = rows.annotate(the_judge=facts.party("judge_id"))
    return with_case(rows, facts)


def _events(rows: Rows, facts: Facts, via: Via) -> Rows:
    return facts.events().filter(via("id", rows, "id"))


def _words(scope: type[EventScope]) -> Condition:
    """Return the filter by words: of what happened, or of the names of those whom it befell.

    Names are sought closely only where no text answers.
    """

    def build(facts: Facts, text: str) -> Q:
        told = events_with_words(text, event_rows(facts), facts.closed)
        found = find(text, facts.spans()) if told else facts.found(text).spans
        named = scope(facts).defendant(Q(id__in=found.values("defendant_id")))
        return Q(id__in=told) | named

    return Condition(Target.OWN, build)


def _conditions(scope: type[EventScope]) -> dict[str, Condition]:
    return acts_conditions(day="day") | {"q": _words(scope)}


SOUGHT = gettext_lazy("Words of what happened, name or docket number")


def judge_of(row: Any, columns: CaseColumns) -> str:  # noqa: ANN401  # a live or a history row
    """Return the judge's name, where the event names one who may be named."""
    judge = row.the_judge
    return columns.facts.name_of(judge, columns.case_id) if judge and columns.facts.is_named(judge) else ""


def dated(row: Any) -> PartialDate:  # noqa: ANN401  # as above
    """Return the date of an event: pronounced, else entered, else reported."""
    return PartialDate.parse(row.date or row.date_entered or row.date_reported)


def _dates(row: Any) -> dict[str, Any]:  # noqa: ANN401  # as above
    return {"date": dated(row).text, "earliest": row.earliest, "latest": row.latest}


# --- Rulings -----------------------------------------------------------------------------------------


def _rulings(facts: Facts, _asked: Mapping[str, Any]) -> Rows:
    return annotated(event_rows(facts, EventKind.RULING), day=F("latest"))


def _read_rulings(rows: Sequence[Any], facts: Facts) -> list[ListRow]:
    done = _outcomes(rows, facts)
    return [_ruling(row, facts, done[row.id]) for row in rows]


def _outcomes(rows: Sequence[Any], facts: Facts) -> dict[int, list[str]]:
    """Return what each event did, to whom, in words. One query."""
    party = facts.of(Defendant).filter(id=OuterRef("defendant_id")).values("party_id")[:1]
    effects = (
        facts.effects()
        .filter(event_id__in=[row.id for row in rows])
        .annotate(its_party=Subquery(party), the_charge=facts.beside(Charge, "charge_id", "count_label"))
        .annotate(the_party=facts.party("its_party"))
    )
    done: dict[int, list[str]] = defaultdict(list)
    for effect in effects.order_by("event_id", "position", "id"):
        name = facts.name_of(effect.the_party)
        of = f"{name}, {effect.the_charge['count_label']}" if effect.the_charge else name
        done[effect.event_id].append(f"{of}: {_(OUTCOMES[effect.outcome])}")
    return done


def _ruling(row: Any, facts: Facts, done: list[str]) -> ListRow:  # noqa: ANN401  # as above
    columns = CaseColumns(row, facts)
    address = f"{columns.case_address}#event-{row.id}"
    what, judge = columns.text(row.what), judge_of(row, columns)
    kind = _(RulingKind(row.type).label) if row.type else _("Ruling")
    disposition = _(RulingDisposition(row.disposition).label) if row.disposition else ""
    words = ": ".join(filter(None, (kind, disposition)))
    values = {
        "id": row.id,
        **_dates(row),
        "kind": row.type or None,
        "disposition": row.disposition or None,
        "what": what,
        "outcomes": "; ".join(done) or None,
        "judge": judge or None,
    }
    return ListRow(
        values=values | columns.case_values() | clocks_values(facts, address),
        cells=(
            Cell(text=dated(row).words(), is_day=True),
            Cell(text=words, href=address, quiet=(what,)),
            columns.case_cell(),
            Cell(quiet=tuple(done)),
            Cell(text=judge, said=_("judge") if judge else ""),
        ),
    )


def _ruling_facets(facts: Facts) -> dict[str, Any]:
    return {"ruling": own("type"), "disposition": own("disposition"), **case_facets(facts, "case_id")}


RULINGS = ListDefinition(
    slug="rulings",
    title=gettext_lazy("Rulings"),
    subject=gettext_lazy("Rulings"),
    unit=lambda number: ngettext(
        "%(number)s ruling; one row is one decision of a court.",
        "%(number)s rulings; one row is one decision of a court, whatever it did to how many charges.",
        number,
    ),
    nothing=gettext_lazy("No ruling matches what is asked."),
    columns=(
        ID,
        *DATES,
        column("kind", gettext_lazy("Kind"), gettext_lazy("What sort of decision, as a code.")),
        column(
            "disposition", gettext_lazy("Decision"), gettext_lazy("What it says to a request, as a code.")
        ),
        WHAT,
        column(
            "outcomes",
            gettext_lazy("What it did"),
            gettext_lazy("Each outcome with defendant and count; parts are separated by semicolons."),
        ),
        JUDGE,
        *CASE,
        *LAST,
    ),
    headings=(
        Heading(words=gettext_lazy("Date"), up="date", down="-date"),
        Heading(words=gettext_lazy("Ruling")),
        Heading(words=gettext_lazy("Case")),
        Heading(words=gettext_lazy("What it did")),
        Heading(words=gettext_lazy("Judge")),
    ),
    model=Event,
    rows=_rulings,
    read=_read_rulings,
    add_columns=_add_columns,
    scope=RulingScope,
    sorts=SORTS,
    orders=ORDERS,
    default_sort="-date",
    facets=_ruling_facets,
    events=_events,
    sought=SOUGHT,
    own_conditions=_conditions(RulingScope),
)

# --- Hearings ----------------------------------------------------------------------------------------


def _hearings(facts: Facts, _asked: Mapping[str, Any]) -> Rows:
    """Return hearings, by the day they are set for; of a setting that came about, the sitting alone."""
    day = Coalesce("scheduled_on", "latest", output_field=DateField())
    sitting = facts.events(EventKind.HEARING.value).filter(
        case_id=OuterRef("case_id"), scheduled_on=None, latest=OuterRef("scheduled_on")
    )
    came_about = Q(outcome__in=CAME_ABOUT, latest__lt=F("scheduled_on")) & Q(Exists(sitting))
    return annotated(event_rows(facts, EventKind.HEARING).exclude(came_about), day=day)


def _court_days(facts: Facts, _asked: Mapping[str, Any]) -> Rows:
    """Return verdicts and sentences: a court sat on their days, though no hearing is recorded of them."""
    pronounced = Q(kind=EventKind.SENTENCE.value) | Q(
        kind=EventKind.RULING.value, type=RulingKind.VERDICT.value
    )
    return annotated(event_rows(facts).filter(pronounced), day=F("latest"))


def _read_hearings(rows: Sequence[Any], facts: Facts) -> list[ListRow]:
    return [_hearing(row, facts) for row in rows]


def outcome_words(row: Any, facts: Facts) -> str:  # noqa: ANN401  # as above
    """Say what became of a hearing; one that has passed with nothing recorded says so."""
    if row.outcome not in ("", HearingOutcome.SCHEDULED):
        return _(HearingOutcome(row.outcome).label)
    if row.kind != EventKind.HEARING:
        return _(HearingOutcome.HELD.label)
    if row.day < facts.clocks.on:
        return _("No outcome recorded")
    return _("To come")


def sitting_words(row: Any) -> str:  # noqa: ANN401  # as above
    """Say what sort of sitting it was."""
    if row.kind == EventKind.HEARING:
        return _(HearingType(row.type).label) if row.type else _("Hearing")
    return _("Sentencing") if row.kind == EventKind.SENTENCE else _(RulingKind(row.type).label)


def hour_of(row: Any) -> str:  # noqa: ANN401  # as above
    """Return the hour a hearing is set for, as 09:30, where one is recorded."""
    return row.scheduled_at.strftime("%H:%M") if row.scheduled_at else ""


def _set_on(row: Any, what: str) -> str:  # noqa: ANN401  # as above
    """Say on which day a hearing was set, where that is not the day it was set for."""
    own_day = dated(row)
    if not row.scheduled_on or own_day.text == row.scheduled_on.isoformat():
        return what
    return _("Set on %(day)s: %(what)s") % {"day": own_day.words(), "what": what}


def _hearing(row: Any, facts: Facts) -> ListRow:  # noqa: ANN401  # as above
    columns = CaseColumns(row, facts)
    address = f"{columns.case_address}#event-{row.id}"
    what, judge = columns.text(row.what), judge_of(row, columns)
    told = _set_on(row, what)
    kind = sitting_words(row)
    day = day_text(row.scheduled_on) if row.scheduled_on else dated(row).words()
    at = hour_of(row)
    zone = row.the_court["time_zone"]
    values = {
        "id": row.id,
        "day": row.day,
        "at": at or None,
        "time_zone": zone,
        **_dates(row),
        "kind": row.type or None,
        "outcome": row.outcome or None,
        "outcome_label": outcome_words(row, facts),
        "what": what,
        "judge": judge or None,
    }
    return ListRow(
        values=values | columns.case_values() | clocks_values(facts, address),
        cells=(
            Cell(text=day, is_day=True, quiet=(f"{at} ({zone})",) if at else ()),
            Cell(text=kind, href=address, quiet=(told,)),
            columns.case_cell(),
            Cell(text=outcome_words(row, facts)),
            Cell(text=judge, said=_("judge") if judge else ""),
        ),
    )


def _hearing_facets(facts: Facts) -> dict[str, Any]:
    return {"hearing": own("type"), "hearing_outcome": own("outcome"), **case_facets(facts, "case_id")}


HEARINGS = ListDefinition(
    slug="hearings",
    title=gettext_lazy("Hearings"),
    subject=gettext_lazy("Hearings, to come and past,"),
    unit=lambda number: ngettext(
        "%(number)s hearing.",
        "%(number)s hearings, to come or past; a day that was set and held is one.",
        number,
    ),
    nothing=gettext_lazy("No hearing matches what is asked."),
    columns=(
        ID,
        column(
            "day",
            gettext_lazy("Day"),
            gettext_lazy("The day it is set for; where none is recorded, the last day its date may mean."),
            "date",
        ),
        column("at", gettext_lazy("At"), gettext_lazy("The hour, by the court's own clock.")),
        column("time_zone", gettext_lazy("Time zone"), gettext_lazy("The court's own.")),
        *DATES,
        column("kind", gettext_lazy("Kind"), gettext_lazy("What sort of hearing, as a code.")),
        column("outcome", gettext_lazy("Outcome"), gettext_lazy("What became of it, as a code.")),
        column("outcome_label", gettext_lazy("What became of it"), gettext_lazy("The same in words.")),
        WHAT,
        JUDGE,
        *CASE,
        *LAST,
    ),
    headings=(
        Heading(words=gettext_lazy("Day"), up="date", down="-date"),
        Heading(words=gettext_lazy("Hearing")),
        Heading(words=gettext_lazy("Case")),
        Heading(words=gettext_lazy("What became of it")),
        Heading(words=gettext_lazy("Judge")),
    ),
    model=Event,
    rows=_hearings,
    read=_read_hearings,
    add_columns=_add_columns,
    scope=HearingScope,
    sorts=SORTS,
    orders=ORDERS,
    default_sort="-date",
    facets=_hearing_facets,
    events=_events,
    sought=SOUGHT,
    own_conditions=_conditions(HearingScope),
)


# What a calendar tells besides hearings, asked the same: only what is asked of hearings by their kind leaves
# it out.
COURT_DAYS = replace(
    HEARINGS,
    rows=_court_days,
    scope=AllEventsScope,
    own_conditions=_conditions(AllEventsScope)
    | {
        "hearing_from": Condition(Target.OWN, lambda _facts, day: Q(latest__gte=day)),
        "hearing_until": Condition(Target.OWN, lambda _facts, day: Q(latest__lte=day)),
    },
)

# --- Events of every kind ----------------------------------------------------------------------------


def _all_events(facts: Facts, _asked: Mapping[str, Any]) -> Rows:
    return annotated(event_rows(facts), day=F("latest"))


def _read_events(rows: Sequence[Any], facts: Facts) -> list[ListRow]:
    return [_event(row, facts) for row in rows]


def _event(row: Any, facts: Facts) -> ListRow:  # noqa: ANN401  # as above
    columns = CaseColumns(row, facts)
    address = f"{columns.case_address}#event-{row.id}"
    what, judge = columns.text(row.what), judge_of(row, columns)
    own_words = columns.text(row.source_text)
    values = {
        "id": row.id,
        **_dates(row),
        "kind": row.kind,
        "type": row.type or None,
        "what": what,
        "source_text": own_words or None,
        "judge": judge or None,
    }
    quiet = [_("“%(text)s”") % {"text": own_words}] if own_words else []
    return ListRow(
        values=values | columns.case_values() | clocks_values(facts, address),
        cells=(
            Cell(text=dated(row).words(), is_day=True),
            Cell(text=what, href=address, quiet=tuple(quiet)),
            Cell(text=_(EventKind(row.kind).label)),
            columns.case_cell(),
            Cell(text=judge, said=_("judge") if judge else ""),
        ),
    )


def _event_facets(facts: Facts) -> dict[str, Any]:
    return {"kind": own("kind"), **case_facets(facts, "case_id")}


EVENTS = ListDefinition(
    slug="events",
    title=gettext_lazy("Events"),
    subject=gettext_lazy("Everything that happened in cases"),
    unit=lambda number: ngettext(
        "%(number)s event; one row is one thing that happened.",
        "%(number)s events; one row is one thing that happened, in court or about the case.",
        number,
    ),
    nothing=gettext_lazy("No event matches what is asked."),
    columns=(
        ID,
        *DATES,
        column("kind", gettext_lazy("Kind"), gettext_lazy("A filing, a ruling and so on, as a code.")),
        column("type", gettext_lazy("Type"), gettext_lazy("What sort of such an event, as a code.")),
        WHAT,
        column("source_text", gettext_lazy("Own words"), gettext_lazy("Of the court or the parties.")),
        JUDGE,
        *CASE,
        *LAST,
    ),
    headings=(
        Heading(words=gettext_lazy("Date"), up="date", down="-date"),
        Heading(words=gettext_lazy("What happened")),
        Heading(words=gettext_lazy("Kind")),
        Heading(words=gettext_lazy("Case")),
        Heading(words=gettext_lazy("Judge")),
    ),
    model=Event,
    rows=_all_events,
    read=_read_events,
    add_columns=_add_columns,
    scope=AllEventsScope,
    sorts=SORTS,
    orders=ORDERS,
    default_sort="-date",
    facets=_event_facets,
    events=_events,
    sought=SOUGHT,
    own_filters={"kind": (gettext_lazy("Kind of event"), EventKind.choices())},
    own_conditions=_conditions(AllEventsScope)
    | {"kind": Condition(Target.OWN, lambda _facts, kinds: Q(kind__in=kinds))},
)
