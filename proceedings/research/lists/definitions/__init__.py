"""Every list there is, by the first part of its address."""

from __future__ import annotations

from proceedings.research.lists.definitions.cases import CASES
from proceedings.research.lists.definitions.charges_and_claims import CHARGES, CLAIMS
from proceedings.research.lists.definitions.convictions import CONVICTIONS
from proceedings.research.lists.definitions.courts import COURTS
from proceedings.research.lists.definitions.defendants import DEFENDANTS
from proceedings.research.lists.definitions.events import EVENTS, HEARINGS, RULINGS
from proceedings.research.lists.definitions.people import PEOPLE
from proceedings.research.lists.definitions.sentences import SENTENCES
from proceedings.research.lists.list_definition import ListDefinition

LISTS: dict[str, ListDefinition] = {
    kind.slug: kind
    for kind in (
        DEFENDANTS,
        CASES,
        CONVICTIONS,
        CHARGES,
        CLAIMS,
        RULINGS,
        SENTENCES,
        HEARINGS,
        EVENTS,
        PEOPLE,
        COURTS,
    )
}

__all__ = [
    "CASES",
    "CHARGES",
    "CLAIMS",
    "CONVICTIONS",
    "COURTS",
    "DEFENDANTS",
    "EVENTS",
    "HEARINGS",
    "LISTS",
    "PEOPLE",
    "RULINGS",
    "SENTENCES",
]
