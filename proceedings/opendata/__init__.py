"""The public data set: one declared list of tables that the codebook and every export come from.

`TABLES` says which tables there are, what one row is, and what each column means. `Public` gives their rows:
what the public may see now, with withheld names taken out. `writing` makes files of them, `current` keeps the
files of today, `releases` those that were frozen.
"""

from __future__ import annotations

from proceedings.opendata import (
    cases,
    charges,
    events,
    parties,
    sources,
    statuses,
)
from proceedings.opendata.fields import (
    PublicTable,
    Record,
    TableField,
    WithoutReferred,
)
from proceedings.opendata.row_filter import Public, RowFilter

# In this order they are read: what is referred to comes first, but for what is brought along.
TABLES: tuple[PublicTable, ...] = (
    *cases.TABLES,
    *parties.TABLES,
    charges.DEFENDANTS,
    events.EVENTS,
    charges.CHARGES,
    charges.CHARGE_LINKS,
    charges.CLAIMS,
    charges.CLAIM_LINKS,
    events.EFFECTS,
    events.SENTENCE_COMPONENTS,
    statuses.STATUSES,
    *sources.TABLES,
)

__all__ = ["TABLES", "Public", "PublicTable", "Record", "RowFilter", "TableField", "Text", "WithoutReferred"]
