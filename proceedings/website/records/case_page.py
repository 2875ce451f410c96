"""The page of one case: who is before the court, where each stands, and everything that happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proceedings.law.codes import EventKind, HearingOutcome
from proceedings.models import Case, Defendant, Event
from proceedings.models.status_span_queries import today
from proceedings.record import record_urls
from proceedings.record.as_of import Clocks
from proceedings.record.visibility import public_cases, was_public_case
from proceedings.research.query.parsing import ClosedRecordError
from proceedings.website.date_format import is_today, say
from proceedings.website.records import charges_table, timeline_builder
from proceedings.website.records.case_data import CaseData
from proceedings.website.records.case_details import case_particulars
from proceedings.website.records.change_log import changes
from proceedings.website.records.citation_notice import Subject
from proceedings.website.records.defendant_page import all_events, case_links
from proceedings.website.records.event_rows import event_line, joined_names, source_lines, years
from proceedings.website.records.find import find_row
from proceedings.website.records.not_yet import not_yet
from proceedings.website.records.reading_plan import PageSubject
from proceedings.website.records.record_footer import (
    NOTHING_MORE,
    Asking,
    RecordFooter,
    desk,
)
from proceedings.website.records.refilings import ChainLink, chain
from proceedings.website.records.status_view import clock_form, span_on, standing_words
from proceedings.website.records.timeline_file import preview, with_files
from proceedings.website.records.unanswered_hearings import without_outcome
from proceedings.website.view_models import (
    Charges,
    DefendantLine,
    Drawing,
    EventLine,
    Fact,
    Head,
    HearingLink,
    Link,
    SourceLine,
    Steps,
    Year,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCharges:
    """Charges or claims that read alike for one or more defendants."""

    names: str
    charges: Charges


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """Everything the template prints."""

    head: Head
    crumbs: tuple[Link, ...]
    heading: str
    steps: Steps
    defendants_counted: str
    defendants: tuple[DefendantLine, ...]
    to_come: tuple[HearingLink, ...]
    unanswered: tuple[Link, ...]
    rings: tuple[ChainLink, ...]
    picture: Drawing
    charges_heading: str
    charges: tuple[SharedCharges, ...]
    particulars: tuple[Fact, ...]
    links: tuple[Link, ...]
    sources: tuple[SourceLine, ...]
    events_counted: str
    turning_points: tuple[EventLine, ...]
    all_counted: str
    years: tuple[Year, ...]
    desk: RecordFooter


def find(pk: int) -> Case:
    """Return a case the public may see.

    Raises ClosedRecordError when what stood there is restricted, Http404 when nothing did.
    """
    row, is_public = find_row(Case, pk, public_cases)
    if not is_public:
        if was_public_case(row):
            raise ClosedRecordError
        raise Http404
    return row


def case_page(row: Case, *, clocks: Clocks, asking: Asking = NOTHING_MORE) -> CasePage:
    """Assemble the page; NotYetPublishedError when nothing was published by the instant asked about."""
    bundle = CaseData([row.pk], clocks=clocks, about=PageSubject(is_record=True))
    if row.pk not in bundle.cases or not bundle.events_of(row.pk):
        raise before_publication(row, clocks)
    case = bundle.cases[row.pk]
    rows = bundle.defendants_of(case.pk)
    told = [
        event
        for event in bundle.events_of(case.pk)
        if event.latest <= clocks.on or _is_to_come(event, clocks)
    ]
    touched = [one.pk for one in rows]
    lines = [(event, event_line(bundle, event, defendants=touched)) for event in told]
    standings = tuple(defendant_line(bundle, one, with_charges=True) for one in rows)
    around = desk(bundle, case, _subject(bundle, case, standings), asking=asking)
    return bundle.redacted(
        CasePage(
            head=_head(bundle, case, rows),
            crumbs=_crumbs(bundle, case),
            heading=bundle.case_name(case),
            steps=clock_form(bundle.case_address(case), clocks, around.recorded),
            defendants_counted=_counted(case, len(rows)),
            defendants=standings,
            to_come=tuple(_hearing(bundle, event) for event in told if _is_to_come(event, clocks)),
            unanswered=without_outcome(bundle, case, told),
            rings=chain(bundle, case.pk),
            picture=with_files(
                timeline_builder.of_charges(bundle, touched, heading=_("The case over time")),
                bundle.case_address(case),
                clocks,
            ),
            charges_heading=_("Claims") if case.is_civil else _("Charges"),
            charges=tuple(_shared_charges(standings)),
            particulars=case_particulars(bundle, case),
            links=case_links(bundle, case),
            sources=source_lines(bundle, "case", case.pk),
            events_counted=ngettext(
                "%(number)s event, in court order.", "%(number)s events, in court order.", len(told)
            )
            % {"number": len(told)},
            turning_points=tuple(line for _event, line in lines if line.moved),
            all_counted=all_events(len(lines)),
            years=years(lines),
            desk=around,
        )
    )


def before_publication(row: Case, clocks: Clocks) -> Http404:
    """Return what says when a case that is public now was first published; Http404 where it is not."""
    bundle = CaseData([row.pk], clocks=Clocks.settled(), about=PageSubject(is_record=True))
    if not clocks.is_past or row.pk not in bundle.cases or not bundle.events_of(row.pk):
        return Http404(_("Nothing about this record was published here by then."))
    case = bundle.cases[row.pk]
    return not_yet(
        bundle,
        title=bundle.case_name(case),
        path=bundle.case_address(case),
        clocks=clocks,
        found=changes(bundle, case.pk),
    )


def _shared_charges(lines: Iterable[DefendantLine]) -> Iterator[SharedCharges]:
    """Write the charges of each defendant, those of several at once where they read alike."""
    groups: dict[Charges, list[DefendantLine]] = {}
    for one in lines:
        if one.charges is not None:
            alike = replace(
                one.charges,
                lines=tuple(replace(line, anchor="", event_href="") for line in one.charges.lines),
            )
            groups.setdefault(alike, []).append(one)
    for held in groups.values():
        tables = [one.charges for one in held if one.charges]
        yield SharedCharges(
            names=joined_names([one.name for one in held]),
            charges=replace(
                tables[0],
                lines=tuple(
                    replace(line, more_anchors=(*line.more_anchors, *(other.anchor for other in others)))
                    for line, *others in zip(*(table.lines for table in tables), strict=True)
                ),
            ),
        )


def _subject(bundle: CaseData, case: Case, standings: tuple[DefendantLine, ...]) -> Subject:
    """Say what a citation of the page names."""
    return Subject(
        name=bundle.caption(case),
        path=bundle.case_address(case),
        statement="; ".join(f"{one.name}: {one.standing.words}" for one in standings),
        court=bundle.courts[case.court_id].name,
        docket=case.public_docket,
    )


def _head(bundle: CaseData, case: Case, rows: list[Defendant]) -> Head:
    """Say what the page is, and whether search engines may keep it."""
    court = bundle.courts[case.court_id].name
    parties = [bundle.parties.get(row.party_id) for row in rows]
    hidden = any(row.noindex for row in rows) or any(party is None or party.noindex for party in parties)
    return Head(
        title=f"{bundle.case_name(case)}, {court}",
        description=_(
            "%(caption)s before %(court)s: where each defendant stands, with every event and its sources."
        )
        % {"caption": bundle.caption(case), "court": court},
        canonical=bundle.case_address(case),
        noindex=case.noindex or hidden or bundle.clocks.is_past,
        section="cases",
        image=preview(bundle.case_address(case), bundle.clocks) if rows else "",
    )


def _crumbs(bundle: CaseData, case: Case) -> tuple[Link, ...]:
    """Say where in the house the page stands."""
    crumbs = [Link(text=bundle.courts[case.court_id].name)]
    if case.public_docket:
        crumbs.append(Link(text=case.public_docket))
    if case.incident is not None:
        crumbs.insert(
            0, Link(text=bundle.text(case.incident.title), href=record_urls.incident(case.incident.key))
        )
    return tuple(crumbs)


def _counted(case: Case, number: int) -> str:
    """Say how many defendants there are, and that each has a status of their own."""
    if not number:
        return _("No defendant is recorded in this case.")
    if case.is_appeal:
        return _("An appeal has no defendants of its own: its events act on the charges of the case below.")
    return ngettext(
        "%(number)s defendant.",
        "%(number)s defendants, each with a status of their own; a case as such has none.",
        number,
    ) % {"number": number}


def defendant_line(bundle: CaseData, row: Defendant, *, with_charges: bool = False) -> DefendantLine:
    """Write one defendant with the status on the day asked about."""
    span = span_on(bundle.spans[row.pk], bundle.clocks.on)
    return DefendantLine(
        name=bundle.name(row),
        href=bundle.defendant_address(row) + bundle.clocks.query,
        standing=standing_words(bundle, span),
        charges=charges_table.charges(bundle, row.pk) if with_charges else None,
    )


def _is_to_come(event: Event, clocks: Clocks) -> bool:
    """Tell whether an event is a hearing still to come."""
    if event.kind != EventKind.HEARING or event.outcome not in {"", HearingOutcome.SCHEDULED}:
        return False
    return event.scheduled_on is not None and event.scheduled_on >= today() and is_today(clocks)


def _hearing(bundle: CaseData, event: Event) -> HearingLink:
    """Name a hearing to come."""
    day = say(event.scheduled_on) if event.scheduled_on else event.date_words
    hour = event.scheduled_at.strftime("%H:%M") if event.scheduled_at else ""
    scheduled = event.scheduled_on.isoformat() if event.scheduled_on else ""
    return HearingLink(
        text=bundle.text(event.what, case=event.case_id),
        href=f"#event-{event.pk}",
        words=f"{day} {hour}".strip(),
        day=f"{scheduled}T{hour}" if hour else scheduled,
        place=bundle.courts[bundle.cases[event.case_id].court_id].name,
    )
