"""One status, one sentence: what stands first, then what is inside it, in courtroom words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from proceedings.law.codes import StatusCode
from proceedings.law.rules import PRECEDENCE_CIVIL, PRECEDENCE_CRIMINAL
from proceedings.wording import civil, criminal
from proceedings.wording.phrases import join_clauses
from proceedings.wording.qualifiers import INSIDE, qualifier_sentence
from proceedings.wording.statement_input import Plain, Told

C = StatusCode
_WRITERS = criminal.WRITERS | civil.WRITERS


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
    if table != code.table:
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
