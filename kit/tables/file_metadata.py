"""What a file says about itself: where it comes from, which day it shows, and whether it holds all rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.utils.encoding import iri_to_uri
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.plain_text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMetadata:
    """The head of a file.

    `title` says in plain words what one row is and which rows these are; `address` is the absolute address of
    the list with its query; `on` and `known` are the two dates it was asked for (`known` as text, to the
    microsecond). `total` counts the rows that answer the query; `at_least` tells that counting stopped there
    and more exist. `cap` is the most rows a file holds: every rendering stops there. `cite` is the address of
    the citation that lies beside the file.
    """

    title: str
    address: str
    on: date
    known: str
    total: int
    cap: int
    at_least: bool = False
    cite: str = ""

    @property
    def is_complete(self) -> bool | None:
        """Tell whether the file holds every row of the list; None while that cannot be known beforehand."""
        if self.total > self.cap:
            return False
        return None if self.at_least else True

    @property
    def extent(self) -> str:
        """Say how many rows there are, and how many of them the file holds."""
        numbers = {
            "total": number_format(self.total, force_grouping=True),
            "cap": number_format(self.cap, force_grouping=True),
        }
        if self.is_complete is None:
            return _("More than %(total)s rows; this file holds at most the first %(cap)s.") % numbers
        if self.is_complete:
            return (
                ngettext(
                    "%(total)s row; it is in this file.",
                    "%(total)s rows; all of them are in this file.",
                    self.total,
                )
                % numbers
            )
        if self.at_least:
            return (
                _("More than %(total)s rows; this file holds the first %(cap)s. Narrow the query.") % numbers
            )
        return _("%(total)s rows; this file holds the first %(cap)s. Narrow the query.") % numbers

    def facts(self) -> dict[str, Any]:
        """Return everything the file says about itself, by key, in the order it is written."""
        facts: dict[str, Any] = {
            "title": str(self.title),
            "address": iri_to_uri(self.address),
            "on": self.on,
            "known": self.known,
            "total": self.total,
            "total_is_exact": not self.at_least,
            "cap": self.cap,
            "complete": self.is_complete,
            "extent": self.extent,
        }
        return facts | ({"cite": iri_to_uri(self.cite)} if self.cite else {})

    def headers(self) -> dict[str, str]:
        """Return the same as HTTP headers, for a file whose first line must be its column names."""
        headers = {
            "X-Total-Count": str(self.total),
            "X-Total-Is-Exact": "no" if self.at_least else "yes",
            "X-Row-Limit": str(self.cap),
            "X-Complete": {True: "yes", False: "no", None: "unknown"}[self.is_complete],
            "X-On": self.on.isoformat(),
            "X-Known": one_line(self.known),
            "X-Address": iri_to_uri(self.address),
        }
        # RFC 8574: the address to cite this file by.
        return headers | ({"Link": f'<{iri_to_uri(self.cite)}>; rel="cite-as"'} if self.cite else {})

    def file_name(self, stem: str, extension: str) -> str:
        """Name the file so that its day, and that it is not whole, can be seen in a folder."""
        part = f"-first-{self.cap}" if self.total > self.cap else ""
        return f"{stem}-on-{self.on.isoformat()}{part}.{extension}"

    def within_cap(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
        """Yield the rows a file may hold."""
        return islice(rows, self.cap)
