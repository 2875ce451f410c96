"""The page of one party: its roles and statuses in the cases of one incident, each apart, never added up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import router
from django.db.models import BigIntegerField
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.batch_query import CompiledRows, Keys, compile_rows, fetch
from people.models import OtherName, Party
from proceedings.law.codes import CaseType, Role
from proceedings.models import Case, Defendant, Participation
from proceedings.models.status_span_queries import today
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
from proceedings.research.query.conditions import ROLES
from proceedings.research.query.parsing import ClosedRecordError
from proceedings.research.query.request_params import address
from proceedings.website.date_format import words
from proceedings.website.records.case_data import CaseData
from proceedings.website.records.case_details import period
from proceedings.website.records.case_page import defendant_line
from proceedings.website.records.find import find_row
from proceedings.website.records.reading_plan import PageSubject
from proceedings.website.records.status_view import clock_form
from proceedings.website.view_models import (
    CaseLine,
    DefendantLine,
    Head,
    Link,
    Steps,
)

PUBLIC_OFFICE = frozenset({Role.JUDGE.value, Role.PROSECUTOR.value, Role.SPECIAL_PROSECUTOR.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRoles:
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
    steps: Steps
    counted: str
    parts: tuple[CaseRoles, ...]
    acts: tuple[Link, ...]
    report_href: str


def find(pk: int) -> Party:
    """Return a party the public may see.

    Raises ClosedRecordError when it is restricted, Http404 when it is private, unknown, or in no public case.
    """
    row, is_public = find_row(Party, pk, public_parties)
    if is_public:
        return row
    if is_restricted(row):
        raise ClosedRecordError
    raise Http404


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
    bundle = CaseData(_cases_of_one_matter(row), clocks=clocks, about=PageSubject(party=row.pk))
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
            steps=clock_form(record_urls.person(row.pk, name), clocks, bundle.status_instants()),
            counted=ngettext("%(number)s case.", "%(number)s cases, each for itself.", len(parts))
            % {"number": len(parts)},
            parts=parts,
            acts=tuple(_acts(bundle, row)),
            report_href=f"{record_urls.person(row.pk, name)}report/{clocks.query}",
        )
    )


def _cases_of_one_matter(row: Party) -> list[int]:
    """Return the party's public cases of one incident: other matters are never joined."""
    compiled = _compiled_cases(router.db_for_read(Case), today())
    cases = sorted(fetch([(compiled, {"keys": [row.pk]})])[0])
    first, incident = cases[0]
    return [first] if incident is None else [pk for pk, other in cases if other == incident]


@lru_cache(maxsize=100)
def _compiled_cases(using: str, _day: date) -> CompiledRows:
    """Compile the query of a day, which is written into the restrictions it asks for."""
    accused = Defendant.objects.order_by().filter(party__in=Keys()).values("case_id")
    named = named_participations(Participation.objects.order_by().filter(party__in=Keys())).values("case_id")
    cases = public_cases(Case.objects.using(using).filter(pk__in=accused.union(named)))
    return compile_rows(cases.order_by(), ["id", "incident_id"], [BigIntegerField()] * 2)


def _acts(bundle: CaseData, row: Party) -> Iterator[Link]:
    """Return the lists and feeds of what the party did in court, in each sort of role, in this matter."""
    held = {one.role for one in bundle.participations if one.party_id == row.pk}
    incidents = {case.incident.key for case in bundle.cases.values() if case.incident}
    words = {
        "judge": _("Everything before this judge"),
        "prosecutor": _("Everything in their time as prosecutor"),
        "counsel": _("Everything in their time as counsel"),
    }
    for name, roles in ROLES.items():
        if held & set(roles):
            asked = address({name: row.key, "incident": sorted(incidents)})
            yield Link(text=words[name], href=reverse("events") + asked)
            yield Link(text=_("As a feed (Atom)"), href=reverse("events.atom") + asked)


def _part(bundle: CaseData, case: Case, row: Party) -> CaseRoles:
    """Say what the party is in one case."""
    defendant = next((one for one in bundle.defendants_of(case.pk) if one.party_id == row.pk), None)
    roles = [one for one in bundle.participations if one.case_id == case.pk and one.party_id == row.pk]
    own = defendant is not None and defendant.case_id == case.pk
    return CaseRoles(
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
