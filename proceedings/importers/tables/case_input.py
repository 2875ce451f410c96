"""The rows of one case as they came in."""

from __future__ import annotations

from dataclasses import dataclass, field

from proceedings.importers.tables.table import Row

# What a row is a record of: the kind of record, the case it is in, and its own key there.
Identity = tuple[str, str, str]


@dataclass(slots=True)
class CaseInput:
    """The rows of one case, by kind, and its own row where the table of cases has one."""

    key: str
    own: Row | None = None
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def of(self, kind: str) -> list[Row]:
        """Return the rows of a kind."""
        return self.rows.get(kind, [])
