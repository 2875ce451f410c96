"""What stands beside a span in other tables, for files: joined for now, looked up in history for the past."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Subquery, TextField
from django.db.models.functions import Cast

from people.models import Party
from proceedings.models import Case, Court, Defendant, Effect, Event
from proceedings.record import visibility
from proceedings.record.public_rows import Facts, Rows, annotated

OWN = (
    "defendant_id",
    "party_id",
    "case_id",
    "event_id",
    "status",
    "rule",
    "valid_from",
    "possible_from",
    "since",
    "projected_end",
    "sort_name",
)
TEXTS = ("counts", "qualifiers", "particulars")
JOINED = {
    "its_name": "defendant__party__name",
    "its_printed": "defendant__name_as_printed",
    "its_caption": "case__caption",
    "its_type": "case__type",
    "its_court": "case__court__name",
    "its_court_key": "case__court__key",
    "event_date": "event__date",
    "event_entered": "event__date_entered",
    "event_reported": "event__date_reported",
    "event_case": "event__case_id",
}
EVENT = ("date", "date_entered", "date_reported", "case_id")


class Beside(NamedTuple):
    """What stands beside a span. `decided_on` is None unless an event decides that may be shown."""

    name: str
    printed: str
    caption: str
    docket: str
    type: str
    court: str
    court_key: str
    decided_on: str | None


def picked(spans: Rows, facts: Facts) -> Rows:
    """Return spans as rows of plain values: JSON as text and, of now, what stands beside them joined."""
    texts: dict[str, Any] = {f"{name}_text": Cast(name, TextField()) for name in TEXTS}
    joined: dict[str, Any] = {}
    if not facts.clocks.is_past:
        joined = {name: F(path) for name, path in JOINED.items()}
        joined["its_docket"] = visibility.told_docket(Case, "case__")
        joined["event_published"] = ExpressionWrapper(visibility.is_published("event__"), BooleanField())
        done = facts.of(Effect).filter(event_id=OuterRef("id"))
        about = Exists(done.filter(defendant_id=OuterRef(OuterRef("defendant_id")))) | ~Exists(done)
        days = (
            _happened(facts).filter(about, case_id=OuterRef("case_id")).order_by("-latest").values("latest")
        )
        joined["last_day"] = Subquery(days[:1])
    return annotated(spans, **texts, **joined).values_list(*OWN, *texts, *joined, named=True)


def _happened(facts: Facts) -> Rows:
    """Return the published events that are not closed and count on the day."""
    return facts.published().filter(latest__lte=facts.clocks.on)


def beside(rows: Sequence[Any], facts: Facts) -> Stands:
    """Return what tells what stands beside each of some picked rows. No query for now, seven for the past."""
    return _Past(rows, facts) if facts.clocks.is_past else _Now(facts)


class Stands(Protocol):
    """Tells what stands beside a picked row."""

    def of(self, row: Any) -> Beside:  # noqa: ANN401  # picked
        """Return what stands beside a row."""

    def last_day(self, row: Any) -> date | None:  # noqa: ANN401  # picked
        """Return the last day by then on which anything happened that concerns the defendant of a row.

        It acts on the defendant in the case, or names nobody and so is one of the whole case.
        """


class _Now:
    """What stands beside rows now: it was joined to them."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def of(self, row: Any) -> Beside:  # noqa: ANN401  # picked
        return Beside(
            self.facts.closed.name(row.party_id, row.its_name),
            row.its_printed,
            row.its_caption,
            row.its_docket,
            row.its_type,
            row.its_court,
            row.its_court_key,
            _decided_on(
                row,
                (row.event_date, row.event_entered, row.event_reported, row.event_case),
                self.facts,
            )
            if row.event_published
            else None,
        )

    def last_day(self, row: Any) -> date | None:  # noqa: ANN401  # picked
        found: date | None = row.last_day
        return found


def _decided_on(row: Any, event: Sequence[Any], facts: Facts) -> str | None:  # noqa: ANN401  # picked
    """Return the date of a published event that decides, as well as it is known; None where it is closed."""
    pronounced, entered, reported, case_id = event
    if row.event_id in facts.closed.events or case_id in facts.closed.cases:
        return None
    recorded: str = pronounced or entered or reported
    return recorded.strip()


class _Past:
    """What stood beside rows at an instant."""

    def __init__(self, rows: Sequence[Any], facts: Facts) -> None:
        self.rows = rows
        self.facts = facts
        found = self._of(
            Defendant, {row.defendant_id for row in rows}, "party_id", "case_id", "name_as_printed"
        )
        self.defendants = found
        name, docket = (visibility.told_name(Party.history.model), visibility.told_docket(Case.history.model))
        self.parties = self._of(Party, {party for party, _case, _name in found.values()}, name)
        cases = {case for _party, case, _name in found.values()}
        self.cases = self._of(Case, cases, "caption", docket, "type", "court_id")
        self.courts = self._of(Court, {case[-1] for case in self.cases.values()}, "name", "key")
        self.events = self._of(Event, {row.event_id for row in rows} - {None}, *EVENT)
        self.last_days = self._last_days(cases)

    def _of(self, model: Any, ids: Collection[int], *names: Any) -> dict[int, tuple[Any, ...]]:  # noqa: ANN401
        rows = self.facts.published() if model is Event else self.facts.of(model)
        rows = rows.filter(id__in=list(ids)).values_list("id", *names)
        return {row[0]: row[1:] for row in rows}

    def _last_days(self, cases: Collection[int]) -> dict[tuple[int, int | None], date]:
        """Return the last day in each case on which something happened to a defendant, or to nobody named."""
        happened = _happened(self.facts).filter(case_id__in=list(cases)).order_by()
        acts = self.facts.of(Effect).filter(event_id__in=happened.values("id"))
        acting: dict[int, list[int | None]] = defaultdict(list)
        for event, defendant in acts.values_list("event_id", "defendant_id"):
            acting[event].append(defendant)
        last: dict[tuple[int, int | None], date] = {}
        for event, case, day in happened.values_list("id", "case_id", "latest"):
            for key in ((case, defendant) for defendant in acting.get(event, [None])):
                last[key] = max(day, last.get(key, day))
        return last

    def of(self, row: Any) -> Beside:  # noqa: ANN401  # picked
        party, case, printed = self.defendants[row.defendant_id]
        caption, docket, kind, court_id = self.cases[case]
        court, court_key = self.courts[court_id]
        event = self.events.get(row.event_id)
        decided_on = None if event is None else _decided_on(row, event, self.facts)
        (name,) = self.parties[party]
        return Beside(
            self.facts.closed.name(party, name), printed, caption, docket, kind, court, court_key, decided_on
        )

    def last_day(self, row: Any) -> date | None:  # noqa: ANN401  # picked
        case, defendant = row.case_id, row.defendant_id
        return max(filter(None, (self.last_days.get((case, one)) for one in (defendant, None))), default=None)


def acting_above(defendants: Collection[int], facts: Facts) -> dict[int, dict[int, date]]:
    """Return, for each of some defendants, the other cases that acted on it and the last day each did.

    Whether those cases are public is not told. Two queries at most.
    """
    acting = list(_acting_elsewhere(defendants, facts)) if defendants else []
    if not acting:
        return {}
    happened = _happened(facts).filter(id__in={event for _defendant, event in acting})
    events = {pk: (case, day) for pk, case, day in happened.values_list("id", "case_id", "latest")}
    found: dict[int, dict[int, date]] = defaultdict(dict)
    for defendant, event in acting:
        if event in events:
            case, day = events[event]
            found[defendant][case] = max(day, found[defendant].get(case, day))
    return found


def _acting_elsewhere(defendants: Collection[int], facts: Facts) -> Iterable[tuple[int, int]]:
    """Return each defendant with each event that acts on it from another case."""
    event = facts.of(Event).filter(id=OuterRef("event_id")).values("case_id")[:1]
    holder = facts.of(Defendant).filter(id=OuterRef("defendant_id")).values("case_id")[:1]
    effects = facts.of(Effect).filter(defendant_id__in=list(defendants))
    placed = annotated(effects, there=Subquery(event), here=Subquery(holder))
    return placed.exclude(there=F("here")).values_list("defendant_id", "event_id")
