"""The page of one defendant in one case: where it stands on a day, why, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proceedings.law import rules
from proceedings.law.codes import CaseLinkKind, ChargeState
from proceedings.models import Case, Defendant, Event, StatusSpan
from proceedings.record import record_urls
from proceedings.record.as_of import Clocks
from proceedings.record.visibility import public_defendants
from proceedings.research.query.parsing import ClosedRecordError
from proceedings.website.date_format import say, words
from proceedings.website.records import charges_table, timeline_builder
from proceedings.website.records.case_data import CaseData
from proceedings.website.records.case_details import defendant_particulars
from proceedings.website.records.change_log import changes
from proceedings.website.records.citation_notice import Subject
from proceedings.website.records.event_rows import event_line, movements, years
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
from proceedings.website.records.status_view import (
    as_status,
    span_on,
    standing_words,
    steps,
)
from proceedings.website.records.time_to_serve import in_numbers
from proceedings.website.records.timeline_file import preview, with_files
from proceedings.website.records.unanswered_hearings import without_outcome
from proceedings.website.view_models import (
    Charges,
    Drawing,
    EventLine,
    Fact,
    Head,
    Link,
    SentenceInNumbers,
    StandingWords,
    Steps,
    Why,
    Year,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DefendantPage:
    """Everything the template prints."""

    head: Head
    crumbs: tuple[Link, ...]
    heading: str
    person: Link
    standing: StandingWords
    clock: str
    steps: Steps
    why: Why
    particulars: tuple[Fact, ...]
    picture: Drawing
    charges: Charges
    rings: tuple[ChainLink, ...]
    sentence: SentenceInNumbers | None
    numbers: tuple[Fact, ...]
    unanswered: tuple[Link, ...]
    links: tuple[Link, ...]
    events_counted: str
    turning_points: tuple[EventLine, ...]
    all_counted: str
    years: tuple[Year, ...]
    later_counted: str
    later_years: tuple[Year, ...]
    desk: RecordFooter


def find(pk: int) -> Defendant:
    """Return a defendant the public may see.

    Raises ClosedRecordError when the record is restricted, Http404 when nothing public stands there.
    """
    row, is_public = find_row(Defendant, pk, public_defendants)
    if not is_public:
        if row.spans.live().exists():
            raise ClosedRecordError
        raise Http404
    return row


def defendant_page(row: Defendant, *, clocks: Clocks, asking: Asking = NOTHING_MORE) -> DefendantPage:
    """Assemble the page; `asking` says whether the address is that of a citation.

    Raises NotYetPublishedError when nothing was published here by the instant asked about.
    """
    bundle = CaseData([row.case_id], clocks=clocks, about=PageSubject(is_record=True, defendant=row.pk))
    if row.pk not in bundle.spans or row.case_id not in bundle.cases:
        raise before_publication(row, clocks)
    spans = bundle.spans[row.pk]
    span = span_on(spans, clocks.on)
    standing = standing_words(bundle, span)
    case = bundle.cases[row.case_id]
    held = bundle.defendants[row.pk]
    around = desk(bundle, case, _subject(bundle, held, standing), asking=asking, row=held)
    told, later = _events(bundle, row.pk, span)
    return bundle.redacted(
        DefendantPage(
            head=_head(bundle, held, standing, corrected=around.keeps_out),
            crumbs=_crumbs(bundle, case),
            heading=bundle.name(held),
            person=_person(bundle, held),
            standing=standing,
            clock=_clock(bundle, held, standing),
            steps=steps(
                spans,
                action=bundle.defendant_address(held),
                clocks=clocks,
                recorded=around.recorded,
            ),
            why=_why(bundle, span, row.pk),
            particulars=defendant_particulars(bundle, held),
            picture=with_files(
                timeline_builder.of_charges(bundle, [row.pk], heading=_picture_heading(bundle, row.pk)),
                bundle.defendant_address(held),
                clocks,
            ),
            charges=charges_table.charges(bundle, row.pk),
            rings=chain(bundle, case.pk, party=held.party_id),
            sentence=charges_table.sentence_in_numbers(bundle, row.pk, span),
            numbers=in_numbers(bundle, row.pk, span),
            unanswered=without_outcome(bundle, case, [event for event, _line in told]),
            links=case_links(bundle, case),
            events_counted=_counted(bundle, row.pk, [event for event, _line in told]),
            turning_points=tuple(line for _event, line in told if line.moved),
            all_counted=all_events(len(told)),
            years=years(told),
            later_counted=_later(len(later)),
            later_years=years(later),
            desk=around,
        )
    )


def before_publication(row: Defendant, clocks: Clocks) -> Http404:
    """Return what says when a record that is public now was first published; Http404 where it is not."""
    now = Clocks.settled()
    bundle = CaseData([row.case_id], clocks=now, about=PageSubject(is_record=True, defendant=row.pk))
    if not clocks.is_past or row.pk not in bundle.spans or row.case_id not in bundle.cases:
        return Http404(_("Nothing about this record was published here by then."))
    held, case = bundle.defendants[row.pk], bundle.cases[row.case_id]
    return not_yet(
        bundle,
        title=f"{bundle.name(held)}, {bundle.case_name(case)}",
        path=bundle.defendant_address(held),
        clocks=clocks,
        found=changes(bundle, case.pk, defendant=row.pk),
    )


def _subject(bundle: CaseData, row: Defendant, standing: StandingWords) -> Subject:
    """Say what a citation of the page names."""
    case = bundle.cases[row.case_id]
    return Subject(
        name=bundle.name(row),
        path=bundle.defendant_address(row),
        statement=standing.words,
        case=bundle.caption(case),
        court=bundle.courts[case.court_id].name,
        docket=case.public_docket,
    )


def _person(bundle: CaseData, row: Defendant) -> Link:
    """Lead to everything the party is in the matter, where the party may be named."""
    party = bundle.parties.get(row.party_id)
    if party is None:
        return Link(text="")
    name = bundle.party_name(party)
    return Link(
        text=_("All cases of %(name)s in this matter") % {"name": name},
        href=record_urls.person(party.pk, name) + bundle.clocks.query,
    )


def _picture_heading(bundle: CaseData, defendant: int) -> str:
    """Name the picture."""
    return _("Claims over time") if bundle.records[defendant].civil else _("Charges over time")


def _head(bundle: CaseData, row: Defendant, standing: StandingWords, *, corrected: bool) -> Head:
    """Say what the page is, and whether search engines may keep it."""
    case, name = bundle.cases[row.case_id], bundle.name(row)
    party = bundle.parties.get(row.party_id)
    return Head(
        title=f"{name}, {bundle.case_name(case)}" if corrected else f"{name}: {standing.outcome}",
        # A preview elsewhere would repeat the error without the correction that opens the page.
        description="" if corrected else f"{name}: {standing.words}. {words(bundle.clocks)}",
        canonical=bundle.defendant_address(row),
        noindex=corrected or row.noindex or case.noindex or party is None or party.noindex,
        section="defendants",
        image="" if corrected else preview(bundle.defendant_address(row), bundle.clocks),
    )


def _crumbs(bundle: CaseData, case: Case) -> tuple[Link, ...]:
    """Say where in the house the page stands."""
    crumbs = [Link(text=bundle.case_name(case), href=bundle.case_address(case) + bundle.clocks.query)]
    if case.incident is not None:
        crumbs.insert(
            0, Link(text=bundle.text(case.incident.title), href=record_urls.incident(case.incident.key))
        )
    return (*crumbs, Link(text=bundle.courts[case.court_id].name))


def _clock(bundle: CaseData, row: Defendant, standing: StandingWords) -> str:
    """Say since when it stands so, when it was last heard of, and when the record was last reviewed."""
    case = bundle.cases[row.case_id]
    said = []
    if standing.since:
        said.append(_("Since %(day)s.") % {"day": standing.since})
    last = bundle.last_event_on(row.pk)
    if last:
        said.append(_("Last recorded event: %(day)s.") % {"day": say(last)})
    if case.reviewed_on:
        said.append(_("Record last reviewed on %(day)s.") % {"day": say(case.reviewed_on)})
    return " ".join(said)


def _why(bundle: CaseData, span: StatusSpan, defendant: int) -> Why:
    """Name the row of the table and the event without which the status would differ."""
    status = as_status(span)
    event = bundle.events.get(span.event_id) if span.event_id else None
    return Why(
        rule=_("Rule %(number)s") % {"number": status.rule},
        rule_href=f"{reverse('method')}#{status.table}-{status.rule}",
        rule_words=_(rules.row_of(status).condition),
        event=event_line(bundle, event, defendants=[defendant], anchor="why-event") if event else None,
        others=tuple(_other_parts(bundle, span, defendant)),
    )


def _other_parts(bundle: CaseData, span: StatusSpan, defendant: int) -> Iterator[Link]:
    """Return the other events that made what stands: verdicts, what followed them, and the last appeal."""
    made: set[int | None] = set()
    for pieces in rules.lanes(bundle.folded(defendant)).values():
        begun = [piece for piece in pieces if piece.valid_from <= bundle.clocks.on]
        made |= {piece.event for piece in begun[-1:]}
        made |= {piece.event for piece in begun[-2:-1] if piece.state == ChargeState.FOUND_GUILTY}
    results = movements(bundle, defendant)
    appeals = [
        event.pk
        for event in bundle.events_of(bundle.defendants[defendant].case_id)
        if event.latest <= bundle.clocks.on
        and results.get(event.pk) is rules.EffectResult.MOVED
        and any(effect.outcome.startswith("appeal_") for effect in bundle.effects.get(event.pk, ()))
    ]
    made |= set(appeals[-1:])
    for event in bundle.events_of(bundle.defendants[defendant].case_id):
        if event.pk in made and event.pk != span.event_id:
            what = bundle.text(event.what, case=event.case_id)
            yield Link(words=event.date_words, text=what, href=f"#event-{event.pk}")


def _events(
    bundle: CaseData, defendant: int, span: StatusSpan
) -> tuple[list[tuple[Event, EventLine]], list[tuple[Event, EventLine]]]:
    """Return the events of the defendant's case up to the day asked about, and those after it."""
    told: list[tuple[Event, EventLine]] = []
    later: list[tuple[Event, EventLine]] = []
    for event in bundle.events_of(bundle.defendants[defendant].case_id):
        if not bundle.is_told_of(event, defendant):
            continue
        line = event_line(bundle, event, defendants=[defendant], decides=event.pk == span.event_id)
        (told if event.latest <= bundle.clocks.on else later).append((event, line))
    return told, later


def _counted(bundle: CaseData, defendant: int, events: list[Event]) -> str:
    """Say how many events there are, and how many of them moved anything."""
    results = movements(bundle, defendant)
    moved = sum(results.get(event.pk) is rules.EffectResult.MOVED for event in events)
    return ngettext(
        "%(number)s event up to this day; %(moved)s changed where the case stands.",
        "%(number)s events up to this day; %(moved)s changed where the case stands.",
        len(events),
    ) % {"number": len(events), "moved": moved}


def all_events(number: int) -> str:
    """Say what the list behind the turning points holds."""
    return ngettext("The event, in full", "All %(number)s events, in court order", number) % {
        "number": number
    }


def _later(number: int) -> str:
    """Say how many events lie after the day asked about."""
    if not number:
        return ""
    return ngettext("%(number)s later event", "%(number)s later events", number) % {"number": number}


def case_links(bundle: CaseData, case: Case) -> tuple[Link, ...]:
    """Return the public cases this one is linked with, both ways."""
    found: dict[tuple[str, int], Link] = {}
    for link in bundle.links:
        forward = link.case_id == case.pk
        other = bundle.linked_cases.get(link.other_id if forward else link.case_id)
        if other is None or case.pk not in {link.case_id, link.other_id}:
            continue
        words = _(CaseLinkKind(link.kind).label) if forward else _backward(link.kind)
        found[words, other.pk] = Link(
            words=words,
            text=bundle.case_name(other),
            href=bundle.case_address(other) + bundle.clocks.query,
            note=other.public_docket,
        )
    return tuple(found.values())


def _backward(kind: str) -> str:
    """Name a link from its other end."""
    return {
        CaseLinkKind.REFILED_AS.value: _("Refiled from"),
        CaseLinkKind.APPEAL_OF.value: _("Appealed in"),
        CaseLinkKind.REMOVED_TO.value: _("Removed from"),
        CaseLinkKind.TRANSFERRED_TO.value: _("Transferred from"),
    }.get(kind, _(CaseLinkKind(kind).label))
