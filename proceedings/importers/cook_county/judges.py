"""Judges, whom the data name by name alone: some the one way round, some the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import slugify

from people.kinds import PartyKind
from proceedings.importers.cook_county.tables import Participant, Row
from proceedings.importers.cook_county.vocabulary import DISPOSITIONS
from proceedings.law.codes import Outcome

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# What no court decided: a trial that ended in nothing, and charges that go on elsewhere.
UNDECIDED = frozenset({Outcome.MISTRIAL, Outcome.TRANSFERRED})


def judge_id(name: str) -> str:
    """Return the id of a judge, whichever way round the data write the name."""
    return f"cook-county-judge-{slugify(in_prose(name))}" if name else ""


def in_prose(name: str) -> str:
    """Return a name as prose has it.

    >>> in_prose("Placeholder, Robin"), in_prose("Robin Placeholder, Jr.")
    ('Robin Placeholder', 'Robin Placeholder, Jr.')
    """
    last, comma, first = (part.strip() for part in name.partition(","))
    is_inverted = comma and first and "," not in first and first.strip(".").lower() not in SUFFIXES
    return f"{first} {last}" if is_inverted else name


def judge_block(name: str, source: str) -> dict[str, Any]:
    """Return a judge as a party."""
    told = in_prose(name)
    block = {"id": judge_id(name), "name": told, "kind": PartyKind.PERSON.value, "sources": [source]}
    return block if told == name else {**block, "sort_name": name}


def judges_of(participant: Participant) -> Iterator[str]:
    """Yield the names of all judges of the rows of a participant."""
    for rows in participant.dispositions.values():
        yield from (row["judge"] for row in rows if row["judge"])
    for rows in participant.sentences.values():
        yield from (row["sentence_judge"] for row in rows if row["sentence_judge"])


def decisive(participant: Participant) -> Iterator[Row]:
    """Yield the rows in which a court decided something on a charge.

    A warrant decides nothing, nor does a mistrial, a transfer to where the charge goes on, or a word that
    nobody mapped.
    """
    for rows in participant.dispositions.values():
        for row in rows:
            ending = DISPOSITIONS.get(row["charge_disposition"])
            if ending is not None and not ending.whole and ending.outcome not in UNDECIDED:
                yield row
    for rows in participant.sentences.values():
        yield from rows


def judge_in(row: Row) -> str:
    """Return the name of the judge a row of a decision gives; empty where it gives none."""
    return row["sentence_judge" if row.table == "sentencing" else "judge"]
