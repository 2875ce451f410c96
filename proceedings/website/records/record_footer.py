"""What stands below every record: how to cite it, what changed on it, and how to say that it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proceedings.models import Case, Defendant
from proceedings.record.as_of import Clocks
from proceedings.research.citations import SnapshotPart
from proceedings.research.feeds.atom import EntryKind
from proceedings.website.date_format import say_instant
from proceedings.website.records import citation_facts
from proceedings.website.records.case_data import CaseData
from proceedings.website.records.change_fields import DifferenceLine
from proceedings.website.records.change_log import RecordedChange, changes
from proceedings.website.records.citation_notice import (
    Absolute,
    CitationNotice,
    Cite,
    Subject,
    bundle_now,
    cite,
    correction_lines,
    opening,
)

SHOWN = 3  # changes on the page of the record; the rest stand on a page of their own
Tell = Callable[[CaseData], list[SnapshotPart]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One recorded change as a page prints it."""

    recorded: str
    kind: str
    kind_words: str
    what: str
    note: str
    lines: tuple[DifferenceLine, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What changed on a page: the newest changes, and where all of them stand."""

    counted: str
    lines: tuple[ChangeLine, ...]
    all_href: str
    feed_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the address of a record asked beside the record itself."""

    cited: str = ""
    absolute: Absolute = str


NOTHING_MORE = Asking()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFooter:
    """Everything that stands below a record, and what must stand above it."""

    opening: CitationNotice | None
    cite: Cite
    changed: Changed
    recorded: tuple[datetime, ...]
    report_href: str

    @property
    def keeps_out(self) -> bool:
        """Tell whether search engines must not keep this answer: it was corrected, or is a citation's own."""
        return self.opening is not None


def desk(
    bundle: CaseData, case: Case, subject: Subject, *, asking: Asking, row: Defendant | None = None
) -> RecordFooter:
    """Return what stands around a record: of a defendant, else of the case."""
    tell = _teller(case, row)
    then = tell(bundle)
    found = changes(bundle, case.pk, defendant=row.pk if row else None)
    return RecordFooter(
        opening=_opening(bundle, then, tell, subject, asking),
        cite=cite(then, subject, clocks=bundle.clocks, absolute=asking.absolute),
        changed=changed(found, subject.path, bundle.clocks, limit=SHOWN),
        recorded=tuple(one.recorded for one in found),
        report_href=f"{subject.path}report/{bundle.clocks.query}",
    )


def _teller(case: Case, row: Defendant | None) -> Tell:
    """Return what tells the record, at whatever instant it is read; nothing where nothing is published."""

    def tell(bundle: CaseData) -> list[SnapshotPart]:
        if row is not None:
            return (
                citation_facts.of_defendant(bundle, bundle.defendants[row.pk])
                if row.pk in bundle.spans
                else []
            )
        return citation_facts.of_case(bundle, case.pk) if case.pk in bundle.cases else []

    return tell


def _opening(
    bundle: CaseData, then: Sequence[SnapshotPart], tell: Tell, subject: Subject, asking: Asking
) -> CitationNotice | None:
    """Compare with what is told now, where something was written since."""
    if not bundle.clocks.is_past:
        return None
    later = bundle_now(bundle)
    return opening(
        then,
        then if later is None else tell(later),
        clocks=bundle.clocks,
        path=subject.path,
        cited=asking.cited,
        corrections=correction_lines(later, later.corrections) if later else (),
    )


def changed(
    found: Sequence[RecordedChange], path: str, clocks: Clocks, *, limit: int | None = None
) -> Changed:
    """Return the changes as a page prints them; `limit` keeps the newest."""
    return Changed(
        counted=counted(found),
        lines=tuple(_line(one, path + clocks.query) for one in found[:limit]),
        all_href=f"{path}changes/{clocks.query}" if limit and len(found) > limit else "",
        feed_href=f"{path.rstrip('/')}.atom",
    )


def counted(found: Sequence[RecordedChange]) -> str:
    """Say how many changes are recorded, and how many correct what the page said before."""
    corrections = sum(one.kind is EntryKind.CORRECTION for one in found)
    return ngettext(
        "%(number)s recorded change%(corrected)s.",
        "%(number)s recorded changes, newest first%(corrected)s.",
        len(found),
    ) % {"number": len(found), "corrected": _corrected(corrections)}


def _corrected(number: int) -> str:
    """Say how many changes were corrections; nothing where none was."""
    if not number:
        return ""
    said = ngettext("; %(number)s corrects what stood here", "; %(number)s correct what stood here", number)
    return said % {"number": number}


def _line(one: RecordedChange, page: str) -> ChangeLine:
    return ChangeLine(
        recorded=say_instant(one.recorded),
        kind=one.kind.value,
        kind_words=_(one.kind.label),
        what=one.what,
        note=one.note,
        lines=one.lines,
        href=page + one.anchor if one.anchor else "",
    )
