"""One status, one sentence: what stands first, then what is inside it, in courtroom words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from proceedings.law.codes import QualifierCode, StatusCode
from proceedings.law.rules import row_numbered
from proceedings.wording import civil, criminal
from proceedings.wording.offences import Offence, acquitted_or_dismissed, with_offences
from proceedings.wording.phrases import join_clauses
from proceedings.wording.qualifiers import INSIDE, qualifier_sentence
from proceedings.wording.statement_input import Plain, StatementInput

C = StatusCode
Q = QualifierCode
_WRITERS = criminal.WRITERS | civil.WRITERS


def sentence_for(
    status_code: str,
    counts: Mapping[str, int],
    qualifiers: Sequence[Plain],
    particulars: Plain,
    *,
    table: str,
    case_names: Mapping[int, str] | None = None,
    offences: Mapping[int, Offence] | None = None,
) -> str:
    """Return the sentence people read for a status, without a full stop.

    "Guilty of involuntary manslaughter (jury, 6 March 2024); sentenced on 15 April 2024 to 18 months in
    custody; acquitted of tampering with evidence"

    ``counts``, ``qualifiers`` and ``particulars`` are those of the rules' Status; ``table`` is criminal or
    civil. Cases not in ``case_names`` are never named, nor the charges that are not in ``offences``: they may
    be closed to the reader.
    """
    told = StatementInput(counts=counts, particulars=particulars, case_names=case_names or {})
    clauses = _clauses(status_code, told, table, offences)
    inside = [
        one for one in qualifiers if one["code"] in INSIDE and not _told_already(StatusCode(status_code), one)
    ]
    for one in inside:
        named = acquitted_or_dismissed(told, one, offences or {}) if one["code"] in _ON_SOME else ""
        clauses.append(named or qualifier_sentence(one, told.case_names, inside=True))
    return join_clauses(clauses)


def outcome_for(
    status_code: str,
    counts: Mapping[str, int],
    particulars: Plain,
    *,
    table: str,
    offences: Mapping[int, Offence] | None = None,
) -> str:
    """Return the first part of the sentence alone, for a title or a cell of a list."""
    told = StatementInput(counts=counts, particulars=particulars, case_names={})
    return join_clauses(_clauses(status_code, told, table, offences)[:1])


def _clauses(
    status_code: str, told: StatementInput, table: str, offences: Mapping[int, Offence] | None
) -> list[str]:
    code = StatusCode(status_code)
    if table != code.table:
        raise ValueError(f"{code.value} is not a status of the {table} table")
    clauses = [*_WRITERS[code](told)]
    return clauses if code.is_civil or not offences else with_offences(code, told, clauses, offences)


_ON_SOME = frozenset({Q.ACQUITTED_ON, Q.DISMISSED_ON})
# Statuses whose own words already say how many charges or claims ended in which way.
_TELLS_NUMBERS = frozenset(
    {C.ENDED_WITHOUT_CONVICTION, C.CIVIL_ENDED, C.DISMISSED, C.DISMISSED_WITHOUT_PREJUDICE}
)


def _told_already(code: StatusCode, qualifier: Plain) -> bool:
    """Tell whether the words of the status give the same number."""
    if code is C.OUTCOME_NOT_READ and qualifier["code"] == Q.OUTCOME_NOT_READ:
        return bool(qualifier["count"] == qualifier["of"])
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
    row = row_numbered(rule, civil=table == "civil")
    return gettext("Row %(number)d: %(condition)s") % {
        "number": rule,
        "condition": gettext(row.condition),
    }
