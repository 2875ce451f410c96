"""A record asked as of an instant before it was first published here: a page that says when it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from proceedings.record.as_of import Clocks
from proceedings.website.date_format import replayable, say_instant
from proceedings.website.records.case_data import CaseData
from proceedings.website.records.change_log import RecordedChange
from proceedings.website.view_models import Head, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYetPage:
    """Everything the template prints."""

    head: Head
    words: str
    first: Link
    now: Link


class NotYetPublishedError(Http404):
    """Nothing of a record that is public now was published here by the instant asked about.

    A page says when it was; a file or a feed is not found.
    """

    def __init__(self, page: NotYetPage) -> None:
        super().__init__(page.words)
        self.page = page


def not_yet(
    now: CaseData, *, title: str, path: str, clocks: Clocks, found: Sequence[RecordedChange]
) -> NotYetPublishedError:
    """Return the page of a record before its first publication; `found` are its changes up to now."""
    first = min((one.recorded for one in found), default=None)
    return NotYetPublishedError(
        now.redacted(
            NotYetPage(
                head=Head(title=title, canonical=path, noindex=True),
                words=_("Nothing about this record was published here by %(instant)s.")
                % {"instant": say_instant(clocks.known)},
                first=Link(
                    text=_("It was first published here on %(instant)s.") % {"instant": say_instant(first)},
                    href=f"{path}?known={replayable(first)}",
                )
                if first
                else Link(text=""),
                now=Link(text=_("What this site tells now"), href=path),
            )
        )
    )
