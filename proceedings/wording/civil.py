"""The words of each civil status, of suits and of citations."""

from __future__ import annotations

from django.utils.translation import gettext

from kit.codes import gettext_noop as _
from proceedings.law.codes import StatusCode
from proceedings.wording.phrases import claims_words, list_words
from proceedings.wording.statement_input import (
    StatementInput,
    Writer,
    pause_reason,
    plain,
    where_words,
)

C = StatusCode


def _not_sued(told: StatementInput) -> list[str]:
    """Write that nothing is recorded."""
    if told.particulars.get("administrative"):
        return [gettext("No citation recorded on this date")]
    return [gettext("No suit recorded on this date")]


def _civil_paused(told: StatementInput) -> list[str]:
    """Write a pause with its reason, where one is recorded."""
    reason = pause_reason(told)
    words = gettext("%(sued)s; proceedings paused") % {"sued": told.sued}
    return [f"{words} ({reason})" if reason else words]


def _civil_pending(told: StatementInput) -> list[str]:
    """Write an open suit."""
    return [
        gettext("Citation pending") if told.particulars.get("administrative") else gettext("Suit pending")
    ]


def _civil_transferred(told: StatementInput) -> list[str]:
    """Write where the suit went."""
    where = where_words(told)
    if told.particulars.get("administrative"):
        words, bare = gettext("Citation transferred to %(where)s"), gettext("Citation transferred")
    else:
        words, bare = gettext("Suit transferred to %(where)s"), gettext("Suit transferred to another court")
    return [words % {"where": where} if where else bare]


def _for_plaintiff(told: StatementInput) -> list[str]:
    """Write a judgment for the one who sued, on how many claims."""
    count = told.states.get("judgment_for_plaintiff", 0)
    if count == told.total:
        return [gettext("Judgment for the plaintiff")]
    return [gettext("Judgment for the plaintiff on %(claims)s") % {"claims": claims_words(count, told.total)}]


def _civil_ending(suit: str, citation: str) -> Writer:
    """Return a writer of an ending, in the words of a suit or of a citation."""
    return lambda told: [gettext(citation if told.particulars.get("administrative") else suit)]


def _civil_ended(told: StatementInput) -> list[str]:
    """Write how the claims ended, each way with its number."""
    ways = (
        ("settled", gettext("settled on %(count)d")),
        ("dismissed", gettext("dismissed on %(count)d")),
        ("judgment_for_defendant", gettext("judgment for the defendant on %(count)d")),
    )
    parts = [words % {"count": told.states[state]} for state, words in ways if told.states.get(state)]
    return [gettext("Ended: %(parts)s") % {"parts": list_words(parts)}]


WRITERS: dict[StatusCode, Writer] = {
    C.CIVIL_NOT_SUED: _not_sued,
    C.CIVIL_PAUSED: _civil_paused,
    C.CIVIL_PENDING: _civil_pending,
    C.CIVIL_TRANSFERRED: _civil_transferred,
    C.CIVIL_JUDGMENT_FOR_PLAINTIFF: _for_plaintiff,
    C.CIVIL_JUDGMENT_FOR_DEFENDANT: plain(_("Judgment for the defendant")),
    C.CIVIL_SETTLED: _civil_ending(_("Suit settled"), _("Citation settled")),
    C.CIVIL_DISMISSED_WITH_PREJUDICE: _civil_ending(
        _("Suit dismissed with prejudice"), _("Citation dismissed with prejudice")
    ),
    C.CIVIL_DISMISSED_WITHOUT_PREJUDICE: _civil_ending(
        _("Suit dismissed without prejudice"), _("Citation dismissed without prejudice")
    ),
    C.CIVIL_DISMISSED: _civil_ending(_("Suit dismissed"), _("Citation dismissed")),
    C.CIVIL_ENDED: _civil_ended,
}
