"""What cases mention without holding it, so that it is asked for together and not one by one."""

from __future__ import annotations

from collections.abc import Iterable

from proceedings.casefiles.format.case import Case


def courts_of(cases: Iterable[Case]) -> set[str]:
    """Return the ids of the courts of cases."""
    return {case.court for case in cases if case.court}


def parties_of(cases: Iterable[Case]) -> set[str]:
    """Return the ids of all parties that cases name, in whatever part."""
    found: set[str] = set()
    for case in cases:
        found.update(defendant.party for defendant in case.defendants)
        for participant in case.participants:
            found.add(participant.party)
            found.update(participant.represents)
        for event in case.events:
            found.add(event.judge)
            found.update(event.parties)
    return found - {""}
