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
from proceedings.website.records.case_data import Bundle

Words = Callable[[Bundle, models.Model, Any], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
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
class Field:
    """A public field of a fact: its column, its label, and how its value is said."""

    name: str
    label: str
    words: Words


def differing(
    bundle: Bundle,
    fields: Sequence[Field],
    was: models.Model,
    now: models.Model,
    *,
    case: int | None = None,
) -> tuple[Line, ...]:
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
            lines.append(Line(label=_(field.label), before=said[0], after=said[1]))
    return tuple(lines)


def _text(_bundle: Bundle, _row: models.Model, value: object) -> str:
    return str(value)


def _partial(_bundle: Bundle, _row: models.Model, value: str) -> str:
    return PartialDate.parse(value).words()


def _day(_bundle: Bundle, _row: models.Model, value: date) -> str:
    return say(value)


def _hour(_bundle: Bundle, _row: models.Model, value: Any) -> str:  # noqa: ANN401  # a time of day
    return f"{value:%H:%M}"


def _code(codes: type[Code]) -> Words:
    def words(_bundle: Bundle, _row: models.Model, value: str) -> str:
        return _(codes(value).label)

    return words


def _type(_bundle: Bundle, row: Any, value: str) -> str:  # noqa: ANN401  # an event of any kind
    return next((_(code.label) for code in TYPES[row.kind] if code.value == value), value)


def _party(bundle: Bundle, _row: models.Model, value: int) -> str:
    party = bundle.parties.get(value)
    return bundle.party_name(party) if party else _("[name withheld]")


def _court(bundle: Bundle, _row: models.Model, value: int) -> str:
    court = bundle.courts.get(value)
    return court.name if court else _("another court")


def _docket(bundle: Bundle, row: models.Model, value: str) -> str:
    """Say a number only where it may be printed now."""
    held = bundle.cases.get(row.pk)
    return value if held is not None and is_docket_printed(held) else ""


EVENT = (
    Field("date", gettext_noop("Date"), _partial),
    Field("date_entered", gettext_noop("Day entered"), _partial),
    Field("date_reported", gettext_noop("Day reported"), _partial),
    Field("type", gettext_noop("Type"), _type),
    Field("what", gettext_noop("What happened"), _text),
    Field("source_text", gettext_noop("The court's own words"), _text),
    Field("disposition", gettext_noop("Decision on the request"), _code(RulingDisposition)),
    Field("outcome", gettext_noop("Outcome of the hearing"), _code(HearingOutcome)),
    Field("scheduled_on", gettext_noop("Set for"), _day),
    Field("scheduled_at", gettext_noop("At"), _hour),
    Field("judge_id", gettext_noop("Judge"), _party),
    Field("confidence", gettext_noop("How well sourced"), _code(Confidence)),
    Field("dispute", gettext_noop("Dispute between sources"), _text),
    Field("note", gettext_noop("Note"), _text),
)
CASE = (
    Field("caption", gettext_noop("Caption"), _text),
    Field("docket_number", gettext_noop("Docket number"), _docket),
    Field("type", gettext_noop("Type"), _code(CaseType)),
    Field("court_id", gettext_noop("Court"), _court),
    Field("confidence", gettext_noop("How well sourced"), _code(Confidence)),
    Field("note", gettext_noop("Editor's note"), _text),
)
DEFENDANT = (
    Field("name_as_printed", gettext_noop("Name as printed"), _text),
    Field("note", gettext_noop("Editor's note"), _text),
)
PARTY = (Field("name", gettext_noop("Name"), _text),)
CHARGE = (
    Field("count_label", gettext_noop("Count"), _text),
    Field("offence", gettext_noop("Offence as charged"), _text),
    Field("statute", gettext_noop("Statute"), _text),
    Field("statute_version", gettext_noop("Version of the statute"), _text),
    Field("severity", gettext_noop("Severity"), _code(Severity)),
    Field("degree", gettext_noop("Degree"), _text),
    Field("modifier", gettext_noop("Modifier"), _code(Modifier)),
    Field("alternative_group", gettext_noop("Alternative group"), _text),
    Field("note", gettext_noop("Note"), _text),
)
CLAIM = (Field("label", gettext_noop("Claim"), _text), Field("note", gettext_noop("Note"), _text))
PARTICIPATION = (
    Field("role", gettext_noop("Role"), _code(Role)),
    Field("party_id", gettext_noop("Name"), _party),
    Field("since", gettext_noop("From"), _partial),
    Field("until", gettext_noop("Until"), _partial),
    Field("note", gettext_noop("Note"), _text),
)


def role_words(bundle: Bundle, row: Participation) -> str:
    """Name a participant with the role."""
    return f"{_(Role(row.role).label)}: {bundle.party_name(bundle.parties[row.party_id])}"


def link_words(bundle: Bundle, row: CaseLink) -> str:
    """Name a link with another case; nothing when that case is not public, or no longer named here."""
    other = bundle.linked_cases.get(row.other_id)
    return f"{_(CaseLinkKind(row.kind).label)}: {bundle.case_name(other)}" if other else ""
