"""Where one charge or claim stands, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from proceedings.law.codes import ChargeState, ClaimState
from proceedings.law.rules import StateOf


def state_words(state: StateOf) -> str:
    """Say where a charge stands, prejudice included."""
    words = _(state.state.label)
    if state.state in {ChargeState.DISMISSED, ClaimState.DISMISSED}:
        if state.after_deferral:
            return _("Dismissed after conditions were met")
        terms = {"with": _("Dismissed with prejudice"), "without": _("Dismissed without prejudice")}
        return terms.get(state.prejudice, _("Dismissed; prejudice not stated"))
    return words
