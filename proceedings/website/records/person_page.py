"""The page of one party: its roles and statuses in the cases of one incident, each apart, never added up."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import OtherName, Party
from proceedings.law.codes import CaseType, Role
from proceedings.models import Case, Defendant, Participation
from proceedings.record import record_urls
from proceedings.record.as_of import Clocks
from proceedings.record.party_merge import successor
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import (
    is_restricted,
    named_participations,
    public_cases,
    public_parties,
)
from proceedings.research.query.parsing import ClosedRecordError
from proceedings.website.date_format import words
from proceedings.website.records.case_data import Bundle
from proceedings.website.records.case_details import period
from proceedings.website.records.case_page import defendant_line
from proceedings.website.view_models import (
    CaseLine,
    DefendantLine,
    Head,
    Link,
)

PUBLIC_OFFICE = frozenset({Role.JUDGE.value, Role.PROSECUTOR.value, Role.SPECIAL_PROSECUTOR.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What the party is in one case: a defendant with a status, or other roles with their periods."""

    case: CaseLine
    roles: tuple[Link, ...]
    defendant: DefendantLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """Everything the template prints."""

    head: Head
    heading: str
    other_names: tuple[str, ...]
    matter: Link
    clock: str
    on: str
    action: str
    counted: str
    parts: tuple[Part, ...]
    report_href: str


def find(pk: int) -> Party:
    """Return a party the public may see.

    Raises ClosedRecordError when it is restricted, Http404 when it is private, unknown, or in no public case.
    """
    row = Party.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    if is_restricted(row):
        raise ClosedRecordError
    if not public_parties(Party.objects.filter(pk=pk)).exists():
        raise Http404
    return row


def moved_to(pk: int, asked: QueryDict) -> str:
    """Return the address that has what a party had before it was put together with another.

    Raises Http404 when it was not, or when the other is not public: its name stands in its address.
    """
    kept = successor(pk)
    if kept is None:
        raise Http404
    find(kept.pk)
    query = asked.urlencode()
    return record_urls.person(kept.pk, Redactor.now().name_of(kept)) + (f"?{query}" if query else "")


def person_page(row: Party, *, clocks: Clocks) -> PersonPage:
    """Assemble the page from the cases of one incident, the first the party appears in."""
    bundle = Bundle(_cases_of_one_matter(row), clocks=clocks)
    parts = tuple(
        part
        for part in (_part(bundle, case, row) for case in bundle.cases.values())
        if part.roles or part.defendant
    )
    if not parts:
        raise Http404
    name = bundle.party_name(row)
    incident = next(iter(bundle.cases.values())).incident
    office = any(one.role in PUBLIC_OFFICE for one in bundle.participations if one.party_id == row.pk)
    return bundle.redacted(
        PersonPage(
            head=Head(
                title=name,
                description=_("The roles of %(name)s in the cases of one matter, each apart.")
                % {"name": name},
                canonical=record_urls.person(row.pk, name),
                noindex=not office or row.noindex or clocks.is_past,
            ),
            heading=name,
            other_names=tuple(
                bundle.text(one.name) for one in bundle.ledger.rows(OtherName, party_id=row.pk)
            ),
            matter=Link(text=bundle.text(incident.title), href=record_urls.incident(incident.key))
            if incident
            else Link(text=""),
            clock=words(clocks),
            on=clocks.on.isoformat(),
            action=record_urls.person(row.pk, name),
            counted=ngettext("%(number)s case.", "%(number)s cases, each for itself.", len(parts))
            % {"number": len(parts)},
            parts=parts,
            report_href=f"{record_urls.person(row.pk, name)}report/{clocks.query}",
        )
    )


def _cases_of_one_matter(row: Party) -> list[int]:
    """Return the party's public cases of one incident: other matters are never joined."""
    held = set(Defendant.objects.filter(party=row).values_list("case_id", flat=True))
    held |= set(
        named_participations(Participation.objects.filter(party=row)).values_list("case_id", flat=True)
    )
    cases = list(public_cases(Case.objects.filter(pk__in=held)).order_by("pk"))
    first = cases[0]
    if first.incident_id is None:
        return [first.pk]
    return [case.pk for case in cases if case.incident_id == first.incident_id]


def _part(bundle: Bundle, case: Case, row: Party) -> Part:
    """Say what the party is in one case."""
    defendant = next((one for one in bundle.defendants_of(case.pk) if one.party_id == row.pk), None)
    roles = [one for one in bundle.participations if one.case_id == case.pk and one.party_id == row.pk]
    own = defendant is not None and defendant.case_id == case.pk
    return Part(
        case=CaseLine(
            caption=bundle.case_name(case),
            href=bundle.case_address(case) + bundle.clocks.query,
            docket=case.public_docket,
            court=bundle.courts[case.court_id].name,
            type=_(CaseType(case.type).label),
        ),
        roles=tuple(
            Link(
                text=_(Role(one.role).label),
                note="; ".join(filter(None, (period(one), bundle.text(one.note)))),
            )
            for one in roles
        ),
        defendant=defendant_line(bundle, defendant) if defendant and own else None,
    )
