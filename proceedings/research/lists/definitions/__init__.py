"""Every list there is, by the first part of its address."""

from __future__ import annotations

from proceedings.lists.kind import List
from proceedings.lists.kinds.cases import CASES
from proceedings.lists.kinds.charges import CHARGES
from proceedings.lists.kinds.claims import CLAIMS
from proceedings.lists.kinds.courts import COURTS
from proceedings.lists.kinds.defendants import DEFENDANTS
from proceedings.lists.kinds.events import HEARINGS, RULINGS
from proceedings.lists.kinds.people import PEOPLE
from proceedings.lists.kinds.sentences import SENTENCES

LISTS: dict[str, List] = {
    kind.slug: kind
    for kind in (DEFENDANTS, CASES, CHARGES, CLAIMS, RULINGS, SENTENCES, HEARINGS, PEOPLE, COURTS)
}

__all__ = [
    "CASES",
    "CHARGES",
    "CLAIMS",
    "COURTS",
    "DEFENDANTS",
    "HEARINGS",
    "LISTS",
    "PEOPLE",
    "RULINGS",
    "SENTENCES",
]
