"""Everything that was ever changed on the page of one record, newest first: as a page, and as a feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from proceedings.models import Case, Defendant
from proceedings.record.as_of import Clocks
from proceedings.research.feeds.atom import Entry, FeedHead, atom
from proceedings.website.date_format import words
from proceedings.website.records import case_page, defendant_page
from proceedings.website.records.case_data import CaseData
from proceedings.website.records.change_log import RecordedChange, changes
from proceedings.website.records.citation_notice import Absolute
from proceedings.website.records.reading_plan import PageSubject
from proceedings.website.records.record_footer import Changed, changed, counted
from proceedings.website.view_models import Head, Link

FEED_LIMIT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """Everything the template prints, and what the feed is made of."""

    head: Head
    record: Link
    clock: str
    changed: Changed
    found: Sequence[RecordedChange]
    key: str
    path: str


def of_defendant(row: Defendant, *, clocks: Clocks) -> ChangesPage:
    """Assemble the changes of one defendant; NotYetPublishedError when nothing was published by then."""
    bundle = CaseData([row.case_id], clocks=clocks, about=PageSubject(is_record=True, defendant=row.pk))
    if row.pk not in bundle.spans or row.case_id not in bundle.cases:
        raise defendant_page.before_publication(row, clocks)
    held, case = bundle.defendants[row.pk], bundle.cases[row.case_id]
    party = bundle.parties.get(held.party_id)
    return _page(
        bundle,
        changes(bundle, case.pk, defendant=row.pk),
        title=f"{bundle.name(held)}, {bundle.case_name(case)}",
        path=bundle.defendant_address(held),
        key=f"defendant/{row.pk}",
        section="defendants",
        noindex=held.noindex or case.noindex or party is None or party.noindex,
    )


def of_case(row: Case, *, clocks: Clocks) -> ChangesPage:
    """Assemble the changes of one case; NotYetPublishedError when nothing was published by then."""
    bundle = CaseData([row.pk], clocks=clocks, about=PageSubject(is_record=True))
    if row.pk not in bundle.cases or not bundle.events_of(row.pk):
        raise case_page.before_publication(row, clocks)
    case = bundle.cases[row.pk]
    rows = bundle.defendants_of(case.pk)
    parties = [bundle.parties.get(one.party_id) for one in rows]
    hidden = any(one.noindex for one in rows) or any(one is None or one.noindex for one in parties)
    return _page(
        bundle,
        changes(bundle, case.pk),
        title=bundle.case_name(case),
        path=bundle.case_address(case),
        key=f"case/{row.pk}",
        section="cases",
        noindex=case.noindex or hidden,
    )


def _page(
    bundle: CaseData,
    found: Sequence[RecordedChange],
    *,
    title: str,
    path: str,
    key: str,
    section: str,
    noindex: bool,
) -> ChangesPage:
    clocks = bundle.clocks
    return bundle.redacted(
        ChangesPage(
            head=Head(
                title=_("What changed: %(record)s") % {"record": title},
                canonical=f"{path}changes/",
                noindex=noindex or clocks.is_past,
                section=section,
            ),
            record=Link(text=title, href=path + clocks.query),
            clock=words(clocks),
            changed=changed(found, path, clocks),
            found=found,
            key=key,
            path=path,
        )
    )


def feed(page: ChangesPage, *, clocks: Clocks, absolute: Absolute) -> bytes:
    """Write the newest changes as an Atom feed that tells court events from corrections of ours."""
    head = FeedHead(
        title=page.head.title,
        subtitle=counted(page.found),
        site=settings.SITE_NAME,
        host=settings.SITE_HOST,
        minted=settings.SITE_SINCE,
        key=page.key,
        address=absolute(page.path),
        feed=absolute(page.changed.feed_href),
        language=settings.LANGUAGE_CODE,
        known=clocks.known,
    )
    return atom(head, [_entry(one, page, absolute) for one in page.found[:FEED_LIMIT]])


def _entry(one: RecordedChange, page: ChangesPage, absolute: Absolute) -> Entry:
    return Entry(
        kind=one.kind,
        key=f"{page.key}/{one.key}",
        title=one.what,
        summary="\n".join([one.note, *(line.words for line in one.lines)]).strip(),
        address=absolute(page.path + one.anchor),
        recorded=one.recorded,
    )
