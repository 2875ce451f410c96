"""What a case file may say and seldom means: outcomes easily taken for one another, told by --check."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.casefiles.format.case import Case, Charge
from proceedings.casefiles.format.event import Effect
from proceedings.law.codes import ChargeLinkKind, ClaimOutcome, Outcome
from proceedings.law.rules import FORMAL_INVESTIGATION

REPLACES = {ChargeLinkKind.AMENDS, ChargeLinkKind.SUPERSEDES}


def doubts(cases: list[Case]) -> Iterator[str]:
    """Yield a sentence for each use that should be looked at again."""
    for case in cases:
        charges = [charge for defendant in case.defendants for charge in defendant.charges]
        for event in case.events:
            for effect in event.outcomes:
                words = _doubt(effect, charges)
                if words:
                    yield f"cases[{case.id}].events[{event.id}]: {effect.outcome}: {words}"


def _doubt(effect: Effect, charges: list[Charge]) -> str:
    """Return why one outcome should be looked at again; nothing when it need not."""
    if effect.outcome == Outcome.CONVICTED_LESSER and not _is_linked(
        effect, charges, {ChargeLinkKind.LESSER_INCLUDED_OF}
    ):
        return (
            "no charge is linked as a lesser included offense of this one; "
            "the guilt belongs on that other charge"
        )
    if effect.outcome == Outcome.SUPERSEDED and not _is_linked(effect, charges, REPLACES):
        return (
            "no charge of this case amends or supersedes this one; "
            "a charge that goes on under another docket number is transferred"
        )
    if effect.outcome in {Outcome.APPEAL_NOTICED, ClaimOutcome.APPEAL_NOTICED} and effect.by is None:
        return "it is not said whose appeal it is (by)"
    if effect.text.casefold() == FORMAL_INVESTIGATION and (
        effect.outcome != Outcome.FILED or effect.text != FORMAL_INVESTIGATION
    ):
        return f"a formal investigation is “filed” with the text “{FORMAL_INVESTIGATION}”, in small letters"
    return ""


def _is_linked(effect: Effect, charges: list[Charge], kinds: set[ChargeLinkKind]) -> bool:
    """Tell whether, for every charge it names, another stands to it in one of these ways."""
    pointed = {
        link.charge.rpartition("/")[2] for charge in charges for link in charge.links if link.kind in kinds
    }
    return {key.rpartition("/")[2] for key in effect.charges} <= pointed
