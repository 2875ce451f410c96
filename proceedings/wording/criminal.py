"""The words of each criminal status: what stands first, then what is inside it."""

from __future__ import annotations

from textwrap import shorten

from django.utils.translation import gettext, ngettext

from kit.codes import gettext_noop as _
from proceedings.law.codes import Outcome, StatusCode
from proceedings.wording.components import components_words
from proceedings.wording.phrases import between_words, charges_words, list_words, of_words, sides_words
from proceedings.wording.statement_input import (
    Plain,
    StatementInput,
    Writer,
    pause_reason,
    plain,
    where_words,
)

C = StatusCode
# A sentence of more parts than this (and one) names the first of them, and counts the others.
MOST_PARTS = 2
LONGEST_QUOTE = 120  # characters of a source within a status


# --- Guilty -----------------------------------------------------------------------------------------


def _guilty_in_part(told: StatementInput) -> list[str]:
    """Write a finding on some charges while others are open."""
    guilty, undecided = told.counts["guilty"], told.counts["undecided"]
    first = gettext("Guilty on %(charges)s%(how)s") % {
        "charges": charges_words(guilty, told.total),
        "how": _how(told, guilty),
    }
    rest = ngettext("%(count)d undecided", "%(count)d undecided", undecided) % {"count": undecided}
    return [first, *_sentences(told), rest]


def _found_guilty(told: StatementInput) -> list[str]:
    """Write a finding of guilt that awaits its sentence; after a death or a pardon nothing is awaited."""
    charges = charges_words(told.counts["guilty"], told.total)
    found: Plain = told.particulars.get("how", {})
    verbs = {
        "plea_guilty": gettext("Pleaded guilty to %(charges)s"),
        "plea_no_contest": gettext("Pleaded no contest to %(charges)s"),
    }
    all_alike = next((how for how, number in found.items() if number == told.counts["guilty"]), "")
    words = verbs.get(all_alike, gettext("Found guilty on %(charges)s")) % {"charges": charges}
    is_over = told.particulars.get("died") or told.particulars.get("pardoned")
    return [words] if is_over else [words, gettext("awaiting sentence")]


def _convicted(told: StatementInput) -> list[str]:
    """Write a conviction with what was imposed."""
    convicted = told.particulars.get("convicted", told.counts["guilty"])
    first = gettext("Convicted on %(charges)s%(how)s") % {
        "charges": charges_words(convicted, told.total),
        "how": _how(told, convicted),
    }
    return [first, *_sentences(told)]


def _under_supervision(told: StatementInput) -> list[str]:
    """Write a conviction whose custody gave way to supervision."""
    return [*_convicted(told), gettext("released under supervision")]


def _completed(told: StatementInput) -> list[str]:
    """Write a conviction whose sentence is recorded as completed."""
    return [*_convicted(told), gettext("sentence completed")]


def _how(told: StatementInput, said: int) -> str:
    """Say that guilt rests on a plea, and on how many of the charges said; a verdict needs no word.

    How guilt was found is counted over all guilty charges: of some of them the numbers would not be theirs.
    """
    found: Plain = told.particulars.get("how", {})
    guilty = told.counts["guilty"]
    if found == {"plea_no_contest": guilty}:
        return gettext(" (plea of no contest)")
    if found == {"plea_guilty": guilty}:
        alford = set(told.particulars.get("pleas", ())) == {"alford"}
        return gettext(" (Alford plea)") if alford else gettext(" (plea of guilty)")
    if said != guilty:
        return ""
    parts = [
        words % {"count": number}
        for words, number in (
            (gettext("plea of guilty on %(count)d"), found.get("plea_guilty", 0)),
            (gettext("plea of no contest on %(count)d"), found.get("plea_no_contest", 0)),
            # Where none is recorded, what is said beside the sentence says so.
            (gettext("finding not recorded on %(count)d"), guilty - sum(found.values()) if found else 0),
        )
        if number
    ]
    return gettext(" (%(parts)s)") % {"parts": list_words(parts)} if parts else ""


def _sentences(told: StatementInput) -> list[str]:
    """Write every sentence that stands, with its day."""
    return [_one_sentence(one) for one in told.particulars.get("sentences", ())]


def _one_sentence(one: Plain) -> str:
    """Write one sentence: sentenced on a day to its parts."""
    when = between_words(one["earliest"], one["on"])
    if not one["components"]:
        return gettext("sentenced %(when)s") % {"when": when}
    verbs = {
        Outcome.SENTENCE_MODIFIED: gettext("sentence modified %(when)s to %(parts)s"),
        Outcome.PROBATION_REVOKED: gettext("probation revoked %(when)s: %(parts)s"),
        Outcome.SUSPENSION_ACTIVATED: gettext("suspended term activated %(when)s: %(parts)s"),
        Outcome.COMMUTED: gettext("sentence commuted %(when)s to %(parts)s"),
    }
    words = verbs.get(one["outcome"], gettext("sentenced %(when)s to %(parts)s"))
    parts, more = one["components"][:MOST_PARTS], len(one["components"]) - MOST_PARTS
    if more <= 1:
        return words % {"when": when, "parts": components_words(one["components"], brief=True)}
    others = ngettext("%(parts)s, and %(count)d other term", "%(parts)s, and %(count)d other terms", more)
    named = ", ".join(components_words([part], brief=True) for part in parts)
    return words % {"when": when, "parts": others % {"parts": named, "count": more}}


# --- Undecided --------------------------------------------------------------------------------------


def _paused(told: StatementInput) -> list[str]:
    """Write a pause with its reason."""
    reason = pause_reason(told)
    if reason:
        return [gettext("Charged; proceedings paused (%(reason)s)") % {"reason": reason}]
    return [gettext("Charged; proceedings paused")]


def _remanded(told: StatementInput) -> list[str]:
    """Write what was overturned."""
    overturned = told.particulars.get("overturned", [])
    words = {
        ("conviction",): gettext("Conviction overturned on appeal; charges remain"),
        ("dismissal",): gettext("Dismissal overturned on appeal; charges remain"),
    }
    return [
        words.get(tuple(overturned), gettext("Conviction and dismissal overturned on appeal; charges remain"))
    ]


def _charged(told: StatementInput) -> list[str]:
    """Write a charge not sent for trial."""
    if told.particulars.get("formal_investigation"):
        return [gettext("Under formal investigation")]
    return [gettext("Charged; not tried")]


# --- Not read ----------------------------------------------------------------------------------------


def _not_read(told: StatementInput) -> list[str]:
    """Write that an outcome was not understood, with the words of the source."""
    guilty = "found_guilty" in told.states
    clauses = (
        [gettext("Found guilty"), gettext("what followed was not read")]
        if guilty
        else [gettext("Outcome not read")]
    )
    words = " ".join(told.particulars.get("unread", {}).get("text", "").split())
    if words:
        quoted = shorten(words, LONGEST_QUOTE, placeholder="…")
        clauses.append(gettext("its source says “%(words)s”") % {"words": quoted})
    return clauses


# --- Deferred, elsewhere ----------------------------------------------------------------------------


def _deferred(told: StatementInput) -> list[str]:
    """Write which of the two deferrals without a conviction it is."""
    diverted, withheld = "diverted" in told.states, "deferred_adjudication" in told.states
    if diverted and withheld:
        return [gettext("Prosecution deferred on some charges, judgment on others; no conviction")]
    if withheld:
        return [gettext("Judgment deferred; no conviction")]
    return [gettext("Prosecution deferred; no conviction")]


def _transferred(told: StatementInput) -> list[str]:
    """Write where the case went, where that is known and public."""
    where = where_words(told)
    return [gettext("Transferred to %(where)s") % {"where": where} if where else gettext("Transferred")]


# --- Ended ------------------------------------------------------------------------------------------


def _acquitted(told: StatementInput) -> list[str]:
    """Write who acquitted."""
    by = told.particulars.get("acquitted_by", [])
    ways = {
        "jury": gettext("Acquitted by a jury"),
        "judge": gettext("Acquitted by the judge"),
        "court": gettext("Acquitted by the court"),
        "appeal": gettext("Acquitted on appeal"),
        "no_evidence": gettext("Acquitted; the prosecution offered no evidence"),
    }
    return [ways.get(by[0], gettext("Acquitted")) if len(by) == 1 else gettext("Acquitted")]


def _overturned(told: StatementInput) -> list[str]:
    """Write a conviction set aside, and how the other charges ended."""
    rest = {state: number for state, number in told.states.items() if state != "vacated"}
    words = [gettext("Conviction set aside; no charge remains")]
    if "not_proceeded" in rest:
        words.append(
            gettext("not sent to trial on %(part)s") % {"part": of_words(rest["not_proceeded"], told.total)}
        )
    return words


def _with_prejudice(told: StatementInput) -> list[str]:
    """Write a dismissal that bars refiling."""
    return [
        gettext("Dismissed with prejudice%(by)s") % {"by": _by(told)},
        gettext("cannot be refiled unless reversed"),
    ]


def _without_prejudice(told: StatementInput) -> list[str]:
    """Write a dismissal that does not bar refiling."""
    dismissed, stopped = told.states.get("dismissed", 0), told.states.get("not_proceeded", 0)
    if not stopped:
        first = gettext("Dismissed without prejudice%(by)s") % {"by": _by(told)}
    else:
        first = gettext(
            "Dismissed without prejudice%(by)s on %(dismissed)s, not sent to trial on %(stopped)s"
        ) % {
            "by": _by(told),
            "dismissed": of_words(dismissed, told.total),
            "stopped": of_words(stopped, told.total),
        }
    return [first, gettext("this does not itself bar a new charge")]


def _by(told: StatementInput) -> str:
    """Say who dismissed."""
    sides = told.particulars.get("dismissed_by", [])
    return gettext(" by %(sides)s") % {"sides": sides_words(sides)} if sides else ""


def _dismissed(told: StatementInput) -> list[str]:
    """Write a dismissal on differing or unstated terms."""
    terms = told.particulars.get("dismissed_terms", {})
    stopped = told.states.get("not_proceeded", 0)
    if told.counts["dismissed"] == terms.get("unspecified") and not stopped:
        words = gettext("Dismissed%(by)s; whether with prejudice is not stated")
        return [words % {"by": _by(told)}]
    parts = [
        words % {"count": number}
        for words, number in (
            (gettext("%(count)d with prejudice"), terms.get("with", 0)),
            (gettext("%(count)d without prejudice"), terms.get("without", 0)),
            (gettext("%(count)d after conditions were met"), terms.get("after_deferral", 0)),
            (gettext("%(count)d on terms not stated"), terms.get("unspecified", 0)),
            (gettext("%(count)d not sent to trial"), stopped),
        )
        if number
    ]
    return [gettext("Dismissed: %(parts)s") % {"parts": list_words(parts)}]


def _ended(told: StatementInput) -> list[str]:
    """Write how the charges ended, each way with its number."""
    ways = (
        ("acquitted", gettext("acquitted on %(count)d")),
        ("dismissed", gettext("dismissed on %(count)d")),
        ("not_proceeded", gettext("not sent to trial on %(count)d")),
        ("left_on_file", gettext("left on the file on %(count)d")),
    )
    parts = [words % {"count": told.states[state]} for state, words in ways if told.states.get(state)]
    return [gettext("Ended without a conviction: %(parts)s") % {"parts": list_words(parts)}]


WRITERS: dict[StatusCode, Writer] = {
    C.NOT_CHARGED: plain(_("No charge recorded on this date")),
    C.GUILTY_IN_PART_PENDING: _guilty_in_part,
    C.FOUND_GUILTY_AWAITING_SENTENCE: _found_guilty,
    C.SENTENCED_DEATH: _convicted,
    C.SENTENCED_CUSTODY: _convicted,
    C.RELEASED_UNDER_SUPERVISION: _under_supervision,
    C.SENTENCED_SUSPENDED: _convicted,
    C.SENTENCED_COMMUNITY: _convicted,
    C.SENTENCED_FINANCIAL: _convicted,
    C.SENTENCED: _convicted,
    C.SENTENCE_COMPLETED: _completed,
    C.PENDING_AT_LARGE: plain(_("Charged; warrant outstanding")),
    C.PENDING_INACTIVE: _paused,
    C.ON_TRIAL: plain(_("On trial")),
    C.PENDING_RETRIAL: plain(_("Mistrial; charges remain")),
    C.PENDING_REMAND: _remanded,
    C.AWAITING_TRIAL: plain(_("Awaiting trial")),
    C.CHARGED: _charged,
    C.OUTCOME_NOT_READ: _not_read,
    C.DEFERRED_SENTENCE: plain(_("Guilt adjudicated; sentence deferred")),
    C.DEFERRED: _deferred,
    C.TRANSFERRED: _transferred,
    C.ABATED_BY_DEATH: plain(_("Ended by the defendant's death; no final finding of guilt")),
    C.NOT_GUILTY_INSANITY: plain(_("Found not guilty by reason of insanity")),
    C.ACQUITTED: _acquitted,
    C.CONVICTION_OVERTURNED: _overturned,
    C.DISMISSED_AFTER_DEFERRAL: plain(_("Dismissed after conditions were met")),
    C.DISMISSED_WITH_PREJUDICE: _with_prejudice,
    C.NOT_SENT_TO_TRIAL: plain(_("Not sent to trial")),
    C.DISMISSED_WITHOUT_PREJUDICE: _without_prejudice,
    C.DISMISSED: _dismissed,
    C.ENDED_WITHOUT_CONVICTION: _ended,
}
