"""Atom feeds (RFC 4287) whose entries tell a court event from a correction of ours.

Pure: entries come as plain values and leave as bytes. The kind stands in a category with its own scheme, and
at the head of the title for readers that show no categories. An entry's id is a tag URI (RFC 4151), which
stays the same when addresses change; `updated` is the instant we recorded what it tells.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.utils.xmlutils import SimplerXMLGenerator

from kit.codes import Code
from kit.plain_text import one_line, printable

CONTENT_TYPE = "application/atom+xml; charset=utf-8"


class EntryKind(Code):
    """What an entry tells."""

    COURT_EVENT = (
        "court-event",
        gettext_noop("Court event"),
        gettext_noop("Something happened in court, and is recorded here for the first time"),
    )
    CORRECTION = (
        "correction",
        gettext_noop("Correction of ours"),
        gettext_noop("This site changed or withdrew what it had recorded; nothing new happened in court"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHead:
    """What a feed says about itself.

    `host` and `minted`, the site's domain and a day on which it was the site's, are part of every id: they
    must never change. `key` names the feed within the site (for a search its path and query). `address` is
    the page that shows the same, `feed` the feed itself; both whole. `known` is the instant the feed is true
    for.
    """

    title: str
    subtitle: str
    site: str
    host: str
    minted: date
    key: str
    address: str
    feed: str
    language: str
    known: datetime

    @property
    def scheme(self) -> str:
        """Return the name of our list of kinds."""
        return tag_uri(self, "entry-kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was recorded.

    `key` names it within the site for good ("event/12", "correction/7", "event/12/change/345"); `recorded` is
    the aware instant of the recording. `title` and `summary` are plain text, already redacted.
    """

    kind: EntryKind
    key: str
    title: str
    summary: str
    address: str
    recorded: datetime


def atom(head: FeedHead, entries: Iterable[Entry]) -> bytes:
    """Write the feed, its entries in the order they come (newest first, as readers expect)."""
    feed = _Feed(
        title=one_line(head.title),
        link=one_line(head.address),
        description=None,
        subtitle=one_line(head.subtitle) or None,
        language=head.language,
        author_name=one_line(head.site),
        feed_url=one_line(head.feed),
        feed_guid=tag_uri(head, f"feed/{head.key}"),
        known=head.known.astimezone(UTC),
        scheme=head.scheme,
    )
    for entry in entries:
        feed.add_item(
            title=_title(entry),
            link=one_line(entry.address),
            description=printable(entry.summary),
            unique_id=tag_uri(head, entry.key),
            updateddate=entry.recorded.astimezone(UTC),
            kind=entry.kind,
        )
    written = io.BytesIO()
    feed.write(written, "utf-8")
    return written.getvalue()


def tag_uri(head: FeedHead, key: str) -> str:
    """Return the id of something on this site."""
    return f"tag:{head.host},{head.minted.isoformat()}:{quote(one_line(key), safe='/:@-._~!$&()*+,;=?')}"


def _title(entry: Entry) -> str:
    title = one_line(entry.title)
    if entry.kind is EntryKind.CORRECTION:
        return _("%(kind)s: %(title)s") % {"kind": _(entry.kind.label), "title": title}
    return title


class _Feed(Atom1Feed):
    """Django's Atom feed, with summaries as text, kinds with their scheme, and an instant when empty."""

    def latest_post_date(self) -> datetime:
        """Return the instant of the newest entry; without entries the instant the feed is true for."""
        moments: list[datetime] = [item["updateddate"] for item in self.items]
        known: datetime = self.feed["known"]
        return max(moments, default=known)

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write what Django writes, then the summary as text and the kind as a category."""
        super().add_item_elements(handler, item | {"description": None})  # it would be sent as HTML
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})
        kind: EntryKind = item["kind"]
        category = {"term": kind.value, "scheme": iri_to_uri(self.feed["scheme"]), "label": _(kind.label)}
        handler.addQuickElement("category", "", category)
