"""What a cited record told, part by part: the facts that are hashed, beside the words that only say them.

A part is one thing a reader can point at: the status, a charge, an event. Its facts decide the hash and
whether it has changed; its words may be put better at any time, and nothing cited before is disturbed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kit.codes import Code, gettext_noop
from proceedings.research.citations.fingerprint import differences, fingerprint


class ChangeKind(Code):
    """What sort of change a record has seen since it was cited."""

    COURT_EVENT = (
        "court-event",
        gettext_noop("Court event recorded since"),
        gettext_noop("It had happened by the day cited, and was recorded here only later"),
    )
    CORRECTION = (
        "correction",
        gettext_noop("Correction of ours"),
        gettext_noop("This site changed or withdrew what it had recorded"),
    )
    FOLLOWS = (
        "follows",
        gettext_noop("Follows from it"),
        gettext_noop("Derived from what is recorded, and so changed with it"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotPart:
    """One part of a record: its place, what it is called, its facts, and the words that say them.

    `is_event` marks what happened in court; `is_derived` what follows from the rest.
    """

    place: str
    label: str
    facts: Mapping[str, Any]
    words: str
    is_event: bool = False
    is_derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPart:
    """A part that differs; `before` or `after` is empty where it was not, or is no longer, recorded."""

    kind: ChangeKind
    label: str
    before: str
    after: str

    @property
    def kind_words(self) -> str:
        """Name the sort of change."""
        return _(self.kind.label)


def fingerprint_of(parts: Iterable[SnapshotPart]) -> str:
    """Return the short hash of a record: of its facts, whatever the words."""
    return fingerprint({part.place: dict(part.facts) for part in parts})


def changed_since(before: Sequence[SnapshotPart], after: Sequence[SnapshotPart]) -> list[ChangedPart]:
    """Return the parts that differ in their facts, in the order a page tells them."""
    old, new = ({part.place: part for part in parts} for parts in (before, after))
    places = [*old, *(place for place in new if place not in old)]
    found = []
    for place in places:
        was, now = old.get(place), new.get(place)
        if was is None or now is None or differences(was.facts, now.facts):
            found.append(_changed(now or was or old[place], was, now))
    return found


def _changed(part: SnapshotPart, was: SnapshotPart | None, now: SnapshotPart | None) -> ChangedPart:
    return ChangedPart(
        kind=_kind(part, was),
        label=part.label,
        before=was.words if was else "",
        after=now.words if now else "",
    )


def _kind(part: SnapshotPart, was: SnapshotPart | None) -> ChangeKind:
    if part.is_derived:
        return ChangeKind.FOLLOWS
    return ChangeKind.COURT_EVENT if was is None and part.is_event else ChangeKind.CORRECTION
