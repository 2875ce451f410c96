"""The particulars beside a record: court, docket, and who takes part, each with a period."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kit.partial_dates import PartialDate
from proceedings.law.codes import CaseType, Confidence, Role
from proceedings.models import Case, Court, Defendant, Participation
from proceedings.record import record_urls
from proceedings.website.date_format import say
from proceedings.website.records.case_data import CaseData
from proceedings.website.view_models import Fact, Link

# Participants on the side of one defendant are shown with that defendant only.
COUNSEL = frozenset({Role.DEFENCE_ATTORNEY.value})


def case_particulars(bundle: CaseData, case: Case) -> tuple[Fact, ...]:
    """Return the particulars of a case, everyone who takes part included."""
    rows = [row for row in bundle.participations if row.case_id == case.pk]
    return (*_about(bundle, case), *_roles(bundle, rows), *_review(bundle, case))


def defendant_particulars(bundle: CaseData, row: Defendant) -> tuple[Fact, ...]:
    """Return the particulars of a defendant's case, with the counsel of this defendant only."""
    case = bundle.cases[row.case_id]
    rows = [
        one
        for one in bundle.participations
        if one.case_id == case.pk and (one.role not in COUNSEL or _acts_for(bundle, one, row.party_id))
    ]
    return (*_named(bundle, row), *_about(bundle, case), *_roles(bundle, rows), *_review(bundle, case, row))


def _acts_for(bundle: CaseData, participation: Participation, party: int) -> bool:
    """Tell whether counsel acts for a party, or for whom is not recorded."""
    clients = [one.party_id for one in bundle.representations if one.participation_id == participation.pk]
    return not clients or party in clients


def _named(bundle: CaseData, row: Defendant) -> Iterator[Fact]:
    """Say how the case prints the name, where it differs."""
    if row.name_as_printed and row.name_as_printed != bundle.name(row) and row.party_id in bundle.parties:
        yield Fact(
            term=_("Named in this case as"),
            lines=(Link(text=bundle.text(row.name_as_printed, case=row.case_id)),),
        )


def _about(bundle: CaseData, case: Case) -> Iterator[Fact]:
    """Say which court, which number, which sort of case."""
    yield Fact(term=_("Court"), lines=(Link(text=court_words(bundle.courts[case.court_id])),))
    number = case.public_docket or (_("not printed here") if case.docket_number else _("not recorded"))
    yield Fact(term=_("Docket number"), lines=(Link(text=number),))
    yield Fact(term=_("Type"), lines=(Link(text=_(CaseType(case.type).label)),))
    if case.caption_is_description:
        yield Fact(
            term=_("Caption"), lines=(Link(text=_("our description; the caption itself was not read")),)
        )


def court_words(court: Court) -> str:
    """Name a court with its place."""
    return f"{court.name}, {court.place}" if court.place and court.place not in court.name else court.name


def _roles(bundle: CaseData, rows: list[Participation]) -> Iterator[Fact]:
    """Return one fact a role, in the order of the list of roles."""
    for role in Role:
        lines = tuple(
            _participant(bundle, row) for row in rows if row.role == role and row.party_id in bundle.parties
        )
        if lines:
            yield Fact(term=_(role.label), lines=lines)


def _participant(bundle: CaseData, row: Participation) -> Link:
    """Name a participant with the period and whom they act for."""
    party = bundle.parties[row.party_id]
    name = bundle.party_name(party)
    clients = [
        bundle.party_name(bundle.parties[one.party_id])
        for one in bundle.representations
        if one.participation_id == row.pk and one.party_id in bundle.parties
    ]
    notes = [period(row)] if period(row) else []
    notes += [_("for %(clients)s") % {"clients": ", ".join(clients)}] if clients else []
    notes += [bundle.text(row.note)] if row.note else []
    # Whoever was harmed is named where that is recorded as public, and has no page of their own.
    href = "" if row.role == Role.VICTIM else record_urls.person(party.pk, name)
    return Link(text=name, href=href, note="; ".join(notes))


def period(row: Participation) -> str:
    """Say from when until when somebody took part."""
    since = PartialDate.parse(row.since).words() if row.since else ""
    until = PartialDate.parse(row.until).words() if row.until else ""
    if since and since == until:
        one_day = PartialDate.parse(row.since).is_exact
        return (_("on %(when)s") if one_day else _("in %(when)s")) % {"when": since}
    if since and until:
        return _("from %(since)s until %(until)s") % {"since": since, "until": until}
    if since:
        return _("from %(since)s") % {"since": since}
    return _("until %(until)s") % {"until": until} if until else ""


def _review(bundle: CaseData, case: Case, row: Defendant | None = None) -> Iterator[Fact]:
    """Say how well the record is borne out, when it was looked at, and what the editors add."""
    if case.confidence:
        yield Fact(term=_("How well sourced"), lines=(Link(text=_(Confidence(case.confidence).label)),))
    reviewed = say(case.reviewed_on) if case.reviewed_on else _("not yet")
    yield Fact(term=_("Last reviewed"), lines=(Link(text=reviewed),))
    notes = [bundle.text(note, case=case.pk) for note in (case.note, row.note if row else "") if note]
    if notes:
        yield Fact(term=_("Editor's note"), lines=tuple(Link(text=note) for note in notes))
