"""In which case each row is: by the case's id, or by its docket number and court."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.text import slugify

from kit.text_folding import docket_key
from proceedings.casefiles.problems import Problem
from proceedings.importers.tables.existing_records import Recorded, batches
from proceedings.importers.tables.table import Row
from proceedings.models import Case

LONGEST_KEY = 160


class Cases:
    """The ids of cases: those the table of cases gives, and those the database has."""

    def __init__(
        self, rows: Mapping[str, Sequence[Row]], recorded: Recorded, problems: list[Problem]
    ) -> None:
        """Read the table of cases, and ask the database about everything else that rows name."""
        self.problems = problems
        inside = [row for kind in rows.values() for row in kind if row.sheet.kind.in_case]
        named = [*rows["cases"], *inside]
        self._numbers = recorded.numbers({number for row in named if (number := row.get("docket_number"))})
        self.given: dict[str, Row] = {}
        self._given_numbers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in rows["cases"]:
            self._give(row)
        asked = {key for row in named if (key := row.get("case") or row.get("id"))} | set(self.given)
        self.closed = recorded.closed(Case, asked)
        self._stored = _stored(asked) - self.closed
        for key in self.closed & set(self.given):
            row = self.given[key]
            problems.append(
                row.problem("id", "another id; this one is in use, and the record is closed to you")
            )

    def _give(self, row: Row) -> None:
        key = self._own_key(row)
        if not key:
            self.problems.append(row.problem("id", "an id, or a docket_number to make one of"))
            return
        first = self.given.setdefault(key, row)
        if first is not row:
            column = "id" if row.get("id") else "docket_number"
            self.problems.append(row.problem(column, f"each case once; {first} is the same"))
            return
        if number := docket_key(row.get("docket_number")):
            self._given_numbers[number].append((key, row.get("court")))

    def _own_key(self, row: Row) -> str:
        """Return the id of a case of the table: as given, as recorded, or made of court and number."""
        if row.get("id") or not row.get("docket_number"):
            return row.get("id")
        held = [
            case
            for case, *courts in self._numbers.get(docket_key(row.get("docket_number")), [])
            if row.get("court") in courts
        ]
        made = slugify(f"{row.get('court')}-{row.get('docket_number')}")[:LONGEST_KEY].strip("-")
        return held[0] if len(held) == 1 else made

    def key_of(self, row: Row) -> str:
        """Return the id of the case a row is in; nothing, and a problem, when there is none or several."""
        if key := row.get("case"):
            if key in self.given or key in self._stored:
                return key
            self.problems.append(row.problem("case", "the id of a case in cases.csv or in the database"))
            return ""
        number = row.get("docket_number")
        if not number:
            self.problems.append(row.problem("case", "the id of the case, or its court and docket_number"))
            return ""
        found = self._by_number(docket_key(number), row.get("court"))
        if len(found) == 1:
            return found[0]
        expected = "the docket number of a case in cases.csv or in the database, with the id of its court"
        if found:
            expected = f"the court as well: {len(found)} cases have this number ({', '.join(found[:5])})"
        self.problems.append(row.problem("docket_number", expected))
        return ""

    def _by_number(self, number: str, court: str) -> list[str]:
        found = {key: True for key, of in self._given_numbers.get(number, []) if court in {"", of}}
        for key, *courts in self._numbers.get(number, []):
            if not court or court in courts:
                found[key] = True
        return list(found)


def _stored(keys: set[str]) -> set[str]:
    found: set[str] = set()
    for batch in batches(sorted(keys)):
        found |= set(Case.objects.filter(key__in=batch).values_list("key", flat=True))
    return found
