"""One status, one sentence: what stands first, then what is inside it, in courtroom words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from casetracker.kit.codes import gettext_noop as _
from proceedings.codes import Outcome, StatusCode
from proceedings.rules import PRECEDENCE_CIVIL, PRECEDENCE_CRIMINAL
from proceedings.wording.components import components_words
from proceedings.wording.phrases import (
    between_words,
    cases_words,
    charges_words,
    claims_words,
    join_clauses,
    list_words,
    of_words,
    sides_words,
)
from proceedings.wording.qualifiers import INSIDE, qualifier_sentence

Plain = Mapping[str, Any]
C = StatusCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a sentence is made from."""

    counts: Mapping[str, int]
    particulars: Plain
    case_names: Mapping[int, str]

    @property
    def total(self) -> int:
        """Return how many charges or claims are left."""
        return self.counts["charges"]

    @property
    def states(self) -> Mapping[str, int]:
        """Return how many stand in each state."""
        found: Mapping[str, int] = self.particulars.get("states", {})
        return found

    @property
    def sued(self) -> str:
        """Return the word for a civil defendant."""
        return gettext("Cited") if self.particulars.get("administrative") else gettext("Sued")


def sentence_for(
    status_code: str,
    counts: Mapping[str, int],
    qualifiers: Sequence[Plain],
    particulars: Plain,
    *,
    table: str,
    case_names: Mapping[int, str] | None = None,
) -> str:
    """Return the sentence people read for a status, without a full stop.

    ``counts``, ``qualifiers`` and ``particulars`` are those of the rules' Status; ``table`` is criminal or
    civil. Cases not in ``case_names`` are never named: they may be closed to the reader.
    """
    code = StatusCode(status_code)
    if (table == "civil") != code.value.startswith("civil_"):
        raise ValueError(f"{code.value} is not a status of the {table} table")
    told = Told(counts=counts, particulars=particulars, case_names=case_names or {})
    clauses = [*_WRITERS[code](told)]
    inside = [one for one in qualifiers if one["code"] in INSIDE and not _told_already(code, one)]
    clauses += [qualifier_sentence(one, told.case_names, inside=True) for one in inside]
    return join_clauses(clauses)


# Statuses whose own words already say how many charges or claims ended in which way.
_TELLS_NUMBERS = frozenset(
    {C.ENDED_WITHOUT_CONVICTION, C.CIVIL_ENDED, C.DISMISSED, C.DISMISSED_WITHOUT_PREJUDICE}
)


def _told_already(code: StatusCode, qualifier: Plain) -> bool:
    """Tell whether the words of the status give the same number."""
    return code in _TELLS_NUMBERS and qualifier["code"] in {"acquitted_on", "dismissed_on"}


def short_label(code: str) -> str:
    """Return the few words of a status for lists and filters."""
    return gettext(StatusCode(code).label)


def status_label(code: str, counts: Mapping[str, int], particulars: Plain, *, table: str) -> str:
    """Return the few words of a status of somebody; who is cited is not said to be sued."""
    if not particulars.get("administrative"):
        return short_label(code)
    return sentence_for(code, counts, (), particulars, table=table).split(";", maxsplit=1)[0]


def why_sentence(rule: int, table: str) -> str:
    """Return which row of the tables gave the status: Row 20: all dismissed with prejudice."""
    rows = PRECEDENCE_CIVIL if table == "civil" else PRECEDENCE_CRIMINAL
    return gettext("Row %(number)d: %(condition)s") % {
        "number": rule,
        "condition": gettext(rows[rule - 1].condition),
    }


def _plain(text: str) -> Callable[[Told], list[str]]:
    """Return a writer of words that need no numbers."""
    return lambda _told: [gettext(text)]


# --- Guilty -----------------------------------------------------------------------------------------


def _guilty_in_part(told: Told) -> list[str]:
    """Write a finding on some charges while others are open."""
    guilty, undecided = told.counts["guilty"], told.counts["undecided"]
    first = gettext("Guilty on %(charges)s%(how)s") % {
        "charges": charges_words(guilty, told.total),
        "how": _how(told),
    }
    rest = ngettext("%(count)d undecided", "%(count)d undecided", undecided) % {"count": undecided}
    return [first, *_sentences(told), rest]


def _found_guilty(told: Told) -> list[str]:
    """Write a finding of guilt that awaits its sentence; after a death nothing is awaited."""
    charges = charges_words(told.counts["guilty"], told.total)
    kinds = set(told.particulars.get("how", {}))
    verbs = {
        "plea_guilty": gettext("Pleaded guilty to %(charges)s"),
        "plea_no_contest": gettext("Pleaded no contest to %(charges)s"),
    }
    single = next(iter(kinds)) if len(kinds) == 1 else ""
    words = verbs.get(single, gettext("Found guilty on %(charges)s")) % {"charges": charges}
    return [words] if told.particulars.get("died") else [words, gettext("awaiting sentence")]


def _convicted(told: Told) -> list[str]:
    """Write a conviction with what was imposed."""
    convicted = told.particulars.get("convicted", told.counts["guilty"])
    first = gettext("Convicted on %(charges)s%(how)s") % {
        "charges": charges_words(convicted, told.total),
        "how": _how(told),
    }
    return [first, *_sentences(told)]


def _under_supervision(told: Told) -> list[str]:
    """Write a conviction whose custody gave way to supervision."""
    return [*_convicted(told), gettext("released under supervision")]


def _completed(told: Told) -> list[str]:
    """Write a conviction whose sentence is recorded as completed."""
    return [*_convicted(told), gettext("sentence completed")]


def _how(told: Told) -> str:
    """Say that guilt rests on a plea; a verdict needs no word."""
    kinds = set(told.particulars.get("how", {}))
    if kinds == {"plea_no_contest"}:
        return gettext(" (plea of no contest)")
    if kinds == {"plea_guilty"}:
        alford = set(told.particulars.get("pleas", ())) == {"alford"}
        return gettext(" (Alford plea)") if alford else gettext(" (plea of guilty)")
    return ""


def _sentences(told: Told) -> list[str]:
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
    return words % {"when": when, "parts": components_words(one["components"], brief=True)}


# --- Undecided --------------------------------------------------------------------------------------


def _paused(told: Told) -> list[str]:
    """Write a pause with its reason."""
    reason = _pause_reason(told)
    if reason:
        return [gettext("Charged; proceedings paused (%(reason)s)") % {"reason": reason}]
    return [gettext("Charged; proceedings paused")]


def _pause_reason(told: Told) -> str:
    """Say why proceedings are paused: the recorded text, else what the outcome means."""
    pause = told.particulars.get("pause", {})
    reasons = {
        Outcome.STAYED: gettext("stayed by the court"),
        Outcome.INCOMPETENT: gettext("the defendant is not competent to stand trial"),
        Outcome.EXTRADITION_PENDING: gettext("extradition pending"),
    }
    return str(pause.get("text") or reasons.get(pause.get("outcome", ""), ""))


def _remanded(told: Told) -> list[str]:
    """Write what was overturned."""
    overturned = told.particulars.get("overturned", [])
    words = {
        ("conviction",): gettext("Conviction overturned on appeal; charges remain"),
        ("dismissal",): gettext("Dismissal overturned on appeal; charges remain"),
    }
    return [
        words.get(tuple(overturned), gettext("Conviction and dismissal overturned on appeal; charges remain"))
    ]


def _charged(told: Told) -> list[str]:
    """Write a charge not sent for trial."""
    if told.particulars.get("formal_investigation"):
        return [gettext("Under formal investigation")]
    return [gettext("Charged; not tried")]


# --- Deferred, elsewhere ----------------------------------------------------------------------------


def _deferred(told: Told) -> list[str]:
    """Write which of the two deferrals without a conviction it is."""
    diverted, withheld = "diverted" in told.states, "deferred_adjudication" in told.states
    if diverted and withheld:
        return [gettext("Prosecution deferred on some charges, judgment on others; no conviction")]
    if withheld:
        return [gettext("Judgment deferred; no conviction")]
    return [gettext("Prosecution deferred; no conviction")]


def _transferred(told: Told) -> list[str]:
    """Write where the case went, where that is known and public."""
    where = _where(told)
    return [gettext("Transferred to %(where)s") % {"where": where} if where else gettext("Transferred")]


def _where(told: Told) -> str:
    """Name the case that carries on, else the recorded text."""
    keys = told.particulars.get("transferred_to", [])
    if any(key in told.case_names for key in keys):
        return cases_words(keys, told.case_names)
    text = str(told.particulars.get("transferred_text", ""))
    return text or (cases_words(keys, told.case_names) if keys else "")


# --- Ended ------------------------------------------------------------------------------------------


def _acquitted(told: Told) -> list[str]:
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


def _overturned(told: Told) -> list[str]:
    """Write a conviction set aside, and how the other charges ended."""
    rest = {state: number for state, number in told.states.items() if state != "vacated"}
    words = [gettext("Conviction set aside; no charge remains")]
    if "not_proceeded" in rest:
        words.append(
            gettext("not sent to trial on %(part)s") % {"part": of_words(rest["not_proceeded"], told.total)}
        )
    return words


def _with_prejudice(told: Told) -> list[str]:
    """Write a dismissal that bars refiling."""
    return [
        gettext("Dismissed with prejudice%(by)s") % {"by": _by(told)},
        gettext("cannot be refiled unless reversed"),
    ]


def _without_prejudice(told: Told) -> list[str]:
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


def _by(told: Told) -> str:
    """Say who dismissed."""
    sides = told.particulars.get("dismissed_by", [])
    return gettext(" by %(sides)s") % {"sides": sides_words(sides)} if sides else ""


def _dismissed(told: Told) -> list[str]:
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


def _ended(told: Told) -> list[str]:
    """Write how the charges ended, each way with its number."""
    ways = (
        ("acquitted", gettext("acquitted on %(count)d")),
        ("dismissed", gettext("dismissed on %(count)d")),
        ("not_proceeded", gettext("not sent to trial on %(count)d")),
        ("left_on_file", gettext("left on the file on %(count)d")),
    )
    parts = [words % {"count": told.states[state]} for state, words in ways if told.states.get(state)]
    return [gettext("Ended without a conviction: %(parts)s") % {"parts": list_words(parts)}]


# --- Civil ------------------------------------------------------------------------------------------


def _not_sued(told: Told) -> list[str]:
    """Write that nothing is recorded."""
    if told.particulars.get("administrative"):
        return [gettext("No citation recorded on this date")]
    return [gettext("No suit recorded on this date")]


def _civil_paused(told: Told) -> list[str]:
    """Write a pause with its reason, where one is recorded."""
    reason = _pause_reason(told)
    words = gettext("%(sued)s; proceedings paused") % {"sued": told.sued}
    return [f"{words} ({reason})" if reason else words]


def _civil_pending(told: Told) -> list[str]:
    """Write an open suit."""
    return [gettext("%(sued)s; no decision recorded") % {"sued": told.sued}]


def _civil_transferred(told: Told) -> list[str]:
    """Write where the suit went."""
    where = _where(told)
    if told.particulars.get("administrative"):
        words, bare = gettext("Citation transferred to %(where)s"), gettext("Citation transferred")
    else:
        words, bare = gettext("Suit transferred to %(where)s"), gettext("Suit transferred to another court")
    return [words % {"where": where} if where else bare]


def _for_plaintiff(told: Told) -> list[str]:
    """Write a judgment for the one who sued, on how many claims."""
    count = told.states.get("judgment_for_plaintiff", 0)
    if count == told.total:
        return [gettext("Judgment for the plaintiff")]
    return [gettext("Judgment for the plaintiff on %(claims)s") % {"claims": claims_words(count, told.total)}]


def _civil_ending(suit: str, citation: str) -> Callable[[Told], list[str]]:
    """Return a writer of an ending, in the words of a suit or of a citation."""
    return lambda told: [gettext(citation if told.particulars.get("administrative") else suit)]


def _civil_ended(told: Told) -> list[str]:
    """Write how the claims ended, each way with its number."""
    ways = (
        ("settled", gettext("settled on %(count)d")),
        ("dismissed", gettext("dismissed on %(count)d")),
        ("judgment_for_defendant", gettext("judgment for the defendant on %(count)d")),
    )
    parts = [words % {"count": told.states[state]} for state, words in ways if told.states.get(state)]
    return [gettext("Ended: %(parts)s") % {"parts": list_words(parts)}]


_WRITERS: dict[StatusCode, Callable[[Told], list[str]]] = {
    C.NOT_CHARGED: _plain(_("No charge recorded on this date")),
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
    C.PENDING_AT_LARGE: _plain(_("Charged; warrant outstanding")),
    C.PENDING_INACTIVE: _paused,
    C.ON_TRIAL: _plain(_("On trial")),
    C.PENDING_RETRIAL: _plain(_("Mistrial; charges remain")),
    C.PENDING_REMAND: _remanded,
    C.AWAITING_TRIAL: _plain(_("Awaiting trial")),
    C.CHARGED: _charged,
    C.DEFERRED_SENTENCE: _plain(_("Guilt adjudicated; sentence deferred")),
    C.DEFERRED: _deferred,
    C.TRANSFERRED: _transferred,
    C.ABATED_BY_DEATH: _plain(_("Ended by the defendant's death; no final finding of guilt")),
    C.NOT_GUILTY_INSANITY: _plain(_("Found not guilty by reason of insanity")),
    C.ACQUITTED: _acquitted,
    C.CONVICTION_OVERTURNED: _overturned,
    C.DISMISSED_AFTER_DEFERRAL: _plain(_("Dismissed after conditions were met")),
    C.DISMISSED_WITH_PREJUDICE: _with_prejudice,
    C.NOT_SENT_TO_TRIAL: _plain(_("Not sent to trial")),
    C.DISMISSED_WITHOUT_PREJUDICE: _without_prejudice,
    C.DISMISSED: _dismissed,
    C.ENDED_WITHOUT_CONVICTION: _ended,
    C.CIVIL_NOT_SUED: _not_sued,
    C.CIVIL_PAUSED: _civil_paused,
    C.CIVIL_PENDING: _civil_pending,
    C.CIVIL_TRANSFERRED: _civil_transferred,
    C.CIVIL_JUDGMENT_FOR_PLAINTIFF: _for_plaintiff,
    C.CIVIL_JUDGMENT_FOR_DEFENDANT: _plain(_("Judgment for the defendant")),
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
