"""Which rows of an earlier `known` this site would write otherwise now: corrected, completed, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from kit.codes import Code
from kit.codes import gettext_noop as noop
from proceedings.models import StatusSpan
from proceedings.record.history import last_instant
from proceedings.record.public_rows import Facts
from proceedings.research.citations import fingerprint
from proceedings.research.lists.list_definition import ListDefinition
from proceedings.research.lists.rows import Cells


class ChangeSince(Code):
    """What became of a row since."""

    CHANGED = "changed", noop("Changed since"), noop("Of the same day this site now says otherwise")
    GONE = "gone", noop("No longer said"), noop("Nothing this rests on is published now")


def changes_since(kind: ListDefinition, written: Sequence[Mapping[str, Any]], facts: Facts) -> list[str]:
    """Return for each row what became of it since, as a code; "" where nothing did, or the present is asked.

    `written` are the values of the rows, as they were. The rows are read once more, as they are now.
    """
    clocks = facts.clocks
    if not clocks.known_asked or not written or clocks.known == last_instant():
        return [""] * len(written)
    now = replace(clocks, known=last_instant(), is_past=False, known_asked="")
    present = Facts(now, possible=facts.day == "earliest", closed=facts.closed)
    column = "defendant_id" if kind.model is StatusSpan else "id"
    ids = [values["id"] for values in written]
    found = list(kind.add_columns(kind.rows(present, {}).filter(**{f"{column}__in": ids}), present))
    marks = {row.values["id"]: fingerprint(row.values) for row in kind.read(found, present)}
    return [_change(marks.get(values["id"]), values) for values in written]


def _change(mark: str | None, values: Mapping[str, Any]) -> str:
    if mark is None:
        return ChangeSince.GONE.value
    return "" if mark == fingerprint(values) else ChangeSince.CHANGED.value


def with_change(cells: Cells, code: str) -> Cells:
    """Return the cells of a row, the first of which says what became of it since."""
    if not code:
        return cells
    first = cells[0]
    return (replace(first, warnings=(*first.warnings, _(ChangeSince(code).label))), *cells[1:])
