"""The page of one matter: all its cases on one axis of time, criminal and civil apart, never summed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.partial_dates import PartialDate
from proceedings import wording
from proceedings.law.codes import CaseType, Harm, QualifierCode
from proceedings.models import (
    Case,
    Citation,
    Defendant,
    DisputedClaim,
    HarmedPerson,
    Incident,
    PressFact,
    PressFactEvent,
    Source,
)
from proceedings.models.status_span_queries import today
from proceedings.record import record_urls
from proceedings.record.as_of import Clocks
from proceedings.record.status_runs import run_of
from proceedings.record.visibility import is_named, is_statement_public
from proceedings.research.statuses.status_text import label_of
from proceedings.website.date_format import words
from proceedings.website.records import timeline_builder, timeline_chart
from proceedings.website.records.case_data import CaseData
from proceedings.website.records.case_page import defendant_line
from proceedings.website.records.change_log import changes
from proceedings.website.records.event_rows import source_line
from proceedings.website.records.not_yet import not_yet
from proceedings.website.records.reading_plan import PageSubject
from proceedings.website.records.status_view import clock_form, span_on
from proceedings.website.records.timeline_file import preview, with_files
from proceedings.website.view_models import (
    CaseLine,
    DefendantLine,
    Drawing,
    Head,
    Link,
    SourceLine,
    Steps,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """The cases of one sort: criminal, civil or administrative, with their picture."""

    name: str
    heading: str
    counted: str
    cases: tuple[CaseLine, ...]
    picture: Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of a published account, as it says, with what contradicts it."""

    number: int
    says: str
    contradicted: str
    note: str
    events: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The statements of one published account."""

    source: str
    counted: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """Everything the template prints."""

    head: Head
    heading: str
    overline: str
    summary: str
    note: str
    clock: str
    steps: Steps
    accused: tuple[DefendantLine, ...]
    harmed: tuple[Link, ...]
    claims: tuple[Link, ...]
    branches: tuple[Branch, ...]
    accounts: tuple[Account, ...]
    sources: tuple[SourceLine, ...]
    report_href: str


BRANCHES = ("criminal", "civil", "administrative")


def branch_of(case: Case) -> str:
    """Name the branch a case belongs to; appeals stand with the cases they review, which are criminal."""
    return case.type if case.type in {CaseType.CIVIL, CaseType.ADMINISTRATIVE} else "criminal"


def incident_page(key: str, *, clocks: Clocks) -> IncidentPage:
    """Assemble the page; Http404 when no case of the matter is public."""
    incident = Incident.objects.filter(key=key).first()
    if incident is None:
        raise Http404
    cases = Case.objects.filter(incident=incident).values_list("pk", flat=True)
    bundle = CaseData(cases, clocks=clocks, about=PageSubject(incident=incident.pk))
    if not bundle.cases:
        raise before_publication(incident, cases, clocks)
    incident = bundle.ledger.rows(Incident, id=incident.pk)[0]
    branches = tuple(_branches(bundle))
    first = with_files(branches[0].picture, record_urls.incident(incident.key), clocks)
    branches = (replace(branches[0], picture=first), *branches[1:])
    return bundle.redacted(
        IncidentPage(
            head=Head(
                title=bundle.text(incident.title),
                description=bundle.text(incident.summary),
                canonical=record_urls.incident(incident.key),
                noindex=clocks.is_past,
                image=preview(record_urls.incident(incident.key), clocks),
            ),
            heading=bundle.text(incident.title),
            overline=f"{PartialDate.parse(incident.date).words()} · {incident.place}",
            summary=bundle.text(incident.summary),
            note=bundle.text(incident.note),
            clock=words(clocks),
            steps=clock_form(record_urls.incident(incident.key), clocks, bundle.status_instants()),
            accused=tuple(_accused(bundle)),
            harmed=tuple(_harmed(bundle, incident)),
            claims=tuple(_claims(bundle, incident)),
            branches=branches,
            accounts=tuple(_accounts(bundle, incident)),
            report_href=f"{record_urls.incident(incident.key)}report/{clocks.query}",
            sources=tuple(_sources(bundle, incident)),
        )
    )


def before_publication(incident: Incident, cases: Collection[int], clocks: Clocks) -> Http404:
    """Return what says when a matter that is public now was first published; Http404 where it is not."""
    bundle = CaseData(cases, clocks=Clocks.settled(), about=PageSubject(is_record=True))
    if not clocks.is_past or not bundle.cases:
        return Http404()
    return not_yet(
        bundle,
        title=bundle.text(incident.title),
        path=record_urls.incident(incident.key),
        clocks=clocks,
        found=[change for case in bundle.cases for change in changes(bundle, case)],
    )


def _accused(bundle: CaseData) -> Iterator[DefendantLine]:
    """Return everyone accused, by the newest of their cases that was not brought again as another."""
    newest: dict[int, tuple[date, Defendant]] = {}
    for case in bundle.cases.values():
        if branch_of(case) != "criminal":
            continue
        for row in (row for row in bundle.defendants_of(case.pk) if row.case_id == case.pk):
            span = span_on(bundle.spans[row.pk], bundle.clocks.on)
            is_refiled = any(one["code"] == QualifierCode.REFILED_AS for one in span.qualifiers)
            since = date.min if is_refiled else span.since
            if row.party_id not in newest or since > newest[row.party_id][0]:
                newest[row.party_id] = (since, row)
    for _since, row in sorted(newest.values(), key=lambda pair: pair[0], reverse=True):
        yield defendant_line(bundle, row)


def _harmed(bundle: CaseData, incident: Incident) -> Iterator[Link]:
    """Name those the incident harmed, where a reason to name them is recorded and nothing restricts it."""
    rows = [row for row in bundle.ledger.rows(HarmedPerson, incident_id=incident.pk) if is_named(row)]
    parties = bundle.named_among({row.party_id for row in rows})
    for row in rows:
        if row.party_id in parties:
            yield Link(text=bundle.party_name(parties[row.party_id]), note=_(Harm(row.harm).label).lower())


def _claims(bundle: CaseData, incident: Incident) -> Iterator[Link]:
    """Return what is said and no court decided, as claims."""
    for row in bundle.ledger.rows(DisputedClaim, incident_id=incident.pk):
        yield Link(words=bundle.text(row.claim), text=bundle.text(row.texts), note=bundle.text(row.shown_as))


def _branches(bundle: CaseData) -> Iterator[Branch]:
    """Return the cases of each sort; all pictures share one axis of time."""
    headings = {
        "criminal": _("Criminal cases"),
        "civil": _("Civil suits"),
        "administrative": _("Administrative cases"),
    }
    held = {name: [c for c in bundle.cases.values() if branch_of(c) == name] for name in BRANCHES}
    held = {
        name: sorted(cases, key=lambda case: _began(bundle, case)) for name, cases in held.items() if cases
    }
    groups = {
        name: [timeline_builder.case_group(bundle, case) for case in cases if not case.is_appeal]
        if name == "criminal"
        else [
            timeline_chart.LaneGroup(
                heading="", lanes=tuple(timeline_builder.suit_lane(bundle, case) for case in cases)
            )
        ]
        for name, cases in held.items()
    }
    axis = timeline_builder.common_axis(chain.from_iterable(groups.values()))
    for name, cases in held.items():
        yield Branch(
            name=name,
            heading=headings[name],
            counted=_counted(cases, bundle),
            cases=tuple(case_line(bundle, case) for case in cases),
            # The line of a single suit says all that its lane would.
            picture=timeline_builder.of_cases(
                bundle,
                [] if len(cases) == 1 and name != next(iter(held)) else groups[name],
                heading=_("%(branch)s over time") % {"branch": headings[name]},
                name=name,
                axis=axis,
            ),
        )


def _began(bundle: CaseData, case: Case) -> tuple[object, int]:
    """Order cases by their first event."""
    days = [event.latest for event in bundle.events_of(case.pk)]
    return (min(days, default=today()), case.pk)


def _counted(cases: list[Case], bundle: CaseData) -> str:
    """Say how many cases there are, and how many defendants in them."""
    number = sum(len([row for row in bundle.defendants_of(c.pk) if row.case_id == c.pk]) for c in cases)
    said = ngettext("%(cases)s case", "%(cases)s cases", len(cases))
    defendants = ngettext("%(rows)s defendant in all", "%(rows)s defendants in all", number)
    words = {"cases": len(cases), "rows": number}
    if number <= len(cases):
        return f"{said % words}."
    return _("%(cases)s; %(defendants)s, and one person can appear more than once.") % {
        "cases": said % words,
        "defendants": defendants % words,
    }


def case_line(bundle: CaseData, case: Case) -> CaseLine:
    """Write one case with its defendants."""
    rows = [row for row in bundle.defendants_of(case.pk) if row.case_id == case.pk]
    return CaseLine(
        caption=bundle.case_name(case),
        href=bundle.case_address(case) + bundle.clocks.query,
        docket=case.public_docket,
        court=bundle.courts[case.court_id].name,
        type=_(CaseType(case.type).label),
        defendants=tuple(defendant_line(bundle, row) for row in rows),
        note=_("An appeal: what it decides is told with the case below it.")
        if case.is_appeal
        else _told(rows, bundle),
    )


def _told(rows: Sequence[Defendant], bundle: CaseData) -> str:
    """Say where the defendants of a case stand, in a few words."""
    number = len(rows)
    numbers = Counter(label_of(span_on(bundle.spans[row.pk], bundle.clocks.on)) for row in rows)
    if len(numbers) == 1:
        (label,) = numbers
        if number == 1:
            span = span_on(bundle.spans[rows[0].pk], bundle.clocks.on)
            told = wording.since_words(span.since, bundle.first_days[run_of(span)])
            return _("%(label)s, since %(day)s") % {"label": label, "day": told} if told else label
        return _("%(number)s defendants, all: %(label)s") % {"number": number, "label": label}
    parts = ", ".join(f"{label} {count}" for label, count in numbers.most_common())
    return ngettext("%(number)s defendant", "%(number)s defendants", number) % {"number": number} + (
        f": {parts}" if parts else ""
    )


def _accounts(bundle: CaseData, incident: Incident) -> Iterator[Account]:
    """Return what published accounts say, statement by statement, each with its contradiction."""
    rows = [row for row in bundle.ledger.rows(PressFact, incident_id=incident.pk) if is_statement_public(row)]
    sources = {row.pk: row for row in bundle.ledger.rows(Source, id__in={row.source_id for row in rows})}
    events: dict[int, list[int]] = {}
    for link in bundle.ledger.rows(PressFactEvent, press_fact_id__in=[row.pk for row in rows]):
        events.setdefault(link.press_fact_id, []).append(link.event_id)
    for source, facts in groupby(
        sorted(rows, key=lambda row: (row.source_id, row.number)), lambda row: row.source_id
    ):
        statements = tuple(_statement(bundle, fact, events.get(fact.pk, [])) for fact in facts)
        contradicted = sum(bool(one.contradicted) for one in statements)
        said = ngettext(
            "%(number)s statement, as the account puts it; %(contradicted)s contradicted elsewhere.",
            "%(number)s statements, as the account puts them; %(contradicted)s contradicted elsewhere.",
            len(statements),
        )
        yield Account(
            source=bundle.text(str(sources[source])),
            counted=said % {"number": len(statements), "contradicted": contradicted},
            statements=statements,
        )


def _statement(bundle: CaseData, row: PressFact, events: list[int]) -> Statement:
    """Write one statement with the events that carry it."""
    shown = [bundle.events[pk] for pk in events if pk in bundle.events]
    return Statement(
        number=row.number,
        says=bundle.text(row.fact),
        contradicted=bundle.text(row.contradicted_by),
        note=bundle.text(row.note),
        events=tuple(
            Link(
                text=event.date_words,
                note=bundle.case_name(bundle.cases[event.case_id]),
                href=f"{bundle.case_address(bundle.cases[event.case_id])}#event-{event.pk}",
            )
            for event in shown
            if event.case_id in bundle.cases
        ),
    )


def _sources(bundle: CaseData, incident: Incident) -> Iterator[SourceLine]:
    """Return the sources of what is said about the incident itself."""
    rows = bundle.ledger.rows(Citation, incident_id=incident.pk)
    sources = {row.pk: row for row in bundle.ledger.rows(Source, id__in={row.source_id for row in rows})}
    for row in rows:
        yield source_line(bundle, row, sources[row.source_id])
