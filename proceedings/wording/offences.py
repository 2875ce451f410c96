"""What somebody is accused, acquitted or guilty of: the offence inside the sentence of a status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from proceedings.law.codes import ChargeState, Severity, StatusCode
from proceedings.law.rules import counted_keys
from proceedings.law.rules.case_state import GUILTY, UNDECIDED
from proceedings.wording.phrases import between_words, day_words, list_words, side_words
from proceedings.wording.statement_input import Plain, StatementInput

C = StatusCode
S = ChargeState
# The gravest first; a class that is not recorded comes last.
GRAVITY = (
    Severity.FELONY,
    Severity.CRIME,
    Severity.INDICTABLE_ONLY,
    Severity.EITHER_WAY,
    Severity.DELIT,
    Severity.MISDEMEANOR,
    Severity.SUMMARY_ONLY,
    Severity.PETTY_MISDEMEANOR,
    Severity.INFRACTION,
    Severity.CONTRAVENTION,
    Severity.OTHER,
    "",
)
MOST_NAMED = 2

_GUILTY_CODES = frozenset(
    {
        C.GUILTY_IN_PART_PENDING,
        C.FOUND_GUILTY_AWAITING_SENTENCE,
        C.SENTENCED_DEATH,
        C.SENTENCED_CUSTODY,
        C.RELEASED_UNDER_SUPERVISION,
        C.SENTENCED_SUSPENDED,
        C.SENTENCED_COMMUNITY,
        C.SENTENCED_FINANCIAL,
        C.SENTENCED,
        C.SENTENCE_COMPLETED,
    }
)
_ACCUSED = frozenset({C.PENDING_AT_LARGE, C.PENDING_INACTIVE, C.ON_TRIAL, C.AWAITING_TRIAL, C.CHARGED})
_ENDED_ON_A_DAY = frozenset(
    {
        C.ACQUITTED,
        C.NOT_GUILTY_INSANITY,
        C.DISMISSED_AFTER_DEFERRAL,
        C.DISMISSED_WITH_PREJUDICE,
        C.DISMISSED_WITHOUT_PREJUDICE,
        C.NOT_SENT_TO_TRIAL,
    }
)


class Offence(NamedTuple):
    """The offence of a public charge as it may be printed, its class, and its place in the charging paper."""

    words: str
    severity: str = ""
    position: int = 0


class _CountedCharges(NamedTuple):
    """The counted charges in some states: their keys, and the offences that may be named."""

    offences: tuple[Offence, ...]
    keys: tuple[str, ...]


def all_offences(particulars: Plain, offences: Mapping[int, Offence]) -> list[str]:
    """Return the offences of the counted charges, the gravest first, each once."""
    found = [offences[int(key)] for _state, key in counted_keys(particulars) if int(key) in offences]
    return list(dict.fromkeys(one.words for one in sorted(found, key=_gravity)))


def with_offences(
    code: StatusCode, told: StatementInput, clauses: Sequence[str], offences: Mapping[int, Offence]
) -> list[str]:
    """Say in the clauses of a status what it is about; leave them where no offence may be named.

    "Convicted on 1 of 2 charges" -> "Guilty of involuntary manslaughter (jury, 6 March 2024)".
    """
    first, *rest = clauses
    meant = _meant(code, told, offences)
    if not meant.offences:
        return [*clauses]
    name = _words(meant)
    if code in _GUILTY_CODES or (code is C.OUTCOME_NOT_READ and _is_found_guilty(told)):
        return [_guilty(told, meant), *rest]
    if code in _ACCUSED:
        return [*_accused(code, told, first, _inside(name)), *rest]
    if code is C.ENDED_WITHOUT_CONVICTION:
        return [_ended(told, offences), *rest]
    outcome = first[:1].lower() + first[1:]
    if ":" in first:
        return [f"{name} {outcome}", *rest]
    if code in _ENDED_ON_A_DAY and ";" not in first:
        outcome += _when(told, meant.keys)
        if _at_trial(told, meant.keys):
            outcome += gettext(", during the trial")
            rest = [gettext("no verdict"), *rest]
    return [gettext("%(offences)s: %(outcome)s") % {"offences": name, "outcome": outcome}, *rest]


def _meant(code: StatusCode, told: StatementInput, offences: Mapping[int, Offence]) -> _CountedCharges:
    """Return the charges that the first words of a status are about."""
    states: dict[StatusCode, Collection[str]] = {
        **dict.fromkeys(_GUILTY_CODES, GUILTY),
        **dict.fromkeys(_ACCUSED, UNDECIDED),
        C.ON_TRIAL: {S.ON_TRIAL},
        C.OUTCOME_NOT_READ: GUILTY if _is_found_guilty(told) else {S.OUTCOME_NOT_READ},
    }
    found = _counted(told, offences, states.get(code))
    return found if found.offences or code in _GUILTY_CODES else _counted(told, offences, None)


def _is_found_guilty(told: StatementInput) -> bool:
    return S.FOUND_GUILTY in told.states


def _accused(code: StatusCode, told: StatementInput, first: str, name: str) -> list[str]:
    """Say what somebody stands accused of, and where that stands."""
    if code is C.ON_TRIAL:
        return [gettext("On trial for %(offences)s") % {"offences": name}]
    if told.particulars.get("formal_investigation"):
        return [gettext("%(status)s for %(offences)s") % {"status": first, "offences": name}]
    stage = first.removeprefix(gettext("Charged") + "; ")
    words = gettext("Charged with %(offences)s; %(stage)s")
    return [words % {"offences": name, "stage": stage[:1].lower() + stage[1:]}]


def acquitted_or_dismissed(told: StatementInput, qualifier: Plain, offences: Mapping[int, Offence]) -> str:
    """Say of which charges somebody was acquitted, or which were dismissed; "" if none may be named."""
    state = S.ACQUITTED if qualifier["code"] == "acquitted_on" else S.DISMISSED
    counted = _counted(told, offences, {state})
    if not counted.offences:
        return ""
    words = (
        gettext("acquitted of %(offences)s") if state is S.ACQUITTED else gettext("%(offences)s dismissed")
    )
    return words % {"offences": _inside(_words(counted))} + _when(told, counted.keys)


def _counted(
    told: StatementInput, offences: Mapping[int, Offence], states: Collection[str] | None
) -> _CountedCharges:
    keys = [key for state, key in counted_keys(told.particulars) if states is None or state in states]
    named = sorted((offences[int(key)] for key in keys if int(key) in offences), key=_gravity)
    return _CountedCharges(tuple(named), tuple(keys))


def _gravity(offence: Offence) -> tuple[int, int]:
    return GRAVITY.index(offence.severity) if offence.severity in GRAVITY else len(GRAVITY), offence.position


def _words(counted: _CountedCharges) -> str:
    """Name up to two offences; of more, the gravest and the number of the others."""
    numbers = Counter(_in_short(one.words) for one in counted.offences)
    unnamed = len(counted.keys) - len(counted.offences)
    if len(numbers) <= MOST_NAMED and not unnamed:
        names = [words if place == 0 else _inside(words) for place, words in enumerate(numbers)]
        return list_words(
            [
                name
                if number == 1
                else gettext("%(name)s (%(count)d counts)") % {"name": name, "count": number}
                for name, number in zip(names, numbers.values(), strict=True)
            ]
        )
    if not counted.offences:
        return ""
    others = len(counted.keys) - 1
    words = ngettext("%(offence)s and %(count)d other", "%(offence)s and %(count)d others", others)
    return words % {"offence": _in_short(counted.offences[0].words), "count": others}


def _in_short(words: str) -> str:
    """Return an offence without what ends it in brackets: how it is said to have been done."""
    return words.partition(" (")[0] if words.endswith(")") else words


def _inside(words: str) -> str:
    """Return an offence as it reads within a sentence; what begins with an abbreviation stays as it is."""
    first = words.split(" ", maxsplit=1)[0]
    return words[:1].lower() + words[1:] if first[1:] == first[1:].lower() else words


def _guilty(told: StatementInput, guilty: _CountedCharges) -> str:
    """Say of what somebody is guilty, by plea or by whose finding, and on which day."""
    decided: Plain = told.particulars.get("decided", {})
    findings = [decided.get(key, {}) for key in guilty.keys]
    how: Plain = told.particulars.get("how", {})
    number = len(guilty.keys)
    offences = _inside(_words(guilty))
    day = _one_of(one.get("on") for one in findings)
    if how in ({"plea_guilty": number}, {"plea_no_contest": number}):
        words = (
            gettext("Pleaded no contest to %(offences)s")
            if "plea_no_contest" in how
            else gettext("Pleaded guilty to %(offences)s")
        ) % {"offences": offences}
        if set(told.particulars.get("pleas", ())) == {"alford"}:
            words += gettext(" (Alford plea)")
        sentences = {one["on"] for one in told.particulars.get("sentences", ())}
        return words + (" " + between_words(day, day) if day and day not in sentences else "")
    if how == {"verdict": number}:
        by = _one_of(one.get("by") for one in findings)
        found = [words for words in (_finder(by), day_words(day) if day else "") if words]
        words = gettext("Guilty of %(offences)s") % {"offences": offences}
        return words + (f" ({', '.join(found)})" if found else "")
    return gettext("Convicted of %(offences)s") % {"offences": offences} + _mixed(how, number)


def _mixed(how: Plain, number: int) -> str:
    """Say how many of several findings rest on a plea."""
    pleas = how.get("plea_guilty", 0) + how.get("plea_no_contest", 0)
    if not pleas or pleas == number:
        return ""
    return gettext(" (by plea on %(count)d of %(of)d)") % {"count": pleas, "of": number}


def _finder(by: str) -> str:
    """Name who found guilt, without an article: jury."""
    finders = {"jury": gettext("jury"), "judge": gettext("judge"), "court": gettext("judge")}
    return finders.get(by, side_words(by) if by else "")


def _one_of(values: Iterable[str | None]) -> str:
    """Return what all of some values are; nothing where they differ."""
    found = set(values)
    return (found.pop() or "") if len(found) == 1 else ""


def _when(told: StatementInput, keys: Sequence[str]) -> str:
    """Say on which day all of some charges ended, where it is one and the same."""
    decided: Plain = told.particulars.get("decided", {})
    days = {(decided.get(key, {}).get("earliest"), decided.get(key, {}).get("on")) for key in keys}
    if len(days) != 1:
        return ""
    earliest, day = days.pop()
    return " " + between_words(earliest or day, day) if day else ""


def _at_trial(told: StatementInput, keys: Sequence[str]) -> bool:
    """Tell whether all of some charges were dismissed while they were being tried."""
    decided: Plain = told.particulars.get("decided", {})
    return bool(keys) and all(decided.get(key, {}).get("at_trial") for key in keys)


def _ended(told: StatementInput, offences: Mapping[int, Offence]) -> str:
    """Say how each of several charges ended."""
    ways = (
        (S.ACQUITTED, gettext("acquitted of %(offences)s")),
        (S.DISMISSED, gettext("%(offences)s dismissed")),
        (S.NOT_PROCEEDED, gettext("%(offences)s not sent to trial")),
        (S.LEFT_ON_FILE, gettext("%(offences)s left on the file")),
    )
    parts = []
    for state, words in ways:
        counted = _counted(told, offences, {state})
        if counted.keys:
            named = _words(counted) or ngettext(
                "%(count)d charge", "%(count)d charges", len(counted.keys)
            ) % {"count": len(counted.keys)}
            parts.append(words % {"offences": _inside(named)})
    return gettext("Ended without a conviction: %(parts)s") % {"parts": list_words(parts)}
