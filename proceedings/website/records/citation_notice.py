"""Citing a record, and opening what somebody cited: the record as it was, and what has changed since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import gettext as _

from proceedings.models import Correction
from proceedings.models.status_span_queries import today
from proceedings.record.as_of import Clocks
from proceedings.record.history import last_instant
from proceedings.research.citations import (
    FORMATS,
    ChangedPart,
    ChangeKind,
    Citation,
    CitedKind,
    SnapshotPart,
    changed_since,
    fingerprint_of,
    frozen_address,
)
from proceedings.website.date_format import is_today
from proceedings.website.records.case_data import CaseData
from proceedings.website.view_models import Link

Absolute = Callable[[str], str]
# What ends the address of each form of a citation. A record as `.json` would be the record, not its citation.
ENDINGS = {"txt": "txt", "bib": "bib", "csl.json": "json", "ris": "ris"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CiteForm:
    """One form of a citation: its name, its text ready to copy, and the address of its file."""

    name: str
    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """A citation with all its forms; the first is the sentence for a footnote."""

    citation: Citation
    sentence: CiteForm
    forms: tuple[CiteForm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationNotice:
    """What a reader of an earlier answer must know first: whether it has changed, and how."""

    title: str
    words: str
    changes: tuple[ChangedPart, ...] = ()
    lines: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is cited: its names as they are printed, and the path of its page."""

    name: str
    path: str
    statement: str
    court: str
    docket: str
    case: str = ""


def cite(parts: Sequence[SnapshotPart], subject: Subject, *, clocks: Clocks, absolute: Absolute) -> Cite:
    """Return the citation of a record as it is shown."""
    mark = fingerprint_of(parts)
    citation = Citation(
        kind=CitedKind.RECORD,
        site=settings.SITE_NAME,
        subject=subject.name,
        statement=subject.statement,
        case=subject.case,
        docket=subject.docket,
        court=subject.court,
        address=frozen_address(absolute(subject.path), on=clocks.on, known=clocks.known, fingerprint=mark),
        on=clocks.on,
        known=clocks.known,
        fingerprint=mark,
        accessed=today(),
    )
    asked = Clocks(
        on=clocks.on,
        known=clocks.known,
        on_asked=clocks.on.isoformat(),
        known_asked=clocks.known_text,
    ).query
    forms = [
        CiteForm(
            name=FORMATS[form].name,
            text=FORMATS[form].write(citation),
            href=f"{subject.path.rstrip('/')}.{ending}{asked}",
        )
        for ending, form in ENDINGS.items()
    ]
    return Cite(citation=citation, sentence=forms[0], forms=tuple(forms[1:]))


def bundle_now(bundle: CaseData) -> CaseData | None:
    """Return the same cases as they are told now of the same day; None when nothing was written since."""
    clocks = bundle.clocks
    last = last_instant()
    if not clocks.is_past or clocks.known == last:
        return None
    now = replace(clocks, known=last, is_past=False, known_asked="")
    return CaseData(list(bundle.cases), clocks=now, about=bundle.about, redactor=bundle.redactor)


def opening(
    then: Sequence[SnapshotPart],
    now: Sequence[SnapshotPart],
    *,
    clocks: Clocks,
    path: str,
    cited: str,
    corrections: Sequence[Link] = (),
) -> CitationNotice | None:
    """Return what an earlier answer opens with; None where nothing was cited and nothing has changed."""
    changes = tuple(changed_since(then, now))
    asked = "" if is_today(clocks) else f"?on={clocks.on.isoformat()}"
    as_it_stands = Link(text=_("The answer as it stands now"), href=path + asked)
    lines = (as_it_stands, *corrections) if changes else ()
    altered = cited and cited != fingerprint_of(then)
    if altered:
        return CitationNotice(title=_("Not as it was cited"), words=_altered(), changes=changes, lines=lines)
    if changes:
        return CitationNotice(title=_title(changes), words=_words(now), changes=changes, lines=lines)
    if cited:
        return CitationNotice(
            title=_("As it was cited"),
            words=_("This is the record as it was cited. What it tells of this day has not changed since."),
        )
    return None


def _title(changes: Sequence[ChangedPart]) -> str:
    """Say whether the answer was wrong, or not yet whole."""
    kinds = {change.kind for change in changes}
    only_added = ChangeKind.COURT_EVENT in kinds and ChangeKind.CORRECTION not in kinds
    return _("Completed since") if only_added else _("Corrected since")


def _words(now: Sequence[SnapshotPart]) -> str:
    """Say what is shown, and that it is not what is told now."""
    if not now:
        return _("This is what the site said by then. Nothing is published about this record now.")
    return _("This is what the site said by then. Of the same day it now tells otherwise:")


def _altered() -> str:
    """Say why a hash may not fit."""
    return _(
        "The hash in this address is not that of what the record told at these two dates. Either the "
        "address was altered, or a part of the record has been closed to the public since."
    )


def correction_lines(bundle: CaseData, corrections: Sequence[Correction]) -> tuple[Link, ...]:
    """Write the public corrections."""
    return tuple(
        Link(
            text=_("%(was)s. Corrected to: %(now)s. Reason: %(why)s.")
            % {
                "was": _one_line(bundle.text(one.was)),
                "now": _one_line(bundle.text(one.now)),
                "why": _one_line(bundle.text(one.why)),
            }
        )
        for one in corrections
    )


def _one_line(text: str) -> str:
    """Write the lines of a correction as one sentence, without its full stop."""
    return "; ".join(text.splitlines()).rstrip(".")
