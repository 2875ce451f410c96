"""Which fields of a fact the public sees, and how a change of each is said: before and after, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kit.codes import Code
from kit.partial_dates import PartialDate
from proceedings.law.codes import (
    CaseLinkKind,
    CaseType,
    Confidence,
    HearingOutcome,
    Modifier,
    Role,
    RulingDisposition,
    Severity,
)
from proceedings.models import CaseLink, Participation
from proceedings.models.event import TYPES
from proceedings.record.visibility import is_docket_printed
from proceedings.website.date_format import say
from proceedings.website.records.case_data import CaseData

Words = Callable[[CaseData, models.Model, Any], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceLine:
    """One thing that differs: what it is called, what it was, what it is; empty: not recorded."""

    label: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """Say it on one line."""
        nothing = _("nothing recorded")
        return f"{self.label}: {self.before or nothing} → {self.after or nothing}"


@dataclass(frozen=True, slots=True)
class PublicField:
    """A public field of a fact: its column, its label, and how its value is said."""

    name: str
    label: str
    words: Words


def differing(
    bundle: CaseData,
    fields: Sequence[PublicField],
    was: models.Model,
    now: models.Model,
    *,
    case: int | None = None,
) -> tuple[DifferenceLine, ...]:
    """Return what differs in public between two states of one fact, with closed names withheld."""
    lines = []
    for field in fields:
        before, after = getattr(was, field.name), getattr(now, field.name)
        if before == after:
            continue
        said = [
            bundle.text(field.words(bundle, now, one), case=case) if one else "" for one in (before, after)
        ]
        if said[0] != said[1]:
            lines.append(DifferenceLine(label=_(field.label), before=said[0], after=said[1]))
    return tuple(lines)


def _text(_bundle: CaseData, _row: models.Model, value: object) -> str:
    return str(value)


def _partial(_bundle: CaseData, _row: models.Model, value: str) -> str:
    return PartialDate.parse(value).words()


def _day(_bundle: CaseData, _row: models.Model, value: date) -> str:
    return say(value)


def _hour(_bundle: CaseData, _row: models.Model, value: Any) -> str:  # noqa: ANN401  # a time of day
    return f"{value:%H:%M}"


def _code(codes: type[Code]) -> Words:
    def words(_bundle: CaseData, _row: models.Model, value: str) -> str:
        return _(codes(value).label)

    return words


def _type(_bundle: CaseData, row: Any, value: str) -> str:  # noqa: ANN401  # an event of any kind
    return next((_(code.label) for code in TYPES[row.kind] if code.value == value), value)


def _party(bundle: CaseData, _row: models.Model, value: int) -> str:
    party = bundle.parties.get(value)
    return bundle.party_name(party) if party else _("[name withheld]")


def _court(bundle: CaseData, _row: models.Model, value: int) -> str:
    court = bundle.courts.get(value)
    return court.name if court else _("another court")


def _docket(bundle: CaseData, row: models.Model, value: str) -> str:
    """Say a number only where it may be printed now."""
    held = bundle.cases.get(row.pk)
    return value if held is not None and is_docket_printed(held) else ""


EVENT = (
    PublicField("date", gettext_noop("Date"), _partial),
    PublicField("date_entered", gettext_noop("Day entered"), _partial),
    PublicField("date_reported", gettext_noop("Day reported"), _partial),
    PublicField("type", gettext_noop("Type"), _type),
    PublicField("what", gettext_noop("What happened"), _text),
    PublicField("source_text", gettext_noop("The court's own words"), _text),
    PublicField("disposition", gettext_noop("Decision on the request"), _code(RulingDisposition)),
    PublicField("outcome", gettext_noop("Outcome of the hearing"), _code(HearingOutcome)),
    PublicField("scheduled_on", gettext_noop("Set for"), _day),
    PublicField("scheduled_at", gettext_noop("At"), _hour),
    PublicField("judge_id", gettext_noop("Judge"), _party),
    PublicField("confidence", gettext_noop("How well sourced"), _code(Confidence)),
    PublicField("dispute", gettext_noop("Dispute between sources"), _text),
    PublicField("note", gettext_noop("Note"), _text),
)
CASE = (
    PublicField("caption", gettext_noop("Caption"), _text),
    PublicField("docket_number", gettext_noop("Docket number"), _docket),
    PublicField("type", gettext_noop("Type"), _code(CaseType)),
    PublicField("court_id", gettext_noop("Court"), _court),
    PublicField("confidence", gettext_noop("How well sourced"), _code(Confidence)),
    PublicField("note", gettext_noop("Editor's note"), _text),
)
DEFENDANT = (
    PublicField("name_as_printed", gettext_noop("Name as printed"), _text),
    PublicField("note", gettext_noop("Editor's note"), _text),
)
PARTY = (PublicField("name", gettext_noop("Name"), _text),)
CHARGE = (
    PublicField("count_label", gettext_noop("Count"), _text),
    PublicField("offence", gettext_noop("Offense as charged"), _text),
    PublicField("statute", gettext_noop("Statute"), _text),
    PublicField("statute_version", gettext_noop("Version of the statute"), _text),
    PublicField("severity", gettext_noop("Severity"), _code(Severity)),
    PublicField("degree", gettext_noop("Degree"), _text),
    PublicField("modifier", gettext_noop("Modifier"), _code(Modifier)),
    PublicField("alternative_group", gettext_noop("Alternative group"), _text),
    PublicField("note", gettext_noop("Note"), _text),
)
CLAIM = (PublicField("label", gettext_noop("Claim"), _text), PublicField("note", gettext_noop("Note"), _text))
PARTICIPATION = (
    PublicField("role", gettext_noop("Role"), _code(Role)),
    PublicField("party_id", gettext_noop("Name"), _party),
    PublicField("since", gettext_noop("From"), _partial),
    PublicField("until", gettext_noop("Until"), _partial),
    PublicField("note", gettext_noop("Note"), _text),
)


def role_words(bundle: CaseData, row: Participation) -> str:
    """Name a participant with the role."""
    return f"{_(Role(row.role).label)}: {bundle.party_name(bundle.parties[row.party_id])}"


def link_words(bundle: CaseData, row: CaseLink) -> str:
    """Name a link with another case; nothing when that case is not public, or no longer named here."""
    other = bundle.linked_cases.get(row.other_id)
    return f"{_(CaseLinkKind(row.kind).label)}: {bundle.case_name(other)}" if other else ""
