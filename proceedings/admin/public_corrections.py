"""Whether a change corrects something readers were told: then it asks why, and the public log tells.

What was told and now reads otherwise, or is taken away, is corrected. What was empty and is filled in is
news, not a correction; so is the outcome of a hearing that was only scheduled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.field_diff import NOTHING, Difference, differences
from people.models import OtherName, Party
from proceedings.admin.event_forms import BY, PREJUDICE
from proceedings.law.codes import HearingOutcome, Instrument, PleaType, ReleaseGround
from proceedings.models import (
    Case,
    Charge,
    Claim,
    Correction,
    Court,
    Defendant,
    Effect,
    Event,
    Incident,
    SentenceComponent,
    Source,
)
from proceedings.models.sentence import TERM_FIELDS
from proceedings.record import services
from proceedings.record.visibility import is_private, rests_on_published

# What of each record readers are told as fact. Notes, grades and places in an order are not.
TOLD: dict[type[models.Model], tuple[str, ...]] = {
    Event: (
        "type",
        "date",
        "date_entered",
        "date_reported",
        "what",
        "result",
        "source_text",
        "disposition",
        "outcome",
        "scheduled_on",
        "scheduled_at",
        "judge",
    ),
    Effect: ("defendant", "charge", "claim", "outcome", "details"),
    SentenceComponent: ("defendant", "charge", *TERM_FIELDS, "text"),
    Case: ("court", "docket_number", "caption", "type", "incident"),
    Defendant: ("party", "name_as_printed"),
    Charge: ("count_label", "offence", "statute", "severity", "degree", "modifier", "alternative_group"),
    Claim: ("label",),
    Incident: ("title", "date", "place", "summary"),
    Party: ("kind", "name", "sort_name"),
    OtherName: ("name", "kind"),
    Court: ("name", "kind", "place", "country", "subdivision", "time_zone"),
    Source: ("publisher", "title", "kind", "published", "url", "archived_url"),
}
# Told by their label only: the log names nobody who was wrongly named, and no number that is not printed.
QUIET = ("judge", "defendant", "party", "name_as_printed", "docket_number")
# Of these nothing but labels is told: what they say may name somebody whose record is closed later, and the
# note would not be closed with it.
ONLY_LABELS: tuple[type[models.Model], ...] = (Party, OtherName, Source)
# What the log calls a part, and a detail of an outcome, with its values in words.
NAMES: dict[type[models.Model], Any] = {SentenceComponent: gettext_lazy("Part of the sentence")}
DETAIL_LABELS: dict[str, Any] = {
    "by": gettext_lazy("By whom"),
    "prejudice": gettext_lazy("Prejudice"),
    "plea": gettext_lazy("Plea"),
    "ground": gettext_lazy("Ground of release"),
    "instrument": gettext_lazy("Paper that brings it"),
    "reason": gettext_lazy("Reason"),
    "text": gettext_lazy("As worded"),
}
DETAIL_WORDS: dict[str, dict[str, Any]] = {
    "by": dict(BY),
    "prejudice": dict(PREJUDICE),
    "plea": dict(PleaType.choices()),
    "ground": dict(ReleaseGround.choices()),
    "instrument": dict(Instrument.choices()),
}
NOT_YET_KNOWN = HearingOutcome.SCHEDULED.value


@dataclass(frozen=True, slots=True)
class PublicCorrection:
    """What a change corrects: the record it is told of, if any, what was wrong, and what is right."""

    about: dict[str, models.Model]
    was: str
    now: str

    def record(self, work: services.WriteTransaction, *, why: str) -> None:
        """Put it into the public log, at the instant of the change."""
        services.record(Correction(**self.about, was=self.was, now=self.now, why=why, made_at=work.instant))


def correction_for(
    fact: models.Model,
    parts: Sequence[models.Model],
    removed: Sequence[models.Model],
    rows: services.StoredRows,
) -> PublicCorrection | None:
    """Return what saving a record with its parts would correct in public; nothing where it corrects nothing.

    `rows` are all of them as they are recorded, before anything is written.
    """
    stored = rows.get(services.id_of(fact))
    about = _about(fact)
    if stored is None or about is None or not _is_told(stored, fact):
        return None
    lines: list[tuple[str, str]] = []
    for old, new in [(stored, fact), *_pairs(parts, removed, rows)]:
        lines += _lines(old, new, is_named=old is not stored or not about)
    if not lines:
        return None
    was, now = zip(*lines, strict=True)
    return PublicCorrection(about, was="\n".join(was), now="\n".join(now))


def _is_told(stored: models.Model, fact: models.Model) -> bool:
    """Tell whether readers are told of a record before the change and after it."""
    if isinstance(stored, Event) and isinstance(fact, Event):
        return stored.is_public and fact.is_public
    if isinstance(stored, Party) and is_private(stored):
        return False
    return rests_on_published(stored)


def _about(fact: models.Model) -> dict[str, models.Model] | None:
    if isinstance(fact, Event):
        return {"event": Event(pk=fact.pk)} if fact.pk else None
    if isinstance(fact, SentenceComponent):
        return {"event": fact.event}
    if isinstance(fact, Case | Defendant):
        return {"case": fact if isinstance(fact, Case) else fact.case}
    if isinstance(fact, Charge | Claim):
        return {"case": fact.defendant.case}
    if isinstance(fact, Party | Court | Source):
        return {}  # it may stand in many cases
    return {"incident": fact} if isinstance(fact, Incident) else None


def _pairs(
    parts: Sequence[models.Model], removed: Sequence[models.Model], rows: services.StoredRows
) -> Iterable[tuple[models.Model, models.Model | None]]:
    """Yield each part that is recorded as it is now, and as it is to be: None when it is removed."""
    for part in (*parts, *removed):
        old = rows.get(services.id_of(part))
        if old is not None:
            _share_counts(part, old)
            yield old, None if part in removed else part


def _share_counts(part: Any, old: Any) -> None:
    """Let the recorded version of a part use the charge and claim that the part has read."""
    for field in part._meta.concrete_fields:
        if (
            field.name in ("charge", "claim")
            and field.is_cached(part)
            and getattr(part, field.attname) == getattr(old, field.attname)
        ):
            field.set_cached_value(old, field.get_cached_value(part))


def _lines(old: models.Model, new: models.Model | None, *, is_named: bool) -> list[tuple[str, str]]:
    """Say what one row read and reads now, field by field; nothing for what readers are not told of."""
    kind: Any = old._meta.concrete_model
    told = TOLD.get(kind)
    if told is None:
        return []
    name = _named(old) if is_named else ""
    if new is None:
        gist = ", ".join(difference.was for difference in _differences(old, None, told) if difference.was)
        return [(f"{name}: {gist}" if gist else name, _("%(part)s: taken out") % {"part": name})]
    return [
        (f"{where}: {each.was}", f"{where}: {each.now}")
        for each in _differences(old, new, told)
        for where in [_where(name, each.label)]
    ]


def _where(name: str, label: str) -> str:
    """Name a field of a part: `Charge (Count 1), Offence`; the outcome of an outcome is named once."""
    if not name or name.partition(" (")[0] == label:
        return name or label
    return f"{name}, {label}"


def _differences(old: models.Model, new: models.Model | None, told: tuple[str, ...]) -> list[Difference]:
    skip = [field.name for field in old._meta.concrete_fields if field.name not in told]
    if isinstance(old, Event) and old.outcome == NOT_YET_KNOWN:
        skip.append("outcome")
    if isinstance(old, Effect):
        skip.append("details")
    hushed = told if isinstance(old, ONLY_LABELS) else [name for name in QUIET if name in told]
    quiet = {capfirst(str(old._meta.get_field(name).verbose_name)) for name in hushed}  # type: ignore[union-attr]  # a column has one
    found = [each for each in differences(old, new, say=_say, skip=skip) if each.was != NOTHING]
    if isinstance(old, Effect):
        found += _details(old.details, new.details if isinstance(new, Effect) else {})
    if new is None:
        return [each for each in found if each.label not in quiet]
    return [_quietly(each) if each.label in quiet else each for each in found]


def _details(was: Mapping[str, str], now: Mapping[str, str]) -> Iterable[Difference]:
    """Say the details of an outcome that read otherwise, each by its name and in words."""
    for key, label in DETAIL_LABELS.items():
        if was.get(key) and was.get(key) != now.get(key):
            yield Difference(str(label), _detail(key, was[key]), _detail(key, now.get(key, "")) or NOTHING)


def _detail(key: str, value: str) -> str:
    return str(DETAIL_WORDS.get(key, {}).get(value, value))


def _quietly(difference: Difference) -> Difference:
    return Difference(difference.label, _("was recorded wrongly"), _("is corrected"))


def _named(part: models.Model) -> str:
    """Name a part by its kind and the count it is about, and by no person."""
    name = str(NAMES.get(type(part), capfirst(str(part._meta.verbose_name))))
    if isinstance(part, Charge):
        return f"{name} ({part.count_label})"
    charge, claim = getattr(part, "charge", None), getattr(part, "claim", None)
    count = charge.count_label if charge is not None else claim.label if claim is not None else ""
    return f"{name} ({count})" if count else name


def _say(model: type[models.Model], pk: Any) -> str:
    if model not in (Charge, Claim, Court, Incident):
        return str(pk)  # whoever else is not named
    row = model._base_manager.filter(pk=pk).first()
    if isinstance(row, Charge):
        return row.count_label
    return row.label if isinstance(row, Claim) else str(row)
