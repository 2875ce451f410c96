"""The first page: each matter with everyone accused in it, what happened last in court, what is to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.axis import Tick
from kit.partial_dates import PartialDate
from proceedings import wording
from proceedings.law import rules
from proceedings.law.codes import CaseType, EventKind, HearingOutcome, Phase, QualifierCode, StatusCode
from proceedings.models import Event, Incident, StatusSpan
from proceedings.models.status_span_queries import NOTHING_RECORDED, today
from proceedings.record import record_urls
from proceedings.record.answer_redaction import redacted
from proceedings.record.as_of import Clocks
from proceedings.record.public_rows import Facts
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import public_events, public_incidents
from proceedings.research.statistics.aggregates import at_statuses
from proceedings.research.statistics.incremental_counts import everybody
from proceedings.research.statuses import StatusLoader, StatusRow, with_related
from proceedings.research.statuses.status_text import label_of
from proceedings.website.date_format import say
from proceedings.website.records import timeline_chart
from proceedings.website.records.status_view import runs
from proceedings.website.view_models import Head, Link, StandingWords

MATTERS = 6  # told in full; the others are listed by title
LATELY_CHANGED = 60  # statuses among which the matters last active are found
ACCUSED = 12  # of one matter
LATELY = 6
TO_COME = 6
DIRECTORY = 60
CIVIL = (CaseType.CIVIL.value, CaseType.ADMINISTRATIVE.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accused:
    """One person accused in a matter: where the criminal case stands, and the years it took, as a bar."""

    name: str
    href: str
    case: str
    standing: StandingWords
    bars: tuple[timeline_chart.DrawnSegment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter: what happened, and everyone accused; `more` says how many are left out."""

    key: str
    title: str
    href: str
    overline: str
    summary: str
    accused: tuple[Accused, ...]
    more: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How many stand where, in one sentence: criminal and civil are never added up."""

    words: str
    parts: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Everything the template prints."""

    head: Head
    matters: tuple[Matter, ...]
    directory: tuple[Link, ...]
    lately: tuple[Link, ...]
    to_come: tuple[Link, ...]
    figures: tuple[Figures, ...]


def home_page(clocks: Clocks) -> HomePage:
    """Assemble the page."""
    redactor = Redactor.now()
    facts = Facts(clocks, closed=redactor)
    newest = _newest_matters(facts)
    incidents = list(public_incidents(Incident.objects.order_by("title"))[:DIRECTORY])
    told = sorted(
        (row for row in incidents if row.pk in newest[:MATTERS]), key=lambda row: newest.index(row.pk)
    )
    page = HomePage(
        head=Head(
            title=_("Where does a case stand?"),
            description=_(
                "Where each defendant's case stands, on any date, why, and who says so: every status with "
                "the event that decided it and its sources."
            ),
            canonical=reverse("home"),
        ),
        matters=tuple(_matters(told, facts)),
        directory=tuple(
            Link(text=redactor.text(row.title), href=record_urls.incident(row.key), note=_overline(row))
            for row in incidents
            if row not in told
        ),
        lately=tuple(_lately(redactor)),
        to_come=tuple(_to_come(redactor)),
        figures=tuple(_figures(clocks, redactor)),
    )
    return redacted(page, redactor)


def _newest_matters(facts: Facts) -> list[int]:
    """Return the matters in which a status began last."""
    spans = everybody(facts.clocks, facts.closed).standing.filter(incident__isnull=False)
    keys = spans.order_by("-since", "defendant_id").values_list("incident_id", flat=True)
    return list(dict.fromkeys(keys[:LATELY_CHANGED]))


def _matters(incidents: Sequence[Incident], facts: Facts) -> Iterator[Matter]:
    """Write matters with everyone accused in them, in three queries."""
    spans: dict[int, list[StatusSpan]] = defaultdict(list)
    criminal = facts.clocks.spans().filter(incident__in=incidents).exclude(case_type__in=CIVIL)
    for span in criminal.order_by("defendant_id", "valid_from"):
        spans[span.defendant_id].append(span)
    standing = everybody(facts.clocks, facts.closed).standing.filter(defendant_id__in=list(spans))
    rows = StatusLoader(list(with_related(standing, facts).order_by("defendant_id")), facts).rows
    for incident in incidents:
        held = [row for row in rows if spans[row.id][0].incident_id == incident.pk]
        yield _matter(incident, held, spans, facts.closed)


def _matter(
    incident: Incident, rows: Iterable[StatusRow], spans: dict[int, list[StatusSpan]], redactor: Redactor
) -> Matter:
    """Write one matter: a row a person, with the case that goes on where one was brought again."""
    people: dict[int, list[StatusRow]] = defaultdict(list)
    for row in rows:
        people[spans[row.id][0].party_id].append(row)
    newest = sorted(people.values(), key=lambda held: _case_that_stands(held).since, reverse=True)
    lanes = [
        timeline_chart.Lane(label="", pieces=tuple(_pieces(spans[row.id] for row in held))) for held in newest
    ]
    group = timeline_chart.LaneGroup(heading="", lanes=tuple(lanes))
    present = timeline_chart.DayLine(day=today(), words="", name="today")
    picture = timeline_chart.draw([group], on=present, today=present)
    drawn = picture.groups[0].lanes if picture else ()
    accused = [_accused(held, lane.bars) for held, lane in zip(newest, drawn, strict=False)]
    left_out = len(accused) - ACCUSED
    more = ngettext("and %(number)s other", "and %(number)s others", left_out) % {"number": left_out}
    return Matter(
        key=incident.key,
        title=redactor.text(incident.title),
        href=record_urls.incident(incident.key),
        overline=_overline(incident),
        summary=redactor.text(incident.summary),
        accused=tuple(accused[:ACCUSED]),
        more=more if left_out > 0 else "",
        ticks=tuple(tick for tick in picture.ticks if tick.weight == "year") if picture else (),
    )


def _accused(rows: Sequence[StatusRow], bars: tuple[timeline_chart.DrawnSegment, ...]) -> Accused:
    """Write one person by the case that stands."""
    row = _case_that_stands(rows)
    return Accused(
        name=row.name,
        href=row.url,
        case=row.caption,
        standing=StandingWords(
            phase=row.phase,
            label=row.label,
            words=row.sentence_without_cases,
            outcome=row.outcome,
            since=wording.since_words(row.since, row.since_earliest),
        ),
        bars=bars,
    )


def _case_that_stands(rows: Sequence[StatusRow]) -> StatusRow:
    """Return the newest case of a person, but none that was brought again as another."""
    standing = [row for row in rows if not _is_refiled(row.qualifiers)]
    return max(standing or rows, key=attrgetter("since", "id"))


def _is_refiled(qualifiers: list[dict[str, Any]]) -> bool:
    return any(one["code"] == QualifierCode.REFILED_AS for one in qualifiers)


def _pieces(cases: Iterable[list[StatusSpan]]) -> Iterator[timeline_chart.LaneSegment]:
    """Draw the statuses of a person's cases in one bar: a case brought again takes the place of the first."""
    pieces = sorted(
        (
            timeline_chart.LaneSegment(
                pattern=timeline_chart.pattern_of(span.status),
                label="",
                start=start,
                until=until,
                words=f"{label_of(span)}, {say(start)}",
            )
            for spans in cases
            for span, start, until in runs(spans)
            if span.status not in NOTHING_RECORDED
        ),
        key=attrgetter("start"),
    )
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        yield replace(piece, until=min(piece.until, following.start)) if following else piece


def _overline(incident: Incident) -> str:
    """Say when and where it happened."""
    return " · ".join(filter(None, (PartialDate.parse(incident.date).words(), incident.place)))


def _lately(redactor: Redactor) -> Iterator[Link]:
    """Return what happened last in court, by the day in court; statements are not of the court."""
    events = public_events(Event.objects.filter(latest__lte=today()).exclude(kind=EventKind.STATEMENT.value))
    for event in events.select_related("case").order_by("-latest", "-pk")[:LATELY]:
        yield _event(event, redactor, words=event.date_words)


def _to_come(redactor: Redactor) -> Iterator[Link]:
    """Return the next hearings that are set."""
    hearings = public_events(
        Event.objects.filter(
            kind=EventKind.HEARING.value,
            scheduled_on__gte=today(),
            outcome__in=("", HearingOutcome.SCHEDULED.value),
        )
    )
    for event in hearings.select_related("case").order_by("scheduled_on", "scheduled_at", "pk")[:TO_COME]:
        yield _event(event, redactor, words=say(event.scheduled_on) if event.scheduled_on else "")


def _event(event: Event, redactor: Redactor, *, words: str) -> Link:
    """Name an event by what happened, and its case."""
    caption = redactor.text(event.case.caption, case_id=event.case_id)
    return Link(
        words=words,
        text=redactor.text(event.what, case_id=event.case_id),
        href=f"{record_urls.case(event.case_id, caption)}#event-{event.pk}",
        note=caption,
    )


def _figures(clocks: Clocks, redactor: Redactor) -> Iterator[Figures]:
    """Count who stands where today: criminal and civil apart."""
    counted = at_statuses(everybody(clocks, redactor))
    for is_civil in (False, True):
        phases: dict[Phase, int] = {}
        for status, number in counted.items():
            if StatusCode(status).is_civil is is_civil:
                phase = rules.phase_of(StatusCode(status))
                phases[phase] = phases.get(phase, 0) + number
        if phases:
            yield Figures(
                words=_counted(sum(phases.values()), is_civil=is_civil), parts=tuple(_parts(phases))
            )


def _counted(number: int, *, is_civil: bool) -> str:
    said = (
        ngettext("%(number)s defendant sued or cited", "%(number)s defendants sued or cited", number)
        if is_civil
        else ngettext(
            "%(number)s defendant in a criminal case", "%(number)s defendants in criminal cases", number
        )
    )
    return said % {"number": number}


def _parts(phases: dict[Phase, int]) -> Iterator[Link]:
    for phase in Phase:
        if phase in phases:
            yield Link(
                # The sentence has said already that they are civil.
                text=f"{phases[phase]} {str(_(phase.label)).lower().rpartition(': ')[2]}",
                href=f"{reverse('defendants')}?{urlencode({'phase': phase.value})}",
            )
