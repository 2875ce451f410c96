"""A case as a block of a case file, with its defendants and events."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Prefetch

from proceedings.casefiles.dump.blocks import (
    Citations,
    block,
    number,
    yes,
)
from proceedings.casefiles.format.scalars import scheduled_text
from proceedings.casefiles.load.effect_targets import SENTENCING
from proceedings.law.codes import Publication, Relation
from proceedings.models import (
    Case,
    CaseLink,
    Charge,
    ChargeLink,
    Citation,
    Claim,
    ClaimLink,
    Defendant,
    Effect,
    Event,
    EventParty,
    Participation,
    Representation,
    SentenceComponent,
)

# What rows refer to is joined to them: asked for apart, more than a thousand are too many for SQLite.
_LINKED_COUNT = ("other__defendant__case",)
_CITED = Citation.objects.select_related("source")
CASE_PARTS = (
    "court",
    "incident",
    Prefetch("citations", _CITED),
    "other_dockets",
    Prefetch("links", CaseLink.objects.select_related("other")),
    Prefetch("participations", Participation.objects.select_related("party")),
    Prefetch("participations__representations", Representation.objects.select_related("party")),
    Prefetch("defendants", Defendant.objects.select_related("party")),
    Prefetch("defendants__charges__citations", _CITED),
    Prefetch("defendants__charges__links", ChargeLink.objects.select_related(*_LINKED_COUNT)),
    Prefetch("defendants__claims__links", ClaimLink.objects.select_related(*_LINKED_COUNT)),
    Prefetch("events", Event.objects.select_related("judge")),
    Prefetch("events__citations", _CITED),
    Prefetch("events__event_parties", EventParty.objects.select_related("party")),
    Prefetch(
        "events__effects",
        Effect.objects.select_related("charge", "claim", "defendant__party", "defendant__case"),
    ),
    Prefetch(
        "events__components",
        SentenceComponent.objects.select_related("charge", "defendant__party", "defendant__case"),
    ),
    Prefetch("events__components__citations", _CITED),
)


def case_block(row: Case, cited: Citations) -> dict[str, Any]:
    """Return a case as its file has it."""
    return block(
        id=row.key,
        court=cited.court(row.court),
        docket=row.docket_number,
        other_dockets=[other.number for other in row.other_dockets.all()],
        print_docket=yes(row.print_docket, default=True),
        caption=row.caption,
        caption_is_description=yes(row.caption_is_description, default=False),
        type=row.type,
        incident=row.incident.key if row.incident else "",
        links=_sorted(block(kind=link.kind, case=link.other.key) for link in row.links.all()),
        confidence=row.confidence,
        note=row.note,
        reviewed=row.reviewed_on.isoformat() if row.reviewed_on else "",
        noindex=yes(row.noindex, default=False),
        sources=cited.of(row),
        participants=[_participant(part, cited) for part in row.participations.all()],
        defendants=[_defendant(defendant, row, cited) for defendant in row.defendants.all()],
        events=[_event(event, row, cited) for event in row.events.all()],
    )


def _sorted(links: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put links in an order of their own: which was written first says nothing."""
    return sorted(links, key=lambda link: tuple(link.values()))


def _participant(row: Participation, cited: Citations) -> dict[str, Any]:
    return block(
        party=cited.party(row.party),
        role=row.role,
        **{"from": row.since},
        until=row.until,
        represents=[cited.party(one.party) for one in row.representations.all()],
        note=row.note,
        named_because=row.named_because,
    )


def _defendant(row: Defendant, case: Case, cited: Citations) -> dict[str, Any]:
    return block(
        party=cited.party(row.party),
        name=row.name_as_printed,
        note=row.note,
        noindex=yes(row.noindex, default=False),
        charges=[_charge(charge, case, cited) for charge in row.charges.all()],
        claims=[_claim(claim, case) for claim in row.claims.all()],
    )


def _charge(row: Charge, case: Case, cited: Citations) -> dict[str, Any]:
    return block(
        id=row.key,
        count=row.count_label,
        offence=row.offence,
        statute=row.statute,
        statute_version=row.statute_version,
        severity=row.severity,
        degree=row.degree,
        modifier=row.modifier,
        alternative_group=row.alternative_group,
        note=row.note,
        links=_sorted(
            block(kind=link.kind, charge=_named(link.other.key, link.other.defendant, case))
            for link in row.links.all()
        ),
        sources=cited.of(row),
    )


def _claim(row: Claim, case: Case) -> dict[str, Any]:
    return block(
        id=row.key,
        label=row.label,
        note=row.note,
        links=_sorted(
            block(kind=link.kind, claim=_named(link.other.key, link.other.defendant, case))
            for link in row.links.all()
        ),
    )


def _named(key: str, holder: Defendant, case: Case) -> str:
    """Name a count or a defendant: by its id within the case, with the case's id elsewhere."""
    return key if holder.case_id == case.pk else f"{holder.case.key}/{key}"


def _event(row: Event, case: Case, cited: Citations) -> dict[str, Any]:
    effects = list(row.effects.all())
    return block(
        id=row.key,
        kind=row.kind,
        type=row.type,
        date=row.date,
        entered=row.date_entered,
        reported=row.date_reported,
        what=row.what,
        result=row.result,
        source_text=row.source_text,
        disposition=row.disposition,
        outcome=row.outcome,
        scheduled=scheduled_text(row.scheduled_on, row.scheduled_at) if row.scheduled_on else "",
        judge=cited.party(row.judge) if row.judge else "",
        parties=[cited.party(one.party) for one in row.event_parties.all()],
        confidence=row.confidence,
        dispute=row.dispute,
        note=row.note,
        publication="" if row.publication == Publication.PUBLISHED else row.publication,
        reason=row.withdrawal_reason,
        outcomes=_outcomes(effects, case),
        components=[_component(part, effects, case, cited) for part in row.components.all()],
        sources=cited.of(row),
    )


def _outcomes(effects: list[Effect], case: Case) -> list[dict[str, Any]]:
    """Write neighbours that say the same of several charges as one outcome."""

    def said(effect: Effect) -> tuple[str, str, list[tuple[str, str]]]:
        return _about(effect), effect.outcome, sorted(effect.details.items())

    written: list[dict[str, Any]] = []
    for (about, outcome, details), run in groupby(effects, key=said):
        same = list(run)
        if about == "defendant":
            named = [_named(effect.defendant.party.key, effect.defendant, case) for effect in same]
            written += [block(defendant=name, outcome=outcome, **dict(details)) for name in named]
            continue
        keys = [_named(getattr(effect, about).key, effect.defendant, case) for effect in same]
        written.append(block(**{f"{about}s": keys}, outcome=outcome, **dict(details)))
    return written


def _about(effect: Effect) -> str:
    if effect.charge_id is not None:
        return "charge"
    return "claim" if effect.claim_id is not None else "defendant"


def _component(row: SentenceComponent, effects: list[Effect], case: Case, cited: Citations) -> dict[str, Any]:
    return block(
        charges=[_named(row.charge.key, row.defendant, case)] if row.charge else [],
        defendant="" if _is_clear(row, effects) else _named(row.defendant.party.key, row.defendant, case),
        kind=row.kind,
        minimum=number(row.minimum),
        maximum=number(row.maximum),
        unit=row.unit,
        suspended=number(row.suspended),
        credit=number(row.credit),
        amount=number(row.amount),
        currency=row.currency,
        supervised=yes(row.supervised, default=None),
        time_served=yes(row.time_served, default=False),
        relation="" if row.relation == Relation.NOT_STATED else row.relation,
        text=row.text,
        confidence=row.confidence,
        dispute=row.dispute,
        sources=cited.of(row),
    )


def _is_clear(row: SentenceComponent, effects: list[Effect]) -> bool:
    """Tell whether the event's outcomes say whose part of a sentence it is."""
    sentenced = [effect for effect in effects if effect.outcome in SENTENCING]
    if row.charge_id is not None:
        return any(effect.charge_id == row.charge_id for effect in sentenced)
    return {effect.defendant_id for effect in sentenced} == {row.defendant_id}
