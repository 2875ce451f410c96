"""The chain of cases that brought the same charges again, drawn as one line: 2023, refiled as 2024."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from people.models import Party
from proceedings import wording
from proceedings.law import rules
from proceedings.law.codes import CaseLinkKind, StatusCode
from proceedings.models import Case, CaseLink, StatusSpan
from proceedings.record.refilings import GOES_ON, closure
from proceedings.record.status_runs import Run, first_days, run_of
from proceedings.research.statuses.status_text import label_of
from proceedings.website.records.case_data import CaseData
from proceedings.website.records.event_rows import joined_names


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStatus:
    """Where somebody stands in a case of the chain; `name` is empty where only one is meant."""

    name: str
    phase: str
    label: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """One case of the chain: how it came of the one before, and where those asked about stand in it."""

    how: str
    text: str
    docket: str
    href: str
    standings: tuple[PastStatus, ...]


def chain(bundle: CaseData, case: int, *, party: int | None = None) -> tuple[ChainLink, ...]:
    """Return the public cases the charges of a case went through, in order; nothing when there is one only.

    With `party`, only that party's standing is told.
    """
    links = _reached(bundle.links, case)
    ends = {end for link in links for end in (link.case_id, link.other_id)}
    cases = {pk: bundle.linked_cases[pk] for pk in ends if pk in bundle.linked_cases}
    if len(cases) < 2:  # noqa: PLR2004  # a line has two ends
        return ()
    order = _order(links, cases)
    all_spans = bundle.ledger.get(bundle.ledger.spans("case_id", order))
    earliest = first_days(all_spans, bundle.clocks)
    on = bundle.clocks.on
    spans = [
        span
        for span in sorted(all_spans, key=lambda span: (span.case_id, span.defendant_id))
        if span.valid_from <= on < span.valid_until and party in (None, span.party_id)
    ]
    parties = bundle.ledger.today(Party, "id", (span.party_id for span in spans))
    names = {row.pk: bundle.party_name(row) for row in bundle.ledger.get(parties)} if party is None else {}
    how = {link.other_id: _(CaseLinkKind(link.kind).label) for link in links if link.case_id in cases}
    return tuple(
        ChainLink(
            how=how.get(pk, "") if place else "",
            text=bundle.case_name(cases[pk]),
            docket=cases[pk].public_docket,
            href="" if pk == case else bundle.case_address(cases[pk]) + bundle.clocks.query,
            standings=_standings([span for span in spans if span.case_id == pk], names, earliest),
        )
        for place, pk in enumerate(order)
    )


def _standings(
    spans: Iterable[StatusSpan], names: Mapping[int, str], earliest: Mapping[Run, date]
) -> tuple[PastStatus, ...]:
    """Say where those asked about stand in one case, those who stand alike at once."""
    found: dict[PastStatus, list[str]] = {}
    for span in spans:
        stood = PastStatus(
            name="",
            phase=rules.phase_of(StatusCode(span.status)).value,
            label=label_of(span),
            since=wording.since_words(span.since, earliest[run_of(span)]),
        )
        found.setdefault(stood, []).append(names.get(span.party_id, ""))
    return tuple(replace(stood, name=joined_names(alike)) for stood, alike in found.items())


def _reached(links: Iterable[CaseLink], case: int) -> list[CaseLink]:
    """Return the links that lead on from a case, or back from it, step after step."""
    going_on = [one for one in links if one.kind in GOES_ON]
    ends = [(one.case_id, one.other_id) for one in going_on]
    reached = closure([case], lambda cases: {end for pair in ends if cases & {*pair} for end in pair})
    return [one for one in going_on if one.case_id in reached]


def _order(links: list[CaseLink], cases: dict[int, Case]) -> list[int]:
    """Return the cases in the order of the links: each after every case it came of."""
    came_of = {
        pk: {one.case_id for one in links if one.other_id == pk and one.case_id in cases} for pk in cases
    }
    order: list[int] = []
    while len(order) < len(cases):
        ready = sorted(pk for pk in cases if pk not in order and came_of[pk] <= set(order))
        # A circle of links has no first; whoever recorded it sees them in the order they were entered.
        order += ready or sorted(cases.keys() - set(order))
    return order
